"""Queries of notices to communes downstream."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.works.models import ReservoirNotice
from geoops.works.register_store import When


async def hold(session: AsyncSession) -> None:
    """One evaluation of a space at a time: the next waits until this transaction is over."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('works.notices ' || current_space(), 0))")
    )


async def going(session: AsyncSession) -> Sequence[ReservoirNotice]:
    """Notices of the space that have not ended."""
    query = select(ReservoirNotice).where(
        ReservoirNotice.ended_at.is_(None), ReservoirNotice.space == func.current_space()
    )
    return (await session.scalars(query)).all()


async def begin(session: AsyncSession, values: dict[str, Any]) -> UUID | None:
    """Add a notice; None where one goes on for that reservoir and commune."""
    added: UUID | None = await session.scalar(
        insert(ReservoirNotice).values(**values).on_conflict_do_nothing().returning(ReservoirNotice.id)
    )
    return added


async def confirm(session: AsyncSession, id_: UUID, reading: dict[str, Any]) -> None:
    """Let a notice that goes on rest on a newer reading."""
    await session.execute(
        update(ReservoirNotice)
        .where(ReservoirNotice.id == id_, ReservoirNotice.space == func.current_space())
        .values(**reading)
        .execution_options(synchronize_session=False)
    )


async def end(session: AsyncSession, id_: UUID, ended_at: datetime) -> None:
    """Say since when a notice is over."""
    await session.execute(
        update(ReservoirNotice)
        .where(ReservoirNotice.id == id_, ReservoirNotice.space == func.current_space())
        .values(ended_at=ended_at, end_known_at=func.space_now())
        .execution_options(synchronize_session=False)
    )


async def page(
    session: AsyncSession,
    when: When,
    *,
    commune_codes: Sequence[str] | None = None,
    work_id: UUID | None = None,
    ended: bool = False,
    limit: int = 200,
) -> Sequence[ReservoirNotice]:
    """Notices that went on at a time, as known then, newest first; with `ended` those that were over too."""
    query = select(ReservoirNotice).where(
        ReservoirNotice.began_at <= when.at, ReservoirNotice.known_at <= when.known_at
    )
    if not ended:
        query = query.where(
            or_(
                ReservoirNotice.ended_at.is_(None),
                ReservoirNotice.ended_at > when.at,
                ReservoirNotice.end_known_at > when.known_at,
            )
        )
    if commune_codes is not None:
        query = query.where(ReservoirNotice.commune_code.in_(commune_codes))
    if work_id is not None:
        query = query.where(ReservoirNotice.work_id == work_id)
    query = query.order_by(ReservoirNotice.began_at.desc(), ReservoirNotice.id).limit(limit)
    return (await session.scalars(query)).all()
