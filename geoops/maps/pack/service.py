"""The base map of a scope, cut once for every version of the boundaries and kept on disk."""

import asyncio
import contextlib
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit.context import Caller
from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text
from geoops.layers.model import Geometry, Layer
from geoops.layers.registry import Registry, Versions
from geoops.layers.tile_address import TileRequest
from geoops.layers.tiles import TileServer
from geoops.maps.pack.archive import Box, archive
from geoops.maps.pack.tiling import tiles_of, widened

KEPT_FILES = 40
COUNTRY: Box = (102.1, 8.4, 109.6, 23.5)
"""Of the mainland (EPSG:4326), for those who answer for the whole country."""


class NoBaseMap(NotFound):
    """There are no boundaries yet to draw a base map from."""

    code = "no_base_map"
    title = Text(
        "Chưa có ranh giới xã nên chưa có bản đồ nền để tải",
        "No boundaries are loaded, so there is no base map to take along",
    )


@dataclass(frozen=True, slots=True)
class Pack:
    """A base map on disk. `version` changes with the boundaries; bounds are west, south, east, north (EPSG:4326)."""

    path: Path
    version: str
    bounds: Box
    min_zoom: int
    max_zoom: int
    credit: str


class Packs:
    """Cuts the packs of one process, each once however many ask at the same time."""

    def __init__(self, home: Path, registry: Registry, versions: Versions, tiles: TileServer) -> None:
        self._folder = home / "basemaps"
        self._registry = registry
        self._versions = versions
        self._tiles = tiles
        self._busy: dict[str, asyncio.Lock] = {}

    async def of(self, session: AsyncSession, caller: Caller) -> Pack:
        """The pack of the caller's scope. Raises NoBaseMap."""
        boundary = await communes.active_boundary(session)
        if boundary is None:
            raise NoBaseMap
        box = widened(await communes.bounds_of(session, caller.scope) or COUNTRY)
        layers = self._layers()
        version = hashlib.blake2b(
            repr([(layer.id, self._versions.of(layer.depends_on, "live")) for layer in layers]).encode(),
            digest_size=8,
        ).hexdigest()
        wanted = tiles_of(box)
        name = hashlib.blake2b(repr((box, version)).encode(), digest_size=12).hexdigest()
        path = self._folder / f"{name}.pmtiles"
        async with self._busy.setdefault(name, asyncio.Lock()):
            if not path.is_file():
                body = await self._cut(layers, wanted, box, caller, boundary.credit)
                await asyncio.to_thread(_keep, path, body)
        return Pack(path, f"{version}-{name[:8]}", box, wanted[0][0], wanted[-1][0], boundary.credit)

    def _layers(self) -> Sequence[Layer]:
        """What everybody may see and that seldom changes: the layers of the group `base`."""
        return [
            layer
            for layer in self._registry.declared
            if layer.group == "base" and isinstance(layer.source, Geometry) and not layer.scoped
        ]

    async def _cut(
        self,
        layers: Sequence[Layer],
        wanted: Sequence[tuple[int, int, int]],
        box: Box,
        caller: Caller,
        credit: str,
    ) -> bytes:
        found: dict[tuple[int, int, int], bytes] = {}
        for z, x, y in wanted:
            parts = [
                (await self._tiles.tile(TileRequest(layer.id, z, x, y, "mvt"), caller)).body
                for layer in layers
            ]
            # Layers of a vector tile are records one after the other: tiles joined are a tile with all layers.
            body = b"".join(gzip.decompress(part) for part in parts if part)
            if body:
                found[z, x, y] = gzip.compress(body, 6, mtime=0)
        if not found:
            raise NoBaseMap
        about = {
            "name": "GeoOps",
            "attribution": credit,
            "vector_layers": [
                {"id": layer.id, "fields": {field.name: "String" for field in layer.fields}}
                for layer in layers
            ],
        }
        return await asyncio.to_thread(archive, found, box, about)


def _keep(path: Path, body: bytes) -> None:
    """Write whole or not at all, and let the oldest go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(body)
    part.replace(path)
    by_age = sorted(path.parent.glob("*.pmtiles"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in by_age[KEPT_FILES:]:
        with contextlib.suppress(OSError):
            old.unlink()
