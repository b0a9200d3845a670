"""Fresh tables are looked at by the batch that fills them: a first replay must not be joined row by row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import GaugeSnapshot
from geoops.hydromet.gauges import Gauge, GaugeTotal
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.store import analyse_unseen
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.hydromet.places import TUPLES_READ

AT = datetime(2026, 7, 21, 5, tzinfo=UTC)
GAUGES = 400


def snapshot(hours: int) -> GaugeSnapshot:
    totals = tuple(
        GaugeTotal(n + 1, Gauge(f"thu:{n}", f"Trạm {n}", 104.0 + n / 4000, 22.05), float(hours))  # type: ignore[arg-type]
        for n in range(GAUGES)
    )
    return GaugeSnapshot("thu", AT + timedelta(hours=hours), totals, ())


async def counted(db: Database, table: str) -> float:
    async with db.transaction(SYSTEM) as session:
        return float(
            await session.scalar(
                text("SELECT reltuples FROM pg_class WHERE oid = CAST(:name AS regclass)"), {"name": table}
            )
        )


async def test_a_batch_leaves_no_table_unknown_to_the_planner(country_db: Database) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await feeds.take(session, snapshot(0))
    for table in ("stations", "observations_2026_07", "rain_pieces_2026_07"):
        assert await counted(country_db, table) == GAUGES, table


async def test_it_is_looked_at_again_where_it_has_grown_eightfold_and_not_before(
    country_db: Database,
) -> None:
    async def look() -> int:
        async with country_db.transaction(SYSTEM) as session:
            return await analyse_unseen(session, "observations")

    async with country_db.transaction(SYSTEM) as session:
        await feeds.take(session, snapshot(0))
    assert await look() == 0
    for hours in range(1, 12):
        async with country_db.transaction(SYSTEM) as session:
            await feeds.take(session, snapshot(hours))
    assert await counted(country_db, "observations_2026_07") > GAUGES * 4


async def test_the_first_rain_of_a_table_that_knew_totals_alone_is_sought_station_by_station(
    country_db: Database,
) -> None:
    """Amounts that overlap those before them, as a logger sends that is asked more often than it measures."""

    def amounts(minute: int) -> list[Reading]:
        at = AT + timedelta(hours=1, minutes=minute)
        return [
            Reading(n + 1, f"thu:{n}", "rain", at - timedelta(minutes=10), at, 1.0, "mm")
            for n in range(GAUGES)
        ]

    async with country_db.transaction(SYSTEM) as session:
        await feeds.take(session, snapshot(0))
        for minute in range(3):
            before = await session.scalar(TUPLES_READ)
            await observations.ingest(
                session, amounts(minute), source="thu", known_at=AT + timedelta(hours=2)
            )
        assert await session.scalar(TUPLES_READ) - before < 20 * GAUGES


async def test_nothing_else_can_be_asked_for(country_db: Database) -> None:
    other: Any = "people"
    with pytest.raises(DBAPIError, match="not a table of measurements"):
        async with country_db.transaction(SYSTEM) as session:
            await analyse_unseen(session, other)
