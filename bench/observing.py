"""A month of ten-minute rain of 2,600 gauges: loading it, summing it for all communes at any hour, paging through it.

Loading is set against a raw binary COPY of the same rows into a table with the same columns and indexes, a day at a
time. The full month is `--rows 11232000`.
"""

import asyncio
import random
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
from sqlalchemy import text

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.rain import service as rain
from geoops.hydromet.rain.windows import WINDOWS
from geoops.hydromet.stations import service as stations
from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database, driver_connection
from geoops.kit.i18n import Text

GAUGES = 2600
STEP = timedelta(minutes=10)
STEPS_A_DAY = 144
BEGINS = datetime(2026, 7, 1, tzinfo=UTC)
COLUMNS = "space, station_id, variable, starts_at, ends_at, value, unit, source, known_at"
TYPES = ["text", "text", "text", "timestamptz", "timestamptz", "float8", "text", "text", "timestamptz"]
SUMS_ASKED, PAGES_ASKED, LIVE_BATCHES = 60, 200, 12
SUMS_LIMIT_MS, PAGE_LIMIT_MS, LOAD_TARGET = 200.0, 20.0, 0.5


def measure(report: Report, database: Prepared, rows: int) -> None:
    """Add the lines."""
    asyncio.run(_measure(report, database.url, max(1, rows // (GAUGES * STEPS_A_DAY))))


async def _measure(report: Report, url: str, days: int) -> None:
    database = Database(url, pool_size=2, statement_timeout_s=600)
    owner = Database(url, pool_size=1, statement_timeout_s=600)
    context = Context("bench", Scope(nation=True), f"bench-{uuid.uuid4().hex[:8]}")
    try:
        ids = await _stations(database, context)
        load_s, raw_s = [], []
        for day in range(days):
            load_s.append(await _load(database, context, list(_day(ids, day))))
            raw_s.append(await _copy(owner, list(_day(ids, day)), context.space, fresh=day == 0))
        loaded = days * GAUGES * STEPS_A_DAY
        ratio = sum(raw_s) / sum(load_s)
        report.lines.append(
            Line(
                "observations",
                "a day of ten-minute rain at a time",
                {
                    "rows": loaded,
                    "rows per s": round(loaded / sum(load_s)),
                    "raw": round(loaded / sum(raw_s)),
                },
                ratio,
                "raw binary COPY",
                f"{LOAD_TARGET}x",
                ratio >= LOAD_TARGET,
            )
        )
        live_s, raw_s = [], []
        for step in range(LIVE_BATCHES):
            batch = list(_step(ids, days, step))
            live_s.append(await _load(database, context, batch))
            raw_s.append(await _copy(owner, batch, context.space, fresh=False))
        ratio = sum(raw_s) / sum(live_s)
        figures: dict[str, float | int | str] = {"rows per s": round(GAUGES * LIVE_BATCHES / sum(live_s))}
        figures |= {f"{name} ms": value for name, value in percentiles([s * 1000 for s in live_s]).items()}
        report.lines.append(
            Line("observations", "ten minutes of all gauges at a time", figures, ratio, "raw binary COPY", "")
        )
        await _settle(owner)
        await _sums(report, database, owner, context, days)
        await _pages(report, database, owner, context, ids, days)
    finally:
        await database.close()
        await owner.close()


async def _stations(database: Database, context: Context) -> list[str]:
    """Gauges at points of communes, spread over the country, in a space of their own."""
    async with database.transaction(SYSTEM) as session:
        await spaces.ensure(
            session,
            context.space,
            kind="replay",
            title=Text("Đo tốc độ", "Measurement"),
            starts_at=BEGINS,
            ends_at=BEGINS + timedelta(days=40),
            speed=1,
        )
        rows = await session.execute(
            text("SELECT code, ST_X(point), ST_Y(point) FROM communes WHERE valid_to IS NULL ORDER BY code")
        )
        points = [(row[0], row[1], row[2]) for row in rows]
    chosen = random.Random(1).choices(points, k=GAUGES)
    listed = [
        stations.Listed(f"bench:{number:04d}-{code}", f"Trạm {number}", lon + number * 1e-6, lat)
        for number, (code, lon, lat) in enumerate(chosen)
    ]
    async with database.transaction(context) as session:
        await stations.register(session, listed, source="bench", kind="rain", rhythm=STEP, seen_at=BEGINS)
    return [station.id for station in listed]


def _step(ids: list[str], day: int, step: int) -> Iterator[Reading]:
    starts_at = BEGINS + day * timedelta(days=1) + step * STEP
    ends_at = starts_at + STEP
    drawn = np.random.default_rng(day * STEPS_A_DAY + step)
    wet = drawn.random(len(ids)) < 0.15
    amounts = np.where(wet, np.round(drawn.gamma(0.7, 2.0, len(ids)), 1), 0.0)
    for row, (station, mm) in enumerate(zip(ids, amounts.tolist(), strict=True), step * len(ids) + 1):
        yield Reading(row, station, "rain", starts_at, ends_at, mm, "mm")


def _day(ids: list[str], day: int) -> Iterator[Reading]:
    for step in range(STEPS_A_DAY):
        yield from _step(ids, day, step)


async def _load(database: Database, context: Context, rows: list[Reading]) -> float:
    began = time.perf_counter()
    async with database.transaction(context) as session:
        result = await observations.ingest(session, rows, source="bench", known_at=rows[-1].ends_at)
    assert result.new == len(rows)
    return time.perf_counter() - began


async def _copy(owner: Database, rows: list[Reading], space: str, *, fresh: bool) -> float:
    if fresh:
        async with owner.transaction(SYSTEM) as session:
            await session.execute(text("SET LOCAL ROLE NONE"))
            await session.execute(text("DROP TABLE IF EXISTS bench_observations"))
            await session.execute(text("CREATE TABLE bench_observations (LIKE observations INCLUDING ALL)"))
    began = time.perf_counter()
    async with owner.transaction(SYSTEM) as session:
        await session.execute(text("SET LOCAL ROLE NONE"))
        connection = await driver_connection(session)
        async with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY bench_observations ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types(TYPES)
            for row in rows:
                await copy.write_row(
                    (
                        space,
                        row.station_id,
                        row.variable,
                        row.starts_at,
                        row.ends_at,
                        row.value,
                        row.unit,
                        "bench",
                        row.ends_at,
                    )
                )
    return time.perf_counter() - began


async def _settle(owner: Database) -> None:
    """What autovacuum and checkpoints would have done by themselves in the days that such a load takes.

    From here on the server also counts how long it waits for blocks that do not lie in its memory.
    """
    async with owner.engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("SET ROLE NONE"))
        for table in ("observations", "rain_pieces", "rain_hours", "rain_days", "stations"):
            await plain.execute(text(f"VACUUM (ANALYZE) {table}"))
        await plain.execute(text("CHECKPOINT"))
        await plain.execute(text("ALTER SYSTEM SET track_io_timing = on"))
        await plain.execute(text("SELECT pg_reload_conf()"))


async def _fetched(owner: Database) -> tuple[int, float]:
    """Blocks that did not lie in the server's memory since it was made, and milliseconds waited for them."""
    await asyncio.sleep(11)  # a session hands in what it counted once it had nothing to do for ten seconds
    async with owner.transaction(SYSTEM) as session:
        row = (
            await session.execute(
                text(
                    "SELECT blks_read, blk_read_time FROM pg_stat_database WHERE datname = current_database()"
                )
            )
        ).one()
    return int(row[0]), float(row[1])


async def _since(owner: Database, blocks: int, waited_ms: float) -> dict[str, float | int | str]:
    """How much was fetched since, as figures of a line."""
    now, now_ms = await _fetched(owner)
    return {"blocks fetched": now - blocks, "waited for them ms": round(now_ms - waited_ms)}


async def _sums(report: Report, database: Database, owner: Database, context: Context, days: int) -> None:
    """All communes, at any hour and any minute of the loaded time, over every window."""
    drawn = random.Random(2)
    for named, minutes in (("at any hour", 60), ("at any minute", 1)):
        took: list[float] = []
        windows = list(WINDOWS.values())
        most = ("", 0.0)
        blocks, waited_ms = await _fetched(owner)
        for number in range(SUMS_ASKED):
            window = windows[number % len(windows)]
            back = drawn.randrange(0, max(1, days * 1440 - 60) // minutes) * minutes
            at = BEGINS + timedelta(days=days) - timedelta(minutes=back)
            began = time.perf_counter()
            async with database.transaction(context) as session:
                sums = await rain.of_all_communes(
                    session, at=at, known_at=at + timedelta(days=40), window=window
                )
            ms = (time.perf_counter() - began) * 1000
            assert sums
            took.append(ms)
            most = max(most, (window.name, ms), key=lambda pair: pair[1])
        figures: dict[str, float | int | str] = {
            f"{name} ms": value for name, value in percentiles(took).items()
        }
        figures |= await _since(owner, blocks, waited_ms)
        p95 = percentiles(took)["p95"]
        report.lines.append(
            Line(
                "observations",
                f"sums of all communes {named}",
                figures | {"slowest": most[0]},
                None,
                "",
                f"p95 < {SUMS_LIMIT_MS:.0f} ms",
                p95 < SUMS_LIMIT_MS,
            )
        )


async def _pages(
    report: Report, database: Database, owner: Database, context: Context, ids: list[str], days: int
) -> None:
    """Pages of 100 from anywhere: of a station, of a variable, of all."""
    drawn = random.Random(3)
    took: list[float] = []
    blocks, waited_ms = await _fetched(owner)
    for number in range(PAGES_ASKED):
        at = BEGINS + timedelta(days=(0.2 + 0.8 * drawn.random()) * days)
        station = drawn.choice(ids) if number % 3 == 0 else None
        variable = "rain" if number % 3 != 2 else None
        began = time.perf_counter()
        async with database.transaction(context) as session:
            rows = await observations.page(
                session, after=(at, "bench:1", "rain", at), limit=100, station=station, variable=variable
            )
        took.append((time.perf_counter() - began) * 1000)
        assert rows
    p95 = percentiles(took)["p95"]
    figures: dict[str, float | int | str] = {f"{name} ms": value for name, value in percentiles(took).items()}
    report.lines.append(
        Line(
            "observations",
            "page of 100",
            figures | await _since(owner, blocks, waited_ms),
            None,
            "",
            f"p95 < {PAGE_LIMIT_MS:.0f} ms",
            p95 < PAGE_LIMIT_MS,
        )
    )
