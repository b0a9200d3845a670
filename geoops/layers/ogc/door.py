"""The door of `/ogc`: what every request passes before the routes, which are put together when somebody first asks."""

import asyncio
from functools import cached_property
from urllib.parse import unquote_plus

from isal import igzip
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geoops.kit.db import Database
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.kit.problems import problem_response
from geoops.layers.ogc.reader import Reader, reader_url
from geoops.layers.ogc.routes import build
from geoops.layers.ogc.service import PublicLayers
from geoops.layers.registry import Registry, Versions
from geoops.layers.tiles import COMPRESSION, TileServer
from geoops.settings import Settings

LARGE = 2**16
"""From so many bytes on an answer is compressed beside the loop: a page of a thousand communes has 11 MB, which would
hold up the map of everybody else for a quarter of a second."""
_REFUSED = InputRefused(
    Text("Địa chỉ có ký tự không dùng được", "The address has a character that cannot be used")
)
_OPTIONS = {"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Origin": "*"}


class OgcDoor:
    """ASGI endpoint of everything below `/ogc`. `close()` at the end."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        registry: Registry,
        versions: Versions,
        tiles: TileServer,
    ) -> None:
        self._settings = settings
        self._tiles = tiles
        self._reader = Reader(reader_url(settings, database.url))
        self._layers = PublicLayers(database, registry, versions, tiles, self._reader)

    @cached_property
    def _app(self) -> ASGIApp:
        return build(self._settings, self._layers, self._tiles, self._reader)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "\0" in scope["path"] or "\0" in unquote_plus(scope["query_string"].decode("latin-1")):
            await problem_response(Request(scope), _REFUSED)(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and b"access-control-request-method" not in dict(scope["headers"]):
            await Response(status_code=204, headers=_OPTIONS)(scope, receive, send)
            return
        only_head = scope["method"] == "HEAD"
        packed = b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
        begun: Message | None = None

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = message
                return
            if begun is not None:
                headers = MutableHeaders(scope=begun)
                headers.setdefault("Cache-Control", "no-cache")
                body = message.get("body", b"")
                if packed and len(body) >= LARGE and "content-encoding" not in headers:
                    body = await asyncio.to_thread(igzip.compress, body, COMPRESSION)
                    headers["Content-Encoding"] = "gzip"
                    headers["Content-Length"] = str(len(body))
                    headers.add_vary_header("Accept-Encoding")
                    message = {**message, "body": body}
                await send(begun)
                begun = None
            await send({**message, "body": b""} if only_head else message)

        # The routes see themselves as an application at /ogc, so that the links that they write begin there.
        inside = {
            **scope,
            "app_root_path": scope["root_path"],
            "method": "GET" if only_head else scope["method"],
        }
        await self._app(inside, receive, answer)

    def close(self) -> None:
        """End the reader's connections."""
        self._reader.close()
