"""Which tiles are asked for: what people who go from the country to a commune have on their screens."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import mercantile

SEED = 20260721
SCREEN = (1920, 1080)
TILE_PX = 512
"""MapLibre draws a vector tile over 512 pixels of the screen."""
COUNTRY = ((105.0, 21.0), (107.0, 16.0), (106.5, 11.0))
"""Middles of the views of the country: at zoom 5 one screen shows it whole, at 6 it takes three."""
COMMUNES_PER_PROVINCE = 6

Tile = tuple[int, int, int]
"""z, x, y"""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune's point and its province."""

    province_code: str
    lon: float
    lat: float


def draw(places: Sequence[Place], seed: int = SEED) -> list[Tile]:
    """The tiles, each once, in a random order that the seed fixes.

    Zooms 5 and 6 over the country; 7 and 8 over the middle of each province; 9 to 12 around communes drawn at random
    in each province. Every tile that a screen of 1920 x 1080 touches is asked for, also those over the sea and the
    neighbours, as a map does.
    """
    chance = random.Random(seed)
    tiles: set[Tile] = set()
    tiles.update(_screen(*COUNTRY[1], 5))
    for lon, lat in COUNTRY:
        tiles.update(_screen(lon, lat, 6))
    for province in sorted({place.province_code for place in places}):
        there = sorted(
            ((place.lon, place.lat) for place in places if place.province_code == province),
        )
        middle = (sum(lon for lon, _ in there) / len(there), sum(lat for _, lat in there) / len(there))
        for zoom in (7, 8):
            tiles.update(_screen(*middle, zoom))
        for lon, lat in chance.sample(there, min(COMMUNES_PER_PROVINCE, len(there))):
            for zoom in (9, 10, 11, 12):
                tiles.update(_screen(lon, lat, zoom))
    drawn = sorted(tiles)
    chance.shuffle(drawn)
    return drawn


def by_zoom(tiles: Sequence[Tile]) -> dict[int, int]:
    """How many tiles there are at each zoom."""
    return {zoom: sum(tile[0] == zoom for tile in tiles) for zoom in sorted({tile[0] for tile in tiles})}


def _screen(lon: float, lat: float, zoom: int) -> Iterator[Tile]:
    x, y = mercantile.xy(lon, lat)
    world = 2 * math.pi * 6378137.0
    per_tile = world / 2**zoom
    across, down = (side / TILE_PX / 2 for side in SCREEN)
    column, row = (x + world / 2) / per_tile, (world / 2 - y) / per_tile
    for tile_x in range(math.floor(column - across), math.floor(column + across) + 1):
        for tile_y in range(math.floor(row - down), math.floor(row + down) + 1):
            yield zoom, tile_x, tile_y
