"""The base map to take along: a file that other readers read, of the right ground, cut once."""

import gzip
import random
from pathlib import Path

import httpx
import mapbox_vector_tile
import mercantile
import pyogrio
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from geoops.maps.pack.archive import MAX_ROOT_BYTES, archive, tile_number
from geoops.maps.pack.tiling import MOST_TILES, tile_at, tiles_of
from tests import places

BOX = (103.9, 21.9, 104.3, 22.3)


def square(name: str) -> bytes:
    shape = "POLYGON((0 0, 4096 0, 4096 4096, 0 4096, 0 0))"
    body = mapbox_vector_tile.encode(
        [{"name": name, "features": [{"geometry": shape, "properties": {"n": 1}}]}]
    )
    return gzip.compress(body, mtime=0)


def test_tiles_are_numbered_as_the_format_says() -> None:
    # From the specification's table of tile ids.
    assert [tile_number(0, 0, 0), tile_number(1, 0, 0), tile_number(1, 0, 1)] == [0, 1, 2]
    assert [tile_number(1, 1, 1), tile_number(1, 1, 0), tile_number(2, 0, 0)] == [3, 4, 5]
    assert tile_number(12, 3423, 1763) == 19_078_479
    numbers = sorted(tile_number(4, x, y) for x in range(16) for y in range(16))
    assert numbers == list(range(85, 85 + 256))


def test_another_reader_reads_the_file(tmp_path: Path) -> None:
    tiles = {(tile.z, tile.x, tile.y): square("ground") for tile in mercantile.tiles(*BOX, [4, 8, 9])}
    path = tmp_path / "map.pmtiles"
    path.write_bytes(archive(tiles, BOX, {"vector_layers": [{"id": "ground", "fields": {"n": "Number"}}]}))
    frame = pyogrio.read_dataframe(path, layer="ground")
    assert len(frame) == sum(1 for z, _, _ in tiles if z == 9)
    # Equal tiles are kept once.
    assert path.stat().st_size < 127 + len(tiles) * 20 + 2 * len(square("ground")) + 300


def test_no_tiles_and_too_many_are_faults() -> None:
    with pytest.raises(ValueError, match="no tiles"):
        archive({}, BOX, {})
    chance = random.Random(7)
    many = {
        (14, chance.randrange(1 << 14), chance.randrange(1 << 14)): chance.randbytes(chance.randrange(1, 300))
        for _ in range(9000)
    }
    with pytest.raises(ValueError, match="too many"):
        archive(many, BOX, {})


def test_as_many_tiles_as_are_ever_cut_fit_into_one_directory() -> None:
    found = tiles_of((102.1, 8.4, 109.6, 23.5))
    assert len(found) <= MOST_TILES
    scattered = {tile: bytes([i % 256, i // 256]) * (1 + i % 977) for i, tile in enumerate(found)}
    body = archive(scattered, (102.1, 8.4, 109.6, 23.5), {})
    assert int.from_bytes(body[16:24], "little") <= MAX_ROOT_BYTES


@given(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 14))
def test_a_point_lies_in_the_tile_it_is_said_to(lon: float, lat: float, z: int) -> None:
    x, y = tile_at(lon, lat, z)
    bounds = mercantile.bounds(x, y, z)
    assert bounds.west - 1e-9 <= lon <= bounds.east + 1e-9
    assert bounds.south - 1e-9 <= lat <= bounds.north + 1e-9


def test_the_box_is_covered_at_every_zoom() -> None:
    found = set(tiles_of(BOX))
    for z in range(4, 13):
        assert {(tile.z, tile.x, tile.y) for tile in mercantile.tiles(*BOX, z)} <= found


async def test_the_pack_holds_the_communes_of_the_scope(
    duty: httpx.AsyncClient, country_app: FastAPI, tmp_path: Path
) -> None:
    about = (await duty.get("/api/basemap")).json()
    assert (about["scope"], about["max_zoom"]) == ("91", 12)
    west, south, east, north = about["bounds"]
    lon, lat = places.centre("90001")
    assert west < lon < east
    assert south < lat < north
    answer = await duty.get(about["href"])
    assert answer.status_code == 200
    assert len(answer.content) == about["bytes"]
    path = tmp_path / "pack.pmtiles"
    path.write_bytes(answer.content)
    assert {"communes", "provinces"} <= {row[0] for row in pyogrio.list_layers(path)}
    assert "Mường Thử" in set(pyogrio.read_dataframe(path, layer="communes")["name_vi"])
    part = await duty.get(about["href"], headers={"Range": "bytes=0-6"})
    assert (part.status_code, part.content) == (206, b"PMTiles")
    again = (await duty.get("/api/basemap")).json()
    assert again == about
    assert len(list((country_app.state.settings.home / "basemaps").iterdir())) == 1


async def test_without_boundaries_there_is_no_base_map(signed_in: httpx.AsyncClient) -> None:
    answer = await signed_in.get("/api/basemap")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_base_map")
