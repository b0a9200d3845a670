"""Rows as a file for a spreadsheet, CSV or Excel: what people wrote stays text and is never taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from geoops.kit.clock import VN

Cell = str | int | float | bool | datetime | None
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NOT_XML = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_LONGEST = 32_767
"""What a cell of a workbook can hold."""


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it says that it is text."""
    risky = text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)
    return f"'{text}" if risky else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; times as Vietnam's."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_text(one) for one in head])
    for row in rows:
        writer.writerow([_flat(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _flat(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(VN).strftime("%Y-%m-%d %H:%M:%S")
    return safe_text(cell) if isinstance(cell, str) else cell


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a frozen head. Texts are written as texts, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"

    def cell(value: Cell) -> Any:
        made = WriteOnlyCell(sheet)
        if isinstance(value, datetime):
            made.value = value.astimezone(VN).replace(tzinfo=None)
            made.number_format = "yyyy-mm-dd hh:mm:ss"
        elif isinstance(value, str):
            made.value = value.translate(_NOT_XML)[:_LONGEST]
            made.data_type = "s"
            made.quotePrefix = safe_text(value) != value
        else:
            made.value = value
        return made

    titles = [cell(one) for one in head]
    for one in titles:
        one.font = Font(bold=True)
    sheet.append(titles)
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
