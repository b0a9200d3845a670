"""Named checks raise flags and change nothing; only what the rule says is left out of a sum, and the sum says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.quality.rules import checks, left_out, station_checks
from geoops.hydromet.rain import service as rain
from geoops.hydromet.rain.windows import Window
from tests.hydromet.places import TUPLES_READ, add_stations

T = datetime(2026, 7, 22, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def level(hour: float, value: float, variable: str = "water_level", row: int = 1) -> Reading:
    at = T + hour * HOUR
    return Reading(row, "a", variable, at, at, value, "m")


def amount(hour: int, mm: float, station: str = "a", row: int = 1, **more: Any) -> Reading:
    return Reading(row, station, "rain", T + (hour - 1) * HOUR, T + hour * HOUR, mm, "mm", **more)


async def flags(session: AsyncSession) -> dict[tuple[str, float], list[str]]:
    rows = await observations.page(session, after=None, limit=500)
    return {(row["station_id"], (row["ends_at"] - T) / HOUR): row["flags"] for row in rows if row["flags"]}


async def take(session: AsyncSession, rows: list[Reading], known_hour: float = 24) -> None:
    await observations.ingest(session, rows, source="test", known_at=T + known_hour * HOUR)


async def test_a_step_is_flagged_kept_and_taken_back_when_the_cause_is_corrected(
    session: AsyncSession,
) -> None:
    await add_stations(session, "a")
    await take(session, [level(1, 80.0), level(2, 80.4), level(3, 96.0), level(4, 96.2)])
    assert await flags(session) == {("a", 3): ["step"]}
    await take(session, [level(3, 80.6), level(4, 80.7)], known_hour=25)
    assert await flags(session) == {}
    then = await observations.page(session, after=None, limit=10, known_at=T + 24 * HOUR)
    assert [row["flags"] for row in then] == [[], ["step"], [], []], "as it was known then"


async def test_a_late_reading_gives_the_next_its_step(session: AsyncSession) -> None:
    await add_stations(session, "a")
    await take(session, [level(1, 80.0), level(3, 88.0)])
    assert await flags(session) == {}, "eight metres in two hours may be"
    await take(session, [level(2, 80.1)])
    assert await flags(session) == {("a", 3): ["step"]}


async def test_a_gauge_that_says_the_same_for_hours(session: AsyncSession) -> None:
    await add_stations(session, "a", "b")
    stuck = [Reading(n, "a", "rain", T + n * HOUR / 2, T + (n + 1) * HOUR / 2, 1.4, "mm") for n in range(8)]
    dry = [Reading(n, "b", "rain", r.starts_at, r.ends_at, 0.0, "mm") for n, r in enumerate(stuck, 20)]
    await take(session, stuck + dry)
    assert await flags(session) == {
        ("a", 3): ["flat_line"],
        ("a", 3.5): ["flat_line"],
        ("a", 4): ["flat_line"],
    }


async def test_a_spike_where_the_neighbours_are_dry_and_none_where_they_are_not(
    session: AsyncSession,
) -> None:
    await add_stations(session, "a", "b", "c", "d")
    await take(session, [amount(1, 0.4, s, row) for row, s in enumerate("bcd", 1)] + [amount(1, 60.0, row=9)])
    assert await flags(session) == {("a", 1): ["spike"]}
    await take(session, [amount(2, 25, s, row) for row, s in enumerate("bcd", 1)] + [amount(2, 60.0, row=9)])
    assert ("a", 2) not in await flags(session)


async def test_no_neighbours_no_verdict(session: AsyncSession) -> None:
    await add_stations(session, "a", "b")
    await take(session, [amount(1, 60.0), amount(1, 0, "b", 2)])
    assert await flags(session) == {}


@pytest.mark.parametrize("hour", [3, 9, 11.5])
async def test_a_counter_that_begins_again_at_whatever_hour(session: AsyncSession, hour: float) -> None:
    await add_stations(session, "a")
    day = T - 12 * HOUR
    totals = [(hour - 2, 30.0), (hour - 1, 31.0), (hour, 2.0)]
    for row, (at, mm) in enumerate(totals, 1):
        await take(session, [Reading(row, "a", "rain_total", day, T + at * HOUR, mm, "mm")])
    assert await flags(session) == {("a", hour): ["counter_reset"]}
    (sums,) = await rain.by_station(
        session, ["a"], at=T + hour * HOUR, known_at=T + 48 * HOUR, window=Window(hours=24)
    )
    assert sums.mm == 31.0, "never negative, never counted twice"


async def test_a_counter_that_has_run_since_the_new_year(session: AsyncSession) -> None:
    await add_stations(session, "a")
    began = T - timedelta(days=200)
    for row, (hour, mm) in enumerate([(1, 900.0), (2, 903.0), (3, 1.0)], 1):
        await take(session, [Reading(row, "a", "rain_total", began, T + hour * HOUR, mm, "mm")])
    assert await flags(session) == {("a", 3): ["counter_reset"]}


async def test_a_network_s_day_is_checked_station_by_station(session: AsyncSession) -> None:
    names = [f"s{number:03d}" for number in range(80)]
    await add_stations(session, *names)
    sixth = HOUR / 6

    def day(number: int) -> list[Reading]:
        steps = range(number * 144, number * 144 + 144)
        numbered = enumerate(((step, name) for step in steps for name in names), 1)
        return [
            Reading(
                row, name, "rain", T + step * sixth, T + (step + 1) * sixth, 1.2 if row % 10 == 0 else 0, "mm"
            )
            for row, (step, name) in numbered
        ]

    await take(session, day(0))
    before = await session.scalar(TUPLES_READ)
    await take(session, day(1), known_hour=48)
    read = await session.scalar(TUPLES_READ) - before
    assert read < 10 * len(day(1)), "each station is set against its own readings, not everybody's"


async def test_a_clock_that_runs_ahead(session: AsyncSession) -> None:
    await add_stations(session, "a")
    await take(session, [level(10, 80.0), level(10.1, 80.0, row=2)], known_hour=10)
    assert await flags(session) == {("a", 10.1): ["clock_ahead"]}
    await take(session, [level(10, 80.0), level(10.1, 80.0, row=2)], known_hour=11)
    assert await flags(session) == {("a", 10.1): ["clock_ahead"]}, "it was ahead when it came"


async def test_what_is_left_out_is_no_rain_and_the_sum_says_so(session: AsyncSession) -> None:
    await add_stations(session, "a")
    assert left_out() == ("range",)
    await take(session, [amount(1, 4.0), amount(2, 1950.0, row=2, flags=("range",)), amount(3, 1.0, row=3)])
    (sums,) = await rain.by_station(
        session, ["a"], at=T + 3 * HOUR, known_at=T + 48 * HOUR, window=Window(hours=3)
    )
    assert (sums.mm, sums.excluded) == (5.0, 0.333)
    assert sums.covered == pytest.approx(2 / 3, abs=0.001)
    (kept,) = [row for row in await observations.page(session, after=None, limit=9) if row["value"] > 1000]
    assert kept["flags"] == ["range"], "kept as it came"


async def test_what_is_raised_is_in_the_change_log(session: AsyncSession) -> None:
    await add_stations(session, "a")
    await take(session, [level(1, 80.0), level(2, 99.0)])
    payload = await session.scalar(
        text("SELECT payload FROM changes WHERE domain = 'hydromet' ORDER BY seq DESC LIMIT 1")
    )
    assert payload["flagged"] == {"step": 1}


def test_every_check_names_its_source() -> None:
    for check in (*checks().values(), *station_checks().values()):
        assert check.source and check.title.vi
