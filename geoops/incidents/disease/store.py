"""Queries of outbreaks, their reports and their zones."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import Select, func, insert, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.disease.models import (
    Outbreak,
    OutbreakFigure,
    OutbreakReport,
    OutbreakState,
)
from geoops.incidents.disease.statuses import ACTIVE
from geoops.incidents.store import point, web_mercator

TOTALS_SQL = files("geoops.incidents.disease").joinpath("totals.sql").read_text(encoding="utf-8")
_TOTALS = text(TOTALS_SQL)
_STATUS_AT = text("""
SELECT DISTINCT ON (s.outbreak_id) s.outbreak_id, s.status, s.at
FROM outbreak_states AS s
WHERE s.at <= :at AND s.known_at <= :known_at
ORDER BY s.outbreak_id, s.at DESC, s.id DESC
""")


@dataclass(frozen=True, slots=True)
class Found:
    """An outbreak with its place as numbers (EPSG:4326)."""

    row: Outbreak
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """What an item amounts to in an outbreak."""

    item: str
    quantity: int
    as_of: datetime


def _selected() -> Select[Any]:
    return select(Outbreak, func.ST_X(Outbreak.geom), func.ST_Y(Outbreak.geom)).where(
        Outbreak.space == func.current_space()
    )


def place(lon: float, lat: float) -> dict[str, Any]:
    """The columns of a position."""
    return {"geom": point(lon, lat), "geom_3857": web_mercator(lon, lat)}


async def add(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """Add an outbreak; False where its id is there."""
    added = await session.scalar(
        pg_insert(Outbreak).values(**values).on_conflict_do_nothing().returning(Outbreak.id)
    )
    return added is not None


async def get(session: AsyncSession, outbreak_id: uuid.UUID, *, for_update: bool = False) -> Found | None:
    """The outbreak as the caller may see it."""
    query = _selected().where(Outbreak.id == outbreak_id).execution_options(populate_existing=True)
    if for_update:
        query = query.with_for_update(of=Outbreak)
    row = (await session.execute(query)).one_or_none()
    return Found(*row) if row else None


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    disease: str | None,
    kind: str | None,
    commune_code: str | None,
    status: str | None,
) -> Sequence[Found]:
    """Newest first, up to `limit + 1`; the status `active` is any that is not closed."""
    query = _selected()
    if disease is not None:
        query = query.where(Outbreak.disease == disease)
    if kind is not None:
        query = query.where(Outbreak.kind == kind)
    if commune_code is not None:
        query = query.where(Outbreak.commune_code == commune_code)
    if status == "active":
        query = query.where(Outbreak.status.in_(ACTIVE))
    elif status is not None:
        query = query.where(Outbreak.status == status)
    if after is not None:
        query = query.where(tuple_(Outbreak.known_at, Outbreak.id) < after)
    query = query.order_by(Outbreak.known_at.desc(), Outbreak.id.desc()).limit(limit + 1)
    return [Found(*row) for row in await session.execute(query)]


async def known(session: AsyncSession, known_at: datetime) -> Sequence[Outbreak]:
    """All outbreaks of the scope that were on record at a time."""
    return (
        await session.scalars(
            select(Outbreak).where(Outbreak.space == func.current_space(), Outbreak.known_at <= known_at)
        )
    ).all()


async def status_at(
    session: AsyncSession, at: datetime, known_at: datetime
) -> dict[uuid.UUID, tuple[str, datetime]]:
    """The status of each outbreak at a time, as known at a time, and since when."""
    rows = await session.execute(_STATUS_AT, {"at": at, "known_at": known_at})
    return {row[0]: (row[1], row[2]) for row in rows}


async def add_state(
    session: AsyncSession, row: Outbreak, status: str, at: datetime, actor: str, reason: str | None
) -> None:
    """Remember that the outbreak entered a status."""
    await session.execute(
        insert(OutbreakState)
        .values(
            outbreak_id=row.id,
            commune_code=row.commune_code,
            status=status,
            at=at,
            actor=actor,
            reason=reason,
        )
        .inline()
    )


async def change(session: AsyncSession, outbreak_id: uuid.UUID, values: Mapping[str, Any]) -> None:
    """Change columns of the outbreak, as its next version."""
    await session.execute(
        update(Outbreak)
        .where(Outbreak.id == outbreak_id, Outbreak.space == func.current_space())
        .values(**values, version=Outbreak.version + 1)
    )


async def states(session: AsyncSession, outbreak_id: uuid.UUID) -> Sequence[OutbreakState]:
    """The statuses that the outbreak entered, oldest first."""
    return (
        await session.scalars(
            select(OutbreakState)
            .where(OutbreakState.outbreak_id == outbreak_id, OutbreakState.space == func.current_space())
            .order_by(OutbreakState.at, OutbreakState.id)
        )
    ).all()


async def add_report(
    session: AsyncSession, report: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]
) -> bool:
    """Add a report with its figures; False where its id is there."""
    added = await session.scalar(
        pg_insert(OutbreakReport).values(**report).on_conflict_do_nothing().returning(OutbreakReport.id)
    )
    if added is None:
        return False
    await session.execute(pg_insert(OutbreakFigure), [dict(figure) for figure in figures])
    return True


async def replace(session: AsyncSession, old: uuid.UUID, new: uuid.UUID) -> None:
    """Have a report count until now, and another from now on."""
    await session.execute(
        update(OutbreakReport)
        .where(OutbreakReport.id == old, OutbreakReport.space == func.current_space())
        .values(replaced_by=new, replaced_at=func.space_now())
    )


async def report(session: AsyncSession, report_id: uuid.UUID) -> OutbreakReport | None:
    """The report, as it is now."""
    return await session.scalar(
        select(OutbreakReport)
        .where(OutbreakReport.id == report_id, OutbreakReport.space == func.current_space())
        .execution_options(populate_existing=True)
    )


async def reports(session: AsyncSession, outbreak_id: uuid.UUID) -> Sequence[OutbreakReport]:
    """All reports of an outbreak, newest first, the replaced ones too."""
    return (
        await session.scalars(
            select(OutbreakReport)
            .where(OutbreakReport.outbreak_id == outbreak_id, OutbreakReport.space == func.current_space())
            .order_by(OutbreakReport.as_of.desc(), OutbreakReport.known_at.desc())
        )
    ).all()


async def figures(session: AsyncSession, report_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    """The figures of reports, by item."""
    found: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    rows = await session.execute(
        select(OutbreakFigure.report_id, OutbreakFigure.item, OutbreakFigure.quantity)
        .where(OutbreakFigure.report_id.in_(report_ids), OutbreakFigure.space == func.current_space())
        .order_by(OutbreakFigure.item)
    )
    for report_id, item, quantity in rows:
        found[report_id][item] = quantity
    return found


async def standing(
    session: AsyncSession, outbreak_ids: Sequence[uuid.UUID]
) -> Sequence[tuple[OutbreakReport, str, int]]:
    """Reports of these outbreaks that count now, each with one of its figures, newest first."""
    rows = await session.execute(
        select(OutbreakReport, OutbreakFigure.item, OutbreakFigure.quantity)
        .join(
            OutbreakFigure,
            (OutbreakFigure.report_id == OutbreakReport.id) & (OutbreakFigure.space == OutbreakReport.space),
        )
        .where(
            OutbreakReport.space == func.current_space(),
            OutbreakReport.outbreak_id.in_(outbreak_ids),
            OutbreakReport.replaced_by.is_(None),
        )
        .order_by(OutbreakReport.as_of.desc(), OutbreakReport.known_at.desc())
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def totals(
    session: AsyncSession, at: datetime, known_at: datetime
) -> dict[uuid.UUID, dict[str, ItemTotal]]:
    """What each item amounts to per outbreak of the scope; see totals.sql."""
    found: dict[uuid.UUID, dict[str, ItemTotal]] = defaultdict(dict)
    for row in await session.execute(_TOTALS, {"at": at, "known_at": known_at}):
        found[row[0]][row[1]] = ItemTotal(row[1], row[2], row[3])
    return found
