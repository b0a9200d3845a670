"""Rings around an outbreak, and what they take of the communes. Pure; EPSG:4326, lengths and areas on the ellipsoid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from geoops.communes.service import CommunePolygons
from geoops.incidents.disease.definitions import ZONES

CORNERS: Final = 180
"""Of a circle; the polygon within it lacks 0.02 % of its area."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A commune that a zone takes something of."""

    code: str
    area_km2: float
    share: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A zone from the one inside it out to `radius_m`, with its shape (shapely) and the communes that it touches."""

    zone: str
    radius_m: float
    shape: Any
    touched: Sequence[Touched]


def disk(lon: float, lat: float, radius_m: float) -> Any:
    """The points within `radius_m` along the ground of a point (WGS 84)."""
    import numpy as np
    import shapely
    from pyproj import Geod

    bearings = np.arange(CORNERS) * (360.0 / CORNERS)
    lons, lats, _ = Geod(ellps="WGS84").fwd(
        np.full(CORNERS, lon), np.full(CORNERS, lat), bearings, np.full(CORNERS, radius_m)
    )
    return shapely.Polygon(np.column_stack([lons, lats]))


def area_km2(shape: Any) -> float:
    """The area on the ellipsoid."""
    from pyproj import Geod

    if shape.is_empty:
        return 0.0
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(shape)
    return abs(float(area_m2)) / 1e6


def rings(lon: float, lat: float, radii: Mapping[str, float], units: CommunePolygons) -> list[Ring]:
    """The zones of these radii from the inside out; a ring leaves out what lies in the one within it."""
    import shapely

    made: list[Ring] = []
    inside: Any = shapely.Polygon()
    areas = [0.0] * len(units.codes)
    for zone in ZONES:
        if zone not in radii:
            continue
        whole = disk(lon, lat, radii[zone])
        shape = whole.difference(inside)
        inside = whole
        touched = []
        for place, (code, unit) in enumerate(zip(units.codes, units.geometry, strict=True)):
            taken = area_km2(_surface(shapely.intersection(unit, shape)))
            if taken <= 0:
                continue
            areas[place] = areas[place] or area_km2(unit)
            touched.append(Touched(code, taken, min(taken / areas[place], 1.0)))
        made.append(Ring(zone, radii[zone], shape, touched))
    return made


def taken_by(
    zones: Sequence[tuple[str, Any]], units: CommunePolygons
) -> dict[str, dict[str, tuple[float, float]]]:
    """Per commune and zone: km² and share, where rings of several outbreaks overlap counted once, in the strictest."""
    import shapely

    found: dict[str, dict[str, tuple[float, float]]] = {}
    stricter: Any = shapely.Polygon()
    for zone in ZONES:
        shapes = [shape for name, shape in zones if name == zone]
        if not shapes:
            continue
        union = shapely.union_all(shapes)
        own = union.difference(stricter)
        stricter = stricter.union(union)
        for code, unit in zip(units.codes, units.geometry, strict=True):
            taken = area_km2(_surface(shapely.intersection(unit, own)))
            if taken > 0:
                found.setdefault(code, {})[zone] = (taken, min(taken / area_km2(unit), 1.0))
    return found


def _surface(shape: Any) -> Any:
    """Only what has an area: where borders merely touch, an intersection is a line or a point."""
    import shapely

    if shape.geom_type == "GeometryCollection":
        return shapely.union_all([part for part in shape.geoms if part.area > 0])
    return shape if shape.area > 0 else shapely.Polygon()
