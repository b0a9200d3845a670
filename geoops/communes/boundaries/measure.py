"""Areas and projections of many shapes at once."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

_EQUAL_AREA = "+proj=cea +lon_0=106 +lat_ts=16 +ellps=WGS84"


def areas_km2(geometry: NDArray[Any]) -> NDArray[np.float64]:
    """Areas on the WGS 84 ellipsoid in square kilometres, of polygons in EPSG:4326.

    A cylindrical equal-area projection gives the ellipsoid's area exactly, up to an edge being
    straight there and a geodesic on the earth; for communes the two differ by less than 1 in
    100,000, and it is thirty times quicker than summing geodesics.
    """
    return np.asarray(shapely.area(_project(geometry, _EQUAL_AREA)) / 1e6, dtype=np.float64)


def to_mercator(geometry: NDArray[Any]) -> NDArray[Any]:
    """EPSG:4326 to EPSG:3857, vertex by vertex, so that shared edges stay shared."""
    return _project(geometry, "EPSG:3857")


def to_degrees(geometry: NDArray[Any]) -> NDArray[Any]:
    """EPSG:3857 to EPSG:4326, vertex by vertex."""
    return _project(geometry, "EPSG:4326", source="EPSG:3857")


def _project(geometry: NDArray[Any], target: str, source: str = "EPSG:4326") -> NDArray[Any]:
    import pyproj

    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    moved: NDArray[Any] = shapely.transform(geometry, move)
    return moved
