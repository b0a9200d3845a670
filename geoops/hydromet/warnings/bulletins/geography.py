"""Where a bulletin is for: its polygons and circles as shapes, its codes as communes. Pure.

CAP writes latitude first. Some senders write longitude first all the same: where a ring lies outside Vietnam as
written and inside when turned, it is turned, and that is said with the bulletin.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from geoops.communes.boundaries.shapes import in_vietnam
from geoops.hydromet.warnings.cap.document import Alert, Area, Pair
from geoops.hydromet.warnings.own import mapping
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

_CIRCLE_POINTS = 64
_DEGREE_KM = 111.195
_LEAST_RADIUS_KM = 0.1
_MOST_RADIUS_KM = 3000.0
_CODE_DIGITS = 5
_TURNED = Text(
    "vĩ độ và kinh độ bị đảo chỗ; đã xoay lại để vẽ, bản gốc giữ nguyên",
    "latitude and longitude are swapped; turned for drawing, the original is kept as it was",
)


@dataclass(frozen=True, slots=True)
class Geography:
    """The shape (EPSG:4326, None where nothing can be drawn), commune codes stated, and what was odd."""

    shape: Any | None
    codes: tuple[str, ...]
    faults: tuple[Fault, ...]


def geography(alert: Alert) -> Geography:
    """Everything that the message says of places, over all its languages."""
    areas = [area for info in alert.infos for area in info.areas]
    faults: list[Fault] = []
    shapes = [shape for area in areas for shape in _shapes(area, faults)]
    whole = shapely.union_all(shapes) if shapes else None
    polygons = [
        part
        for part in (shapely.get_parts(whole) if whole is not None else [])
        if part.geom_type == "Polygon" and part.area > 0
    ]
    codes = sorted(
        {
            value.strip()
            for area in areas
            for name, value in area.geocodes
            if name == mapping.commune_geocode() and _is_code(value.strip())
        }
    )
    unread = sorted(
        {name for area in areas for name, _ in area.geocodes if name != mapping.commune_geocode()}
    )
    if unread:
        names = ", ".join(unread)[:200]
        faults.append(
            Fault(
                Text(f"mã vùng loại {names} chưa được hiểu", f"codes of the kind {names} are not read"),
                field="geocode",
            )
        )
    unique = list({(fault.field, fault.reason.en): fault for fault in faults}.values())
    return Geography(shapely.MultiPolygon(polygons) if polygons else None, tuple(codes), tuple(unique))


def _is_code(value: str) -> bool:
    return len(value) == _CODE_DIGITS and value.isascii() and value.isdigit()


def _shapes(area: Area, faults: list[Fault]) -> list[Any]:
    found = []
    for ring in area.polygons:
        pairs = _turned(ring, "polygon", faults)
        if pairs is None or len(pairs) < 3:
            continue
        shape = shapely.make_valid(shapely.Polygon([(lon, lat) for lat, lon in pairs]))
        found += [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    for centre, radius in area.circles:
        pairs = _turned([centre], "circle", faults)
        if pairs is not None:
            found.append(_circle(pairs[0], radius, faults))
    return found


def _turned(pairs: Sequence[Pair], field: str, faults: list[Fault]) -> Sequence[Pair] | None:
    """The pairs with latitude first; None where they lie nowhere on earth."""
    if not any(in_vietnam(lon, lat) for lat, lon in pairs) and all(
        in_vietnam(lat, lon) for lat, lon in pairs
    ):
        faults.append(Fault(_TURNED, field=field))
        return [(lon, lat) for lat, lon in pairs]
    if any(abs(lat) > 90 or abs(lon) > 180 for lat, lon in pairs):
        faults.append(
            Fault(
                Text("tọa độ không nằm trên Trái Đất; không vẽ", "coordinates that lie nowhere; not drawn"),
                field=field,
            )
        )
        return None
    return pairs


def _circle(centre: Pair, radius_km: float, faults: list[Fault]) -> Any:
    lat, lon = centre
    radius = min(max(radius_km, _LEAST_RADIUS_KM), _MOST_RADIUS_KM)
    if radius_km > _MOST_RADIUS_KM:
        faults.append(Fault(Text("bán kính quá lớn", "the radius is too large"), field="circle"))
    stretch = max(math.cos(math.radians(lat)), 0.01)
    angles = [2 * math.pi * i / _CIRCLE_POINTS for i in range(_CIRCLE_POINTS)]
    return shapely.Polygon(
        [
            (
                lon + radius / _DEGREE_KM / stretch * math.cos(angle),
                max(-90.0, min(90.0, lat + radius / _DEGREE_KM * math.sin(angle))),
            )
            for angle in angles
        ]
    )
