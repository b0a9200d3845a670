"""Who measures where: stations become known by being listed in what a source sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.stations import store


@dataclass(frozen=True, slots=True)
class Listed:
    """A station as a source lists it. Degrees in EPSG:4326."""

    id: str
    name: str
    lon: float
    lat: float


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

    Each gets the commune that its place lies in. A known station of the source that is no longer listed, where a
    new one is listed at its place, is taken to have been renamed.
    """
    ids = [station.id for station in listed]
    known = await store.known_ids(session, ids)
    fresh = [station for station in listed if station.id not in known]
    if not fresh:
        return 0
    located = await communes.locate_many(
        session, [station.lon for station in fresh], [station.lat for station in fresh]
    )
    names = await communes.names(session, {code for code in located if code is not None})
    await store.add(
        session,
        [
            store.Fresh(
                station.id,
                station.name,
                station.lon,
                station.lat,
                code,
                names[code].province_code if code in names else None,
            )
            for station, code in zip(fresh, located, strict=True)
        ],
        kind=kind,
        source=source,
        owner=owner,
        rhythm_s=int(rhythm.total_seconds()),
        first_seen_at=seen_at,
    )
    if known:
        await store.succeed(session, [station.id for station in fresh], ids)
    return len(fresh)


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
