"""The catalogue, its values and the first choropleth over HTTP, and the commands."""

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import mapbox_vector_tile
import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from geoops.cli import app as commands
from geoops.indicators.catalogue import EXPORT_COLUMNS
from geoops.kit.db import Database
from tests import units
from tests.cases import cases
from tests.conftest import sign_in_as


@pytest.fixture
async def planner(app: FastAPI, fresh_db: Database) -> AsyncIterator[httpx.AsyncClient]:
    opened = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "04")
    yield opened
    await opened.aclose()


async def test_the_catalogue_is_paged_in_the_order_of_print(planner: httpx.AsyncClient) -> None:
    codes: list[str] = []
    after: str | None = None
    while True:
        query = {"set": "lao_cai", "group": "C", "limit": "10"} | ({"after": after} if after else {})
        answer = (await planner.get("/api/indicators", params=query)).json()
        codes += [item["code"] for item in answer["items"]]
        after = answer["next"]
        if after is None:
            break
    assert len(codes) == 27
    assert codes[:4] == ["lao_cai.C.1", "lao_cai.C.1.1", "lao_cai.C.1.2", "lao_cai.C.2"]
    sets = {one["code"]: one for one in answer["sets"]}
    assert sets["lai_chau"]["decision_number"] == "1696/QĐ-UBND"
    waiting = {group["code"]: group["state_label"]["vi"] for group in sets["gia_lai"]["groups"]}
    assert waiting["4"] == "chưa có phụ lục của quyết định"


async def test_values_of_the_reference_indicator(planner: httpx.AsyncClient) -> None:
    query = {"indicator": "reference.R.population_density", "province": "04"}
    answer = (await planner.get("/api/indicators/values", params=query)).json()
    by = {item["commune_code"]: item for item in answer["items"]}
    assert sorted(by) == units.CODES[:6]
    assert by["01301"]["value"] == pytest.approx(8.8, abs=1.0)
    assert by["01301"]["method"] == "computed"
    assert by["01301"]["inputs"]["population"] == 1000
    assert by["01305"]["value"] is None
    assert by["01305"]["reason"]["vi"]


@cases(
    ("query", "status", "code"),
    [
        ({"indicator": "không có"}, 404, "unknown_indicator"),
        ({"indicator": "lao_cai.C.1"}, 422, "holds_no_value"),
        ({"indicator": "lai_chau.D.4", "period": "tháng bảy"}, 422, "bad_period"),
        ({"indicator": "lai_chau.D.4", "after": "x"}, 422, "bad_cursor"),
        ({}, 422, "input_refused"),
    ],
)
async def test_bad_questions_get_problem_documents(
    planner: httpx.AsyncClient, query: dict[str, str], status: int, code: str
) -> None:
    answer = await planner.get("/api/indicators/values", params=query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_nobody_sees_it_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/indicators")).status_code == 401


async def test_density_is_a_layer_on_the_communes(planner: httpx.AsyncClient) -> None:
    layers = {layer["id"]: layer for layer in (await planner.get("/api/layers")).json()["items"]}
    layer = layers["population_density"]
    assert (layer["kind"], layer["geometry_layer"], layer["count"]) == ("values", "communes", 8)
    assert layer["legend"]["items"][-1]["value"] is None
    assert layer["legend"]["items"][-1]["pattern"] == "dots"
    table = (await planner.get(layer["values"])).json()
    at = {name: index for index, name in enumerate(table["columns"])}
    rows = {row[at["id"]]: row for row in table["rows"]}
    assert rows["01301"][at["class"]] == "to-50"
    assert rows["01305"][at["value"]] is None
    assert rows["01305"][at["class"]] is None
    body = (await planner.get(f"/tiles/population_density/{units.tile(106.15, 22.45, 8)}.mvt")).content
    features = mapbox_vector_tile.decode(body)["population_density"]["features"]
    found = {feature["properties"]["id"]: feature["properties"].get("class") for feature in features}
    assert found["01301"] == "to-50"
    assert found["01305"] is None


def test_export_writes_every_row_of_the_decisions() -> None:
    result = CliRunner().invoke(commands, ["indicators", "export", "--format", "csv"])
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == list(EXPORT_COLUMNS)
    counts = {
        name: sum(row["set"] == name for row in rows)
        for name in ("lai_chau", "lao_cai", "gia_lai", "reference")
    }
    assert counts == {"lai_chau": 193, "lao_cai": 356, "gia_lai": 0, "reference": 0}


def test_check_names_the_faults_and_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("set: x\n", encoding="utf-8")
    good = CliRunner().invoke(commands, ["indicators", "check"])
    bad = CliRunner().invoke(commands, ["indicators", "check", "--folder", str(tmp_path)])
    assert (good.exit_code, bad.exit_code) == (0, 2)
    assert "lao_cai: 356" in good.stdout
    assert "x.yaml" in bad.stderr and "groups" in bad.stderr
