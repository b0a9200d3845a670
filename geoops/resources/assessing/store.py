"""Queries of readiness: what is ready by commune and need in one pass, norms, what was assessed, what lies nearest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Row, RowMapping, insert, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.resources.assessing.models import CommuneReadiness, PlanningNorm, ReadinessClock
from geoops.resources.dispatch.states import HOLDS

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('readiness:' || current_space(), 0))")


@dataclass(frozen=True, slots=True)
class Moment:
    """At which time, as known when; counts before `fresh_from` are older than their rhythm, what expired before `today`
    is not ready."""

    at: datetime
    known_at: datetime
    fresh_from: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Serving:
    """Kinds with the need that each serves, and by how much one counts towards it."""

    kinds: Sequence[str]
    needs: Sequence[str]
    each: Sequence[float]


@lru_cache
def _sql(name: str) -> str:
    raw = files("geoops.resources.assessing").joinpath(name).read_text("utf-8")
    return "\n".join(line for line in raw.splitlines() if not line.startswith("--"))


async def lock(session: AsyncSession) -> None:
    """Take the readiness of this space for the transaction."""
    await session.execute(_LOCK)


async def ready(
    session: AsyncSession, moment: Moment, serving: Serving, communes: Sequence[str] | None
) -> Sequence[Row[Any]]:
    """Per commune and need that anything was counted of; the columns of ready.sql, in its order."""
    rows = await session.execute(
        text(_sql("ready.sql")),
        {
            "at": moment.at,
            "known_at": moment.known_at,
            "fresh_from": moment.fresh_from,
            "today": moment.today,
            "kinds": list(serving.kinds),
            "needs": list(serving.needs),
            "each": list(serving.each),
            "holds": list(HOLDS),
            "communes": list(communes) if communes is not None else None,
        },
    )
    return rows.all()


async def norms(session: AsyncSession, known_at: datetime) -> Sequence[PlanningNorm]:
    """The newest row of every norm and province, as known then."""
    rows = await session.scalars(
        select(PlanningNorm)
        .where(PlanningNorm.known_at <= known_at)
        .ext(distinct_on(PlanningNorm.norm, PlanningNorm.province_code))
        .order_by(
            PlanningNorm.norm,
            PlanningNorm.province_code,
            PlanningNorm.known_at.desc(),
            PlanningNorm.id.desc(),
        )
    )
    return rows.all()


async def add_norm(
    session: AsyncSession, *, norm: str, province_code: str | None, value: float, source: str
) -> None:
    """A norm as it holds from now on."""
    await session.execute(
        insert(PlanningNorm).values(norm=norm, province_code=province_code, value=value, source=source)
    )


async def standing(session: AsyncSession) -> Sequence[RowMapping]:
    """What stands now, of every commune."""
    rows = await session.execute(
        text(
            "SELECT id, commune_code, state, level, weakest, failing, ratio, at_most, surplus"
            " FROM commune_readiness WHERE ends_at = 'infinity'"
        )
    )
    return rows.mappings().all()


async def end(session: AsyncSession, ids: Sequence[int], at: datetime) -> None:
    """These stood until `at`."""
    if ids:
        await session.execute(
            text("UPDATE commune_readiness SET ends_at = :at WHERE id = ANY (CAST(:ids AS bigint[]))"),
            {"at": at, "ids": list(ids)},
        )


async def forget_after(session: AsyncSession, at: datetime) -> None:
    """Take back what was said from after `at` on, and let what stood then stand."""
    await session.execute(text("DELETE FROM commune_readiness WHERE starts_at > :at"), {"at": at})
    await session.execute(
        text(
            "UPDATE commune_readiness SET ends_at = 'infinity' WHERE ends_at > :at AND ends_at <> 'infinity'"
        ),
        {"at": at},
    )


async def add(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """What stands from now on."""
    if rows:
        await session.execute(insert(CommuneReadiness), list(rows))


async def clock(session: AsyncSession) -> datetime | None:
    """Up to when this space was worked out; None: never."""
    found: datetime | None = await session.scalar(select(ReadinessClock.worked_out_at))
    return found


async def set_clock(session: AsyncSession, at: datetime) -> None:
    """Note up to when this space was worked out."""
    await session.execute(
        upsert(ReadinessClock)
        .values(worked_out_at=at)
        .on_conflict_do_update(index_elements=["space"], set_={"worked_out_at": at})
    )


async def nearest(
    session: AsyncSession,
    moment: Moment,
    *,
    need: str,
    kinds: Mapping[str, float],
    away_from: str,
    lon: float,
    lat: float,
    limit: int,
) -> Sequence[RowMapping]:
    """Ready ones of these kinds (with how much one counts towards the need) outside a commune, the nearest first, in
    communes that have more than their own demand; see nearest.sql for the columns."""
    rows = await session.execute(
        text(_sql("nearest.sql")),
        {
            "at": moment.at,
            "known_at": moment.known_at,
            "fresh_from": moment.fresh_from,
            "today": moment.today,
            "need": need,
            "kinds": list(kinds),
            "each": list(kinds.values()),
            "holds": list(HOLDS),
            "away_from": away_from,
            "lon": lon,
            "lat": lat,
            "limit": limit,
        },
    )
    return rows.mappings().all()


async def nearest_shelters(
    session: AsyncSession, moment: Moment, *, away_from: str, lon: float, lat: float, limit: int
) -> Sequence[RowMapping]:
    """Shelters with free places outside a commune, the nearest first; the columns of nearest.sql."""
    rows = await session.execute(
        text(_sql("nearest_shelters.sql")),
        {
            "at": moment.at,
            "known_at": moment.known_at,
            "fresh_from": moment.fresh_from,
            "away_from": away_from,
            "lon": lon,
            "lat": lat,
            "limit": limit,
        },
    )
    return rows.mappings().all()
