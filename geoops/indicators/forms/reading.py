"""An Excel form as it comes back: every cell read, every fault named by its cell. Pure: no database."""

import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from geoops.indicators.forms.errors import NotAForm
from geoops.indicators.forms.sheet import (
    COLUMNS,
    FIRST_ROW,
    HEAD_ROW,
    MARK_SHEET,
    OPEN,
    PLACE,
    SHEET,
    Line,
    Sheet,
    heads,
)
from geoops.kit import workbooks
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text
from geoops.kit.numbers import NoNumber, cell_number, read_number, vietnamese
from geoops.kit.workbooks import UnsafeWorkbook

LONGEST = {"note": 2_000, "explanation": 2_000, "analysis": 10_000, "forecast": 10_000, "value": 10_000}
_BELOW = 200
"""So many rows below the form are looked through for what somebody added."""

_MERGED = Text("ô bị gộp; hãy bỏ gộp ô", "the cell is merged; take the merge back")
_HIDDEN_ROW = Text("dòng bị ẩn; hãy hiện dòng (bỏ lọc)", "the row is hidden; show it (clear the filter)")
_HIDDEN_COLUMN = Text("cột bị ẩn; hãy hiện cột", "the column is hidden; show it")
_FORMULA = Text(
    "ô là công thức; hãy dán giá trị thay cho công thức", "the cell is a formula; paste its value instead"
)
_BROKEN = Text("ô báo lỗi của bảng tính", "the cell shows an error of the spreadsheet")
_ADDED = Text(
    "dòng thêm ngoài biểu; biểu không nhận dòng mới",
    "a row that was added: the form takes no rows of its own",
)
_OF_A_PART = Text(
    "dòng phân tổ chỉ nhận giá trị và ghi chú; hãy ghi ở dòng tổng",
    "a part takes a value and a note alone; write this beside the total",
)
_BARRED = Text(
    "mã này không nhận giá trị mới (chưa đăng ký hoặc đã đóng); chỉ để nguyên, hoặc xóa số và ghi lý do",
    "the code takes no new value (not registered, or closed); leave it, or empty it and say why",
)
_CONTROL = Text("có ký tự điều khiển", "control characters")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell, or what to note of it."""

    cell: str
    indicator: str | None
    reason: Text


@dataclass(frozen=True, slots=True)
class Filled:
    """A row as it came back."""

    code: str
    row: int
    value: float | None
    value_text: str | None
    note: str | None
    explanation: str | None
    analysis: str | None
    forecast: str | None


@dataclass(slots=True)
class Reading:
    """What a form says: its rows, its faults by cell, and what to note."""

    rows: list[Filled] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    notices: list[CellFault] = field(default_factory=list)

    def fault(self, cell: str, reason: Text, indicator: str | None = None) -> None:
        """Add a fault of a cell."""
        self.faults.append(CellFault(cell, indicator, reason))


def opened(data: bytes) -> Workbook:
    """The file as a workbook; raises NotAForm."""
    try:
        workbooks.check(data)
    except UnsafeWorkbook as unsafe:
        raise NotAForm(unsafe.text) from unsafe
    try:
        return load_workbook(io.BytesIO(data))
    except Exception as error:  # openpyxl raises what it likes on a damaged file
        raise NotAForm(Text("Không đọc được tệp .xlsx", "The .xlsx cannot be read")) from error


def identity_of(book: Workbook) -> dict[str, str]:
    """What the hidden sheet says the form is; raises NotAForm where it is missing."""
    if MARK_SHEET not in book.sheetnames or SHEET not in book.sheetnames:
        raise NotAForm(
            Text(
                "Tệp không mang dấu của hệ thống: hãy tải biểu mới, chép số liệu sang rồi nộp",
                "The file does not carry this system's mark: get a new form, copy the figures and send that",
            )
        )
    found = {}
    for name, value in book[MARK_SHEET].iter_rows(min_row=1, max_row=20, max_col=2, values_only=True):
        if isinstance(name, str) and isinstance(value, str):
            found[name] = value
    return found


def read(book: Workbook, sheet: Sheet) -> Reading:
    """The rows of a form that is `sheet` by its identity; faults and notices by cell."""
    page = book[SHEET]
    reading = Reading()
    _check_heads(page, sheet, reading)
    last = FIRST_ROW + len(sheet.lines) - 1
    merged = {
        page.cell(row, column).coordinate
        for area in page.merged_cells.ranges
        for row in range(max(area.min_row, FIRST_ROW), min(area.max_row, last) + 1)
        for column in range(area.min_col, min(area.max_col, len(COLUMNS)) + 1)
    }
    for number, line in enumerate(sheet.lines, start=FIRST_ROW):
        filled = _row(page, number, line, merged, reading)
        if filled is not None:
            reading.rows.append(filled)
    _check_below(page, FIRST_ROW + len(sheet.lines), reading)
    return reading


def _check_heads(page: Worksheet, sheet: Sheet, reading: Reading) -> None:
    for name, text in heads(sheet):
        if _same(page[name].value) != _same(text):
            reading.fault(name, Text(f"tiêu đề bị sửa; phải là “{text}”", f"the heading must be “{text}”"))
    hidden = {
        number
        for span in page.column_dimensions.values()
        if span.hidden and span.min is not None and span.max is not None
        for number in range(span.min, min(span.max, len(COLUMNS)) + 1)
    }
    for number, (name, title, _) in enumerate(COLUMNS, start=1):
        cell = page.cell(HEAD_ROW, number)
        if _same(cell.value) != _same(title):
            reading.fault(
                cell.coordinate, Text(f"cột bị đổi tên; phải là “{title}”", f"the column must be “{title}”")
            )
        if name in OPEN and number in hidden:
            reading.fault(cell.coordinate, _HIDDEN_COLUMN)


def _row(page: Worksheet, number: int, line: Line, merged: set[str], reading: Reading) -> Filled | None:
    before = len(reading.faults)
    if page.row_dimensions[number].hidden:
        reading.fault(page.cell(number, PLACE["value"]).coordinate, _HIDDEN_ROW, line.code)
    for name in ("code", "stt", "name", "unit"):
        cell = page.cell(number, PLACE[name])
        if cell.coordinate in merged:
            reading.fault(cell.coordinate, _MERGED, line.code)
        elif _same(cell.value) != _same(getattr(line, name)):
            wanted = getattr(line, name)
            reading.fault(
                cell.coordinate,
                Text(f"ô khóa bị sửa; phải là “{wanted}”", f"a locked cell was changed from “{wanted}”"),
                line.code,
            )
    said: dict[str, Any] = {}
    for name in OPEN:
        cell = page.cell(number, PLACE[name])
        try:
            said[name] = _taken(line, name, _said(cell, name, line, merged, reading))
        except NoNumber as fault:
            reading.fault(cell.coordinate, fault.text, line.code)
    if len(reading.faults) > before:
        return None
    value = said.pop("value")
    return Filled(
        line.code,
        number,
        value if line.numeric else None,
        None if line.numeric else value,
        **said,
    )


def _taken(line: Line, name: str, said: float | str | None) -> float | str | None:
    """What a row takes of what a cell says; raises NoNumber for what it does not take."""
    known: float | str | None = getattr(line, name)
    if line.barred and (said == known or _close(said, known)):
        return known
    if said is not None and line.barred and (name == "value" or name not in line.open):
        raise NoNumber(_BARRED)
    if said is not None and name not in line.open:
        raise NoNumber(_OF_A_PART)
    return said


def _close(said: object, known: object) -> bool:
    """Whether a number is the known one but for the digits that a spreadsheet program leaves off."""
    return isinstance(said, float) and isinstance(known, float) and math.isclose(said, known)


def _said(
    cell: Cell | MergedCell, name: str, line: Line, merged: set[str], reading: Reading
) -> float | str | None:
    """What a cell holds: a number where one is asked for, else a text. Raises NoNumber with what is wrong."""
    if cell.coordinate in merged:
        raise NoNumber(_MERGED)
    value = cell.value
    if cell.data_type == "f":
        raise NoNumber(_FORMULA)
    if cell.data_type == "e":
        raise NoNumber(_BROKEN)
    if value is None:
        return None
    if name == "value" and line.numeric:
        return _number(cell, value, line, reading)
    if isinstance(value, datetime | date | time | timedelta):
        value = value.isoformat() if isinstance(value, datetime | date | time) else str(value)
    try:
        text = clean_text(vietnamese(value) if isinstance(value, float) else str(value), multiline=True)
    except BadText:
        raise NoNumber(_CONTROL) from None
    if len(text) > LONGEST[name]:
        raise NoNumber(Text(f"dài hơn {LONGEST[name]} ký tự", f"longer than {LONGEST[name]} characters"))
    return text or None


def _number(cell: Cell | MergedCell, value: object, line: Line, reading: Reading) -> float | None:
    if not isinstance(value, str):
        return cell_number(value)
    if not value.strip():
        return None
    number = read_number(value)
    reading.notices.append(
        CellFault(
            cell.coordinate,
            line.code,
            Text(f"ô là chữ, đọc là {vietnamese(number)}", f"the cell is a text, read as {number:g}"),
        )
    )
    return number


def _check_below(page: Worksheet, first: int, reading: Reading) -> None:
    last = min(page.max_row, first + _BELOW)
    if last < first:
        return
    for row in page.iter_rows(min_row=first, max_row=last, max_col=len(COLUMNS)):
        for cell in _there(row):
            reading.fault(cell.coordinate, _ADDED)
            break


def _there(row: tuple[Cell | MergedCell, ...]) -> Iterator[Cell | MergedCell]:
    return (cell for cell in row if cell.value not in (None, ""))


def _same(value: object) -> str:
    """A text without what a spreadsheet program or a keyboard may change: composition and white space."""
    return " ".join(unicodedata.normalize("NFC", "" if value is None else str(value)).split())
