"""Tiles: what is in them, who gets them, and that a commit is never followed by an old byte."""

import gzip
import time
import uuid
from types import SimpleNamespace

import httpx
import mapbox_vector_tile
import mercantile
import pytest
from asgi_lifespan import LifespanManager
from fastapi import FastAPI

from geoops.kit.db import Database
from geoops.layers import tile_answers
from geoops.layers.cache import LOOKUPS
from geoops.layers.tiles import TICK_S
from geoops.settings import Settings
from tests import places
from tests.conftest import new_app, sign_in_as


def address(layer: str, code: str = "90001", zoom: int = 9) -> str:
    tile = mercantile.tile(*places.centre(code), zoom)
    return f"/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt"


def features(answer: httpx.Response, layer: str) -> dict[str, dict]:
    """The features of a tile by their id."""
    if answer.status_code == 204:
        return {}
    assert answer.status_code == 200, answer.text
    decoded = mapbox_vector_tile.decode(answer.content)
    return {feature["properties"]["id"]: feature["properties"] for feature in decoded[layer]["features"]}


def report(code: str) -> dict[str, object]:
    lon, lat = places.centre(code)
    return {"id": str(uuid.uuid4()), "kind": "flooding", "position": {"lon": lon, "lat": lat}}


async def test_communes_with_their_names(duty: httpx.AsyncClient) -> None:
    found = features(await duty.get(address("communes", zoom=5)), "communes")
    assert set(found) == set(places.COMMUNES)
    assert found["90001"]["name_vi"] == "Mường Thử"


async def test_an_empty_tile_is_204_and_a_kept_one_304(duty: httpx.AsyncClient) -> None:
    assert (await duty.get("/tiles/communes/9/0/0.mvt")).status_code == 204
    first = await duty.get(address("communes"))
    again = await duty.get(address("communes"), headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_gzip_only_for_those_who_take_it(duty: httpx.AsyncClient) -> None:
    packed = await duty.get(address("communes"), headers={"Accept-Encoding": "gzip"})
    plain = await duty.get(address("communes"), headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert gzip.compress(plain.content)


async def test_never_an_old_byte_after_a_commit(duty: httpx.AsyncClient) -> None:
    before = await duty.get(address("incidents"))
    for number in range(1, 6):
        await duty.post("/api/incidents", json=report("90001"))
        after = await duty.get(address("incidents"))
        assert len(features(after, "incidents")) == number
        assert after.headers["etag"] != before.headers["etag"]
        before = after


async def test_a_change_elsewhere_leaves_the_tile_as_it_is(duty: httpx.AsyncClient) -> None:
    before = await duty.get(address("communes"))
    await duty.post("/api/incidents", json=report("90001"))
    assert (await duty.get(address("communes"))).headers["etag"] == before.headers["etag"]


async def test_a_tile_holds_what_the_caller_may_see_and_no_more(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    mine, other = report("90001"), report("90003")
    await duty.post("/api/incidents", json=mine)
    hai = await sign_in_as(country_app, country_db, "tinh-hai", "duty", "92")
    await hai.post("/api/incidents", json=other)
    for _ in range(2):  # made, then kept
        assert set(features(await duty.get(address("incidents", zoom=5)), "incidents")) == {mine["id"]}
        assert set(features(await hai.get(address("incidents", zoom=5)), "incidents")) == {other["id"]}
    await hai.aclose()


async def test_the_public_sees_what_an_administrator_opened(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    signed_in = await sign_in_as(country_app, country_db, "quan-tri", "admin", "vn")
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=country_app), base_url="http://test")
    for path in ("/api/config", "/api/spaces", "/api/stream"):
        assert (await client.get(path)).status_code == 401
    closed = await client.get(address("communes"))
    assert (closed.status_code, closed.json()["code"]) == (401, "not_signed_in")
    assert (await duty.put("/api/layers/communes/public")).status_code == 403
    assert (await signed_in.put("/api/layers/communes/public")).status_code == 204
    assert set(features(await client.get(address("communes", zoom=5)), "communes")) == set(places.COMMUNES)
    assert [layer["id"] for layer in (await client.get("/api/layers")).json()["items"]] == ["communes"]
    assert (await client.get(address("incidents"))).status_code == 401
    assert (await client.get("/api/config")).json()["default_space"] == "live"
    assert (await client.get("/api/spaces")).status_code == 200
    assert (await client.get("/api/changes")).status_code == 401
    assert (await signed_in.delete("/api/layers/communes/public")).status_code == 204
    assert (await client.get(address("communes", zoom=5))).status_code == 401
    await signed_in.aclose()
    await client.aclose()


async def test_a_kept_tile_ends_with_the_session(duty: httpx.AsyncClient) -> None:
    kept = dict(duty.cookies)
    for _ in range(2):  # made, then kept ready
        assert (await duty.get(address("communes"))).status_code == 200
    assert (await duty.delete("/api/session")).status_code == 204
    duty.cookies.update(kept)
    assert (await duty.get(address("communes"))).status_code == 401


async def test_what_shows_now_is_looked_at_again_each_tick_and_the_rest_is_not(
    duty: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = time.monotonic()
    monkeypatch.setattr(tile_answers, "time", SimpleNamespace(**vars(time) | {"monotonic": lambda: clock}))
    looks = LOOKUPS.labels("hit"), LOOKUPS.labels("miss")

    async def looked(layer: str) -> bool:
        before = sum(look._value.get() for look in looks)
        assert (await duty.get(address(layer))).status_code in (200, 204)
        return sum(look._value.get() for look in looks) > before

    await duty.get(address("communes"))  # from now on the caller is known
    for layer, ticks in (("communes", False), ("rain_communes", True)):
        await looked(layer)
        assert not await looked(layer)
        clock += TICK_S
        assert await looked(layer) == ticks
        clock += tile_answers.KEPT_S
        assert await looked(layer)


async def test_where_no_tile_is_kept_no_answer_is_either(country_db: Database, settings: Settings) -> None:
    application = new_app(settings.model_copy(update={"tile_cache_mb": 0}), country_db)
    async with LifespanManager(application):
        duty = await sign_in_as(application, country_db, "truc-ban", "duty", "91")
        for _ in range(3):
            misses = LOOKUPS.labels("miss")._value.get()
            assert (await duty.get(address("communes"))).status_code == 200
            assert LOOKUPS.labels("miss")._value.get() == misses + 1
        await duty.aclose()


async def test_a_feed_may_not_look(
    country_app: FastAPI, country_db: Database, duty: httpx.AsyncClient
) -> None:
    feed = await sign_in_as(country_app, country_db, "may", "feed", "91")
    assert (await feed.get(address("communes"))).status_code == 403
    assert (await feed.get("/api/layers")).json()["items"] == []
    await feed.aclose()


async def test_as_it_was_known_before(duty: httpx.AsyncClient) -> None:
    first = report("90001")
    answer = await duty.post("/api/incidents", json=first)
    known = answer.json()["known_at"]
    await duty.post("/api/incidents", json=report("90001"))
    then = await duty.get(address("incidents"), params={"known_at": known})
    assert set(features(then, "incidents")) == {first["id"]}
    etag = answer.headers["etag"]
    await duty.post(f"/api/incidents/{first['id']}/actions/verify", json={}, headers={"If-Match": etag})
    then = await duty.get(address("incidents"), params={"known_at": known})
    assert features(then, "incidents")[first["id"]]["state"] == "reported"
    now = await duty.get(address("incidents"))
    assert features(now, "incidents")[first["id"]]["state"] == "verified"


async def test_what_is_refused(duty: httpx.AsyncClient) -> None:
    for path, code in (
        ("/tiles/nothing/1/0/0.mvt", "unknown_layer"),
        ("/tiles/communes/1/0/0.png", "unknown_layer"),
        ("/tiles/communes/3/9/0.mvt", "bad_tile"),
        ("/tiles/communes/1/0/0.mvt?space=khong-co&v=0", "unknown_space"),
        ("/tiles/incidents/1/0/0.mvt?at=hom-qua", "input_refused"),
    ):
        answer = await duty.get(path)
        assert answer.json()["code"] == code, path
    assert (await duty.post(address("communes"))).json()["code"] == "method_not_allowed"
