"""Dispatches as a table for the review after the action: nothing in it can run in a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from geoops.kit.clock import VN
from geoops.resources.dispatch.schemas import DispatchOut

HEADER: Final = (
    "Mã",
    "Trạng thái",
    "Loại",
    "Số lượng",
    "Đơn vị tính",
    "Số đã về",
    "Nguồn lực",
    "Đội",
    "Từ xã",
    "Đến xã",
    "Sự cố",
    "Khoảng cách đường chim bay (km)",
    "Người yêu cầu",
    "Yêu cầu lúc",
    "Xuất phát lúc",
    "Kết thúc lúc",
    "Giờ vắng mặt",
    "Giờ công",
    "Chi phí (đồng)",
    "Ghi chú",
)
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NOT_XML = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF])

Cell = str | int | float | datetime | None


def _cells(row: DispatchOut) -> list[Cell]:
    return [
        str(row.id),
        row.state_label.vi,
        row.kind_label.vi,
        row.amount,
        row.unit,
        row.returned,
        row.resource_name,
        row.team,
        row.commune_name or row.commune_code,
        row.to_commune_name or row.to_commune_code,
        str(row.incident_id) if row.incident_id else None,
        row.distance_km,
        row.requested_by,
        row.requested_at,
        row.left_at,
        row.ended_at,
        row.hours_away,
        row.hours,
        row.cost_vnd,
        row.note,
    ]


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it says that it is text."""
    return f"'{text}" if text.lstrip().startswith(STARTS_A_FORMULA) else text


def as_csv(rows: Sequence[DispatchOut]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; times as Vietnam's."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow([_flat(cell) for cell in _cells(row)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _flat(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(VN).strftime("%Y-%m-%d %H:%M:%S")
    return safe(cell) if isinstance(cell, str) else cell


def as_xlsx(rows: Sequence[DispatchOut]) -> bytes:
    """One sheet with a frozen head. Texts are written as texts, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Điều động")
    sheet.freeze_panes = "A2"

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

    titles = [cell(one) for one in HEADER]
    for title in titles:
        title.font = Font(bold=True)
    sheet.append(titles)
    for row in rows:
        sheet.append([cell(value) for value in _cells(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
