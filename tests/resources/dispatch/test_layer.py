"""Dispatches and evacuations on the map: decoded tiles, each state as it was known, within scope."""

import uuid
from typing import Any

import httpx
import mapbox_vector_tile
from fastapi import FastAPI

from geoops.kit.clock import utc_now
from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as
from tests.resources import bodies
from tests.resources.dispatch.conftest import NEEDS, NEXT, Desk


async def features(client: httpx.AsyncClient, layer: str, **query: str) -> dict[str, dict[str, Any]]:
    answer = await client.get(f"/tiles/{layer}/{units.tile(106.05, 22.35, 7)}.mvt", params=query)
    if answer.status_code == 204:
        return {}
    assert answer.status_code == 200, answer.text
    found = mapbox_vector_tile.decode(answer.content)[layer]["features"]
    return {
        feature["properties"]["id"]: feature["properties"] | {"shape": feature["geometry"]["type"]}
        for feature in found
    }


async def test_a_line_and_a_sign_follow_the_states(desk: Desk, app: FastAPI, fresh_db: Database) -> None:
    boats = await desk.boats()
    asked = await desk.send(desk.asked(2))
    assert await features(desk.duty, "dispatches") == {}
    assert (await features(desk.duty, "dispatch_units"))[asked["id"]]["state"] == "requested"
    sent = await desk.step(asked, "assign", unit={"resource_id": boats})
    before = utc_now().isoformat()
    sent = await desk.step(sent, "depart")
    line = (await features(desk.duty, "dispatches"))[sent["id"]]
    assert (line["shape"], line["state"], line["amount"]) == ("LineString", "on_the_way", 2)
    assert (line["commune_code"], line["to_commune_code"]) == (NEXT, NEEDS)
    then = await features(desk.duty, "dispatches", at=before, known_at=before)
    assert then[sent["id"]]["state"] == "assigned"
    third = await sign_in_as(app, fresh_db, "xa-ba", "commune", "01306")
    assert await features(third, "dispatches") == {}
    await third.aclose()
    for action in ("arrive", "release", "return"):
        sent = await desk.step(sent, action)
    assert await features(desk.duty, "dispatches") == await features(desk.duty, "dispatch_units") == {}
    shown = (await desk.duty.get("/api/layers")).json()["items"]
    legend = {
        item["value"]
        for layer in shown
        if layer["id"] == "dispatch_units"
        for item in layer["legend"]["items"]
    }
    assert {"requested", "on_the_way", "on_the_scene"} <= legend


async def test_an_evacuation_is_a_line_to_each_shelter_and_says_who_is_on_the_road(desk: Desk) -> None:
    lon, lat = units.INSIDE[NEXT]
    shelter = bodies.shelter(occupancy=0, position={"lon": lon, "lat": lat})
    await desk.duty.post("/api/shelters", json=shelter)
    order = {
        "id": str(uuid.uuid4()),
        "commune_code": NEEDS,
        "people": 50,
        "reason": "Lũ lên",
        "ordered_by": "Trưởng ban",
        "shelter_ids": [shelter["id"]],
    }
    assert (await desk.duty.post("/api/evacuations", json=order)).status_code == 201
    key = f"{order['id']}:{shelter['id']}"
    assert (await features(desk.duty, "evacuations"))[key]["class"] == "waiting"
    for direction, people in (("out", 30), ("in", 12)):
        body = {"id": str(uuid.uuid4()), "direction": direction, "people": people}
        body |= {"evacuation_id": order["id"]} | ({"shelter_id": shelter["id"]} if direction == "in" else {})
        assert (await desk.duty.post("/api/evacuations/counts", json=body)).status_code == 201
    line = (await features(desk.duty, "evacuations"))[key]
    assert (line["class"], line["counted_out"], line["counted_in"], line["road"]) == ("road", 30, 12, 18)
    await desk.duty.post(
        f"/api/evacuations/{order['id']}/actions/cancel", json={"reason": "Nhầm"}, headers={"If-Match": "*"}
    )
    assert await features(desk.duty, "evacuations") == {}
