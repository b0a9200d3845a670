"""A chainage to a place and back against 1,000 km of road: the service, PostGIS on the same line, and over HTTP.

The road is worked out before the clock starts: the first lookup after new posts reads the line once.
"""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench import client
from bench.database import Prepared
from bench.figures import Line as Measured
from bench.figures import Report, percentiles
from bench.geoops_server import serving
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import roads, taking_roads
from geoops.works.linear import Line, Post
from geoops.works.loading import PreparedPost, PreparedRoad
from geoops.works.mapping import PostColumns, PostMapping, RoadColumns, RoadMapping

NAME = "QL999"
KILOMETRES = 1000
LOOKUPS = 2000
OVER_HTTP = 300


def road() -> tuple[PreparedRoad, list[PreparedPost]]:
    """A road of 1,000 km that winds, a vertex about every 20 m, with a post every kilometre."""
    share = np.linspace(0, 1, KILOMETRES * 180)
    points = np.column_stack([104.0 + 0.8 * np.sin(share * 60), 9.0 + 13.5 * share])
    measured = Line([points], accuracy_m=5)
    scale = KILOMETRES * 1000 / measured.length_m
    line = Line([points[: int(len(points) * min(1.0, scale))]], accuracy_m=5)
    posts = [
        PreparedPost(km + 1, NAME, NAME, None, Post(km * 1000.0, *line.at(km * 1000.0), 5.0))
        for km in range(int(line.length_m // 1000) + 1)
    ]
    return PreparedRoad(NAME, NAME, None, None, None, 40, True, (line.points,), line), posts


async def _measure(report: Report, url: str) -> None:
    database = Database(url, pool_size=2)
    prepared, posts = road()
    stated = RoadMapping(source="bench", accuracy_m=5, columns=RoadColumns(name="n"))
    posted = PostMapping(source="bench", accuracy_m=5, columns=PostColumns(road="n", chainage="c"))
    async with database.transaction(SYSTEM) as session:
        await taking_roads.load(session, [prepared], stated)
        await taking_roads.load_posts(session, posts, posted, "bench")
    chance = random.Random(7)
    written = [f"Km{chance.randrange(len(posts) - 1)}+{chance.randrange(1000):03d}" for _ in range(LOOKUPS)]
    async with database.transaction(SYSTEM) as session:
        places = [(await roads.locate(session, NAME, one)).located for one in written]

        async def there(number: int) -> Any:
            return await roads.locate(session, NAME, written[number])

        async def back(number: int) -> Any:
            return await roads.reference(session, places[number].lon, places[number].lat)

        async def postgis(number: int) -> Any:
            return await _interpolated(session, places[number].measure_m / prepared.line.length_m)

        ours = await _timed(there)
        peer = await _timed(postgis, 300)
        returned = await _timed(back, 300)
    await database.close()
    ratio = peer["p50"] / ours["p50"]
    what = (
        f"chainage to place, {prepared.line.length_m / 1000:.0f} km in {len(prepared.line.points)} vertices"
    )
    report.lines.append(
        Measured("chainage", what, ours, ratio, "ST_LineInterpolatePoint (no posts, no error)", "under 2 ms (p99)", ours["p99"] < 2)
    )  # fmt: skip
    report.lines.append(Measured("chainage", "the same by ST_LineInterpolatePoint", peer))
    report.lines.append(Measured("chainage", "place to chainage", returned))


async def _interpolated(session: AsyncSession, share: float) -> Any:
    query = (
        "SELECT ST_X(p), ST_Y(p) FROM (SELECT ST_LineInterpolatePoint(ST_GeometryN(geom, 1), :share) AS p "
        "FROM roads WHERE key = :key) AS at"
    )
    return (await session.execute(text(query), {"share": share, "key": NAME})).one()


async def _timed(ask: Callable[[int], Coroutine[Any, Any, Any]], count: int = LOOKUPS) -> dict[str, float]:
    took = []
    for number in range(count):
        began = time.perf_counter()
        await ask(number)
        took.append((time.perf_counter() - began) * 1000)
    return percentiles(took)


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Load the road, ask for places on it, and take it off again."""
    asyncio.run(_measure(report, database.url))
    chance = random.Random(8)
    with serving(database.url, folder, "geoops-chainage", cache_mb=16) as ours:
        paths = [
            f"/api/roads/{NAME}/at/{chance.randrange(900)}%2B{chance.randrange(1000)}"
            for _ in range(OVER_HTTP)
        ]
        measured = client.run(client.Plan(ours.port, paths, {"Cookie": ours.cookie}, connections=1))
    report.lines.append(
        Measured("chainage", "over HTTP with its commune, one connection", percentiles(measured.ms))
    )
    asyncio.run(_remove(database.url))


async def _remove(url: str) -> None:
    database = Database(url, pool_size=1)
    async with database.transaction(SYSTEM) as session:
        await taking_roads.remove(session, NAME)
    await database.close()
