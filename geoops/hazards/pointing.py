"""Which class of a class raster (see `raster`) lies at points."""

from collections.abc import Sequence
from pathlib import Path

import rasterio
import rasterio.warp


def classes_at(path: Path, points: Sequence[tuple[float, float]]) -> list[int]:
    """The class number at each point (lon, lat in WGS 84), 0 where there is no data or the raster does not reach."""
    if not points:
        return []
    with rasterio.open(path) as dataset:
        lons, lats = zip(*points, strict=True)
        xs, ys = rasterio.warp.transform("EPSG:4326", dataset.crs, list(lons), list(lats))
        left, bottom, right, top = dataset.bounds
        inside = [left <= x <= right and bottom <= y <= top for x, y in zip(xs, ys, strict=True)]
        values = dataset.sample(list(zip(xs, ys, strict=True)))
        return [int(value[0]) if here else 0 for here, value in zip(inside, values, strict=True)]
