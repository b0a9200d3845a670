"""Incidents on the map: real counts at every zoom, uncertainty, overdue, repeats as they were known."""

from datetime import UTC, datetime
from typing import Any

import httpx
import mapbox_vector_tile
import mercantile
import pytest

from geoops.kit.db import Database
from tests.incidents.reports import act, send

BOX = (104.0, 22.0, 104.2, 22.2)


async def tile(client: httpx.AsyncClient, layer: str, z: int, x: int, y: int, **params: Any) -> list[dict]:
    answer = await client.get(f"/tiles/{layer}/{z}/{x}/{y}.mvt", params=params)
    assert answer.status_code in (200, 204), answer.text
    if answer.status_code == 204:
        return []
    return mapbox_vector_tile.decode(answer.content)[layer]["features"]


async def everywhere(client: httpx.AsyncClient, layer: str, z: int, **params: Any) -> dict[str, dict]:
    """Features of all tiles over the country by id; the same in two tiles is one."""
    found = {}
    for place in mercantile.tiles(*BOX, z):
        for feature in await tile(client, layer, z, place.x, place.y, **params):
            found[feature["properties"]["id"]] = feature
    return found


async def test_clusters_count_every_open_incident_at_every_zoom(duty: httpx.AsyncClient) -> None:
    import random

    dice = random.Random(7)
    for number in range(60):
        where = {"lon": dice.uniform(104.001, 104.199), "lat": dice.uniform(22.001, 22.099)}
        await send(duty, position=where, severity=1 + number % 5)
    closed = await send(duty)
    await act(duty, closed, "reject", reason="nhầm")
    sizes = []
    for z in range(5, 13):
        clusters = await everywhere(duty, "incident_clusters", z)
        assert sum(f["properties"]["count"] for f in clusters.values()) == 60, z
        sizes.append(len(clusters))
    assert sizes == sorted(sizes) and sizes[0] < 6 < sizes[-1]


async def test_the_circle_is_as_wide_as_the_place_is_unsure(duty: httpx.AsyncClient) -> None:
    sent = await send(duty, position={"lon": 104.05, "lat": 22.05, "accuracy_m": 400, "method": "landmark"})
    place = mercantile.tile(104.05, 22.05, 13)
    (feature,) = await tile(duty, "incident_uncertainty", 13, place.x, place.y)
    assert feature["properties"]["uncertainty_m"] == 400
    xs = [point[0] for point in feature["geometry"]["coordinates"][0]]
    metres = (max(xs) - min(xs)) / 4096 * 40075016.686 / 2**13 * 0.9268
    assert metres == pytest.approx(800, rel=0.02), "twice the radius, on the ground"
    await act(duty, sent, "reject", reason="nhầm")
    assert await tile(duty, "incident_uncertainty", 13, place.x, place.y) == []


async def test_overdue_holder_and_witnesses_are_on_the_map(
    duty: httpx.AsyncClient, country_db: Database
) -> None:
    first, second = await send(duty, severity=5), await send(duty, severity=5)
    await act(duty, first, "claim")
    await duty.post(f"/api/incidents/{first['id']}/repeats", json={"ids": [second["id"]]})
    place = mercantile.tile(104.05, 22.05, 12)
    (feature,) = await tile(duty, "incidents", 12, place.x, place.y)
    assert feature["properties"]["id"] == first["id"], "the repeat is not drawn"
    assert feature["properties"]["holder"] == "truc-ban"
    assert (feature["properties"]["overdue"], feature["properties"]["witnesses"]) == (0, 1)
    later = datetime.fromisoformat(first["due_at"]).timestamp() + 1
    (feature,) = await tile(
        duty, "incidents", 12, place.x, place.y, at=datetime.fromtimestamp(later, UTC).isoformat()
    )
    assert feature["properties"]["overdue"] == 1


async def test_states_and_repeats_are_shown_as_they_were_known(duty: httpx.AsyncClient) -> None:
    place = mercantile.tile(104.05, 22.05, 12)

    async def shown(at: str) -> dict[str, str]:
        found = await tile(duty, "incidents", 12, place.x, place.y, at=at, known_at=at)
        return {f["properties"]["id"]: f["properties"]["state"] for f in found}

    def now() -> str:
        return datetime.now(UTC).isoformat()

    first, second = await send(duty), await send(duty)
    before = now()
    await act(duty, first, "verify")
    await duty.post(f"/api/incidents/{first['id']}/repeats", json={"ids": [second["id"]]})
    merged = now()
    await duty.delete(f"/api/incidents/{first['id']}/repeats/{second['id']}")
    assert await shown(before) == {first["id"]: "reported", second["id"]: "reported"}
    assert await shown(merged) == {first["id"]: "verified"}
    assert await shown(now()) == {first["id"]: "verified", second["id"]: "reported"}
