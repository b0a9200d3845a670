"""Queries of stations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import RowMapping, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.models import Station, StationChange

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
    Station.elevation_m,
    Station.river,
    Station.duplicate_of,
    Station.alarm_1_m,
    Station.alarm_2_m,
    Station.alarm_3_m,
    Station.alarm_source,
    Station.full_level_m,
    Station.flood_level_m,
    Station.flags,
)


_ADD = text(
    """
    INSERT INTO stations
      (id, name, geom, commune_code, province_code, kind, source, owner, rhythm_s, first_seen_at, flags, elevation_m,
       river, alarm_1_m, alarm_2_m, alarm_3_m, alarm_source)
    SELECT id, name, ST_SetSRID(ST_MakePoint(lon, lat), 4326), commune_code, province_code,
           :kind, :source, :owner, :rhythm_s, :first_seen_at, string_to_array(flags, ','), elevation_m, river,
           alarm_1_m, alarm_2_m, alarm_3_m, alarm_source
    FROM unnest(CAST(:ids AS text[]), CAST(:names AS text[]), CAST(:lons AS float8[]), CAST(:lats AS float8[]),
                CAST(:communes AS text[]), CAST(:provinces AS text[]), CAST(:flags AS text[]),
                CAST(:elevations AS float8[]), CAST(:rivers AS text[]), CAST(:firsts AS float8[]),
                CAST(:seconds AS float8[]), CAST(:thirds AS float8[]), CAST(:alarm_sources AS text[]))
      AS fresh (id, name, lon, lat, commune_code, province_code, flags, elevation_m, river, alarm_1_m, alarm_2_m,
                alarm_3_m, alarm_source)
    ON CONFLICT DO NOTHING
    """
)


async def as_listed(session: AsyncSession, ids: Sequence[str]) -> dict[str, tuple[str, float, float]]:
    """Name, lon and lat of those of the ids that are stations of this space."""
    rows = await session.execute(
        text("SELECT id, name, ST_X(geom), ST_Y(geom) FROM stations WHERE id = ANY (CAST(:ids AS text[]))"),
        {"ids": list(ids)},
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


@dataclass(frozen=True, slots=True)
class Fresh:
    """A station to add; degrees in EPSG:4326."""

    id: str
    name: str
    lon: float
    lat: float
    commune_code: str | None
    province_code: str | None
    flags: tuple[str, ...]
    elevation_m: float | None
    river: str | None
    alarm_levels: tuple[float | None, float | None, float | None]
    alarm_source: str | None


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
            "flags": [",".join(station.flags) for station in stations],
            "elevations": [station.elevation_m for station in stations],
            "rivers": [station.river for station in stations],
            "firsts": [station.alarm_levels[0] for station in stations],
            "seconds": [station.alarm_levels[1] for station in stations],
            "thirds": [station.alarm_levels[2] for station in stations],
            "alarm_sources": [station.alarm_source for station in stations],
            "kind": kind,
            "source": source,
            "owner": owner,
            "rhythm_s": rhythm_s,
            "first_seen_at": first_seen_at,
        },
    )


_DUPLICATES = text(
    """
    UPDATE stations AS fresh SET duplicate_of = first.id, flags = array_append(fresh.flags, 'duplicate')
    FROM (
      SELECT DISTINCT ON (fresh.id) fresh.id AS fresh_id, other.id
      FROM stations AS fresh JOIN stations AS other
        ON other.id <> fresh.id AND other.kind = fresh.kind AND other.duplicate_of IS NULL
        AND other.geom_3857 && ST_Expand(fresh.geom_3857, :within_m * 1.2)
        AND ST_Distance(other.geom::geography, fresh.geom::geography, false) <= :within_m
        AND lower(unaccent(other.name)) = lower(unaccent(fresh.name))
        AND (other.first_seen_at, other.id) < (fresh.first_seen_at, fresh.id)
        AND (other.source <> fresh.source OR round(ST_X(other.geom)::numeric, 3) <> round(ST_X(fresh.geom)::numeric, 3)
             OR round(ST_Y(other.geom)::numeric, 3) <> round(ST_Y(fresh.geom)::numeric, 3))
      WHERE fresh.id = ANY (CAST(:ids AS text[])) AND fresh.duplicate_of IS NULL
      ORDER BY fresh.id, other.first_seen_at, other.id
    ) AS first
    WHERE fresh.id = first.fresh_id
    """
)


async def mark_duplicates(session: AsyncSession, ids: Sequence[str], within_m: float) -> None:
    """Mark those of the stations that are known already under another id: the same name and kind, so close."""
    await session.execute(_DUPLICATES, {"ids": list(ids), "within_m": float(within_m)})


async def one(session: AsyncSession, station_id: str) -> RowMapping | None:
    """The station of that id."""
    return (await session.execute(select(*_COLUMNS).where(Station.id == station_id))).mappings().one_or_none()


async def in_scope(session: AsyncSession, station_id: str) -> bool:
    """Whether the caller's scope holds the station's commune; a station in none is for the nation and provinces."""
    return bool(
        await session.scalar(
            text(
                "SELECT EXISTS (SELECT FROM stations WHERE id = :id AND ((SELECT scope_is_nation())"
                " OR commune_code = ANY ((SELECT scope_communes())::text[])"
                " OR (commune_code IS NULL AND (SELECT scope_has_province()))))"
            ),
            {"id": station_id},
        )
    )


async def change(session: AsyncSession, station_id: str, values: Mapping[str, Any]) -> None:
    """Set columns of a station; `lon` and `lat` move it."""
    columns = {name: value for name, value in values.items() if name not in ("lon", "lat")}
    if {"lon", "lat"} & values.keys():
        place = (
            await session.execute(
                select(ST_X(Station.geom), ST_Y(Station.geom)).where(Station.id == station_id)
            )
        ).one()
        lon, lat = values.get("lon", place[0]), values.get("lat", place[1])
        columns["geom"] = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
    await session.execute(update(Station).where(Station.id == station_id).values(columns))


async def remember(session: AsyncSession, station_id: str, field: str, before: Any, after: Any) -> None:
    """Keep what a field said before."""
    await session.execute(
        insert(StationChange).values(station_id=station_id, field=field, before=before, after=after)
    )


async def history(session: AsyncSession, station_id: str) -> Sequence[RowMapping]:
    """What was changed, newest first."""
    query = (
        select(
            StationChange.known_at,
            StationChange.actor,
            StationChange.field,
            StationChange.before,
            StationChange.after,
        )
        .where(StationChange.station_id == station_id)
        .order_by(StationChange.id.desc())
    )
    found: Sequence[RowMapping] = (await session.execute(query)).mappings().all()
    return found


_HELD = """SELECT station_id, value, ends_at FROM observations
  WHERE variable = '{variable}' AND known_at <= CAST(:known_at AS timestamptz)
  UNION ALL
  SELECT station_id, value, ends_at FROM observation_revisions
  WHERE variable = '{variable}' AND known_at <= CAST(:known_at AS timestamptz)
    AND superseded_at > CAST(:known_at AS timestamptz)"""


@lru_cache
def levels_sql(variable: str, *, only: bool = False) -> str:
    """The newest level of each station and its rise; see the file. `only` narrows it to `:stations`."""
    sql = files("geoops.hydromet.stations").joinpath("levels.sql").read_text("utf-8")
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    narrowed = " AND station_id = ANY (CAST(:stations AS text[]))" if only else ""
    return body.replace("{held}", _HELD.replace("{variable}", variable)).replace("{only}", narrowed)


async def levels(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    variable: str,
    stations: Sequence[str] | None,
) -> Sequence[RowMapping]:
    """The newest levels with the alarm levels of their stations."""
    binds: dict[str, Any] = {"at": at, "known_at": known_at}
    if stations is not None:
        binds["stations"] = list(stations)
    level = levels_sql(variable, only=stations is not None)
    query = f"SELECT level.*, alarm_1_m, alarm_2_m, alarm_3_m FROM ({level}) AS level JOIN stations ON id = station_id"  # noqa: S608 - made of constants
    return (await session.execute(text(query), binds)).mappings().all()


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


async def provinces(session: AsyncSession) -> list[str]:
    """The provinces that stations stand in."""
    query = select(Station.province_code).where(Station.province_code.is_not(None)).distinct()
    return [code for code in await session.scalars(query) if code is not None]


async def places(session: AsyncSession, source: str) -> Sequence[tuple[str, float, float, str | None]]:
    """`(id, lon, lat, commune_code)` of all stations of a source, in the order of their ids."""
    rows = await session.execute(
        select(Station.id, ST_X(Station.geom), ST_Y(Station.geom), Station.commune_code)
        .where(Station.source == source)
        .order_by(Station.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
