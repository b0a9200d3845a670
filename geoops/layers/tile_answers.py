"""Tiles over HTTP, as plain ASGI: no models, no dependencies, no response objects.

A map asks for dozens of tiles at every move, so they do not walk through what pages and forms need. `QuickTiles`
stands before all of it and answers those whose caller is in memory; whatever is out of the ordinary (a caller not
seen lately, a refusal, a fault) goes on to `tile_app`, behind the gate, which says what is wrong.
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geoops.kit.context import PUBLIC, Caller
from geoops.kit.errors import MethodNotAllowed, Problem
from geoops.kit.middleware import DURATION, REQUESTS, SLOW_S, log_request, new_request_id
from geoops.kit.problems import problem_response
from geoops.layers.tile_address import parse
from geoops.layers.tiles import TICK_S, Tile, TileServer

Headers = list[tuple[bytes, bytes]]
MOST_ANSWERS = 4_000
"""Answers kept ready for who asks for the same again."""
KEPT_S = 30.0
"""Longest that one is kept: a session that has run out is found out at least this often. What ends one before its time
is a change, and ends every answer."""
Remembered = Callable[[bytes, bytes], Caller | None]
"""From the headers Cookie and Authorization to the caller, where that is in memory."""

_TYPES = {"mvt": b"application/vnd.mapbox-vector-tile", "png": b"image/png"}
_VARY = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Accept-Encoding, Cookie, Authorization"),
)
_NOSNIFF = (b"x-content-type-options", b"nosniff")
"""The one of the headers that pages get which means something for a tile."""
_ROUTE = "/tiles"
_SECONDS = DURATION.labels(_ROUTE)
_COUNTED = {status: REQUESTS.labels("GET", _ROUTE, status) for status in (200, 204, 304)}


Question = tuple[str, bytes, bytes, bytes, bytes, bytes]
"""All that an answer depends on beside time and data: path, query, Cookie, Authorization, If-None-Match,
Accept-Encoding."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An answer, right while the change log has handed out no more than `batches` and the monotonic clock is before
    `until`."""

    status: int
    headers: Headers
    body: bytes
    batches: int
    until: float


class QuickTiles:
    """ASGI middleware around the whole application. Where `tiles` keeps none, no answer is kept either."""

    def __init__(self, app: ASGIApp, tiles: TileServer, remembered: Remembered) -> None:
        self.app = app
        self._tiles = tiles
        self._remembered = remembered
        self._ready: dict[Question, _Ready] = {}

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
        question = (scope["path"], scope["query_string"], cookie, authorization, wanted, accepts)
        ready = self._ready.get(question)
        if ready is None or ready.until <= time.monotonic() or ready.batches != self._tiles.batches:
            ready = await self._prepare(question)
            if ready is None:
                return False
        status = ready.status
        request_id = new_request_id()
        headers = [*ready.headers, (b"x-request-id", request_id.encode())]
        seconds = time.perf_counter() - began
        _SECONDS.observe(seconds)
        _COUNTED[status].inc()
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": ready.body})
        if seconds > SLOW_S:
            log_request(scope, status, seconds, request_id)
        return True

    async def _prepare(self, question: Question) -> "_Ready | None":
        """The answer by the ordinary rules, kept ready until the next change, or the next tick where it ticks.

        None where it is for the gate and `tile_app` to answer.
        """
        path, query, cookie, authorization, wanted, accepts = question
        batches = self._tiles.batches
        began, to_tick = time.monotonic(), TICK_S - time.time() % TICK_S
        caller = self._remembered(cookie, authorization)
        if caller is None:
            return None
        try:
            asked = parse(path, query)
            tile = await self._tiles.tile(asked, caller, wanted)
        except Exception:  # the ordinary way meets it again, and answers and logs it
            return None
        status, headers, body = answer(tile, asked.form, wanted, accepts)
        headers.append(_NOSNIFF)
        ready = _Ready(status, headers, body, batches, began + (to_tick if tile.ticks else KEPT_S))
        # A change that was announced since may have come after what was read.
        if self._tiles.keeps and batches == self._tiles.batches:
            if len(self._ready) >= MOST_ANSWERS:
                self._ready.clear()
            self._ready[question] = ready
        return ready


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
