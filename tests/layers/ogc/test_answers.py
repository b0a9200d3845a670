"""How the OGC API answers: reading only, a page at a time, links that hold, compressed where it is large."""

import httpx
import pytest
from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.layers.ogc import collection, door
from tests import places
from tests.layers.ogc.conftest import open_up

STATION = """
INSERT INTO stations (id, name, kind, source, geom, first_seen_at, last_seen_at)
VALUES (:id, 'Trạm', 'rain', 'drill', ST_SetSRID(ST_MakePoint(104.05, 22.05), 4326), now(), now())
"""


async def test_only_reading_and_from_anywhere(admin: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    await open_up(admin, "communes")
    path = "/ogc/collections/communes/items"
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = await admin.request(method, path, json={})
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed"), method
    head = await anybody.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert (await anybody.options(path)).status_code == 204
    foreign = await anybody.get(path, headers={"Origin": "https://example.org"})
    assert foreign.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in foreign.headers
    assert foreign.headers["cache-control"] == "no-cache"


async def test_a_page_at_a_time(admin: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    await open_up(admin, "communes")
    seen: list[str] = []
    address: str | None = "/ogc/collections/communes/items?limit=1"
    while address:
        page = (await anybody.get(address)).json()
        assert page["numberReturned"] == 1
        seen += [feature["id"] for feature in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert sorted(seen) == sorted(places.COMMUNES)


async def test_a_larger_limit_is_taken_as_the_largest(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "MOST_FEATURES", 3)
    await open_up(admin, "communes")
    page = (await anybody.get("/ogc/collections/communes/items?limit=9")).json()
    assert (page["numberReturned"], page["numberMatched"]) == (3, 4)
    assert [link for link in page["links"] if link["rel"] == "next"]


async def test_an_id_may_hold_anything(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, ogc_db: Database
) -> None:
    """As the loggers of departments name their stations."""
    async with ogc_db.transaction(SYSTEM) as session:
        await session.execute(text(STATION), {"id": "tram/so 1?"})
    await open_up(admin, "stations")
    page = (await anybody.get("/ogc/collections/stations/items")).json()
    assert [feature["id"] for feature in page["features"]] == ["tram/so 1?"]
    links = [link["href"] for link in page["features"][0]["links"] if link["rel"] == "item"]
    assert links == ["http://test/ogc/collections/stations/items/tram%2Fso%201%3F"]


async def test_a_large_page_comes_compressed_to_who_takes_it(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LARGE", 1)
    await open_up(admin, "communes")
    path = "/ogc/collections/communes/items"
    packed = await anybody.get(path, headers={"Accept-Encoding": "gzip"})
    plain = await anybody.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < len(plain.content)
