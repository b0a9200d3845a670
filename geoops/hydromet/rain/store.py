"""Queries of rain sums."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from sqlalchemy import Row, RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.rain.windows import Window

_OF_COMMUNES = "SELECT id FROM stations WHERE commune_code = ANY (CAST(:communes AS text[]))"
_OF_STATIONS = "CAST(:stations AS text[])"
_NARROWED = {
    None: ("", ""),
    "communes": (
        f" AND station_id IN ({_OF_COMMUNES})",
        " AND commune_code = ANY (CAST(:communes AS text[]))",
    ),
    "stations": (f" AND station_id = ANY ({_OF_STATIONS})", f" AND id = ANY ({_OF_STATIONS})"),
}


def _file(name: str) -> str:
    """The statement in a file beside this one, without the remarks at its head."""
    sql = files("geoops.hydromet.rain").joinpath(name).read_text("utf-8")
    return "\n".join(line for line in sql.splitlines() if not line.startswith("--"))


@lru_cache
def sums_sql(window: Window, *, only: Literal["communes", "stations"] | None = None) -> str:
    """Rain per gauge over a window, of all or of those in `:communes` or `:stations`; see the file for its columns."""
    rows, stations = _NARROWED[only]
    return (
        _file("sums.sql")
        .replace("{from}", window.from_sql)
        .replace("{only}", rows)
        .replace("{only_stations}", stations)
    )


@lru_cache
def communes_sql(window: Window, *, only: Literal["communes"] | None = None) -> str:
    """Rain per commune that has a gauge, of all or of those in `:communes`."""
    return _file("communes.sql").replace("{sums}", sums_sql(window, only=only))


@lru_cache
def _series_sql() -> str:
    return _file("series.sql")


_SECONDS = "date_part('epoch', ends_at - starts_at)"


def _rolled(current: str) -> str:
    """The columns of a roll-up over pieces; `current` is a condition that they meet, or nothing."""
    also = f" AND {current}" if current else ""
    alone = f" FILTER (WHERE {current})" if current else ""
    return (
        f"sum(mm){alone}, coalesce(sum({_SECONDS}) FILTER (WHERE mm IS NOT NULL{also}), 0),"
        f" coalesce(sum({_SECONDS}) FILTER (WHERE excluded{also}), 0),"
        f" min(starts_at) FILTER (WHERE mm IS NOT NULL{also}), max(ends_at) FILTER (WHERE mm IS NOT NULL{also}),"
        f" max(ends_at){alone}"
    )


_ADDED = (
    "mm = coalesce(held.mm + excluded.mm, held.mm, excluded.mm), seconds = held.seconds + excluded.seconds,"
    " excluded_s = held.excluded_s + excluded.excluded_s, first_at = least(held.first_at, excluded.first_at),"
    " until_at = greatest(held.until_at, excluded.until_at), last_at = greatest(held.last_at, excluded.last_at),"
    " known_at = greatest(held.known_at, excluded.known_at)"
)


@lru_cache
def _piece_statements() -> dict[str, TextClause]:
    """The named statements of pieces.sql."""
    sql = files("geoops.hydromet.rain").joinpath("pieces.sql").read_text("utf-8")
    sql = sql.replace("{sums}", _rolled("")).replace("{current}", _rolled("superseded_at IS NULL"))
    sql = sql.replace("{added}", _ADDED)
    found = {}
    for part in sql.split("-- name: ")[1:]:
        name, _, body = part.partition("\n")
        found[name] = body.rstrip().removesuffix(";")
    for name in _GOING_ON:
        found[f"{name}_apart"] = found[name].replace("{going_on}", _APART)
        found[name] = found[name].replace("{going_on}", "stage_pieces WHERE goes_on")
    return {name: text(body) for name, body in found.items()}


_CLEAR = "DROP TABLE IF EXISTS stage_stations, stage_pieces, stage_changed"
_GOING_ON = ("add_going_on", "roll_up_going_on_hours", "roll_up_going_on_days")
_APART = (
    "(SELECT station_id, starts_at, ends_at, rain_reach(starts_at, ends_at) AS reach, value AS mm, false AS excluded"
    " FROM stage_observations WHERE variable = 'rain') AS plain WHERE true"
)
_CHANGED = (
    "change",
    "drop_unseen",
    "supersede",
    "add_changed",
    "clear_hours",
    "roll_up_hours",
    "clear_days",
    "roll_up_days",
)


async def all_go_on(session: AsyncSession) -> bool:
    """Whether no rain is held yet that ends after the first that is staged for its station."""
    return bool(await session.scalar(_piece_statements()["all_go_on"]))


async def add_apart(session: AsyncSession, *, known_at: datetime) -> None:
    """Sum staged amounts that lie apart from each other and after all that is held: they are pieces as they are."""
    for name in _GOING_ON:
        await session.execute(_piece_statements()[f"{name}_apart"], {"known_at": known_at})


async def refresh_pieces(
    session: AsyncSession,
    *,
    first_start: datetime,
    last_end: datetime,
    known_at: datetime,
    excluding: Sequence[str],
) -> None:
    """Work out again what the staged observations may have altered of what is summed.

    Reads `stage_observations`, the staging table of the batch that was merged in this transaction. Pieces that are no
    longer right keep standing for what was known until `known_at`. Values with one of the flags in `excluding` count
    in no sum.
    """
    statements = _piece_statements()
    binds = {
        "first_start": first_start,
        "last_end": last_end,
        "known_at": known_at,
        "excluding": list(excluding),
    }

    async def run(name: str) -> None:
        statement = statements[name]
        await session.execute(statement, {key: binds[key] for key in statement.compile().params})

    await session.execute(text(_CLEAR))
    await run("stations")
    kinds = set(await session.scalars(text("SELECT DISTINCT goes_on FROM stage_stations")))
    await run("pieces")
    for name in (_GOING_ON if True in kinds else ()) + (_CHANGED if False in kinds else ()):
        await run(name)


async def by_commune(
    session: AsyncSession, *, at: datetime, known_at: datetime, window: Window, communes: Sequence[str] | None
) -> Sequence[RowMapping]:
    """Rain of those of the communes (None: of all) that have a gauge."""
    binds: dict[str, Any] = {"at": at, "known_at": known_at}
    if communes is not None:
        binds["communes"] = list(communes)
    sql = communes_sql(window, only=None if communes is None else "communes")
    return (await session.execute(text(sql), binds)).mappings().all()


async def by_station(
    session: AsyncSession, *, at: datetime, known_at: datetime, window: Window, stations: Sequence[str] | None
) -> Sequence[RowMapping]:
    """Rain of those of the gauges (None: of all) that said anything in the window or the day before it."""
    binds: dict[str, Any] = {"at": at, "known_at": known_at}
    if stations is not None:
        binds["stations"] = list(stations)
    sql = sums_sql(window, only=None if stations is None else "stations")
    return (await session.execute(text(sql), binds)).mappings().all()


async def gauge_values(
    session: AsyncSession, *, at: datetime, known_at: datetime, window: Window, least_covered: float
) -> Sequence[Row[Any]]:
    """`(lon, lat, mm, commune_code)` of the gauges that know so much of the window; a gauge under two ids once, and none whose
    place cannot be."""
    query = (
        "SELECT ST_X(geom), ST_Y(geom), mm, gauge.commune_code FROM ("  # noqa: S608 - made of constants
        + sums_sql(window)
        + ") AS gauge JOIN stations ON stations.id = station_id"
        " WHERE mm IS NOT NULL AND covered >= :least_covered AND stations.duplicate_of IS NULL"
        " AND NOT flags && ARRAY['outside_country', 'off_territory']::varchar[] ORDER BY station_id"
    )
    result = await session.execute(
        text(query), {"at": at, "known_at": known_at, "least_covered": least_covered}
    )
    return result.all()


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
