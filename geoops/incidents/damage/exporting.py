"""An event's damage as a table for a spreadsheet: a row for each place and item, nothing that could run in it."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from geoops.incidents.damage.items import Item, ItemGroup, groups
from geoops.incidents.damage.service import Summed
from geoops.kit.clock import VN
from geoops.kit.tables import safe_text

HEADER = (
    "Mã nơi",
    "Nơi",
    "Nhóm",
    "Mục",
    "Đơn vị tính",
    "Đã báo cáo",
    "Đã xác nhận",
    "Số xã đã báo",
    "Cũ nhất tính đến",
    "Mới nhất tính đến",
)


def rows(
    totals: Sequence[Summed], names: Mapping[str, str]
) -> Iterator[tuple[str | float | int | datetime | None, ...]]:
    """Below `HEADER`, by place and then in the order of the form."""
    order = {item.code: (place, group.name.vi, item) for place, (group, item) in enumerate(_in_order())}
    for total in sorted(totals, key=lambda total: (total.place, order[total.item][0])):
        _, group, item = order[total.item]
        yield (
            total.place,
            safe_text(names.get(total.place, total.place)),
            group,
            item.name.vi,
            item.unit,
            total.quantity,
            total.confirmed,
            total.communes,
            total.as_of.astimezone(VN).replace(tzinfo=None),
            total.newest_at.astimezone(VN).replace(tzinfo=None),
        )


def _in_order() -> Iterator[tuple[ItemGroup, Item]]:
    for group in groups():
        for item in group.items:
            yield group, item


def as_csv(totals: Sequence[Summed], names: Mapping[str, str]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in rows(totals, names):
        writer.writerow([f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(totals: Sequence[Summed], names: Mapping[str, str], title: str) -> bytes:
    """One sheet with a frozen head; the event's name stands above it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Thiệt hại"
    sheet.append([safe_text(title)])
    sheet.append(list(HEADER))
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for row in rows(totals, names):
        sheet.append(list(row))
    for column, width in zip("ABCDEFGHIJ", (10, 28, 22, 36, 12, 14, 14, 12, 18, 18), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
