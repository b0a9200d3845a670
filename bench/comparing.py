"""Comparing indicators: two of them with statistics, natural breaks, and hot spots, over all communes."""

import asyncio
import time
from pathlib import Path

import numpy as np

from bench import client, indicators
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving
from geoops.indicators.compare.classes import natural_breaks
from geoops.indicators.compare.hot_spots import hot_spots
from geoops.indicators.compare.neighbours import touches
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database


def measure(report: Report, database: Prepared, folder: Path, wanted: int) -> None:
    """Add the lines: comparisons over HTTP, and the two slowest computations by themselves."""
    periods, codes = indicators.filled(database, wanted)
    with serving(database.url, folder, "geoops-comparing", cache_mb=16) as ours:
        two = [
            f"/api/indicators/compare?indicator={codes[0]}&period={period}&second={codes[-1]}"
            for period in periods
        ]
        for name, paths, target in (
            ("two indicators with statistics, the nation", two, 300.0),
            ("one indicator, natural breaks", [f"{path}&method=natural_breaks" for path in two], None),
        ):
            measured = client.run(client.Plan(ours.port, paths, {"Cookie": ours.cookie}, connections=1))
            figures = percentiles(measured.ms)
            report.lines.append(
                Line(
                    "compare",
                    name,
                    figures,
                    target=f"under {target:.0f} ms (p95)" if target else "",
                    met=figures["p95"] < target if target else None,
                )
            )
    units, pairs = asyncio.run(_touching(database.url))
    values = np.random.default_rng(1).lognormal(size=len(units))
    hot_spots(units, values.tolist(), pairs, permutations=9)  # the libraries are imported
    began = time.perf_counter()
    hot_spots(units, values.tolist(), pairs)
    taken = time.perf_counter() - began
    report.lines.append(
        Line(
            "compare",
            f"local Moran's I of {len(units):,} communes, 999 permutations",
            {"s": round(taken, 2)},
            target="under 2 s",
            met=taken < 2,
        )
    )
    began = time.perf_counter()
    natural_breaks(values, 7)
    report.lines.append(
        Line("compare", "natural breaks, 7 classes", {"ms": round((time.perf_counter() - began) * 1000, 1)})
    )


async def _touching(url: str) -> tuple[list[str], list[tuple[str, str]]]:
    database = Database(url, pool_size=1)
    try:
        async with database.transaction(SYSTEM) as session:
            pairs = list(await touches(session))
    finally:
        await database.close()
    return sorted({code for pair in pairs for code in (pair.one, pair.other)}), pairs
