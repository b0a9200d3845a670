"""What the OGC API gives of a layer is what the map shows to the public."""

import httpx
import mapbox_vector_tile
import mercantile
import pytest
from sqlalchemy import text

from geoops.domains import registry
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.layers import service
from geoops.layers.ogc import publishing
from tests import places
from tests.conftest import context
from tests.layers.ogc.conftest import listed, open_up, report


async def test_live_and_no_drill_and_all_communes_as_the_map_has_them(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, ogc_db: Database
) -> None:
    drill = (
        "INSERT INTO spaces (name, kind, title_vi, title_en, starts_at, anchor_event, anchor_wall, runs_until)"
        " VALUES ('dien-tap', 'drill', 'd', 'd', now(), now(), now(), now())"
    )
    async with ogc_db.transaction(SYSTEM) as session:
        await session.execute(text(drill))
    here, there, drilled = report("90001"), report("90003"), report("90001")
    assert (await admin.post("/api/incidents", json=here)).status_code == 201
    assert (await admin.post("/api/incidents", json=there)).status_code == 201
    assert (await admin.post("/api/incidents?space=dien-tap", json=drilled)).status_code == 201
    await open_up(admin, "incidents")
    found = (await anybody.get("/ogc/collections/incidents/items")).json()["features"]
    assert {feature["id"] for feature in found} == {here["id"], there["id"]}
    tile = mercantile.tile(*places.centre("90001"), 5)
    drawn = await anybody.get(f"/ogc/collections/incidents/tiles/WebMercatorQuad/5/{tile.x}/{tile.y}")
    shown = mapbox_vector_tile.decode(drawn.content)["incidents"]["features"]
    assert {feature["properties"]["id"] for feature in shown} == {here["id"], there["id"]}


async def test_values_come_with_the_shapes_that_they_are_of(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    await open_up(admin, "rain_communes")
    items = (await anybody.get("/ogc/collections/rain_communes/items", params={"limit": 100})).json()
    assert {feature["id"] for feature in items["features"]} == set(places.COMMUNES)
    feature = items["features"][0]
    assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert feature["properties"]["value"] is None, "no gauge is no data and never zero"
    queryables = (await anybody.get("/ogc/collections/rain_communes/queryables")).json()["properties"]
    assert queryables["value"]["type"] == "number"
    assert "mm" in queryables["value"]["title"]
    assert await listed(anybody) == ["rain_communes"]


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Mật độ (người/km²)"), ("en", "Density (people/km²)")]
)
async def test_units_are_in_the_language_that_is_asked_for(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, language: str, title: str
) -> None:
    await open_up(admin, "population_density")
    answer = await anybody.get(
        "/ogc/collections/population_density/queryables", headers={"Accept-Language": language}
    )
    assert answer.json()["properties"]["value"]["title"] == title


async def test_every_vector_layer_can_be_opened_and_read(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, ogc_db: Database
) -> None:
    """Each declaration makes a view that its reader can read: with its fields, and as many as the map has."""
    every = [layer for layer in registry().declared if publishing.published(layer)]
    assert len(every) > 30
    await open_up(admin, *(layer.id for layer in every))
    assert sorted(await listed(anybody)) == sorted(layer.id for layer in every)
    for layer in every:
        answer = await anybody.get(f"/ogc/collections/{layer.id}/items", params={"limit": 1000})
        assert answer.status_code == 200, (layer.id, answer.text)
        async with ogc_db.transaction(context("vn", actor="public")) as session:
            when = await service.moment(session, None, None)
            rows, _ = await service.features(session, registry(), layer, when, band=publishing.BAND)
        assert answer.json()["numberMatched"] == len(rows), layer.id
        queryables = (await anybody.get(f"/ogc/collections/{layer.id}/queryables")).json()["properties"]
        assert queryables.keys() >= {field.name for field in layer.fields if not field.private}, layer.id
        assert queryables.keys().isdisjoint({field.name for field in layer.fields if field.private}), layer.id


async def test_layers_of_rows_are_told_apart(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, ogc_db: Database
) -> None:
    async with ogc_db.transaction(SYSTEM) as session:
        for name in ("mot", "hai"):
            await session.execute(text(RISK_MAP), {"id": name})
            await session.execute(text(PIECE), {"id": name})
    await open_up(admin, "hazard_mot")
    assert await listed(anybody) == ["hazard_mot"]
    items = (await anybody.get("/ogc/collections/hazard_mot/items")).json()
    assert items["numberMatched"] == 1
    assert items["features"][0]["properties"]["class"] == "high"
    assert (await anybody.get("/ogc/collections/hazard_hai/items")).status_code == 404
    await open_up(admin, "hazard_hai")
    assert (await anybody.get("/ogc/collections/hazard_mot/items")).json()["numberMatched"] == 1


RISK_MAP = """
INSERT INTO risk_maps (id, hazard, kind, title_vi, title_en, made_on, author, method, licence, version, passport,
                       passport_sha256, source_file, source_sha256, legend, crs, bounds)
VALUES (:id, 'landslide', 'vector', 'Bản đồ', 'Map', '2026-01-01', 'a', 'm', 'CC0', '1', '{}', 'x', 'x', 'x',
        '[{"class": "high", "label_vi": "cao", "label_en": "high", "color": "#aa0000"}]', 'EPSG:4326',
        '{104, 22, 104.1, 22.1}')
"""


PIECE = """
INSERT INTO risk_map_polygons (risk_map, class_number, geom, geom_3857)
SELECT :id, 1, square, ST_Transform(square, 3857) FROM ST_MakeEnvelope(104, 22, 104.1, 22.1, 4326) AS square
"""
