"""Incidents as files: CSV, Excel, GeoJSON. What people wrote stays text; no spreadsheet takes it for a formula."""

from collections.abc import Sequence
from typing import Any, Final

import orjson

from geoops.incidents.definition import definition
from geoops.incidents.schemas import IncidentOut
from geoops.kit import tables
from geoops.kit.i18n import Text
from geoops.kit.tables import Cell

_HEAD: Final[tuple[tuple[str, Text], ...]] = (
    ("id", Text("Mã báo cáo", "Id")),
    ("kind", Text("Loại", "Kind")),
    ("state", Text("Trạng thái", "State")),
    ("severity", Text("Mức độ", "Severity")),
    ("occurred_at", Text("Xảy ra lúc", "Occurred at")),
    ("known_at", Text("Nhận lúc", "Received at")),
    ("clock_doubtful", Text("Giờ nghi sai", "Time in doubt")),
    ("commune_code", Text("Mã xã", "Commune code")),
    ("commune", Text("Xã", "Commune")),
    ("lon", Text("Kinh độ", "Longitude")),
    ("lat", Text("Vĩ độ", "Latitude")),
    ("uncertainty_m", Text("Sai số (m)", "Uncertainty (m)")),
    ("method", Text("Cách lấy vị trí", "Place by")),
    ("landmark", Text("Gần nơi", "Landmark")),
    ("road", Text("Đường", "Road")),
    ("chainage", Text("Lý trình", "Chainage")),
    ("note", Text("Mô tả", "Note")),
    ("reporter", Text("Người báo", "Reporter")),
    ("witnesses", Text("Số nguồn tin", "Witnesses")),
    ("holder", Text("Người nhận xử lý", "Held by")),
    ("assignee", Text("Giao cho", "Assigned to")),
    ("due_at", Text("Hạn xử lý", "Due at")),
    ("merged_into", Text("Gộp vào", "Merged into")),
)


def table(rows: Sequence[IncidentOut]) -> tuple[list[str], list[list[Cell]]]:
    """Head (Vietnamese) and rows; the form's questions follow as columns, those that somebody answered."""
    form = definition()
    asked = [name for name in form.fields if any(name in row.fields for row in rows)]
    asked += sorted({name for row in rows for name in row.fields} - set(form.fields))
    head = [text.vi for _, text in _HEAD]
    head += [form.fields[name].vi if name in form.fields else name for name in asked]
    return head, [[*_cells(row), *(_answer(row.fields.get(name)) for name in asked)] for row in rows]


def _cells(row: IncidentOut) -> list[Cell]:
    return [
        str(row.id),
        row.kind_label["vi"],
        row.state_label["vi"],
        row.severity,
        row.occurred_at,
        row.known_at,
        row.clock_doubtful,
        row.commune_code,
        row.commune_name,
        row.position.lon if row.position else None,
        row.position.lat if row.position else None,
        row.uncertainty_m,
        row.position.method if row.position else "commune",
        row.landmark,
        row.road,
        row.chainage,
        row.note,
        row.reporter,
        row.witnesses,
        row.holder,
        row.assignee.name if row.assignee else None,
        row.due_at,
        str(row.merged_into) if row.merged_into else None,
    ]


def _answer(value: Any) -> Cell:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def as_csv(rows: Sequence[IncidentOut]) -> bytes:
    """As `kit.tables` writes it."""
    return tables.as_csv(*table(rows))


def as_xlsx(rows: Sequence[IncidentOut]) -> bytes:
    """As `kit.tables` writes it."""
    return tables.as_xlsx("Sự cố", *table(rows))


def as_geojson(rows: Sequence[IncidentOut]) -> bytes:
    """A FeatureCollection (EPSG:4326); an incident without a position has a null geometry."""
    return orjson.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "id": str(row.id),
                    "geometry": {"type": "Point", "coordinates": [row.position.lon, row.position.lat]}
                    if row.position
                    else None,
                    "properties": row.model_dump(mode="json", exclude={"id", "position"}),
                }
                for row in rows
            ],
        }
    )
