"""Evacuation: counted out, counted in, nobody lost in between; a shelter takes what it has; names stay private."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.resources import bodies

FROM, TO = "01301", "01302"


class Desk:
    """The duty officer's desk."""

    def __init__(self, duty: httpx.AsyncClient) -> None:
        self.duty = duty

    async def shelter(self, capacity: int = 100, occupancy: int | None = 0, commune: str = TO) -> str:
        lon, lat = units.INSIDE[commune]
        body = bodies.shelter(capacity=capacity, occupancy=occupancy, position={"lon": lon, "lat": lat})
        answer = await self.duty.post("/api/shelters", json=body)
        assert answer.status_code == 201, answer.text
        return str(body["id"])

    async def order(self, *shelters: str, status: int = 201, **more: Any) -> dict[str, Any]:
        body = {
            "id": str(uuid.uuid4()),
            "commune_code": FROM,
            "hamlet": "Thôn Nà Lặc",
            "people": 120,
            "reason": "Nguy cơ sạt lở",
            "ordered_by": "Chủ tịch UBND xã",
            "shelter_ids": list(shelters),
        } | more
        answer = await self.duty.post("/api/evacuations", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def count(
        self,
        direction: str,
        people: Any,
        status: int = 201,
        who: httpx.AsyncClient | None = None,
        shows: datetime | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        body = {"id": str(uuid.uuid4()), "direction": direction, "people": people, **more}
        headers = {"X-Device-Time": shows.isoformat()} if shows else {}
        answer = await (who or self.duty).post("/api/evacuations/counts", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def shown(self, order: dict[str, Any]) -> dict[str, Any]:
        return (await self.duty.get(f"/api/evacuations/{order['id']}")).json()

    async def occupancy(self, shelter: str) -> int | None:
        rows = (await self.duty.get("/api/shelters")).json()["items"]
        return {row["id"]: row["occupancy"] for row in rows}[shelter]


@pytest.fixture
async def desk(officer: httpx.AsyncClient) -> Desk:
    return Desk(officer)


@pytest.fixture
async def at_shelter(
    app: FastAPI, fresh_db: Database, officer: httpx.AsyncClient
) -> AsyncIterator[httpx.AsyncClient]:
    """A field reporter of the shelter's commune."""
    opened = await sign_in_as(app, fresh_db, "diem-so-tan", "field", TO)
    yield opened
    await opened.aclose()


async def test_out_less_in_is_on_the_road(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=100, occupancy=10)
    order = await desk.order(shelter)
    assert (order["people"], order["out"], order["not_yet_out"], order["room_left"]) == (120, 0, 120, 90)
    mine = {"evacuation_id": order["id"]}
    await desk.count("out", 80, **mine)
    into = await desk.count("in", 60, shelter_id=shelter, **mine)
    assert (into["room"]["occupancy"], into["room"]["free"]) == (70, 30)
    shown = await desk.shown(order)
    assert (shown["out"], shown["arrived"], shown["on_the_road"], shown["not_yet_out"]) == (80, 60, 20, 40)
    assert await desk.occupancy(shelter) == 70  # all who read shelters see it
    await desk.count("in", 25, shelter_id=shelter, **mine)
    shown = await desk.shown(order)
    assert (shown["on_the_road"], shown["not_counted_out"]) == (0, 5)
    await desk.count("home", 30, shelter_id=shelter, **mine)
    shown = await desk.shown(order)
    assert (shown["home"], shown["shelters"][0]["left"], await desk.occupancy(shelter)) == (30, 30, 65)


async def test_a_count_sent_again_counts_once(desk: Desk, fresh_db: Database) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    body = {
        "id": str(uuid.uuid4()),
        "direction": "in",
        "people": 7,
        "shelter_id": shelter,
        "evacuation_id": order["id"],
    }
    answers = await asyncio.gather(*(desk.duty.post("/api/evacuations/counts", json=body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    other = await desk.duty.post("/api/evacuations/counts", json=body | {"people": 8})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    assert await desk.occupancy(shelter) == 7
    async with fresh_db.transaction(SYSTEM) as session:
        logged = await session.scalar(
            text("SELECT count(*) FROM changes WHERE entity = 'evacuation' AND op = 'in'")
        )
    assert logged == 1


async def test_a_shelter_takes_no_more_than_it_has_however_many_ask_at_once(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=50, occupancy=20)
    bodies_ = [
        {"id": str(uuid.uuid4()), "direction": "in", "people": 4, "shelter_id": shelter} for _ in range(30)
    ]
    answers = await asyncio.gather(
        *(desk.duty.post("/api/evacuations/counts", json=body) for body in bodies_)
    )
    codes = [answer.status_code for answer in answers]
    assert (codes.count(201), codes.count(409)) == (7, 23)
    assert {answer.json().get("code") for answer in answers if answer.status_code == 409} == {"shelter_full"}
    assert await desk.occupancy(shelter) == 48


async def test_more_than_it_has_needs_saying_so_and_why(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=10, occupancy=8)
    refused = await desk.count("in", 5, 409, shelter_id=shelter)
    assert (refused["code"], refused["free"], refused["occupancy"]) == ("shelter_full", 2, 8)
    for empty in ("", "  "):
        await desk.count("in", 5, 422, shelter_id=shelter, override=empty)
    taken = await desk.count("in", 5, shelter_id=shelter, override="Đường ra đã ngập")
    assert (taken["override"], taken["room"]["over_capacity"], taken["room"]["free"]) == (
        "Đường ra đã ngập",
        True,
        0,
    )


@pytest.mark.parametrize("old", [False, True])
async def test_an_uncounted_shelter_is_not_an_empty_one(desk: Desk, old: bool) -> None:
    shelter = await desk.shelter(capacity=100, occupancy=None)
    if old:
        answer = await desk.duty.post(
            f"/api/shelters/{shelter}/counts",
            json={"id": str(uuid.uuid4()), "occupancy": 0, "counted_at": "2020-01-01T00:00:00+07:00"},
        )
        assert answer.status_code == 201
    assert (await desk.count("in", 5, 409, shelter_id=shelter))["code"] == "shelter_not_counted"
    (room,) = (await desk.duty.get("/api/evacuations/rooms")).json()
    assert (room["counted"], room["free"]) == (False, None)
    await desk.duty.post(f"/api/shelters/{shelter}/counts", json={"id": str(uuid.uuid4()), "occupancy": 0})
    assert (await desk.count("in", 5, shelter_id=shelter))["room"]["free"] == 95


async def test_a_count_from_a_phone_before_the_count_by_hand_is_in_it_already(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=100, occupancy=0)
    order = await desk.order(shelter)
    early = (utc_now() - timedelta(minutes=30)).isoformat()
    hand = await desk.duty.post(
        f"/api/shelters/{shelter}/counts", json={"id": str(uuid.uuid4()), "occupancy": 95}
    )
    assert hand.status_code == 201
    late = await desk.count(
        "in", 40, shelter_id=shelter, evacuation_id=order["id"], counted_at=early
    )  # would not fit if it were added again
    assert (late["room"]["occupancy"], await desk.occupancy(shelter)) == (95, 95)
    assert (await desk.shown(order))["arrived"] == 40
    await desk.count("in", 6, 409, shelter_id=shelter)


async def test_a_count_by_a_clock_that_is_far_behind_is_marked_and_adds(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=100, occupancy=0)
    order = await desk.order(shelter)
    of = {"shelter_id": shelter, "evacuation_id": order["id"]}
    hand = await desk.duty.post(
        f"/api/shelters/{shelter}/counts", json={"id": str(uuid.uuid4()), "occupancy": 10}
    )
    assert hand.status_code == 201
    began = utc_now()
    behind = began - timedelta(hours=5)
    far = await desk.count("in", 40, counted_at=behind.isoformat(), shows=behind, **of)
    assert far["clock_doubtful"] is True and datetime.fromisoformat(far["told_at"]) == behind
    assert began <= datetime.fromisoformat(far["counted_at"]) <= utc_now()
    assert await desk.occupancy(shelter) == 50, "people who came after the count by hand are not lost in it"
    listed = (await desk.duty.get(f"/api/evacuations/{order['id']}/counts")).json()
    assert [one["clock_doubtful"] for one in listed] == [True]

    # a clock that is right, or a little off: the time told stands, however long the count waited
    for shows in (utc_now(), utc_now() - timedelta(minutes=5), None):
        waited = await desk.count("in", 1, counted_at=behind.isoformat(), shows=shows, **of)
        assert (waited["clock_doubtful"], waited["told_at"]) == (False, None), shows
        assert datetime.fromisoformat(waited["counted_at"]) == behind
    assert await desk.occupancy(shelter) == 50, "counted before the count by hand: in it already"
    unread = {"id": str(uuid.uuid4()), "direction": "in", "people": 2, **of}
    answer = await desk.duty.post("/api/evacuations/counts", json=unread, headers={"X-Device-Time": "05:00"})
    assert (answer.status_code, answer.json()["clock_doubtful"]) == (201, False)


async def test_a_count_by_a_clock_that_is_ahead_is_taken_and_marked(desk: Desk) -> None:
    shelter = await desk.shelter(capacity=100, occupancy=0)
    order = await desk.order(shelter)
    of = {"shelter_id": shelter, "evacuation_id": order["id"]}
    began = utc_now()
    told = began + timedelta(hours=3)
    sent = {"id": str(uuid.uuid4()), "counted_at": told.isoformat(), **of}
    far = await desk.count("in", 40, **sent)
    assert far["clock_doubtful"] is True
    assert datetime.fromisoformat(far["told_at"]) == told
    assert began <= datetime.fromisoformat(far["counted_at"]) <= utc_now(), (
        "put in order by the server's time"
    )
    assert far["room"]["occupancy"] == 40
    assert (await desk.count("in", 40, 200, **sent))["id"] == far["id"], "sent again it is the same"
    little = utc_now() + timedelta(minutes=5)
    near = await desk.count("in", 1, counted_at=little.isoformat(), **of)
    assert near["clock_doubtful"] is False and datetime.fromisoformat(near["told_at"]) == little
    assert datetime.fromisoformat(near["counted_at"]) <= utc_now()
    right = await desk.count("in", 2, counted_at=utc_now().isoformat(), **of)
    assert (right["clock_doubtful"], right["told_at"]) == (False, None)
    listed = (await desk.duty.get(f"/api/evacuations/{order['id']}/counts")).json()
    assert [one["people"] for one in listed] == [2, 1, 40]
    hand = await desk.duty.post(
        f"/api/shelters/{shelter}/counts", json={"id": str(uuid.uuid4()), "occupancy": 50}
    )
    assert hand.status_code == 201
    assert await desk.occupancy(shelter) == 50, "a count by hand afterwards stands, whatever a phone said"
    (told_of,) = [
        change["payload"]["clock_doubtful"]
        for change in (await desk.duty.get("/api/changes", params={"after": 0})).json()["items"]
        if change["entity"] == "evacuation" and change["payload"].get("count_id") == far["id"]
    ]
    assert told_of is True
    for absurd in ("2099-01-01T00:00:00+07:00", "1949-12-31T00:00:00+07:00"):
        await desk.count("in", 1, 422, counted_at=absurd, **of)


async def test_a_voided_count_counts_no_more_and_stays_in_the_books(desk: Desk) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    wrong = await desk.count("in", 70, shelter_id=shelter, evacuation_id=order["id"])
    path = f"/api/evacuations/counts/{wrong['id']}/void"
    assert (await desk.duty.post(path, json={"reason": ""})).status_code == 422
    for _ in range(2):
        answer = await desk.duty.post(path, json={"reason": "Gõ nhầm 7 thành 70"})
        assert (answer.status_code, answer.json()["void_reason"]) == (200, "Gõ nhầm 7 thành 70")
    assert (await desk.shown(order))["arrived"] == 0
    assert await desk.occupancy(shelter) == 0
    (kept,) = (await desk.duty.get(f"/api/evacuations/{order['id']}/counts")).json()
    assert (kept["people"], kept["voided_by"]) == (70, "truc-ban")


@cases("people", [-5, 0, 2.5, 1e9, "12", True, None, float("1e300")])
async def test_people_are_whole_and_within_reason(desk: Desk, people: Any) -> None:
    shelter = await desk.shelter()
    await desk.count("in", people, 422, shelter_id=shelter)
    await desk.order(shelter, status=422, people=people)
    assert await desk.occupancy(shelter) == 0


@cases(
    "change",
    [
        {"shelter_ids": []},
        {"shelter_ids": [str(uuid.uuid4())]},
        {"commune_code": "99999"},
        {"reason": ""},
        {"ordered_by": ""},
        {"incident_id": str(uuid.uuid4())},
        {"ordered_at": "2100-01-01T00:00:00+07:00"},
        {"position": {"lon": 106.25, "lat": 22.35}},  # in another commune
    ],
)
async def test_an_order_that_cannot_be_meant_is_refused(desk: Desk, change: dict[str, Any]) -> None:
    shelter = await desk.shelter()
    await desk.order(shelter, status=422, **change)
    assert (await desk.duty.get("/api/evacuations")).json()["items"] == []


async def test_more_cannot_go_home_than_are_there(desk: Desk) -> None:
    shelter = await desk.shelter(occupancy=3)
    refused = await desk.count("home", 4, 422, shelter_id=shelter)
    assert refused["errors"][0]["field"] == "people"
    await desk.count("home", 3, shelter_id=shelter)
    assert await desk.occupancy(shelter) == 0


async def test_closing_with_people_on_the_road_asks_why(desk: Desk) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    await desk.count("out", 10, evacuation_id=order["id"])
    path = f"/api/evacuations/{order['id']}/actions"
    headers = {"If-Match": order["etag"]}
    assert (await desk.duty.post(f"{path}/close", json={}, headers=headers)).status_code == 422
    closed = await desk.duty.post(f"{path}/close", json={"reason": "Ở nhờ nhà dân"}, headers=headers)
    assert closed.json()["state"] == "closed"
    again = await desk.duty.post(f"{path}/cancel", json={"reason": "x"}, headers=headers)
    assert again.status_code == 412
    wrong = await desk.duty.post(f"{path}/cancel", json={"reason": "x"}, headers={"If-Match": "*"})
    assert wrong.json()["code"] == "evacuation_wrong_state"
    await desk.count("in", 10, shelter_id=shelter, evacuation_id=order["id"])  # a late count is kept
    assert (await desk.shown(order))["on_the_road"] == 0


async def test_the_shelters_people_see_the_order_and_count_in_and_a_third_does_not(
    desk: Desk, at_shelter: httpx.AsyncClient, app: FastAPI, fresh_db: Database
) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    assert (await at_shelter.get(f"/api/evacuations/{order['id']}")).status_code == 200
    await desk.count("in", 5, who=at_shelter, shelter_id=shelter, evacuation_id=order["id"])
    assert (await at_shelter.post("/api/evacuations", json={})).status_code == 403
    third = await sign_in_as(app, fresh_db, "xa-ba", "commune", "01306")
    assert (await third.get(f"/api/evacuations/{order['id']}")).status_code == 404
    seen = await desk.count("in", 5, 404, who=third, shelter_id=shelter)
    assert seen["code"] == "unknown_shelter"
    await third.aclose()


async def test_households_are_for_those_who_need_them_and_never_in_the_log(
    desk: Desk, at_shelter: httpx.AsyncClient, fresh_db: Database
) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    path = f"/api/evacuations/{order['id']}/households"
    body = {
        "id": str(uuid.uuid4()),
        "head": "Hoàng Thị Bưởi",
        "phone": "0912 000 111",
        "people": 4,
        "needs": "Có người chạy thận",
    }
    assert [(await desk.duty.post(path, json=body)).status_code for _ in range(2)] == [204, 204]
    assert (await desk.duty.post(path, json=body | {"people": 5})).status_code == 409
    assert (await at_shelter.get(path)).status_code == 403
    (row,) = (await desk.duty.get(path)).json()
    assert (row["head"], row["needs"]) == ("Hoàng Thị Bưởi", "Có người chạy thận")
    shown = await desk.shown(order)
    assert (shown["households"], shown["household_people"]) == (1, 4)
    async with fresh_db.transaction(SYSTEM) as session:
        log = str(list(await session.execute(text("SELECT * FROM changes"))))
    for secret in ("Bưởi", "0912", "chạy thận"):
        assert secret not in log and secret not in str(shown)
    assert (await desk.duty.delete(f"{path}/{body['id']}")).status_code == 204
    assert (await desk.duty.get(path)).json() == []


async def test_it_is_in_the_situation_of_both_communes(desk: Desk) -> None:
    shelter = await desk.shelter()
    order = await desk.order(shelter)
    for code in (FROM, TO):
        found = (await desk.duty.get(f"/api/communes/{code}/situation")).json()
        assert [row["id"] for row in found["evacuations"]] == [order["id"]]
        assert found["dispatches"] == []
    other = (await desk.duty.get("/api/communes/01303/situation")).json()
    assert other["evacuations"] == []
