"""An Excel form goes out and comes back: whole, or not at all with every fault by its cell."""

import asyncio
import base64
import io
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from geoops.indicators.forms.sheet import FIRST_ROW, MARK_SHEET, SHEET
from tests import dangerous
from tests.cases import cases
from tests.indicators.reporting.people import LAST_MONTH, QUERY, People, do, fill, form, month_before

PATH = "/api/reporting/form.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def download(client: httpx.AsyncClient, **more: str) -> bytes:
    answer = await client.get(PATH, params=QUERY | more)
    assert answer.status_code == 200, answer.text
    return answer.content


def edited(data: bytes, change: Callable[[Worksheet], None]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book[SHEET])
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send(client: httpx.AsyncClient, data: bytes, **more: str) -> httpx.Response:
    return await client.post(PATH, params=QUERY | more, content=data, headers={"Content-Type": XLSX})


def filled(page: Worksheet, value: object = 3) -> None:
    for row in range(FIRST_ROW, FIRST_ROW + 9):
        page.cell(row, 6, value)  # type: ignore[arg-type]  # what a cell may hold


async def test_a_form_goes_out_with_lists_units_and_its_period_locked(people: People) -> None:
    data = await download(people["officer"])
    page = load_workbook(io.BytesIO(data))[SHEET]
    assert page.protection.sheet is True
    assert page["B2"].value == "Cơ quan báo cáo: Công an xã, phường"
    assert str(page["B4"].value).startswith("Kỳ báo cáo: ")
    assert page.column_dimensions["A"].hidden
    rows = range(FIRST_ROW, FIRST_ROW + 9)
    assert all(page.cell(row, 3).protection.locked for row in rows)
    assert not any(page.cell(row, 6).protection.locked for row in rows)
    kinds = {one.type for one in page.data_validations.dataValidation}
    assert "list" in kinds
    assert kinds & {"whole", "decimal"}
    assert {page.cell(row, 4).value for row in rows} & {"vụ", "%", "người"}


async def test_a_form_comes_back_whole(people: People) -> None:
    def change(page: Worksheet) -> None:
        filled(page)
        page.cell(FIRST_ROW, 6, "1.234,5" if "%" not in str(page.cell(FIRST_ROW, 4).value) else "12,5")
        page.cell(FIRST_ROW + 1, 6).value = None
        page.cell(FIRST_ROW + 1, 7, unicodedata.normalize("NFD", "Không phát sinh trong kỳ"))
        page.cell(FIRST_ROW + 2, 9, "Tăng do mùa lễ hội")
        page.cell(FIRST_ROW + 2, 10, "Giảm dần")

    data = edited(await download(people["officer"]), change)
    taken = (await send(people["officer"], data)).json()
    if taken["errors"]:  # a count is whole: then 1.234,5 must be what is named
        assert [one["cell"] for one in taken["errors"]] == [f"F{FIRST_ROW}"]
        data = edited(data, lambda page: page.cell(FIRST_ROW, 6, "1.234.567"))
        taken = (await send(people["officer"], data)).json()
    assert (taken["errors"], taken["new"], taken["texts"]) == ([], 9, 2)
    assert taken["notices"][0]["cell"] == f"F{FIRST_ROW}"
    assert "đọc là" in taken["notices"][0]["reason"]["vi"]
    now = await form(people["officer"])
    assert now["cells"][0]["value"] in (1234567, 12.5, 1234.5)
    assert now["cells"][1]["value"] is None
    assert now["cells"][1]["note"] == "Không phát sinh trong kỳ"
    assert {(one["kind"], one["body"]) for one in now["analyses"]} == {
        ("analysis", "Tăng do mùa lễ hội"),
        ("forecast", "Giảm dần"),
    }
    again = (await send(people["officer"], data)).json()
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 9)


def merged(page: Worksheet) -> None:
    page.merge_cells(start_row=FIRST_ROW, start_column=6, end_row=FIRST_ROW + 1, end_column=6)


def hidden_row(page: Worksheet) -> None:
    page.row_dimensions[FIRST_ROW + 2].hidden = True


def hidden_column(page: Worksheet) -> None:
    page.column_dimensions["G"].hidden = True


def cell(column: str, value: object) -> Callable[[Worksheet], None]:
    return lambda page: page.__setitem__(f"{column}{FIRST_ROW}", value)


@cases(
    ("change", "at", "why"),
    [
        (merged, "F7", "bị gộp"),
        (hidden_row, "F9", "bị ẩn"),
        (hidden_column, "G6", "cột bị ẩn"),
        (lambda page: page.__setitem__("F6", "Số liệu"), "F6", "đổi tên"),
        (lambda page: page.__setitem__("B4", "Kỳ báo cáo: tháng 13"), "B4", "tiêu đề"),
        (cell("F", "=1+1"), "F7", "công thức"),
        (cell("F", date(2026, 5, 1)), "F7", "ngày tháng"),
        (cell("F", "01/05/2026"), "F7", "ngày tháng"),
        (cell("F", "1.234"), "F7", "hai cách"),
        (cell("F", "nhiều"), "F7", "không phải là số"),
        (cell("F", True), "F7", "không phải là số"),
        (cell("F", "#REF!"), "F7", "lỗi"),
        (cell("F", -5), "F7", "không âm"),
        (cell("D", "tỷ đồng"), "D7", "ô khóa"),
        (cell("C", "Chỉ số khác"), "C7", "ô khóa"),
        (lambda page: page.__setitem__("C16", "Chỉ số thêm"), "C16", "dòng thêm"),
        (lambda page: page.delete_rows(FIRST_ROW), "A7", "ô khóa"),
    ],
)  # fmt: skip
async def test_every_fault_is_named_by_its_cell_and_nothing_is_written(
    people: People, change: Callable[[Worksheet], None], at: str, why: str
) -> None:
    def both(page: Worksheet) -> None:
        filled(page)
        change(page)

    answer = await send(people["officer"], edited(await download(people["officer"]), both))
    assert answer.status_code == 200, answer.text
    taken = answer.json()
    named = {one["cell"]: one["reason"]["vi"] for one in taken["errors"]}
    assert at in named, taken
    assert why in named[at]
    assert (taken["new"], taken["changed"]) == (0, 0)
    assert all(one["value"] is None for one in (await form(people["officer"]))["cells"])
    marked = load_workbook(io.BytesIO(base64.b64decode(taken["marked"])))[SHEET]
    assert why in str(marked[at].comment.text)  # type: ignore[union-attr]  # the test is that it is there


async def test_another_unit_is_asked_about_and_the_explanation_in_the_file_counts(people: People) -> None:
    await fill(people["officer"], 3.0, month_before(LAST_MONTH))
    data = edited(await download(people["officer"]), lambda page: filled(page, 60))
    taken = (await send(people["officer"], data)).json()
    assert taken["errors"] == []
    assert any("nhầm đơn vị" in one["reason"]["vi"] for one in taken["notices"])
    refused = await do(people["officer"], "submit")
    assert refused.json()["code"] == "report_not_ready"

    def explained(page: Worksheet) -> None:
        for row in range(FIRST_ROW, FIRST_ROW + 9):
            page.cell(row, 8, "đợt cao điểm")

    assert (await send(people["officer"], edited(data, explained))).json()["notices"] == []
    assert (await do(people["officer"], "submit")).status_code == 200


async def test_another_form_is_refused_whole(people: People) -> None:
    officer = people["officer"]
    data = edited(await download(officer), filled)
    year = int(LAST_MONTH[:4])
    cases = (
        (data, {"office": "commune_economy"}, "Công an xã"),
        (edited(await download(officer, period=f"{year - 1}{LAST_MONTH[4:]}"), filled), {}, "kỳ"),
        (data, {"period": month_before(LAST_MONTH)}, "kỳ"),
        (edited(await download(people["planner"], commune="01302"), filled), {}, "địa bàn"),
    )
    for sent, question, why in cases:
        answer = await send(officer, sent, **question)
        assert (answer.status_code, answer.json()["code"]) == (422, "another_form"), answer.text
        assert why in answer.json()["detail"]
    assert all(one["value"] is None for one in (await form(officer))["cells"])


async def test_a_mark_that_was_changed_is_refused(people: People) -> None:
    book = load_workbook(io.BytesIO(await download(people["officer"])))
    marks = book[MARK_SHEET]
    places = {marks.cell(row, 1).value: row for row in range(1, 6)}
    for name, value, code in (
        ("period", "2026-13", "bad_period"),
        ("period", "2024-05", "another_form"),
        ("fingerprint", "x" * 32, "another_form"),
    ):
        before = marks.cell(places[name], 2).value
        marks.cell(places[name], 2, value)
        answer = await send(people["officer"], saved(book))
        assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
        marks.cell(places[name], 2, before)
    del book[MARK_SHEET]
    assert (await send(people["officer"], saved(book))).json()["code"] == "not_a_form"


async def test_dangerous_files_are_refused_before_they_are_opened(people: People) -> None:
    for sent, why in dangerous.workbooks(await download(people["officer"])):
        answer = await send(people["officer"], sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_a_form"), (why, answer.text)
        assert why in answer.json()["detail"]


async def test_a_report_on_its_way_and_another_place_take_no_form(people: People) -> None:
    data = edited(await download(people["officer"]), filled)
    assert (await send(people["other"], data)).status_code == 403
    await send(people["officer"], data)
    await do(people["officer"], "submit")
    answer = await send(people["officer"], data)
    assert (answer.status_code, answer.json()["code"]) == (409, "report_closed")


async def test_words_that_look_like_a_formula_stay_words(people: People) -> None:
    await fill(people["officer"])
    code = (await form(people["officer"]))["cells"][0]["indicator"]["code"]
    item: dict[str, Any] = {"indicator": code, "period": LAST_MONTH, "commune_code": "01301", "value": 2}
    item["note"] = '=HYPERLINK("http://xấu","bấm")'
    await people["officer"].post("/api/indicators/values", json={"source": "biểu", "items": [item]})
    page = load_workbook(io.BytesIO(await download(people["officer"])))[SHEET]
    assert page.cell(FIRST_ROW, 7).data_type == "s"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
async def test_a_form_saved_by_libreoffice_goes_in(people: People, tmp_path: Path) -> None:
    source, out = tmp_path / "in" / "form.xlsx", tmp_path / "out"
    source.parent.mkdir()
    source.write_bytes(edited(await download(people["officer"]), filled))
    words = ("--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source))
    process = await asyncio.create_subprocess_exec("soffice", *words)
    assert await asyncio.wait_for(process.wait(), 120) == 0
    taken = (await send(people["officer"], (out / "form.xlsx").read_bytes())).json()
    assert (taken["errors"], taken["new"]) == ([], 9)
