"""Roll-ups follow what is merged: after any order of arrivals and corrections they are what the raw rows give."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.gauges import day_start
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.hydromet.rain import service
from geoops.hydromet.rain.windows import WINDOWS, Window
from tests.hydromet.places import add_stations

START = datetime.fromisoformat("2026-07-22T16:00:00+07:00")
MINUTE = timedelta(minutes=1)
KNOWN = datetime.fromisoformat("2026-07-25T00:00:00+07:00")
COMMUNE = "15001"

Amount = tuple[str, int, int, float]
"""Station, start in ten-minute steps, length in minutes, mm."""

AMOUNTS = st.tuples(
    st.sampled_from(["a", "b"]),
    st.integers(0, 60),
    st.sampled_from([10, 10, 10, 25, 60, 300]),
    st.integers(0, 30).map(float),
)
TOTALS = st.tuples(st.sampled_from(["a", "c"]), st.integers(1, 60), st.just(0), st.integers(0, 90).map(float))
BATCHES = st.lists(st.lists(st.one_of(AMOUNTS, TOTALS), min_size=1, max_size=6), min_size=1, max_size=6)


def readings(batch: Sequence[Amount]) -> list[Reading]:
    """The batch as readings; a key comes once."""
    found: dict[tuple[Any, ...], Reading] = {}
    for row, (station, step, minutes, mm) in enumerate(batch, 1):
        at = START + step * 10 * MINUTE
        if minutes:
            made = Reading(row, station, "rain", at, at + minutes * MINUTE, mm, "mm")
        else:
            made = Reading(row, station, "rain_total", day_start(at), at, mm, "mm")
        found.setdefault((made.station_id, made.variable, made.starts_at, made.ends_at), made)
    return list(found.values())


async def table(session: AsyncSession, name: str) -> list[tuple[Any, ...]]:
    rows = await session.execute(
        text(
            "SELECT station_id, starts_at, round(mm::numeric, 6)::float8, seconds, excluded_s, first_at, until_at,"
            f" last_at FROM {name} WHERE last_at IS NOT NULL ORDER BY 1, 2"
        )
    )
    return [tuple(row) for row in rows]


async def recomputed(session: AsyncSession, bucket: str, reach: int) -> list[tuple[Any, ...]]:
    """The roll-up, written as plainly as can be over the current pieces."""
    rows = await session.execute(
        text(
            f"""
            SELECT station_id, {bucket}(starts_at) AS starts_at, round(sum(mm)::numeric, 6)::float8,
                   coalesce(sum(extract(epoch FROM ends_at - starts_at)) FILTER (WHERE mm IS NOT NULL), 0)::float8,
                   coalesce(sum(extract(epoch FROM ends_at - starts_at)) FILTER (WHERE excluded), 0)::float8,
                   min(starts_at) FILTER (WHERE mm IS NOT NULL), max(ends_at) FILTER (WHERE mm IS NOT NULL),
                   max(ends_at)
            FROM rain_pieces WHERE superseded_at IS NULL AND reach <= {reach} GROUP BY 1, 2 ORDER BY 1, 2
            """
        )
    )
    return [tuple(row) for row in rows]


async def pieces(session: AsyncSession) -> list[tuple[Any, ...]]:
    rows = await session.execute(
        text(
            "SELECT station_id, starts_at, ends_at, reach, round(mm::numeric, 6)::float8 FROM rain_pieces"
            " WHERE superseded_at IS NULL ORDER BY 1, 3, 2"
        )
    )
    return [tuple(row) for row in rows]


async def sums(session: AsyncSession, known_at: datetime) -> list[tuple[Any, ...]]:
    """Some sums that cut hours and days in every way."""
    out = []
    for at in (START + timedelta(hours=5, minutes=15), START + timedelta(hours=11)):
        for window in (
            Window(minutes=10),
            Window(hours=1),
            Window(hours=6),
            Window(hours=48),
            WINDOWS["day"],
        ):
            rows = await service.by_station(session, ["a", "b", "c"], at=at, known_at=known_at, window=window)
            out += [
                (row.station_id, row.mm, round(row.covered, 6), row.starts_at, row.ends_at) for row in rows
            ]
    return out


@asynccontextmanager
async def undone(session: AsyncSession) -> AsyncIterator[None]:
    """Three gauges, and what is done with them undone again, however it ends: examples must not meet each other."""
    savepoint = await session.begin_nested()
    try:
        await add_stations(session, "a", "b", "c")
        yield
    finally:
        await savepoint.rollback()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=BATCHES)
async def test_rollups_are_what_the_raw_rows_give_and_the_past_stays_as_it_was_known(
    session: AsyncSession, batches: list[list[Amount]]
) -> None:
    then = []
    final: dict[tuple[Any, ...], Reading] = {}
    async with undone(session):
        for number, batch in enumerate(batches):
            rows = readings(batch)
            final |= {(row.station_id, row.variable, row.starts_at, row.ends_at): row for row in rows}
            known_at = KNOWN + number * MINUTE
            await ingest(session, rows, source="test", known_at=known_at)
            then.append((known_at, await sums(session, known_at)))
        assert await table(session, "rain_hours") == await recomputed(session, "rain_hour", 0)
        assert await table(session, "rain_days") == await recomputed(session, "rain_day", 1)
        for known_at, said in then:
            assert await sums(session, known_at) == said, "what was known then is still told for then"
        step_by_step, latest = await pieces(session), then[-1][1]

    async with undone(session):
        await ingest(session, list(final.values()), source="test", known_at=KNOWN)
        assert await pieces(session) == step_by_step, "the order of arrival does not matter"
        assert await sums(session, KNOWN) == latest


def test_windows_have_names_and_starts() -> None:
    at = datetime.fromisoformat("2026-07-22T22:00:00+07:00")
    assert list(WINDOWS) == ["10m", "30m", "1h", "3h", "6h", "12h", "24h", "48h", "72h", "day"]
    assert WINDOWS["day"].starts_at(at) == datetime.fromisoformat("2026-07-22T19:00:00+07:00")
    assert WINDOWS["30m"].starts_at(at) == at - 30 * MINUTE
    assert WINDOWS["30m"].hours is None and WINDOWS["48h"].hours == 48
    with pytest.raises(ValueError, match="window"):
        Window()
