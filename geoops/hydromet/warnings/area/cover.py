"""Polygons of few vertices that cover chosen communes wholly, and as little else as can be.

A CAP polygon is a list of latitudes and longitudes, and who reads it joins them by straight lines in degrees. The work
is done in an equirectangular projection (`+proj=eqc` with its standard parallel in the middle of the area): it only
scales the two axes, so that a line that is straight there is straight in degrees too, and what is covered in the
projection is covered for the reader. In a conformal projection (VN-2000, UTM) an edge of 50 km would lie up to 20 m
beside the reader's line. Areas are geodesic.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.communes.boundaries.measure import areas_km2
from geoops.hydromet.warnings.area.outer import grow_to
from geoops.hydromet.warnings.area.parts import joined

MAX_VERTICES = 100
"""Pairs of coordinates of one CAP polygon, the repeated first one among them."""

MAX_POLYGONS = 40
"""Parts that lie apart have a polygon each, up to so many; then the nearest are joined."""

DECIMALS = 5
"""Of a degree in a CAP document: a step is 1.1 m, so a rounded vertex lies within 0.8 m of where it was."""

_DEGREE_M = 111_195.0
_ROUNDING_M = 1.5
_TRIES = 5
_WORK_VERTICES = 3000
"""Rings are thinned further to about so many vertices, by a tolerance that is added all around."""

_FINENESS = 5000
"""An area is first thinned by this part of its size (the root of its area): 16 m for a province of 6,500 km²."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Polygons (EPSG:4326, counter-clockwise, closed, rounded) that cover the communes; areas in km² on the ellipsoid.

    `excess` is what is covered beyond the communes, as a share of their own area.
    """

    polygons: tuple[Any, ...]
    communes_km2: float
    covered_km2: float

    @property
    def excess(self) -> float:
        """0 is none, 0.05 five per cent too much."""
        return self.covered_km2 / self.communes_km2 - 1

    @property
    def vertices(self) -> int:
        """The most that one of the polygons has, counted as CAP does."""
        return max(int(shapely.get_num_coordinates(polygon)) for polygon in self.polygons)


class NotCovered(Exception):
    """No polygon was found that covers the communes: their shapes are not polygons of this earth."""


def cover(communes: Sequence[Any]) -> Cover:
    """The polygons that cover these shapes (EPSG:4326). Pure; takes up to about a second for a province.

    That every shape is wholly inside is proved on the rounded result with exact predicates; where it is not, the work
    is done again with a wider margin. Raises NotCovered.
    """
    shapes = np.asarray(communes, dtype=object)
    whole = _union(shapes)
    if whole.is_empty:
        raise NotCovered
    _, south, _, north = whole.bounds
    scale = (_DEGREE_M * math.cos(math.radians((south + north) / 2)), _DEGREE_M)
    flat = shapely.transform(whole, lambda points: points * scale)
    tolerance = math.sqrt(flat.area) / _FINENESS
    thin = shapely.simplify(flat, tolerance, preserve_topology=True)
    wide = _widened(thin, tolerance)
    if not (missed := flat.difference(wide)).is_empty:
        wide = wide.union(_widened(missed, _ROUNDING_M))
    parts = joined(wide, MAX_POLYGONS)
    polygons = tuple(_fitted(part, scale) for part in parts)
    if not covers(polygons, shapes):
        polygons = tuple(_hull(part, scale) for part in parts)
        if not covers(polygons, shapes):
            raise NotCovered
    return _measured(polygons, whole)


def _fitted(part: Any, scale: tuple[float, float]) -> Any:
    """The polygon around a part (metres), in degrees. Rounding may pinch a narrow bay shut: then once more, wider."""
    for wider in range(_TRIES):
        shape = _widened(part, _ROUNDING_M * 4**wider)
        polygon = _rounded(_reduced(_lighter(shapely.Polygon(shape.exterior))), scale)
        if polygon.is_valid and polygon.covers(shapely.transform(part, lambda points: points / scale)):
            return polygon
    return _hull(part, scale)


def _widened(shape: Any, metres: float) -> Any:
    """The shape with so much more all around, corners kept sharp."""
    return shape.buffer(metres, join_style="mitre", mitre_limit=4)


def _hull(part: Any, scale: tuple[float, float]) -> Any:
    """The convex hull of a part, which always has few vertices and cannot be pinched."""
    return _rounded(_reduced(_widened(part.convex_hull, _ROUNDING_M)), scale)


def covers(polygons: Sequence[Any], shapes: NDArray[Any]) -> bool:
    """Whether the polygons are valid, small enough, and every shape lies wholly in their union."""
    if not all(
        polygon.is_valid and shapely.get_num_coordinates(polygon) <= MAX_VERTICES for polygon in polygons
    ):
        return False
    union = shapely.union_all(list(polygons))
    shapely.prepare(union)
    return bool(shapely.covers(union, shapes).all())


def _union(shapes: NDArray[Any]) -> Any:
    """One shape of many, without holes. Communes of one boundary version share their edges."""
    try:
        whole = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        whole = shapely.union_all(shapes)
    if not whole.is_valid:
        whole = shapely.union_all(shapes)
    return whole


def _lighter(part: Any) -> Any:
    """The part (metres) with at most about _WORK_VERTICES, widened by as much as it was thinned."""
    if shapely.get_num_coordinates(part) <= _WORK_VERTICES:
        return part
    tolerance = math.sqrt(part.area) / _FINENESS
    while shapely.get_num_coordinates(thin := shapely.simplify(part, tolerance)) > _WORK_VERTICES:
        tolerance *= 1.6
    wide = _widened(thin, tolerance)
    if not wide.covers(part):
        wide = wide.union(_widened(part, _ROUNDING_M))
    return shapely.Polygon(wide.exterior)


def _reduced(polygon: Any) -> Any:
    """The polygon with at most MAX_VERTICES (metres); by its convex hull where its shape leaves no other way."""
    for shape in (polygon, polygon.convex_hull):
        ring = shapely.get_coordinates(shapely.orient_polygons(shape, exterior_cw=False).exterior)[:-1]
        grown = grow_to(ring, MAX_VERTICES - 1)
        if grown is not None:
            return shapely.Polygon(grown)
    west, south, east, north = polygon.bounds
    return shapely.box(west, south, east, north)


def _rounded(polygon: Any, scale: tuple[float, float]) -> Any:
    """In degrees, rounded as it will be written."""
    points = np.round(shapely.get_coordinates(polygon) / scale, DECIMALS)
    return shapely.orient_polygons(shapely.Polygon(points), exterior_cw=False)


def _measured(polygons: tuple[Any, ...], whole: Any) -> Cover:
    union = shapely.union_all(list(polygons))
    own, covered = areas_km2(np.array([whole, union], dtype=object))
    return Cover(polygons, float(own), float(covered))
