"""Which tiles cover a part of the country. Pure."""

import math

from geoops.maps.pack.archive import Box, Tile

FIRST_ZOOM = 4
FULL_ZOOM = 12
"""From here on boundaries are drawn with every vertex; a map zooms further into the same tiles."""
MOST_TILES = 1500
MARGIN_DEGREES = 0.05
MAX_LATITUDE = 85.0511


def tile_at(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Column and row of the tile that holds a point (EPSG:4326)."""
    side = 1 << z
    lat = math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat)))
    x = int((lon + 180) / 360 * side)
    y = int((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * side)
    return min(max(x, 0), side - 1), min(max(y, 0), side - 1)


def widened(box: Box, degrees: float = MARGIN_DEGREES) -> Box:
    """The box with some of the neighbours' ground, so that nobody stands at the edge of the map."""
    west, south, east, north = box
    return west - degrees, south - degrees, east + degrees, north + degrees


def tiles_of(box: Box, most: int = MOST_TILES) -> list[Tile]:
    """Every tile of the box from zoom 4 on, as deep as `most` tiles allow, at most to the zoom of full detail."""
    west, south, east, north = box
    found: list[Tile] = []
    for z in range(FIRST_ZOOM, FULL_ZOOM + 1):
        left, top = tile_at(west, north, z)
        right, bottom = tile_at(east, south, z)
        if len(found) + (right - left + 1) * (bottom - top + 1) > most:
            break
        found += [(z, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    return found
