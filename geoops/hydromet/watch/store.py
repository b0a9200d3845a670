"""Queries of the watch over stations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

_STATIONS = text(
    """
    SELECT id, name, kind, source, owner, commune_code, province_code, rhythm_s, first_seen_at, last_seen_at,
           ST_X(geom) AS lon, ST_Y(geom) AS lat,
           EXISTS (SELECT FROM observations AS newest
                   WHERE newest.station_id = stations.id AND newest.ends_at = stations.last_seen_at
                     AND newest.ends_at > CAST(:now AS timestamptz) - interval '3 days'
                     AND cardinality(newest.flags) > 0) AS flagged
    FROM stations
    WHERE successor_id IS NULL
    ORDER BY id
    """
)


async def stations(session: AsyncSession, now: datetime) -> Sequence[RowMapping]:
    """Every station of this space that was not replaced; `flagged` says that its newest value carries a flag."""
    return (await session.execute(_STATIONS, {"now": now})).mappings().all()
