"""Made-up communes in two provinces for tests of other domains: 01301 … 01306 in Cao Bằng, 01307 … 01309 in Lạng Sơn.

Each is about a tenth of a degree wide, from 106.0 E, 22.3 N on; 01305 lies in the middle and has no population.
"""

import math
from pathlib import Path

import geopandas as gpd
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.loading import service
from tests.communes import coverage_maker
from tests.communes.conftest import PROVENANCE, prepared_from

CODES = [f"{1301 + index:05d}" for index in range(9)]
INSIDE = {
    f"{1301 + row * 3 + column:05d}": (round(106.05 + column / 10, 2), round(22.35 + row / 10, 2))
    for row in range(3)
    for column in range(3)
}
"""A point (lon, lat) well inside each: row by row from the south-west."""


def table() -> gpd.GeoDataFrame:
    """The communes as a boundary file has them."""
    grid = coverage_maker.grid()
    grid.loc[6:, "province_code"] = "20"
    grid.loc[6:, "province_name"] = "Tỉnh Lạng Sơn"
    grid["population"] = grid["population"].astype("Int64")
    grid.loc[4, "population"] = None
    return grid


async def load(session: AsyncSession, folder: Path, kind: str = "reference") -> int:
    """Load them; answers the boundary version."""
    provenance = PROVENANCE if kind == "reference" else PROVENANCE.__class__(kind, "ô gần đúng", "Ô gần đúng")
    path = coverage_maker.write(table(), folder, ".gpkg")
    return (await service.load_boundaries(session, prepared_from(path, provenance=provenance))).version


def tile(lon: float, lat: float, zoom: int) -> str:
    """The Web Mercator tile at a point, as `z/x/y`."""
    size = 1 << zoom
    x = int((lon + 180) / 360 * size)
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size)
    return f"{zoom}/{x}/{y}"
