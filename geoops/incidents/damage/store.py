"""Queries of damage."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import delete, func, literal, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.damage.models import (
    DamageConfirmation,
    DamageFigure,
    DamageReport,
    DamageVictim,
    DisasterEvent,
)
from geoops.incidents.models import Incident

_TOTALS = text(files("geoops.incidents.damage").joinpath("totals.sql").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Total:
    """What an item amounts to in a commune, and the reports behind it."""

    commune_code: str
    item: str
    quantity: float
    as_of: datetime
    reports: Sequence[uuid.UUID]


async def add_event(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """Add an event; False where its id is there."""
    added = await session.scalar(
        insert(DisasterEvent).values(**values).on_conflict_do_nothing().returning(DisasterEvent.id)
    )
    return added is not None


async def event(session: AsyncSession, event_id: uuid.UUID) -> DisasterEvent | None:
    """The event of the transaction's space."""
    return await session.scalar(
        select(DisasterEvent).where(DisasterEvent.id == event_id, DisasterEvent.space == func.current_space())
    )


async def end_event(session: AsyncSession, event_id: uuid.UUID, ends_at: datetime) -> None:
    """Set the event's end."""
    await session.execute(update(DisasterEvent).where(DisasterEvent.id == event_id).values(ends_at=ends_at))


async def events(session: AsyncSession) -> Sequence[tuple[DisasterEvent, int, int]]:
    """All events, newest first, with how many reports and communes each has within the scope."""
    counted = (
        select(
            DamageReport.event_id,
            func.count().label("reports"),
            func.count(DamageReport.commune_code.distinct()).label("communes"),
        )
        .where(DamageReport.replaced_by.is_(None))
        .group_by(DamageReport.event_id)
        .subquery()
    )
    rows = await session.execute(
        select(DisasterEvent, func.coalesce(counted.c.reports, 0), func.coalesce(counted.c.communes, 0))
        .outerjoin(counted, counted.c.event_id == DisasterEvent.id)
        .order_by(DisasterEvent.starts_at.desc(), DisasterEvent.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def lock(session: AsyncSession, event_id: uuid.UUID, commune_code: str) -> None:
    """One report of a commune and event at a time, so that two cannot pass the checks together."""
    key = func.hashtextextended(literal(f"damage:{event_id}:{commune_code}"), 0)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


async def add_report(
    session: AsyncSession, report: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]
) -> bool:
    """Add a report with its figures; False where its id is there."""
    added = await session.scalar(
        insert(DamageReport).values(**report).on_conflict_do_nothing().returning(DamageReport.id)
    )
    if added is None:
        return False
    await session.execute(insert(DamageFigure), [dict(figure) for figure in figures])
    return True


async def replace(session: AsyncSession, old: uuid.UUID, new: uuid.UUID) -> None:
    """Have a report count until now, and another from now on."""
    await session.execute(
        update(DamageReport)
        .where(DamageReport.id == old)
        .values(replaced_by=new, replaced_at=func.space_now())
    )


async def report(session: AsyncSession, report_id: uuid.UUID) -> DamageReport | None:
    """The report, as it is now."""
    return await session.scalar(
        select(DamageReport)
        .where(DamageReport.id == report_id, DamageReport.space == func.current_space())
        .execution_options(populate_existing=True)
    )


async def figures(
    session: AsyncSession, reports: Sequence[uuid.UUID]
) -> Sequence[tuple[DamageFigure, str | None]]:
    """The figures of the reports, each with who confirmed it."""
    rows = await session.execute(
        select(DamageFigure, DamageConfirmation.confirmed_by)
        .outerjoin(
            DamageConfirmation,
            (DamageConfirmation.report_id == DamageFigure.report_id)
            & (DamageConfirmation.item == DamageFigure.item)
            & (DamageConfirmation.space == DamageFigure.space),
        )
        .where(DamageFigure.report_id.in_(reports))
        .order_by(DamageFigure.report_id, DamageFigure.item, DamageFigure.part)
    )
    return [(row[0], row[1]) for row in rows]


async def standing(
    session: AsyncSession, event_id: uuid.UUID, commune_code: str, items: Sequence[str]
) -> Sequence[tuple[DamageReport, str, float]]:
    """Reports of the commune that count now, each with one of the items and its figure, newest first."""
    rows = await session.execute(
        select(DamageReport, DamageFigure.item, DamageFigure.quantity)
        .join(
            DamageFigure,
            (DamageFigure.report_id == DamageReport.id) & (DamageFigure.space == DamageReport.space),
        )
        .where(
            DamageReport.event_id == event_id,
            DamageReport.commune_code == commune_code,
            DamageReport.replaced_by.is_(None),
            DamageFigure.part == "",
            DamageFigure.item.in_(items),
        )
        .order_by(DamageReport.as_of.desc(), DamageReport.known_at.desc())
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    event_id: uuid.UUID | None,
    commune_code: str | None,
    unconfirmed: bool,
) -> Sequence[DamageReport]:
    """Newest first, up to `limit + 1`; with `unconfirmed` those that count and wait for a second person."""
    query = select(DamageReport).where(DamageReport.space == func.current_space())
    if event_id is not None:
        query = query.where(DamageReport.event_id == event_id)
    if commune_code is not None:
        query = query.where(DamageReport.commune_code == commune_code)
    if unconfirmed:
        confirmed = select(DamageConfirmation.item).where(
            DamageConfirmation.space == DamageFigure.space,
            DamageConfirmation.report_id == DamageFigure.report_id,
            DamageConfirmation.item == DamageFigure.item,
        )
        waiting = select(DamageFigure.item).where(
            DamageFigure.space == DamageReport.space,
            DamageFigure.report_id == DamageReport.id,
            DamageFigure.needs_confirmation,
            DamageFigure.part == "",
            ~confirmed.exists(),
        )
        query = query.where(DamageReport.replaced_by.is_(None), waiting.exists())
    if after is not None:
        query = query.where(tuple_(DamageReport.known_at, DamageReport.id) < after)
    query = query.order_by(DamageReport.known_at.desc(), DamageReport.id.desc()).limit(limit + 1)
    return (await session.scalars(query)).all()


async def by_ids(session: AsyncSession, reports: Sequence[uuid.UUID]) -> Sequence[DamageReport]:
    """The reports, oldest first."""
    return (
        await session.scalars(
            select(DamageReport)
            .where(DamageReport.id.in_(reports), DamageReport.space == func.current_space())
            .order_by(DamageReport.as_of, DamageReport.known_at)
        )
    ).all()


async def confirm(session: AsyncSession, report: DamageReport, items: Sequence[str], by: str) -> list[str]:
    """Confirm figures; the items that were not confirmed before."""
    rows = await session.scalars(
        insert(DamageConfirmation)
        .values(
            [
                {
                    "report_id": report.id,
                    "item": item,
                    "commune_code": report.commune_code,
                    "confirmed_by": by,
                }
                for item in items
            ]
        )
        .on_conflict_do_nothing()
        .returning(DamageConfirmation.item)
    )
    return list(rows)


async def totals(
    session: AsyncSession, event_id: uuid.UUID, at: datetime, known_at: datetime, *, confirmed: bool
) -> Sequence[Total]:
    """What each item amounts to per commune of the scope; see totals.sql."""
    rows = await session.execute(
        _TOTALS, {"event_id": event_id, "at": at, "known_at": known_at, "confirmed": confirmed}
    )
    return [Total(row[0], row[1], float(row[2]), row[3], list(row[4])) for row in rows]


async def last_as_of(session: AsyncSession, event_id: uuid.UUID) -> dict[str, datetime]:
    """The newest time that each commune has reported for."""
    rows = await session.execute(
        select(DamageReport.commune_code, func.max(DamageReport.as_of))
        .where(
            DamageReport.event_id == event_id,
            DamageReport.replaced_by.is_(None),
            DamageReport.measure != "incident",
        )
        .group_by(DamageReport.commune_code)
    )
    return {row[0]: row[1] for row in rows}


async def add_victim(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """Add a person; False where the id is there."""
    added = await session.scalar(
        insert(DamageVictim).values(**values).on_conflict_do_nothing().returning(DamageVictim.id)
    )
    return added is not None


async def victims(session: AsyncSession, report_id: uuid.UUID) -> Sequence[DamageVictim]:
    """The people behind a report's figures."""
    return (
        await session.scalars(
            select(DamageVictim)
            .where(DamageVictim.report_id == report_id)
            .order_by(DamageVictim.item, DamageVictim.known_at, DamageVictim.id)
        )
    ).all()


async def remove_victim(session: AsyncSession, report_id: uuid.UUID, victim_id: uuid.UUID) -> bool:
    """Take a person out, written down by mistake; False where there is none."""
    removed = await session.scalar(
        delete(DamageVictim)
        .where(DamageVictim.report_id == report_id, DamageVictim.id == victim_id)
        .returning(DamageVictim.id)
    )
    return removed is not None


async def open_incidents(
    session: AsyncSession, since: datetime, until: datetime
) -> Sequence[tuple[str, int, datetime]]:
    """Communes with incidents of a time that are not rejected: how many, and when the first of them happened."""
    rows = await session.execute(
        select(Incident.commune_code, func.count(), func.min(Incident.occurred_at))
        .where(
            Incident.commune_code.is_not(None),
            Incident.occurred_at >= since,
            Incident.occurred_at <= until,
            Incident.state != "rejected",
        )
        .group_by(Incident.commune_code)
    )
    return [(code, count, first) for code, count, first in rows if code is not None]
