"""Queries of who brought what."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.carried.models import IncidentCarry


async def add(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Remember the carry; False where this carrier brought this report before."""
    result = await session.execute(
        insert(IncidentCarry)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["incident_id", "carrier"])
        .returning(IncidentCarry.id)
    )
    return result.first() is not None


async def of(session: AsyncSession, incident_id: uuid.UUID) -> list[IncidentCarry]:
    """Who brought the report, in order."""
    rows = await session.scalars(
        select(IncidentCarry).where(IncidentCarry.incident_id == incident_id).order_by(IncidentCarry.id)
    )
    return list(rows)
