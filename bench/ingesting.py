"""Recorded gauge snapshots through the ingest, against a raw binary COPY of the same rows into the same kind of table."""

import asyncio
import time
import uuid
from pathlib import Path

from sqlalchemy import text

from bench.database import Prepared
from bench.figures import Line, Report, median
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import GaugeSnapshot
from geoops.hydromet.gauges import day_start
from geoops.hydromet.replay.folder import read_event
from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database, driver_connection
from geoops.kit.i18n import Text

COLUMNS = "space, station_id, variable, starts_at, ends_at, value, unit, source, known_at"
TYPES = ["text", "text", "text", "timestamptz", "timestamptz", "float8", "text", "text", "timestamptz"]


def measure(report: Report, database: Prepared, data: Path | None, rounds: int) -> None:
    """Add the lines, or say why not."""
    folder = data / "hydromet" if data else None
    if folder is None or not folder.is_dir():
        report.notes.append("gauge snapshots: skipped, there are no reference data (GEOOPS_DATA)")
        return
    frames = [frame for frame in read_event(folder).frames if isinstance(frame, GaugeSnapshot)]
    rows = sum(len(frame.totals) for frame in frames)
    through, raw = asyncio.run(_both(database.url, frames, rounds))
    ours, bare = rows / median(through), rows / median(raw)
    figures: dict[str, float | int | str] = {
        "rows per s": round(ours),
        "snapshots": len(frames),
        "rows": rows,
    }
    report.lines.append(
        Line("gauge snapshots", "ingest", figures, ours / bare, "raw COPY", "0.50x", ours / bare >= 0.5)
    )
    report.lines.append(Line("gauge snapshots", "raw binary COPY", {"rows per s": round(bare)}))


async def _both(url: str, frames: list[GaugeSnapshot], rounds: int) -> tuple[list[float], list[float]]:
    database = Database(url, pool_size=2, statement_timeout_s=600)
    owner = Database(url, pool_size=1, statement_timeout_s=600)
    through, raw = [], []
    try:
        for _ in range(rounds):
            context = Context("bench", Scope(nation=True), f"bench-{uuid.uuid4().hex[:8]}")
            async with database.transaction(SYSTEM) as session:
                await spaces.ensure(
                    session,
                    context.space,
                    kind="replay",
                    title=Text("Đo tốc độ", "Measurement"),
                    starts_at=frames[0].read_at,
                    ends_at=frames[-1].read_at,
                    speed=1,
                )
            began = time.perf_counter()
            for frame in frames:
                async with database.transaction(context) as session:
                    await feeds.take(session, frame)
            through.append(time.perf_counter() - began)
            raw.append(await _copy(owner, frames, context.space))
    finally:
        await database.close()
        await owner.close()
    return through, raw


async def _copy(owner: Database, frames: list[GaugeSnapshot], space: str) -> float:
    """A transaction a snapshot, into a table with the same columns, constraints and indexes."""
    async with owner.transaction(SYSTEM) as session:
        await session.execute(text("SET ROLE NONE"))
        await session.execute(text("DROP TABLE IF EXISTS bench_observations"))
        await session.execute(text("CREATE TABLE bench_observations (LIKE observations INCLUDING ALL)"))
    began = time.perf_counter()
    for frame in frames:
        start = day_start(frame.read_at)
        async with owner.transaction(SYSTEM) as session:
            await session.execute(text("SET ROLE NONE"))
            connection = await driver_connection(session)
            async with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY bench_observations ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy,
            ):
                copy.set_types(TYPES)
                for total in frame.totals:
                    await copy.write_row(
                        (
                            space,
                            total.gauge.id,
                            "rain_total",
                            start,
                            frame.read_at,
                            total.mm,
                            "mm",
                            frame.source,
                            frame.read_at,
                        )
                    )
    return time.perf_counter() - began
