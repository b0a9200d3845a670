"""Damage: what counts once, what adds, what needs a second person, and that every total can be taken apart."""

import csv
import io
import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from geoops.incidents.damage.items import items
from geoops.kit.clock import utc_now
from geoops.kit.db import Database
from tests import places
from tests.conftest import sign_in_as

HERE, NEXT_DOOR, ELSEWHERE = "90001", "90002", "90003"


class Desk:
    """An event that began two days ago, and those who report in it."""

    def __init__(self, duty: httpx.AsyncClient, second: httpx.AsyncClient, began: datetime) -> None:
        self.duty = duty
        self.second = second
        self.began = began
        self.event = str(uuid.uuid4())

    def hour(self, hours: float) -> str:
        return (self.began + timedelta(hours=hours)).isoformat()

    def body(self, hours: float, figures: dict[str, Any], **more: Any) -> dict[str, Any]:
        listed = [
            {"item": item, **(figure if isinstance(figure, dict) else {"quantity": figure})}
            for item, figure in figures.items()
        ]
        return {
            "id": str(uuid.uuid4()),
            "event_id": self.event,
            "commune_code": HERE,
            "as_of": self.hour(hours),
            "figures": listed,
            **more,
        }

    async def send(
        self, hours: float, figures: dict[str, Any], status: int = 201, **more: Any
    ) -> dict[str, Any]:
        answer = await self.duty.post("/api/damage", json=self.body(hours, figures, **more))
        assert answer.status_code == status, answer.text
        return answer.json()

    async def total(self, item: str, **query: Any) -> dict[str, Any] | None:
        answer = await self.duty.get(
            "/api/damage/summary", params={"event": self.event, "by": "nation", **query}
        )
        assert answer.status_code == 200, answer.text
        return next((total for total in answer.json()["totals"] if total["item"] == item), None)


@pytest.fixture
async def desk(duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database) -> AsyncIterator[Desk]:
    second = await sign_in_as(country_app, country_db, "truc-ban-hai", "duty", "91")
    opened = Desk(duty, second, utc_now().replace(microsecond=0) - timedelta(hours=48))
    body = {"id": opened.event, "name": "Mưa lũ thử", "starts_at": opened.hour(0)}
    assert (await duty.post("/api/events", json=body)).status_code == 201
    assert (await duty.post("/api/events", json=body)).status_code == 200
    yield opened
    await second.aclose()


async def test_a_report_is_kept_once(desk: Desk) -> None:
    body = desk.body(6, {"injured": 2})
    assert [(await desk.duty.post("/api/damage", json=body)).status_code for _ in range(3)] == [201, 200, 200]
    other = await desk.duty.post(
        "/api/damage", json={**body, "figures": [{"item": "injured", "quantity": 3}]}
    )
    assert (other.status_code, other.json()["code"]) == (409, "damage_conflict")
    total = await desk.total("injured")
    assert total is not None and total["quantity"] == 2


async def test_the_newest_figure_since_the_beginning_replaces_and_a_period_adds(desk: Desk) -> None:
    await desk.send(6, {"house_damaged": 10})
    await desk.send(12, {"house_damaged": 14})
    await desk.send(18, {"house_damaged": 3}, measure="period", starts_at=desk.hour(12))
    await desk.send(24, {"house_damaged": 2}, measure="period", starts_at=desk.hour(18))
    assert (await desk.total("house_damaged"))["quantity"] == 19
    assert (await desk.total("house_damaged", at=desk.hour(13)))["quantity"] == 14
    await desk.send(30, {"house_damaged": 20})
    total = await desk.total("house_damaged")
    assert (total["quantity"], len(total["reports"])) == (20, 1)


async def test_an_incident_adds_until_the_commune_counts_it_in(desk: Desk) -> None:
    await desk.send(6, {"roads": 100})
    await desk.send(
        7, {"roads": {"quantity": 0.05, "unit": "km"}}, measure="incident", incident_id=str(uuid.uuid4())
    )
    assert (await desk.total("roads"))["quantity"] == 150
    await desk.send(8, {"roads": 160})
    assert (await desk.total("roads"))["quantity"] == 160


async def test_periods_may_touch_and_not_overlap(desk: Desk) -> None:
    await desk.send(12, {"poultry": 5}, measure="period", starts_at=desk.hour(6))
    await desk.send(18, {"poultry": 5}, measure="period", starts_at=desk.hour(12))
    clash = await desk.send(13, {"poultry": 5}, 409, measure="period", starts_at=desk.hour(11))
    assert clash["code"] == "damage_overlap"
    assert (await desk.send(9, {"poultry": 1}, 409))["code"] == "damage_overlap"
    await desk.send(9, {"cattle": 1})  # another item is another matter
    assert (await desk.total("poultry"))["quantity"] == 10


async def test_a_correction_replaces_and_what_was_said_before_stays(desk: Desk) -> None:
    first = await desk.send(6, {"injured": 9})
    before = first["known_at"]
    second = await desk.send(6, {"injured": 2}, replaces=first["id"])
    assert (await desk.total("injured"))["quantity"] == 2
    assert (await desk.total("injured", known_at=before))["quantity"] == 9
    assert (await desk.duty.get(f"/api/damage/{first['id']}")).json()["replaced_by"] == second["id"]
    again = await desk.send(6, {"injured": 3}, 409, replaces=first["id"])
    assert again["replaced_by"] == second["id"]


async def test_a_lower_figure_needs_a_reason(desk: Desk) -> None:
    await desk.send(6, {"evacuated": 40})
    refused = await desk.send(12, {"evacuated": 30}, 422)
    assert (refused["errors"][0]["field"], refused["errors"][0]["row"]) == ("evacuated", 1)
    await desk.send(12, {"evacuated": 30}, reason="đếm hai lần ở thôn 3")
    assert (await desk.total("evacuated"))["quantity"] == 30


async def test_deaths_wait_for_a_second_person(desk: Desk) -> None:
    sent = await desk.send(6, {"dead": 1, "injured": 4})
    total = await desk.total("dead")
    assert (total["quantity"], total["confirmed"]) == (1, None)
    own = await desk.duty.post(f"/api/damage/{sent['id']}/confirm", json={"items": ["dead"]})
    assert (own.status_code, own.json()["code"]) == (409, "own_confirmation")
    waiting = await desk.second.get("/api/damage", params={"unconfirmed": True})
    assert [row["id"] for row in waiting.json()["items"]] == [sent["id"]]
    done = await desk.second.post(f"/api/damage/{sent['id']}/confirm", json={"items": ["dead"]})
    assert done.json()["figures"][0]["confirmed_by"] == "truc-ban-hai"
    assert (await desk.total("dead"))["confirmed"] == 1
    assert (await desk.total("injured"))["confirmed"] == 4
    nobody = await desk.second.post(f"/api/damage/{sent['id']}/confirm", json={"items": ["injured"]})
    assert nobody.status_code == 422
    await desk.send(12, {"dead": 3})
    total = await desk.total("dead")
    assert (total["quantity"], total["confirmed"]) == (3, 1), (
        "the last confirmed figure stands until the next is"
    )


async def test_square_metres_and_hectares_are_never_mixed(desk: Desk) -> None:
    sent = await desk.send(6, {"crop_land": {"quantity": 15000, "unit": "m²"}, "ponds": 0.25})
    figure = next(figure for figure in sent["figures"] if figure["item"] == "crop_land")
    assert (figure["quantity"], figure["unit"]) == (1.5, "ha")
    assert (figure["written_quantity"], figure["written_unit"]) == (15000, "m²")
    assert (await desk.total("crop_land"))["quantity"] == 1.5


async def test_not_reported_is_not_zero(desk: Desk) -> None:
    await desk.send(6, {"injured": 0})
    assert (await desk.total("injured"))["quantity"] == 0
    assert await desk.total("dead") is None
    answer = (await desk.duty.get("/api/damage/summary", params={"event": desk.event})).json()
    assert (answer["communes_reported"], answer["communes_in_scope"]) == (1, 2)


async def test_a_total_is_taken_apart_into_its_reports(desk: Desk) -> None:
    first = await desk.send(6, {"house_damaged": 10})
    second = await desk.send(12, {"house_damaged": 3}, measure="period", starts_at=desk.hour(6))
    third = await desk.send(6, {"house_damaged": 5}, commune_code=NEXT_DOOR)
    total = await desk.total("house_damaged")
    assert total["quantity"] == 18
    query = {"event": desk.event, "item": "house_damaged"}
    behind = (await desk.duty.get("/api/damage/parts", params=query)).json()["items"]
    assert {row["id"] for row in behind} == {first["id"], second["id"], third["id"]} == set(total["reports"])
    assert sum(row["figures"][0]["quantity"] for row in behind) == total["quantity"]
    here = (await desk.duty.get("/api/damage/parts", params={**query, "commune": NEXT_DOOR})).json()["items"]
    assert [row["id"] for row in here] == [third["id"]]


async def test_what_cannot_be_meant_is_refused_whole(desk: Desk) -> None:
    for figures, field in (
        ({"injured": 1.5}, "quantity"),
        ({"no_such": 1}, "item"),
        ({"rice": {"quantity": 1, "unit": "mẫu"}}, "unit"),
        ({"rice": 15_000_000}, "quantity"),
        ({"dead": {"quantity": 1, "parts": {"children": 2}}}, "parts"),
        ({"dead": {"quantity": 1, "parts": {"giants": 1}}}, "giants"),
    ):
        refused = await desk.send(6, figures, 422)
        assert [fault["field"] for fault in refused["errors"]] == [field], figures
    for body in (
        desk.body(6, {"injured": -1}),
        desk.body(6, {"injured": "hai"}),
        {**desk.body(6, {"injured": 1}), "as_of": "2100-01-01T00:00:00Z"},
        {**desk.body(6, {"injured": 1}), "as_of": "1900-01-01T00:00:00Z"},
        {**desk.body(6, {"injured": 1}), "as_of": desk.hour(-1)},
        {**desk.body(6, {"injured": 1}), "commune_code": "99999"},
        {**desk.body(6, {"injured": 1}), "measure": "period"},
        {**desk.body(6, {}), "figures": []},
    ):
        assert (await desk.duty.post("/api/damage", json=body)).status_code == 422, body
    unknown = {**desk.body(6, {"injured": 1}), "event_id": str(uuid.uuid4())}
    assert (await desk.duty.post("/api/damage", json=unknown)).json()["code"] == "unknown_event"
    assert await desk.total("injured") is None


async def test_nobody_reports_or_reads_outside_the_scope(
    desk: Desk, country_app: FastAPI, country_db: Database
) -> None:
    sent = await desk.send(6, {"injured": 1})
    elsewhere = await desk.duty.post("/api/damage", json=desk.body(6, {"injured": 1}, commune_code=ELSEWHERE))
    assert elsewhere.status_code == 403
    other = await sign_in_as(country_app, country_db, "tinh-hai", "duty", "92")
    assert (await other.get(f"/api/damage/{sent['id']}")).status_code == 404
    summary = (await other.get("/api/damage/summary", params={"event": desk.event})).json()
    assert (summary["totals"], summary["communes_reported"]) == ([], 0)
    await other.aclose()


async def test_victims_are_for_those_who_need_them(
    desk: Desk, country_app: FastAPI, country_db: Database
) -> None:
    sent = await desk.send(6, {"dead": 1})
    person = {"id": str(uuid.uuid4()), "item": "dead", "name": "Nguyễn Văn Thử", "birth_year": 1970}
    path = f"/api/damage/{sent['id']}/victims"
    assert (await desk.duty.post(path, json=person)).status_code == 204
    assert [row["name"] for row in (await desk.second.get(path)).json()["items"]] == ["Nguyễn Văn Thử"]
    planner = await sign_in_as(country_app, country_db, "ke-hoach", "planner", "91")
    assert (await planner.get(path)).status_code == 403
    assert (await planner.get(f"/api/damage/{sent['id']}")).status_code == 200
    told = await desk.duty.get("/api/changes", params={"limit": 1000})
    assert "Nguyễn" not in told.text
    assert (await desk.duty.delete(f"{path}/{person['id']}")).status_code == 204
    assert (await desk.second.get(path)).json()["items"] == []
    await planner.aclose()


async def test_a_report_is_due_within_a_day_and_then_daily(desk: Desk) -> None:
    lon, lat = places.centre(HERE)
    report = {
        "id": str(uuid.uuid4()),
        "kind": "flooding",
        "occurred_at": desk.hour(2),
        "position": {"lon": lon, "lat": lat},
    }
    assert (await desk.duty.post("/api/incidents", json=report)).status_code == 201
    query = {"event": desk.event}
    (due,) = (await desk.duty.get("/api/damage/due", params=query)).json()["items"]
    assert (due["commune_code"], due["overdue"], due["last_as_of"]) == (HERE, True, None)
    assert datetime.fromisoformat(due["due_at"]) == desk.began + timedelta(hours=26)
    await desk.send(47, {"injured": 0})
    (due,) = (await desk.duty.get("/api/damage/due", params=query)).json()["items"]
    assert (due["overdue"], datetime.fromisoformat(due["due_at"])) == (
        False,
        desk.began + timedelta(hours=71),
    )


async def test_the_map_shows_the_gravest(desk: Desk) -> None:
    await desk.send(6, {"injured": 1, "house_damaged": 2})
    await desk.send(6, {"poultry": 0}, commune_code=NEXT_DOOR)
    answer = (await desk.duty.get("/api/layers/damage_communes/values")).json()
    classes = {row[0]: row[answer["columns"].index("class")] for row in answer["rows"]}
    assert classes == {HERE: "injured", NEXT_DOOR: "none"}


async def test_the_situation_of_a_commune_holds_its_damage(desk: Desk) -> None:
    await desk.send(6, {"injured": 3})
    here = (await desk.duty.get(f"/api/communes/{HERE}/situation")).json()["damage"]
    assert (here["event"]["id"], [total["quantity"] for total in here["totals"]]) == (desk.event, [3])
    other = (await desk.duty.get(f"/api/communes/{NEXT_DOOR}/situation")).json()["damage"]
    assert other["totals"] == []


async def test_tables_for_a_spreadsheet_hold_no_formula(desk: Desk) -> None:
    await desk.send(6, {"injured": 2, "rice": 1.25})
    query = {"event": desk.event, "by": "commune"}
    text = (await desk.duty.get("/api/damage/export", params=query)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Mục"], float(row["Đã báo cáo"])) for row in rows] == [
        ("Người bị thương", 2),
        ("Diện tích lúa", 1.25),
    ]
    evil = {"id": str(uuid.uuid4()), "name": "=HYPERLINK(1)", "starts_at": desk.hour(1)}
    await desk.duty.post("/api/events", json=evil)
    await desk.duty.post("/api/damage", json={**desk.body(6, {"injured": 2}), "event_id": evil["id"]})
    book = await desk.duty.get("/api/damage/export", params={"event": evil["id"], "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet["A1"].data_type == "s" and sheet["A1"].value == "'=HYPERLINK(1)"
    assert sheet["F3"].value == 2


def test_every_item_names_its_source_and_certainty() -> None:
    assert {item.certainty for item in items().values()} <= {"verified", "recalled"}
    assert all(item.source and item.units[item.unit] == 1 for item in items().values())
