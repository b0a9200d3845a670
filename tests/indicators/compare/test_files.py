"""Comparisons as files: read back by the programs that they are for."""

import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import httpx
import openpyxl
import pytest

from geoops.kit.tables import safe_text
from tests.indicators.compare.conftest import OURS, PAID, every, write

QUESTION = {"indicator": PAID, "period": "2026-07", "second": "reference.R.population_density"}


async def file_of(client: httpx.AsyncClient, form: str) -> bytes:
    await write(client, every(1.5, 2.0, 3.0, None))
    answer = await client.get("/api/indicators/compare/export", params=QUESTION | {"format": form})
    assert answer.status_code == 200, answer.text
    assert f".{form}" in answer.headers["content-disposition"]
    return answer.content


async def test_csv_has_a_row_per_commune_and_empty_cells_with_their_reason(
    planner: httpx.AsyncClient,
) -> None:
    found = list(csv.DictReader(io.StringIO((await file_of(planner, "csv")).decode("utf-8-sig"))))
    assert [row["commune_code"] for row in found] == OURS
    assert (found[0]["value"], found[3]["value"]) == ("1.5", "")
    assert "chưa quyết toán" in found[3]["not_compared"]
    assert {row["period"] for row in found} == {"2026-07"}


async def test_xlsx_keeps_texts_as_texts(planner: httpx.AsyncClient) -> None:
    await write(planner, {"01304": None}, period="2026-08")
    items = [
        {
            "indicator": PAID,
            "period": "2026-07",
            "commune_code": "01305",
            "value": None,
            "note": "=HYPERLINK(1)",
        }
    ]
    await planner.post("/api/indicators/values", json={"source": "thử", "items": items})
    book = openpyxl.load_workbook(io.BytesIO(await file_of(planner, "xlsx")))
    rows = list(book["so_sanh"].iter_rows())
    head = [cell.value for cell in rows[0]]
    by_code = {row[0].value: dict(zip(head, row, strict=True)) for row in rows[1:]}
    assert by_code["01301"]["value"].value == 1.5
    assert by_code["01304"]["value"].value is None
    assert "=HYPERLINK(1)" in str(by_code["01305"]["not_compared"].value)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    facts = {row[0].value: row[1].value for row in book["thong_tin"].iter_rows()}
    assert (facts["indicator"], facts["period"]) == (PAID, "2026-07")


@pytest.mark.parametrize("form", ["gpkg", "parquet"])
async def test_files_with_shapes_open_in_gis(planner: httpx.AsyncClient, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"compare.{form}"
    path.write_bytes(await file_of(planner, form))
    found = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)
    assert found.crs.to_epsg() == 4326
    assert list(found["commune_code"]) == OURS
    assert found.geometry.is_valid.all() and not found.geometry.is_empty.any()
    assert found["value"].isna().tolist() == [False, False, False, True, True, True]


async def test_the_map_is_one_page_with_its_legend(planner: httpx.AsyncClient) -> None:
    await write(planner, every(1.5, 2.0, 3.0, None))
    answer = await planner.get("/api/indicators/compare/map", params=QUESTION)
    assert answer.status_code == 200, answer.text
    assert "không so sánh được" in answer.text
    assert json.dumps("chưa quyết toán")[1:-1] in answer.text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_text_is_a_formula(text: str) -> None:
    assert safe_text(text) == f"'{text}"
