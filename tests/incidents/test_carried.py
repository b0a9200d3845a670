"""Reports that another phone brought: the same as if sent, the author kept, the carrier remembered."""

import hashlib
import hmac
import json
import uuid
from datetime import datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from geoops.kit.clock import utc_now
from geoops.kit.db import Database
from tests import places
from tests.cases import cases
from tests.conftest import sign_in_as


def written(code: str = "90001", **more: object) -> str:
    lon, lat = places.centre(code)
    report = {"id": str(uuid.uuid4()), "kind": "landslide", "position": {"lon": lon, "lat": lat}} | more
    return json.dumps(report, ensure_ascii=False)


def seal(secret: str, text: str) -> str:
    return hmac.new(hashlib.sha256(secret.encode()).digest(), text.encode(), hashlib.sha256).hexdigest()


@pytest.fixture
async def author(country_app: FastAPI, country_db: Database) -> tuple[httpx.AsyncClient, str]:
    person = await sign_in_as(country_app, country_db, "thao", "field", "90001")
    return person, (await person.post("/api/tokens/phone", json={})).json()["secret"]


@pytest.fixture
async def carrier(country_app: FastAPI, country_db: Database) -> httpx.AsyncClient:
    return await sign_in_as(country_app, country_db, "giang", "field", "90002")


async def test_a_sealed_report_stands_under_its_authors_name(
    author: tuple[httpx.AsyncClient, str], carrier: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    person, secret = author
    text = written()
    body = {"text": text, "author": "thao", "author_label": "Thào A", "proof": seal(secret, text)}
    first = await carrier.post("/api/incidents/carried", json=body)
    assert first.status_code == 201, first.text
    assert (first.json()["proven"], first.json()["incident"]["reporter"]) == (True, "thao")
    again = await carrier.post("/api/incidents/carried", json=body)
    assert again.status_code == 200
    direct = await person.post("/api/incidents", content=text, headers={"Content-Type": "application/json"})
    assert direct.status_code == 200, "the author's own phone comes into the net later"
    incident_id = json.loads(text)["id"]
    carries = (await duty.get(f"/api/incidents/{incident_id}/carried")).json()["items"]
    assert [(carry["author"], carry["carrier"], carry["proven"]) for carry in carries] == [
        ("thao", "giang", True)
    ]
    log = [
        item for item in (await duty.get("/api/changes")).json()["items"] if item["entity_id"] == incident_id
    ]
    assert [(item["op"], item["payload"].get("carrier")) for item in log] == [
        ("create", None),
        ("carry", "giang"),
    ]
    assert len((await duty.get("/api/incidents")).json()["items"]) == 1


async def test_one_dated_by_a_clock_ahead_is_in_the_log_when_it_came(
    carrier: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    began = utc_now()
    for told, doubtful in ((began + timedelta(hours=3), True), (began - timedelta(hours=3), False)):
        text = written("90002", occurred_at=told.isoformat())
        answer = await carrier.post("/api/incidents/carried", json={"text": text, "author": "thao"})
        assert answer.json()["incident"]["clock_doubtful"] is doubtful, answer.text
        items = (await duty.get("/api/changes")).json()["items"]
        of = [item for item in items if item["entity_id"] == answer.json()["incident"]["id"]]
        assert [item["op"] for item in of] == ["create", "carry"]
        for item in of:
            at = datetime.fromisoformat(item["at"])
            assert began <= at <= utc_now() if doubtful else at == told, item["op"]


@pytest.mark.parametrize("made_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_a_clock_beyond_the_calendar_costs_neither_the_report_nor_the_list(
    carrier: httpx.AsyncClient, duty: httpx.AsyncClient, made_at: str
) -> None:
    text = written("90002")
    sent = await carrier.post(
        "/api/incidents/carried", json={"text": text, "author": "thao", "made_at": made_at}
    )
    assert sent.status_code == 201, sent.text
    answer = await duty.get(f"/api/incidents/{json.loads(text)['id']}/carried")
    assert answer.status_code == 200, answer.text
    assert [carry["made_at"] for carry in answer.json()["items"]] == [None]


async def test_nobody_speaks_in_anothers_name(
    author: tuple[httpx.AsyncClient, str], carrier: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    for proof in (None, "0" * 64):
        text = written("90002")
        answer = await carrier.post(
            "/api/incidents/carried", json={"text": text, "author": "thao", "proof": proof}
        )
        assert answer.status_code == 201, "it is kept all the same"
        assert (answer.json()["proven"], answer.json()["incident"]["reporter"]) == (False, "giang")
        assert answer.json()["author"] == "thao"


async def test_other_content_under_a_known_id_is_a_conflict(
    author: tuple[httpx.AsyncClient, str], carrier: httpx.AsyncClient
) -> None:
    _, secret = author
    text = written(severity=2)
    other = json.dumps(json.loads(text) | {"severity": 5})
    assert (
        await carrier.post(
            "/api/incidents/carried", json={"text": text, "author": "thao", "proof": seal(secret, text)}
        )
    ).status_code == 201
    answer = await carrier.post(
        "/api/incidents/carried", json={"text": other, "author": "thao", "proof": seal(secret, other)}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "incident_conflict")


@cases(
    ("text", "field"),
    [
        ("{}", "text.id"),
        ("[]", "text"),
        ("{", "text"),
        ('{"id": "x", "kind": "fire"}', "text.id"),
        (written(severity=9), "text.severity"),
        (written(position={"lon": float("nan"), "lat": 22}), "text.position.lon"),
    ],
)
async def test_a_text_that_is_no_report_is_refused(duty: httpx.AsyncClient, text: str, field: str) -> None:
    answer = await duty.post("/api/incidents/carried", json={"text": text, "author": "thao"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await duty.get("/api/incidents")).json()["items"] == []
