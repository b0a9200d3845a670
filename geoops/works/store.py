"""Queries of roads and kilometre posts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, RowMapping, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.works.models import RoadPost, RoadRow

_FACTS = (
    RoadRow.id,
    RoadRow.key,
    RoadRow.name,
    RoadRow.part,
    RoadRow.province_code,
    RoadRow.length_m,
    RoadRow.gap_m,
    RoadRow.accuracy_m,
    RoadRow.start_m,
    RoadRow.begin_m,
    RoadRow.end_m,
    RoadRow.posts,
    RoadRow.speed_kmh,
    RoadRow.speed_assumed,
    RoadRow.source,
    RoadRow.licence,
    RoadRow.version,
    RoadRow.loaded_at,
)


async def by_key(session: AsyncSession, key: str) -> Sequence[RowMapping]:
    """The facts of every road of that key."""
    found = await session.execute(select(*_FACTS).where(RoadRow.key == key).order_by(RoadRow.part))
    return found.mappings().all()


async def page(session: AsyncSession, after: int | None, limit: int) -> Sequence[RowMapping]:
    """Roads by id, one more than `limit` where there are more."""
    query = select(*_FACTS).order_by(RoadRow.id).limit(limit + 1)
    if after is not None:
        query = query.where(RoadRow.id > after)
    return (await session.execute(query)).mappings().all()


async def every(session: AsyncSession) -> Sequence[RowMapping]:
    """The facts of all roads."""
    return (await session.execute(select(*_FACTS).order_by(RoadRow.id))).mappings().all()


async def line_of(session: AsyncSession, road_id: int) -> bytes:
    """The line of a road as WKB (EPSG:4326)."""
    wkb = await session.scalar(select(func.ST_AsBinary(RoadRow.geom)).where(RoadRow.id == road_id))
    assert wkb is not None
    return bytes(wkb)


async def posts_of(session: AsyncSession, road_id: int) -> Sequence[Row[Any]]:
    """Posts of a road by their chainage: posted metres, lon, lat, accuracy, source."""
    query = (
        select(
            RoadPost.posted_m,
            func.ST_X(RoadPost.geom).label("lon"),
            func.ST_Y(RoadPost.geom).label("lat"),
            RoadPost.accuracy_m,
            RoadPost.source,
        )
        .where(RoadPost.road_id == road_id)
        .order_by(RoadPost.posted_m)
    )
    return (await session.execute(query)).all()


async def near(
    session: AsyncSession, lon: float, lat: float, within_m: float, limit: int
) -> Sequence[RowMapping]:
    """Roads within so many metres of a position, the nearest first."""
    here = func.ST_Transform(func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326), 3857)
    stretched = within_m / max(0.2, abs(func_cos(lat)))
    query = (
        select(*_FACTS)
        .where(func.ST_DWithin(RoadRow.geom_3857, here, stretched))
        .order_by(func.ST_Distance(RoadRow.geom_3857, here))
        .limit(limit)
    )
    return (await session.execute(query)).mappings().all()


def func_cos(lat: float) -> float:
    """By how much Web Mercator stretches at a latitude, inverted."""
    from math import cos, radians

    return cos(radians(lat))


async def put(session: AsyncSession, values: dict[str, Any], wkb: bytes) -> int:
    """Add a road, or take its line and facts in place of those under the same key and part; answers its id."""
    line = func.ST_SetSRID(func.ST_GeomFromWKB(wkb), 4326)
    filled = values | {"geom": line, "geom_3857": func.ST_Transform(line, 3857)}
    statement = insert(RoadRow).values(**filled)
    changed = {name: statement.excluded[name] for name in filled if name not in ("key", "part")}
    statement = statement.on_conflict_do_update(
        constraint="uq_roads_key_part", set_=changed | {"loaded_at": func.now()}
    )
    road_id: int = (await session.execute(statement.returning(RoadRow.id))).scalar_one()
    return road_id


async def recalibrate(session: AsyncSession, road_id: int, values: dict[str, Any]) -> None:
    """Set what follows from a road's posts."""
    await session.execute(update(RoadRow).where(RoadRow.id == road_id).values(**values))


async def replace_posts(session: AsyncSession, road_id: int, posts: Sequence[dict[str, Any]]) -> None:
    """These posts in place of all that the road had."""
    await session.execute(delete(RoadPost).where(RoadPost.road_id == road_id))
    if posts:
        await session.execute(
            insert(RoadPost).values(
                [
                    {
                        "road_id": road_id,
                        "posted_m": post["posted_m"],
                        "geom": func.ST_SetSRID(func.ST_MakePoint(post["lon"], post["lat"]), 4326),
                        "accuracy_m": post["accuracy_m"],
                        "source": post["source"],
                    }
                    for post in posts
                ]
            )
        )


async def remove(session: AsyncSession, road_id: int) -> None:
    """Take a road and its posts away."""
    await session.execute(delete(RoadRow).where(RoadRow.id == road_id))
