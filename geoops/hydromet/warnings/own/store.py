"""Queries of our own warnings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.states import ENDED, OPEN

IN_FORCE_SQL = """
issued_at IS NOT NULL AND message_type <> 'Cancel'
AND issued_at <= CAST(:at AS timestamptz) AND issued_at <= CAST(:known_at AS timestamptz)
AND expires_at > CAST(:at AS timestamptz)
AND (ended_at IS NULL OR ended_at > CAST(:at AS timestamptz) OR ended_at > CAST(:known_at AS timestamptz))
"""
"""Which warnings of ours are in force at :at as known at :known_at."""

_RANK = case({"Extreme": 4, "Severe": 3, "Moderate": 2, "Minor": 1}, value=Alert.severity, else_=0)


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued document as the feed and its address give it out."""

    id: uuid.UUID
    identifier: str
    issued_at: datetime
    document: bytes


def shape(wkb: bytes | None) -> Any:
    """A shape (WKB, EPSG:4326) as SQL."""
    return None if wkb is None else func.ST_Multi(func.ST_GeomFromWKB(wkb, 4326))


def mercator(wkb: bytes | None) -> Any:
    """The same in EPSG:3857, for tiles."""
    return None if wkb is None else func.ST_Transform(func.ST_Multi(func.ST_GeomFromWKB(wkb, 4326)), 3857)


async def add(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert a draft; False where the id is there already, or an open draft of the same chain."""
    result = await session.execute(
        pg_insert(Alert).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def add_issued(session: AsyncSession, values: dict[str, Any]) -> None:
    """Insert a message that is issued as it is made (a cancellation)."""
    await session.execute(insert(Alert).values(**values).inline())


async def get(session: AsyncSession, alert_id: uuid.UUID, *, for_update: bool = False) -> Alert | None:
    """The warning as the caller may see it."""
    query = (
        select(Alert)
        .where(Alert.id == alert_id, Alert.space == func.current_space())
        .execution_options(populate_existing=True)
    )
    if for_update:
        query = query.with_for_update(of=Alert)
    return await session.scalar(query)


async def change(session: AsyncSession, alert_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Set columns and count the version up."""
    await session.execute(
        update(Alert)
        .where(Alert.id == alert_id)
        .values(**values, version=Alert.version + 1, changed_at=func.space_now())
    )


async def lock_chain(session: AsyncSession, chain_id: uuid.UUID) -> None:
    """Steps along one chain wait here for each other until the end of the transaction."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"alert-chain:{chain_id}"}
    )


async def chain(session: AsyncSession, chain_id: uuid.UUID) -> Sequence[Alert]:
    """The issued messages of a chain, oldest first."""
    query = (
        select(Alert)
        .where(Alert.chain_id == chain_id, Alert.issued_at.is_not(None))
        .order_by(Alert.created_at, Alert.id)
    )
    return list(await session.scalars(query))


async def page(
    session: AsyncSession,
    *,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    group: str,
    at: datetime,
    communes: Sequence[str] | None = None,
) -> Sequence[Alert]:
    """Up to `limit + 1` warnings of a group (open, in_force, ended, all), the last changed first."""
    query = select(Alert).where(Alert.space == func.current_space())
    running: ColumnElement[bool] = (
        (Alert.state == "issued") & (Alert.expires_at > at) & (Alert.message_type != "Cancel")
    )
    if group == "open":
        query = query.where(Alert.state.in_(OPEN))
    elif group == "in_force":
        query = query.where(running)
    elif group == "ended":
        query = query.where(
            Alert.state.in_(ENDED) | ((Alert.state == "issued") & ~running), Alert.message_type != "Cancel"
        )
    if communes is not None:
        query = query.where(Alert.commune_codes.op("&&")(list(communes)))
    if after is not None:
        query = query.where(func.row(Alert.changed_at, Alert.id) < func.row(after[0], after[1]))
    return list(
        await session.scalars(query.order_by(Alert.changed_at.desc(), Alert.id.desc()).limit(limit + 1))
    )


async def in_force(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    communes: Sequence[str] | None,
    after: tuple[int, str] | None,
    limit: int,
) -> Sequence[Alert]:
    """Up to `limit + 1` warnings in force, the most severe first, then by id."""
    query = (
        select(Alert)
        .where(text(IN_FORCE_SQL), Alert.space == func.current_space())
        .params(at=at, known_at=known_at)
    )
    if communes is not None:
        query = query.where(Alert.commune_codes.op("&&")(list(communes)))
    if after is not None:
        query = query.where(func.row(-_RANK, Alert.id) > func.row(-after[0], uuid.UUID(after[1])))
    return list(await session.scalars(query.order_by(-_RANK, Alert.id).limit(limit + 1)))


async def to_expire(session: AsyncSession) -> Sequence[uuid.UUID]:
    """Issued warnings whose time is over by the clock of the space."""
    return list(
        await session.scalars(
            select(Alert.id).where(
                Alert.state == "issued",
                Alert.expires_at <= func.space_now(),
                Alert.space == func.current_space(),
            )
        )
    )


async def issued(session: AsyncSession, alert_id: uuid.UUID) -> Issued | None:
    """An issued document by the warning's id."""
    row = (
        await session.execute(
            _issued_columns().where(Alert.id == alert_id, Alert.space == func.current_space())
        )
    ).one_or_none()
    return Issued(*row) if row is not None else None


async def issued_page(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> list[Issued]:
    """Up to `limit + 1` issued documents, newest first."""
    query = _issued_columns().where(Alert.space == func.current_space(), Alert.issued_at <= func.space_now())
    if after is not None:
        query = query.where(func.row(Alert.issued_at, Alert.id) < func.row(after[0], after[1]))
    rows = await session.execute(query.order_by(Alert.issued_at.desc(), Alert.id.desc()).limit(limit + 1))
    return [Issued(*row) for row in rows]


def _issued_columns() -> Any:
    return select(Alert.id, Alert.identifier, Alert.issued_at, Alert.document).where(
        Alert.issued_at.is_not(None)
    )


async def geometry(session: AsyncSession, alert_id: uuid.UUID) -> bytes | None:
    """The polygons of a warning (WKB, EPSG:4326)."""
    found = await session.scalar(select(func.ST_AsBinary(Alert.geom)).where(Alert.id == alert_id))
    return bytes(found) if found is not None else None
