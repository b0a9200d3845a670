"""Queries of layers: tiles, values, summaries. The SQL inside comes from the declarations."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.context import Context
from geoops.kit.reads import Reads, Statement
from geoops.layers.model import Geometry, Layer, RasterSeries, Values
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
    """The tile as one query with the binds of `placed` and those of the source.

    ST_AsMVT leaves out rows whose shape is null, as it is where ST_AsMVTGeom finds nothing left of it; the quick cut
    leaves an empty one. OFFSET 0 keeps the planner from moving the condition on the cut shape down into the scan,
    where the cutting, which is nearly all the work, would be done twice.
    """
    columns = "".join(", found." + quoted(item.name) for item in layer.fields)
    drawn = shapes or layer
    assert isinstance(drawn.source, Geometry)
    quick = drawn.source.generalised and drawn.source.shape == "polygon"
    return (
        f"SELECT ST_AsMVT(cut, :layer, {EXTENT}, 'geom') FROM ("
        f"SELECT {_QUICK_CUT if quick else _CUT} AS geom,"
        f" found.{_ID}{columns} FROM ({features_sql(layer, shapes)}) AS found"
        f" WHERE found.geom && {_BOX}"
        + (" OFFSET 0) AS cut WHERE NOT ST_IsEmpty(cut.geom)" if quick else ") AS cut")
    )


_BOX = f"ST_TileEnvelope(:z, :x, :y, margin => {BUFFER / EXTENT})"
_CUT = f"ST_AsMVTGeom(found.geom, (SELECT ST_TileEnvelope(:z, :x, :y)), {EXTENT}, {BUFFER}, true)"
# Nine tenths of ST_AsMVTGeom is the repair of what rounding may have folded (Wagyu, a millisecond for a thousand
# vertices). What is simplified for the zoom has nothing to fold: it is clipped where it crosses the tile's edge, turned
# as the format wants outer rings, and moved to the tile's grid. Neighbours round alike, so shared edges stay shared.
_QUICK_CUT = (
    "ST_SnapToGrid(ST_Affine(ST_ForcePolygonCW("
    f"CASE WHEN (SELECT {_BOX}) ~ found.geom THEN found.geom"
    f" ELSE ST_CollectionExtract(ST_ClipByBox2D(found.geom, (SELECT {_BOX})), 3) END),"
    " :scale, 0, 0, -:scale, :dx, :dy), 1)"
)
_TYPES = {
    "layer": "text",
    "z": "integer",
    "x": "integer",
    "y": "integer",
    "scale": "double precision",
    "dx": "double precision",
    "dy": "double precision",
    "band": "smallint",
    "at": "timestamptz",
    "known_at": "timestamptz",
}
_WORLD = 2 * math.pi * 6378137.0
"""Metres across the Web Mercator square."""


def tile_statement(layer: Layer, shapes: Layer | None) -> Statement:
    """The tile's query, ready to be asked for. Values joined to shapes are planned anew each time."""
    return Statement.of(tile_sql(layer, shapes), _TYPES, keep_plan=shapes is None)


def statement_of(layer: Layer, shapes: Layer | None) -> Statement:
    """What a tile of the layer asks the database: for the tile, or for the file that its pixels are in."""
    if isinstance(layer.source, RasterSeries):
        return Statement.of(layer.source.sql, _TYPES, keep_plan=True)
    return tile_statement(layer, shapes)


async def step_file(
    reads: Reads, context: Context, statement: Statement, at: datetime | None, known_at: datetime | None
) -> bytes | None:
    """The file of the step of a raster series that shows a moment."""
    return await reads.scalar(context, statement, {"at": at, "known_at": known_at})


def placed(z: int, x: int, y: int) -> dict[str, int | float]:
    """The binds of a tile's place: its numbers, and how EPSG:3857 becomes its grid (y down)."""
    scale = EXTENT * 2**z / _WORLD
    return {
        "z": z,
        "x": x,
        "y": y,
        "scale": scale,
        "dx": (_WORLD / 2) * scale - x * EXTENT,
        "dy": (_WORLD / 2) * scale - y * EXTENT,
    }


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


async def extent(
    session: AsyncSession, layer: Layer, at: datetime, known_at: datetime, band: int
) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the shapes of a layer (degrees); None where it has none."""
    assert isinstance(layer.source, Geometry)
    row = (
        await session.execute(
            text(
                "SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box) FROM ("
                "SELECT ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, 3857), 4326) AS box"
                f" FROM ({layer.source.sql}) AS source) AS found WHERE box IS NOT NULL"
            ),
            {"at": at, "known_at": known_at, "band": band},
        )
    ).one_or_none()
    return (row[0], row[1], row[2], row[3]) if row else None


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


async def forecast(session: AsyncSession, sql: str, at: datetime, known_at: datetime) -> RowMapping | None:
    """What is forecast by whom, how far: of the forecast that a layer shows."""
    result = await session.execute(
        text(f"SELECT vi, en, issued_at, is_run, ends_at FROM ({sql}) AS forecast LIMIT 1"),
        {"at": at, "known_at": known_at},
    )
    return result.mappings().one_or_none()


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
    reads: Reads,
    context: Context,
    statement: Statement,
    layer_id: str,
    place: tuple[int, int, int],
    *,
    band: int,
    at: datetime | None,
    known_at: datetime | None,
) -> bytes:
    """The Mapbox vector tile at (z, x, y) as the context may see it; no bytes where it holds nothing."""
    binds = {**placed(*place), "layer": layer_id, "band": band, "at": at, "known_at": known_at}
    return bytes(await reads.scalar(context, statement, binds) or b"")


_NOW = Statement.of("SELECT space_now()::text", {})


async def now(reads: Reads, context: Context) -> datetime:
    """What the clock of the context's space shows."""
    shown = await reads.scalar(context, _NOW, {})
    assert shown is not None
    return datetime.fromisoformat(shown.decode())
