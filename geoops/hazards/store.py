"""Queries of risk maps."""

from collections.abc import Iterable, Sequence
from typing import Any

from geoalchemy2.functions import ST_AsBinary, ST_Collect
from sqlalchemy import delete, exists, func, insert, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards.models import RiskMap, RiskMapArea, RiskMapPolygon

Values = dict[str, Any]
_WHOLE = 0.8
"""A raster that covers this share of a commune speaks for all of it."""

_ADD_PIECES = text(
    "INSERT INTO risk_map_polygons (risk_map, class_number, geom, geom_3857)"
    " SELECT :risk_map, :class_number, piece, ST_Transform(piece, 3857)"
    " FROM ST_Dump(ST_GeomFromWKB(:wkb, 4326)) AS whole,"
    " ST_Subdivide(whole.geom, 256) AS piece WHERE ST_Dimension(piece) = 2"
)


async def risk_maps(session: AsyncSession) -> Sequence[RiskMap]:
    """All loaded risk maps, by their ids."""
    return (await session.scalars(select(RiskMap).order_by(RiskMap.id))).all()


async def risk_map(session: AsyncSession, id_: str) -> RiskMap | None:
    """The risk map of that id."""
    return await session.get(RiskMap, id_)


async def add(session: AsyncSession, values: Values) -> None:
    """Add a risk map."""
    await session.execute(insert(RiskMap).values(**values))


async def remove(session: AsyncSession, id_: str) -> str | None:
    """Take a risk map out with its areas and polygons; answers the name of its file, if it had one."""
    return await session.scalar(delete(RiskMap).where(RiskMap.id == id_).returning(RiskMap.file))


async def add_areas(session: AsyncSession, rows: Sequence[Values]) -> None:
    """Keep measured areas."""
    if rows:
        await session.execute(insert(RiskMapArea), list(rows))


async def add_polygons(session: AsyncSession, id_: str, classes: Iterable[tuple[int, bytes]]) -> None:
    """Keep the polygons of a vector map (class number, WKB in WGS 84), cut into small pieces."""
    for number, wkb in classes:
        await session.execute(_ADD_PIECES, {"risk_map": id_, "class_number": number, "wkb": wkb})


async def polygons(session: AsyncSession, id_: str) -> list[tuple[int, bytes]]:
    """The polygons of a vector map: class number and the WKB of all its pieces."""
    rows = await session.execute(
        select(RiskMapPolygon.class_number, ST_AsBinary(ST_Collect(RiskMapPolygon.geom)))
        .where(RiskMapPolygon.risk_map == id_)
        .group_by(RiskMapPolygon.class_number)
        .order_by(RiskMapPolygon.class_number)
    )
    return [(row[0], bytes(row[1])) for row in rows]


async def unmeasured(session: AsyncSession, boundary_version: int) -> Sequence[RiskMap]:
    """Risk maps whose areas were not measured for that boundary version."""
    measured = exists().where(
        RiskMapArea.risk_map == RiskMap.id, RiskMapArea.boundary_version == boundary_version
    )
    return (await session.scalars(select(RiskMap).where(~measured).order_by(RiskMap.id))).all()


async def areas_of(
    session: AsyncSession, boundary_version: int, commune_code: str
) -> list[tuple[RiskMap, RiskMapArea]]:
    """The areas of every risk map in one commune."""
    rows = await session.execute(
        select(RiskMap, RiskMapArea)
        .join(RiskMapArea, RiskMapArea.risk_map == RiskMap.id)
        .where(RiskMapArea.boundary_version == boundary_version, RiskMapArea.commune_code == commune_code)
        .order_by(RiskMap.id, RiskMapArea.class_number)
    )
    return [(row[0], row[1]) for row in rows]


async def areas(
    session: AsyncSession, id_: str, boundary_version: int, *, after: tuple[str, int] | None, limit: int
) -> Sequence[RiskMapArea]:
    """The areas of a risk map, by commune and class; one more than `limit` where there are more."""
    key = (RiskMapArea.commune_code, RiskMapArea.class_number)
    query = (
        select(RiskMapArea)
        .where(RiskMapArea.risk_map == id_, RiskMapArea.boundary_version == boundary_version)
        .order_by(*key)
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    return (await session.scalars(query)).all()


async def class_shares(
    session: AsyncSession, boundary_version: int, hazard: str, classes: int
) -> Sequence[tuple[str, str, int, float]]:
    """Commune, map, class and share of the commune, of all maps of that hazard with so many classes."""
    rows = await session.execute(
        select(RiskMapArea.commune_code, RiskMap.id, RiskMapArea.class_number, RiskMapArea.share)
        .join(RiskMap, RiskMapArea.risk_map == RiskMap.id)
        .where(
            RiskMap.hazard == hazard,
            func.jsonb_array_length(RiskMap.legend) == classes,
            RiskMapArea.boundary_version == boundary_version,
        )
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def shares_from(
    session: AsyncSession, boundary_version: int, part: float
) -> Sequence[tuple[str, str, float]]:
    """Commune, hazard, and the share of the commune in classes above that part of a map's scale, of the map with the
    greatest share. A commune that a map reaches without any such class has share 0; one that a raster covers by less
    than `_WHOLE` is left out, since what lies beyond the raster's edge is not known."""
    per_map = (
        select(
            RiskMapArea.commune_code,
            RiskMap.hazard,
            func.sum(RiskMapArea.share)
            .filter(RiskMapArea.class_number > part * func.jsonb_array_length(RiskMap.legend))
            .label("share"),
        )
        .join(RiskMap, RiskMapArea.risk_map == RiskMap.id)
        .where(RiskMapArea.boundary_version == boundary_version)
        .group_by(RiskMapArea.commune_code, RiskMap.id, RiskMap.hazard, RiskMap.kind)
        .having((RiskMap.kind == "vector") | (func.sum(RiskMapArea.share) >= _WHOLE))
        .subquery()
    )
    rows = await session.execute(
        select(
            per_map.c.commune_code, per_map.c.hazard, func.max(func.coalesce(per_map.c.share, 0.0))
        ).group_by(per_map.c.commune_code, per_map.c.hazard)
    )
    return [(row[0], row[1], min(1.0, row[2])) for row in rows]


async def polygon_classes_at(
    session: AsyncSession, id_: str, points: Sequence[tuple[float, float]]
) -> dict[int, int]:
    """By the place of a point (lon, lat): the highest class of a vector map that covers it, where any does."""
    rows = await session.execute(
        text(
            "SELECT point.place, max(area.class_number) FROM unnest(CAST(:lons AS float8[]), CAST(:lats AS float8[]))"
            " WITH ORDINALITY AS point(lon, lat, place) JOIN risk_map_polygons AS area ON area.risk_map = :id"
            " AND ST_Intersects(area.geom_3857,"
            " ST_Transform(ST_SetSRID(ST_MakePoint(point.lon, point.lat), 4326), 3857)) GROUP BY point.place"
        ),
        {"id": id_, "lons": [one[0] for one in points], "lats": [one[1] for one in points]},
    )
    return {int(row[0]) - 1: int(row[1]) for row in rows}
