"""Queries of indicator values: staged by COPY and merged, read back for lists, tables and derivations."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import orjson
from sqlalchemy import (
    CursorResult,
    Row,
    TextClause,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.models import IndicatorPeriod, IndicatorValue
from geoops.indicators.periods import Period
from geoops.kit.db import driver_connection

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS staged_values (
  row integer, indicator varchar, period varchar, nature varchar, dimensions jsonb, units_from date,
  province_code varchar, commune_code varchar, value double precision, value_text varchar, note varchar,
  expected bigint, barred boolean
) ON COMMIT DROP
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('indicator_values:' || current_space(), 0))"


@dataclass(frozen=True, slots=True)
class Staged:
    """A value that was checked and waits to be merged. `expected`: the number of the row that its sender saw, 0 for
    an empty cell, None where they do not say. `barred`: its code takes no new value."""

    row: int
    indicator: str
    period: str
    nature: str
    dimensions: str
    units_from: date
    province_code: str
    commune_code: str | None
    value: float | None
    value_text: str | None
    note: str | None
    expected: int | None
    barred: bool = False


@lru_cache
def _statements() -> dict[str, TextClause]:
    sql = files("geoops.indicators.values").joinpath("merge.sql").read_text("utf-8")
    found = {}
    for statement in sql.split("\n;\n"):
        name, _, body = statement.strip().partition("\n")
        found[name.removeprefix("-- ")] = text(body)
    return found


async def without_time_limit(session: AsyncSession) -> None:
    """A history of millions takes longer than any question of the map, and waits for what is under way."""
    await session.execute(text("SET LOCAL statement_timeout = 0"))
    await session.execute(text("SET LOCAL lock_timeout = 0"))


async def in_turn(session: AsyncSession) -> None:
    """Wait for the other writers of the space's values, and hold them up until the commit.

    Who takes a step with a report holds it too, and before the row of the report: no value changes while its report is
    being sent up, and the numbers of what is shared rise in the order of their commits.
    """
    await session.execute(text(_LOCK))


async def stage(session: AsyncSession, rows: Iterable[Staged]) -> None:
    """Bring rows into the staging table of this transaction, in place of those of a batch before.

    Batches of one space wait here for each other, so that a merge sees what it merges with.
    """
    await in_turn(session)
    await session.execute(text(_STAGE))
    await session.execute(text("TRUNCATE staged_values"))
    connection = await driver_connection(session)
    async with connection.cursor() as cursor, cursor.copy("COPY staged_values FROM STDIN") as copy:
        block: list[str] = []
        for row in rows:
            block.append(_line(row))
            if len(block) == _BLOCK:
                await copy.write("".join(block))
                block = []
        await copy.write("".join(block))
    await session.execute(text("ANALYZE staged_values"))


_BLOCK = 2000
"""Lines that are handed to COPY at once: each hand-over costs more than the writing of a hundred lines."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _line(row: Staged) -> str:
    """A row in COPY's text format. Only free texts and dimensions can hold what has to be escaped."""
    commune = row.commune_code if row.commune_code is not None else "\\N"
    value = repr(row.value) if row.value is not None else "\\N"
    text_ = row.value_text.translate(_ESCAPES) if row.value_text is not None else "\\N"
    note = row.note.translate(_ESCAPES) if row.note is not None else "\\N"
    expected = str(row.expected) if row.expected is not None else "\\N"
    return (
        f"{row.row}\t{row.indicator}\t{row.period}\t{row.nature}\t{row.dimensions.translate(_ESCAPES)}"
        f"\t{row.units_from}\t{row.province_code}\t{commune}\t{value}\t{text_}\t{note}\t{expected}\t{row.barred:d}\n"
    )


async def refuse(session: AsyncSession, what: str) -> Sequence[int]:
    """Take out staged rows: `outside_scope`, `conflicts`, `stale`, `barred` or `in_report`; the numbers of the rows."""
    return sorted((await session.scalars(_statements()[what])).all())


async def drop(session: AsyncSession, what: str) -> int:
    """Take out staged rows that say nothing new: `repeats` or `unchanged`; how many."""
    return int(await session.scalar(_statements()[what]) or 0)


async def merge(
    session: AsyncSession,
    *,
    known_at: datetime,
    boundary_version: int | None,
    method: str,
    source: str,
    reason: str | None,
) -> tuple[int, int]:
    """Add what is staged and supersede what it replaces; how many cells are new, how many changed."""
    superseded = await session.execute(_statements()["supersede"], {"known_at": known_at})
    inserted = await session.execute(
        _statements()["insert"],
        {
            "known_at": known_at,
            "boundary_version": boundary_version,
            "method": method,
            "source": source,
            "reason": reason,
        },
    )
    assert isinstance(superseded, CursorResult) and isinstance(inserted, CursorResult)
    return inserted.rowcount - superseded.rowcount, superseded.rowcount


async def staged_summary(session: AsyncSession) -> Row[list[str], list[str], list[str], datetime | None]:
    """What is staged: indicators, periods (at most 20 of each), communes (at most 2), and when the last period ends."""
    sql = """
    SELECT (SELECT coalesce(array_agg(i), '{}') FROM (SELECT DISTINCT indicator i FROM staged_values LIMIT 20) a),
           (SELECT coalesce(array_agg(p), '{}') FROM (SELECT DISTINCT period p FROM staged_values LIMIT 20) b),
           (SELECT coalesce(array_agg(c), '{}') FROM
              (SELECT DISTINCT coalesce(commune_code, '') c FROM staged_values LIMIT 2) d),
           (SELECT max(ends_at) FROM indicator_periods WHERE id IN (SELECT period FROM staged_values))
    """
    return (await session.execute(text(sql))).one()


async def put_periods(session: AsyncSession, periods: Iterable[Period]) -> None:
    """Have the periods there."""
    rows = [
        {"id": one.id, "kind": one.kind, "starts_at": one.starts_at, "ends_at": one.ends_at}
        for one in periods
    ]
    if rows:
        await session.execute(insert(IndicatorPeriod).on_conflict_do_nothing(), rows)


def _known(known_at: datetime | None) -> Any:
    """Rows that were current at a time; without one, those that are now.

    Each arm says which of the two partial indexes holds its rows: without that the planner reads the whole table.
    """
    current = IndicatorValue.superseded_at.is_(None)
    if known_at is None:
        return current
    earlier = and_(IndicatorValue.superseded_at.is_not(None), IndicatorValue.superseded_at > known_at)
    return or_(
        and_(current, IndicatorValue.known_at <= known_at), and_(earlier, IndicatorValue.known_at <= known_at)
    )


def _in_space() -> Any:
    """The policy says so already; said again, the planner uses the index's first column."""
    return IndicatorValue.space == func.current_space()


PageKey = tuple[str, str, str, str, str, str]
"""Where a page ends: period, nature, dimensions, era, province, commune (empty: the province as a whole)."""


async def page(
    session: AsyncSession,
    *,
    indicator: str,
    period: str | None,
    commune: str | None,
    province: str | None,
    nature: str | None,
    known_at: datetime | None,
    after: PageKey | None,
    limit: int,
) -> list[tuple[IndicatorValue, PageKey]]:
    """The values of each place and period as known at a time, each with its key; one more than `limit`.

    The order is that of the index, so that a page reads no more than it shows.
    """
    place = func.coalesce(IndicatorValue.commune_code, "")
    key = (
        IndicatorValue.period,
        IndicatorValue.nature,
        IndicatorValue.dimensions,
        IndicatorValue.units_from,
        IndicatorValue.province_code,
        place,
    )
    query = (
        select(IndicatorValue)
        .where(_in_space(), IndicatorValue.indicator == indicator, _known(known_at))
        .order_by(*key)
        .limit(limit + 1)
    )
    for column, wanted in (
        (IndicatorValue.period, period),
        (IndicatorValue.commune_code, commune),
        (IndicatorValue.province_code, province),
        (IndicatorValue.nature, nature),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if after is not None:
        bounds = (
            after[0], after[1], cast(literal(after[2]), JSONB), date.fromisoformat(after[3]), after[4], after[5],
        )  # fmt: skip
        query = query.where(IndicatorValue.period >= after[0], tuple_(*key) > tuple_(*bounds))
    rows = (await session.scalars(query)).all()
    return [(row, _key(row)) for row in rows]


def _key(row: IndicatorValue) -> PageKey:
    return (
        row.period, row.nature, as_json(row.dimensions), row.units_from.isoformat(), row.province_code,
        row.commune_code or "",
    )  # fmt: skip


async def history(
    session: AsyncSession,
    *,
    indicator: str,
    period: str,
    province: str,
    commune: str | None,
    nature: str,
    dimensions: dict[str, str],
    units_from: date,
) -> Sequence[IndicatorValue]:
    """Every value that a cell ever had, the newest first: the current one and those that it superseded, each of its
    own index."""
    query = (
        select(IndicatorValue)
        .where(
            _in_space(),
            IndicatorValue.indicator == indicator,
            IndicatorValue.period == period,
            IndicatorValue.province_code == province,
            IndicatorValue.commune_code.is_not_distinct_from(commune),
            IndicatorValue.nature == nature,
            IndicatorValue.dimensions == dimensions,
            IndicatorValue.units_from == units_from,
            or_(IndicatorValue.superseded_at.is_(None), IndicatorValue.superseded_at.is_not(None)),
        )
        .order_by(IndicatorValue.known_at.desc(), IndicatorValue.id.desc())
    )
    return (await session.scalars(query)).all()


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as derivations read it. `units_from`: the era that the commune code belongs to."""

    indicator: str
    period: str
    nature: str
    units_from: date
    commune_code: str | None
    province_code: str
    value: float | None


async def cells(
    session: AsyncSession,
    *,
    needed: Collection[tuple[str, str, str]],
    dimensions: dict[str, str],
    province: str | None,
    communes: bool,
    known_at: datetime | None,
) -> list[Cell]:
    """Values of several (indicator, nature, period) at once: of all communes in scope, or of provinces as a whole."""
    columns = (
        IndicatorValue.indicator, IndicatorValue.period, IndicatorValue.nature, IndicatorValue.units_from,
        IndicatorValue.commune_code, IndicatorValue.province_code, IndicatorValue.value,
    )  # fmt: skip
    found: list[Cell] = []
    for indicator, nature, period in sorted(needed):
        query = select(*columns).where(
            _in_space(),
            _known(known_at),
            IndicatorValue.indicator == indicator,
            IndicatorValue.nature == nature,
            IndicatorValue.period == period,
            IndicatorValue.dimensions == bindparam("dimensions", dimensions, JSONB),
            IndicatorValue.commune_code.is_not(None) if communes else IndicatorValue.commune_code.is_(None),
        )
        if province is not None:
            query = query.where(IndicatorValue.province_code == province)
        found.extend(Cell(*row) for row in await session.execute(query))
    return found


_TABLE = """
SELECT coalesce(json_agg(commune_code), '[]')::text, coalesce(json_agg(value), '[]')::text,
       count(*) FILTER (WHERE value IS NULL)
FROM indicator_values
WHERE space = current_space() AND superseded_at IS NULL AND indicator = :indicator AND period = :period
  AND nature = :nature AND dimensions = CAST(:dimensions AS jsonb) AND units_from = :units_from
  AND commune_code IS NOT NULL AND (CAST(:province AS text) IS NULL OR province_code = :province)
"""


async def table(
    session: AsyncSession,
    *,
    indicator: str,
    period: str,
    nature: str,
    dimensions: dict[str, str],
    province: str | None,
    units_from: date,
) -> tuple[str, str, int]:
    """The values of all communes of an era in scope, as PostgreSQL writes JSON: codes, values, how many are null.

    Both lists come in the one order in which the rows are read, which is no order that means anything.
    The path of a map's colours: the index alone answers it, and nothing is made into an object on the way.
    """
    binds = {
        "indicator": indicator, "period": period, "nature": nature, "dimensions": as_json(dimensions),
        "province": province, "units_from": units_from,
    }  # fmt: skip
    row = (await session.execute(text(_TABLE), binds)).one()
    return row[0], row[1], row[2]


async def notes(
    session: AsyncSession, indicator: str, nature: str, period: str, dimensions: dict[str, str]
) -> dict[str, str]:
    """Why values are missing, by commune (or province): only of cells that say so."""
    place = func.coalesce(IndicatorValue.commune_code, IndicatorValue.province_code)
    query = select(place, IndicatorValue.note).where(
        _in_space(),
        IndicatorValue.superseded_at.is_(None),
        IndicatorValue.indicator == indicator,
        IndicatorValue.nature == nature,
        IndicatorValue.period == period,
        IndicatorValue.dimensions == bindparam("dimensions", dimensions, JSONB),
        IndicatorValue.value.is_(None),
        IndicatorValue.note.is_not(None),
    )
    return {row[0]: row[1] for row in await session.execute(query) if row[1] is not None}


def as_json(dimensions: dict[str, str]) -> str:
    """Dimensions in one canonical writing."""
    return orjson.dumps(dimensions, option=orjson.OPT_SORT_KEYS).decode()
