"""A province with boats in three of its communes, and what is done with them."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as

NEEDS, NEXT, FAR = "01301", "01302", "01306"


class Desk:
    """The duty officer's desk."""

    def __init__(self, duty: httpx.AsyncClient) -> None:
        self.duty = duty

    async def boats(self, commune: str = NEXT, quantity: int = 5, **more: Any) -> str:
        lon, lat = units.INSIDE[commune]
        body = {
            "id": str(uuid.uuid4()),
            "kind": "motor_boat",
            "quantity": quantity,
            "position": {"lon": lon, "lat": lat},
            **more,
        }
        answer = await self.duty.post("/api/resources", json=body)
        assert answer.status_code == 201, answer.text
        return str(body["id"])

    def sent(self, resource: str, amount: float = 2, **more: Any) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "amount": amount,
            "to_commune_code": NEEDS,
            "state": "assigned",
            "unit": {"resource_id": resource},
            **more,
        }

    def asked(self, amount: float = 4, **more: Any) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "kind": "motor_boat",
            "amount": amount,
            "to_commune_code": NEEDS,
            **more,
        }

    async def send(self, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
        answer = await self.duty.post("/api/dispatches", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def step(
        self, dispatch: dict[str, Any], action: str, status: int = 200, **body: Any
    ) -> dict[str, Any]:
        answer = await self.duty.post(
            f"/api/dispatches/{dispatch['id']}/actions/{action}",
            json=body,
            headers={"If-Match": dispatch.get("etag", "*")},
        )
        assert answer.status_code == status, answer.text
        return answer.json()

    async def free(self, kind: str = "motor_boat") -> dict[str, float]:
        lon, lat = units.INSIDE[NEEDS]
        answer = await self.duty.get(
            "/api/dispatches/available", params={"kind": kind, "lon": lon, "lat": lat}
        )
        assert answer.status_code == 200, answer.text
        return {row["resource_id"]: row["available"] for row in answer.json()}


@pytest.fixture
async def desk(officer: httpx.AsyncClient) -> Desk:
    return Desk(officer)


@pytest.fixture
async def neighbour(
    app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient
) -> AsyncIterator[httpx.AsyncClient]:
    """An officer of the commune that has the boats."""
    opened = await sign_in_as(app, fresh_db, "xa-ben", "commune", NEXT)
    yield opened
    await opened.aclose()


@pytest.fixture
async def needing(
    app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient
) -> AsyncIterator[httpx.AsyncClient]:
    """An officer of the commune that needs them."""
    opened = await sign_in_as(app, fresh_db, "xa-can", "commune", NEEDS)
    yield opened
    await opened.aclose()
