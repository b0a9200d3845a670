"""Which filters are taken: CQL2 in JSON, of a few operators over the layer's own properties, and nothing else.

The library turns the name of any function into a call of it, and its parser of CQL2 text can be made to run for ever or
to end the process. So text is not parsed at all, and a filter is walked through before the library sees it.
"""

import math
import re
from collections.abc import Collection
from typing import Any

import orjson

from geoops.kit.i18n import Text
from geoops.layers.ogc.errors import BadFilter

MOST_BYTES = 4_000
MOST_DEPTH = 12
OPERATORS = frozenset(
    {"and", "or", "not", "=", "<>", "<", ">", "<=", ">=", "like", "between", "in", "isNull", "casei"}
    | {
        "s_intersects",
        "s_within",
        "s_contains",
        "s_disjoint",
        "s_touches",
        "s_crosses",
        "s_overlaps",
        "s_equals",
    }
)
"""What a filter may be made of; names of PostGIS and PostgreSQL that only read what they are given."""
LIBRARY_OPERATORS = frozenset({"st_setsrid", "st_transform"})
"""What the library itself adds, around shapes."""
_SHAPES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?", re.ASCII)


def read(written: str) -> dict[str, Any]:
    """A filter as it was sent; raises BadFilter. Its properties are checked with the layer (`check`)."""
    if len(written.encode()) > MOST_BYTES:
        raise BadFilter(Text("Bộ lọc quá dài", "The filter is too long"))
    try:
        found = orjson.loads(written)
    except orjson.JSONDecodeError:
        raise BadFilter(
            Text("Bộ lọc phải là CQL2 dạng JSON (cql2-json)", "A filter has to be CQL2 in JSON (cql2-json)")
        ) from None
    if not isinstance(found, dict) or "op" not in found:
        raise BadFilter
    _walk(found, OPERATORS, None, 0)
    return found


def check(expression: Any, properties: Collection[str]) -> None:
    """That nothing else is in an expression that is about to become SQL; raises BadFilter."""
    _walk(expression, OPERATORS | LIBRARY_OPERATORS, properties, 0)


def _walk(node: Any, operators: Collection[str], properties: Collection[str] | None, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise BadFilter(Text("Bộ lọc lồng quá sâu", "The filter is nested too deeply"))
    match node:
        case bool() | str():
            return
        case int() | float() if math.isfinite(node):
            return
        case list():
            parts = node
        case {"op": str(name), "args": list(parts)} if len(node) == 2:
            if name not in operators:
                raise BadFilter(
                    Text(f"Phép “{name[:40]}” không được dùng", f"The operator “{name[:40]}” is not taken")
                )
        case {"property": str(name)} if len(node) == 1:
            if properties is not None and name not in properties:
                raise BadFilter(
                    Text(f"Lớp không có thuộc tính “{name[:40]}”", f"The layer has no property “{name[:40]}”")
                )
            return
        case dict():
            _literal(node)
            return
        case _:
            raise BadFilter
    for part in parts:
        _walk(part, operators, properties, depth + 1)


def _literal(node: dict[str, Any]) -> None:
    """A time or a shape; raises BadFilter for everything else."""
    match node:
        case {"timestamp": str(moment)} | {"date": str(moment)} if len(node) == 1:
            if not _TIME.fullmatch(moment):
                raise BadFilter(Text("Thời gian trong bộ lọc không đọc được", "A time cannot be read"))
        case {"type": str(kind), "coordinates": list(numbers)} if len(node) == 2 and kind in _SHAPES:
            _numbers(numbers, 0)
        case _:
            raise BadFilter


def _numbers(node: Any, depth: int) -> None:
    """Coordinates: lists of finite numbers, no deeper than those of a multipolygon."""
    if isinstance(node, list) and depth < 4:
        for part in node:
            _numbers(part, depth + 1)
    elif isinstance(node, bool) or not isinstance(node, int | float) or not math.isfinite(node):
        raise BadFilter(Text("Tọa độ trong bộ lọc không hợp lệ", "Coordinates in the filter are not valid"))
