"""The form as a file: a sheet a pillar, with lists to choose from, and what the commune has already."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from geoops.resources.forms.layout import (
    FREE_ROWS,
    HEADING_ROW,
    MARK,
    NO,
    ROLES,
    SHEETS,
    VERSION,
    YES,
    Column,
    Sheet,
    fingerprint,
)
from geoops.resources.kinds import CONDITIONS, kinds, shelter_kinds

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""By sheet title: what the commune has, by column key."""

_INK, _NEEDED, _GREY = "1F3A5F", "DCE8F7", "EEF1F4"
_HELP = (
    "Mỗi trang là một trụ cột. Cột nền xanh đậm hơn là bắt buộc khi dòng có số liệu.",
    "Dòng có sẵn mã: chỉ ghi số lượng và ngày kiểm kê nếu lần này có kiểm kê; để trống thì hệ thống giữ lần trước.",
    "Dòng mới: để trống cột Mã. Số viết 1234,5 hoặc 1.234,5 (riêng 1.234 đọc được hai cách nên không nhận: viết 1234); ngày viết dd/mm/yyyy.",
    "Không đổi tên cột, không gộp ô, không ẩn dòng, không để công thức. Cả tệp được nhận hoặc không dòng nào được nhận.",
    "Số kiểm kê quá một tháng không được coi là sẵn sàng.",
)


def form(commune_code: str, commune_name: str, rows: Rows) -> bytes:
    """The form of a commune as XLSX."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    about = book.active
    assert about is not None
    about.title = "Hướng dẫn"
    about["A1"] = "Kiểm kê bốn tại chỗ"
    about["A1"].font = Font(bold=True, size=16, color=_INK)
    about["A2"] = f"{commune_name} ({commune_code}) · mẫu {VERSION}"
    for number, line in enumerate(_HELP, 4):
        about.cell(number, 1, line)
    about.column_dimensions["A"].width = 120
    for sheet in SHEETS:
        _sheet(book, sheet, commune_name, rows.get(sheet.title, ()))
    mark = book.create_sheet(MARK)
    mark.sheet_state = "veryHidden"
    mark.append(["version", VERSION])
    mark.append(["commune", commune_code])
    mark.append(["fingerprint", fingerprint(commune_code)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def choices(sheet: Sheet, column: Column) -> Mapping[str, str]:
    """What may stand in a column of choices: code and what people read."""
    if column.key == "role":
        return ROLES
    if column.key == "state":
        return {code: name.vi for code, name in CONDITIONS.items()}
    if sheet.holds == "shelters":
        return {code: name.vi for code, name in shelter_kinds().items()}
    return {kind.code: kind.name.vi for kind in kinds().values() if kind.pillar == sheet.pillar}


def _sheet(book: Any, sheet: Sheet, commune_name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    page = book.create_sheet(sheet.title)
    page["A1"] = f"{sheet.title} tại chỗ · {commune_name}"
    page["A1"].font = Font(bold=True, size=14, color=_INK)
    last = HEADING_ROW + len(rows) + FREE_ROWS
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        heading = page.cell(HEADING_ROW, number, column.heading)
        heading.font = Font(bold=True, color=_INK)
        heading.fill = PatternFill("solid", fgColor=_NEEDED if column.needed else _GREY)
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[letter].width = column.width
        listed = _listed(sheet, column)
        if listed:
            source = f"'{MARK}_lists'!{_list(book, listed)}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Không có trong danh sách", "Hãy chọn một mục trong danh sách"
            page.add_data_validation(rule)
            rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{last}")
        for row in range(HEADING_ROW + 1, last + 1):
            if column.what == "date":
                page.cell(row, number).number_format = "dd/mm/yyyy"
            elif column.what in ("phone", "id"):
                page.cell(row, number).number_format = "@"
            elif column.what in ("number", "whole"):
                page.cell(row, number).number_format = "#,##0.##"
    for place, held in enumerate(rows, HEADING_ROW + 1):
        for number, column in enumerate(sheet.columns, 1):
            value = held.get(column.key)
            if value is not None:
                cell = page.cell(place, number, value)
                if isinstance(value, str) and value[:1] in "=+-@":
                    cell.data_type = "s"  # what somebody typed is never a formula
            if column.what in ("id", "info"):
                page.cell(place, number).fill = PatternFill("solid", fgColor=_GREY)
    page.row_dimensions[HEADING_ROW].height = 32
    page.freeze_panes = page.cell(HEADING_ROW + 1, 1)


def _listed(sheet: Sheet, column: Column) -> Sequence[str]:
    if column.what == "choice":
        return list(choices(sheet, column).values())
    return (YES, NO) if column.what == "yesno" else ()


def _list(book: Any, listed: Sequence[str]) -> str:
    """Put a list into the hidden sheet, once, and answer where it stands."""
    from openpyxl.utils import get_column_letter

    if MARK + "_lists" not in book.sheetnames:
        book.create_sheet(MARK + "_lists").sheet_state = "veryHidden"
    page = book[MARK + "_lists"]
    column = page.max_column + 1 if page.cell(1, page.max_column).value is not None else page.max_column
    for known in range(1, page.max_column + 1):
        if [page.cell(row, known).value for row in range(1, len(listed) + 1)] == list(listed):
            column = known
            break
    for row, value in enumerate(listed, 1):
        page.cell(row, column, value)
    letter = get_column_letter(column)
    return f"${letter}$1:${letter}${len(listed)}"
