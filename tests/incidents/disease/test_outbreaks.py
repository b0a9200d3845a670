"""Outbreaks: kept once, followed through their life, figures that replace or add, an end that has its days."""

import asyncio
import csv
import io
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from geoops.incidents.disease.definitions import ZONES, definitions
from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.incidents.disease.desk import Desk


@pytest.fixture
def desk(duty: httpx.AsyncClient) -> Desk:
    return Desk(duty)


async def test_an_outbreak_is_kept_once(desk: Desk) -> None:
    body = desk.body()
    answers = [await desk.client.post("/api/disease/outbreaks", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    other = await desk.client.post("/api/disease/outbreaks", json={**body, "hamlet": "Thôn 4"})
    assert (other.status_code, other.json()["code"]) == (409, "outbreak_conflict")
    assert (await desk.get(body))["hamlet"] == "Thôn 3"
    listed = (await desk.client.get("/api/disease/outbreaks")).json()["items"]
    assert [one["id"] for one in listed] == [body["id"]]


async def test_sent_at_once_from_many_sides_it_is_still_one(desk: Desk) -> None:
    body = desk.body()
    answers = await asyncio.gather(*(desk.client.post("/api/disease/outbreaks", json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    changes = (await desk.client.get("/api/changes", params={"after": 0})).json()["items"]
    assert [c["op"] for c in changes if c["entity"] == "outbreak"] == ["create"]


async def test_figures_since_the_beginning_replace_and_periods_add(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 2, {"sick": 12, "at_risk": 400})
    await desk.report(outbreak, 5, {"sick": 20})
    await desk.report(outbreak, 6, {"sick": 3, "culled": 8, "at_risk": 380}, since=5)
    await desk.report(outbreak, 7, {"culled": 2}, since=6)
    assert await desk.totals(outbreak) == {"sick": 23, "culled": 10, "at_risk": 380}
    await desk.report(outbreak, 9, {"sick": 30})
    assert (await desk.totals(outbreak))["sick"] == 30


async def test_a_correction_replaces_and_the_old_one_stays_readable(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    first = await desk.report(outbreak, 5, {"sick": 9}, since=1)
    second = await desk.report(outbreak, 5, {"sick": 2}, since=1, replaces=first["id"])
    assert await desk.totals(outbreak) == {"sick": 2}
    kept = (await desk.client.get(f"/api/disease/outbreaks/{outbreak['id']}/reports")).json()["items"]
    assert {one["id"]: one["replaced_by"] for one in kept} == {first["id"]: second["id"], second["id"]: None}
    again = await desk.report(outbreak, 5, {"sick": 3}, 409, since=1, replaces=first["id"])
    assert again["replaced_by"] == second["id"]


async def test_no_case_counts_twice(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 5, {"sick": 9}, since=1)
    assert (await desk.report(outbreak, 6, {"sick": 4}, 409, since=4))["code"] == "outbreak_report_overlap"
    assert (await desk.report(outbreak, 3, {"sick": 4}, 409))["code"] == "outbreak_report_overlap"
    await desk.report(outbreak, 6, {"at_risk": 100}, since=4)  # the newest stands: it adds to nothing
    sent = {"id": str(uuid.uuid4())}
    await desk.report(outbreak, 7, {"dead": 4}, since=5, **sent)
    await desk.report(outbreak, 7, {"dead": 4}, 200, since=5, **sent)
    assert (await desk.report(outbreak, 7, {"dead": 5}, 409, since=5, **sent))["code"] == "outbreak_conflict"
    assert await desk.totals(outbreak) == {"sick": 9, "dead": 4, "at_risk": 100}


async def test_a_lower_figure_needs_a_reason(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 5, {"sick": 9})
    refused = await desk.report(outbreak, 6, {"sick": 8}, 422)
    assert refused["errors"][0]["field"] == "sick"
    await desk.report(outbreak, 6, {"sick": 8}, reason="một con xét nghiệm âm tính")


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({"sick": 10**12}, "sick"),
        ({"cases": 1}, "cases"),
        ({"=1+1": 1}, "=1+1"),
    ],
)
async def test_figures_that_cannot_be_meant(desk: Desk, figures: dict[str, Any], field: str) -> None:
    outbreak = await desk.outbreak()
    refused = await desk.report(outbreak, 5, figures, 422)
    assert refused["errors"][0]["field"] == field
    assert await desk.totals(outbreak) == {}


@cases("quantity", [-1, 1.5, "3", True, None, 1e400, "=2+3"])
async def test_only_whole_numbers_that_are_not_negative(desk: Desk, quantity: Any) -> None:
    outbreak = await desk.outbreak()
    content = f'{{"id":"{uuid.uuid4()}","outbreak_id":"{outbreak["id"]}","as_of":"{desk.day(3)}",'
    written = {None: "null", True: "true"}.get(quantity, quantity if not isinstance(quantity, str) else None)
    number = f'"{quantity}"' if written is None else str(written).replace("inf", "Infinity")
    answer = await desk.client.post(
        "/api/disease/reports",
        content=content + f'"figures":{{"sick":{number}}}}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422, answer.text


async def test_more_people_cannot_die_than_fell_ill(desk: Desk) -> None:
    outbreak = await desk.outbreak(disease="measles", species=None)
    refused = await desk.report(outbreak, 5, {"cases": 2, "deaths": 3}, 422)
    assert refused["errors"][0]["field"] == "deaths"
    await desk.report(outbreak, 6, {"cases": 0, "deaths": 1}, since=5)  # who fell ill before


@cases(
    ("change", "field"),
    [
        ({"disease": "dịch lạ"}, "disease"),
        ({"species": "chicken"}, "species"),
        ({"species": None}, "species"),
        ({"disease": "measles"}, "species"),
        ({"began_at": "1949-01-01T00:00:00+07:00"}, "began_at"),
        ({"began_at": "2060-01-01T00:00:00+07:00"}, "began_at"),
    ],
)
async def test_outbreaks_that_cannot_be_meant(desk: Desk, change: dict[str, Any], field: str) -> None:
    refused = await desk.outbreak(status=422, **change)
    assert refused["errors"][0]["field"] == field
    assert (await desk.client.get("/api/disease/outbreaks")).json()["items"] == []


async def test_the_hamlet_is_one_however_it_was_typed(desk: Desk) -> None:
    await desk.outbreak(hamlet="Thôn Nậm Mòn")
    await desk.outbreak(hamlet="Tho\u0302n Na\u0323\u0302m Mo\u0300n", disease="prrs")
    await desk.outbreak(hamlet="THÔN  nậm mòn", disease="fmd")
    answer = await desk.client.post("/api/disease/outbreaks", json=desk.body(hamlet="a\u0000b"))
    assert answer.status_code == 422
    found = (await desk.client.get("/api/disease/summary")).json()["places"]
    assert {place["disease"]: place["hamlets"] for place in found} == {"asf": 1, "fmd": 1, "prrs": 1}


async def test_the_life_of_an_outbreak(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    body = desk.body(status="suspected", hamlet="Thôn 5")
    assert (await desk.client.post("/api/disease/outbreaks", json=body)).status_code == 201
    suspected = await desk.get(body)
    assert suspected["next_statuses"] == ["confirmed", "ruled_out"]
    assert suspected["zones"] == []
    assert (await desk.step(suspected, "over", 409))["code"] == "outbreak_step"
    assert (await desk.step(suspected, "ruled_out", 422))["errors"][0]["field"] == "reason"
    confirmed = await desk.step(suspected, "confirmed", at=desk.day(2))
    assert [zone["zone"] for zone in confirmed["zones"]] == list(ZONES)
    late = await desk.step(suspected, "controlled", 412, etag=suspected["etag"])
    assert late["etag"] == confirmed["etag"]
    assert (await desk.step(confirmed, "controlled", 422, at=desk.day(1)))["errors"][0]["field"] == "at"
    controlled = await desk.step(confirmed, "controlled", at=desk.day(9), etag=confirmed["etag"])
    assert [(state["status"], state["actor"]) for state in controlled["states"]] == [
        ("suspected", "truc-ban"),
        ("confirmed", "truc-ban"),
        ("controlled", "truc-ban"),
    ]
    assert (await desk.get(outbreak))["status"] == "confirmed"


async def test_the_end_waits_for_its_days_without_a_case(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 25, {"culled": 4}, since=20)
    await desk.report(outbreak, 30, {"sick": 0, "culled": 0}, since=25)  # no new case: the days run on
    shown = await desk.get(outbreak)
    assert (shown["last_case_at"][:10], shown["may_end_at"][:10]) == (desk.day(25)[:10], desk.day(46)[:10])
    assert not shown["may_end"]
    refused = await desk.step(outbreak, "over", 422)
    assert refused["errors"][0]["field"] == "reason"
    assert "21 ngày" in refused["errors"][0]["reason"]
    ended = await desk.step(outbreak, "over", reason="tiêu hủy toàn bộ đàn, không còn vật nuôi cảm nhiễm")
    assert (ended["status"], ended["zones"]) == ("over", [])
    closed = await desk.report(outbreak, 39, {"sick": 1}, 201, since=38)  # before the end: a late report
    assert closed["figures"] == {"sick": 1}
    assert (await desk.step(outbreak, "confirmed", 422))["errors"][0]["field"] == "reason"
    again = await desk.step(outbreak, "confirmed", reason="có lợn ốm mới ở hộ bên cạnh")
    assert len(again["zones"]) == 3
    changes = (await desk.client.get("/api/changes", params={"after": 0})).json()["items"]
    steps = [
        (c["op"], c["payload"]) for c in changes if c["entity"] == "outbreak" and "before" in c["payload"]
    ]
    assert [(op, payload["before"], payload["before_its_days"]) for op, payload in steps] == [
        ("over", "confirmed", True),
        ("confirmed", "over", False),
    ]


async def test_an_outbreak_whose_days_are_over_ends_without_a_reason(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 3, {"dead": 2})
    assert (await desk.get(outbreak))["may_end"]
    assert (await desk.step(outbreak, "over", at=desk.day(30)))["status"] == "over"
    refused = await desk.report(outbreak, 35, {"dead": 3}, 409)
    assert refused["code"] == "outbreak_step"


async def test_where_no_rule_is_known_no_date_is_made_up(desk: Desk) -> None:
    outbreak = await desk.outbreak(disease="measles", species=None)
    shown = await desk.get(outbreak)
    assert (shown["may_end_at"], shown["may_end"], shown["zones"]) == (None, False, [])


def test_every_rule_has_a_source_and_says_how_sure_it_is() -> None:
    defined = definitions()
    sure = {"verified", "recalled", "local_assumption"}
    for one in defined.diseases.values():
        assert one.source and one.certainty in sure and one.end.source and one.end.certainty in sure
        assert one.zones is None or (one.zones.source and one.zones.certainty == "local_assumption")
        assert set(one.species) <= set(defined.species)
        assert (one.group in ("A", "B")) == (one.kind == "human")
    assert {one.certainty for one in defined.diseases.values() if one.kind == "human"} == {"recalled"}
    assert defined.diseases["asf"].end.days == 21


async def test_only_within_the_scope(desk: Desk, country_app: FastAPI, country_db: Database) -> None:
    assert (await desk.outbreak("90003", 403))["code"]
    outbreak = await desk.outbreak()
    other = await sign_in_as(country_app, country_db, "xa-ben", "commune", "90003")
    assert (await other.get(f"/api/disease/outbreaks/{outbreak['id']}")).status_code == 404
    taken = await other.post("/api/disease/outbreaks", json={**desk.body("90003"), "id": outbreak["id"]})
    assert taken.status_code == 409
    body = {
        "id": str(uuid.uuid4()),
        "outbreak_id": outbreak["id"],
        "as_of": desk.day(1),
        "figures": {"sick": 1},
    }
    assert (await other.post("/api/disease/reports", json=body)).status_code == 404
    field = await sign_in_as(country_app, country_db, "hien-truong", "field", "91")
    assert (await field.post("/api/disease/outbreaks", json=desk.body())).status_code == 403
    for client in (other, field):
        await client.aclose()


async def test_the_export_runs_nothing(desk: Desk) -> None:
    outbreak = await desk.outbreak(hamlet='=HYPERLINK("http://x")', note="@SUM(A1)")
    await desk.report(outbreak, 3, {"sick": 7})
    answer = await desk.client.get("/api/disease/export")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["Thôn"].startswith("'=") and rows[0]["Ghi chú"].startswith("'@")
    assert (rows[0]["Số con mắc bệnh (con)"], rows[0]["Số con chết do dịch (con)"]) == ("7", "")


async def test_what_is_new_in_a_time_stands_apart_from_the_whole(desk: Desk) -> None:
    old = await desk.outbreak()
    await desk.report(old, 10, {"sick": 10})
    await desk.report(old, 36, {"sick": 14})
    new = await desk.outbreak(began_at=desk.day(35), hamlet="Thôn 9")
    await desk.report(new, 36, {"sick": 5})
    await desk.outbreak(hamlet="Thôn 10", disease="prrs")
    query = {"since": desk.day(33), "kind": "animal"}
    places = (await desk.client.get("/api/disease/summary", params=query)).json()["places"]
    here = next(place for place in places if place["disease"] == "asf")
    assert (here["outbreaks"], here["new_outbreaks"], here["hamlets"]) == (2, 1, 2)
    assert (here["figures"], here["new_figures"]) == ({"sick": 19}, {"sick": 9})
    early = {"since": desk.day(1), "at": desk.day(12)}
    (then,) = [
        place
        for place in (await desk.client.get("/api/disease/summary", params=early)).json()["places"]
        if place["disease"] == "asf"
    ]
    assert (then["outbreaks"], then["figures"]) == (1, {"sick": 10})
    await desk.step(old, "over", at=desk.day(38), reason="đã tiêu hủy hết đàn")
    for begin, count in ((33, 2), (39, 1)):  # it ended within the time, or before it
        ask = {"since": desk.day(begin), "kind": "animal"}
        rows = (await desk.client.get("/api/disease/summary", params=ask)).json()["places"]
        assert next(row["outbreaks"] for row in rows if row["disease"] == "asf") == count
