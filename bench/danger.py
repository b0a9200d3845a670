"""Danger: one moment of every commune, with a recorded event behind it, and the questions that maps ask of it."""

import asyncio
import time
from datetime import datetime, timedelta
from pathlib import Path

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from geoops.hydromet import startup
from geoops.hydromet.danger import library, service, switches, working
from geoops.hydromet.replay.folder import read_event
from geoops.hydromet.replay.player import Player
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database

RULES = ("rain_6h_observed", "rain_24h_class")
STEP = timedelta(minutes=10)
STEPS = 30
SPACE = "bench-danger"
TARGET_MS = 1000


def measure(report: Report, database: Prepared, data: Path | None) -> None:
    """Add the lines: working out one step, its rows written, and the list of communes in danger."""
    if data is None:
        report.notes.append("danger: left out, there is no recorded event (GEOOPS_DATA)")
        return
    worked, asked, rows = asyncio.run(_measure(database.url, data / "hydromet"))
    report.lines.append(
        Line("danger", f"one step of {database.units} communes, {len(RULES)} rules", percentiles(worked))
    )
    report.lines.append(Line("danger", "the ranked list, the nation", percentiles(asked)))
    report.notes.append(f"danger: {STEPS} steps wrote {rows} rows; target under {TARGET_MS} ms a step")


async def _measure(url: str, folder: Path) -> tuple[list[float], list[float], int]:
    database = Database(url, pool_size=2, statement_timeout_s=3600)
    context = Context("bench", Scope(nation=True), SPACE)
    try:
        event = read_event(folder)
        await startup.open_replay(database, event, name=SPACE, speed=1)
        await Player(database, SPACE, event.frames).run_through()
        async with database.transaction(SYSTEM) as session:
            for rule in RULES:
                library.get(rule)
                await switches.switch(session, rule, is_on=True, reason="bench")
        at: datetime = event.ends_at - STEP * STEPS
        worked, rows = [], 0
        for step in range(STEPS):
            began = time.perf_counter()
            async with database.transaction(context) as session:
                done = await working.work_out(session, at + STEP * step, 0)
            worked.append((time.perf_counter() - began) * 1000)
            rows += done.rows
        asked = []
        for _ in range(STEPS):
            began = time.perf_counter()
            async with database.transaction(context) as session:
                when = at + STEP * (STEPS - 1)
                await service.ranked(session, at=when, known_at=when)
            asked.append((time.perf_counter() - began) * 1000)
        return worked, asked, rows
    finally:
        await database.close()
