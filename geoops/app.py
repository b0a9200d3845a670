"""The web application: every domain's routes and layers put together, and what runs beside them."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import structlog
from fastapi import FastAPI
from fastapi.responses import FileResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.requests import Request
from starlette.routing import Match, Mount, Route
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from geoops import health
from geoops.accounts import routes as accounts_routes
from geoops.accounts.gate import Callers, Gate
from geoops.accounts.tokens import routes as tokens_routes
from geoops.communes import service as communes
from geoops.domains import ROUTERS
from geoops.domains import registry as all_layers
from geoops.kit import changes, problems
from geoops.kit.context import EVERYWHERE, SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text
from geoops.kit.middleware import BodyLimit, Compression, RequestLog
from geoops.layers import routes as layers_routes
from geoops.layers.ogc.door import OgcDoor
from geoops.layers.registry import Versions
from geoops.layers.tile_answers import QuickTiles, tile_app
from geoops.layers.tiles import TileServer
from geoops.live import config as live_config
from geoops.live import routes as live_routes
from geoops.live.hub import Hub
from geoops.maps import routes as maps_routes
from geoops.maps.pack import routes as pack_routes
from geoops.maps.pack.service import Packs
from geoops.settings import Settings
from geoops.situation import routes as situation_routes
from geoops.situation.report import routes as report_routes

log = structlog.get_logger(__name__)
STATIC = Path(__file__).parent / "static"
FIELD = "field"
"""The field app is a page of its own: its service worker answers for what lies under `/field/`."""
MACHINES = frozenset({"api", "tiles", "ogc", "cap", "openrosa"})
"""What these addresses begin with is no page."""
CSP = (
    "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "worker-src 'self' blob:; connect-src 'self' https:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""Scripts only of our own. Images and tiles over HTTPS, because an operator may set an online base map."""


class Application(FastAPI):
    """FastAPI with its tiles ahead of everything that pages and forms pass through."""

    def build_middleware_stack(self) -> ASGIApp:
        """Called once, at the first request."""
        return QuickTiles(super().build_middleware_stack(), self.state.tiles, self.state.callers.remembered)


def create_app(settings: Settings, database: Database) -> FastAPI:
    """The application on that database. The caller closes the database."""
    registry = all_layers()
    versions = Versions()
    follower = changes.Follower(database)
    hub = Hub()
    callers = Callers(database, settings.session_hours)
    tiles = TileServer(database, registry, versions, follower, settings.tile_cache_mb * 2**20)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await follower.start_from_now()
        async with database.transaction(EVERYWHERE) as session:
            versions.load(await changes.latest_by_entity(session))
        await tiles.load_public()

        async def follow_communes(batch: Sequence[changes.Change]) -> None:
            if any(change.domain == "communes" for change in batch):
                await load_provinces()

        async def load_provinces() -> None:
            async with database.transaction(SYSTEM) as session:
                hub.know_provinces(await communes.province_by_code(session))

        await load_provinces()
        for listener in (versions.follow, callers.forget, tiles.follow, follow_communes, hub.publish):
            follower.subscribe(listener)
        async with follower.running():
            yield
            hub.close()
        app.state.ogc.close()

    app = Application(
        title="GeoOps",
        version="0.1.0",
        description="Bản đồ điều hành phòng chống thiên tai cấp tỉnh / The map a province works on in a disaster",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses={
            "4XX": {"description": "Problem document (RFC 9457)", "content": {"application/problem+json": {}}}
        },
    )
    app.state.settings = settings
    app.state.database = database
    app.state.registry = registry
    app.state.versions = versions
    app.state.follower = follower
    app.state.hub = hub
    app.state.callers = callers
    app.state.tiles = tiles
    app.state.ogc = OgcDoor(settings, database, registry, versions, tiles)
    app.state.packs = Packs(settings.home, registry, versions, tiles)
    problems.install(app)
    for router in (
        health.router,
        accounts_routes.router,
        tokens_routes.router,
        layers_routes.router,
        live_routes.router,
        live_config.router,
        situation_routes.router,
        report_routes.router,
        maps_routes.router,
        pack_routes.router,
        *ROUTERS,
    ):
        app.include_router(router)
    app.router.routes.insert(0, Mount("/tiles", app=_tile_route))
    app.router.routes.append(Mount("/ogc", app=_ogc_route))
    _serve_web(app)
    app.add_middleware(Compression)
    app.add_middleware(Gate)
    app.add_middleware(BodyLimit, limit_bytes=settings.max_body_mb * 2**20)
    app.add_middleware(RequestLog)
    return app


async def _tile_route(scope: ASGIScope, receive: Receive, send: Send) -> None:
    await tile_app(scope, receive, send)


async def _ogc_route(scope: ASGIScope, receive: Receive, send: Send) -> None:
    door: OgcDoor = scope["app"].state.ogc
    await door(scope, receive, send)


def _serve_web(app: FastAPI) -> None:
    """The built browser side: hashed files may be kept for ever, the pages are asked for again each time."""

    class Assets(StaticFiles):
        async def get_response(self, path: str, scope: ASGIScope) -> Response:
            response = await super().get_response(path, scope)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            return response

    app.mount("/assets", Assets(directory=STATIC / "assets", check_dir=False))

    class Pages(Route):
        """Whatever is no address of a machine: there an unknown one is not found by any method."""

        def matches(self, scope: ASGIScope) -> tuple[Match, ASGIScope]:
            first = scope["path"].removeprefix("/").partition("/")[0]
            return (Match.NONE, {}) if first in MACHINES else super().matches(scope)

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path == FIELD:
            return RedirectResponse(f"/{FIELD}/")
        wanted = (STATIC / path).resolve() if path else STATIC / "index.html"
        if not wanted.is_relative_to(STATIC) or not wanted.is_file():
            if "." in path.rsplit("/", 1)[-1]:
                raise NotFound
            wanted = STATIC / FIELD / "index.html" if path.startswith(f"{FIELD}/") else STATIC / "index.html"
        if not wanted.is_file():
            raise NotFound(
                Text(
                    "Giao diện web chưa được dựng; chạy make run",
                    "The web side is not built yet; run make run",
                )
            )
        return FileResponse(wanted, headers={"Cache-Control": "no-cache", "Content-Security-Policy": CSP})

    app.router.routes.append(Pages("/{path:path}", page, methods=["GET"], include_in_schema=False))
