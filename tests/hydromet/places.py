"""Stations for tests, and what was read of their readings."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.stations import service as stations

TUPLES_READ = text(
    "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables WHERE relname LIKE 'observations_20%'"
)
"""Readings that the statements of this transaction looked at so far."""
SEEN = datetime(2026, 7, 1, tzinfo=UTC)


async def add_stations(
    session: AsyncSession, *ids: str, communes: Mapping[str, str] | None = None, source: str = "test"
) -> None:
    """Stations with those ids, in a row from Lào Cai eastwards, each in the commune named for it (else in none)."""
    await stations.register(
        session,
        [stations.Listed(id_, f"Trạm {id_}", 103.9 + 0.01 * number, 22.4) for number, id_ in enumerate(ids)],
        source=source,
        kind="rain",
        rhythm=timedelta(hours=1),
        seen_at=SEEN,
    )
    for id_ in ids:
        code = (communes or {}).get(id_)
        await session.execute(
            text("UPDATE stations SET commune_code = :code, province_code = :province WHERE id = :id"),
            {"code": code, "province": code[:2] if code else None, "id": id_},
        )
