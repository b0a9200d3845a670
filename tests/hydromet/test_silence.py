"""Silence: states by rhythm, the silent gauge among wet neighbours, and how both are told."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import text

from geoops.hydromet import silence
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.watch import service as watch
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.hydromet.places import add_stations

NOW = datetime(2026, 7, 22, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (0, "on_time"),
        (2, "on_time"),
        (2.01, "late"),
        (6, "late"),
        (6.01, "silent"),
        (1000, "silent"),
        (-3, "on_time"),
    ],
)
def test_states_follow_the_rhythm(late: float, state: str) -> None:
    assert silence.state(NOW - late * HOUR, HOUR, NOW) == state


def test_what_has_no_rhythm_is_not_judged() -> None:
    assert silence.state(None, HOUR, NOW) == silence.state(NOW, None, NOW) == "unknown"


def test_the_rule_says_what_it_is() -> None:
    rule = silence.rule()
    assert rule.certainty == "reference" and "tham chiếu" in rule.source
    assert (rule.hours, rule.heavy_mm) == (12, 25.0), "the class is the national service's"


def test_neighbours_are_counted_by_distance_on_the_ground() -> None:
    here = [(103.9, 22.4), (110.0, 10.0)]
    north = [(103.9, 22.4 + 19.9 / 111.195), (103.9, 22.4 + 20.1 / 111.195), (103.9 + 20.0 / 102.9, 22.4)]
    assert silence.wet_neighbours(here, north, 20) == [2, 0]
    assert silence.wet_neighbours([], north, 20) == [] and silence.wet_neighbours(here, [], 20) == [0, 0]


async def rain(database: Database, station: str, mm: float, ends_at: datetime) -> None:
    reading = Reading(1, station, "rain", ends_at - HOUR, ends_at, mm, "mm")
    async with database.transaction(SYSTEM) as session:
        await observations.ingest(session, [reading], source="test", known_at=ends_at)


@pytest.fixture
async def night(country_db: Database) -> Database:
    """Five gauges a kilometre apart: one fell silent ten hours ago, one is late, two measure heavy rain, one is dry."""
    now = datetime.now(UTC)
    async with country_db.transaction(SYSTEM) as session:
        await add_stations(session, "t:im", "t:tre", "t:to1", "t:to2", "t:kho", "t:moi")
        await session.execute(text("UPDATE stations SET first_seen_at = now() - interval '5 days'"))
    for station, mm, hours in (
        ("t:im", 30.0, 10),
        ("t:tre", 1.0, 4),
        ("t:to1", 40.0, 0.5),
        ("t:to2", 60.0, 0.5),
        ("t:kho", 0.0, 0.5),
    ):
        await rain(country_db, station, mm, now - timedelta(hours=hours))
    return country_db


async def test_a_silent_gauge_among_wet_ones_is_likely_lost(night: Database) -> None:
    async with night.transaction(SYSTEM) as session:
        seen = await watch.look(session)
    states = {one.row["id"]: one.state for one in seen.stations}
    assert states == {
        "t:im": "silent", "t:tre": "late", "t:to1": "on_time", "t:to2": "on_time", "t:kho": "on_time", "t:moi": "unknown",
    }  # fmt: skip
    first = seen.stations[0]
    assert (first.row["id"], first.likely_lost, first.wet_neighbours) == ("t:im", True, 2)
    assert first.why is not None and "tham chiếu" in first.why.vi and seen.likely_lost == 1
    async with night.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE stations SET last_seen_at = now() - interval '10 hours' WHERE id = 't:to2'")
        )
    async with night.transaction(SYSTEM) as session:
        seen = await watch.look(session, states={"silent"})
    assert seen.likely_lost == 0, "one wet neighbour is not enough, and a silent one tells nothing"


async def test_a_flagged_newest_value_makes_a_station_suspect(night: Database) -> None:
    async with night.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE observations SET flags = '{range}' WHERE station_id = 't:kho'"))
    async with night.transaction(SYSTEM) as session:
        (one,) = (await watch.look(session, states={"suspect"})).stations
    assert one.row["id"] == "t:kho" and one.why is not None


async def test_silent_stations_over_http_and_on_the_map(night: Database, duty: httpx.AsyncClient) -> None:
    told = (await duty.get("/api/silence/stations")).json()
    assert [(item["id"], item["likely_lost"]) for item in told["items"]] == [("t:im", True)]
    assert told["counts"] == {"silent": 1, "late": 1, "on_time": 3, "unknown": 1}
    assert told["rule"]["certainty"] == "reference" and 590 < told["items"][0]["age_minutes"] < 610
    late = (await duty.get("/api/silence/stations", params={"state": ["late", "silent"]})).json()
    assert late["total"] == 2
    assert (await duty.get("/api/silence/stations", params={"province": "99"})).json()["total"] == 0
    values = (await duty.get("/api/layers/station_states/values")).json()
    where = values["columns"].index("class")
    assert {row[0]: row[where] for row in values["rows"]}["t:im"] == "silent"
    then = (datetime.now(UTC) - timedelta(hours=9)).isoformat()
    past = (await duty.get("/api/layers/station_states/values", params={"at": then})).json()
    assert {row[0]: row[where] for row in past["rows"]}["t:im"] == "on_time", "as it was then"
