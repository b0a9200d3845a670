"""The true area of raster cells on the ground, in km², on the WGS 84 ellipsoid, for any north-up grid."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from exactextract.raster import RasterSource
from pyproj import CRS, Transformer
from rasterio.transform import Affine

Floats = npt.NDArray[np.float64]

_A = 6378137.0
_E2 = 0.0066943799901413165
_KNOTS = 65


def band_area_per_degree(south: Floats, north: Floats) -> Floats:
    """Area in m² of one degree of longitude between two parallels (degrees), exact on the ellipsoid.

    Snyder, Map Projections, A Working Manual (1987), equation 3-12: the authalic q of the two latitudes.
    """

    def q(latitude: Floats) -> Floats:
        s = np.sin(np.radians(latitude))
        e = np.sqrt(_E2)
        both = s / (1 - _E2 * s**2) - np.log((1 - e * s) / (1 + e * s)) / (2 * e)
        return np.asarray((1 - _E2) * both, dtype=np.float64)

    return np.asarray(np.radians(1.0) * _A**2 / 2 * (q(north) - q(south)), dtype=np.float64)


def areal_scale(crs: CRS, x: Floats, y: Floats, step: float = 10.0) -> Floats:
    """Plane area over ground area at points of a projected CRS, by central differences over `step` units."""
    inverse = Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True).transform
    unit = crs.axis_info[0].unit_conversion_factor

    def difference(dx: float, dy: float) -> tuple[Floats, Floats]:
        east, north = inverse(x + dx, y + dy)
        west, south = inverse(x - dx, y - dy)
        return np.radians(np.asarray(east) - west) / (2 * step), np.radians(np.asarray(north) - south) / (
            2 * step
        )

    lon_x, lat_x = difference(step, 0.0)
    lon_y, lat_y = difference(0.0, step)
    latitude = np.radians(np.asarray(inverse(x, y)[1]))
    w = 1 - _E2 * np.sin(latitude) ** 2
    ground_per_square_radian = _A**2 * (1 - _E2) * np.cos(latitude) / w**2
    return np.asarray(
        unit**2 / (np.abs(lon_x * lat_y - lon_y * lat_x) * ground_per_square_radian), dtype=np.float64
    )


class CellAreas:
    """Ground area of each cell of a grid with that CRS, affine transform and shape (rows, columns).

    In a geographic CRS it is exact by row. In a projected one the plane area is divided by the areal scale, which is
    differentiated at 65 x 65 knots over the grid and interpolated between them (PROJ's own factors take Web Mercator
    for conformal on the ellipsoid, which it is not).
    """

    def __init__(self, crs: Any, transform: Affine, shape: tuple[int, int]) -> None:
        self._crs = CRS.from_user_input(crs)
        self._transform = transform
        self._shape = shape

    def window(self, row: int, column: int, rows: int, columns: int) -> Floats:
        """Areas in km² of the cells of a window, shape (rows, columns)."""
        if self._crs.is_geographic:
            edges = self._transform.f + self._transform.e * np.arange(row, row + rows + 1, dtype=np.float64)
            areas = np.abs(band_area_per_degree(edges[1:], edges[:-1])) * abs(self._transform.a) / 1e6
            return np.repeat(areas[:, None], columns, axis=1)
        unit = self._crs.axis_info[0].unit_conversion_factor
        plane = abs(self._transform.a * self._transform.e) * unit**2 / 1e6
        return np.asarray(plane / self._interpolated(row, column, rows, columns), dtype=np.float64)

    @cached_property
    def _knots(self) -> tuple[Floats, Floats, Floats]:
        height, width = self._shape
        at_rows = np.linspace(0, height, min(_KNOTS, height + 1))
        at_columns = np.linspace(0, width, min(_KNOTS, width + 1))
        columns, rows = np.meshgrid(at_columns, at_rows)
        x = self._transform.c + self._transform.a * columns
        y = self._transform.f + self._transform.e * rows
        return at_rows, at_columns, areal_scale(self._crs, x, y)

    def _interpolated(self, row: int, column: int, rows: int, columns: int) -> Floats:
        from scipy.interpolate import RegularGridInterpolator

        at_rows, at_columns, scale = self._knots
        interpolate = RegularGridInterpolator((at_rows, at_columns), scale)
        r, c = np.meshgrid(row + np.arange(rows) + 0.5, column + np.arange(columns) + 0.5, indexing="ij")
        return np.asarray(interpolate((r, c)), dtype=np.float64)


class AreaSource(RasterSource):  # type: ignore[misc] # the library has no types
    """Cell areas as a raster that exactextract reads window by window."""

    def __init__(self, areas: CellAreas, like: RasterSource) -> None:
        super().__init__()
        self._areas = areas
        self._like = like
        self.set_name("area")

    def res(self) -> Any:
        """Cell size of the raster that the areas belong to."""
        return self._like.res()

    def extent(self) -> Any:
        """Extent of the raster that the areas belong to."""
        return self._like.extent()

    def srs_wkt(self) -> Any:
        """CRS of the raster that the areas belong to."""
        return self._like.srs_wkt()

    def nodata_value(self) -> None:
        """Every cell has an area."""

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Floats:
        """Areas of a window in km²."""
        return self._areas.window(y0, x0, ny, nx)
