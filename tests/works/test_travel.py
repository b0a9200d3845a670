"""Minutes over the road, around what is cut; straight where no road is loaded; what is reached from here."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import numpy as np
import pytest

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.works import travel
from geoops.works.linear import Floats, Line
from geoops.works.network import Cut, Network, NetworkRoad
from geoops.works.rules import road_rules
from tests import places
from tests.works import bodies
from tests.works.conftest import LINE


def straight(a: tuple[float, float], b: tuple[float, float], points: int = 50) -> Floats:
    return np.column_stack([np.linspace(a[0], b[0], points), np.linspace(a[1], b[1], points)])


def network(*roads: tuple[Floats, float]) -> Network:
    made = [NetworkRoad(i, Line([line], accuracy_m=5), speed) for i, (line, speed) in enumerate(roads)]
    return Network(made, road_rules())


WEST, EAST, NORTH = (104.02, 22.05), (104.12, 22.05), (104.12, 22.12)
DIRECT = straight(WEST, EAST)
DETOUR = [straight(WEST, (104.07, 22.10)), straight((104.07, 22.10), EAST)]


def minutes(net: Network, cuts: tuple[Cut, ...] = ()) -> float:
    return float(net.minutes_from(WEST, np.array([EAST]), cuts).minutes[0])


def test_minutes_follow_the_length_and_the_speed() -> None:
    metres = Line([DIRECT], accuracy_m=0).length_m
    assert minutes(network((DIRECT, 40))) == pytest.approx(metres / 40_000 * 60, rel=0.001)
    assert minutes(network((DIRECT, 20))) == pytest.approx(metres / 20_000 * 60, rel=0.001)
    two_vertices = DIRECT[[0, -1]]
    assert minutes(network((two_vertices, 40))) == pytest.approx(metres / 40_000 * 60, rel=0.001)


def test_a_cut_is_driven_around_or_stops_the_way() -> None:
    net = network((DIRECT, 40), (DETOUR[0], 40), (DETOUR[1], 40))
    cut = Cut(0, 4000, 4100)
    around = sum(Line([one], accuracy_m=0).length_m for one in DETOUR) / 40_000 * 60
    assert minutes(net) < around
    assert minutes(net, (cut,)) == pytest.approx(around, rel=0.001)
    assert minutes(net, (cut, Cut(1, 0, 10))) == np.inf
    beyond = net.minutes_from(WEST, np.array([[104.05, 22.05]]), (cut,)).minutes[0]
    assert np.isfinite(beyond)  # before the cut the road is open


def test_ends_beside_another_road_are_crossings_and_far_ones_are_not() -> None:
    branch = straight((104.0701, 22.05008), (104.07, 22.10))  # begins 9 m beside the direct road
    away = straight((104.07, 22.0505), (104.07, 22.10))  # begins 55 m beside it
    target = np.array([[104.07, 22.10]])
    assert np.isfinite(network((DIRECT, 40), (branch, 40)).minutes_from(WEST, target).minutes[0])
    assert network((DIRECT, 40), (away, 40)).minutes_from(WEST, target).minutes[0] == np.inf


def test_roads_that_cross_on_a_bridge_without_a_shared_vertex_do_not_meet() -> None:
    over = straight((104.0705, 22.0), (104.0705, 22.10), points=7)
    found = network((DIRECT, 40), (over, 40)).minutes_from(WEST, np.array([[104.0705, 22.10]]))
    assert found.minutes[0] == np.inf


def test_far_from_every_road_is_straight() -> None:
    found = network((DIRECT, 40)).minutes_from(WEST, np.array([[104.07, 22.20], [104.07, 22.051]]))
    assert found.by_road.tolist() == [False, True]
    off_road = network((DIRECT, 40)).minutes_from((104.07, 22.20), np.array([[104.07, 22.05]]))
    assert off_road.by_road.tolist() == [False]


async def test_without_roads_it_is_straight_and_says_so(duty: httpx.AsyncClient) -> None:
    lon, lat = places.centre("90001")
    answer = await duty.get("/api/works/reach", params={"lon": lon, "lat": lat, "minutes": 45})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/geo+json")
    found = answer.json()
    assert (found["network"], found["type"]) == (False, "FeatureCollection")
    assert "khoảng cách thẳng" in found["note"]["vi"]
    here, *others = found["features"]
    assert here["properties"] | {"facts": {}} == {
        "kind": "commune", "id": "90001", "name": "Xã Mường Thử", "minutes": 0.0, "how": "straight", "facts": {},
    }  # fmt: skip
    assert {one["properties"]["id"] for one in others} == {"90002", "90003"}
    for wrong in (
        {"lon": lon, "lat": 95},
        {"lon": "nan", "lat": lat},
        {"lon": lon, "lat": lat, "minutes": 0},
    ):
        assert (await duty.get("/api/works/reach", params=wrong)).status_code == 422


async def test_what_is_reached_shrinks_when_the_road_is_cut(
    with_road: None, duty: httpx.AsyncClient, country_db: Database
) -> None:
    west, east = Line([LINE], accuracy_m=0).at(500), Line([LINE], accuracy_m=0).at(21_000)
    boat = {
        "id": str(uuid4()), "kind": "motor_boat", "quantity": 2,
        "position": {"lon": round(east[0], 6), "lat": round(east[1], 6)},
    }  # fmt: skip
    assert (await duty.post("/api/resources", json=boat)).status_code == 201
    asked: dict[str, Any] = {"lon": west[0], "lat": west[1], "minutes": 60}

    async def reached() -> tuple[set[str], dict[str, Any]]:
        found = (await duty.get("/api/works/reach", params=asked)).json()
        return {
            one["properties"]["id"] for one in found["features"] if one["properties"]["how"] == "road"
        }, found

    before, found = await reached()
    assert boat["id"] in before and found["network"] is True and found["cuts"] == 0
    [mine] = [one["properties"] for one in found["features"] if one["properties"]["id"] == boat["id"]]
    assert mine["minutes"] == pytest.approx(20.5 / 40 * 60, abs=1)
    assert mine["facts"]["quantity"] == 2
    point = bodies.point(chainage="Km110+000")
    await duty.post("/api/road-points", json=point)
    after, found = await reached()
    assert boat["id"] not in after and found["cuts"] == 1
    async with country_db.transaction(SYSTEM) as session:
        trial, _ = await travel.minutes_to(session, west, [east], reopened=[UUID(point["id"])])
        real, _ = await travel.minutes_to(session, west, [east])
    assert trial[0].minutes is not None and real[0].minutes is None
    await duty.post(f"/api/road-points/{point['id']}/states", json={"id": str(uuid4()), "state": "one_lane"})
    assert boat["id"] in (await reached())[0]
