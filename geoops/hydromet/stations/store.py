"""Queries of stations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import RowMapping, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.models import Station

_COLUMNS = (
    Station.id,
    Station.name,
    Station.kind,
    ST_X(Station.geom).label("lon"),
    ST_Y(Station.geom).label("lat"),
    Station.commune_code,
    Station.province_code,
    Station.source,
    Station.owner,
    Station.rhythm_s,
    Station.first_seen_at,
    Station.last_seen_at,
    Station.successor_id,
)


async def known_ids(session: AsyncSession, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are stations of this space."""
    return set(await session.scalars(select(Station.id).where(Station.id.in_(ids))))


async def add(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add stations; `lon` and `lat` in degrees. One that another transaction added meanwhile stays as it is."""
    values = [
        {
            **{key: value for key, value in row.items() if key not in ("lon", "lat")},
            "geom": func.ST_SetSRID(func.ST_MakePoint(row["lon"], row["lat"]), 4326),
        }
        for row in rows
    ]
    for start in range(0, len(values), 1000):
        await session.execute(insert(Station).values(values[start : start + 1000]).on_conflict_do_nothing())


_SUCCEED = text(
    """
    UPDATE stations AS old SET successor_id = fresh.id
    FROM stations AS fresh
    WHERE fresh.id = ANY (:fresh) AND old.source = fresh.source AND old.id <> fresh.id
      AND old.successor_id IS NULL AND old.id <> ALL (:listed)
      AND round(ST_X(old.geom)::numeric, 3) = round(ST_X(fresh.geom)::numeric, 3)
      AND round(ST_Y(old.geom)::numeric, 3) = round(ST_Y(fresh.geom)::numeric, 3)
    """
)


async def succeed(session: AsyncSession, fresh: Sequence[str], listed: Sequence[str]) -> None:
    """Mark stations that the source no longer lists and in whose place it lists a new one."""
    await session.execute(_SUCCEED, {"fresh": list(fresh), "listed": list(listed)})


async def page(
    session: AsyncSession,
    *,
    after: str | None,
    limit: int,
    province: str | None = None,
    commune: str | None = None,
    source: str | None = None,
    at: datetime | None = None,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` stations in the order of their ids; `at` leaves out those not yet seen then."""
    query = select(*_COLUMNS).order_by(Station.id).limit(limit + 1)
    if after is not None:
        query = query.where(Station.id > after)
    for column, value in (
        (Station.province_code, province),
        (Station.commune_code, commune),
        (Station.source, source),
    ):
        if value is not None:
            query = query.where(column == value)
    if at is not None:
        query = query.where(Station.first_seen_at <= at)
    result: Sequence[RowMapping] = (await session.execute(query)).mappings().all()
    return result


async def places(session: AsyncSession, source: str) -> Sequence[tuple[str, float, float, str | None]]:
    """`(id, lon, lat, commune_code)` of all stations of a source, in the order of their ids."""
    rows = await session.execute(
        select(Station.id, ST_X(Station.geom), ST_Y(Station.geom), Station.commune_code)
        .where(Station.source == source)
        .order_by(Station.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
