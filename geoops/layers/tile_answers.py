"""Tiles over HTTP, as plain ASGI: no models, no dependencies, no response objects.

A map asks for dozens of tiles at every move, so they do not walk through what pages and forms need. `QuickTiles`
stands before all of it and answers those whose caller is in memory; whatever is out of the ordinary (a caller not
seen lately, a refusal, a fault) goes on to `tile_app`, behind the gate, which says what is wrong.
"""

import gzip
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geoops.kit.context import PUBLIC, Caller
from geoops.kit.errors import MethodNotAllowed, Problem
from geoops.kit.middleware import COMMON_HEADERS, DURATION, REQUESTS, SLOW_S, log_request, new_request_id
from geoops.kit.problems import problem_response
from geoops.layers.tile_address import parse
from geoops.layers.tiles import Tile, TileServer

Headers = list[tuple[bytes, bytes]]
Remembered = Callable[[bytes, bytes], Caller | None]
"""From the headers Cookie and Authorization to the caller, where that is in memory."""

_TYPES = {"mvt": b"application/vnd.mapbox-vector-tile", "png": b"image/png"}
_VARY = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Accept-Encoding, Cookie, Authorization"),
)
_ROUTE = "/tiles"
_SECONDS = DURATION.labels(_ROUTE)
_COUNTED = {status: REQUESTS.labels("GET", _ROUTE, status) for status in (200, 204, 304)}


class QuickTiles:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, tiles: TileServer, remembered: Remembered) -> None:
        self.app = app
        self._tiles = tiles
        self._remembered = remembered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and scope["path"].startswith("/tiles/")
            and await self._answered(scope, send)
        ):
            return
        await self.app(scope, receive, send)

    async def _answered(self, scope: Scope, send: Send) -> bool:
        began = time.perf_counter()
        cookie = authorization = wanted = accepts = b""
        for name, value in scope["headers"]:
            if name == b"cookie":
                cookie = value
            elif name == b"accept-encoding":
                accepts = value
            elif name == b"if-none-match":
                wanted = value
            elif name == b"authorization":
                authorization = value
        caller = self._remembered(cookie, authorization)
        if caller is None:
            return False
        try:
            asked = parse(scope["path"], scope["query_string"])
            tile = await self._tiles.tile(asked, caller, wanted)
        except Exception:  # the ordinary way meets it again, and answers and logs it
            return False
        status, headers, body = answer(tile, asked.form, wanted, accepts)
        request_id = new_request_id()
        headers.append((b"x-request-id", request_id.encode()))
        headers.extend(COMMON_HEADERS)
        seconds = time.perf_counter() - began
        _SECONDS.observe(seconds)
        _COUNTED[status].inc()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        if seconds > SLOW_S:
            log_request(scope, status, seconds, request_id)
        return True


async def tile_app(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI endpoint of `/tiles/{layer}/{z}/{x}/{y}.mvt` and `.png`."""
    server: TileServer = scope["app"].state.tiles
    given = dict(scope["headers"])
    wanted = given.get(b"if-none-match", b"")
    try:
        if scope["method"] not in ("GET", "HEAD"):
            raise MethodNotAllowed(headers={"Allow": "GET, HEAD"})
        asked = parse(scope["path"], scope["query_string"])
        tile = await server.tile(asked, scope.get("state", {}).get("caller", PUBLIC), wanted)
    except Problem as problem:
        await problem_response(Request(scope), problem)(scope, receive, send)
        return
    status, headers, body = answer(tile, asked.form, wanted, given.get(b"accept-encoding", b""))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def answer(tile: Tile, form: str, wanted: bytes, accepts: bytes) -> tuple[int, Headers, bytes]:
    """Status, headers and body: 304 for who has it, 204 for an empty tile, gzip for who takes it."""
    headers = [(b"etag", tile.etag), *_VARY]
    body = tile.body
    if body is None or (wanted and tile.etag in wanted):
        return 304, headers, b""
    if not body:
        return 204, headers, b""
    if form == "mvt":
        if b"gzip" in accepts:
            headers.append((b"content-encoding", b"gzip"))
        else:
            body = gzip.decompress(body)
    headers.append((b"content-type", _TYPES[form]))
    headers.append((b"content-length", b"%d" % len(body)))
    return 200, headers, body
