"""What the domain answers over HTTP."""

import gzip
import zlib
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from geoops.accounts import service as accounts
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.vrain import decode
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.hydromet.places import add_stations
from tests.hydromet.recorded import VRAIN, vrain_body
from tests.places import centre

T = datetime.fromisoformat("2026-07-22T21:00:00+07:00")
HEADER = "station,variable,starts_at,ends_at,value,unit\n"
HOUR = timedelta(hours=1)


def row(station: str = "a", hours_ago: int = 0, value: object = 1.2, unit: str = "mm") -> str:
    end = T - hours_ago * HOUR
    return f"{station},rain,{(end - HOUR).isoformat()},{end.isoformat()},{value},{unit}\n"


@pytest.fixture
async def stations(country_db: Database) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await add_stations(session, "a", "b", communes={"a": "90001", "b": "90004"})


@pytest.fixture
async def feed(
    country_app: FastAPI, country_db: Database, stations: None
) -> AsyncIterator[httpx.AsyncClient]:
    """A machine with a token that may write observations."""
    async with country_db.transaction(SYSTEM) as session:
        token = await accounts.add_token(session, "logger", "feed", "vn", "test")
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers={"Authorization": f"Bearer {token}"}
    ) as client:
        yield client


@pytest.fixture
async def officer(
    country_app: FastAPI, country_db: Database, stations: None
) -> AsyncIterator[httpx.AsyncClient]:
    client = await sign_in_as(country_app, country_db, "truc", "duty", "vn")
    yield client
    await client.aclose()


async def post(client: httpx.AsyncClient, body: bytes | str, **headers: str) -> httpx.Response:
    return await client.post("/api/observations", content=body, headers=headers)


async def test_csv_in_and_the_fate_of_each_row(feed: httpx.AsyncClient) -> None:
    body = (
        HEADER + row() + row(value="NaN") + row(station="x") + row(hours_ago=1, value="-1") + row(hours_ago=2)
    )
    answer = await post(feed, body, **{"Content-Type": "text/csv"})
    assert answer.status_code == 200
    said = answer.json()
    assert {name: said[name] for name in ("new", "changed", "unchanged")} == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert [(item["row"], item["field"]) for item in said["refused"]] == [
        (2, "value"),
        (3, "station"),
        (4, "value"),
    ]
    assert "âm" in said["refused"][2]["reason"]
    english = await post(feed, body, **{"Accept-Language": "en"})
    assert english.json()["unchanged"] == 2 and "negative" in english.json()["refused"][2]["reason"]


async def test_ndjson_and_gzip_say_the_same(feed: httpx.AsyncClient) -> None:
    keys = HEADER.strip().split(",")
    values: dict[str, Any] = dict(zip(keys, row().strip().split(","), strict=True))
    line = orjson.dumps(values | {"value": 1.2})
    assert (await post(feed, line, **{"Content-Type": "application/x-ndjson"})).json()["new"] == 1
    packed = gzip.compress(line)
    assert (await post(feed, packed, **{"Content-Encoding": "gzip"})).json()["unchanged"] == 1
    assert (await post(feed, packed)).json()["unchanged"] == 1
    assert (await post(feed, (HEADER + row()).encode())).json()["unchanged"] == 1


@cases(
    ("body", "status", "code"),
    [
        (b"", 422, "not_observations"),
        (b"PK\x03\x04\x00\xff\xff", 422, "not_observations"),
        (b"a,b\n1,2\n", 422, "not_observations"),
        (gzip.compress((HEADER + row()).encode())[:-9], 422, "not_observations"),
        (gzip.compress(b"\0" * 300_000_000, 1), 413, "body_too_large"),
    ],
    ids=["empty", "xlsx", "columns", "cut off", "unpacks without bound"],
)
async def test_bodies_that_are_refused_whole(
    feed: httpx.AsyncClient, body: bytes, status: int, code: str
) -> None:
    answer = await post(feed, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"]


async def test_500_megabytes_are_refused_before_they_are_read(feed: httpx.AsyncClient) -> None:
    sent = 0

    async def flood() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(500):
            sent += 1
            yield b"x" * 2**20

    stated = await feed.post("/api/observations", content=b"", headers={"Content-Length": str(500 * 2**20)})
    assert stated.status_code == 413
    answer = await feed.post("/api/observations", content=flood())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_who_may_write(
    country_app: FastAPI, country_db: Database, stations: None, feed: httpx.AsyncClient
) -> None:
    body = HEADER + row()
    for role, status in (("planner", 403), ("field", 403), ("duty", 200)):
        client = await sign_in_as(country_app, country_db, role, role, "vn")
        assert (await post(client, body)).status_code == status, role
        await client.aclose()
    del feed.headers["Authorization"]
    assert (await post(feed, body)).status_code == 401


async def test_a_province_writes_for_its_own_stations(
    country_app: FastAPI, country_db: Database, stations: None
) -> None:
    client = await sign_in_as(country_app, country_db, "tinh-mot", "duty", "91")
    said = (await post(client, HEADER + row("a") + row("b"))).json()
    await client.aclose()
    assert said["new"] == 1 and [item["row"] for item in said["refused"]] == [2]


async def test_observations_page_by_page(feed: httpx.AsyncClient) -> None:
    await post(feed, HEADER + "".join(row(station, hours) for station in "ab" for hours in range(5)))
    seen: list[tuple[str, str]] = []
    after = None
    while True:
        page = (await feed.get("/api/observations", params={"limit": 3, "after": after or None})).json()
        seen += [(item["ends_at"], item["station"]) for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 10
    assert seen == sorted(seen, reverse=True)


async def test_observations_narrowed(feed: httpx.AsyncClient) -> None:
    await post(feed, HEADER + "".join(row(station, hours) for station in "ab" for hours in range(5)))

    async def count(**params: str) -> int:
        answer = await feed.get("/api/observations", params=params)
        assert answer.status_code == 200, answer.text
        return len(answer.json()["items"])

    assert await count(station="a") == 5
    assert await count(variable="rain_total") == 0
    assert await count(**{"from": (T - HOUR).isoformat()}) == 2
    assert await count(to=(T - 4 * HOUR).isoformat()) == 2
    answer = await feed.get("/api/observations", params={"from": "2026-07-22T00:00:00"})
    assert answer.status_code == 422
    answer = await feed.get("/api/observations", params={"after": "khong-phai-con-tro"})
    assert answer.json()["code"] == "bad_cursor"


async def test_observations_as_they_were_known(feed: httpx.AsyncClient, country_db: Database) -> None:
    await post(feed, HEADER + row(value=1.0))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(text("UPDATE observations SET known_at = now() - interval '2 hours'"))
        before = await session.scalar(text("SELECT now() - interval '1 hour'"))
        long_ago = await session.scalar(text("SELECT now() - interval '3 hours'"))
    await post(feed, HEADER + row(value=2.0))

    async def values(**params: str) -> list[float]:
        items = (await feed.get("/api/observations", params=params)).json()["items"]
        return [item["value"] for item in items]

    assert await values() == [2.0]
    assert await values(known_at=before.isoformat()) == [1.0]
    assert await values(known_at=long_ago.isoformat()) == []


async def test_stations_with_age_and_state(feed: httpx.AsyncClient) -> None:
    await post(feed, HEADER + row("a"))
    items = (await feed.get("/api/stations", params={"at": (T + HOUR).isoformat()})).json()["items"]
    assert [(item["id"], item["age_minutes"], item["state"]) for item in items] == [
        ("a", 60, "on_time"),
        ("b", None, "unknown"),
    ]
    assert items[0]["commune_code"] == "90001"
    page = (await feed.get("/api/stations", params={"limit": 1})).json()
    rest = (await feed.get("/api/stations", params={"limit": 1, "after": page["next"]})).json()
    assert [page["items"][0]["id"], rest["items"][0]["id"], rest["next"]] == ["a", "b", None]
    assert [item["id"] for item in (await feed.get("/api/stations?province=90")).json()["items"]] == [
        "a",
        "b",
    ]
    assert (await feed.get("/api/stations?province=15")).json()["items"] == []


async def test_stations_as_geojson(feed: httpx.AsyncClient) -> None:
    answer = await feed.get("/api/stations?format=geojson")
    assert answer.headers["content-type"].startswith("application/geo+json")
    collection = answer.json()
    assert collection["next"] is None
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [103.9, 22.4]}


async def test_rain_of_every_commune_with_what_stands_behind_it(feed: httpx.AsyncClient) -> None:
    await post(feed, HEADER + row("a", value=60) + row("a", 1, value=1.5))
    answer = await feed.get("/api/rain/communes", params={"hours": 24, "at": (T + HOUR).isoformat()})
    body = answer.json()
    assert body["next"] is None and body["hours"] == 24
    by_code = {item["commune_code"]: item for item in body["items"]}
    assert sorted(by_code) == ["90001", "90002", "90003", "90004"]
    assert by_code["90001"] == {
        "commune_code": "90001",
        "mean_mm": 61.5,
        "max_mm": 61.5,
        "mean_class": "heavy",
        "max_class": "heavy",
        "gauges": 1,
        "age_minutes": 60,
        "covered": pytest.approx(2 / 24, abs=0.001),
        "apportioned": 0,
        "starts_at": "2026-07-22T12:00:00Z",
        "ends_at": "2026-07-22T14:00:00Z",
        "excluded": 0,
        "method": "gauges",
        "estimate": None,
        "unknown_reason": None,
    }
    assert by_code["90002"]["mean_mm"] is None and by_code["90002"]["unknown_reason"]["vi"]
    assert (await feed.get("/api/rain/communes?province=91&limit=1")).json()["next"]
    for bad in ("hours=0", "hours=73", "hours=x", "province=1", "at=hôm qua"):
        assert (await feed.get(f"/api/rain/communes?{bad}")).status_code == 422, bad


async def test_hours_for_the_time_bar(feed: httpx.AsyncClient) -> None:
    await post(feed, HEADER + row("a", value=6) + row("b", value=2))
    params = {"at": T.isoformat(), "from": (T - 2 * HOUR).isoformat(), "province": "90"}
    body = (await feed.get("/api/rain/series", params=params)).json()
    assert [(item["mean_mm"], item["max_mm"], item["gauges"]) for item in body["items"]] == [
        (None, None, 0),
        (4.0, 6.0, 2),
    ]
    for bad in ({"from": "2020-01-01T00:00:00Z"}, {"from": "2026-07-22T00:00:00"}, {"province": "Lào Cai"}):
        assert (await feed.get("/api/rain/series", params={**params, **bad})).status_code == 422


async def test_feeds_are_listed_and_run_by_hand(officer: httpx.AsyncClient, country_app: FastAPI) -> None:
    items = {item["name"]: item for item in (await officer.get("/api/feeds")).json()["items"]}
    assert items["vrain"]["state"] == "off" and items["vrain"]["on"] is False
    assert (await officer.post("/api/feeds/vrain/run")).json()["code"] == "command_refused"
    assert (await officer.post("/api/feeds/khong-co/run")).json()["code"] == "unknown_feed"
    country_app.state.settings = country_app.state.settings.model_copy(
        update={"feed_vrain_url": "http://127.0.0.1:1/"}
    )
    answer = await officer.post("/api/feeds/vrain/run")
    assert (answer.status_code, answer.json()["code"]) == (503, "source_unavailable")
    items = {item["name"]: item for item in (await officer.get("/api/feeds")).json()["items"]}
    assert items["vrain"]["state"] == "failed" and items["vrain"]["error"]["vi"]


async def test_layers_of_the_domain(officer: httpx.AsyncClient, country_db: Database) -> None:
    lon, lat = centre("90001")
    gauges = [
        {**VRAIN[0], "lt": lat, "lg": lon},
        {**VRAIN[1], "lt": lat + 0.02, "lg": lon, "d": 0.0},
    ]
    async with country_db.transaction(SYSTEM) as session:
        await feeds.take(session, decode(vrain_body(base=gauges), T))
    layers = {
        item["id"]: item
        for item in (await officer.get("/api/layers", params={"at": T.isoformat()})).json()["items"]
    }
    assert layers["rain_gauges"]["count"] == 2 and layers["rain_gauges"]["geometry"] == "point"
    assert layers["rain_communes"]["geometry_layer"] == "communes"
    assert layers["warnings_communes"]["count"] == 0

    async def values(layer: str, at: datetime) -> dict[str, dict[str, Any]]:
        body = (await officer.get(f"/api/layers/{layer}/values", params={"at": at.isoformat()})).json()
        rows = [dict(zip(body["columns"], cells, strict=True)) for cells in body["rows"]]
        return {item["id"]: item for item in rows}

    by_gauge = await values("rain_gauges", T)
    assert sorted((item["value"], item["class"]) for item in by_gauge.values()) == [
        (0.0, "none"),
        (24.2, "moderate"),
    ]
    by_commune = await values("rain_communes", T)
    assert set(by_commune) == {"90001"}, "a commune without a gauge has no row, and so no colour"
    assert by_commune["90001"]["value"] == 12.1 and by_commune["90001"]["max_mm"] == 24.2
    assert await values("rain_gauges", T - timedelta(days=1)) == {}
    legend = [item["value"] for item in layers["rain_gauges"]["legend"]["items"]]
    assert legend == ["none", "light", "moderate", "heavy", "very_heavy", None]


def test_zlib_alone_is_no_gzip() -> None:
    from geoops.hydromet.observations.body import NotObservations, gunzip

    with pytest.raises(NotObservations):
        gunzip(zlib.compress(b"x" * 100), 1000)
