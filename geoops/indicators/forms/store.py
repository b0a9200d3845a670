"""Queries of Excel forms."""

from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.forms.models import IndicatorTemplate


async def keep(session: AsyncSession, values: dict[str, Any]) -> None:
    """Write down that a form was handed out."""
    await session.execute(insert(IndicatorTemplate).values(**values).inline())


async def template(session: AsyncSession, fingerprint: str) -> IndicatorTemplate | None:
    """The form of a fingerprint, where it was handed out in this space and lies in the scope."""
    return await session.scalar(
        select(IndicatorTemplate).where(
            IndicatorTemplate.space == func.current_space(), IndicatorTemplate.id == fingerprint
        )
    )
