"""One new grid step over all communes: the kept sparse weights against exactextract and rasterstats on the same file.

Every side reads the file and gives mean and maximum per commune; exactextract is handed the communes in the way that
is quickest for it, as WKB. The share above five classes comes with ours at no further asking. Weights are made once
per grid and boundary version, and stand beside the figures.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from bench.database import Prepared
from bench.figures import Line, Report, median, percentiles
from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids import archive, weights
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.zones import Zones

PEERS = Path(__file__).resolve().parents[1] / "var" / "peers"
STOPS = (1.0, 16.0, 50.0, 100.0, 200.0)
GRIDS = (("0.1° (IMERG)", 0.1), ("0.02° (radar)", 0.02))
TIMES = 30
TO_RASTERSTATS, TO_EXACTEXTRACT, LIMIT_MS, AGREEMENT = 100.0, 30.0, 100.0, 0.001


def measure(report: Report, database: Prepared) -> None:
    """Add the lines."""
    polygons = asyncio.run(_polygons(database.url))
    frame = gpd.GeoDataFrame({"code": list(polygons.codes)}, geometry=polygons.geometry, crs="EPSG:4326")
    with tempfile.TemporaryDirectory(prefix="bench-grid-") as folder:
        for name, size in GRIDS:
            _one(report, name, size, polygons, frame, Path(folder))


async def _polygons(url: str) -> CommunePolygons:
    database = Database(url, pool_size=1)
    try:
        async with database.transaction(SYSTEM) as session:
            return await communes.commune_polygons(session)
    finally:
        await database.close()


def _one(
    report: Report, name: str, size: float, polygons: CommunePolygons, frame: gpd.GeoDataFrame, home: Path
) -> None:
    geometry = GridGeometry("EPSG:4326", 101.0, 24.0, size, size, round(17 / size), round(18 / size))
    random = np.random.default_rng(20260722)
    values = random.gamma(0.4, 30, (geometry.height, geometry.width)).astype(np.float32)
    values[random.random(values.shape) < 0.02] = np.nan
    at = datetime(2026, 7, 22, tzinfo=UTC)
    file = f"live/bench/{size}.tif"
    archive.write(home, file, GridField("rain", "mm", at, at + timedelta(hours=1), None, geometry, values))
    path = archive.folder(home) / file
    began = time.perf_counter()
    made = weights.work_out(geometry, polygons)
    made_s = time.perf_counter() - began
    ours_ms = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = weights.measure(made, [archive.read(home, file)], STOPS)[0]
        ours_ms.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    exact = _exactextract(path, frame)
    exact_ms = (time.perf_counter() - began) * 1000
    apart = max(_apart(found.mean, exact["mean"]), _apart(found.most, exact["max"]))
    ours = median(ours_ms)
    figures: dict[str, float | int | str] = {
        "communes": len(polygons.codes),
        "ms": round(ours, 2),
        **percentiles(ours_ms),
        "weights made once, s": round(made_s, 1),
    }
    met = exact_ms / ours >= TO_EXACTEXTRACT and ours < LIMIT_MS and apart <= AGREEMENT
    report.lines.append(
        Line(
            "grids",
            f"a step of {name}",
            {**figures, "exactextract ms": round(exact_ms), "apart": f"{apart:.6f}"},
            exact_ms / ours,
            "exactextract",
            f"{TO_EXACTEXTRACT:g}x, {LIMIT_MS:g} ms, {AGREEMENT:g}",
            met,
        )
    )
    peer = _rasterstats(path, frame)
    if peer is None:
        report.notes.append(
            "rasterstats is not installed (scripts/bench.sh puts it into var/peers): no ratio to it"
        )
        return
    peer_ms, without = peer
    report.lines.append(
        Line(
            "grids",
            f"a step of {name}",
            {
                "ms": round(ours, 2),
                "rasterstats ms": round(peer_ms),
                "communes it leaves without a value": without,
            },
            peer_ms / ours,
            "rasterstats",
            f"{TO_RASTERSTATS:g}x",
            peer_ms / ours >= TO_RASTERSTATS,
        )
    )


def _exactextract(path: Path, frame: gpd.GeoDataFrame) -> Any:
    from exactextract import exact_extract

    return exact_extract(str(path), Zones(frame), ["mean", "max"], output="pandas")


def _rasterstats(path: Path, frame: gpd.GeoDataFrame) -> tuple[float, int] | None:
    """Milliseconds, and how many communes hold the centre of no cell; None where it is not installed."""
    if PEERS.is_dir() and str(PEERS) not in sys.path:
        sys.path.append(str(PEERS))  # at the end: what the program itself uses stays what it is
    try:
        from rasterstats import zonal_stats  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    began = time.perf_counter()
    rows = zonal_stats(list(frame.geometry), str(path), stats=["mean", "max"])
    return (time.perf_counter() - began) * 1000, sum(row["mean"] is None for row in rows)


def _apart(ours: Any, theirs: Any) -> float:
    theirs = np.asarray(theirs, dtype=np.float64)
    both = np.isfinite(ours) & np.isfinite(theirs)
    assert np.array_equal(np.isfinite(ours), np.isfinite(theirs)), "one side knows what the other does not"
    return float(np.abs(ours[both] - theirs[both]).max())
