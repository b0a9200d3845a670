"""Who measures where: stations become known by being listed in what a source sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import NoBoundaries
from geoops.hydromet.gauges import place_fault, slug
from geoops.hydromet.quality.rules import station_checks
from geoops.hydromet.stations import alarms, store
from geoops.hydromet.stations.errors import AlarmLevelsOutOfOrder, UnknownStation
from geoops.hydromet.store import analyse_unseen
from geoops.kit import changes
from geoops.kit.errors import NotAllowed, Problem

DOMAIN = "hydromet"
ENTITY = "station"
LEVEL_KINDS = frozenset({"water_level", "hydrological"})
"""Kinds of stations that flood alarm levels are for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A station as a source lists it. Degrees in EPSG:4326; `province` is the bare name that the source states."""

    id: str
    name: str
    lon: float
    lat: float
    elevation_m: float | None = None
    river: str | None = None
    province: str | None = None


async def register(
    session: AsyncSession,
    listed: Sequence[Listed],
    *,
    source: str,
    kind: str,
    rhythm: timedelta,
    seen_at: datetime,
    owner: str | None = None,
) -> int:
    """Add the stations that are not known in this space yet; how many were added.

    Each gets the commune that its place lies in, the flags that its place earns, and the alarm levels that are
    verified for it. A known station of the source that is no longer listed, where a new one is listed at its place,
    is taken to have been renamed; one that is listed with another name or place is changed, and what it was is kept.
    """
    ids = [station.id for station in listed]
    known = await store.as_listed(session, ids)
    fresh = [station for station in listed if station.id not in known]
    moved = [station for station in listed if station.id in known and _differs(station, known[station.id])]
    for station in moved:
        await change(
            session, station.id, {"name": station.name, "lon": station.lon, "lat": station.lat}, by=source
        )
    if not fresh:
        return 0
    places_found = await _placed(session, fresh)
    await store.add(
        session,
        [_fresh(station, place, kind) for station, place in zip(fresh, places_found, strict=True)],
        kind=kind,
        source=source,
        owner=owner,
        rhythm_s=int(rhythm.total_seconds()),
        first_seen_at=seen_at,
    )
    await analyse_unseen(session, "stations")
    if known:
        await store.succeed(session, [station.id for station in fresh], ids)
    await store.mark_duplicates(
        session, [station.id for station in fresh], station_checks()["duplicate"].settings["within_m"]
    )
    return len(fresh)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a station stands: commune and province (None: none), the province's bare name, and what is wrong."""

    commune_code: str | None
    province_code: str | None
    province: str | None
    flags: tuple[str, ...]


async def _placed(session: AsyncSession, listed: Sequence[Listed]) -> list[_Place]:
    codes = await communes.locate_many(
        session, [station.lon for station in listed], [station.lat for station in listed]
    )
    names = await communes.names(session, {code for code in codes if code is not None})
    found = []
    for station, code in zip(listed, codes, strict=True):
        name = names.get(code) if code is not None else None
        if name is None:
            found.append(_Place(code, None, None, await _outside(session, station, code)))
            continue
        bare = _bare(name.province_name)
        elsewhere = station.province is not None and slug(_bare(station.province)) != slug(bare)
        found.append(_Place(name.code, name.province_code, bare, ("far_from_province",) if elsewhere else ()))
    return found


async def _outside(session: AsyncSession, station: Listed, code: str | None) -> tuple[str, ...]:
    """The flag of a place in no commune; none on a shore or a bank, and none where there are no boundaries."""
    if code is not None:
        return ()
    if place_fault(station.lon, station.lat) is not None:
        return ("outside_country",)
    try:
        await communes.locate(session, station.lon, station.lat)
    except NoBoundaries:
        return ()
    except Problem as problem:
        metres = problem.extra.get("distance_m")
        beyond = station_checks()["off_territory"].settings["beyond_km"] * 1000
        return () if isinstance(metres, int) and metres <= beyond else ("off_territory",)
    return ()


def _bare(province: str) -> str:
    for kind in ("Tỉnh ", "tỉnh ", "Thành phố ", "thành phố ", "TP. "):
        province = province.removeprefix(kind)
    return province


def _fresh(station: Listed, place: _Place, kind: str) -> store.Fresh:
    alarm = alarms.listed(station.name, place.province) if place.province and kind in LEVEL_KINDS else None
    return store.Fresh(
        id=station.id,
        name=station.name,
        lon=station.lon,
        lat=station.lat,
        commune_code=place.commune_code,
        province_code=place.province_code,
        flags=place.flags,
        elevation_m=station.elevation_m,
        river=station.river,
        alarm_levels=alarm.levels if alarm else (None, None, None),
        alarm_source=alarm.source if alarm else None,
    )


def _differs(station: Listed, known: tuple[str, float, float]) -> bool:
    name, lon, lat = known
    return station.name != name or abs(station.lon - lon) > 1e-6 or abs(station.lat - lat) > 1e-6


CHANGEABLE = frozenset(
    {
        "name",
        "lon",
        "lat",
        "owner",
        "rhythm_s",
        "river",
        "elevation_m",
        "alarm_1_m",
        "alarm_2_m",
        "alarm_3_m",
        "alarm_source",
        "full_level_m",
        "flood_level_m",
    }
)


async def change(session: AsyncSession, station_id: str, fields: Mapping[str, Any], *, by: str) -> RowMapping:
    """Give a station other values, keeping what each field said before; the station as it is then.

    A station that is moved gets the commune and the flags of its new place. Raises UnknownStation, NotAllowed (of another
    scope) and AlarmLevelsOutOfOrder.
    """
    before = await one(session, station_id)
    if not await store.in_scope(session, station_id):
        raise NotAllowed
    wanted = {name: value for name, value in fields.items() if name in CHANGEABLE and value != before[name]}
    if not wanted:
        return before
    levels = [wanted.get(f"alarm_{n}_m", before[f"alarm_{n}_m"]) for n in (1, 2, 3)]
    in_order = [level for level in levels if level is not None]
    if in_order != sorted(set(in_order)):
        raise AlarmLevelsOutOfOrder
    derived: dict[str, Any] = {}
    if {"lon", "lat"} & wanted.keys():
        lon, lat = wanted.get("lon", before["lon"]), wanted.get("lat", before["lat"])
        (place,) = await _placed(session, [Listed(station_id, before["name"], lon, lat)])
        kept = [flag for flag in before["flags"] if flag == "duplicate"]
        derived = {
            "commune_code": place.commune_code,
            "province_code": place.province_code,
            "flags": [*place.flags, *kept],
        }
    await store.change(session, station_id, {**wanted, **derived})
    for name, value in wanted.items():
        await store.remember(session, station_id, name, before[name], value)
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=station_id,
        op="update",
        commune_code=derived.get("commune_code", before["commune_code"]),
        everyone=True,
        payload={"fields": sorted(wanted), "by": by},
    )
    return await one(session, station_id)


async def one(session: AsyncSession, station_id: str) -> RowMapping:
    """The station; raises UnknownStation."""
    row = await store.one(session, station_id)
    if row is None:
        raise UnknownStation
    return row


async def history(session: AsyncSession, station_id: str) -> Sequence[RowMapping]:
    """What was changed of the station, newest first."""
    return await store.history(session, station_id)


@dataclass(frozen=True, slots=True)
class Level:
    """The newest level of a station (m of its datum), how fast it rises, and what it reaches of the alarm levels."""

    station_id: str
    level_m: float
    level_at: datetime
    rise_m_per_hour: float | None
    reached: alarms.Reached
    hours_to_next: float | None


async def levels(
    session: AsyncSession,
    stations: Sequence[str] | None,
    *,
    at: datetime,
    known_at: datetime,
    variable: Literal["water_level", "reservoir_level"] = "water_level",
) -> dict[str, Level]:
    """The newest levels of the last day of the stations (None: of all), by station."""
    rows = await store.levels(session, at=at, known_at=known_at, variable=variable, stations=stations)
    found = {}
    for row in rows:
        has = alarms.reached(row["level_m"], [row["alarm_1_m"], row["alarm_2_m"], row["alarm_3_m"]])
        found[row["station_id"]] = Level(
            row["station_id"],
            row["level_m"],
            row["level_at"],
            row["rise_m_per_hour"],
            has,
            alarms.hours_to(row["level_m"], has.next_m, row["rise_m_per_hour"]),
        )
    return found


async def provinces(session: AsyncSession) -> list[str]:
    """The provinces that stations stand in."""
    return await store.provinces(session)


async def places(session: AsyncSession, source: str) -> Sequence[tuple[str, float, float, str | None]]:
    """`(id, lon, lat, commune_code)` of all stations of a source in this space, in the order of their ids."""
    return await store.places(session, source)


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
    """Up to `limit + 1` stations of this space in the order of their ids."""
    return await store.page(
        session, after=after, limit=limit, province=province, commune=commune, source=source, at=at
    )
