"""Queries of rain sums."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

_ONLY_COMMUNES = (
    "\n    AND station_id IN (SELECT id FROM stations WHERE commune_code = ANY (CAST(:communes AS text[])))"
)


def _file(name: str) -> str:
    """The statement in a file beside this one, without the remarks at its head."""
    sql = files("geoops.hydromet.rain").joinpath(name).read_text("utf-8")
    return "\n".join(line for line in sql.splitlines() if not line.startswith("--"))


@lru_cache
def sums_sql(*, only_communes: bool = False) -> str:
    """Rain per gauge, of all or of those in `:communes`; see the file for its binds and columns."""
    return _file("sums.sql").replace("{only}", _ONLY_COMMUNES if only_communes else "")


@lru_cache
def communes_sql(*, only_communes: bool = False) -> str:
    """Rain per commune that has a gauge, of all or of those in `:communes`."""
    return _file("communes.sql").replace("{sums}", sums_sql(only_communes=only_communes))


@lru_cache
def _series_sql() -> str:
    return _file("series.sql")


async def by_commune(
    session: AsyncSession, *, at: datetime, known_at: datetime, hours: int, communes: Sequence[str]
) -> Sequence[RowMapping]:
    """Rain of those of the communes that have a gauge."""
    binds = {"at": at, "known_at": known_at, "hours": hours, "communes": list(communes)}
    return (await session.execute(text(communes_sql(only_communes=True)), binds)).mappings().all()


async def series(
    session: AsyncSession,
    *,
    from_at: datetime,
    to_at: datetime,
    known_at: datetime,
    provinces: Sequence[str] | None,
) -> Sequence[RowMapping]:
    """Mean and highest rain per hour over the gauges of the provinces."""
    binds = {
        "from_at": from_at,
        "to_at": to_at,
        "known_at": known_at,
        "provinces": list(provinces) if provinces is not None else None,
    }
    return (await session.execute(text(_series_sql()), binds)).mappings().all()
