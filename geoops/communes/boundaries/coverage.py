"""The coverages that maps draw: all units simplified together, provinces made from the same edges.

Simplified one by one, neighbours no longer touch: the map shows slivers. Here every level is one
coverage of the whole country, made from the level before it, so an edge shared by two communes or
by two provinces is the same edge at every zoom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.layers.model import BANDS as layer_bands
from geoops.layers.model import band_tolerance


@dataclass(frozen=True, slots=True)
class Band:
    """What one zoom draws, and the tolerance, in degrees, that is invisible there (0: full detail)."""

    number: int
    tolerance: float


BANDS = tuple(Band(number, band_tolerance(number)) for number in layer_bands)
"""Fine to coarse, numbered as `layers.model.band_for_zoom` asks for them."""


def simplify(geometry: NDArray[Any]) -> dict[int, NDArray[Any]]:
    """The coverage at every band: band number to polygons in the order given, EPSG:4326.

    The input must be a valid coverage; each result is one too, and no unit becomes empty.
    """
    levels: dict[int, NDArray[Any]] = {}
    current = geometry
    for band in BANDS:
        if band.tolerance:
            current = np.asarray(shapely.coverage_simplify(current, band.tolerance), dtype=object)
        levels[band.number] = current
    return levels


def dissolve(geometry: NDArray[Any], keys: Sequence[str]) -> dict[str, Any]:
    """One polygon per key from the units that carry it; outer edges are those of the units."""
    labels = np.asarray(keys, dtype=object)
    return {key: shapely.coverage_union_all(geometry[labels == key]) for key in sorted(set(keys))}


def as_multi(geometry: NDArray[Any]) -> NDArray[Any]:
    """Two-dimensional MultiPolygons, which is what the tables hold."""
    flat = shapely.force_2d(geometry)
    return np.asarray(
        [shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape]) for shape in flat],
        dtype=object,
    )


def inner_points(geometry: NDArray[Any]) -> NDArray[Any]:
    """A point for each polygon: its centroid, or a point inside where the centroid lies outside."""
    centres = shapely.centroid(geometry)
    inside = shapely.contains_properly(geometry, centres)
    return np.where(inside, centres, shapely.point_on_surface(geometry))


def pieces(geometry: NDArray[Any], most: int = 256) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Every polygon cut into pieces of at most `most` vertices, and the index of the polygon each is of.

    For looking up points: a piece's box is small and its outline short. Halved along the longer side
    again and again, by rectangle clipping, which is eight times quicker than ST_Subdivide and exact
    but for a piece that touches itself now and then: those are made valid.
    """
    done: list[NDArray[Any]] = []
    owners: list[NDArray[np.intp]] = []
    parts, owner = shapely.get_parts(geometry, return_index=True)
    while len(parts):
        small = shapely.get_num_coordinates(parts) <= most
        done.append(parts[small])
        owners.append(owner[small])
        parts, owner = _halved(parts[~small], owner[~small])
    cut, owner = np.concatenate(done), np.concatenate(owners)
    broken = ~shapely.is_valid(cut)
    mended, index = shapely.get_parts(
        shapely.make_valid(cut[broken], method="structure", keep_collapsed=False), return_index=True
    )
    return np.concatenate([cut[~broken], mended]), np.concatenate([owner[~broken], owner[broken][index]])


def _halved(parts: NDArray[Any], owner: NDArray[np.intp]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    west, south, east, north = shapely.bounds(parts).T if len(parts) else np.empty((4, 0))
    wide = east - west >= north - south
    middle_x = np.where(wide, (west + east) / 2, east)
    middle_y = np.where(wide, north, (south + north) / 2)
    first = zip(parts, west, south, middle_x, middle_y, strict=True)
    second = zip(
        parts, np.where(wide, middle_x, west), np.where(wide, south, middle_y), east, north, strict=True
    )
    clipped = np.empty(2 * len(parts), dtype=object)
    clipped[:] = [shapely.clip_by_rect(*box) for half in (first, second) for box in half]
    cut, index = shapely.get_parts(clipped, return_index=True)
    polygons = shapely.get_type_id(cut) == shapely.GeometryType.POLYGON
    return cut[polygons], np.tile(owner, 2)[index][polygons]
