"""Queries of layers: tiles, values, summaries. The SQL inside comes from the declarations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.layers.model import Geometry, Layer, Values
from geoops.layers.models import PublicLayer

EXTENT = 4096
BUFFER = 64
_ID = '"id"'


def quoted(name: str) -> str:
    """A column name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def features_sql(layer: Layer, shapes: Layer | None) -> str:
    """A select of `id`, `geom` (3857), `label` and the layer's fields; `shapes` is the layer that a value layer
    colours, and names."""
    columns = ", ".join(quoted(item.name) for item in layer.fields)
    comma = ", " if columns else ""
    if isinstance(layer.source, Geometry):
        return f"SELECT {_ID}, geom, {_label(layer)}{comma}{columns} FROM ({layer.source.sql}) AS source"
    assert isinstance(layer.source, Values) and shapes is not None and isinstance(shapes.source, Geometry)
    valued = ", ".join("valued." + quoted(item.name) for item in layer.fields)
    return (
        f"SELECT shaped.{_ID}, shaped.geom, {_label(shapes)}{comma}{valued} FROM ({shapes.source.sql}) AS shaped "
        f"LEFT JOIN ({layer.source.sql}) AS valued USING ({_ID})"
    )


def _label(layer: Layer) -> str:
    return f"{quoted(layer.style.label)}::text AS label" if layer.style.label else "NULL::text AS label"


def tile_sql(layer: Layer, shapes: Layer | None) -> str:
    """The tile as one query with the binds :z, :x, :y, :layer and those of the source.

    ST_AsMVT leaves out rows whose shape vanishes in the cut. A condition on the cut shape would be moved down into
    the scan and the cutting, which is nearly all the work, done twice.
    """
    columns = "".join(", found." + quoted(item.name) for item in layer.fields)
    return (
        f"SELECT ST_AsMVT(cut, :layer, {EXTENT}, 'geom') FROM ("
        f"SELECT ST_AsMVTGeom(found.geom, ST_TileEnvelope(:z, :x, :y), {EXTENT}, {BUFFER}, true) AS geom,"
        f" found.{_ID}{columns} FROM ({features_sql(layer, shapes)}) AS found"
        f" WHERE found.geom && ST_TileEnvelope(:z, :x, :y, margin => {BUFFER / EXTENT})"
        ") AS cut"
    )


async def values(
    session: AsyncSession, layer: Layer, at: datetime, known_at: datetime
) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of a value layer."""
    assert isinstance(layer.source, Values)
    columns = ["id", *(item.name for item in layer.fields)]
    listed = ", ".join(map(quoted, columns))
    result = await session.execute(
        text(f"SELECT {listed} FROM ({layer.source.sql}) AS source ORDER BY {_ID}"),
        {"at": at, "known_at": known_at},
    )
    return columns, [list(row) for row in result]


async def features(
    session: AsyncSession,
    layer: Layer,
    shapes: Layer | None,
    *,
    at: datetime,
    known_at: datetime,
    band: int,
    within: tuple[float, float, float, float] | None,
) -> Sequence[dict[str, Any]]:
    """Features as GeoJSON geometry (EPSG:4326, about 10 m) with their properties, for files made of layers."""
    columns = "".join(", " + quoted(item.name) for item in layer.fields)
    west, south, east, north = within or (-180, -85, 180, 85)
    result = await session.execute(
        text(
            f"SELECT {_ID}, label, ST_AsGeoJSON(ST_Transform(geom, 4326), 4)::jsonb AS geometry{columns}"
            f" FROM ({features_sql(layer, shapes)}) AS found"
            " WHERE geom && ST_Transform(ST_MakeEnvelope(:west, :south, :east, :north, 4326), 3857)"
            f" ORDER BY {_ID}"
        ),
        {
            "at": at,
            "known_at": known_at,
            "band": band,
            "west": west,
            "south": south,
            "east": east,
            "north": north,
        },
    )
    return [dict(row) for row in result.mappings()]


async def summary(
    session: AsyncSession, layer: Layer, at: datetime, known_at: datetime
) -> tuple[int | None, datetime | None]:
    """How many things a layer shows, and when the newest of them was true."""
    if layer.summary_sql is None:
        return None, None
    row = (
        await session.execute(
            text(f"SELECT count, latest_at FROM ({layer.summary_sql}) AS summary"),
            {"at": at, "known_at": known_at},
        )
    ).one_or_none()
    return (row[0], row[1]) if row else (None, None)


async def notice(session: AsyncSession, sql: str, at: datetime, known_at: datetime) -> tuple[str, str] | None:
    """The standing notice, if there is cause for it."""
    row = (
        await session.execute(
            text(f"SELECT vi, en FROM ({sql}) AS notice LIMIT 1"), {"at": at, "known_at": known_at}
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


async def public_layers(session: AsyncSession) -> set[str]:
    """The ids of the layers that are open to the public."""
    return set(await session.scalars(select(PublicLayer.layer_id)))


async def open_to_public(session: AsyncSession, layer_id: str, by: str) -> None:
    """Open a layer to the public."""
    await session.execute(
        insert(PublicLayer).values(layer_id=layer_id, opened_by=by).on_conflict_do_nothing()
    )


async def close_to_public(session: AsyncSession, layer_id: str) -> None:
    """Close a layer to the public again."""
    await session.execute(delete(PublicLayer).where(PublicLayer.layer_id == layer_id))


async def tile(
    session: AsyncSession,
    sql: str,
    layer_id: str,
    place: tuple[int, int, int],
    *,
    band: int,
    at: datetime | None,
    known_at: datetime | None,
) -> bytes:
    """The Mapbox vector tile at (z, x, y); no bytes where it holds nothing."""
    z, x, y = place
    body = await session.scalar(
        text(sql), {"layer": layer_id, "z": z, "x": x, "y": y, "band": band, "at": at, "known_at": known_at}
    )
    return bytes(body or b"")
