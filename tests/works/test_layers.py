"""Roads, road points and works on the map: decoded tiles, by state and kind, within scope."""

from typing import Any
from uuid import uuid4

import httpx
import mapbox_vector_tile

from tests import units
from tests.works import bodies

TILE = units.tile(104.05, 22.05, 8)


async def features(client: httpx.AsyncClient, layer: str, **query: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/tiles/{layer}/{TILE}.mvt", params=query)
    if answer.status_code == 204:
        return []
    assert answer.status_code == 200, answer.text
    found = mapbox_vector_tile.decode(answer.content)[layer]["features"]
    return [feature["properties"] | {"shape": feature["geometry"]["type"]} for feature in found]


async def test_layers(with_road: None, duty: httpx.AsyncClient, other_province: httpx.AsyncClient) -> None:
    [road] = await features(duty, "roads")
    assert (road["name"], road["class"], road["shape"]) == ("Quốc lộ 4D", "calibrated", "LineString")
    assert await features(duty, "road_points") == []
    point = bodies.point(since="2026-07-21T02:00:00+07:00")
    await duty.post("/api/road-points", json=point)
    [shown] = await features(duty, "road_points")
    assert (shown["class"], shown["chainage"], shown["kind"]) == ("cut", "Km105+300", "landslide")
    state = {"id": str(uuid4()), "state": "one_lane", "since": "2026-07-21T09:00:00+07:00"}
    await duty.post(f"/api/road-points/{point['id']}/states", json=state)
    assert [one["class"] for one in await features(duty, "road_points")] == ["one_lane"]
    assert [one["class"] for one in await features(duty, "road_points", at="2026-07-21T03:00:00+07:00")] == [
        "cut"
    ]
    work = bodies.reservoir()
    await duty.post("/api/works", json=work)
    assert [one["class"] for one in await features(duty, "works")] == ["irrigation_reservoir"]
    await duty.post(f"/api/works/{work['id']}/readings", json=bodies.reading(level_m=218.0))
    [above] = await features(duty, "works")
    assert (above["class"], above["level_m"]) == ("above_design", 218.0)
    for layer in ("road_points", "works"):
        assert await features(other_province, layer) == []
    listed = {layer["id"]: layer for layer in (await duty.get("/api/layers")).json()["items"]}
    assert (listed["road_points"]["group"], listed["road_points"]["count"], listed["works"]["count"]) == (
        "works",
        1,
        1,
    )
