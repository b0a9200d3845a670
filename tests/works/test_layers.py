"""Roads, road points and works on the map: decoded tiles, by state and kind, within scope."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import mapbox_vector_tile
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.observations import body as observed
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Checker
from geoops.kit.clock import VN
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works.water import Water, judge
from tests import units
from tests.hydromet.places import add_stations
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
    assert [one["class"] for one in await features(duty, "works")] == ["irrigation_reservoir_unknown"]
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


async def measured(session: AsyncSession, station: str, level: float, at: datetime) -> None:
    """A station of a reservoir says its level."""
    row = f"{station},reservoir_level,{at.isoformat()},{at.isoformat()},{level},m\n"
    body = ("station,variable,starts_at,ends_at,value,unit\n" + row).encode()
    result = await observations.ingest(
        session, observed.read(body, Checker(datetime.now(UTC))), source="test"
    )
    assert (result.new + result.changed, result.refused) == (1, [])


async def shown(client: httpx.AsyncClient, work: dict[str, Any], **query: str) -> dict[str, Any]:
    [found] = [one for one in await features(client, "works", **query) if one["id"] == work["id"]]
    return found


async def heard(client: httpx.AsyncClient, after: int) -> int:
    """The change that a map hears of after one that it knows: its number goes into the address of the next tile."""
    async with asyncio.timeout(20):
        while True:
            answer = await client.get("/api/changes", params={"after": after})
            if items := answer.raise_for_status().json()["items"]:
                return int(items[-1]["seq"])
            await asyncio.sleep(0.05)


async def test_a_reservoir_of_which_nothing_is_known_is_grey_and_says_why(duty: httpx.AsyncClient) -> None:
    never, old, bare = (bodies.reservoir(name=name) for name in ("Hồ A", "Hồ B", "Hồ C"))
    bare |= {"normal_level_m": None, "design_level_m": None, "crest_level_m": None}
    for work in (never, old, bare):
        assert (await duty.post("/api/works", json=work)).status_code == 201
    long_ago = (datetime.now(UTC) - timedelta(hours=7)).isoformat()
    for work, reading in (
        (old, bodies.reading(level_m=210, read_at=long_ago)),
        (bare, bodies.reading(level_m=210)),
    ):
        answer = await duty.post(f"/api/works/{work['id']}/readings", json=reading)
        assert answer.status_code == 201, answer.text
    for work, reason in ((never, "no_reading"), (old, "old_reading"), (bare, "no_levels")):
        found = await shown(duty, work)
        assert (found["class"], found["reason"]) == ("irrigation_reservoir_unknown", reason)
    listed = {layer["id"]: layer for layer in (await duty.get("/api/layers")).json()["items"]}
    grey = {item["value"]: item["color"] for item in listed["works"]["legend"]["items"]}
    assert grey["irrigation_reservoir_unknown"] == "#A7B0BC" != grey["irrigation_reservoir"]
    words = {field["name"]: field["words"] for field in listed["works"]["fields"]}
    assert words["reason"]["old_reading"]["vi"] == "số đo đã quá 6 giờ"
    assert words["name"] is None


@pytest.mark.parametrize("hours", [0, 2, 9])
async def test_what_the_station_measures_colours_its_reservoir_as_a_notice_would(
    duty: httpx.AsyncClient, country_db: Database, hours: int
) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await add_stations(session, "ho", communes={"ho": "90001"})
    today = datetime.now(VN).strftime("%m-%d")
    work = bodies.reservoir(station_id="ho", flood_level_m=213, flood_from=today, flood_to=today)
    assert (await duty.post("/api/works", json=work)).status_code == 201
    seen = await heard(duty, 0)
    for level in (205.0, 212.7, 213.4, 215.2, 217.6):
        read_at = (datetime.now(UTC) - timedelta(hours=hours)).replace(microsecond=0)
        async with country_db.transaction(SYSTEM) as session:
            await measured(session, "ho", level, read_at)
        seen = await heard(duty, seen)
        found = await shown(duty, work, v=str(seen))
        reservoir = SimpleNamespace(**work, turbine_m3s=None, near_m=None)
        judged = judge(reservoir, Water(level_m=level, level_at=read_at), datetime.now(UTC))  # type: ignore[arg-type]
        if hours > 6:
            assert (found["class"], found["reason"]) == ("irrigation_reservoir_unknown", "old_reading")
        else:
            assert found["class"] == (judged.level if judged else "irrigation_reservoir")
            assert found.get("limit_m") == (judged.limit_m if judged else None)
        assert (found["level_m"], found["level_source"]) == (level, "station")


async def test_the_flood_control_level_counts_in_its_season_alone(duty: httpx.AsyncClient) -> None:
    now = datetime.now(VN)
    seasons = {
        "above_flood": (now - timedelta(days=3), now + timedelta(days=3)),
        "irrigation_reservoir": (now + timedelta(days=30), now + timedelta(days=60)),
    }
    for expected, (begin, end) in seasons.items():
        work = bodies.reservoir(
            flood_level_m=200, flood_from=begin.strftime("%m-%d"), flood_to=end.strftime("%m-%d")
        )
        assert (await duty.post("/api/works", json=work)).status_code == 201
        answer = await duty.post(f"/api/works/{work['id']}/readings", json=bodies.reading(level_m=205.0))
        assert answer.status_code == 201, answer.text
        assert (await shown(duty, work))["class"] == expected


async def test_a_release_is_told_and_an_old_one_is_not(duty: httpx.AsyncClient) -> None:
    work = bodies.reservoir()
    assert (await duty.post("/api/works", json=work)).status_code == 201
    long_ago = (datetime.now(UTC) - timedelta(hours=8)).isoformat()
    spilt = bodies.reading(level_m=205.0, spill_m3s=30, read_at=long_ago)
    assert (await duty.post(f"/api/works/{work['id']}/readings", json=spilt)).status_code == 201
    assert (await shown(duty, work))["class"] == "irrigation_reservoir_unknown"
    spilt = bodies.reading(level_m=205.0, spill_m3s=30)
    assert (await duty.post(f"/api/works/{work['id']}/readings", json=spilt)).status_code == 201
    found = await shown(duty, work)
    assert (found["class"], found["told"]) == ("releasing", "releasing")


async def test_a_dike_is_grey_until_somebody_has_looked_at_it(duty: httpx.AsyncClient) -> None:
    dike = {key: bodies.reservoir()[key] for key in ("id", "position")} | {"kind": "dike", "name": "Đê thử"}
    assert (await duty.post("/api/works", json=dike)).status_code == 201
    found = await shown(duty, dike)
    assert (found["class"], found["reason"]) == ("dike_unknown", "not_inspected")
    inspection = {"id": str(uuid4()), "state": "good"}
    answer = await duty.post(f"/api/works/{dike['id']}/inspections", json=inspection)
    assert answer.status_code == 201, answer.text
    assert (await shown(duty, dike))["class"] == "dike"
