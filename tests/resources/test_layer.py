"""Resources on the map: decoded tiles, fading with age, within scope, and the notice for illustrative data."""

from typing import Any

import httpx
import mapbox_vector_tile

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources import demo
from tests import units
from tests.resources import bodies


async def features(client: httpx.AsyncClient, **query: str) -> dict[str, dict[str, Any]]:
    answer = await client.get(f"/tiles/resources/{units.tile(106.05, 22.35, 8)}.mvt", params=query)
    if answer.status_code == 204:
        return {}
    assert answer.status_code == 200
    found = mapbox_vector_tile.decode(answer.content)["resources"]["features"]
    return {feature["properties"]["id"]: feature["properties"] for feature in found}


async def test_shape_tells_the_pillar_and_old_counts_fade(officer: httpx.AsyncClient) -> None:
    assert await features(officer) == {}
    boat = bodies.resource(kind="motor_boat", quantity=2)
    old = bodies.resource(kind="militia", quantity=20, counted_at="2026-01-05T08:00:00+07:00")
    unplaced = {k: v for k, v in bodies.resource(commune_code="01301").items() if k != "position"}
    school = bodies.shelter(occupancy=200)
    for body in (boat, old, unplaced):
        await officer.post("/api/resources", json=body)
    await officer.post("/api/shelters", json=school)
    found = await features(officer)
    assert {key: value["class"] for key, value in found.items()} == {
        boat["id"]: "means", old["id"]: "old", school["id"]: "shelter",
    }  # fmt: skip
    assert found[boat["id"]]["quantity"] == 2
    assert found[school["id"]]["state"] == "full"
    layer = next(
        layer for layer in (await officer.get("/api/layers")).json()["items"] if layer["id"] == "resources"
    )
    assert (layer["count"], layer["group"], layer["notice"]) == (3, "resources", None)
    assert {item["value"] for item in layer["legend"]["items"]} >= {"means", "old", "shelter"}


async def test_a_write_is_in_the_next_tile(officer: httpx.AsyncClient) -> None:
    first = bodies.resource()
    await officer.post("/api/resources", json=first)
    assert list(await features(officer)) == [first["id"]]
    second = bodies.resource(kind="food")
    await officer.post("/api/resources", json=second)
    assert sorted(await features(officer)) == sorted([first["id"], second["id"]])


async def test_tiles_keep_the_scope(officer: httpx.AsyncClient, commune_officer: httpx.AsyncClient) -> None:
    await officer.post("/api/resources", json=bodies.resource())
    assert len(await features(officer)) == 1
    assert await features(commune_officer) == {}


async def test_illustrative_data_say_so_on_the_layer(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    async with fresh_db.transaction(SYSTEM) as session:
        await demo.fill(session, [("01301", *units.INSIDE["01301"])])
    layer = next(
        layer for layer in (await officer.get("/api/layers")).json()["items"] if layer["id"] == "resources"
    )
    assert "minh họa" in layer["notice"]["vi"]
    found = await features(officer)
    assert found and all(item["demo"] for item in found.values())
    [here] = (await officer.get("/api/readiness", params={"commune": "01301"})).json()["items"]
    assert here["demo"] is True
