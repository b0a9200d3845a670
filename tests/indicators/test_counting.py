"""Emergency rows counted from what the other domains know, and refused on entry."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from geoops.indicators.catalogue import nodes, read_catalogue
from geoops.indicators.counting import counts
from geoops.kit.db import Database
from tests.conftest import sign_in_as

NOW = datetime.now(UTC)
MONTH = (NOW + timedelta(hours=7)).strftime("%Y-%m")


@pytest.fixture
async def duty(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
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


async def test_disease_is_counted_from_the_outbreaks(duty: httpx.AsyncClient) -> None:
    async def outbreak(disease: str, commune: str, hamlet: str, days: int, **more: object) -> str:
        body = {
            "id": str(uuid.uuid4()), "disease": disease, "commune_code": commune, "hamlet": hamlet,
            "began_at": (NOW - timedelta(days=days)).isoformat(), "status": "confirmed", **more,
        }  # fmt: skip
        answer = await duty.post("/api/disease/outbreaks", json=body)
        assert answer.status_code == 201, answer.text
        return str(body["id"])

    async def report(outbreak_id: str, figures: dict[str, int]) -> None:
        body = {
            "id": str(uuid.uuid4()), "outbreak_id": outbreak_id, "figures": figures,
            "as_of": datetime.now(UTC).isoformat(),
        }  # fmt: skip
        answer = await duty.post("/api/disease/reports", json=body)
        assert answer.status_code == 201, answer.text

    old = await outbreak("asf", "01301", "Thôn 1", 70, species="pig")
    new = await outbreak("fmd", "01301", "THÔN 1", 0, species="cattle")
    await outbreak("asf", "01302", "Thôn 2", 0, species="pig", status="suspected")
    people = await outbreak("measles", "01302", "Thôn 2", 70)
    await report(old, {"sick": 30, "dead": 10, "culled": 20})
    await report(new, {"sick": 4})
    await report(people, {"cases": 7, "at_risk": 120})

    async def values(row: str) -> tuple[object, object, object]:
        found = await table(duty, f"lao_cai.C.{row}")
        assert found["counted_from"] == [{"code": "incidents.disease", "href": "/api/disease/summary"}]
        return found["ids"], found["values"], found["parts"]

    assert await values("4.1") == (["01302"], [1.0], {"01302": {"measles": 1.0}})
    assert await values("4.2") == (["01302"], [7.0], {"01302": {"measles": 7.0}})
    assert await values("4.3") == ([], [], {})  # nobody has said that nobody died
    assert await values("4.4") == (["01302"], [120.0], {"01302": {"measles": 120.0}})
    assert (await values("5.1"))[2] == {
        "01301": {"asf": 0.0, "fmd": 1.0}
    }  # the older one began before the month
    assert await values("5.2") == (["01301"], [1.0], {"01301": {"hamlets": 1.0}})
    assert (await values("5.3"))[2] == {"01301": {"asf": 30.0, "fmd": 4.0}}
    assert await values("5.4") == (["01301"], [30.0], {"01301": {"culled": 20.0, "dead": 10.0}})
