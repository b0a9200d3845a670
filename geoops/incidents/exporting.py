"""Incidents as files: CSV, Excel, GeoJSON. What people wrote stays text; no spreadsheet takes it for a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import orjson

from geoops.incidents.definition import definition
from geoops.incidents.schemas import IncidentOut
from geoops.kit.clock import VN
from geoops.kit.i18n import Text

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NOT_XML = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
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

Cell = str | int | float | bool | datetime | None


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


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it says that it is text."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_csv(rows: Sequence[IncidentOut]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; times as Vietnam's."""
    head, cells = table(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(one) for one in head])
    for row in cells:
        writer.writerow([_flat(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _flat(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(VN).strftime("%Y-%m-%d %H:%M:%S")
    return safe(cell) if isinstance(cell, str) else cell


def as_xlsx(rows: Sequence[IncidentOut]) -> bytes:
    """One sheet with a frozen head. Texts are written as texts, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sự cố")
    sheet.freeze_panes = "A2"
    head, cells = table(rows)

    def cell(value: Cell) -> Any:
        made = WriteOnlyCell(sheet)
        if isinstance(value, datetime):
            made.value = value.astimezone(VN).replace(tzinfo=None)
            made.number_format = "yyyy-mm-dd hh:mm:ss"
        elif isinstance(value, str):
            made.value = value.translate(_NOT_XML)[:32_767]
            made.data_type = "s"
            made.quotePrefix = value.startswith(STARTS_A_FORMULA)
        else:
            made.value = value
        return made

    titles = [cell(one) for one in head]
    for title in titles:
        title.font = Font(bold=True)
    sheet.append(titles)
    for row in cells:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
