"""A layer is there when an administrator has opened it, and gone when it is closed."""

import asyncio

import httpx
from asgi_lifespan import LifespanManager

from geoops.app import create_app
from geoops.kit.db import Database
from geoops.layers.ogc import collection
from geoops.settings import Settings
from tests import places
from tests.layers.ogc.conftest import listed, open_up, report


async def test_with_nothing_open_there_is_an_empty_list(anybody: httpx.AsyncClient) -> None:
    answer = await anybody.get("/ogc/collections")
    assert (answer.status_code, answer.json()["collections"]) == (200, [])
    landing = (await anybody.get("/ogc/")).json()
    links = {link["rel"]: link["href"] for link in landing["links"]}
    assert links["data"] == "http://test/ogc/collections"
    for href in links.values():
        assert (await anybody.get(href)).status_code == 200, href
    described = (await anybody.get(links["service-desc"])).json()["paths"]
    taken = {
        parameter["name"]: parameter["schema"]
        for parameter in described["/collections/{collectionId}/items"]["get"]["parameters"]
    }
    assert taken["limit"]["maximum"] == collection.MOST_FEATURES
    assert (taken["f"]["enum"], taken["filter-lang"]["enum"]) == (["json"], ["cql2-json"])
    assert (await anybody.get("/ogc", follow_redirects=True)).json() == landing
    assert (await anybody.get("/ogc/nothing")).json()["code"] == "not_found"
    classes = (await anybody.get("/ogc/conformance")).json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson" in classes
    assert not [one for one in classes if one.endswith(("/html", "/simple-query"))]


async def test_an_opened_layer_is_listed_and_a_closed_one_gone_at_once(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    await open_up(admin, "communes")
    found = (await anybody.get("/ogc/collections")).json()["collections"]
    assert [(one["id"], one["title"]) for one in found] == [("communes", "Xã, phường, đặc khu")]
    english = await anybody.get("/ogc/collections/communes", headers={"Accept-Language": "en"})
    assert english.json()["title"] == "Communes"
    assert "28 m" in english.json()["description"]
    items = (await anybody.get("/ogc/collections/communes/items")).json()
    assert items["numberMatched"] == len(places.COMMUNES)
    by_id = {feature["id"]: feature for feature in items["features"]}
    assert by_id["90001"]["properties"]["name_vi"] == "Mường Thử"
    lon, lat = places.centre("90001")
    ring = by_id["90001"]["geometry"]["coordinates"]
    while isinstance(ring[0][0], list):
        ring = ring[0]
    assert min(x for x, _ in ring) < lon < max(x for x, _ in ring)
    assert min(y for _, y in ring) < lat < max(y for _, y in ring)
    west, south, east, north = found[0]["extent"]["spatial"]["bbox"][0]
    assert west < lon < east and south < lat < north
    one = await anybody.get("/ogc/collections/communes/items/90001")
    assert one.json()["id"] == "90001"
    assert (await anybody.get("/ogc/collections/communes/items/99999")).json()["code"] == "not_found"

    assert (await admin.delete("/api/layers/communes/public")).status_code == 204
    for path in ("", "/items", "/items/90001", "/queryables", "/tiles", "/tiles/WebMercatorQuad/5/25/14"):
        answer = await anybody.get("/ogc/collections/communes" + path)
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_layer"), path
    assert await listed(anybody) == []


async def test_another_web_process_follows(
    admin: httpx.AsyncClient, ogc_db: Database, settings: Settings
) -> None:
    other = create_app(settings, ogc_db)
    async with (
        LifespanManager(other),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=other), base_url="http://test") as elsewhere,
    ):
        assert await listed(elsewhere) == []
        await open_up(admin, "communes")
        async with asyncio.timeout(5):
            while await listed(elsewhere) != ["communes"]:
                await asyncio.sleep(0.02)
        assert (await elsewhere.get("/ogc/collections/communes/items")).json()["numberMatched"]
        await admin.delete("/api/layers/communes/public")
        async with asyncio.timeout(5):
            while await listed(elsewhere):
                await asyncio.sleep(0.02)
        assert (await elsewhere.get("/ogc/collections/communes/items")).status_code == 404


async def test_what_was_not_opened_never_is_there(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, ogc_db: Database
) -> None:
    await open_up(admin, "communes")
    await admin.post("/api/incidents", json=report("90001"))
    for name in (
        "incidents",
        "geoops.people",
        "geoops.public_layers",
        "published.communes",
        "published.incidents",
        "public_layers",
        "pg_catalog.pg_class",
        "pg_temp.tipg_catalog",
        "publishing.current_space",
        "risk_maps",
        "communes'--",
        'communes" --',
    ):
        for path in ("", "/items", "/queryables", "/tiles"):
            answer = await anybody.get(f"/ogc/collections/{name}{path}")
            assert answer.status_code in (404, 422), (name, path, answer.text)
            assert "bí mật" not in answer.text
    assert await listed(anybody) == ["communes"]
