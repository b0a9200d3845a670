"""Tiles: made in the database within the caller's rights, kept as bytes by version, told apart by ETag.

Rights are checked first, then the version is read, then the bytes are looked for.
"""

import asyncio
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from isal import igzip

from geoops.kit import changes
from geoops.kit.changes import Change
from geoops.kit.context import SYSTEM, Caller, Context
from geoops.kit.context import Scope as Area
from geoops.kit.db import Database
from geoops.kit.http import PasswordChangeRequired
from geoops.kit.reads import Statement
from geoops.layers import rasters, service, store
from geoops.layers.cache import ByteCache
from geoops.layers.errors import UnknownLayer
from geoops.layers.model import Layer, Raster, RasterSeries, band_for_zoom
from geoops.layers.registry import Registry, Versions
from geoops.layers.tile_address import TileRequest

log = structlog.get_logger(__name__)
TICK_S = 5
"""A layer with a time axis, asked for without `at`, is looked at again this often even where nothing was recorded:
warnings run out and gauges fall silent without anybody writing anything."""
COMPRESSION = 1
"""ISA-L's quickest level that compresses: a fifth of zlib's time, and no larger, on coordinates."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile's bytes (gzipped where it is a vector tile, none where it is empty) and their ETag.

    `body` is None where the caller has them already. `ticks` says that it shows now: with the next tick it may be
    another, though nothing was recorded.
    """

    etag: bytes
    body: bytes | None
    ticks: bool

    def __len__(self) -> int:
        return len(self.etag) + len(self.body or b"")


class TileServer:
    """Makes and keeps the tiles of one process."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        versions: Versions,
        follower: changes.Follower,
        cache_bytes: int,
    ) -> None:
        self._database = database
        self._registry = registry
        self._versions = versions
        self._follower = follower
        self._cache: ByteCache[Tile] = ByteCache(cache_bytes)
        self.keeps = cache_bytes > 0
        self._statements: dict[tuple[str, bool], tuple[Layer, Statement]] = {}
        self._provided: dict[str, Layer] = {}
        self.batches = 0
        self.public: frozenset[str] = frozenset()
        """The ids of the layers that are open to the public."""

    async def load_public(self) -> None:
        """Read which layers are open to the public."""
        async with self._database.transaction(SYSTEM) as session:
            self.public = frozenset(await store.public_layers(session))

    async def follow(self, batch: Sequence[Change]) -> None:
        """A listener of the change log: layers that come from rows may be others now, and opened or closed."""
        self.batches += 1
        changed = {change.domain for change in batch}
        self._provided = {id_: layer for id_, layer in self._provided.items() if layer.domain not in changed}
        if "layers" in changed:
            await self.load_public()

    async def tile(self, asked: TileRequest, caller: Caller, wanted: bytes = b"") -> Tile:
        """The tile as the caller may see it; `wanted` is the If-None-Match. Raises the Problems of rights."""
        layer = await self.layer(asked.layer)
        if caller.must_change_password:
            raise PasswordChangeRequired
        service.check_view(caller, public=layer.id in self.public)
        if (asked.form == "png") != isinstance(layer.source, (Raster, RasterSeries)):
            raise UnknownLayer
        dependencies = self._registry.dependencies(layer)
        version = self._versions.of(dependencies, asked.space)
        if asked.seen > max(version, self._follower.last_seq):
            await self._follower.catch_up()
            version = self._versions.of(dependencies, asked.space)
        key = _key(layer, version, asked, caller)
        tile = self._cache.peek(key)
        if tile is not None:
            return tile
        etag = b'"' + hashlib.blake2b(repr(key).encode(), digest_size=12).hexdigest().encode() + b'"'
        ticks = layer.time == "instant" and asked.at is None
        if wanted and etag in wanted:
            return Tile(etag, None, ticks)

        async def make() -> Tile:
            return Tile(etag, await self._make(layer, asked, caller), ticks)

        return await self._cache.get(key, make)

    async def layer(self, layer_id: str) -> Layer:
        """The layer of that id, declared or of rows; raises UnknownLayer."""
        layer = self._registry.static(layer_id) or self._provided.get(layer_id)
        if layer is None:
            batches = self.batches
            async with self._database.transaction(SYSTEM) as session:
                layer = await self._registry.get(session, layer_id)
            if batches == self.batches:  # else it may have been read before a change that was announced since
                self._provided[layer_id] = layer
        return layer

    async def _make(self, layer: Layer, asked: TileRequest, caller: Caller) -> bytes:
        if not layer.min_zoom <= asked.z:
            return b""
        if isinstance(layer.source, Raster):
            return await asyncio.to_thread(rasters.render_tile, layer.source, asked.z, asked.x, asked.y)
        area = Area(nation=True) if caller.kind == "public" else caller.scope
        context = Context(caller.name, area, asked.space)
        statement = self._statement(layer, _as_public(layer, caller))
        at, known_at = await self._moment(layer, asked, context)
        if isinstance(layer.source, RasterSeries):
            return await self._step(layer.source, asked, await self._file(statement, context, at, known_at))
        body = await store.tile(
            self._database.reads,
            context,
            statement,
            layer.id,
            (asked.z, asked.x, asked.y),
            band=band_for_zoom(asked.z),
            at=at,
            known_at=known_at,
        )
        return igzip.compress(body, COMPRESSION, mtime=0) if body else b""

    async def _file(
        self, statement: Statement, context: Context, at: datetime | None, known_at: datetime | None
    ) -> str | None:
        """The file of the step that shows a moment, as the caller may know it."""
        found = await store.step_file(self._database.reads, context, statement, at, known_at)
        return found.decode() if found is not None else None

    async def _step(self, source: RasterSeries, asked: TileRequest, file: str | None) -> bytes:
        """The pixels of a step. They hang on its file alone, which never changes: moments that show the same step
        share them. A file that is gone is an empty tile and a line in the log."""
        if file is None:
            return b""

        async def make() -> Tile:
            try:
                body = await asyncio.to_thread(rasters.render_step, source, file, asked.z, asked.x, asked.y)
            except FileNotFoundError:
                log.warning("raster_file_missing", file=file)
                body = b""
            return Tile(b"", body, ticks=False)

        key = ("step", source.folder, file, source.ramp, source.below, asked.z, asked.x, asked.y)
        return (await self._cache.get(key, make)).body or b""

    async def _moment(
        self, layer: Layer, asked: TileRequest, context: Context
    ) -> tuple[datetime | None, datetime | None]:
        """As `service.moment`: what was left out is now, by the space's clock."""
        if layer.time == "none":
            return None, None
        if asked.at and asked.known_at:
            return asked.at, asked.known_at
        now = await store.now(self._database.reads, context)
        return asked.at or now, asked.known_at or now

    def _statement(self, layer: Layer, public: bool) -> Statement:
        kept = self._statements.get((layer.id, public))
        if kept is None or kept[0] is not layer:
            shown = layer.for_public() if public else layer
            kept = layer, store.statement_of(shown, service.shapes_of(self._registry, layer))
            self._statements[layer.id, public] = kept
        return kept[1]


def _as_public(layer: Layer, caller: Caller) -> bool:
    """Whether the caller gets the layer without the columns that it keeps from the public."""
    return layer.keeps_private and not service.may_view(caller, public=False)


def _key(layer: Layer, version: int, asked: TileRequest, caller: Caller) -> tuple[object, ...]:
    instant = layer.time == "instant"
    return (
        layer.id,
        version,
        asked.space,
        asked.z,
        asked.x,
        asked.y,
        (asked.at or int(time.time() // TICK_S)) if instant else None,
        asked.known_at if instant else None,
        (str(caller.scope), caller.name) if layer.scoped else None,
        _as_public(layer, caller),
    )
