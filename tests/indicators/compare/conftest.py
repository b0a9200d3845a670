"""A planner of province 04 in a grid of nine made-up communes: 01301 … 01306 are theirs."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as

PAID = "lao_cai.A.8.1"
OURS = units.CODES[:6]


@pytest.fixture
async def planner(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    opened = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    yield opened
    await opened.aclose()


async def write(
    client: httpx.AsyncClient,
    values: dict[str, float | None],
    period: str = "2026-07",
    indicator: str = PAID,
    **more: Any,
) -> None:
    items = [
        {"indicator": indicator, "period": period, "commune_code": code, "value": value}
        | ({"note": "chưa quyết toán"} if value is None else {})
        for code, value in values.items()
    ]
    answer = await client.post("/api/indicators/values", json={"source": "thử", "items": items} | more)
    assert answer.status_code == 200, answer.text
    assert not answer.json()["refused"], answer.text


async def compare(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    params = {"indicator": PAID, "period": "2026-07"} | query
    answer = await client.get("/api/indicators/compare", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert len(found["ids"]) == len(found["values"]) == len(found["numbers"])
    return found | {"by": dict(zip(found["ids"], found["values"], strict=True))}


def every(*values: float | None) -> dict[str, float | None]:
    """The values of 01301 and those after it."""
    return dict(zip(OURS, values, strict=False))
