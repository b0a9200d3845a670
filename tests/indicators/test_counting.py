"""Emergency rows counted from what the other domains know, and refused on entry."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from geoops.indicators import service
from geoops.indicators.catalogue import nodes, read_catalogue
from geoops.indicators.counting import counts
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as

NOW = datetime.now(UTC)
MONTH = (NOW + timedelta(hours=7)).strftime("%Y-%m")


@pytest.fixture
async def duty(app: FastAPI, fresh_db: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    await units.load_into(fresh_db, tmp_path)
    async with fresh_db.transaction(SYSTEM) as session:
        await service.ensure_loaded(session)
    opened = await sign_in_as(app, fresh_db, "truc-ban", "duty", "04")
    yield opened
    await opened.aclose()


async def table(client: httpx.AsyncClient, code: str) -> dict[str, object]:
    answer = await client.get("/api/indicators/table", params={"indicator": code, "period": MONTH})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_every_counted_row_is_one_of_the_catalogue() -> None:
    by = {node.code: node.row for file in read_catalogue() for node in nodes(file.content)}
    for code, count in counts().items():
        assert count.source in by[code].computed_from, code


async def test_people_on_the_spot_are_counted_from_the_resources(duty: httpx.AsyncClient) -> None:
    for kind, quantity, commune in (("militia", 40, "01301"), ("police", 6, "01301"), ("car", 2, "01302")):
        body = {
            "id": str(uuid.uuid4()), "kind": kind, "name": kind, "commune_code": commune, "quantity": quantity,
            "counted_at": (NOW - timedelta(hours=1)).isoformat(),
        }  # fmt: skip
        answer = await duty.post("/api/resources", json=body)
        assert answer.status_code == 201, answer.text
    people = await table(duty, "lao_cai.C.6.1")
    assert (people["ids"], people["values"]) == (["01301"], [46.0])
    assert people["parts"] == {"01301": {"militia": 40.0, "police": 6.0}}
    assert people["counted_from"] == [{"code": "resources.forces", "href": "/api/resources"}]
    means = await table(duty, "lao_cai.C.6.2")
    assert (means["ids"], means["values"], means["parts"]) == (["01302"], [None], {"01302": {"car": 2.0}})


async def test_damage_is_counted_in_the_unit_of_the_decision(duty: httpx.AsyncClient) -> None:
    event = {
        "id": str(uuid.uuid4()), "name": "Mưa lũ thử", "starts_at": (NOW - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    assert (await duty.post("/api/events", json=event)).status_code == 201
    report = {
        "id": str(uuid.uuid4()), "event_id": event["id"], "commune_code": "01301", "stage": "quick", "measure": "cumulative",
        "as_of": (NOW - timedelta(hours=1)).isoformat(),
        "figures": [{"item": "crop_land", "quantity": 1.5}, {"item": "injured", "quantity": 3}],
    }  # fmt: skip
    answer = await duty.post("/api/damage", json=report)
    assert answer.status_code == 201, answer.text
    land = await table(duty, "lao_cai.C.2.3")
    assert (land["ids"], land["values"]) == (["01301"], [15000.0])  # 1.5 ha in m²
    people = await table(duty, "lao_cai.C.2.1")
    assert (people["values"], people["parts"]) == ([None], {"01301": {"injured": 3.0}})
    assert (await table(duty, "lao_cai.C.5.1"))["ids"] == []
