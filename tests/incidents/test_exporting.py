"""Exports: what people wrote stays text, in every file."""

import csv
import io

import httpx
import pytest
from openpyxl import load_workbook

from geoops.incidents import routes
from tests.incidents.reports import act, send

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    '"; DROP',
    "|x",
    "%0a",
]


@pytest.mark.parametrize("note", HOSTILE)
async def test_a_note_is_never_a_formula(duty: httpx.AsyncClient, note: str) -> None:
    sent = await send(duty, note="x" + note, landmark="=HYPERLINK(1)")
    await duty.patch(f"/api/incidents/{sent['id']}", json={"note": note}, headers={"If-Match": "*"})
    kept = (await duty.get(f"/api/incidents/{sent['id']}")).json()["note"]
    answer = await duty.get("/api/incidents/export", params={"format": "csv"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["Mô tả"].lstrip("'") == kept and row["Mô tả"][0] not in "=+-@\t|%"
    assert row["Gần nơi"] == "'=HYPERLINK(1)"
    assert row["Xảy ra lúc"] == "2026-07-22 02:10:00", "Vietnam's time"
    book = load_workbook(io.BytesIO((await duty.get("/api/incidents/export?format=xlsx")).content))
    head, first = list(book.active.iter_rows())
    cells = {title.value: cell for title, cell in zip(head, first, strict=True)}
    assert (cells["Mô tả"].value, cells["Mô tả"].data_type) == (kept, "s")
    assert cells["Gần nơi"].data_type == "s" and cells["Gần nơi"].value == "=HYPERLINK(1)"
    features = (await duty.get("/api/incidents/export?format=geojson")).json()["features"]
    assert features[0]["properties"]["note"] == kept


async def test_answers_are_columns_and_filters_hold(duty: httpx.AsyncClient) -> None:
    await send(duty, fields={"people_trapped": 2, "needs": ["rescue", "medical"]})
    closed = await send(duty, position=None, commune_code="90002")
    await act(duty, closed, "reject", reason="nhầm")
    rows = list(
        csv.DictReader(io.StringIO((await duty.get("/api/incidents/export")).content.decode("utf-8-sig")))
    )
    assert [row["Trạng thái"] for row in rows] == ["Bị loại", "Mới báo"]
    assert rows[1]["Số người mắc kẹt"] == "2" and rows[1]["Cần gì ngay"] == "rescue, medical"
    opened = (await duty.get("/api/incidents/export?format=geojson&state=open")).json()
    assert len(opened["features"]) == 1
    nowhere = (await duty.get("/api/incidents/export?format=geojson&commune=90002")).json()["features"]
    assert nowhere[0]["geometry"] is None
    assert (await duty.get("/api/incidents/export?format=pdf")).status_code == 422


async def test_a_part_is_never_given_as_the_whole(
    duty: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_EXPORTED", 1)
    await send(duty)
    assert (await duty.get("/api/incidents/export")).status_code == 200
    await send(duty, position=None, commune_code="90002")
    answer = await duty.get("/api/incidents/export", headers={"Accept-Language": "vi"})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_rows")
    assert "hơn 1 dòng" in answer.json()["detail"]
    assert (await duty.get("/api/incidents/export?commune=90002")).status_code == 200
