"""Workbooks are looked at before a parser sees them."""

import io

import pytest
from openpyxl import Workbook

from geoops.kit.workbooks import UnsafeWorkbook, check
from geoops.works import sheets
from tests import dangerous


def plain() -> bytes:
    out = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "Xã Bát Xát"
    book.save(out)
    return out.getvalue()


CASES = tuple(dangerous.workbooks(plain()))


def test_a_workbook_as_programs_write_it_passes() -> None:
    check(plain())
    check(sheets.template("works"))


@pytest.mark.parametrize(("sent", "why"), CASES, ids=range(len(CASES)))
def test_what_is_dangerous_does_not(sent: bytes, why: str) -> None:
    with pytest.raises(UnsafeWorkbook) as refused:
        check(sent)
    assert why in refused.value.text.vi
    assert refused.value.text.en != refused.value.text.vi


def test_the_largest_register_that_may_come_passes() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheets.TITLES["works"])
    columns = sheets.columns("works")
    page.append([column.heading for column in columns])
    for row in range(sheets.MOST_ROWS):
        page.append([f"{column.field} {row} của một công trình" for column in columns])
    out = io.BytesIO()
    book.save(out)
    check(out.getvalue())
