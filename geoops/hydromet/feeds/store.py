"""Queries of feed runs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.models import FeedRun

_LAST = text(
    """
    SELECT DISTINCT ON (feed) feed, id, started_at, finished_at, took_s, fetched_bytes, decoded, new, changed,
           unchanged, refused_count, refused, error,
           (SELECT max(finished_at) FROM feed_runs AS good WHERE good.feed = runs.feed AND good.error IS NULL)
             AS last_good_at,
           space_now() AS now
    FROM feed_runs AS runs
    ORDER BY feed, started_at DESC, id DESC
    """
)


async def start(session: AsyncSession, feed: str) -> int:
    """A run begins; its id."""
    return int((await session.scalars(insert(FeedRun).values(feed=feed).returning(FeedRun.id))).one())


async def finish(session: AsyncSession, run_id: int, values: Mapping[str, Any]) -> None:
    """How the run ended."""
    await session.execute(
        update(FeedRun).where(FeedRun.id == run_id).values(finished_at=func.space_now(), **values)
    )


async def add(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """A run that is over already (a frame of a replay)."""
    await session.execute(insert(FeedRun).values(**values))


async def run_keys(session: AsyncSession) -> set[tuple[str, datetime]]:
    """Feed and start of every run of this space that ended well."""
    rows = await session.execute(select(FeedRun.feed, FeedRun.started_at).where(FeedRun.error.is_(None)))
    return {(row[0], row[1]) for row in rows}


async def lock_playing(session: AsyncSession) -> None:
    """Wait for other players of this space."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('player:' || current_space(), 0))")
    )


async def last_runs(session: AsyncSession) -> Sequence[RowMapping]:
    """The last run of each feed in this space, with the time of the last that went well."""
    return (await session.execute(_LAST)).mappings().all()


async def recent(session: AsyncSession, feed: str, limit: int) -> Sequence[FeedRun]:
    """The newest runs of a feed."""
    query = select(FeedRun).where(FeedRun.feed == feed).order_by(FeedRun.started_at.desc(), FeedRun.id.desc())
    return (await session.scalars(query.limit(limit))).all()
