"""Observations are kept once: repeats write nothing, corrections keep the past, order does not matter."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet import faults
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.kit.db import Database
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.spaces import ensure
from tests.conftest import context
from tests.hydromet.places import add_stations

T0 = datetime(2026, 7, 22, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def reading(row: int, station: str, hour: int, value: float, **changes: Any) -> Reading:
    given = {
        "row": row,
        "station_id": station,
        "variable": "rain",
        "starts_at": T0 + hour * HOUR,
        "ends_at": T0 + (hour + 1) * HOUR,
        "value": value,
        "unit": "mm",
    } | changes
    return Reading(**given)


async def state(session: AsyncSession) -> list[tuple[Any, ...]]:
    rows = await session.execute(
        text(
            "SELECT station_id, variable, starts_at, ends_at, value, unit, flags FROM observations ORDER BY 1, 2, 3, 4"
        )
    )
    return [tuple(row) for row in rows]


async def changes_of(session: AsyncSession) -> list[dict[str, Any]]:
    return list(
        await session.scalars(text("SELECT payload FROM changes WHERE domain = 'hydromet' ORDER BY seq"))
    )


async def test_new_unchanged_changed(session: AsyncSession) -> None:
    await add_stations(session, "a", "b")
    batch = [reading(1, "a", 0, 1.0), reading(2, "a", 1, 2.0), reading(3, "b", 0, 3.0)]
    first = await ingest(session, batch, source="test", known_at=T0 + 3 * HOUR)
    assert (first.new, first.changed, first.unchanged, first.refused) == (3, 0, 0, [])

    again = await ingest(session, batch, source="test", known_at=T0 + 4 * HOUR)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    assert len(await changes_of(session)) == 1, "a repeat writes nothing, not even that it came"

    corrected = await ingest(session, [reading(1, "a", 0, 1.5)], source="late", known_at=T0 + 5 * HOUR)
    assert (corrected.new, corrected.changed, corrected.unchanged) == (0, 1, 0)
    kept = (
        await session.execute(
            text("SELECT station_id, value, known_at, superseded_at FROM observation_revisions")
        )
    ).one()
    assert tuple(kept) == ("a", 1.0, T0 + 3 * HOUR, T0 + 5 * HOUR)
    value, known_at = (
        await session.execute(
            text("SELECT value, known_at FROM observations WHERE station_id = 'a' AND value = 1.5")
        )
    ).one()
    assert (value, known_at) == (1.5, T0 + 5 * HOUR)


async def test_one_summary_per_batch(session: AsyncSession) -> None:
    await add_stations(session, "a", "b")
    await ingest(
        session, [reading(1, "a", 0, 1.0), reading(2, "b", 5, 2.0), reading(3, "x", 0, 1)], source="test"
    )
    (payload,) = await changes_of(session)
    assert payload["new"] == 2 and payload["refused"] == 1
    assert payload["starts_at"] == T0.isoformat() and payload["ends_at"] == (T0 + 6 * HOUR).isoformat()


async def test_good_rows_are_written_and_bad_ones_named(session: AsyncSession) -> None:
    await add_stations(session, "a")
    result = await ingest(
        session,
        [
            reading(1, "a", 0, 1.0),
            Fault(faults.NEGATIVE, 2, "value"),
            reading(3, "nowhere", 0, 1.0),
            reading(4, "a", 1, 0),
        ],
        source="test",
    )
    assert (result.new, result.refused_count) == (2, 2)
    assert [(fault.row, fault.field, fault.reason) for fault in result.refused] == [
        (2, "value", faults.NEGATIVE),
        (3, "station", faults.UNKNOWN_STATION),
    ]


async def test_repeats_within_a_batch_count_once_and_contradictions_not_at_all(session: AsyncSession) -> None:
    await add_stations(session, "a")
    batch = [
        reading(1, "a", 0, 1.0),
        reading(2, "a", 0, 1.0),
        reading(3, "a", 0, 1.0),
        reading(4, "a", 1, 2.0),
        reading(5, "a", 1, 2.5),
    ]
    result = await ingest(session, batch, source="test")
    assert (result.new, result.unchanged, result.refused_count) == (1, 2, 2)
    assert [(fault.row, fault.reason) for fault in result.refused] == [
        (4, faults.CONFLICT),
        (5, faults.CONFLICT),
    ]


async def test_a_batch_without_a_good_row_writes_nothing(session: AsyncSession) -> None:
    result = await ingest(session, [reading(1, "nowhere", 0, 1.0)], source="test")
    assert (result.new, result.refused_count) == (0, 1)
    assert await state(session) == [] and await changes_of(session) == []


async def test_stations_are_seen_when_they_measure(session: AsyncSession) -> None:
    await add_stations(session, "a")
    await ingest(session, [reading(1, "a", 3, 1.0)], source="test")
    await ingest(session, [reading(1, "a", 0, 1.0)], source="test")
    assert await session.scalar(text("SELECT last_seen_at FROM stations")) == T0 + 4 * HOUR


async def test_an_id_with_everything_that_copy_treats_as_special(session: AsyncSession) -> None:
    strange = "a\\N\\b{\"x\"},'y' đặc biệt"
    await add_stations(session, strange)
    result = await ingest(session, [reading(1, strange, 0, 1.0)], source="test")
    assert result.new == 1


async def test_flags_are_kept(session: AsyncSession) -> None:
    await add_stations(session, "a")
    await ingest(session, [reading(1, "a", 0, 1950.0, flags=("range",))], source="test")
    assert (await state(session))[0][-1] == ["range"]


async def test_a_feed_of_one_province_cannot_write_for_another(db: Database) -> None:
    async with db.transaction(context("15")) as session:
        await session.execute(text("SELECT 1"))
        await add_stations(session, "mine", "other", "nobody", communes={"mine": "15001", "other": "12001"})
        await session.execute(text("SELECT set_config('geoops.scope', '15001', true)"))
        result = await ingest(
            session,
            [reading(n, id_, 0, 1.0) for n, id_ in enumerate(("mine", "other", "nobody"), 1)],
            source="t",
        )
        assert result.new == 1
        assert [fault.row for fault in result.refused] == [2, 3]
        await session.rollback()


async def test_spaces_do_not_mix(db: Database) -> None:
    async with db.transaction(context("vn")) as session:
        await ensure(
            session, "thu", kind="drill", title=Text("Thử", "Test"), starts_at=T0, ends_at=T0 + HOUR, speed=1
        )
        await add_stations(session, "a")
        await ingest(session, [reading(1, "a", 0, 1.0)], source="test")
        await session.execute(text("SELECT set_config('geoops.space', 'thu', true)"))
        assert await state(session) == []
        result = await ingest(session, [reading(1, "a", 0, 1.0)], source="test")
        assert result.refused[0].reason == faults.UNKNOWN_STATION
        await session.rollback()


async def test_months_get_their_partitions(session: AsyncSession) -> None:
    await add_stations(session, "a")
    for year, month in ((1985, 2), (2026, 7)):
        end = datetime(year, month, 1, 0, 0, tzinfo=UTC)
        for shift in (timedelta(0), timedelta(microseconds=-1)):
            await ingest(
                session,
                [reading(1, "a", 0, 1.0, starts_at=end - HOUR, ends_at=end + shift)],
                source="test",
            )
    names = await session.scalars(
        text("SELECT DISTINCT tableoid::regclass::text FROM observations ORDER BY 1")
    )
    assert list(names) == [f"observations_{month}" for month in ("1985_01", "1985_02", "2026_06", "2026_07")]


async def test_nobody_gets_a_partition_for_the_far_future(session: AsyncSession) -> None:
    with pytest.raises(DBAPIError):
        await session.execute(text("SELECT ensure_observations_month('2199-01-01')"))


KEYS = st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 3))
BATCH = st.lists(st.tuples(KEYS, st.sampled_from([0.0, 0.2, 1.0])), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=BATCH, data=st.data())
async def test_the_order_of_a_batch_does_not_matter(
    session: AsyncSession, batch: list[tuple[tuple[str, int], float]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(batch))
    outcomes = []
    for order in (batch, shuffled):
        savepoint = await session.begin_nested()
        await add_stations(session, "a", "b")
        rows = [reading(n, key[0], key[1], value) for n, (key, value) in enumerate(order, 1)]
        result = await ingest(session, rows, source="test")
        once = await state(session)
        again = await ingest(session, rows, source="test")
        assert (again.new, again.changed) == (0, 0)
        assert again.refused_count == result.refused_count
        assert await state(session) == once
        assert result.new + result.changed + result.unchanged + result.refused_count == len(order)
        outcomes.append((result.new, result.unchanged, result.refused_count, once))
        await savepoint.rollback()
    assert outcomes[0] == outcomes[1]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(KEYS, st.sampled_from([0.0, 0.2, 1.0])), max_size=12, unique_by=lambda row: row[0]
    ),
    cuts=st.lists(st.integers(0, 12), max_size=3),
    data=st.data(),
)
async def test_rows_sent_in_any_parts_and_any_number_of_times_are_kept_once(
    session: AsyncSession, rows: list[tuple[tuple[str, int], float]], cuts: list[int], data: st.DataObject
) -> None:
    savepoint = await session.begin_nested()
    await add_stations(session, "a", "b", "c")
    readings = [reading(n, key[0], key[1], value) for n, (key, value) in enumerate(rows, 1)]
    edges = [0, *sorted(min(cut, len(readings)) for cut in cuts), len(readings)]
    parts = [readings[a:b] for a, b in itertools.pairwise(edges)]
    for part in data.draw(st.permutations(parts + parts)):
        await ingest(session, part, source="test")
    kept = [(row[0], row[2], row[4]) for row in await state(session)]
    assert kept == sorted((r.station_id, r.starts_at, r.value) for r in readings)
    assert await session.scalar(text("SELECT count(*) FROM observation_revisions")) == 0
    await savepoint.rollback()
