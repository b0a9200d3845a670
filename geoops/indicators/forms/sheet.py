"""An Excel form as it is made: structure locked, what is filled in open, lists and bounds on the cells. Pure."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

SHEET: Final = "Biểu nhập"
MARK_SHEET: Final = "_geoops"
FIRST_ROW: Final = 7
HEAD_ROW: Final = FIRST_ROW - 1
COLUMNS: Final = (
    ("code", "Mã", 4), ("stt", "STT", 8), ("name", "Chỉ số", 52), ("unit", "Đơn vị", 14),
    ("previous", "Kỳ trước", 14), ("value", "Giá trị", 18),
    ("note", "Lý do nếu không có số liệu / ghi chú", 34), ("explanation", "Giải trình", 34),
    ("analysis", "Phân tích", 34), ("forecast", "Dự báo", 34),
)  # fmt: skip
PLACE: Final = {name: number for number, (name, _, _) in enumerate(COLUMNS, start=1)}
OPEN: Final = ("value", "note", "explanation", "analysis", "forecast")
REASONS: Final = ("Không phát sinh trong kỳ", "Chưa thu thập được", "Không thuộc phạm vi của đơn vị")
"""Offered in the list beside an empty cell; any other reason may be written."""

_HEAD = PatternFill("solid", fgColor="E8ECF0")
_ASKED = PatternFill("solid", fgColor="FFFBE6")
_WRONG = PatternFill("solid", fgColor="F8C9C9")
_SIDE = Side(style="thin", color="B6C1CC")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_OPEN = Protection(locked=False)
_WRAP = Alignment(wrap_text=True, vertical="top")
_INDENTED = Alignment(wrap_text=True, vertical="top", indent=2)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: an indicator or a part of one, and what is known of it already. `value` is a number, or words
    where the indicator is none. A part that is `barred` takes no new value: what is kept stays, or is taken back."""

    code: str
    stt: str
    name: str
    unit: str
    numeric: bool
    previous: float | str | None = None
    value: float | str | None = None
    note: str | None = None
    explanation: str | None = None
    analysis: str | None = None
    forecast: str | None = None
    low: float | None = None
    high: float | None = None
    whole: bool = False
    part: bool = False
    barred: bool = False

    @property
    def open(self) -> Sequence[str]:
        """The columns that are filled in: a part of a figure has no explanation and no texts of its own."""
        if self.barred and self.value is None:
            return ()
        return OPEN[:2] if self.part else OPEN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: its heads as people read them, the identity that comes back with it, and its rows."""

    title: str
    office: str
    place: str
    period: str
    due: str
    identity: Mapping[str, str]
    lines: Sequence[Line]


def structure_of(lines: Sequence[Line]) -> str:
    """A fingerprint of what may not change: rows, names and units in their order."""
    text = "\n".join("\t".join((line.code, line.stt, line.name, line.unit)) for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def heads(sheet: Sheet) -> list[tuple[str, str]]:
    """The locked lines above the table: cell and text."""
    return [
        ("B1", sheet.title),
        ("B2", f"Cơ quan báo cáo: {sheet.office}"),
        ("B3", f"Địa bàn: {sheet.place}"),
        ("B4", f"Kỳ báo cáo: {sheet.period}"),
    ]


def build(sheet: Sheet) -> bytes:
    """The form as a workbook."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = SHEET
    for cell, text in heads(sheet):
        page[cell] = text
        page[cell].font = Font(bold=True, size=13 if cell == "B1" else 11)
    page["B5"] = (
        f"Hạn nộp: {sheet.due} (tham chiếu). Chỉ điền các ô vàng. Số viết 1234,5 hoặc 1.234,5. "
        "Không có số liệu thì để trống và ghi lý do; thiếu không phải là 0."
    )
    _head(page)
    for number, line in enumerate(sheet.lines, start=FIRST_ROW):
        _line(page, number, line)
    _validations(page, sheet.lines)
    page.freeze_panes = page.cell(FIRST_ROW, PLACE["unit"]).coordinate
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    marks = book.create_sheet(MARK_SHEET)
    marks.sheet_state = "veryHidden"
    for name, value in sheet.identity.items():
        marks.append([name, value])
    return _bytes(book)


def _head(page: Worksheet) -> None:
    for number, (name, title, width) in enumerate(COLUMNS, start=1):
        cell = page.cell(HEAD_ROW, number, title)
        cell.font, cell.fill, cell.border, cell.alignment = Font(bold=True), _HEAD, _LINE, _WRAP
        page.column_dimensions[get_column_letter(number)].width = width
        page.column_dimensions[get_column_letter(number)].hidden = name == "code"


def _line(page: Worksheet, number: int, line: Line) -> None:
    for column, (name, _, _) in enumerate(COLUMNS, start=1):
        value = getattr(line, name)
        cell = page.cell(number, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # words of somebody's are never a formula of the next reader
        cell.border, cell.alignment = _LINE, _WRAP
        if name in ("value", "previous") and line.numeric:
            cell.number_format = "#,##0.##########"
        if name in line.open:
            cell.protection, cell.fill = _OPEN, _ASKED
        if line.part and name == "name":
            cell.alignment = _INDENTED


def _validations(page: Worksheet, lines: Sequence[Line]) -> None:
    if not lines:
        return
    last = FIRST_ROW + len(lines) - 1
    reasons = DataValidation(
        type="list", formula1='"' + ",".join(REASONS) + '"', allow_blank=True, errorStyle="information"
    )
    note = get_column_letter(PLACE["note"])
    reasons.add(f"{note}{FIRST_ROW}:{note}{last}")
    page.add_data_validation(reasons)
    bounds: dict[tuple[bool, float | None, float | None], DataValidation] = {}
    for number, line in enumerate(lines, start=FIRST_ROW):
        if not line.numeric:
            continue
        key = (line.whole, line.low, line.high)
        if key not in bounds:
            bounds[key] = _bound(*key)
        bounds[key].add(f"{get_column_letter(PLACE['value'])}{number}")
    for bound in bounds.values():
        page.add_data_validation(bound)


def _bound(whole: bool, low: float | None, high: float | None) -> DataValidation:
    span = DataValidation(type="whole" if whole else "decimal", operator="between", allow_blank=True)
    span.formula1 = f"{-1e15 if low is None else low:.0f}"
    span.formula2 = f"{1e15 if high is None else high:.0f}"
    span.errorTitle, span.error = "Giá trị không hợp lệ", "Ô này cần một số trong giới hạn của chỉ số"
    span.errorStyle = "warning"
    return span


def mark(book: Workbook, faults: Mapping[str, Sequence[str]]) -> bytes:
    """A copy of what came in with each faulty cell coloured and its reason as a comment."""
    page = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
    merged = {
        page.cell(row, column).coordinate: area.start_cell.coordinate
        for area in page.merged_cells.ranges
        for row, column in area.cells
    }
    for name, reasons in faults.items():
        cell = page[merged.get(name, name)]
        cell.fill = _WRONG
        cell.comment = Comment("\n".join(reasons), "GeoOps", width=320, height=90)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
