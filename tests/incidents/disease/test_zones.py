"""Zones: rings along the ground, what they take of which commune, where they overlap, who sees them."""

import math
from datetime import UTC, datetime
from typing import Any

import httpx
import numpy as np
import pytest
import shapely
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from mapbox_vector_tile import decode
from pyproj import Geod

from geoops.communes.service import CommunePolygons
from geoops.incidents.disease.zones import shapes
from geoops.kit.db import Database
from tests import places
from tests.conftest import context, sign_in_as
from tests.incidents.disease.desk import Desk

WGS84 = Geod(ellps="WGS84")


@pytest.fixture
def desk(duty: httpx.AsyncClient) -> Desk:
    return Desk(duty)


def units(*squares: tuple[str, float, float]) -> CommunePolygons:
    geometry = np.array(
        [shapely.box(west, south, west + 0.1, south + 0.1) for _, west, south in squares], dtype=object
    )
    codes = tuple(code for code, _, _ in squares)
    return CommunePolygons(1, codes, tuple("91" for _ in squares), geometry)


@given(
    lon=st.floats(102, 118),
    lat=st.floats(6, 24),
    radii=st.lists(st.floats(50, 50_000), min_size=3, max_size=3, unique=True).map(sorted),
)
@settings(max_examples=40)
def test_rings_lie_within_their_radii_and_fill_the_disk(lon: float, lat: float, radii: list[float]) -> None:
    made = shapes.rings(
        lon, lat, dict(zip(("epidemic", "threatened", "buffer"), radii, strict=True)), units()
    )
    assert [ring.zone for ring in made] == ["epidemic", "threatened", "buffer"]
    for ring, inner in zip(made, [0.0, *radii], strict=False):
        corners = np.array(ring.shape.exterior.coords)
        _, _, metres = WGS84.inv(
            np.full(len(corners), lon), np.full(len(corners), lat), corners[:, 0], corners[:, 1]
        )
        assert np.allclose(metres, ring.radius_m, rtol=1e-6)
        expected = math.pi * (ring.radius_m**2 - inner**2) / 1e6
        assert shapes.area_km2(ring.shape) == pytest.approx(
            expected, rel=0.02, abs=math.pi * ring.radius_m**2 / 1e6 * 5e-4
        )
    assert sum(shapes.area_km2(ring.shape) for ring in made) == pytest.approx(
        shapes.area_km2(shapes.disk(lon, lat, radii[-1])), rel=1e-6
    )


def test_shares_add_up_to_the_commune() -> None:
    square = units(("90001", 104.0, 22.0))
    made = shapes.rings(104.05, 22.05, {"epidemic": 1000, "threatened": 3000, "buffer": 90_000}, square)
    shares = [ring.touched[0].share for ring in made]
    assert sum(shares) == pytest.approx(1, abs=1e-9)
    assert shares[0] == pytest.approx(math.pi / shapes.area_km2(square.geometry[0]), rel=1e-3)


def test_a_border_that_is_only_touched_is_no_share() -> None:
    beside = units(("90001", 104.0, 22.0), ("90002", 104.1, 22.0))
    (ring,) = shapes.rings(104.05, 22.05, {"epidemic": 1000}, beside)
    assert [one.code for one in ring.touched] == ["90001"]


def test_where_zones_overlap_each_place_counts_once_in_the_strictest() -> None:
    square = units(("90001", 104.0, 22.0))
    radii = {"epidemic": 1000, "threatened": 3000}
    zones = [
        (ring.zone, ring.shape)
        for lon in (104.05, 104.06)  # about a kilometre apart
        for ring in shapes.rings(lon, 22.05, radii, square)
    ]
    taken = shapes.taken_by(zones, square)["90001"]
    disks = {zone: [shapes.disk(lon, 22.05, radii[zone]) for lon in (104.05, 104.06)] for zone in radii}
    inner = shapely.union_all(disks["epidemic"])
    whole = shapely.union_all(disks["threatened"])
    assert taken["epidemic"][0] == pytest.approx(shapes.area_km2(inner), rel=1e-6)
    assert taken["epidemic"][0] + taken["threatened"][0] == pytest.approx(shapes.area_km2(whole), rel=1e-6)


async def test_a_confirmed_outbreak_has_the_rings_of_its_rule(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    assert [(zone["zone"], zone["radius_m"], zone["set_by"]) for zone in outbreak["zones"]] == [
        ("epidemic", 1000, None),
        ("threatened", 3000, None),
        ("buffer", 10000, None),
    ]
    reached = {zone["zone"]: {one["commune_code"] for one in zone["communes"]} for zone in outbreak["zones"]}
    assert reached["epidemic"] == reached["threatened"] == {"90001"}
    assert reached["buffer"] == {"90001", "90002", "90003", "90004"}
    own = sum(
        one["share"]
        for zone in outbreak["zones"]
        for one in zone["communes"]
        if one["commune_code"] == "90001"
    )
    assert own == pytest.approx(1, abs=0.001)  # ten kilometres reach over every corner of its square


async def test_radii_are_set_by_people_with_a_reason(desk: Desk) -> None:
    outbreak = await desk.outbreak()
    address = f"/api/disease/outbreaks/{outbreak['id']}/zones"

    async def put(radii: dict[str, Any], etag: str = "*", **more: Any) -> httpx.Response:
        body = {"radii": radii, "reason": "Quyết định của Chủ tịch UBND xã"} | more
        return await desk.client.put(address, json=body, headers={"If-Match": etag})

    bad: list[dict[str, Any]] = [
        {"threatened": 500, "buffer": 400},
        {"epidemic": -1},
        {"epidemic": 0},
        {"outer": 5},
    ]
    bad += [{"epidemic": 10**9}, {"epidemic": "=1"}]
    for radii in bad:
        assert (await put(radii)).status_code == 422, radii
    assert (await put({"epidemic": 200}, reason="")).status_code == 422
    assert (await desk.get(outbreak))["etag"] == outbreak["etag"]
    done = await put({"threatened": 2000}, outbreak["etag"])
    assert done.status_code == 200, done.text
    assert [(z["zone"], z["radius_m"], z["set_by"]) for z in done.json()["zones"]] == [
        ("threatened", 2000, "truc-ban")
    ]
    assert (await put({"epidemic": 100}, outbreak["etag"])).status_code == 412
    assert (await put({})).json()["zones"] == []


async def test_without_a_position_no_zone_is_made_up(desk: Desk) -> None:
    outbreak = await desk.outbreak(position=None, commune_code="90001")
    assert (outbreak["zones"], outbreak["position"]) == ([], None)
    refused = await desk.client.put(
        f"/api/disease/outbreaks/{outbreak['id']}/zones",
        json={"radii": {"epidemic": 100}, "reason": "thử"},
        headers={"If-Match": "*"},
    )
    assert refused.status_code == 422


async def test_a_position_that_is_known_later_brings_the_zones(desk: Desk) -> None:
    outbreak = await desk.outbreak(position=None, commune_code="90001")
    address = f"/api/disease/outbreaks/{outbreak['id']}"
    lon, lat = places.centre("90001")

    async def amend(etag: str = "*", **body: Any) -> httpx.Response:
        return await desk.client.patch(address, json=body, headers={"If-Match": etag})

    elsewhere = dict(zip(("lon", "lat"), places.centre("90002"), strict=True))
    assert (await amend(position=elsewhere)).json()["errors"][0]["field"] == "position"
    assert (await amend(position={"lon": lat, "lat": lon})).status_code == 422
    placed = (await amend(outbreak["etag"], position={"lon": lon, "lat": lat})).json()
    assert [zone["radius_m"] for zone in placed["zones"]] == [1000, 3000, 10000]
    assert (await amend(outbreak["etag"], note="muộn")).status_code == 412
    own = {"radii": {"epidemic": 700}, "reason": "theo xã"}
    await desk.client.put(f"{address}/zones", json=own, headers={"If-Match": "*"})
    moved = (await amend(position={"lon": lon + 0.01, "lat": lat}, hamlet="Thôn 8", note=None)).json()
    assert [(zone["radius_m"], zone["set_by"]) for zone in moved["zones"]] == [(700, "truc-ban")]
    assert (moved["hamlet"], moved["position"]["lon"]) == ("Thôn 8", pytest.approx(lon + 0.01))
    changes = (await desk.client.get("/api/changes", params={"after": 0})).json()["items"]
    last = [c["payload"]["before"] for c in changes if c["op"] == "amend"][-1]
    assert (last["hamlet"], last["position"]["lon"]) == ("Thôn 3", pytest.approx(lon))


async def test_outbreaks_that_overlap_know_of_each_other(desk: Desk) -> None:
    lon, lat = places.centre("90001")
    first = await desk.outbreak()
    second = await desk.outbreak(position={"lon": lon + 0.02, "lat": lat})
    await desk.outbreak(position={"lon": lon, "lat": lat}, disease="prrs")
    assert [one["outbreak_id"] for one in (await desk.get(first))["overlaps"]] == [second["id"]]
    touched = (await desk.client.get("/api/disease/communes", params={"disease": "asf"})).json()["items"]
    here = next(one for one in touched if one["commune_code"] == "90001")
    assert (here["strictest"], sorted(here["outbreaks"])) == ("epidemic", sorted([first["id"], second["id"]]))
    assert sum(here["shares"].values()) == pytest.approx(1, abs=0.001)
    await desk.step(second, "over", at=desk.day(39))
    assert (await desk.get(first))["overlaps"] == []


async def test_the_commune_next_door_sees_the_zone_and_not_the_outbreak(
    desk: Desk, country_app: FastAPI, country_db: Database
) -> None:
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 3, {"sick": 5})
    neighbour = await sign_in_as(country_app, country_db, "xa-ben", "commune", "90003")
    here = (await neighbour.get("/api/communes/90003/situation")).json()["disease"]
    assert here["outbreaks"] == []
    assert [(zone["zone"], zone["from_commune"]) for zone in here["zones"]] == [("buffer", "90001")]
    assert 0 < here["zones"][0]["share"] < 1
    assert (await neighbour.get(f"/api/disease/outbreaks/{outbreak['id']}")).status_code == 404
    own = (await desk.client.get("/api/communes/90001/situation")).json()["disease"]
    assert [one["id"] for one in own["outbreaks"]] == [outbreak["id"]]
    assert own["outbreaks"][0]["totals"][0]["quantity"] == 5
    async with country_db.transaction(context("90003", actor="xa-ben")) as session:
        from sqlalchemy import text

        changed = await session.execute(text("UPDATE outbreak_zones SET radius_m = 1"))
        assert changed.rowcount == 0
    await neighbour.aclose()


async def test_the_map_shows_what_was_known_then(desk: Desk) -> None:
    before = datetime.now(UTC)
    outbreak = await desk.outbreak()
    await desk.report(outbreak, 3, {"sick": 5, "dead": 2, "culled": 1})
    layers = {one["id"]: one for one in (await desk.client.get("/api/layers")).json()["items"]}
    assert (layers["outbreaks"]["count"], layers["outbreak_zones"]["count"]) == (1, 3)
    drawn = decode((await desk.client.get("/tiles/outbreaks/10/807/447.mvt")).content)
    (feature,) = drawn["outbreaks"]["features"]
    assert feature["properties"]["disease"] == "Dịch tả lợn châu Phi"
    assert (feature["properties"]["sick"], feature["properties"]["dead"]) == (5, 3)
    rings = decode((await desk.client.get("/tiles/outbreak_zones/10/807/447.mvt")).content)
    assert {f["properties"]["zone"] for f in rings["outbreak_zones"]["features"]} == {
        "epidemic",
        "threatened",
        "buffer",
    }
    query = {"known_at": before.isoformat()}
    for layer in ("outbreaks", "outbreak_zones"):
        assert (await desk.client.get(f"/tiles/{layer}/10/807/447.mvt", params=query)).status_code == 204
    await desk.step(outbreak, "over", at=desk.day(39))
    assert (await desk.client.get("/tiles/outbreak_zones/10/807/447.mvt")).status_code == 204
