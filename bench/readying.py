"""Readiness: every commune assessed anew after a danger changed, and the nearest surplus among 50,000 resources.

All communes are put under a danger and all hold things, which is more than any real day: the pass is over all of them.
The danger, the things and their counts are made up; the communes and their people are those of the boundaries.
"""

import asyncio
import random
import time
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from geoops.communes import service as communes
from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from geoops.resources.assessing import service, working
from geoops.resources.assessing.helping import nearest_surplus
from geoops.resources.assessing.travel import Place
from geoops.startup import settle_memory

SPACE = "bench-readiness"
RESOURCES = 50_000
PASSES = 9
ASKED = 200
PASS_MS, NEAREST_MS = 1000, 30
_KINDS = ("militia", "shock_force", "motor_boat", "metal_boat", "canoe", "excavator", "food", "water")

_THINGS = """
INSERT INTO resources (id, commune_code, pillar, kind, name, unit, near, body_sha256)
SELECT gen_random_uuid(), unit.code,
       CASE WHEN kind IN ('militia', 'shock_force') THEN 'forces' WHEN kind IN ('food', 'water') THEN 'logistics'
            ELSE 'means' END, kind, kind, 'x',
       ST_SetSRID(ST_MakePoint(ST_X(unit.point) + random() / 50, ST_Y(unit.point) + random() / 50), 4326), ''
FROM generate_series(1, :rows) AS number
JOIN (SELECT code, point, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS units
      FROM communes WHERE valid_to IS NULL) AS unit ON unit.place = number % unit.units
CROSS JOIN LATERAL (SELECT (CAST(:kinds AS text[]))[1 + (number / unit.units) % cardinality(CAST(:kinds AS text[]))])
  AS chosen(kind)
"""
_COUNTS = """
INSERT INTO resource_counts (id, resource_id, commune_code, quantity, state, counted_at, counter)
SELECT gen_random_uuid(), id, commune_code, 1 + floor(random() * 400),
       CASE WHEN random() < 0.1 THEN 'repair' ELSE 'ready' END,
       space_now() - random() * interval '40 days' - month * interval '30 days', 'bench'
FROM resources, generate_series(0, 2) AS month WHERE space = current_space()
"""
_SEATS = """
INSERT INTO command_posts (id, commune_code, role, title, phone, confirmed_at, counter, body_sha256)
SELECT gen_random_uuid(), code, 'member', 'x', '0', space_now(), 'bench', ''
FROM communes, generate_series(1, 3) WHERE valid_to IS NULL
"""
_SHELTERS = """
WITH placed AS (
  INSERT INTO shelters (id, commune_code, kind, name, capacity, geom, geom_3857, body_sha256)
  SELECT gen_random_uuid(), code, 'school', 'x', 400, point, ST_Transform(point, 3857), ''
  FROM communes WHERE valid_to IS NULL RETURNING id, commune_code)
INSERT INTO shelter_counts (id, shelter_id, commune_code, occupancy, counted_at, counter)
SELECT gen_random_uuid(), id, commune_code, 0, space_now(), 'bench' FROM placed
"""
_DANGER = """
INSERT INTO commune_danger (commune_code, rule, hazard, counts, level, at_least, since, starts_at, why)
SELECT code, 'bench', 'flash_flood_landslide', true, 1 + floor(random() * 3), false, space_now(), space_now(), '{}'
FROM communes WHERE valid_to IS NULL
"""
_FURTHER = """
WITH changed AS (
  UPDATE commune_danger SET ends_at = space_now() WHERE ends_at = 'infinity' AND random() < 0.1
  RETURNING commune_code, rule, hazard, counts, level)
INSERT INTO commune_danger (commune_code, rule, hazard, counts, level, at_least, since, starts_at, why)
SELECT commune_code, rule, hazard, counts, 1 + level % 4, false, space_now(), space_now(), '{}' FROM changed
"""
"""A tenth of the communes change their level, as after a further forecast."""


def measure(report: Report, database: Prepared) -> None:
    """Add the lines: one pass over all communes, the same with nothing new, and the nearest surplus for one."""
    worked, again, asked, changed = asyncio.run(_measure(database.url))
    for name, figures, target in (
        (f"all {database.units} communes after a danger changed", percentiles(worked), PASS_MS),
        ("the same with nothing new", percentiles(again), PASS_MS),
        (f"nearest boats to spare among {RESOURCES:,} resources", percentiles(asked), NEAREST_MS),
    ):
        report.lines.append(
            Line(
                "readiness",
                name,
                {**figures},
                target=f"under {target} ms (p95)",
                met=figures["p95"] < target,
            )
        )
    report.notes.append(f"readiness: communes told of in the log of changes, pass by pass: {changed}")


async def _measure(url: str) -> tuple[list[float], list[float], list[float], list[int]]:
    database = Database(url, pool_size=2, statement_timeout_s=3600)
    context = Context("bench", Scope(nation=True), SPACE)
    try:
        async with database.transaction(SYSTEM) as session:
            now = await spaces.now(session)
            await spaces.ensure(
                session,
                SPACE,
                kind="drill",
                title=Text("Đo", "Bench"),
                starts_at=now,
                ends_at=datetime(now.year + 1, 1, 1, tzinfo=now.tzinfo),
                speed=1.0,
            )
        async with database.transaction(context) as session:
            await _fill(session)
        async with database.engine.connect() as connection:
            plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await plain.execute(text("SET ROLE NONE"))
            for table in ("resources", "resource_counts", "shelters", "commune_danger"):
                await plain.execute(text(f"ANALYZE {table}"))
        settle_memory()  # as the program does before it serves
        worked: list[float] = []
        again: list[float] = []
        changed: list[int] = []
        async with database.transaction(context) as session:
            await working.work_out(session)
        for _ in range(PASSES):
            async with database.transaction(context) as session:
                await session.execute(text(_FURTHER))
            worked.append(await _timed(database, context, changed))
            again.append(await _timed(database, context, []))
        return worked, again, await _asked(database, context), changed
    finally:
        await database.close()


async def _fill(session: AsyncSession) -> None:
    if await session.scalar(text("SELECT count(*) FROM resources WHERE space = current_space()")):
        return
    await session.execute(text(_THINGS), {"rows": RESOURCES, "kinds": list(_KINDS)})
    for statement in (_COUNTS, _SEATS, _SHELTERS, _DANGER):
        await session.execute(text(statement))


async def _timed(database: Database, context: Context, changed: list[int]) -> float:
    began = time.perf_counter()
    async with database.transaction(context) as session:
        changed.append((await working.work_out(session)).changed)
    return (time.perf_counter() - began) * 1000


async def _asked(database: Database, context: Context) -> list[float]:
    """The nearest surplus for communes at random, each in a transaction of its own."""
    chosen = random.Random(7)
    asked = []
    async with database.transaction(context) as session:
        units = await communes.page(session, province=None, day=None, after=None, limit=20_000)
        now = await spaces.now(session)
    for unit in chosen.sample(units, min(ASKED, len(units))):
        began = time.perf_counter()
        async with database.transaction(context) as session:
            await nearest_surplus(
                session,
                "boats",
                20,
                away_from=unit.code,
                place=Place(unit.lon, unit.lat),
                when=service.moment(now, now),
            )
        asked.append((time.perf_counter() - began) * 1000)
    return asked
