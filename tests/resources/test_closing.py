"""A road taken as closed: who is cut off, whose readiness with help changes, and that nothing of it is written."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import taking_roads
from tests.cases import cases
from tests.resources.test_assessing import CODE, FAR, stock
from tests.resources.test_help_on_the_way import flooded, road
from tests.works import bodies as works

__all__ = ["flooded", "road"]

NEAR_CODE = {"road": "QL4D", "chainage": "Km20+000"}
"""QL4D ends in `CODE`; from here on nothing else lies on it."""


async def closing(who: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await who.get("/api/readiness/closing", params=asked or NEAR_CODE)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def written(database: Database) -> tuple[int, int, int]:
    async with database.transaction(SYSTEM) as session:
        found = await session.execute(
            text(
                "SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM road_point_states),"
                " (SELECT count(*) FROM commune_readiness)"
            )
        )
        return tuple(found.one())  # type: ignore[return-value]


@pytest.fixture
async def helped(officer: httpx.AsyncClient, flooded: None, road: None) -> None:
    """`CODE` has one of two boats; `FAR`, at the other end of the road, has enough to spare."""
    await stock(officer, CODE, {"motor_boat": 1})
    await stock(officer, FAR, {"canoe": 5})


async def test_the_commune_beyond_is_cut_off_and_its_help_does_not_come(
    officer: httpx.AsyncClient, fresh_db: Database, helped: None
) -> None:
    before = await written(fresh_db)
    found = await closing(officer)
    assert (found["network"], found["closing"], found["cuts"]) == (True, 1, 0)
    assert [one["commune_code"] for one in found["cut_off"]] == [CODE]
    [changed] = found["changed"]
    assert changed["commune_code"] == CODE
    assert (changed["before"], changed["after"]) == (1.0, 0.5), (
        "one of two boats stands there, the other came by road"
    )
    [boats] = changed["needs"]
    assert (boats["need"], boats["missing"]) == ("boats", 1)
    assert (boats["before"]["amount"], boats["after"]["amount"]) == (1, 0)
    assert boats["before"]["minutes"] > 0 and boats["after"]["minutes"] is None
    assert (found["short"], found["looked_at"]) == (1, 1)
    assert await written(fresh_db) == before, "a scenario writes nothing"
    [help_] = (await officer.get(f"/api/readiness/{CODE}/help")).json()["items"]
    assert help_["enough"] is True, "the real road is as it was"


async def test_closing_between_the_others_cuts_off_the_smaller_part_and_says_who_was_off_before(
    officer: httpx.AsyncClient, helped: None
) -> None:
    found = await closing(officer, road="QL4D", chainage="Km2+000")
    assert [one["commune_code"] for one in found["cut_off"]] == [FAR]
    assert found["off_network"] == 2, "the communes of the province that lie far from the road"
    cut = works.point(chainage="Km2+000")
    assert (await officer.post("/api/road-points", json=cut)).status_code == 201
    again = await closing(officer)
    assert [one["commune_code"] for one in again["cut_off"]] == [CODE]
    assert (again["already"], again["cuts"]) == (1, 1)
    assert again["changed"] == [], "no help came there before either"


async def test_a_point_of_the_register_is_closed_whatever_its_state(
    officer: httpx.AsyncClient, helped: None
) -> None:
    point = works.point(chainage="Km20+000", state="open")
    assert (await officer.post("/api/road-points", json=point)).status_code == 201
    found = await closing(officer, point=point["id"])
    assert [one["commune_code"] for one in found["cut_off"]] == [CODE]
    entered = {"id": str(uuid4()), "state": "cut"}
    answer = await officer.post(f"/api/road-points/{point['id']}/states", json=entered)
    assert answer.status_code == 201, answer.text
    found = await closing(officer, point=point["id"])
    assert (found["closing"], found["cut_off"], found["changed"]) == (0, [], [])
    assert "đang bị cắt rồi" in found["note"]["vi"]


async def test_without_roads_nothing_is_claimed(
    officer: httpx.AsyncClient, fresh_db: Database, helped: None
) -> None:
    point = works.point(chainage="Km20+000", state="open")
    assert (await officer.post("/api/road-points", json=point)).status_code == 201
    async with fresh_db.transaction(SYSTEM) as session:
        await taking_roads.remove(session, "QL4D")
    found = await closing(officer, point=point["id"])
    assert (found["network"], found["cut_off"], found["changed"]) == (False, [], [])
    assert "Chưa nạp mạng đường" in found["note"]["vi"]


@cases(
    ("asked", "status", "code"),
    [
        ({}, 422, "nothing_to_close"),
        ({"road": "QL4D"}, 422, "nothing_to_close"),
        ({"chainage": "Km1"}, 422, "nothing_to_close"),
        ({"point": str(uuid4())}, 404, "unknown_road_point"),
        ({"point": "x"}, 422, "input_refused"),
        ({"point": [str(uuid4())] * 21}, 422, "input_refused"),
        ({"road": "QL4D", "chainage": "Km900+000"}, 422, "chainage_off_road"),
        ({"road": "QL4D", "chainage": "=1+1"}, 422, "chainage_unreadable"),
        ({"road": "QL 32", "chainage": "Km1"}, 404, "unknown_road"),
    ],
)
async def test_what_cannot_be_closed_is_said(
    officer: httpx.AsyncClient, road: None, asked: dict[str, Any], status: int, code: str
) -> None:
    answer = await officer.get("/api/readiness/closing", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_an_officer_of_one_commune_is_told_of_that_one(
    commune_officer: httpx.AsyncClient, helped: None
) -> None:
    found = await closing(commune_officer)
    assert found["cut_off"] == [] and found["changed"] == []
