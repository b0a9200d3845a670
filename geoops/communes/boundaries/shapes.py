"""Checks of the shapes of units: each by itself, and all together as one coverage."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.communes.boundaries.findings import Finding
from geoops.communes.boundaries.measure import areas_km2
from geoops.kit.i18n import Text

WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 23.6
"""Bounds of Vietnam with Hoàng Sa and Trường Sa, degrees."""

GAP_KM2 = 0.01
"""A hole between units of at least this size is an error; smaller ones are told as notes."""

_POLYGONS = (3, 6)
_WGS84 = 4326
_CRS_CONFIDENCE = 70
"""Of 100: as sure as pyproj is of a Shapefile's WGS 84, which lacks its number."""
_OVERLAP_M2 = 1.0


def in_vietnam(lon: float, lat: float) -> bool:
    """Whether a point lies inside the box around Vietnam and its archipelagos."""
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def check_crs(crs: Any | None) -> list[Finding]:
    """The reference system must be WGS 84 longitude and latitude (EPSG:4326)."""
    if crs is None:
        return [
            Finding(
                "crs_missing",
                Text(
                    vi="tệp không ghi hệ toạ độ (thiếu .prj hoặc CRS); cần EPSG:4326",
                    en="the file does not name its reference system (no .prj or CRS); EPSG:4326 is needed",
                ),
                field="crs",
            )
        ]
    import pyproj

    given = pyproj.CRS.from_user_input(crs)
    if given.equals("OGC:CRS84", ignore_axis_order=True) or given.to_epsg(_CRS_CONFIDENCE) == _WGS84:
        return []
    named = given.to_string() if len(given.to_string()) < 40 else given.name
    return [
        Finding(
            "crs_wrong",
            Text(
                vi=f"hệ toạ độ là {named}, cần EPSG:4326; hãy chuyển: ogr2ogr -t_srs EPSG:4326 MOI.gpkg CU",
                en=f"the reference system is {named}, EPSG:4326 is needed; convert with: "
                "ogr2ogr -t_srs EPSG:4326 NEW.gpkg OLD",
            ),
            field="crs",
        )
    ]


def check_each(geometry: NDArray[Any], codes: list[str | None]) -> list[Finding]:
    """Every shape by itself: there, a polygon, finite, inside Vietnam, valid."""
    found: list[Finding] = []
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    polygonal = np.isin(shapely.get_type_id(geometry), _POLYGONS)
    valid = shapely.is_valid(geometry)
    bounds = shapely.bounds(geometry)
    finite = np.array([_finite(shape) for shape in geometry])
    for i in range(len(geometry)):
        place = {"row": i + 1, "code": codes[i], "field": "geometry"}
        if missing[i]:
            found.append(_finding("geometry_empty", "không có hình học", "there is no geometry", place))
        elif not polygonal[i]:
            kind = shapely.get_type_id(geometry[i])
            name = shapely.GeometryType(kind).name
            found.append(
                _finding("geometry_type", f"phải là vùng, không phải {name}", f"not a polygon: {name}", place)
            )
        elif not finite[i]:
            found.append(
                _finding(
                    "geometry_not_finite",
                    "có toạ độ không phải là số (NaN hoặc vô cực)",
                    "a coordinate is not a number (NaN or infinite)",
                    place,
                )
            )
        elif outside := _outside(bounds[i], place):
            found.append(outside)
        elif not valid[i]:
            reason = shapely.is_valid_reason(geometry[i])
            found.append(
                _finding(
                    "geometry_invalid",
                    f"hình học không hợp lệ: {reason}",
                    f"the geometry is invalid: {reason}",
                    place,
                )
            )
    return found


def _finite(shape: Any) -> bool:
    return shape is None or bool(np.isfinite(shapely.get_coordinates(shape)).all())


def _finding(kind: str, vi: str, en: str, place: dict[str, Any]) -> Finding:
    return Finding(kind, Text(vi=vi, en=en), **place)


def _outside(bounds: NDArray[np.float64], place: dict[str, Any]) -> Finding | None:
    west, south, east, north = (float(value) for value in bounds)
    if in_vietnam(west, south) and in_vietnam(east, north):
        return None
    if in_vietnam(south, west) and in_vietnam(north, east):
        return _finding(
            "lon_lat_swapped",
            f"kinh độ và vĩ độ bị đảo (x {west:.2f}–{east:.2f}, y {south:.2f}–{north:.2f})",
            "longitude and latitude are swapped",
            place,
        )
    if max(abs(west), abs(east), abs(south), abs(north)) > 400:
        return _finding(
            "geometry_metres",
            "toạ độ tính bằng mét (VN-2000 hoặc UTM), không phải độ; hãy chuyển sang EPSG:4326",
            "the coordinates are in metres (VN-2000 or UTM), not degrees; convert to EPSG:4326",
            place,
        )
    return _finding(
        "outside_vietnam",
        f"nằm ngoài Việt Nam (kinh độ {west:.2f}–{east:.2f}, vĩ độ {south:.2f}–{north:.2f})",
        f"lies outside Vietnam (longitude {west:.2f} to {east:.2f}, latitude {south:.2f} to {north:.2f})",
        place,
    )


def misfits(geometry: NDArray[Any], codes: list[str | None]) -> list[Finding]:
    """Where a coverage is not valid: pairs that overlap, and shared edges that differ point for point.

    The shapes must have passed `check_each`.
    """
    return list(_misfits(geometry, codes))


def _misfits(geometry: NDArray[Any], codes: list[str | None]) -> Iterator[Finding]:
    edges = shapely.coverage_invalid_edges(geometry)
    wrong = np.flatnonzero(~shapely.is_empty(edges))
    tree = shapely.STRtree(geometry[wrong])
    left, right = tree.query(geometry[wrong], predicate="intersects")
    told: set[int] = set()
    for a, b in sorted({(int(wrong[i]), int(wrong[j])) for i, j in zip(left, right, strict=True) if i < j}):
        shared = float(areas_km2(shapely.intersection(geometry[a], geometry[b])))
        touching = not shapely.is_empty(shapely.intersection(edges[a], shapely.buffer(edges[b], 1e-9)))
        place = {"row": b + 1, "code": codes[b], "field": "geometry"}
        if shared * 1e6 > _OVERLAP_M2:
            told |= {a, b}
            vi = f"chồng lấn {_size_vi(shared)} với đơn vị {codes[a]} (dòng {a + 1})"
            en = f"overlaps unit {codes[a]} (row {a + 1}) by {_size(shared)}"
            yield _finding("overlap", vi, en, place)
        elif touching:
            told |= {a, b}
            vi = f"cạnh chung với đơn vị {codes[a]} (dòng {a + 1}) không khớp điểm"
            en = f"the edge shared with unit {codes[a]} (row {a + 1}) does not match point for point"
            yield _finding("edge_mismatch", vi, en, place)
    for i in wrong:
        if int(i) not in told:
            place = {"row": int(i) + 1, "code": codes[i], "field": "geometry"}
            yield _finding(
                "edge_mismatch",
                "cạnh không khớp với đơn vị bên cạnh",
                "an edge does not match the neighbour's",
                place,
            )


def gaps(union: Any, geometry: NDArray[Any], codes: list[str | None]) -> list[Finding]:
    """Holes of the union between units: errors from `GAP_KM2` on, notes below and inside one unit."""
    return list(_gaps(union, geometry, codes))


def _gaps(union: Any, geometry: NDArray[Any], codes: list[str | None]) -> Iterator[Finding]:
    holes = holes_of(union)
    if not len(holes):
        return
    tree = shapely.STRtree(geometry)
    for hole in holes:
        around = sorted(int(i) for i in tree.query(hole, predicate="intersects"))
        size = float(areas_km2(hole))
        inner = shapely.point_on_surface(hole)
        where = f"{inner.x:.5f}, {inner.y:.5f}"
        units = ", ".join(str(codes[i]) for i in around)
        serious = size >= GAP_KM2 and len(around) > 1
        yield Finding(
            "gap",
            Text(
                vi=f"khoảng trống {_size_vi(size)} tại {where}, giáp đơn vị {units}",
                en=f"a gap of {_size(size)} at {where}, beside unit {units}",
            ),
            level="error" if serious else "note",
            row=around[0] + 1 if around else None,
            code=codes[around[0]] if around else None,
            field="geometry",
        )


def holes_of(union: Any) -> NDArray[Any]:
    """The holes of a polygonal union, as polygons."""
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    return np.asarray([shapely.Polygon(ring) for ring in rings], dtype=object)


def _size(km2: float) -> str:
    return f"{km2:.3f} km²" if km2 >= GAP_KM2 else f"{km2 * 1e6:.0f} m²"


def _size_vi(km2: float) -> str:
    return _size(km2).replace(".", ",")
