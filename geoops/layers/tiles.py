"""Tiles: made in the database within the caller's rights, kept as bytes by version, told apart by ETag.

The endpoint is plain ASGI: a kept tile is answered without opening a transaction, parsing parameters into models or
building a response object. Rights are checked first, then the version is read, then the bytes are looked for.
"""

import asyncio
import gzip
import hashlib
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from geoops.kit import changes
from geoops.kit.changes import Change
from geoops.kit.context import LIVE, PUBLIC, SYSTEM, Caller, Context
from geoops.kit.context import Scope as Area
from geoops.kit.db import Database
from geoops.kit.errors import InputRefused, MethodNotAllowed, Problem
from geoops.kit.http import PasswordChangeRequired
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, parse_time
from geoops.kit.problems import problem_response
from geoops.layers import rasters, service, store
from geoops.layers.cache import ByteCache
from geoops.layers.errors import BadTile, UnknownLayer
from geoops.layers.model import Layer, Raster, band_for_zoom
from geoops.layers.registry import Registry, Versions

_PATH = re.compile(r"^/tiles/([a-z0-9_]{1,100})/(\d{1,2})/(\d{1,8})/(\d{1,8})\.(mvt|png)$", re.ASCII)
_SPACE = re.compile(r"^[a-z0-9][a-z0-9-]{0,62}$", re.ASCII)
MAX_ZOOM = 22
TICK_S = 5
"""A layer with a time axis, asked for without `at`, is looked at again this often even where nothing was recorded:
warnings run out and gauges fall silent without anybody writing anything."""
_TYPES = {"mvt": b"application/vnd.mapbox-vector-tile", "png": b"image/png"}


@dataclass(frozen=True, slots=True)
class TileRequest:
    """A tile as asked for. `seen` is the version that the caller knows of."""

    layer: str
    z: int
    x: int
    y: int
    form: str
    space: str = LIVE
    at: datetime | None = None
    known_at: datetime | None = None
    seen: int = 0


def parse(path: str, query: bytes) -> TileRequest:
    """Read the address of a tile; raises BadTile, UnknownLayer or InputRefused."""
    match = _PATH.match(path)
    if match is None:
        raise BadTile
    z, x, y = int(match[2]), int(match[3]), int(match[4])
    if z > MAX_ZOOM or x >= 1 << z or y >= 1 << z:
        raise BadTile
    if not query:
        return TileRequest(match[1], z, x, y, match[5])
    asked = dict(parse_qsl(query.decode("latin-1")))
    space = asked.get("space", LIVE)
    seen = asked.get("v", "0")
    if not _SPACE.match(space) or not (seen.isascii() and seen.isdigit() and len(seen) < 19):
        raise InputRefused
    return TileRequest(
        match[1], z, x, y, match[5], space, _moment(asked, "at"), _moment(asked, "known_at"), int(seen)
    )


def _moment(asked: dict[str, str], name: str) -> datetime | None:
    value = asked.get(name)
    if value is None:
        return None
    try:
        return parse_time(value.replace(" ", "+"))
    except BadTime as error:
        raise InputRefused(Text(f"{name}: {error.text.vi}", f"{name}: {error.text.en}")) from None


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
        self._cache = ByteCache(cache_bytes)
        self._sql: dict[str, str] = {}
        self._public: frozenset[str] = frozenset()

    async def load_public(self) -> None:
        """Read which layers are open to the public."""
        async with self._database.transaction(SYSTEM) as session:
            self._public = frozenset(await store.public_layers(session))

    async def follow(self, batch: Sequence[Change]) -> None:
        """A listener of the change log: somebody opened or closed a layer."""
        if any(change.domain == "layers" for change in batch):
            await self.load_public()

    async def tile(self, asked: TileRequest, caller: Caller) -> tuple[str, bytes]:
        """The ETag and the gzipped body (no bytes for an empty tile). Raises the Problems of rights and addresses."""
        layer = self._registry.static(asked.layer) or await self._dynamic(asked.layer)
        if caller.must_change_password:
            raise PasswordChangeRequired
        service.check_view(caller, public=layer.id in self._public)
        if (asked.form == "png") != isinstance(layer.source, Raster):
            raise UnknownLayer
        dependencies = self._registry.dependencies(layer)
        version = self._versions.of(dependencies, asked.space)
        if asked.seen > max(version, self._follower.last_seq):
            await self._follower.catch_up()
            version = self._versions.of(dependencies, asked.space)
        key = self._key(layer, version, asked, caller)
        etag = '"' + hashlib.blake2b(repr(key).encode(), digest_size=12).hexdigest() + '"'
        body = self._cache.peek(key)
        if body is None:
            body = await self._cache.get(key, lambda: self._make(layer, asked, caller))
        return etag, body

    def _key(self, layer: Layer, version: int, asked: TileRequest, caller: Caller) -> tuple[object, ...]:
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
        )

    async def _dynamic(self, layer_id: str) -> Layer:
        async with self._database.transaction(SYSTEM) as session:
            return await self._registry.get(session, layer_id)

    async def _make(self, layer: Layer, asked: TileRequest, caller: Caller) -> bytes:
        if not layer.min_zoom <= asked.z:
            return b""
        if isinstance(layer.source, Raster):
            return await asyncio.to_thread(rasters.render_tile, layer.source, asked.z, asked.x, asked.y)
        if (sql := self._sql.get(layer.id)) is None:
            sql = self._sql[layer.id] = store.tile_sql(layer, service.shapes_of(self._registry, layer))
        area = Area(nation=True) if caller is PUBLIC or caller.kind == "public" else caller.scope
        async with self._database.transaction(Context(caller.name, area, asked.space)) as session:
            when = (
                await service.moment(session, asked.at, asked.known_at) if layer.time == "instant" else None
            )
            body = await store.tile(
                session,
                sql,
                layer.id,
                (asked.z, asked.x, asked.y),
                band=band_for_zoom(asked.z),
                at=when.at if when else None,
                known_at=when.known_at if when else None,
            )
        return gzip.compress(body, 5, mtime=0) if body else b""


async def tile_app(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI endpoint of `/tiles/{layer}/{z}/{x}/{y}.mvt` and `.png`."""
    server: TileServer = scope["app"].state.tiles
    try:
        if scope["method"] not in ("GET", "HEAD"):
            raise MethodNotAllowed(headers={"Allow": "GET, HEAD"})
        asked = parse(scope["path"], scope["query_string"])
        caller = scope.get("state", {}).get("caller", PUBLIC)
        etag, body = await server.tile(asked, caller)
    except Problem as problem:
        await problem_response(Request(scope), problem)(scope, receive, send)
        return
    await _answer(scope, send, asked, etag, body)


async def _answer(scope: Scope, send: Send, asked: TileRequest, etag: str, body: bytes) -> None:
    wanted = accepts = b""
    for name, value in scope["headers"]:
        if name == b"if-none-match":
            wanted = value
        elif name == b"accept-encoding":
            accepts = value
    headers = [
        (b"etag", etag.encode()),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"Accept-Encoding, Cookie, Authorization"),
    ]
    status = 200
    if etag.encode() in wanted:
        status, body = 304, b""
    elif not body:
        status = 204
    else:
        if asked.form == "mvt":
            if b"gzip" in accepts:
                headers.append((b"content-encoding", b"gzip"))
            else:
                body = gzip.decompress(body)
        headers.append((b"content-type", _TYPES[asked.form]))
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
