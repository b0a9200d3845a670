"""Which layers the public may ask for, and what is told about them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.context import LIVE, PUBLIC, Context, Scope
from geoops.kit.db import Database
from geoops.kit.i18n import Language
from geoops.layers import service
from geoops.layers import store as layers_store
from geoops.layers.errors import UnknownLayer
from geoops.layers.model import BANDS, Layer
from geoops.layers.ogc import answers, store
from geoops.layers.ogc.collection import Bounds, LayerCollection
from geoops.layers.ogc.errors import NOT_PUBLISHED, OgcUnavailable
from geoops.layers.ogc.publishing import published
from geoops.layers.ogc.reader import Reader
from geoops.layers.registry import Registry, Versions
from geoops.layers.tiles import TileServer

AS_THE_PUBLIC = Context(PUBLIC.name, Scope(nation=True), LIVE)
"""What tiles of an open layer are made within, and the views as well."""


class PublicLayers:
    """The open layers of one process. Whether one is open is asked of the tiles, which follow the change log."""

    def __init__(
        self, database: Database, registry: Registry, versions: Versions, tiles: TileServer, reader: Reader
    ) -> None:
        self._database = database
        self._registry = registry
        self._versions = versions
        self._tiles = tiles
        self._reader = reader
        self._bounds: dict[str, tuple[int, Bounds | None]] = {}

    async def layer(self, layer_id: str) -> Layer:
        """The layer; raises UnknownLayer where it is not open, or has no features."""
        if layer_id not in self._tiles.public:
            raise UnknownLayer
        layer = await self._tiles.layer(layer_id)
        if published(layer) is None:
            raise UnknownLayer
        return layer.for_public()

    async def collection(self, layer_id: str, language: Language) -> LayerCollection:
        """The layer as tipg asks for it. Raises UnknownLayer, and OgcUnavailable where its view is not there."""
        layer = await self.layer(layer_id)
        view = published(layer)
        assert view is not None
        async with self._reader.acquire() as connection:
            columns = await store.columns(connection, view)
        if not columns:
            raise OgcUnavailable(NOT_PUBLISHED)
        async with self._database.transaction(AS_THE_PUBLIC) as session:
            bounds = await self._bounds_of(session, layer)
        return LayerCollection.of(layer, view, columns, bounds, language)

    async def describe_all(self, base: str, language: Language) -> dict[str, Any]:
        """Every open layer that has features."""
        async with self._database.transaction(AS_THE_PUBLIC) as session:
            found = [
                await self._described(session, layer.for_public(), base, language)
                for layer in await self._registry.all(session)
                if layer.id in self._tiles.public and published(layer) is not None
            ]
        return answers.collections(base, found)

    async def describe(self, layer_id: str, base: str, language: Language) -> dict[str, Any]:
        """One open layer; raises UnknownLayer."""
        layer = await self.layer(layer_id)
        async with self._database.transaction(AS_THE_PUBLIC) as session:
            return await self._described(session, layer, base, language)

    async def _described(
        self, session: AsyncSession, layer: Layer, base: str, language: Language
    ) -> dict[str, Any]:
        when = await service.moment(session, None, None)
        out = await service.describe(session, self._registry, self._versions, layer, LIVE, when, public=True)
        drawn = service.shapes_of(self._registry, layer) or layer
        return answers.collection(base, layer, drawn, out, await self._bounds_of(session, layer), language)

    async def _bounds_of(self, session: AsyncSession, layer: Layer) -> Bounds | None:
        """The box around the shapes, worked out once for a version of them."""
        drawn = service.shapes_of(self._registry, layer) or layer
        if drawn.bounds is not None:
            return drawn.bounds
        version = self._versions.of(self._registry.dependencies(drawn), LIVE)
        kept = self._bounds.get(drawn.id)
        if kept is None or kept[0] != version:
            when = await service.moment(session, None, None)
            kept = version, await layers_store.extent(session, drawn, when.at, when.known_at, BANDS[-1])
            self._bounds[drawn.id] = kept
        return kept[1]
