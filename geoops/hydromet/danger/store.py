"""Queries of danger."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import orjson
from sqlalchemy import RowMapping, delete, func, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger.models import (
    DangerClock,
    DangerNormal,
    DangerRule,
    RehearsalCard,
)
from geoops.hydromet.rain.store import sums_sql
from geoops.hydromet.rain.windows import Window
from geoops.hydromet.warnings.bulletins.store import IN_FORCE_SQL
from geoops.hydromet.warnings.store import VALID_SQL

_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended('danger:' || current_space(), 0))")


@lru_cache
def _gauges_sql(hours: int) -> str:
    return (
        f"SELECT sums.*, station.name FROM ({sums_sql(Window(hours=hours))}) AS sums"  # noqa: S608 - made of constants
        " JOIN stations AS station ON station.id = sums.station_id WHERE sums.duplicate_of IS NULL"
    )


async def lock(session: AsyncSession) -> bool:
    """Take the danger of this space for the transaction; false where somebody else is working it out."""
    return bool(await session.scalar(_LOCK))


async def gauge_sums(
    session: AsyncSession, *, at: datetime, known_at: datetime, hours: int
) -> Sequence[RowMapping]:
    """Rain of every gauge over the hours before `at`; the columns of rain/sums.sql and the gauge's name."""
    return (
        (await session.execute(text(_gauges_sql(hours)), {"at": at, "known_at": known_at})).mappings().all()
    )


async def river_stations(session: AsyncSession, *, at: datetime, known_at: datetime) -> Sequence[RowMapping]:
    """Stations that measured a level in the last week: id, name, commune_code, province_code, alarm levels with their
    source, the newest value with its time, and the oldest of the three hours before it (before, before_at)."""
    rows = await session.execute(
        text(
            """
            SELECT station.id, station.name, station.commune_code, station.province_code, station.alarm_1_m,
                   station.alarm_2_m, station.alarm_3_m, station.alarm_source, latest.value, latest.ends_at,
                   earlier.value AS before, earlier.ends_at AS before_at
            FROM stations AS station
            CROSS JOIN LATERAL (
              SELECT value, ends_at FROM observations
              WHERE station_id = station.id AND variable = 'water_level' AND ends_at <= :at
                AND ends_at > CAST(:at AS timestamptz) - interval '7 days' AND known_at <= :known_at
              ORDER BY ends_at DESC LIMIT 1
            ) AS latest
            LEFT JOIN LATERAL (
              SELECT value, ends_at FROM observations
              WHERE station_id = station.id AND variable = 'water_level' AND ends_at < latest.ends_at
                AND ends_at >= latest.ends_at - interval '3 hours' AND known_at <= :known_at
                -- (A bound by which the index is looked up; the one before may not be, with row-level security.)
                AND ends_at > CAST(:at AS timestamptz) - interval '8 days'
              ORDER BY ends_at LIMIT 1
            ) AS earlier ON true
            WHERE station.commune_code IS NOT NULL AND station.kind <> 'rain'
            ORDER BY station.id
            """
        ),
        {"at": at, "known_at": known_at},
    )
    return rows.mappings().all()


async def normals(session: AsyncSession, quantity: str) -> Sequence[RowMapping]:
    """The normals of a quantity, by commune."""
    rows = await session.execute(
        select(
            DangerNormal.commune_code, DangerNormal.value, DangerNormal.product, DangerNormal.period
        ).where(DangerNormal.quantity == quantity)
    )
    return rows.mappings().all()


async def replace_normals(session: AsyncSession, quantity: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put these normals in place of all that are held of the quantity."""
    await session.execute(delete(DangerNormal).where(DangerNormal.quantity == quantity))
    if rows:
        await session.execute(insert(DangerNormal), list(rows))


async def clock(session: AsyncSession) -> RowMapping | None:
    """How far this space has been worked out."""
    rows = await session.execute(select(DangerClock.evaluated_at, DangerClock.seq, DangerClock.rules))
    return rows.mappings().one_or_none()


async def set_clock(session: AsyncSession, evaluated_at: datetime, seq: int, rules: str) -> None:
    """Note how far this space has been worked out."""
    values = {"evaluated_at": evaluated_at, "seq": seq, "rules": rules}
    await session.execute(
        upsert(DangerClock).values(**values).on_conflict_do_update(index_elements=["space"], set_=values)
    )


async def current(session: AsyncSession) -> Sequence[RowMapping]:
    """What stands now, of every rule and commune; times as seconds of the epoch."""
    rows = await session.execute(
        text(
            "SELECT id, commune_code, rule, level, at_least, reason, value, why ->> 'row' AS row,"
            " CAST(extract(epoch FROM since) AS double precision) AS since,"
            " CAST(extract(epoch FROM falling_since) AS double precision) AS falling_since, highest"
            " FROM commune_danger WHERE ends_at = 'infinity'"
        )
    )
    return rows.mappings().all()


async def end(session: AsyncSession, ids: Sequence[int], at: datetime) -> None:
    """These statements stood until `at`."""
    if ids:
        await session.execute(
            text("UPDATE commune_danger SET ends_at = :at WHERE id = ANY (CAST(:ids AS bigint[]))"),
            {"at": at, "ids": list(ids)},
        )


async def end_other_rules(session: AsyncSession, rules: Sequence[str], at: datetime) -> int:
    """What rules that are not among these said stood until `at`; how many statements that were."""
    rows = await session.execute(
        text(
            "UPDATE commune_danger SET ends_at = :at"
            " WHERE ends_at = 'infinity' AND rule <> ALL (CAST(:rules AS text[])) RETURNING id"
        ),
        {"at": at, "rules": list(rules)},
    )
    return len(rows.all())


async def keep_falling(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """The working state of the hold of statements that go on: `id`, `falling_since`, `highest`."""
    if rows:
        await session.execute(
            text(
                "UPDATE commune_danger SET falling_since = :falling_since, highest = :highest WHERE id = :id"
            ),
            list(rows),
        )


_AS_JSON = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
# Rows of one shape, whatever of them is null: hundreds in one statement, where an insert of objects sends one for every
# change of which columns are filled.
_ADD = text(
    """
    INSERT INTO commune_danger
      (commune_code, rule, hazard, counts, level, at_least, reason, since, starts_at, falling_since, highest, value, why)
    SELECT commune_code, rule, hazard, counts, level, at_least, reason, since, starts_at, falling_since, highest, value,
           why
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS item (
      commune_code text, rule text, hazard text, counts boolean, level smallint, at_least boolean, reason text,
      since timestamptz, starts_at timestamptz, falling_since timestamptz, highest smallint, value float8, why jsonb)
    """
)


async def add(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Further statements, standing from now on."""
    if rows:
        await session.execute(_ADD, {"rows": orjson.dumps(list(rows), option=_AS_JSON).decode()})


@lru_cache
def combined_sql() -> str:
    """The danger of communes at :at as known at :known_at; see combined.sql for its columns."""
    raw = files("geoops.hydromet.danger").joinpath("combined.sql").read_text("utf-8")
    body = "\n".join(line for line in raw.splitlines() if not line.startswith("--"))
    return body.replace("{warnings}", VALID_SQL).replace("{bulletins}", IN_FORCE_SQL)


async def combined(
    session: AsyncSession, *, at: datetime, known_at: datetime, communes: Sequence[str] | None
) -> Sequence[RowMapping]:
    """The danger of communes, of all or of those, where anything was said of them."""
    query = f"""
        SELECT danger.* FROM ({combined_sql()}) AS danger
        WHERE CAST(:communes AS text[]) IS NULL OR commune_code = ANY (CAST(:communes AS text[]))
    """  # noqa: S608 - made of constants
    binds = {"at": at, "known_at": known_at, "communes": list(communes) if communes is not None else None}
    return (await session.execute(text(query), binds)).mappings().all()


async def statements(
    session: AsyncSession, *, at: datetime, known_at: datetime, communes: Sequence[str]
) -> Sequence[RowMapping]:
    """What each rule said of those communes at that time, the highest level first."""
    rows = await session.execute(
        text(
            "SELECT commune_code, rule, hazard, counts, level, at_least, reason, since, starts_at, value, why"
            " FROM commune_danger WHERE commune_code = ANY (CAST(:communes AS text[]))"
            " AND starts_at <= least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))"
            " AND ends_at > least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))"
            " ORDER BY commune_code, counts DESC, level DESC NULLS LAST, rule"
        ),
        {"at": at, "known_at": known_at, "communes": list(communes)},
    )
    return rows.mappings().all()


async def history(
    session: AsyncSession, commune: str, *, from_at: datetime, to_at: datetime
) -> Sequence[RowMapping]:
    """What each rule said of a commune over a span, in the order of time."""
    rows = await session.execute(
        text(
            "SELECT rule, hazard, counts, level, at_least, reason, since, starts_at,"
            " nullif(ends_at, 'infinity') AS ends_at, value FROM commune_danger"
            " WHERE commune_code = :commune AND starts_at <= :to_at AND ends_at > :from_at"
            " ORDER BY starts_at, rule LIMIT 2000"
        ),
        {"commune": commune, "from_at": from_at, "to_at": to_at},
    )
    return rows.mappings().all()


async def switches(session: AsyncSession) -> Sequence[DangerRule]:
    """The rules that somebody has switched."""
    return (await session.scalars(select(DangerRule))).all()


async def switch(session: AsyncSession, rule: str, is_on: bool, reason: str | None) -> None:
    """Note that a rule is on or off from now on."""
    values = {"is_on": is_on, "reason": reason}
    now: dict[str, Any] = {"changed_at": func.now(), "changed_by": func.current_actor()}
    await session.execute(
        upsert(DangerRule)
        .values(rule=rule, **values)
        .on_conflict_do_update(index_elements=["rule"], set_=values | now)
    )


async def cards(session: AsyncSession, rule: str | None = None) -> Sequence[RehearsalCard]:
    """The rehearsal cards of a rule, or of all, newest first."""
    query = select(RehearsalCard).order_by(RehearsalCard.made_at.desc(), RehearsalCard.id.desc())
    if rule is not None:
        query = query.where(RehearsalCard.rule == rule)
    return (await session.scalars(query)).all()


async def rehearsed(session: AsyncSession) -> set[tuple[str, str]]:
    """Rule and version of every card in which something was verified."""
    rows = await session.execute(
        text(
            "SELECT DISTINCT rule, version FROM rehearsal_cards"
            " WHERE CAST(card ->> 'verified_commune_hours' AS bigint) > 0"
        )
    )
    return {(row[0], row[1]) for row in rows}


async def add_card(session: AsyncSession, values: Mapping[str, Any]) -> int:
    """Keep a card; its id."""
    return int(
        (
            await session.execute(insert(RehearsalCard).values(**values).returning(RehearsalCard.id))
        ).scalar_one()
    )


async def warned(
    session: AsyncSession, *, from_at: datetime, to_at: datetime, known_at: datetime
) -> Sequence[RowMapping]:
    """Every warning of a commune that was in force in the span, as known in the end: commune_code, level, issued_at,
    valid_from, valid_to."""
    rows = await session.execute(
        text(
            "SELECT area.commune_code, warning.level, warning.issued_at, warning.valid_from, warning.valid_to"
            " FROM warnings AS warning"
            " JOIN warning_communes AS area ON area.warning_id = warning.id AND area.known_at = warning.known_at"
            " WHERE area.commune_code IS NOT NULL AND warning.level >= 1"
            " AND warning.valid_from <= :to_at AND warning.valid_to > :from_at AND warning.known_at <= :known_at"
            " AND (warning.superseded_at IS NULL OR warning.superseded_at > :known_at)"
        ),
        {"from_at": from_at, "to_at": to_at, "known_at": known_at},
    )
    return rows.mappings().all()


async def listed_hours(
    session: AsyncSession, *, from_at: datetime, to_at: datetime, known_at: datetime
) -> Sequence[RowMapping]:
    """The spans that a list of warnings speaks of: valid_from, valid_to, one row a list."""
    rows = await session.execute(
        text(
            "SELECT source, valid_from, max(valid_to) AS valid_to FROM warnings"
            " WHERE valid_from <= :to_at AND valid_to > :from_at AND known_at <= :known_at"
            " GROUP BY source, valid_from"
        ),
        {"from_at": from_at, "to_at": to_at, "known_at": known_at},
    )
    return rows.mappings().all()


async def holds_rain(session: AsyncSession, *, from_at: datetime, to_at: datetime) -> bool:
    """Whether any rain is known of that time."""
    found = await session.scalar(
        text("SELECT EXISTS (SELECT FROM rain_pieces WHERE ends_at > :from_at AND ends_at <= :to_at)"),
        {"from_at": from_at, "to_at": to_at},
    )
    return bool(found)
