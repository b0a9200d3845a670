"""A public layer as tipg sees a collection: its view, and the checks that stand before anything becomes SQL."""

from collections.abc import Sequence
from typing import Any

from cql2 import Expr
from pydantic import Field
from tipg.collections import Column, ItemList, PgCollection

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Language, Text
from geoops.kit.units import unit_name
from geoops.layers.model import Layer
from geoops.layers.ogc import filters
from geoops.layers.ogc.errors import BadFilter
from geoops.layers.ogc.publishing import OF_LAYER
from geoops.migrations.publishing import PUBLISHED

MOST_FEATURES = 1_000
"""A larger `limit` is taken as this one, as the standard has it; the link `next` leads on."""
GEOMETRY = "geom"
WEB_MERCATOR = 3857
_TYPES = {
    "double precision": "float8",
    "timestamp with time zone": "timestamptz",
    "character varying": "text",
}
_BAD_TIME = Text("Thời gian không đọc được", "A time cannot be read")

Bounds = tuple[float, float, float, float]


class LayerCollection(PgCollection):
    """One layer. `told_apart` says that the view holds those of a family."""

    told_apart: bool = False
    titles: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(
        cls,
        layer: Layer,
        view: str,
        columns: Sequence[tuple[str, str]],
        bounds: Bounds | None,
        language: Language,
    ) -> "LayerCollection":
        """The layer with the columns that its view has."""
        told_apart = view != layer.id
        plain = [
            Column(name=name, type=_TYPES.get(kind, kind))
            for name, kind in columns
            if name != GEOMETRY and not (told_apart and name == OF_LAYER)
        ]
        shape = Column(
            name=GEOMETRY,
            type="geometry",
            geometry_type="Geometry",
            srid=WEB_MERCATOR,
            bounds=list(bounds) if bounds else None,
        )
        return cls(
            type="Table",
            id=layer.id,
            schema=PUBLISHED,
            table=view,
            title=layer.title.in_(language),
            table_columns=[*plain, shape],
            properties=plain,
            id_column=next(column for column in plain if column.name == "id"),
            geometry_column=shape,
            datetime_column=next((column for column in plain if column.is_datetime), None),
            told_apart=told_apart,
            titles={
                item.name: item.label.in_(language)
                + (f" ({unit_name(item.unit).in_(language)})" if item.unit else "")
                for item in layer.fields
            },
        )

    @property
    def queryables(self) -> dict[str, dict[str, str]]:
        """What a filter may speak of, with the names that people read."""
        found = {GEOMETRY: {"$ref": "https://geojson.org/schema/Geometry.json"}}
        for column in self.properties:
            found[column.name] = {
                "title": self.titles.get(column.name, column.name),
                "type": column.json_type,
                **({"format": "date-time"} if column.is_datetime else {}),
            }
        return found

    def cql_where(self, *args: Any, **kwargs: Any) -> Expr | None:
        """The condition of a request. Raises InputRefused for a time that cannot be read."""
        try:
            return super().cql_where(*args, **kwargs)
        except ValueError as error:
            raise InputRefused(_BAD_TIME) from error

    def _from(self, function_parameters: dict[str, str] | None, params: list[Any]) -> str:
        if not self.told_apart:
            return super()._from(function_parameters, params)
        # The id is one of the registry's: a-z, 0-9 and _ alone.
        return f"FROM (SELECT * FROM {self._qualified_name} WHERE {OF_LAYER} = '{self.id}') AS shown"  # noqa: S608

    def _where_clause(self, where: Expr | None) -> str:  # type: ignore[override]  # tipg needs no collection for it
        """The one way from a request into SQL: whatever is not known to be harmless is refused here."""
        if where is None:
            return "WHERE TRUE"
        filters.check(where.to_json(), {GEOMETRY, *(column.name for column in self.properties)})
        try:
            return f"WHERE {where.to_sql()}"
        except Exception as error:  # the library has one class for all its faults
            raise BadFilter from error

    async def features(self, conn: Any, *, limit: int | None = None, **kwargs: Any) -> ItemList:
        """The features of a page, so many at most."""
        return await super().features(conn, limit=min(limit, MOST_FEATURES) if limit else None, **kwargs)
