"""Comparing over HTTP on a grid of made-up communes of province 04."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from geoops.indicators import service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as

PAID = "lao_cai.A.8.1"


@pytest.fixture
async def planner(app: FastAPI, fresh_db: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    await units.load_into(fresh_db, tmp_path)
    async with fresh_db.transaction(SYSTEM) as session:
        await service.ensure_loaded(session)
    opened = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    yield opened
    await opened.aclose()


async def write(client: httpx.AsyncClient, values: dict[str, float | None], period: str = "2026-07") -> None:
    items = [
        {"indicator": PAID, "period": period, "commune_code": code, "value": value}
        | ({"note": "chưa quyết toán"} if value is None else {})
        for code, value in values.items()
    ]
    answer = await client.post("/api/indicators/values", json={"source": "thử", "items": items})
    assert answer.status_code == 200, answer.text
    assert not answer.json()["refused"], answer.text


async def compare(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get("/api/indicators/compare", params={"indicator": PAID, "period": "2026-07"} | query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert len(found["ids"]) == len(found["values"]) == len(found["numbers"])
    return found


async def test_a_choropleth_has_classes_and_says_why_the_rest_has_none(planner: httpx.AsyncClient) -> None:
    codes = units.CODES[:6]
    await write(planner, dict(zip(codes, [1.0, 2.0, 3.0, 4.0, None, 6.0], strict=True)))
    found = await compare(planner, method="equal_interval", classes=5)
    by = dict(zip(found["ids"], found["numbers"], strict=True))
    assert [by[code] for code in codes] == [0, 0, 1, 2, -1, 4]
    assert found["classes"]["breaks"] == [2.0, 3.0, 4.0, 5.0]
    assert found["gaps"][codes[4]]["text"]["vi"] == "chưa quyết toán"
