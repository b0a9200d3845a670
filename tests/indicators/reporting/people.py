"""Six people and a form of nine cells, as tests of reporting need them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

LAST_MONTH = ((datetime.now(UTC) + timedelta(hours=7)).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
DUTY = {"set": "lao_cai", "office": "commune_police", "period": LAST_MONTH, "commune_code": "01301"}
QUERY = {"set": "lao_cai", "office": "commune_police", "period": LAST_MONTH, "commune": "01301"}

People = dict[str, httpx.AsyncClient]


NAMES = {
    "officer": ("commune", "01301"), "head": ("commune", "01301"), "chair": ("commune", "01301"),
    "planner": ("planner", "04"), "admin": ("admin", "vn"), "other": ("commune", "01302"),
}  # fmt: skip
"""Their roles and scopes."""


def month_before(month: str, back: int = 1) -> str:
    """The month so many months before."""
    year, number = map(int, month.split("-"))
    whole = year * 12 + number - 1 - back
    return f"{whole // 12}-{whole % 12 + 1:02}"


async def do(client: httpx.AsyncClient, action: str, **more: Any) -> httpx.Response:
    """Take a step with the report of the commune's police."""
    return await client.post(f"/api/reporting/{action}", json=DUTY | more)


async def form(client: httpx.AsyncClient) -> dict[str, Any]:
    """The form as the person sees it."""
    found: dict[str, Any] = (await client.get("/api/reporting/form", params=QUERY)).json()
    return found


async def fill(
    client: httpx.AsyncClient, value: float = 1.0, period: str = LAST_MONTH, commune: str = "01301"
) -> dict[str, Any]:
    """Write the same figure into every cell."""
    cells = (await client.get("/api/reporting/form", params=QUERY | {"commune": commune})).json()["cells"]
    items = [
        {"indicator": cell["indicator"]["code"], "period": period, "commune_code": commune, "value": value}
        for cell in cells
    ]
    answer = await client.post("/api/indicators/values", json={"source": "biểu", "items": items})
    found: dict[str, Any] = answer.json()
    return found
