"""The workbooks of the registers: made by the system, filled in a spreadsheet program, read strictly. No database here.

Read in the sandbox, since a workbook is a stranger's archive. Formulas, merged cells, hidden rows and columns that the
template does not have are refused by name: a figure that somebody cannot see must not count. Numbers typed as text are
read where they can be read in one way only (`kit.numbers`), and nothing is guessed.
"""

import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from geoops.kit import sandbox, workbooks
from geoops.kit.clock import VN
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.numbers import NoNumber, cell_number
from geoops.kit.sandbox import Limits, Undecodable
from geoops.kit.workbooks import UnsafeWorkbook
from geoops.works.errors import BadSheet
from geoops.works.rules import labels, work_kinds

Register = Literal["road_points", "works"]
What = Literal["text", "number", "degrees", "time", "choice", "codes"]

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 60
LIMITS: Final = Limits(memory_mib=2048, cpu_s=30, wall_s=45, result_mib=64)
TITLES: Final[dict[Register, str]] = {"road_points": "Điểm sạt lở, ngập", "works": "Công trình"}
_TIMES = ("%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template: the field it fills, its heading, what its cells hold."""

    field: str
    heading: str
    what: What = "text"
    needed: bool = False
    choices: Mapping[str, str] | None = None


def _choices(group: str) -> dict[str, str]:
    return {text.vi: code for code, text in labels(group).items()}


def columns(register: Register) -> tuple[Column, ...]:
    """The columns of a register's template."""
    if register == "road_points":
        return (
            Column("kind", "Loại", "choice", True, _choices("point_kinds")),
            Column("road", "Tuyến đường", needed=True),
            Column("part", "Đoạn"),
            Column("province", "Mã tỉnh"),
            Column("chainage", "Lý trình", needed=True),
            Column("length_m", "Chiều dài (m)", "number"),
            Column("side", "Phía"),
            Column("state", "Tình trạng", "choice", True, _choices("point_states")),
            Column("since", "Từ lúc", "time"),
            Column("plan", "Phương án xử lý"),
            Column("commune_code", "Mã xã"),
            Column("lon", "Kinh độ", "degrees"),
            Column("lat", "Vĩ độ", "degrees"),
            Column("note", "Ghi chú"),
        )
    kinds = {kind.name.vi: kind.code for kind in work_kinds().values()}
    return (
        Column("kind", "Loại", "choice", True, kinds),
        Column("name", "Tên công trình", needed=True),
        Column("commune_code", "Mã xã", needed=True),
        Column("lon", "Kinh độ", "degrees"),
        Column("lat", "Vĩ độ", "degrees"),
        Column("river", "Sông, suối"),
        Column("operator", "Đơn vị quản lý"),
        Column("capacity_mcm", "Dung tích (triệu m3)", "number"),
        Column("dead_level_m", "Mực nước chết (m)", "number"),
        Column("normal_level_m", "Mực nước dâng bình thường (m)", "number"),
        Column("flood_level_m", "Mực nước phòng lũ (m)", "number"),
        Column("flood_from", "Phòng lũ từ (tháng-ngày)"),
        Column("flood_to", "Phòng lũ đến (tháng-ngày)"),
        Column("design_level_m", "Mực nước lũ thiết kế (m)", "number"),
        Column("crest_level_m", "Cao trình đỉnh (m)", "number"),
        Column("turbine_m3s", "Lưu lượng lớn nhất qua máy (m3/s)", "number"),
        Column("length_m", "Chiều dài (m)", "number"),
        Column("station_id", "Mã trạm quan trắc"),
        Column("downstream", "Mã các xã hạ du (cách nhau dấu phẩy)", "codes"),
        Column("downstream_source", "Nguồn danh sách hạ du"),
        Column("note", "Ghi chú"),
    )


def template(register: Register) -> bytes:
    """An empty workbook: the headings, choices to pick from, codes as text, a sheet that explains."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TITLES[register]
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns(register), 1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E4EDFA" if column.needed else "F4F6F8")
        sheet.column_dimensions[letter].width = max(14, len(column.heading) + 2)
        if column.choices:
            listed = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
            listed.add(f"{letter}2:{letter}{MOST_ROWS}")
            sheet.add_data_validation(listed)
        if column.what in ("text", "codes"):
            for row in range(2, 202):
                sheet.cell(row, number).number_format = "@"
    notes = book.create_sheet("Hướng dẫn")
    for line in _guide(register):
        notes.append([line])
    notes.column_dimensions["A"].width = 110
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guide(register: Register) -> list[str]:
    lines = [
        "Mỗi dòng là một mục. Cột nền xanh phải điền. Để trống nghĩa là chưa biết, không phải bằng 0.",
        "Không gộp ô, không ẩn dòng, không dùng công thức, không đổi tên cột.",
        "Số viết 1234,5 hoặc 1.234,5; riêng 1.234 đọc được hai cách nên không nhận: viết 1234. Thời gian viết 21/07/2026 02:10 (giờ Việt Nam).",
        "Nạp lại cùng một tệp không tạo thêm mục; ô trống không xóa số liệu đã có.",
    ]
    for column in columns(register):
        if column.choices:
            lines.append(f"{column.heading}: {'; '.join(column.choices)}")
    if register == "road_points":
        lines.append("Lý trình viết Km105+300, hoặc một đoạn Km105+300 - Km106+100.")
    return lines


def read(content: bytes, register: Register) -> list[dict[str, Any]]:
    """The rows of a filled workbook, each with its field values and `row` (1 is the first below the headings).

    Waits for a child process: call it in a thread. Raises BadSheet with every fault found.
    """
    try:
        workbooks.check(content)
        found = sandbox.within(LIMITS, cells, content, TITLES[register])
    except UnsafeWorkbook as unsafe:
        raise BadSheet(faults=[Fault(unsafe.text)]) from unsafe
    except Undecodable:
        raise BadSheet(
            faults=[
                Fault(Text("tệp không phải Excel (.xlsx) hoặc bị hỏng", "no workbook (.xlsx), or damaged"))
            ]
        ) from None
    wanted = {_plain(column.heading): column for column in columns(register)}
    faults = _structure(found, wanted)
    rows: list[dict[str, Any]] = []
    if not faults:
        heads = [wanted[_plain(str(head))] if head not in (None, "") else None for head in found["heads"]]
        for number, (kind_of, values) in enumerate(found["rows"], 1):
            if all(value in (None, "") for value in values):
                continue
            row: dict[str, Any] = {"row": number}
            for column, kind, value in zip(heads, kind_of, values, strict=True):
                if column is None:
                    continue
                try:
                    row[column.field] = _value(column, kind, value)
                except _Wrong as wrong:
                    faults.append(Fault(wrong.text, row=number, field=column.heading))
            rows.append(row)
    if not faults and not rows:
        faults = [Fault(Text("tệp không có dòng nào", "the workbook has no rows"))]
    if faults:
        raise BadSheet(faults=faults[:200])
    return rows


def cells(content: bytes, title: str) -> dict[str, Any]:
    """What stands in the sheet, as plain values. Runs in the sandbox."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), data_only=False)
    named = [sheet for sheet in book.worksheets if sheet.title.strip() == title]
    sheet = named[0] if named else book.worksheets[0]
    if sheet.max_row > MOST_ROWS + 1 or sheet.max_column > MOST_COLUMNS * 4:
        return {"too_large": True}
    rows = list(sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)))
    hidden = [row for row, facts in sheet.row_dimensions.items() if facts.hidden and row > 1]
    filled = {row[0].row for row in rows[1:] if any(cell.value not in (None, "") for cell in row)}
    return {
        "too_large": False,
        "merged": [str(one) for one in sheet.merged_cells.ranges],
        "hidden": sorted(set(hidden) & filled),
        "heads": [cell.value for cell in rows[0]] if rows else [],
        "rows": [
            ([str(cell.data_type) for cell in row], [_carried(cell.value) for cell in row])
            for row in rows[1:]
        ],
    }


def _carried(value: Any) -> Any:
    if isinstance(value, datetime) or value is None or isinstance(value, bool | int | float | str):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else str(value)  # noqa: DTZ001 - a cell has no zone


class _Wrong(Exception):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


def _structure(found: Mapping[str, Any], wanted: Mapping[str, Column]) -> list[Fault]:
    if found["too_large"]:
        return [Fault(Text(f"tệp quá lớn (hơn {MOST_ROWS} dòng)", f"over {MOST_ROWS} rows"))]
    faults = [
        Fault(Text(f"ô gộp {where}: hãy bỏ gộp ô", f"merged cells {where}: unmerge them"))
        for where in found["merged"]
    ]
    faults += [
        Fault(
            Text("dòng đang bị ẩn: hãy bỏ ẩn hoặc xóa", "the row is hidden: show it or delete it"),
            row=row - 1,
        )
        for row in found["hidden"]
    ]
    heads = [_plain(str(head)) for head in found["heads"] if head not in (None, "")]
    faults += [
        Fault(
            Text("mẫu không có cột này (mẫu cũ hoặc đổi tên cột?)", "the template has no such column"),
            field=str(head),
        )
        for head in found["heads"]
        if head not in (None, "") and _plain(str(head)) not in wanted
    ]
    faults += [
        Fault(
            Text("thiếu cột này (mẫu cũ hoặc đổi tên cột?)", "this column is missing"), field=column.heading
        )
        for name, column in wanted.items()
        if name not in heads
    ]
    faults += [
        Fault(Text("cột này có hai lần", "this column comes twice"), field=wanted[name].heading)
        for name in sorted({name for name in heads if heads.count(name) > 1 and name in wanted})
    ]
    return faults


def _plain(text: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _value(column: Column, kind: str, value: Any) -> Any:
    if kind == "f" or (isinstance(value, str) and value.startswith("=")):
        raise _Wrong("ô chứa công thức: hãy dán giá trị", "a formula: paste its value")
    if kind == "e":
        raise _Wrong(f"ô báo lỗi {value}", f"the cell shows {value}")
    if isinstance(value, str):
        value = value.strip()
    if value in (None, ""):
        if column.needed:
            raise _Wrong("phải điền", "must be filled")
        return None
    if column.what in ("number", "degrees"):
        try:
            return cell_number(value, most=180 if column.what == "degrees" else math.inf)
        except NoNumber as wrong:
            shown = f"“{value[:40]}” " if isinstance(value, str) else ""
            raise _Wrong(f"{shown}{wrong.text.vi}", f"{shown}{wrong.text.en}") from None
    if column.what == "time":
        return _time(value)
    if column.what == "choice":
        return _choice(column, value)
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if column.what == "codes":
        return [code for code in re.split(r"[\s,;]+", text) if code]
    if column.field == "commune_code" and text.isdigit():
        return text.zfill(5)  # a spreadsheet drops leading zeros
    if column.field == "province" and text.isdigit():
        return text.zfill(2)
    return text


def _time(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=VN)
    for pattern in _TIMES:
        try:
            return datetime.strptime(str(value).strip(), pattern).replace(tzinfo=VN)
        except ValueError:
            continue
    raise _Wrong(
        f"“{str(value)[:40]}” không phải thời gian; viết 21/07/2026 02:10",
        f"“{str(value)[:40]}” is no time; write 21/07/2026 02:10",
    )


def _choice(column: Column, value: Any) -> str:
    known = {_plain(name): code for name, code in (column.choices or {}).items()}
    code = known.get(_plain(str(value)))
    if code is None:
        listed: Sequence[str] = list(column.choices or {})
        raise _Wrong(
            f"“{str(value)[:40]}” không có trong: {'; '.join(listed)}", f"must be one of: {'; '.join(listed)}"
        )
    return code
