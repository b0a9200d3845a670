"""Outbreaks as tests report them."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import httpx

from geoops.kit.clock import utc_now
from tests import places


class Desk:
    """Somebody who reports outbreaks that began 40 days ago, and what was answered."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.began = utc_now().replace(microsecond=0) - timedelta(days=40)

    def day(self, days: float) -> str:
        return self.moment(days).isoformat()

    def moment(self, days: float) -> datetime:
        return self.began + timedelta(days=days)

    def body(self, code: str = "90001", **more: Any) -> dict[str, Any]:
        lon, lat = places.centre(code)
        return {
            "id": str(uuid.uuid4()),
            "disease": "asf",
            "species": "pig",
            "hamlet": "Thôn 3",
            "position": {"lon": lon, "lat": lat, "accuracy_m": 30, "method": "gps"},
            "began_at": self.day(0),
            "status": "confirmed",
        } | more

    async def outbreak(self, code: str = "90001", status: int = 201, **more: Any) -> dict[str, Any]:
        answer = await self.client.post("/api/disease/outbreaks", json=self.body(code, **more))
        assert answer.status_code == status, answer.text
        return answer.json()

    async def report(
        self,
        outbreak: dict[str, Any],
        as_of: float,
        figures: dict[str, Any],
        status: int = 201,
        since: float | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        body = {
            "id": str(uuid.uuid4()),
            "outbreak_id": outbreak["id"],
            "as_of": self.day(as_of),
            "figures": figures,
            **({} if since is None else {"measure": "period", "starts_at": self.day(since)}),
        } | more
        answer = await self.client.post("/api/disease/reports", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def step(
        self, outbreak: dict[str, Any], to: str, status: int = 200, etag: str = "*", **more: Any
    ) -> dict[str, Any]:
        answer = await self.client.post(
            f"/api/disease/outbreaks/{outbreak['id']}/status",
            json={"status": to, **more},
            headers={"If-Match": etag},
        )
        assert answer.status_code == status, answer.text
        return answer.json()

    async def get(self, outbreak: dict[str, Any]) -> dict[str, Any]:
        answer = await self.client.get(f"/api/disease/outbreaks/{outbreak['id']}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def totals(self, outbreak: dict[str, Any]) -> dict[str, int]:
        return {total["item"]: total["quantity"] for total in (await self.get(outbreak))["totals"]}
