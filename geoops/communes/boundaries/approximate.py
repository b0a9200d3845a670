"""Approximate communes for where no boundary file is: cells around points inside the country's outline.

Each commune gets the part of the outline that is nearer to its point than to any other's (Voronoi).
They are right in name, code and neighbourhood, and wrong by kilometres in shape: everything that
shows them says "ranh giới gần đúng".
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.communes.boundaries import attributes, package
from geoops.communes.boundaries.checking import Units
from geoops.communes.boundaries.coverage import as_multi
from geoops.communes.boundaries.measure import to_degrees, to_mercator
from geoops.kit.yaml_files import read_yaml

_HERE = Path(__file__).parents[1]
OUTLINE = _HERE / "reference" / "vietnam_outline.geojson"
POINTS = _HERE / "rules" / "approximate_points.yaml"

SOURCE = f"Điểm xã: {package.SOURCE}; đường bao quốc gia: Natural Earth (public domain)"
CREDIT = (
    "Ranh giới gần đúng: ô quanh điểm xã của vietnamadminunits (MIT, (c) 2025 Tran Ngoc Minh Hieu) "
    "trong đường bao Natural Earth (phạm vi công cộng)"
)

_ISLE_RADIUS_M = (2_000.0, 10_000.0)
_SPAN_M = 1_000_000.0


def approximate_units() -> Units:
    """All communes of the package with an approximate cell each; together a valid coverage.

    A commune whose point lies at sea (islands that the outline does not show) gets a disc of its
    published area around the point, of 2 to 10 km radius.
    """
    known = package.units()
    stated = ("code", "full_name_vi", "province_code", "province_name", "area_km2")
    table = {field: [getattr(unit, field) for unit in known] for field in stated}
    clean, found = attributes.clean(table, len(known))
    assert not found, found[0]
    areas = [unit.area_km2 or 0.0 for unit in known]
    cells = voronoi_cells(commune_points(known), np.asarray(areas), country_outline())
    return Units(clean, as_multi(cells))


def country_outline() -> Any:
    """The country's outline as a MultiPolygon in EPSG:4326."""
    feature = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return shapely.geometry.shape(feature["geometry"])


def commune_points(known: list[package.PackagedUnit]) -> NDArray[Any]:
    """The package's points, those known to be wrong replaced."""
    better = read_yaml(POINTS.read_text(encoding="utf-8"))["points"]
    lon = [better.get(unit.code, {}).get("lon", unit.lon) for unit in known]
    lat = [better.get(unit.code, {}).get("lat", unit.lat) for unit in known]
    return np.asarray(shapely.points(lon, lat), dtype=object)


def voronoi_cells(points: NDArray[Any], areas_km2: NDArray[np.float64], outline: Any) -> NDArray[Any]:
    """One polygon per point: what of the outline is nearest to it. EPSG:4326 in and out.

    Edges and outline are noded together once and the faces handed out, so that neighbours share
    their vertices exactly; cutting cell by cell would leave them a rounding apart.
    """
    centres = to_mercator(points)
    land = _with_isles(centres, areas_km2, shapely.make_valid(to_mercator(outline)))
    edges = shapely.voronoi_polygons(
        shapely.multipoints(centres), extend_to=shapely.box(*_grown(land)), only_edges=True
    )
    lines = shapely.union_all(np.asarray([edges, shapely.boundary(land)], dtype=object))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = shapely.point_on_surface(faces)
    shapely.prepare(land)
    kept = shapely.contains_xy(land, shapely.get_x(inside), shapely.get_y(inside))
    faces, inside = faces[kept], inside[kept]
    owner = shapely.STRtree(centres).nearest(inside)
    cells = [shapely.coverage_union_all(faces[owner == i]) for i in range(len(points))]
    return to_degrees(np.asarray(cells, dtype=object))


def _grown(land: Any) -> tuple[float, float, float, float]:
    west, south, east, north = shapely.bounds(land)
    return west - _SPAN_M, south - _SPAN_M, east + _SPAN_M, north + _SPAN_M


def _with_isles(centres: NDArray[Any], areas_km2: NDArray[np.float64], land: Any) -> Any:
    at_sea = ~shapely.contains_xy(land, shapely.get_x(centres), shapely.get_y(centres))
    latitude = shapely.get_y(to_degrees(centres[at_sea]))
    radius = np.clip(1000 * np.sqrt(areas_km2[at_sea] / np.pi), *_ISLE_RADIUS_M)
    discs = shapely.buffer(centres[at_sea], radius / np.cos(np.radians(latitude)), quad_segs=8)
    return shapely.union_all(np.concatenate([np.asarray([land], dtype=object), discs]))
