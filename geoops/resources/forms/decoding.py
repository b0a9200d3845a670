"""An XLSX file as plain cells. Runs in a child process (`kit.sandbox`): a file may be anything."""

import io
from datetime import date, datetime
from typing import Any

from geoops.resources.forms.layout import HEADING_ROW, MOST_ROWS

_MOST_COLUMNS = 40


def cells(content: bytes) -> dict[str, Any]:
    """By sheet: `rows` (row number and its values: None, bool, int, float, text, `{"date": …}`, `{"formula": …}`,
    `{"other": …}`), the rows that are `hidden`, ranges of `merged` cells as first and last row, and whether it is
    `too_long`."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), data_only=False)
    found: dict[str, Any] = {}
    for page in book.worksheets:
        rows = []
        last = 0
        for number, row in enumerate(page.iter_rows(max_col=_MOST_COLUMNS), 1):
            values = [_plain(cell) for cell in row]
            if number <= HEADING_ROW or any(value not in (None, "") for value in values):
                rows.append([number, values])
                last = number
            if number > MOST_ROWS + HEADING_ROW:
                break
        found[page.title] = {
            "rows": rows,
            "hidden": [number for number, kept in page.row_dimensions.items() if kept.hidden],
            "merged": [[one.min_row, one.max_row] for one in page.merged_cells.ranges],
            "too_long": last > MOST_ROWS + HEADING_ROW,
        }
    return found


def _plain(cell: Any) -> Any:
    value = cell.value
    if getattr(cell, "data_type", None) == "f" or type(value).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    ):
        return {"formula": str(value)[:100]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"other": str(value)[:100]}
