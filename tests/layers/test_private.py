"""What tells of persons stays within, however open a layer is: on tiles, in lists and to other software."""

import re

import httpx
import mapbox_vector_tile
import mercantile
import pytest
from fastapi import FastAPI

from geoops.accounts import service as accounts
from geoops.domains import registry
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.layers.ogc.publishing import views
from geoops.layers.registry import Registry
from tests import places
from tests.conftest import sign_in_as
from tests.incidents.reports import send

OF_PERSONS = {"note", "reported_by", "reporter", "holder", "counter", "leader", "phone"}
WITHIN = {"note", "reported_by", "holder"}


@pytest.fixture
def declared() -> Registry:
    return registry()


@pytest.fixture
async def anybody(country_app: FastAPI, country_db: Database):
    """Somebody who is not signed in, with the layer of incidents open to them."""
    admin = await sign_in_as(country_app, country_db, "quan-tri", "admin", "vn")
    assert (await admin.put("/api/layers/incidents/public")).status_code == 204
    await admin.aclose()
    transport = httpx.ASGITransport(app=country_app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def properties(client: httpx.AsyncClient, headers: dict[str, str] | None = None) -> dict[str, object]:
    place = mercantile.tile(*places.centre("90001"), 12)
    answer = await client.get(f"/tiles/incidents/12/{place.x}/{place.y}.mvt", headers=headers)
    assert answer.status_code == 200, answer.text
    [feature] = mapbox_vector_tile.decode(answer.content)["incidents"]["features"]
    found: dict[str, object] = feature["properties"]
    return found


async def fields(client: httpx.AsyncClient, headers: dict[str, str] | None = None) -> dict[str, bool]:
    """The columns of the layer of incidents, and whether they are said to stay within."""
    items = (await client.get("/api/layers", headers=headers)).json()["items"]
    [layer] = [item for item in items if item["id"] == "incidents"]
    return {item["name"]: item["is_private"] for item in layer["fields"]}


async def test_an_open_layer_of_incidents_names_nobody(
    anybody: httpx.AsyncClient, duty: httpx.AsyncClient, country_db: Database
) -> None:
    await send(duty, note="Nhà bà Lò Thị Mẩy, gọi 0912 345 678")
    async with country_db.transaction(SYSTEM) as session:
        secret = await accounts.add_token(session, "may-do", "feed", "vn", "test")
    machine = {"Authorization": f"Bearer {secret}"}
    for _ in range(2):  # made, then kept ready: nobody gets the tile of another
        whole = await properties(duty)
        assert (whole["note"], whole["reported_by"]) == ("Nhà bà Lò Thị Mẩy, gọi 0912 345 678", "truc-ban")
        for headers in (None, machine):
            shown = await properties(anybody, headers)
            assert (shown["kind"], shown["severity"]) == ("landslide", 4)
            assert not WITHIN & set(shown)
    for headers in (None, machine):
        assert not WITHIN & set(await fields(anybody, headers))
    told = await fields(duty)
    assert {name for name, private in told.items() if private} == WITHIN, "whoever opens it is told"


def test_no_column_that_tells_of_persons_is_published(declared: Registry) -> None:
    for layer in declared.declared:
        assert not OF_PERSONS & {item.name for item in layer.for_public().fields}, layer.id
    named = re.compile("|".join(f'"{name}"' for name in sorted(OF_PERSONS)))
    published = {view.name: view.sql for view in views(declared)}
    assert "incidents" in published
    assert [name for name, sql in published.items() if named.search(sql)] == []
