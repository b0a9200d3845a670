"""Layers as a stand-alone page: everything from the declarations, nothing that a reporter wrote is run."""

import json
import uuid

import httpx

from geoops.domains import registry
from geoops.incidents.definition import definition
from geoops.kit.db import Database
from geoops.layers import service
from geoops.maps import folium_map
from tests import places
from tests.conftest import context


def count(page: str, words: str) -> int:
    """How often the page says something, in plain letters or as JSON writes them."""
    return page.count(words) + page.count(json.dumps(words)[1:-1])


async def write(database: Database, layers: list[str], scope: str) -> str:
    where = context(scope)
    async with database.transaction(where) as session:
        when = await service.moment(session, None, None)
        drawn = await folium_map.collect(session, registry(), layers, when, where.scope)
    return folium_map.page(drawn, when.at, "vi")


async def test_every_layer_with_shapes_can_be_written(country_db: Database) -> None:
    ids = [layer.id for layer in registry().declared]
    page = await write(country_db, ids, "vn")
    for layer in registry().declared:
        assert count(page, layer.title.vi)
    for name, *_ in places.COMMUNES.values():
        assert count(page, name)


async def test_no_data_is_said_and_never_zero(country_db: Database) -> None:
    page = await write(country_db, ["rain_communes"], "vn")
    assert count(page, "chưa có số liệu") >= len(places.COMMUNES)


async def test_a_note_with_markup_stays_text(duty: httpx.AsyncClient, country_db: Database) -> None:
    lon, lat = places.centre("90001")
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    answer = await duty.post(
        "/api/incidents",
        json={"id": str(uuid.uuid4()), "kind": "other", "position": {"lon": lon, "lat": lat}, "note": evil},
    )
    assert answer.status_code == 201
    page = await write(country_db, ["incidents"], "vn")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert r"\u0026lt;img src=x onerror=alert(2)\u0026gt;" in page


async def test_codes_are_said_in_words(duty: httpx.AsyncClient, country_db: Database) -> None:
    lon, lat = places.centre("90001")
    body = {"id": str(uuid.uuid4()), "kind": "flooding", "position": {"lon": lon, "lat": lat}}
    assert (await duty.post("/api/incidents", json=body)).status_code == 201
    page = await write(country_db, ["incidents"], "vn")
    for said in (definition().kinds["flooding"].vi, "Mới báo", places.COMMUNES["90001"][0]):
        assert count(page, said)
    for code in ('"flooding"', '"reported"', '"90001"'):
        assert code not in page


async def test_only_what_the_scope_may_see(duty: httpx.AsyncClient, country_db: Database) -> None:
    for code, note in (("90001", "trong tỉnh một"), ("90003", "trong tỉnh hai")):
        lon, lat = places.centre(code)
        await duty.post(
            "/api/incidents",
            json={
                "id": str(uuid.uuid4()),
                "kind": "fire",
                "position": {"lon": lon, "lat": lat},
                "note": note,
            },
        )
    page = await write(country_db, ["incidents"], "92")
    assert count(page, "trong tỉnh hai")
    assert not count(page, "trong tỉnh một")
