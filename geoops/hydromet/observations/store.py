"""Queries of observations: staging by COPY, the merge, and reading back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import psycopg
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CursorResult,
    Integer,
    RowMapping,
    Select,
    String,
    TextClause,
    bindparam,
    cast,
    func,
    select,
    text,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from geoops.hydromet.models import Observation, ObservationRevision
from geoops.hydromet.variables import variables
from geoops.kit.db import driver_connection
from geoops.kit.models import Timestamp

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS stage_observations (
  row integer, station_id text, variable text, starts_at timestamptz, ends_at timestamptz,
  value double precision, unit varchar, flags varchar[], given_value double precision, given_unit varchar
) ON COMMIT DROP
"""
_COPY = "COPY stage_observations FROM STDIN"
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('observations:' || current_space(), 0))")
_PARTITION = text("SELECT ensure_observations_month(:month)")


@lru_cache
def _statements() -> dict[str, TextClause]:
    """The named statements of merge.sql."""
    sql = files("geoops.hydromet.observations").joinpath("merge.sql").read_text("utf-8")
    found = {}
    for statement in sql.split("\n;\n"):
        if statement.strip():
            name, _, body = statement.strip().partition("\n")
            found[name.removeprefix("-- ")] = body
    found["add_all"] = found["add"].replace("{conflict}", "")
    found["add"] = found["add"].replace("{conflict}", " ON CONFLICT DO NOTHING")
    return {name: text(body) for name, body in found.items()}


class Stage:
    """The staging table of one batch, for the length of the session's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self) -> None:
        """Make it, empty. Batches of one space wait here for each other, so that a merge sees what it merges with."""
        await self._session.execute(_LOCK)
        await self._session.execute(text(_STAGE))
        await self._session.execute(text("TRUNCATE stage_observations"))

    async def copy(self, block: bytes) -> None:
        """Append rows written in COPY's text format."""
        connection: psycopg.AsyncConnection[Any] = await driver_connection(self._session)
        async with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            await copy.write(block)

    async def settle(self) -> None:
        """Let the planner see how much is staged: the newest readings lie beyond what it knows of the tables, it takes
        them for none, and would look for each of thousands of stations among all readings of the hour."""
        await self._session.execute(text("ANALYZE stage_observations"))

    async def look(self, stations: Collection[str]) -> tuple[bool, bool]:
        """Whether some of the stations are not in this space or not in the caller's scope, and whether anything
        staged may be held already."""
        row = (await self._session.execute(_statements()["look"], {"ids": list(stations)})).one()
        return bool(row.strangers), bool(row.meets_held)

    async def refuse_unknown_stations(self) -> Sequence[int]:
        """Take out rows of stations that are not in this space or not in the caller's scope; their row numbers."""
        return (await self._session.scalars(_statements()["unknown_stations"])).all()

    async def refuse_conflicts(self) -> Sequence[int]:
        """Take out all rows of keys that come with several values; their row numbers."""
        return (await self._session.scalars(_statements()["conflicts"])).all()

    async def drop_repeats(self) -> int:
        """Leave each key once; how many rows were repeats."""
        return int(await self._session.scalar(_statements()["repeats"]) or 0)

    async def ensure_partitions(self, months: Collection[date]) -> None:
        """Have a partition for each month (given by its first day, UTC)."""
        for month in sorted(months):
            await self._session.execute(_PARTITION, {"month": month})

    async def correct(self, source: str, known_at: datetime, first_end: datetime, last_end: datetime) -> int:
        """Give kept observations the staged value where it differs, keeping what they said before; how many."""
        return await self._count(
            "correct",
            {"source": source, "known_at": known_at, "first_end": first_end, "last_end": last_end},
        )

    async def add(self, source: str, known_at: datetime, *, all_new: bool) -> int:
        """Add what is not kept yet (`all_new`: nothing of it is); how many."""
        name = "add_all" if all_new else "add"
        return await self._count(name, {"source": source, "known_at": known_at})

    async def mark_seen(self) -> None:
        """Note when each station last measured."""
        await self._session.execute(_statements()["last_seen"])

    async def _count(self, name: str, binds: dict[str, Any]) -> int:
        result = await self._session.execute(_statements()[name], binds)
        assert isinstance(result, CursorResult)
        return result.rowcount


_AFTER: dict[str, Any] = {
    "ends_at": Timestamp,
    "station_id": String(),
    "variable": String(),
    "starts_at": Timestamp,
}
"""The columns that pages are in the order of."""


@lru_cache
def _page(narrowed: frozenset[str], *, as_known: bool) -> Select[Any]:
    """The statement of `page`, narrowed by those of `after`, `station`, `from_` and `to`. Made once: putting it together
    took longer than the database takes to answer it."""
    held = _as_known(bindparam("known_at", type_=Timestamp)) if as_known else Observation.__table__.c
    key = [held[name] for name in _AFTER]
    most = bindparam("most", type_=Integer)
    query = (
        select(*(held[name] for name in _COLUMNS)).order_by(*(column.desc() for column in key)).limit(most)
    )
    if "after" in narrowed:
        after = [bindparam(f"after_{name}", type_=kind) for name, kind in _AFTER.items()]
        query = query.where(tuple_(*key) < tuple_(*after), held.ends_at <= after[0])
    if "station" in narrowed:
        query = query.where(held.station_id == bindparam("station", type_=String))
    if "from_" in narrowed:
        query = query.where(held.ends_at > bindparam("from_", type_=Timestamp))
    if "to" in narrowed:
        query = query.where(held.ends_at <= bindparam("to", type_=Timestamp))
    # Each variable's newest rows stand together in an index; a page of all variables is made of one page of each.
    names = cast(bindparam("names", type_=ARRAY(String)), ARRAY(String))
    wanted = func.unnest(names).table_valued("variable").render_derived()
    pages = query.where(held.variable == wanted.c.variable).lateral("pages")
    order = [pages.c[name].desc() for name in _AFTER]
    return select(pages).select_from(wanted.join(pages, true())).order_by(*order).limit(most)


async def page(
    session: AsyncSession,
    *,
    after: tuple[datetime, str, str, datetime] | None,
    limit: int,
    station: str | None,
    variable: str | None,
    from_: datetime | None,
    to: datetime | None,
    known_at: datetime | None,
) -> Sequence[RowMapping]:
    """Up to `limit + 1` observations, newest end first, then by station, variable and start.

    With `known_at`: what was known then, from the revisions where a value was corrected later.
    """
    given = {"after": after, "station": station, "from_": from_, "to": to}
    narrowed = frozenset(name for name, value in given.items() if value is not None)
    binds: dict[str, Any] = {name: given[name] for name in narrowed - {"after"}}
    binds |= {"most": limit + 1, "names": [variable] if variable is not None else list(variables())}
    if after is not None:
        binds |= {f"after_{name}": value for name, value in zip(_AFTER, after, strict=True)}
    if known_at is not None:
        binds["known_at"] = known_at
    statement = _page(narrowed, as_known=known_at is not None)
    found: Sequence[RowMapping] = (await session.execute(statement, binds)).mappings().all()
    return found


async def series(
    session: AsyncSession,
    *,
    station: str,
    variable: str,
    from_: datetime | None,
    to: datetime | None,
    known_at: datetime | None,
    limit: int,
) -> Sequence[RowMapping]:
    """The newest `limit` values of a station's variable, oldest first."""
    held = Observation.__table__.c if known_at is None else _as_known(known_at)
    query = (
        select(*(held[name] for name in _COLUMNS))
        .where(held.station_id == station, held.variable == variable)
        .order_by(held.ends_at.desc(), held.starts_at.desc())
        .limit(limit)
    )
    if from_ is not None:
        query = query.where(held.ends_at > from_)
    if to is not None:
        query = query.where(held.ends_at <= to)
    found: Sequence[RowMapping] = (await session.execute(query)).mappings().all()
    return found[::-1]


async def latest(
    session: AsyncSession, station: str, *, at: datetime, known_at: datetime, names: Sequence[str]
) -> Sequence[RowMapping]:
    """The newest value of each of the variables at a station in the 30 days before `at`."""
    held = _as_known(known_at)
    query = (
        select(*(held[name] for name in _COLUMNS))
        .where(
            held.station_id == station,
            held.ends_at <= at,
            held.ends_at > at - timedelta(days=30),
        )
        .order_by(held.ends_at.desc(), held.starts_at.desc())
        .limit(1)
    )
    newest = union_all(*(query.where(held.variable == name).subquery().select() for name in names)).subquery()
    found: Sequence[RowMapping] = (await session.execute(select(newest))).mappings().all()
    return found


def newest_sql(variable: str, station: str) -> str:
    """SQL of the newest `value` and `ends_at` of a variable in the 30 days before `:at`, as known at `:known_at`, at the
    station that the expression `station` names; no row where there is none. For the SQL of layers."""
    return (
        f"SELECT held.value, held.ends_at FROM observations AS held WHERE held.station_id = {station}"  # noqa: S608
        f" AND held.variable = '{variable}' AND held.ends_at <= CAST(:at AS timestamptz)"
        " AND held.ends_at > CAST(:at AS timestamptz) - interval '30 days'"
        " AND held.known_at <= CAST(:known_at AS timestamptz) ORDER BY held.ends_at DESC, held.starts_at DESC LIMIT 1"
    )


_COLUMNS = (
    "station_id",
    "variable",
    "starts_at",
    "ends_at",
    "value",
    "unit",
    "flags",
    "source",
    "known_at",
    "given_value",
    "given_unit",
)


def _as_known(known_at: datetime | ColumnElement[datetime]) -> ReadOnlyColumnCollection[str, Any]:
    now = select(*(getattr(Observation, name) for name in _COLUMNS)).where(Observation.known_at <= known_at)
    before = select(*(getattr(ObservationRevision, name) for name in _COLUMNS)).where(
        ObservationRevision.known_at <= known_at, ObservationRevision.superseded_at > known_at
    )
    return union_all(now, before).subquery().c
