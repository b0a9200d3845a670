"""Indicator values: what a map's colours cost with twenty million values behind it, and how fast a history loads.

The values are made up, a month of all indicators and communes at a time, as reports come in: what one map needs lies
scattered over the month. Row triggers and the index are left out while they are made, and are not what is measured.
"""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from bench import client
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import Served, serving
from geoops.indicators import service
from geoops.indicators.calendar import next_period
from geoops.indicators.periods import Period, parse_period
from geoops.indicators.service import ValueIn
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database

MONTHS = 120
ASKED = 40
LOADED = 100_000
BASES = """
SELECT code FROM indicator_nodes WHERE set_code = 'lao_cai' AND holds_value AND derived IS NULL
  AND computed_from = '{}' AND 'month' = ANY(frequencies) ORDER BY code
"""
_FILL = """
INSERT INTO indicator_values (
  space, indicator, period, dimensions, units_from, province_code, commune_code, value, method, source, known_at,
  entered_by)
SELECT 'live', indicator, :period, '{}', date '2025-07-01', unit.province_code, unit.code, random() * 1000,
  'imported', 'bench', now(), 'bench'
FROM (SELECT code, province_code FROM communes WHERE valid_to IS NULL ORDER BY code) AS unit,
  unnest(CAST(:indicators AS text[])) AS indicator
"""


def measure(report: Report, database: Prepared, folder: Path, wanted: int) -> None:
    """Add the lines: tables of one indicator, derived ones, a province's whole, and a history loaded."""
    periods = list(_months())
    indicators, rows, size, filled_s = asyncio.run(_fill(database, periods, wanted))
    report.notes.append(
        f"indicator values: {rows:,} rows of {len(indicators)} indicators, {MONTHS} months and {database.units}"
        f" communes, {size} with indexes, made in {filled_s:.0f} s"
    )
    with serving(database.url, folder, "geoops-indicators", cache_mb=16) as ours:
        spread = [periods[index * MONTHS // ASKED] for index in range(ASKED)]
        nation = [
            f"/api/indicators/table?indicator={indicators[index % len(indicators)]}&period={period.id}"
            for index, period in enumerate(spread)
        ]
        _line(report, ours, "values of one map, the nation, first time", nation, 50)
        _line(report, ours, "the same again", nation, 50)
        _line(report, ours, "values of one map, a province", [f"{path}&province=15" for path in nation], 50)
        derived = [
            f"/api/indicators/table?indicator={indicators[0]}&period={period.id}&against=previous_period"
            for period in spread[1:]
        ]
        _line(report, ours, "against the month before, the nation", derived, None)
        summed = [
            f"/api/indicators/whole?indicator={indicators[0]}&period={p.id}&province=15" for p in spread
        ]
        _line(report, ours, "a province from its communes", summed, None)
    per_s = asyncio.run(_load(database.url, indicators[0]))
    report.lines.append(
        Line("indicators", f"history of {LOADED:,} values loaded", {"rows per s": round(per_s)})
    )


def filled(database: Prepared, wanted: int) -> tuple[list[str], list[str]]:
    """Have the values there; a spread of their periods, and their indicators."""
    periods = list(_months())
    codes = asyncio.run(_fill(database, periods, wanted))[0]
    return [periods[index * MONTHS // ASKED].id for index in range(ASKED)], codes


def _months() -> Iterator[Period]:
    period = parse_period("2025-07")
    for _ in range(MONTHS):
        yield period
        period = next_period(period)


def _line(report: Report, ours: Served, name: str, paths: list[str], target_ms: float | None) -> None:
    measured = client.run(client.Plan(ours.port, paths, {"Cookie": ours.cookie}, connections=1))
    figures = percentiles(measured.ms)
    report.lines.append(
        Line(
            "indicators",
            name,
            {**figures, "kB": round(measured.body_bytes / len(measured.ms) / 1000, 1)},
            target=f"under {target_ms:.0f} ms (p95)" if target_ms else "",
            met=figures["p95"] < target_ms if target_ms else None,
        )
    )


async def _fill(prepared: Prepared, periods: list[Period], wanted: int) -> tuple[list[str], int, str, float]:
    owner = Database(prepared.url, pool_size=1, statement_timeout_s=3600)
    try:
        async with owner.transaction(SYSTEM) as session:
            await service.ensure_loaded(session)
            bases = list(await session.scalars(text(BASES)))
            count = min(len(bases), max(1, round(wanted / (MONTHS * prepared.units) + 0.5)))
            await session.execute(text("SET ROLE NONE"))
            await session.execute(
                text(
                    "INSERT INTO indicator_periods (id, kind, starts_at, ends_at)"
                    " VALUES (:id, :kind, :starts_at, :ends_at) ON CONFLICT DO NOTHING"
                ),
                [
                    {"id": one.id, "kind": one.kind, "starts_at": one.starts_at, "ends_at": one.ends_at}
                    for one in periods
                ],
            )
            there = int(await session.scalar(text("SELECT count(*) FROM indicator_values")) or 0)
        began = time.perf_counter()
        if not there:
            await _make(owner, periods, bases[:count])
        async with owner.transaction(SYSTEM) as session:
            await session.execute(text("SET ROLE NONE"))
            rows = int(await session.scalar(text("SELECT count(*) FROM indicator_values")) or 0)
            size = await session.scalar(
                text("SELECT pg_size_pretty(pg_total_relation_size('indicator_values'))")
            )
        return bases[:count], rows, str(size), time.perf_counter() - began
    finally:
        await owner.close()


async def _make(owner: Database, periods: list[Period], indicators: list[str]) -> None:
    async with owner.transaction(SYSTEM) as session:
        await session.execute(text("SET ROLE NONE"))
        index = await session.scalar(
            text("SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_indicator_values_current'")
        )
        await session.execute(text("DROP INDEX uq_indicator_values_current"))
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        for period in periods:
            await session.execute(text(_FILL), {"period": period.id, "indicators": indicators})
        await session.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        await session.execute(text(str(index)))
    async with owner.engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("SET ROLE NONE"))
        await plain.execute(text("VACUUM (ANALYZE) indicator_values"))


async def _load(url: str, indicator: str) -> float:
    """Rows per second through the checks, the staging and the merge, into a table that is full already."""
    database = Database(url, pool_size=1, statement_timeout_s=600)
    try:
        async with database.transaction(SYSTEM) as session:
            codes = list(
                await session.scalars(text("SELECT code FROM communes WHERE valid_to IS NULL ORDER BY code"))
            )
            quarters = [f"{year}-Q{quarter}" for year in range(2026, 2060) for quarter in range(1, 5)]
            rows = [ValueIn(indicator, period, code, value=1.0) for period in quarters for code in codes][
                :LOADED
            ]
            began = time.perf_counter()
            done = await service.load_values(session, rows, [indicator], source="bench", file="bench")
            assert done.new == len(rows), done
            taken = time.perf_counter() - began
            await session.rollback()
        return len(rows) / taken
    finally:
        await database.close()
