"""Where the cells of a grid lie: a regular lattice, north up and west first, in any coordinate system."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geoops.kit.errors import Problem
from geoops.kit.i18n import Text

Values = npt.NDArray[np.float32]
Axis = npt.NDArray[np.float64]

WGS84 = "EPSG:4326"
MAX_CELLS = 40_000_000
_UNEVEN = 0.02
"""How far a cell may lie from where an even axis would have it, in cells."""


class BadGrid(Problem):
    """A grid that cannot be taken; nothing of it was written. Exit status 2 on the command line."""

    status = 422
    code = "bad_grid"
    title = Text("Dữ liệu lưới không dùng được", "The grid cannot be used")


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """A lattice of `height` rows from the north and `width` columns from the west.

    `west`, `north` are the outer edges and `dx`, `dy` the size of a cell, in units of `crs` (degrees for EPSG:4326).
    """

    crs: str
    west: float
    north: float
    dx: float
    dy: float
    width: int
    height: int

    @property
    def east(self) -> float:
        """The outer edge in the east."""
        return self.west + self.width * self.dx

    @property
    def south(self) -> float:
        """The outer edge in the south."""
        return self.north - self.height * self.dy

    @property
    def id(self) -> str:
        """The same for the same cells, whatever file they came in: edges to a millionth of a cell."""
        parts = (self.crs, self.west / self.dx, self.north / self.dy, self.dx, self.dy)
        text = "|".join(part if isinstance(part, str) else f"{part:.6f}" for part in parts[:3])
        text += f"|{self.dx:.9g}|{self.dy:.9g}|{self.width}|{self.height}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def transform(self) -> tuple[float, float, float, float, float, float]:
        """The affine transform of rasterio: (dx, 0, west, 0, -dy, north)."""
        return (self.dx, 0.0, self.west, 0.0, -self.dy, self.north)

    def as_dict(self) -> dict[str, Any]:
        """The shape it has in the database and in what the sandbox answers."""
        return {
            "crs": self.crs, "west": self.west, "north": self.north, "dx": self.dx, "dy": self.dy,
            "width": self.width, "height": self.height,
        }  # fmt: skip


def from_axes(lon: Axis, lat: Axis, values: Values) -> tuple[GridGeometry, Values]:
    """A lattice from the centres of its cells: `lon` and `lat` in degrees (WGS 84), `values[row, column]` by them.

    Longitudes may run 0 to 360 and latitudes either way; what comes back runs north to south and -180 to 180.
    Raises BadGrid for axes that are not even, not finite, exchanged, or that do not fit the values.
    """
    if lon.ndim != 1 or lat.ndim != 1 or values.shape != (lat.size, lon.size):
        raise BadGrid(
            Text(
                f"kích thước lưới {values.shape} không khớp trục vĩ độ {lat.size} × kinh độ {lon.size}",
                f"the values are {values.shape}, the axes latitude {lat.size} by longitude {lon.size}",
            )
        )
    if lon.size < 2 or lat.size < 2:
        raise BadGrid(Text("lưới chỉ có một hàng hoặc một cột", "the grid has but one row or column"))
    if lon.size * lat.size > MAX_CELLS:
        raise BadGrid(
            Text(
                f"lưới quá lớn ({lat.size} × {lon.size} ô)",
                f"the grid has too many cells ({lat.size} × {lon.size})",
            )
        )
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise BadGrid(Text("trục tọa độ có NaN", "an axis holds NaN"))
    if np.abs(lat).max() > 90.000001:
        exchanged = np.abs(lon).max() <= 90 and np.abs(lat).max() <= 360
        raise BadGrid(
            Text(
                "vĩ độ vượt quá 90°" + (": kinh độ và vĩ độ có vẻ bị đảo" if exchanged else ""),
                "a latitude beyond 90°" + (": longitude and latitude look exchanged" if exchanged else ""),
            )
        )
    if lon.min() < -360 or lon.max() > 360.000001:
        raise BadGrid(Text("kinh độ ngoài -180 đến 360", "a longitude outside -180 to 360"))
    if lat[0] < lat[-1]:
        lat, values = lat[::-1], values[::-1]
    if lon[0] > lon[-1]:
        lon, values = lon[::-1], values[:, ::-1]
    dx, dy = _even(lon, "kinh độ", "longitude"), _even(-lat, "vĩ độ", "latitude")
    lon, values = _wrapped(lon, values, dx)
    geometry = GridGeometry(
        WGS84, _tidy(lon[0] - dx / 2, dx), _tidy(lat[0] + dy / 2, dy), dx, dy, lon.size, lat.size
    )
    return geometry, np.ascontiguousarray(values, dtype=np.float32)


def _even(axis: Axis, vi: str, en: str) -> float:
    """The step of an ascending axis; float32 axes wobble in their seventh digit, which is no matter."""
    step = float(axis[-1] - axis[0]) / (axis.size - 1)
    if step <= 0 or np.abs(axis - (axis[0] + step * np.arange(axis.size))).max() > _UNEVEN * step:
        raise BadGrid(Text(f"trục {vi} không cách đều", f"the {en} axis is not evenly spaced"))
    tidy = (round(step, digits) for digits in range(2, 7))
    return next((float(one) for one in tidy if abs(one - step) * axis.size < 1e-3 * step), step)


def _wrapped(lon: Axis, values: Values, dx: float) -> tuple[Axis, Values]:
    """Longitudes as -180 to 180, cut open where that falls; a repeated meridian is dropped."""
    if lon.size > 2 and lon[-1] - lon[0] > 360 - dx * 0.5:
        lon, values = lon[:-1], values[:, :-1]
    if lon[-1] <= 180 + dx / 2 and lon[0] >= -180 - dx / 2:
        return lon, values
    turned = np.where(lon >= 180 - 1e-9, lon - 360, lon)
    cut = int(np.argmin(turned))
    lon, values = np.roll(turned, -cut), np.roll(values, -cut, axis=1)
    if np.diff(lon).max() > 1.5 * dx:
        raise BadGrid(
            Text("lưới vắt qua kinh tuyến 180°, hãy cắt lại", "the grid lies across the 180° meridian")
        )
    return lon, values


def _tidy(edge: float, step: float) -> float:
    """Without the dust that float32 axes leave: 103.0 and not 103.000003."""
    for digits in range(1, 7):
        if abs(round(edge, digits) - edge) < 1e-4 * step:
            return float(round(edge, digits))
    return float(edge)


def crop(
    geometry: GridGeometry, values: Values, area: tuple[float, float, float, float]
) -> tuple[GridGeometry, Values] | None:
    """The part whose cells touch `area` (west, south, east, north in the grid's CRS); None where there is none."""
    west, south, east, north = area
    first_column = max(0, int(np.floor((west - geometry.west) / geometry.dx + 1e-9)))
    last_column = min(geometry.width, int(np.ceil((east - geometry.west) / geometry.dx - 1e-9)))
    first_row = max(0, int(np.floor((geometry.north - north) / geometry.dy + 1e-9)))
    last_row = min(geometry.height, int(np.ceil((geometry.north - south) / geometry.dy - 1e-9)))
    if first_column >= last_column or first_row >= last_row:
        return None
    part = GridGeometry(
        geometry.crs,
        _tidy(geometry.west + first_column * geometry.dx, geometry.dx),
        _tidy(geometry.north - first_row * geometry.dy, geometry.dy),
        geometry.dx,
        geometry.dy,
        last_column - first_column,
        last_row - first_row,
    )
    return part, np.ascontiguousarray(values[first_row:last_row, first_column:last_column])
