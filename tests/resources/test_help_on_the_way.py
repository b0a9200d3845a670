"""Dispatch and readiness together: what is sent is not there any more, what has arrived is, and the way it takes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import numpy as np
import pytest

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources.assessing import jobs
from geoops.resources.assessing.roads import OverRoads, ways
from geoops.resources.assessing.travel import STRAIGHT, Place
from geoops.works import loading, taking_roads
from geoops.works.mapping import PostMapping, RoadMapping, read_mapping
from tests import units
from tests.resources.dispatch.conftest import Desk
from tests.resources.test_assessing import CODE, FAR, danger, of, population, prepared, stock
from tests.works import bodies as works
from tests.works import lines


@pytest.fixture
async def flooded(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    """Two boats are asked for in `CODE`, none is there; `FAR` is in no danger."""
    for code in units.CODES[:6]:
        await population(fresh_db, code, 2000)
    await danger(fresh_db, {CODE: 3})
    await prepared(officer, CODE, motor_boat=0)


async def boats_of(who: httpx.AsyncClient, **asked: Any) -> tuple[str, float | None]:
    found = await of(who, **asked)
    [boats] = [need for need in found["needs"] if need["need"] == "boats"]
    return found["assessment"], boats["ready"]


async def test_a_commune_turns_ready_when_the_boats_are_there_and_not_before(
    officer: httpx.AsyncClient, fresh_db: Database, flooded: None
) -> None:
    desk = Desk(officer)
    boats = await desk.boats(commune=FAR, quantity=2)
    assert await boats_of(officer) == ("short", 0)
    sent = await desk.send(desk.sent(boats, amount=2))
    assert await boats_of(officer) == ("short", 0), "given is not arrived"
    sent = await desk.step(sent, "depart")
    assert await boats_of(officer) == ("short", 0), "on the way is not arrived"
    before = datetime.now(UTC).isoformat()
    sent = await desk.step(sent, "arrive")
    assert await boats_of(officer) == ("ready", 2)
    assert await boats_of(officer, at=before, known_at=before) == ("short", 0), "it was not so then"
    await jobs.advance(fresh_db, "live")
    sent = await desk.step(sent, "release")
    assert await boats_of(officer) == ("short", 0)
    worked = await jobs.advance(fresh_db, "live")
    assert [entry["commune_code"] for entry in worked.entries] == [CODE]


async def test_what_is_out_is_not_offered_twice_nor_counted_at_home(
    officer: httpx.AsyncClient, fresh_db: Database, flooded: None
) -> None:
    desk = Desk(officer)
    boats = await desk.boats(commune=FAR, quantity=3)
    await jobs.advance(fresh_db, "live")

    async def offered() -> float:
        [help_] = (await officer.get(f"/api/readiness/{CODE}/help")).json()["items"]
        return sum(offer["spare"] for offer in help_["offers"])

    assert await offered() == 3
    sent = await desk.send(desk.sent(boats, amount=2, to_commune_code="01303"))
    assert await offered() == 1
    await danger(fresh_db, {CODE: 3, FAR: 3})
    found = (await officer.get(f"/api/readiness/{FAR}")).json()
    assert [need["ready"] for need in found["needs"] if need["need"] == "boats"] == [1]
    for action in ("depart", "arrive", "release"):
        sent = await desk.step(sent, action)
    await desk.step(sent, "return", returned=1, reason="một xuồng hỏng")
    found = (await officer.get(f"/api/readiness/{FAR}")).json()
    assert [need["ready"] for need in found["needs"] if need["need"] == "boats"] == [2], (
        "one did not come back"
    )


async def test_more_out_than_is_counted_takes_nothing_off_the_neighbour_s_boats(
    officer: httpx.AsyncClient, fresh_db: Database, flooded: None
) -> None:
    desk = Desk(officer)
    boats = await desk.boats(commune=FAR, quantity=3)
    sent = await desk.send(desk.sent(boats, amount=3, to_commune_code=CODE))
    await desk.step(sent, "depart")
    await stock(officer, FAR, {"motor_boat": 5})
    answer = await officer.post(f"/api/resources/{boats}/counts", json={"id": str(uuid4()), "quantity": 1})
    assert answer.status_code == 201, answer.text
    await danger(fresh_db, {CODE: 3, FAR: 3})
    found = (await officer.get(f"/api/readiness/{FAR}")).json()
    [need] = [need for need in found["needs"] if need["need"] == "boats"]
    assert (need["ready"], need["entries"]) == (5, 2), "what is out is no count, and cannot be less than none"


async def test_ways_are_straight_until_a_road_is_loaded(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    now = datetime.now(UTC)
    async with fresh_db.transaction(SYSTEM) as session:
        assert await ways(session, now, now) is STRAIGHT


async def test_help_comes_by_road_and_not_over_one_that_is_cut(
    officer: httpx.AsyncClient, fresh_db: Database, flooded: None, road: None
) -> None:
    await stock(officer, FAR, {"canoe": 5})
    open_ = (await officer.get(f"/api/readiness/{CODE}/help")).json()
    [help_] = open_["items"]
    assert open_["how"]["vi"] == "theo đường bộ"
    assert help_["offers"][0]["minutes"] > 0
    cut = await officer.post("/api/road-points", json=works.point(chainage="Km10+000"))
    assert cut.status_code == 201, cut.text
    shut = (await officer.get(f"/api/readiness/{CODE}/help")).json()
    assert shut["how"]["vi"] == "theo đường bộ, bỏ 1 chỗ bị cắt"
    assert shut["items"][0]["offers"] == [], "no open road leads there"
    now = datetime.now(UTC)
    async with fresh_db.transaction(SYSTEM) as session:
        assert isinstance(await ways(session, now, now), OverRoads)
        assert await OverRoads(session, now, now).legs([], Place(104.0, 22.0)) == []


@pytest.fixture
async def road(fresh_db: Database, officer: httpx.AsyncClient, tmp_path: Path) -> None:
    """QL4D, straight from `FAR` to `CODE`, with a post every kilometre."""
    stated = read_mapping(lines.write_mapping(tmp_path), "roads")
    posted = read_mapping(lines.write_post_mapping(tmp_path), "posts")
    assert isinstance(stated, RoadMapping) and isinstance(posted, PostMapping)
    line = np.linspace(units.INSIDE[FAR], units.INSIDE[CODE], 200)
    file = lines.write_roads(tmp_path, [{"ten": "Quốc lộ 4D", "line": line}])
    posts = lines.write_posts(tmp_path, lines.posts_along(line, first_km=0))
    async with fresh_db.transaction(SYSTEM) as session:
        await taking_roads.load(session, loading.read_roads(file, stated), stated)
        await taking_roads.load_posts(session, loading.read_posts(posts, posted), posted, posts.name)
