"""The area of each class of a risk map in each commune, in km² on the ground.

Rasters: exactextract takes each cell by the exact part of it that the commune covers, weighted with the cell's area on
the WGS 84 ellipsoid (`ground`). Polygons: the geodesic area of the intersection; where polygons of different classes
lie over each other, the greater danger counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import rasterio
import rasterio.warp
import shapely
from exactextract import exact_extract
from exactextract.raster import RasterioRasterSource
from pyproj import Geod
from rasterio.windows import Window
from shapely.geometry.base import BaseGeometry

from geoops.hazards.ground import AreaSource, CellAreas
from geoops.kit.zones import Zones

_GEOD = Geod(ellps="WGS84")


class EveryCell(RasterioRasterSource):  # type: ignore[misc] # the library has no types
    """A class raster in which no cell is missing, so that the shares of all cells add up to one."""

    def nodata_value(self) -> None:
        """No value means missing."""

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Any:
        """Class numbers of a window."""
        return self.ds.read(self.band_idx, window=Window(x0, y0, nx, ny))


@dataclass(frozen=True, slots=True)
class ClassArea:
    """km² of a class in a commune and its share of the commune's area. The class is its number in the legend, from 1."""

    commune_code: str
    class_number: int
    area_km2: float
    share: float


def geodesic_km2(shape: BaseGeometry) -> float:
    """Area of a polygon in WGS 84 on the ellipsoid, in km². The order of the points does not matter."""
    total = 0.0
    for polygon in shapely.get_parts(shape):
        for index, ring in enumerate(shapely.get_rings(polygon)):
            x, y = shapely.get_coordinates(ring).T
            area = abs(_GEOD.polygon_area_perimeter(x, y)[0])
            total += area if index == 0 else -area
    return total / 1e6


def raster_areas(path: Path, communes: gpd.GeoDataFrame) -> list[ClassArea]:
    """Areas of the classes of a class raster (see `raster`) in communes: a frame with `code` and polygons in WGS 84.

    Communes that the raster does not touch with data are left out.
    """
    with rasterio.open(path) as dataset:
        extent = rasterio.warp.transform_bounds(dataset.crs, "EPSG:4326", *dataset.bounds)
        touched = communes[communes.intersects(shapely.box(*extent))]
        if touched.empty:
            return []
        projected = touched[["code", "geometry"]].to_crs(dataset.crs)
        classes = EveryCell(dataset, name="class")
        ground = AreaSource(CellAreas(dataset.crs, dataset.transform, dataset.shape), classes)
        rows = exact_extract(
            [classes, ground],
            Zones(projected),
            ["numbers=unique(class)", "shares=weighted_frac(class,area)", "covered=sum(area)"],
            weights=ground,
        )
        return [
            area
            for code, shape, row in zip(touched["code"], touched.geometry, rows, strict=True)
            for area in _measured(code, geodesic_km2(shape), row["properties"])
        ]


def _measured(code: str, whole: float, row: dict[str, Any]) -> Iterator[ClassArea]:
    for number, share in sorted(zip(row["numbers"], row["shares"], strict=True)):
        if number > 0 and share > 0:
            area = float(share) * float(row["covered"])
            yield ClassArea(code, int(number), area, min(1.0, area / whole))


def vector_areas(classes: Sequence[tuple[int, BaseGeometry]], communes: gpd.GeoDataFrame) -> list[ClassArea]:
    """The same for polygons in WGS 84, given as one geometry per class number that do not overlap (see `vector`)."""
    found: list[ClassArea] = []
    for code, shape in zip(communes["code"], communes.geometry, strict=True):
        whole = geodesic_km2(shape)
        for number, polygons in classes:
            area = geodesic_km2(shapely.intersection(shape, polygons))
            if area > 0:
                found.append(ClassArea(code, number, area, min(1.0, area / whole)))
    return found
