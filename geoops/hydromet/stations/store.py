"""Queries of stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import RowMapping, select, text
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


_KNOWN = text("SELECT id FROM stations WHERE id = ANY (CAST(:ids AS text[]))")

_ADD = text(
    """
    INSERT INTO stations
      (id, name, geom, commune_code, province_code, kind, source, owner, rhythm_s, first_seen_at)
    SELECT id, name, ST_SetSRID(ST_MakePoint(lon, lat), 4326), commune_code, province_code,
           :kind, :source, :owner, :rhythm_s, :first_seen_at
    FROM unnest(CAST(:ids AS text[]), CAST(:names AS text[]), CAST(:lons AS float8[]), CAST(:lats AS float8[]),
                CAST(:communes AS text[]), CAST(:provinces AS text[]))
      AS fresh (id, name, lon, lat, commune_code, province_code)
    ON CONFLICT DO NOTHING
    """
)


async def known_ids(session: AsyncSession, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are stations of this space."""
    return set(await session.scalars(_KNOWN, {"ids": list(ids)}))


@dataclass(frozen=True, slots=True)
class Fresh:
    """A station to add; degrees in EPSG:4326."""

    id: str
    name: str
    lon: float
    lat: float
    commune_code: str | None
    province_code: str | None


async def add(
    session: AsyncSession,
    stations: Sequence[Fresh],
    *,
    kind: str,
    source: str,
    owner: str | None,
    rhythm_s: int,
    first_seen_at: datetime,
) -> None:
    """Add stations of one source. One that another transaction added meanwhile stays as it is."""
    await session.execute(
        _ADD,
        {
            "ids": [station.id for station in stations],
            "names": [station.name for station in stations],
            "lons": [station.lon for station in stations],
            "lats": [station.lat for station in stations],
            "communes": [station.commune_code for station in stations],
            "provinces": [station.province_code for station in stations],
            "kind": kind,
            "source": source,
            "owner": owner,
            "rhythm_s": rhythm_s,
            "first_seen_at": first_seen_at,
        },
    )


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
