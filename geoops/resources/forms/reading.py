"""A form read back: every row typed, or told what is wrong with it. Pure: cells in, rows and faults out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.resources.forms.layout import (
    HEADING_ROW,
    MARK,
    NO,
    SHEETS,
    VERSION,
    YES,
    Column,
    Sheet,
    fingerprint,
)
from geoops.resources.forms.making import choices
from geoops.resources.forms.values import BadCell, day, degrees, folded, number, phone, text


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its sheet (`number` counts as the spreadsheet does), by column key; left out: empty."""

    sheet: Sheet
    number: int
    values: Mapping[str, Any]


class NotThisForm(InputRefused):
    """A file that is no form of this system, an older one, or another commune's."""

    code = "not_this_form"
    title = Text("Tệp không phải mẫu kiểm kê hiện hành của xã", "This is not the commune's present form")


def read(cells: Mapping[str, Any], commune_code: str) -> tuple[list[Row], list[Fault]]:
    """The rows of a form and what is wrong with it. Raises NotThisForm."""
    _check_mark(cells, commune_code)
    rows: list[Row] = []
    faults: list[Fault] = []
    for sheet in SHEETS:
        page = cells.get(sheet.title)
        if page is None:
            faults.append(_fault(sheet, None, None, "thiếu trang này", "the sheet is missing"))
            continue
        columns = _columns(sheet, page, faults)
        if columns is not None:
            _read_sheet(sheet, page, columns, rows, faults)
    return rows, faults


def _check_mark(cells: Mapping[str, Any], commune_code: str) -> None:
    mark = {row[1][0]: row[1][1] for row in cells.get(MARK, {}).get("rows", ()) if len(row[1]) > 1}
    version, commune = mark.get("version"), mark.get("commune")
    if version is None or commune is None:
        raise NotThisForm(
            detail=Text(
                "Tệp không phải mẫu do hệ thống phát hành; hãy tải mẫu về rồi điền",
                "The file was not made by this system; download the form and fill that in",
            )
        )
    if version != VERSION:
        raise NotThisForm(
            detail=Text(
                f"Mẫu phiên bản {version} đã cũ (hiện hành {VERSION}); hãy tải mẫu mới và chép số liệu sang",
                f"The form is of version {version}, the present one is {VERSION}; download it and copy the figures",
            ),
            extra={"version": str(version), "present": VERSION},
        )
    if commune != commune_code:
        raise NotThisForm(
            detail=Text(
                f"Mẫu này của xã {commune}, không phải xã {commune_code}",
                f"The form is of commune {commune}, not {commune_code}",
            )
        )
    if mark.get("fingerprint") != fingerprint(commune_code):
        raise NotThisForm(detail=Text("Dấu của mẫu đã bị sửa", "The form's fingerprint was altered"))


def _columns(sheet: Sheet, page: Mapping[str, Any], faults: list[Fault]) -> dict[str, int] | None:
    """Where each column stands; they may have been moved, but not renamed. None with faults where one is missing."""
    headings: Sequence[Any] = next((values for number_, values in page["rows"] if number_ == HEADING_ROW), [])
    where = {
        folded(value): place
        for place, value in enumerate(headings)
        if isinstance(value, str) and value.strip()
    }
    known = {folded(column.heading) for column in sheet.columns}
    strange = [headings[place] for name, place in where.items() if name not in known]
    missing = [column for column in sheet.columns if folded(column.heading) not in where]
    for column in missing:
        hint = f"; có cột lạ “{strange[0]}”: cột bị đổi tên?" if strange else ""
        faults.append(
            _fault(
                sheet,
                HEADING_ROW,
                column.heading,
                f"thiếu cột “{column.heading}”{hint}",
                f"the column “{column.heading}” is missing",
            )
        )
    if not missing:
        for name in strange:
            faults.append(
                _fault(sheet, HEADING_ROW, str(name), f"cột lạ “{name}”", f"unknown column “{name}”")
            )
    return None if missing else {column.key: where[folded(column.heading)] for column in sheet.columns}


def _read_sheet(
    sheet: Sheet,
    page: Mapping[str, Any],
    columns: Mapping[str, int],
    rows: list[Row],
    faults: list[Fault],
) -> None:
    hidden = set(page["hidden"])
    for first, last in page["merged"]:
        if last >= HEADING_ROW:
            faults.append(
                _fault(
                    sheet,
                    max(first, HEADING_ROW),
                    None,
                    "có ô bị gộp: hãy bỏ gộp ô",
                    "cells are merged: split them",
                )
            )
    if page["too_long"]:
        faults.append(_fault(sheet, None, None, "quá nhiều dòng", "too many rows"))
    for place, values in page["rows"]:
        if place <= HEADING_ROW:
            continue
        filled = {
            column.key: values[columns[column.key]]
            for column in sheet.columns
            if column.what != "info"
            and columns[column.key] < len(values)
            and not _empty(values[columns[column.key]])
        }
        if not filled:
            continue
        if place in hidden:
            faults.append(
                _fault(
                    sheet,
                    place,
                    None,
                    "dòng bị ẩn mà có số liệu: hãy hiện dòng hoặc xóa",
                    "the row is hidden but filled in: show or delete it",
                )
            )
            continue
        read_row = _read_row(sheet, place, filled, faults)
        if read_row is not None:
            rows.append(read_row)


def _read_row(sheet: Sheet, place: int, filled: Mapping[str, Any], faults: list[Fault]) -> Row | None:
    found: dict[str, Any] = {}
    before = len(faults)
    for column in sheet.columns:
        if column.key not in filled:
            continue
        try:
            found[column.key] = _value(sheet, column, filled[column.key])
        except BadCell as bad:
            faults.append(Fault(bad.text, row=place, field=column.heading, file=sheet.title))
    counted = "quantity" if sheet.holds == "resources" else "occupancy"
    skipped = "id" in found and not {"counted_on", counted} & filled.keys()
    for column in sheet.columns:
        if column.needed and column.key not in filled and not (skipped and column.key in _OF_A_COUNT):
            faults.append(_fault(sheet, place, column.heading, "còn trống", "is empty", names_column=True))
    return Row(sheet, place, found) if len(faults) == before else None


_OF_A_COUNT = frozenset({"quantity", "counted_on", "state"})
"""What a row that the system knows may leave empty: it was not counted this time."""


def _value(sheet: Sheet, column: Column, value: Any) -> Any:
    if isinstance(value, dict) and "formula" in value:
        raise BadCell(
            "ô có công thức: hãy dán giá trị thay công thức", "the cell holds a formula: paste its value"
        )
    if isinstance(value, dict) and "other" in value:
        raise BadCell("không đọc được ô này", "the cell cannot be read")
    if column.what == "id":
        try:
            return UUID(str(value).strip())
        except ValueError:
            raise BadCell("mã đã bị sửa", "the id was altered") from None
    if column.what == "choice":
        known = {folded(name): code for code, name in choices(sheet, column).items()}
        code = known.get(folded(text(value)))
        if code is None:
            listed = ", ".join(choices(sheet, column).values())
            raise BadCell(
                f"“{text(value)[:40]}” không có trong danh sách: {listed}",
                f"“{text(value)[:40]}” is not in the list",
            )
        return code
    if column.what == "yesno":
        if isinstance(value, bool):
            return value
        answer = folded(text(value))
        if answer not in (folded(YES), folded(NO)):
            raise BadCell(f"ghi {YES} hoặc {NO}", "write Có or Không")
        return answer == folded(YES)
    readers: Mapping[str, Any] = {
        "number": number,
        "whole": partial(number, whole=True),
        "date": day,
        "phone": phone,
        "lon": degrees,
        "lat": degrees,
    }
    if column.what in readers:
        return readers[column.what](value)
    return text(value, most=2000 if column.key == "note" else 200)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _fault(
    sheet: Sheet, row: int | None, column: str | None, vi: str, en: str, *, names_column: bool = False
) -> Fault:
    if names_column and column:
        vi, en = f"{column} {vi}", f"{column} {en}"
    return Fault(Text(vi, en), row=row, field=column, file=sheet.title)


def refuse(faults: Sequence[Fault]) -> None:
    """Raises InputRefused where anything is wrong: then nothing of the file is taken."""
    if faults:
        raise InputRefused(
            detail=Text(
                f"Không nhận dòng nào: tệp có {len(faults)} lỗi, hãy sửa rồi gửi lại",
                f"No row was taken: the file has {len(faults)} faults; correct them and send it again",
            ),
            faults=list(faults),
        )
