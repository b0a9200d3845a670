"""Grids over HTTP: loading, listing, communes, STAC, tiles with their times, rights, spaces and caches."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from PIL import Image

from geoops.hydromet.grids import archive, jobs
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests.conftest import context, sign_in_as
from tests.hydromet.grids import makers
from tests.hydromet.grids.test_loading import AT, rain_in

pytestmark = pytest.mark.usefixtures("here", "home")
TILE = "/tiles/grid_imerg_late_rain/6/50/27.png"
"""Holds the whole made-up country: 101.25 to 106.87° E, 21.9 to 27° N."""
THEN = {"at": (AT + timedelta(minutes=40)).isoformat()}


async def put(client: httpx.AsyncClient, path: Path, **asked: str) -> httpx.Response:
    body = path.read_bytes()  # noqa: ASYNC240 - small, and nothing else runs
    return await client.post("/api/grids", content=body, params={"name": path.name, **asked})


def pixels(body: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(body)).convert("RGBA"))


async def test_a_file_is_loaded_listed_and_given_back(duty: httpx.AsyncClient, tmp_path: Path) -> None:
    path = makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40))
    first = await put(duty, path)
    assert first.status_code == 201, first.text
    assert first.json() == {
        "product": "imerg_late", "new": 1, "changed": 0, "unchanged": 0, "communes_changed": 4, "refused": [], "ignored": {},
    }  # fmt: skip
    assert (await put(duty, path)).json()["unchanged"] == 1
    (step,) = (await duty.get("/api/grids", params={"product": "imerg_late"})).json()["items"]
    assert (step["variable"], step["unit"], step["most"], step["stored"]) == ("rain", "mm", 20.0, True)
    assert (await duty.get(f"/api/grids/{step['id']}")).json() == step
    answer = (await duty.get(f"/api/grids/{step['id']}/communes", params={"limit": 3})).json()
    assert answer["measured"]
    assert [item["commune_code"] for item in answer["items"]] == ["90001", "90002", "90003"]
    wet = answer["items"][1]
    assert (wet["mean"], wet["max"], wet["covered"]) == (20, 20, 1)
    assert wet["above"] == [1, 1, 1, 1, 1, 1, 0]
    assert wet["class_number"] == 6
    rest = (await duty.get(f"/api/grids/{step['id']}/communes", params={"after": answer["next"]})).json()
    assert [item["commune_code"] for item in rest["items"]] == ["90004"]
    assert rest["next"] is None
    stac = (await duty.get(f"/api/grids/{step['id']}/stac")).json()
    assert stac["id"] == step["id"]
    assert stac["assets"]["data"]["href"].endswith(f"/api/grids/{step['id']}/file")
    file = await duty.get(f"/api/grids/{step['id']}/file")
    assert file.content[:4] in (b"II*\x00", b"II+\x00")
    (product,) = (await duty.get("/api/grids/products")).json()["items"]
    assert (product["id"], product["steps"], product["layers"]) == ("imerg_late", 1, ["grid_imerg_late_rain"])


async def test_what_is_refused(duty: httpx.AsyncClient, tmp_path: Path, home: Path) -> None:
    for body, status in ((b"", 422), (b"<html>busy</html>", 422), (b"\x89HDF\r\n\x1a\n" + b"0" * 99, 422)):
        answer = await duty.post("/api/grids", content=body)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
    for query, status in (
        ({"product": "no_such"}, 404),
        ({"product": "'; DROP TABLE"}, 422),
        ({"name": "../../etc/passwd"}, 422),
        ({"description": "id: ["}, 422),
        ({"space": "no-such"}, 404),
    ):
        answer = await duty.post("/api/grids", content=b"GRIB", params=query)
        assert answer.status_code == status, (query, answer.text)
    assert (await duty.get("/api/grids/00000000-0000-0000-0000-000000000000")).status_code == 404
    assert (await duty.get("/api/grids/nonsense")).status_code == 422
    assert (await duty.get("/api/grids", params={"after": "nonsense"})).status_code == 422
    assert not archive.folder(home).exists() or not list(archive.folder(home).rglob("*.tif"))


async def test_the_service_is_up_after_a_damaged_file(
    duty: httpx.AsyncClient, shared_data: Path, request: pytest.FixtureRequest
) -> None:
    """Through the child, as it runs."""
    request.getfixturevalue("monkeypatch").undo()
    damaged = shared_data / "grids" / "cfgrib_era5-levels-corrupted.grib"
    answer = await put(duty, damaged, product="ecmwf")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["file"] == damaged.name
    assert (await duty.get("/healthz")).status_code == 200
    assert (await duty.get("/api/grids")).json()["items"] == []


async def test_who_may(country_app: FastAPI, country_db: Database, tmp_path: Path) -> None:
    path = makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40))
    field = await sign_in_as(country_app, country_db, "doi-xung-kich", "field", "90001")
    assert (await put(field, path)).status_code == 403
    assert (await field.get("/api/grids")).status_code == 200
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as stranger:
        for address in ("/api/grids", "/api/grids/products", "/api/grids/rain/communes"):
            assert (await stranger.get(address)).status_code == 401
        await jobs.load(country_db, country_app.state.settings.home, path, None)
        assert (await stranger.get(TILE, params=THEN)).status_code == 401
    await field.aclose()


async def test_tiles_follow_time_and_say_nothing_where_nothing_is_known(
    duty: httpx.AsyncClient, tmp_path: Path
) -> None:
    rain = rain_in("90002", 40)
    rain[0, 0] = np.nan
    await put(duty, makers.imerg(tmp_path / "a.HDF5", rain))
    later = AT + timedelta(minutes=30)
    await put(duty, makers.imerg(tmp_path / "b.HDF5", rain_in("90003", 2.2), starts_at=later))
    layer = next(
        one for one in (await duty.get("/api/layers")).json()["items"] if one["id"] == "grid_imerg_late_rain"
    )
    assert (layer["kind"], layer["time"], layer["legend"]["unit"]) == ("raster", "instant", "mm")
    assert layer["tiles"] == "/tiles/grid_imerg_late_rain/{z}/{x}/{y}.png"
    first = await duty.get(TILE, params=THEN)
    assert first.status_code == 200
    assert first.headers["content-type"] == "image/png"
    seen = pixels(first.content)
    colours = {tuple(colour) for colour in seen[seen[..., 3] > 0]}
    wanted = layer["legend"]["items"][5]["color"].lower()  # 20 mm in half an hour
    assert {f"#{r:02x}{g:02x}{b:02x}" for r, g, b, _ in colours} == {wanted}
    second = await duty.get(TILE, params={"at": (later + timedelta(minutes=30)).isoformat()})
    assert second.headers["etag"] != first.headers["etag"]
    assert pixels(second.content)[..., 3].any()
    assert not np.array_equal(pixels(second.content), seen)
    before = await duty.get(TILE, params={"at": AT.isoformat()})
    assert before.status_code == 204, "nothing was known of that time"
    much_later = await duty.get(TILE, params={"at": (AT + timedelta(days=2)).isoformat()})
    assert much_later.status_code == 204, "an old picture is not shown as the present"
    again = await duty.get(TILE, params=THEN, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert (await duty.get(TILE.replace(".png", ".mvt"), params=THEN)).status_code == 404


async def test_a_correction_is_on_the_map_at_once_and_not_before_it_was_known(
    duty: httpx.AsyncClient, tmp_path: Path
) -> None:
    await put(duty, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    first = await duty.get(TILE, params=THEN)
    known = (await duty.get("/api/grids")).json()["items"][0]["known_at"]
    await put(duty, makers.imerg(tmp_path / "b.HDF5", rain_in("90003", 40)))
    second = await duty.get(TILE, params=THEN)
    assert second.headers["etag"] != first.headers["etag"]
    assert second.content != first.content
    as_known = await duty.get(TILE, params={**THEN, "known_at": known})
    assert as_known.content == first.content


async def test_a_replay_has_its_own_pixels(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database, tmp_path: Path
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, "dien-lai", kind="replay", title=Text("Diễn lại", "Replay"), starts_at=AT,
            ends_at=AT + timedelta(days=1), speed=1,
        )  # fmt: skip
    home = country_app.state.settings.home
    await jobs.load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)), None)
    await country_app.state.follower.catch_up()
    live = await duty.get(TILE, params=THEN)
    assert live.status_code == 200
    asked = {**THEN, "space": "dien-lai", "known_at": (AT + timedelta(days=1)).isoformat()}
    assert (await duty.get(TILE, params=asked)).status_code == 204
    other = makers.imerg(tmp_path / "b.HDF5", rain_in("90003", 40))
    await jobs.load(country_db, home, other, None, context=context("vn", "dien-lai"))
    await country_app.state.follower.catch_up()
    replay = await duty.get(TILE, params=asked)
    assert replay.status_code == 200
    assert replay.content != live.content
    assert (await duty.get(TILE, params=THEN)).content == live.content


async def test_a_missing_file_is_an_empty_tile_and_no_crash(
    duty: httpx.AsyncClient, tmp_path: Path, home: Path
) -> None:
    await put(duty, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    (file,) = archive.folder(home).rglob("*.tif")
    file.unlink()
    assert (await duty.get(TILE, params=THEN)).status_code == 204
    step = (await duty.get("/api/grids")).json()["items"][0]
    gone = await duty.get(f"/api/grids/{step['id']}/file")
    assert (gone.status_code, gone.json()["code"]) == (404, "grid_file_missing")


async def test_rain_of_communes(duty: httpx.AsyncClient, tmp_path: Path) -> None:
    await put(duty, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    asked = {"kind": "observed", "hours": 1, "at": (AT + timedelta(minutes=30)).isoformat()}
    known_at = (await duty.get("/api/grids")).json()["items"][0]["known_at"]
    found = (await duty.get("/api/grids/rain/communes", params={**asked, "known_at": known_at})).json()[
        "items"
    ]
    by_code = {item["commune_code"]: item for item in found}
    assert by_code["90002"]["mean_mm"] == 20
    assert by_code["90002"]["covered"] == 0.5
    assert by_code["90001"]["mean_mm"] == 0
    one = await duty.get(
        "/api/grids/rain/communes", params={**asked, "known_at": known_at, "commune": "90002"}
    )
    assert [item["commune_code"] for item in one.json()["items"]] == ["90002"]
    none = await duty.get("/api/grids/rain/communes", params={"kind": "forecast", "hours": 6})
    assert none.json() == {"items": []}
    assert (await duty.get("/api/grids/rain/communes", params={"hours": -1})).status_code == 422
