"""Tiles of the OGC API."""

import httpx
import mercantile

from tests import places
from tests.layers.ogc.conftest import open_up


async def test_tiles_are_those_of_the_map(admin: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    await open_up(admin, "communes")
    tile = mercantile.tile(*places.centre("90001"), 9)
    sets = (await anybody.get("/ogc/collections/communes/tiles")).json()["tilesets"]
    template = next(link["href"] for found in sets for link in found["links"] if link["rel"] == "tile")
    address = template.replace("%7B", "{").replace("%7D", "}").format(z=9, x=tile.x, y=tile.y)
    answer = await anybody.get(address)
    ours = await anybody.get(f"/tiles/communes/9/{tile.x}/{tile.y}.mvt")
    assert (answer.status_code, answer.content) == (200, ours.content)
    again = await anybody.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    described = await anybody.get("/ogc/collections/communes/tiles/WebMercatorQuad")
    assert described.status_code == 200, described.text
    assert (await anybody.get("/ogc/tileMatrixSets/WebMercatorQuad")).status_code == 200
    bad = await anybody.get("/ogc/collections/communes/tiles/WebMercatorQuad/3/9/0")
    assert bad.json()["code"] == "bad_tile"
