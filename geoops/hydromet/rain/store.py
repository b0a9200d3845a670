"""Queries of rain sums."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

_ONLY_COMMUNES = "\n        AND station_id IN (SELECT id FROM stations WHERE commune_code = ANY (CAST(:communes AS text[])))"


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


@lru_cache
def _piece_statements() -> list[TextClause]:
    sql = files("geoops.hydromet.rain").joinpath("pieces.sql").read_text("utf-8")
    return [text(statement) for statement in sql.split("\n;\n") if statement.strip()]


async def refresh_pieces(
    session: AsyncSession, *, first_start: datetime, last_end: datetime, known_at: datetime
) -> None:
    """Work out again what the staged observations may have altered of what is summed.

    Reads `stage_observations`, the staging table of the batch that was merged in this transaction. Pieces that are no
    longer right keep standing for what was known until `known_at`.
    """
    binds = {"first_start": first_start, "last_end": last_end, "known_at": known_at}
    for statement in _piece_statements():
        await session.execute(statement, {name: binds[name] for name in statement.compile().params})


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
