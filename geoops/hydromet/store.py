"""Queries that serve the whole domain."""

from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_ANALYSE = text("SELECT analyse_unseen(:parent)")


async def analyse_unseen(
    session: AsyncSession, parent: Literal["stations", "observations", "rain_pieces"]
) -> int:
    """Let the planner look at a table (or its partitions) that it knows nothing of, or that has grown eightfold since it
    looked; how many were looked at. Without that the first batches of a month are joined row by row."""
    return int(await session.scalar(_ANALYSE, {"parent": parent}) or 0)
