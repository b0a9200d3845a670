"""Communes over HTTP."""

import unicodedata
from pathlib import Path

import httpx
import mapbox_vector_tile
import mercantile
import pytest

from geoops.communes.loading import service as loading
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.communes.conftest import prepared_from
from tests.communes.coverage_maker import grid, write

KEYS = {
    "code", "name_vi", "full_name_vi", "name_en", "unit_type", "province_code", "province_name", "population",
    "population_note", "area_km2", "lon", "lat", "bbox", "approximate",
}  # fmt: skip


@pytest.fixture
async def loaded(fresh_db: Database, tmp_path: Path, signed_in: httpx.AsyncClient) -> httpx.AsyncClient:
    """Signed in, with nine communes of Cao Bằng loaded while the application runs."""
    prepared = prepared_from(write(grid(), tmp_path, ".gpkg"))
    async with fresh_db.transaction(SYSTEM) as session:
        await loading.load_boundaries(session, prepared)
    return signed_in


async def test_pages_walk_to_the_end(loaded: httpx.AsyncClient) -> None:
    codes, after = [], None
    while True:
        query = {"province": "04", "limit": 4} | ({"after": after} if after else {})
        body = (await loaded.get("/api/communes", params=query)).json()
        assert len(body["items"]) <= 4
        codes += [item["code"] for item in body["items"]]
        if (after := body["next"]) is None:
            break
    assert codes == [f"{1301 + i:05d}" for i in range(9)]
    assert body["items"][0].keys() == KEYS
    assert (await loaded.get("/api/communes?province=99")).json() == {"items": [], "next": None}


async def test_one_commune(loaded: httpx.AsyncClient) -> None:
    body = (await loaded.get("/api/communes/01301")).json()
    assert (body["full_name_vi"], body["valid_from"], body["valid_to"]) == (
        "Phường Hoà An",
        "2025-07-01",
        None,
    )
    west, south, east, north = body["bbox"]
    assert west < body["lon"] < east
    assert south < body["lat"] < north


REFUSALS = [
    ("/api/communes/99999", 404, "unknown_commune"),
    ("/api/communes/1301", 422, "input_refused"),
    ("/api/communes?province=4", 422, "input_refused"),
    ("/api/communes?after=xyz", 422, "bad_cursor"),
    ("/api/communes?limit=0", 422, "input_refused"),
    ("/api/communes?at=1900-01-01T00:00:00Z", 422, "day_before_units"),
    ("/api/communes/01301?at=2025-06-30T12:00:00%2B07:00", 422, "day_before_units"),
    ("/api/communes?at=soon", 422, "input_refused"),
    ("/api/communes/locate?lon=22.45&lat=106.15", 422, "lon_lat_swapped"),
    ("/api/communes/locate?lon=2.35&lat=48.86", 404, "outside_country"),
    ("/api/communes/locate?lon=NaN&lat=22", 422, "input_refused"),
    ("/api/communes/locate?lon=1e9&lat=22", 422, "input_refused"),
    ("/api/communes/locate?lon=east&lat=22", 422, "input_refused"),
    ("/api/communes/locate?lon=106", 422, "input_refused"),
    ("/api/communes/search?q=", 422, "input_refused"),
]


@cases(("path", "status", "code"), REFUSALS)
async def test_refusals_are_problem_documents(
    loaded: httpx.AsyncClient, path: str, status: int, code: str
) -> None:
    answer = await loaded.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_locate_and_search(loaded: httpx.AsyncClient) -> None:
    found = (await loaded.get("/api/communes/locate?lon=106.15&lat=22.45")).json()
    assert found["commune"]["code"] == "01305"
    for typed in ("thach an", "Thạch An", unicodedata.normalize("NFD", "Thạch An"), "thachan cao bang"):
        items = (await loaded.get("/api/communes/search", params={"q": typed})).json()["items"]
        assert [item["code"] for item in items] == ["01302"], typed


async def test_provinces(loaded: httpx.AsyncClient) -> None:
    [province] = (await loaded.get("/api/provinces")).json()["items"]
    assert (province["code"], province["name_vi"], province["full_name_vi"], province["name_en"]) == (
        "04", "Cao Bằng", "Tỉnh Cao Bằng", "Cao Bang",
    )  # fmt: skip
    assert province["communes"] == 9
    assert province["bbox"] == pytest.approx([106.0, 22.3, 106.3, 22.6], abs=0.01)


async def test_nobody_asks_without_signing_in(client: httpx.AsyncClient) -> None:
    for path in ("/api/communes", "/api/provinces", "/api/communes/search?q=a"):
        assert (await client.get(path)).status_code == 401


@pytest.mark.parametrize("zoom", [5, 7, 9, 11])
async def test_tiles_of_communes_and_provinces(loaded: httpx.AsyncClient, zoom: int) -> None:
    tile = mercantile.tile(106.15, 22.45, zoom)
    answer = await loaded.get(f"/tiles/communes/{zoom}/{tile.x}/{tile.y}.mvt")
    features = mapbox_vector_tile.decode(answer.content)["communes"]["features"]
    names = {feature["properties"]["id"]: feature["properties"]["name_vi"] for feature in features}
    assert names["01305"] == "Nguyễn Huệ"
    answer = await loaded.get(f"/tiles/provinces/{zoom}/{tile.x}/{tile.y}.mvt")
    [province] = mapbox_vector_tile.decode(answer.content)["provinces"]["features"]
    assert province["properties"] == {"id": "04", "name_vi": "Cao Bằng"}


async def test_the_layers_say_that_boundaries_are_no_legal_ones(loaded: httpx.AsyncClient) -> None:
    items = {item["id"]: item for item in (await loaded.get("/api/layers")).json()["items"]}
    assert items["communes"]["count"] == 9
    assert items["provinces"]["count"] == 1
    for layer in ("communes", "provinces"):
        assert items[layer]["notice"]["vi"] == "Ranh giới tham khảo, không phải ranh giới pháp lý"
        assert items[layer]["style"]["label"] == "name_vi"
