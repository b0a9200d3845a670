"""The routes below `/ogc`: tipg's, with what there is told by us and tiles from where the map has them."""

import copy
import math
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import quote

import asyncpg
import orjson
from cql2 import Expr
from fastapi import Depends, FastAPI, Path, Query
from morecantile import tms as tile_matrix_sets
from morecantile.defaults import TileMatrixSets
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from tipg import dependencies as library
from tipg.errors import TiPgError
from tipg.factory import OGCFeaturesFactory, OGCTilesFactory
from tipg.resources.enums import MediaType

from geoops.kit import problems
from geoops.kit.context import PUBLIC
from geoops.kit.errors import InputRefused
from geoops.kit.http import language_of
from geoops.kit.i18n import Text
from geoops.layers.model import Layer
from geoops.layers.ogc import answers, errors, filters
from geoops.layers.ogc.collection import MOST_FEATURES, LayerCollection
from geoops.layers.ogc.reader import Reader
from geoops.layers.ogc.service import PublicLayers
from geoops.layers.tile_address import parse
from geoops.layers.tile_answers import answer
from geoops.layers.tiles import TileServer
from geoops.settings import Settings

WEB_MERCATOR = "WebMercatorQuad"
_BAD_BBOX = Text("bbox không hợp lệ", "bbox is not valid")
_TAKEN = {
    "f": {"type": "string", "enum": ["json"]},
    "filter-lang": {"type": "string", "enum": ["cql2-json"]},
    "limit": {"type": "integer", "minimum": 0, "maximum": MOST_FEATURES, "default": 10},
}
"""Parameters of tipg's that are narrower here. QGIS asks for pages of the largest `limit` that it reads of."""
LayerId = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,100}$")]


def build(settings: Settings, layers: PublicLayers, tiles: TileServer, reader: Reader) -> FastAPI:
    """The application that answers below `/ogc`."""
    app = FastAPI(
        title=answers.TITLE.vi,
        version="1.0",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "/ogc"}],
    )
    app.openapi_version = "3.0.3"
    app.state.settings = settings
    app.state.layers = layers
    app.state.tiles = tiles
    app.state.pool = reader
    problems.install(app)
    _answer_faults(app)
    app.add_api_route("/", _landing)
    app.add_api_route("/api", _openapi, include_in_schema=False)
    app.add_api_route("/conformance", answers.conformance)
    # FastAPI awaits a dependency that is a coroutine; tipg speaks of plain functions alone.
    collection: Callable[..., Any] = _collection
    app.include_router(_Features(collection_dependency=collection, with_common=False).router)
    app.include_router(
        _Tiles(
            collection_dependency=collection,
            supported_tms=TileMatrixSets({WEB_MERCATOR: tile_matrix_sets.get(WEB_MERCATOR)}),
            with_common=False,
            with_viewer=False,
        ).router
    )
    app.dependency_overrides = {
        library.OutputType: _json,
        library.QueryablesOutputType: _json,
        library.ItemsOutputType: _geojson,
        library.bbox_query: _bbox,
        library.filter_query: _filter,
    }
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "OPTIONS"], allow_headers=["*"]
    )
    return app


def _answer_faults(app: FastAPI) -> None:
    async def on_library(request: Request, error: Exception) -> Response:
        return problems.problem_response(request, errors.of_library(error))

    async def on_database(request: Request, error: Exception) -> Response:
        return problems.problem_response(request, errors.of_database(error))

    app.add_exception_handler(TiPgError, on_library)
    for fault in (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        app.add_exception_handler(fault, on_database)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


async def _landing(request: Request) -> dict[str, Any]:
    """What is here."""
    return answers.landing(_base(request), language_of(request))


async def _openapi(request: Request) -> Response:
    """The description of this API; of what tipg would take, what is taken here."""
    document = copy.deepcopy(request.app.openapi())
    for operations in document["paths"].values():
        for parameter in operations["get"].get("parameters", ()):
            if (taken := _TAKEN.get(parameter["name"])) is not None:
                parameter["schema"] = taken
    return Response(orjson.dumps(document), media_type=answers.OPENAPI)


async def _collections(request: Request) -> dict[str, Any]:
    """The layers that are open to the public."""
    layers: PublicLayers = request.app.state.layers
    return await layers.describe_all(_base(request), language_of(request))


async def _described(request: Request, collectionId: LayerId) -> dict[str, Any]:
    """One layer that is open to the public."""
    layers: PublicLayers = request.app.state.layers
    return await layers.describe(collectionId, _base(request), language_of(request))


async def _collection(request: Request, collectionId: LayerId) -> LayerCollection:
    layers: PublicLayers = request.app.state.layers
    return await layers.collection(collectionId, language_of(request))


async def _layer(request: Request, collectionId: LayerId) -> Layer:
    layers: PublicLayers = request.app.state.layers
    return await layers.layer(collectionId)


def _json(f: Annotated[Literal["json"] | None, Query(description="json")] = None) -> MediaType:
    return MediaType.json


def _geojson(
    f: Annotated[Literal["geojson", "json"] | None, Query(description="GeoJSON")] = None,
) -> MediaType:
    return MediaType.geojson


def _bbox(
    bbox: Annotated[str | None, Query(description="west,south,east,north (CRS84)")] = None,
) -> list[float] | None:
    """As tipg reads it, and no number that is none."""
    try:
        found = library.bbox_query(bbox)
    except ValueError:
        raise InputRefused(_BAD_BBOX) from None
    if found is not None and not all(map(math.isfinite, found)):
        raise InputRefused(_BAD_BBOX)
    return found


def _filter(
    query: Annotated[str | None, Query(alias="filter", description="CQL2 in JSON")] = None,
    filter_lang: Annotated[Literal["cql2-json"] | None, Query(alias="filter-lang")] = None,
) -> Expr | None:
    if query is None:
        return None
    found = filters.read(query)
    try:
        return Expr(found)
    except Exception as error:  # the library has one class for all its faults
        raise errors.BadFilter from error


async def _tile(
    request: Request,
    layer: Annotated[Layer, Depends(_layer)],
    tileMatrixSetId: Literal["WebMercatorQuad"],
    z: int,
    x: int,
    y: int,
) -> Response:
    """A vector tile, from where the map has it."""
    tiles: TileServer = request.app.state.tiles
    wanted = request.headers.get("if-none-match", "").encode()
    tile = await tiles.tile(parse(f"/tiles/{layer.id}/{z}/{x}/{y}.mvt", b""), PUBLIC, wanted)
    accepts = request.headers.get("accept-encoding", "").encode()
    status, headers, body = answer(tile, "mvt", wanted, accepts)
    response = Response(body, status)
    response.raw_headers = headers
    return response


class _Features(OGCFeaturesFactory):
    """tipg's features, with our own words about the layers."""

    def url_for(self, request: Request, name: str, **path_params: Any) -> str:
        """An address; an item's id may hold any character."""
        if "itemId" in path_params:
            path_params["itemId"] = quote(str(path_params["itemId"]), safe=":")
        return super().url_for(request, name, **path_params)

    def register_routes(self) -> None:
        self.router.add_api_route("/collections", _collections, name="collections")
        self.router.add_api_route("/collections/{collectionId}", _described, name="collection")
        self._queryables_route()  # type: ignore[no-untyped-call]  # tipg leaves it so
        self._items_route()  # type: ignore[no-untyped-call]  # tipg leaves it so
        self._item_route()  # type: ignore[no-untyped-call]  # tipg leaves it so


class _Tiles(OGCTilesFactory):
    """tipg's tilesets, with the tiles of the map."""

    def register_routes(self) -> None:
        self._tilematrixsets_routes()  # type: ignore[no-untyped-call]  # tipg leaves it so
        self._tilesets_routes()  # type: ignore[no-untyped-call]  # tipg leaves it so
        self.router.add_api_route(
            "/collections/{collectionId}/tiles/{tileMatrixSetId}/{z}/{x}/{y}",
            _tile,
            name="collection_get_tile",
            response_class=Response,
        )
