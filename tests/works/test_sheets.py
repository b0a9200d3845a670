"""Workbooks: filled and read, refused cell by cell, all rows or none, and the same file again changes nothing."""

import asyncio
import io
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from geoops.kit import sandbox
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import sheets
from geoops.works.errors import BadSheet
from tests import dangerous

POINT = {"Loại": "Điểm sạt lở", "Tuyến đường": "QL4D", "Lý trình": "Km105+300", "Tình trạng": "Tắc đường"}
WORK = {"Loại": "Hồ chứa thủy lợi", "Tên công trình": "Hồ Nậm Thử", "Mã xã": "90001"}


def filled(register: sheets.Register, *rows: dict[str, Any], change: Any = None) -> bytes:
    """The template with these rows by heading; `change` may then spoil the sheet."""
    book = load_workbook(io.BytesIO(sheets.template(register)))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, 2):
        for head, value in row.items():
            sheet.cell(number, heads.index(head) + 1, value)
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults(content: bytes, register: sheets.Register = "road_points") -> set[tuple[int | None, str | None]]:
    with pytest.raises(BadSheet) as refused:
        sheets.read(content, register)
    return {(fault.row, fault.field) for fault in refused.value.faults}


def test_a_filled_template_is_read() -> None:
    rows = sheets.read(
        filled(
            "road_points",
            POINT | {"Chiều dài (m)": "1.234,5", "Từ lúc": "21/07/2026 02:10", "Phương án xử lý": "Hót sụt"},
            {unicodedata.normalize("NFC", head): value for head, value in POINT.items()}
            | {
                "Lý trình": "Km106",
                "Loại": unicodedata.normalize("NFD", "điểm  sạt lở"),
                "Mã xã": 1234,
                "Mã tỉnh": 4,
            },
        ),
        "road_points",
    )
    assert [row["row"] for row in rows] == [1, 2]
    assert (rows[0]["length_m"], rows[0]["kind"], rows[0]["since"].isoformat()) == (
        1234.5, "landslide", "2026-07-21T02:10:00+07:00",
    )  # fmt: skip
    assert (rows[1]["kind"], rows[1]["commune_code"], rows[1]["province"]) == ("landslide", "01234", "04")


def test_cells_that_are_refused() -> None:
    content = filled(
        "road_points",
        POINT | {"Chiều dài (m)": "=1+1", "Tình trạng": "tắc hẳn"},
        POINT | {"Chiều dài (m)": "1.234", "Từ lúc": "hôm qua"},
        {"Tuyến đường": "QL4D"},
    )
    assert faults(content) == {
        (1, "Chiều dài (m)"), (1, "Tình trạng"), (2, "Chiều dài (m)"), (2, "Từ lúc"),
        (3, "Loại"), (3, "Lý trình"), (3, "Tình trạng"),
    }  # fmt: skip


def test_sheets_that_are_refused() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    assert faults(filled("road_points", POINT, POINT, change=hide)) == {(2, None)}
    assert faults(filled("road_points", POINT, change=lambda s: s.merge_cells("A2:B2"))) == {(None, None)}
    renamed = filled("road_points", POINT, change=lambda s: s.cell(1, 5, "Km"))
    assert faults(renamed) == {(None, "Km"), (None, "Lý trình")}
    assert faults(filled("road_points")) == {(None, None)}
    assert (None, "Lý trình") in faults(filled("works", WORK))
    for content in (b"", b"PK\x03\x04 not", b"<html>", filled("works", WORK)[:500]):
        assert faults(content) == {(None, None)}


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Điểm sạt lở, ngập")
    for _ in range(6000):
        sheet.append(["x"] * 20)
    book.save(tmp_path / "bomb.xlsx")
    assert faults((tmp_path / "bomb.xlsx").read_bytes()) == {(None, None)}


async def send(client: httpx.AsyncClient, register: str, content: bytes) -> httpx.Response:
    return await client.post("/api/works/import", params={"register": register}, content=content)


async def test_dangerous_files_are_refused_before_they_are_opened(
    duty: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "within", lambda *_: pytest.fail("a parser was started"))
    for sent, why in dangerous.workbooks(filled("road_points", POINT)):
        answer = await send(duty, "road_points", sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_works_sheet"), (why, answer.text)
        assert why in answer.json()["errors"][0]["reason"]


async def test_points_go_in_once_and_change_with_the_next_file(
    with_road: None, duty: httpx.AsyncClient, country_db: Database
) -> None:
    empty = await duty.get("/api/works/template", params={"register": "road_points"})
    assert empty.status_code == 200 and empty.content[:2] == b"PK"
    first = filled(
        "road_points", POINT, POINT | {"Lý trình": "Km107+000 - Km107+050", "Tình trạng": "Thông một làn"}
    )
    assert (await send(duty, "road_points", first)).json() == {"new": 2, "changed": 0, "unchanged": 0}
    assert (await send(duty, "road_points", first)).json() == {"new": 0, "changed": 0, "unchanged": 2}
    second = filled("road_points", POINT | {"Tình trạng": "Thông xe", "Phương án xử lý": "Kè rọ đá"})
    assert (await send(duty, "road_points", second)).json() == {"new": 0, "changed": 1, "unchanged": 0}
    [opened] = (await duty.get("/api/road-points", params={"state": "open"})).json()["items"]
    assert (opened["plan"], opened["chainage"]) == ("Kè rọ đá", "Km105+300")
    history = (await duty.get(f"/api/road-points/{opened['id']}")).json()["history"]
    assert [state["state"] for state in history] == ["open", "cut"]


async def test_one_bad_row_keeps_all_out_and_is_named(
    with_road: None, duty: httpx.AsyncClient, country_db: Database
) -> None:
    content = filled(
        "road_points",
        POINT,
        POINT | {"Lý trình": "Km500+000"},
        POINT | {"Lý trình": "Km106+000", "Chiều dài (m)": -4},
        POINT,
        POINT | {"Lý trình": "Km108", "Kinh độ": 104.1},
    )
    answer = await send(duty, "road_points", content)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_works_sheet")
    said = {(fault["row"], fault["field"]) for fault in answer.json()["errors"]}
    assert said == {(2, "Lý trình"), (3, "Chiều dài (m)"), (4, None), (5, "Vĩ độ")}
    assert "Km121" in next(f["reason"] for f in answer.json()["errors"] if f["row"] == 2)
    assert (await duty.get("/api/road-points")).json()["items"] == []
    async with country_db.transaction(SYSTEM) as session:
        assert await session.scalar(text("SELECT count(*) FROM changes WHERE entity = 'road_point'")) == 0


async def test_works_go_in_and_empty_cells_take_nothing_away(duty: httpx.AsyncClient) -> None:
    row = WORK | {
        "Kinh độ": "104,05", "Vĩ độ": "22,05", "Dung tích (triệu m3)": "12,5", "Mực nước dâng bình thường (m)": 215,
        "Mã các xã hạ du (cách nhau dấu phẩy)": "90002, 90004",
    }  # fmt: skip
    assert (await send(duty, "works", filled("works", row))).json() == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
    }
    assert (await send(duty, "works", filled("works", row))).json() == {
        "new": 0,
        "changed": 0,
        "unchanged": 1,
    }
    next_ = WORK | {"Mực nước chết (m)": "190"}
    assert (await send(duty, "works", filled("works", next_))).json() == {
        "new": 0,
        "changed": 1,
        "unchanged": 0,
    }
    [kept] = (await duty.get("/api/works")).json()["items"]
    assert (kept["capacity_mcm"], kept["dead_level_m"], kept["downstream"]) == (12.5, 190, ["90002", "90004"])
    assert kept["position"] == {"lon": 104.05, "lat": 22.05}
    wrong = WORK | {"Tên công trình": "Đê Một", "Loại": "Đê", "Mực nước chết (m)": 3}
    answer = await send(duty, "works", filled("works", wrong))
    assert [(f["row"], f["field"]) for f in answer.json()["errors"]] == [(1, "Mực nước chết (m)")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
async def test_what_a_spreadsheet_program_saved_goes_in(
    with_road: None, duty: httpx.AsyncClient, tmp_path: Path
) -> None:
    source = tmp_path / "mau.xlsx"
    source.write_bytes(filled("road_points", POINT | {"Chiều dài (m)": 40.5, "Từ lúc": "21/07/2026 02:10"}))
    for target, origin in (("ods", source), ("xlsx", tmp_path / "out" / "mau.ods")):
        await asyncio.to_thread(
            subprocess.run,
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target,
             "--outdir", str(tmp_path / "out"), str(origin)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    answer = await send(duty, "road_points", (tmp_path / "out" / "mau.xlsx").read_bytes())
    assert answer.json() == {"new": 1, "changed": 0, "unchanged": 0}
    [kept] = (await duty.get("/api/road-points")).json()["items"]
    assert kept["length_m"] == 40.5
