"""PMTiles version 3, written: one file of tiles that is read by byte ranges. Pure.

Format: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md (header of 127 bytes, one root directory,
JSON metadata, tiles in the order of their Hilbert numbers, equal tiles once).
"""

import gzip
import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

HEADER_BYTES = 127
MAX_ROOT_BYTES = 16_384 - HEADER_BYTES
"""A reader fetches so much at first: with no more than these a file needs no further directories."""
_GZIP, _MVT = 2, 1
Tile = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Entry:
    tile_id: int
    offset: int
    length: int


def tile_number(z: int, x: int, y: int) -> int:
    """The tile's place in the file: all tiles of the lower zooms, then along the Hilbert curve of this one."""
    number: int = (4**z - 1) // 3
    side = 1 << z
    half = side >> 1
    while half > 0:
        right, below = int(x & half > 0), int(y & half > 0)
        number += half * half * ((3 * right) ^ below)
        if below == 0:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return number


def archive(tiles: Mapping[Tile, bytes], bounds: Box, metadata: Mapping[str, Any]) -> bytes:
    """The file of these tiles (gzipped vector tiles by zoom, column, row); bounds west, south, east, north (EPSG:4326).

    Raises ValueError where there are no tiles, or too many for one directory.
    """
    if not tiles:
        raise ValueError("no tiles")
    entries: list[_Entry] = []
    data = bytearray()
    kept: dict[bytes, tuple[int, int]] = {}
    for number, body in sorted((tile_number(*tile), body) for tile, body in tiles.items()):
        digest = hashlib.blake2b(body, digest_size=16).digest()
        if digest not in kept:
            kept[digest] = (len(data), len(body))
            data += body
        entries.append(_Entry(number, *kept[digest]))
    root = gzip.compress(_directory(entries), mtime=0)
    if len(root) > MAX_ROOT_BYTES:
        raise ValueError(f"{len(tiles)} tiles are too many for one directory")
    about = gzip.compress(orjson.dumps(metadata), mtime=0)
    header = _header(
        [
            (HEADER_BYTES, len(root)),
            (HEADER_BYTES + len(root), len(about)),
            (HEADER_BYTES + len(root) + len(about), 0),
            (HEADER_BYTES + len(root) + len(about), len(data)),
        ],
        (len(entries), len(entries), len(kept)),
        (min(z for z, _, _ in tiles), max(z for z, _, _ in tiles)),
        bounds,
    )
    return header + root + about + bytes(data)


def _header(
    sections: list[tuple[int, int]], counts: tuple[int, int, int], zooms: tuple[int, int], bounds: Box
) -> bytes:
    west, south, east, north = (round(degrees * 1e7) for degrees in bounds)
    numbers = [number for section in sections for number in section]
    return (
        b"PMTiles\x03"
        + struct.pack("<8Q", *numbers)
        + struct.pack("<3Q", *counts)
        + struct.pack("<6B", 0, _GZIP, _GZIP, _MVT, *zooms)
        + struct.pack("<4i", west, south, east, north)
        + struct.pack("<B2i", zooms[0], (west + east) // 2, (south + north) // 2)
    )


def _directory(entries: list[_Entry]) -> bytes:
    out = bytearray(_varint(len(entries)))
    last = 0
    for entry in entries:
        out += _varint(entry.tile_id - last)
        last = entry.tile_id
    out += b"\x01" * len(entries)
    for entry in entries:
        out += _varint(entry.length)
    following = None
    for entry in entries:
        out += _varint(0 if entry.offset == following else entry.offset + 1)
        following = entry.offset + entry.length
    return bytes(out)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
