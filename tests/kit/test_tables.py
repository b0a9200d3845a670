"""Tables for a spreadsheet: no text in them runs, in whatever way it begins."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from geoops.kit import tables

RISKY = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "|calc", "%x", "  =1+1", "\u00a0=1+1"]


@pytest.mark.parametrize("text", RISKY)
def test_what_could_run_is_text_in_both_files(text: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(tables.as_csv(["Ghi chú"], [[text]]).decode("utf-8-sig")))
    assert cell == f"'{text}"
    sheet = openpyxl.load_workbook(io.BytesIO(tables.as_xlsx("Thử", ["Ghi chú"], [[text]]))).active
    assert sheet is not None and sheet["A2"].data_type == "s" and sheet["A2"].quotePrefix


def test_numbers_times_and_plain_words_stay_what_they_are() -> None:
    at = datetime(2026, 7, 22, 15, 0, tzinfo=UTC)
    row = ["Sa Pa", -1.5, None, True, at]
    assert tables.as_csv(["a", "b", "c", "d", "e"], [row]).decode("utf-8-sig").splitlines()[1] == (
        "Sa Pa,-1.5,,True,2026-07-22 22:00:00"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(tables.as_xlsx("Thử", list("abcde"), [row]))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["Sa Pa", -1.5, None, True, datetime(2026, 7, 22, 22, 0)]  # noqa: DTZ001 - a cell has no zone
