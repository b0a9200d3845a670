"""The XLSX form: made with what a commune has, read back whole or refused by sheet, row and column."""

import asyncio
import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from geoops.kit import sandbox
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources.forms import values
from geoops.resources.forms.layout import HEADING_ROW, MARK, SHEETS
from tests import dangerous, units
from tests.cases import cases
from tests.resources import bodies

CODE = "01301"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Edit = Callable[[Workbook], None]


async def form(who: httpx.AsyncClient, code: str = CODE) -> Workbook:
    answer = await who.get("/api/resources/form", params={"commune": code})
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX), answer.text
    return load_workbook(io.BytesIO(answer.content))


def as_bytes(book: Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


async def send(who: httpx.AsyncClient, content: bytes, code: str = CODE) -> httpx.Response:
    return await who.post(
        "/api/resources/form", params={"commune": code}, files={"file": ("bon-tai-cho.xlsx", content, XLSX)}
    )


def fill(book: Workbook, page: str, row: int = HEADING_ROW + 1, /, **cells: Any) -> None:
    """Write cells by the keys of their columns."""
    [sheet] = [sheet for sheet in SHEETS if sheet.title == page]
    where = {column.key: number for number, column in enumerate(sheet.columns, 1)}
    for key, value in cells.items():
        book[page].cell(row, where[key]).value = value


def filled(book: Workbook) -> Workbook:
    lon, lat = units.INSIDE[CODE]
    fill(
        book,
        "Chỉ huy",
        role="Trưởng ban",
        title="Chủ tịch UBND xã",
        holder="Người thứ nhất",
        phone=912345678,
        counted_on="20/11/2026",
    )
    fill(
        book,
        "Lực lượng",
        kind="Dân quân tự vệ",
        quantity=45,
        state="Sẵn sàng",
        skills="bơi; lái xuồng",
        leader="Đội trưởng",
        phone="0912 345 679",
        counted_on="20/11/2026",
    )
    fill(
        book,
        "Phương tiện, vật tư",
        kind="Áo phao",
        quantity="1.234,0",
        state="sẵn sàng",
        store="Kho xã",
        norm="2000,0",
        expires_on="31/12/2030",
        counted_on="20/11/2026",
    )
    fill(
        book,
        "Hậu cần",
        kind="Lương thực",
        quantity="1.234,5",
        state="Sẵn sàng",
        counted_on="20/11/2026",
    )
    fill(
        book,
        "Điểm tránh trú",
        kind="Trường học",
        name="Trường Tiểu học",
        capacity="1.204",
        occupancy=0,
        water="Có",
        power="Không",
        lon=f"{lon}".replace(".", ","),
        lat=lat,
        counted_on="20/11/2026",
    )
    return book


async def rows(database: Database) -> tuple[int, ...]:
    tables = ("resources", "resource_counts", "shelters", "shelter_counts", "command_posts", "changes")
    async with database.transaction(SYSTEM) as session:
        return tuple(
            [int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0) for table in tables]
        )


async def test_a_filled_form_goes_in_and_the_same_again_changes_nothing(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    content = as_bytes(filled(await form(officer)))
    first = await send(officer, content)
    assert first.status_code == 200, first.text
    assert {key: first.json()[key] for key in ("added", "counted", "changed", "unchanged")} == {
        "added": 5,
        "counted": 0,
        "changed": 0,
        "unchanged": 0,
    }
    kept = {item["kind"]: item for item in (await officer.get("/api/resources")).json()["items"]}
    assert (kept["life_jacket"]["quantity"], kept["life_jacket"]["norm"]) == (1234, 2000)
    assert kept["life_jacket"]["store"] == "Kho xã"
    assert kept["food"]["quantity"] == 1234.5
    assert kept["militia"]["skills"] == ["bơi", "lái xuồng"]
    assert (kept["militia"]["phone"], kept["militia"]["counter"]) == ("0912 345 679", "truc-ban")
    [seat] = (await officer.get("/api/command-posts")).json()["items"]
    assert (seat["role"], seat["phone"]) == ("head", "0912345678")
    [place] = (await officer.get("/api/shelters")).json()["items"]
    assert (place["capacity"], place["water"], place["power"], place["toilets"]) == (1204, True, False, None)
    before = await rows(fresh_db)
    again = await send(officer, content)
    assert {key: again.json()[key] for key in ("added", "counted", "changed", "unchanged")} == {
        "added": 0,
        "counted": 0,
        "changed": 0,
        "unchanged": 5,
    }
    assert await rows(fresh_db) == before


async def test_what_is_there_comes_with_the_form_and_gets_a_further_count(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    body = bodies.resource(counted_at="2026-10-05T08:00:00+07:00", name="=Áo phao cứu sinh")
    await officer.post("/api/resources", json=body)
    await officer.post("/api/shelters", json=bodies.shelter(occupancy=3))
    book = await form(officer)
    page = book["Phương tiện, vật tư"]
    assert page.cell(HEADING_ROW + 1, 1).value == body["id"]
    assert page.cell(HEADING_ROW + 1, 3).data_type == "s"
    assert "05/10/2026" in page.cell(HEADING_ROW + 1, 4).value
    untouched = await send(officer, as_bytes(book))
    assert (untouched.status_code, untouched.json()["unchanged"]) == (200, 2), untouched.text
    fill(book, "Phương tiện, vật tư", quantity=9, state="Đang sửa", counted_on="20/11/2026", norm=20)
    done = await send(officer, as_bytes(book))
    assert (done.json()["counted"], done.json()["changed"]) == (1, 1), done.text
    [now] = (await officer.get("/api/resources")).json()["items"]
    assert (now["quantity"], now["state"], now["norm"], now["name"]) == (9, "repair", 20, "=Áo phao cứu sinh")
    history = (await officer.get(f"/api/resources/{body['id']}/counts")).json()["items"]
    assert [count["quantity"] for count in history] == [9, 12]


def rename(book: Workbook) -> None:
    book["Hậu cần"].cell(HEADING_ROW, 5, "SL")


def merge(book: Workbook) -> None:
    book["Hậu cần"].merge_cells("B5:C6")


def hide(book: Workbook) -> None:
    book["Hậu cần"].row_dimensions[HEADING_ROW + 1].hidden = True


def drop_sheet(book: Workbook) -> None:
    del book["Hậu cần"]


def cell(sheet: str, /, **cells: Any) -> Edit:
    return lambda book: fill(book, sheet, **cells)


def twice(book: Workbook) -> None:
    fill(
        book,
        "Hậu cần",
        HEADING_ROW + 2,
        kind="Lương thực",
        quantity=5,
        state="Sẵn sàng",
        counted_on="20/11/2026",
    )


@cases(
    ("edit", "sheet", "row", "column", "says"),
    [
        (rename, "Hậu cần", HEADING_ROW, "Số lượng", "cột bị đổi tên"),
        (merge, "Hậu cần", 5, None, "ô bị gộp"),
        (hide, "Hậu cần", HEADING_ROW + 1, None, "dòng bị ẩn"),
        (drop_sheet, "Hậu cần", None, None, "thiếu trang"),
        (twice, "Hậu cần", HEADING_ROW + 2, "Tên", f"trùng với dòng {HEADING_ROW + 1}"),
        (cell("Hậu cần", quantity="=1+1"), "Hậu cần", 4, "Số lượng", "công thức"),
        (cell("Hậu cần", quantity="1.234"), "Hậu cần", 4, "Số lượng", "viết 1234 nếu là số lớn"),
        (cell("Hậu cần", quantity="1,234"), "Hậu cần", 4, "Số lượng", "viết 1,2340 nếu là số lẻ"),
        (cell("Hậu cần", quantity="1.2.3"), "Hậu cần", 4, "Số lượng", "viết ví dụ 1234,5"),
        (cell("Hậu cần", quantity="nhiều"), "Hậu cần", 4, "Số lượng", "không phải là số"),
        (cell("Hậu cần", quantity=-3), "Hậu cần", 4, "Số lượng", "không được âm"),
        (cell("Hậu cần", quantity="-3"), "Hậu cần", 4, "Số lượng", "không được âm"),
        (cell("Hậu cần", quantity=10**9), "Hậu cần", 4, "Số lượng", "quá lớn"),
        (cell("Hậu cần", quantity=True), "Hậu cần", 4, "Số lượng", "phải là số"),
        (cell("Hậu cần", kind="Áo phao"), "Hậu cần", 4, "Loại", "không có trong danh sách"),
        (cell("Hậu cần", state="tốt"), "Hậu cần", 4, "Tình trạng", "không có trong danh sách"),
        (cell("Hậu cần", counted_on="31/02/2026"), "Hậu cần", 4, "Ngày kiểm kê", "không phải ngày"),
        (cell("Hậu cần", counted_on="01/01/2100"), "Hậu cần", 4, "Ngày kiểm kê", "tương lai"),
        (cell("Hậu cần", counted_on="hôm qua"), "Hậu cần", 4, "Ngày kiểm kê", "không phải ngày"),
        (cell("Hậu cần", counted_on=None), "Hậu cần", 4, "Ngày kiểm kê", "còn trống"),
        (cell("Hậu cần", id="x"), "Hậu cần", 4, "Mã (không sửa)", "mã đã bị sửa"),
        (cell("Hậu cần", id=str(uuid4())), "Hậu cần", 4, "Mã (không sửa)", "không có mục mang mã này"),
        (cell("Lực lượng", quantity="1.000"), "Lực lượng", 4, "Quân số", "viết 1000 nếu là số lớn"),
        (cell("Lực lượng", quantity="12,5"), "Lực lượng", 4, "Quân số", "số nguyên"),
        (cell("Lực lượng", phone="gọi nhà"), "Lực lượng", 4, "Điện thoại", "số điện thoại"),
        (cell("Lực lượng", name="a\tb\x1fc".replace("\x1f", "\t")), "Lực lượng", 4, "Tên đội", "ký tự lạ"),
        (cell("Điểm tránh trú", capacity=12.5), "Điểm tránh trú", 4, "Sức chứa (người)", ""),
        (cell("Điểm tránh trú", lon=1.5, lat=2.5), "Điểm tránh trú", 4, "Kinh độ", ""),
        (cell("Điểm tránh trú", water="có lẽ"), "Điểm tránh trú", 4, "Nước", "Có hoặc Không"),
        (cell("Chỉ huy", title=None), "Chỉ huy", 4, "Chức danh", "còn trống"),
    ],
)
async def test_one_bad_cell_and_nothing_goes_in(
    officer: httpx.AsyncClient,
    fresh_db: Database,
    edit: Edit,
    sheet: str,
    row: int | None,
    column: str | None,
    says: str,
) -> None:
    book = filled(await form(officer))
    edit(book)
    answer = await send(officer, as_bytes(book))
    assert answer.status_code == 422, answer.text
    faults = answer.json()["errors"]
    assert (sheet, row, column) in [(f["file"], f["row"], f["field"]) for f in faults], faults
    assert any(says in fault["reason"] for fault in faults), faults
    assert (await rows(fresh_db))[:5] == (0, 0, 0, 0, 0)


async def test_every_fault_is_told_at_once(officer: httpx.AsyncClient) -> None:
    book = filled(await form(officer))
    fill(book, "Hậu cần", quantity=-1)
    fill(book, "Lực lượng", quantity=10**7)
    fill(book, "Phương tiện, vật tư", state="?")
    answer = await send(officer, as_bytes(book))
    assert [fault["file"] for fault in answer.json()["errors"]] == [
        "Lực lượng",
        "Phương tiện, vật tư",
        "Hậu cần",
    ]
    assert "3 lỗi" in answer.json()["detail"]


async def test_forms_of_last_year_of_others_and_of_nobody(officer: httpx.AsyncClient) -> None:
    def marked(name: str, value: str) -> Edit:
        def edit(book: Workbook) -> None:
            for row in book[MARK].iter_rows():
                if row[0].value == name:
                    row[1].value = value

        return edit

    for edit, says in (
        (marked("version", "2025.1"), "phiên bản 2025.1 đã cũ"),
        (marked("commune", "01302"), "của xã 01302"),
        (marked("fingerprint", "0" * 32), "Dấu của mẫu"),
    ):
        book = filled(await form(officer))
        edit(book)
        answer = await send(officer, as_bytes(book))
        assert (answer.status_code, answer.json()["code"]) == (422, "not_this_form")
        assert says in answer.json()["detail"]
    foreign = await send(officer, as_bytes(Workbook()))
    assert foreign.json()["code"] == "not_this_form"


async def test_dangerous_files_are_refused_before_they_are_opened(
    officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = as_bytes(filled(await form(officer)))
    monkeypatch.setattr(sandbox, "within", lambda *_: pytest.fail("a parser was started"))
    for sent, why in dangerous.workbooks(good):
        answer = await send(officer, sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "not_this_form"), (why, answer.text)
        assert why in answer.json()["detail"]


async def test_columns_may_move_and_decomposed_vietnamese_is_understood(officer: httpx.AsyncClient) -> None:
    book = filled(await form(officer))
    page = book["Hậu cần"]
    for row in page.iter_rows(min_row=HEADING_ROW, max_row=HEADING_ROW + 1):
        values_ = [one.value for one in row][::-1]
        for one, value in zip(row, values_, strict=True):
            one.value = unicodedata.normalize("NFD", value) if isinstance(value, str) else value
    answer = await send(officer, as_bytes(book))
    assert (answer.status_code, answer.json()["added"]) == (200, 5), answer.text


async def test_a_form_is_for_those_who_keep_the_commune(
    officer: httpx.AsyncClient, commune_officer: httpx.AsyncClient
) -> None:
    assert (await commune_officer.get("/api/resources/form", params={"commune": CODE})).status_code == 403
    assert (await send(commune_officer, as_bytes(await form(officer)))).status_code == 403
    assert (await form(commune_officer, "01302"))[MARK]["B2"].value == "01302"


@given(st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 2)))
def test_numbers_written_the_vietnamese_way_are_read_back(value: float) -> None:
    written = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert values.number(written) == pytest.approx(value)
    assert values.number(value) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_clear_refusal(value: str) -> None:
    try:
        assert values.number(value) >= 0
    except values.BadCell as bad:
        assert bad.text.vi


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
async def test_a_form_that_libreoffice_wrote_goes_in(officer: httpx.AsyncClient, tmp_path: Path) -> None:
    source = tmp_path / "mau.xlsx"
    source.write_bytes(as_bytes(filled(await form(officer))))
    out = tmp_path / "out"
    await asyncio.to_thread(
        subprocess.run,
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        timeout=120,
        capture_output=True,
    )
    answer = await send(officer, (out / "mau.xlsx").read_bytes())
    assert (answer.status_code, answer.json()["added"]) == (200, 5), answer.text
