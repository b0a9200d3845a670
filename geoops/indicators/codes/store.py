"""Queries of the register of codes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.codes.models import IndicatorCode


async def approved(session: AsyncSession) -> Sequence[IndicatorCode]:
    """Every approved code, also a closed one, in the order in which they were proposed."""
    query = select(IndicatorCode).where(IndicatorCode.state == "approved").order_by(IndicatorCode.id)
    return (await session.scalars(query)).all()


async def listed(session: AsyncSession, dimension: str | None, state: str | None) -> Sequence[IndicatorCode]:
    """Codes and proposals, the newest first, maybe of one dimension or one state."""
    query = select(IndicatorCode).order_by(IndicatorCode.id.desc())
    if dimension is not None:
        query = query.where(IndicatorCode.dimension == dimension)
    if state is not None:
        query = query.where(IndicatorCode.state == state)
    return (await session.scalars(query)).all()


async def of_name(session: AsyncSession, dimension: str, plain: str) -> IndicatorCode | None:
    """The code or proposal of a list that has a name, without marks and capitals; refused ones have none."""
    return await session.scalar(
        select(IndicatorCode).where(
            IndicatorCode.dimension == dimension,
            IndicatorCode.plain == plain,
            IndicatorCode.state != "refused",
        )
    )


async def add(session: AsyncSession, values: dict[str, Any]) -> IndicatorCode | None:
    """Keep a proposal; None where the list has its name already, also from a moment ago."""
    statement = insert(IndicatorCode).values(**values).on_conflict_do_nothing().returning(IndicatorCode)
    return (await session.scalars(statement)).one_or_none()


async def one(session: AsyncSession, number: int) -> IndicatorCode | None:
    """A code or proposal, held against others who act on it at the same time."""
    return await session.get(IndicatorCode, number, with_for_update=True)


async def change(session: AsyncSession, row: IndicatorCode, values: dict[str, Any]) -> None:
    """Write down a step; a decision carries its moment."""
    for name, value in values.items():
        setattr(row, name, value)
    if "decided_by" in values:
        row.decided_at = await session.scalar(select(func.now()))
    row.version += 1
    await session.flush()
