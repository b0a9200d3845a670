"""Queries of feeds: runs, standings, marks, added feeds."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, RowMapping, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.models import FeedConfigRow, FeedMark, FeedRun, FeedStanding

_LAST = text(
    """
    SELECT DISTINCT ON (feed) feed, id, cause, actor, started_at, finished_at, took_s, attempts, parts, fetched_bytes,
           decoded, new, changed, unchanged, refused_count, refused, error, newest_at, raw, raw_bytes, again_of,
           (SELECT max(finished_at) FROM feed_runs AS good
            WHERE good.feed = runs.feed AND good.error IS NULL AND good.cause <> 'again') AS last_good_at
    FROM feed_runs AS runs
    WHERE cause <> 'again'
    ORDER BY feed, started_at DESC, id DESC
    """
)

_LAST_UNTIL = text(
    """
    SELECT run.*, good.last_good_at, good.newest_known
    FROM (
      SELECT DISTINCT ON (feed) feed, decoded, refused_count, error FROM feed_runs
      WHERE cause <> 'again' AND finished_at <= :then
      ORDER BY feed, started_at DESC, id DESC
    ) AS run
    CROSS JOIN LATERAL (
      SELECT max(finished_at) AS last_good_at, max(newest_at) AS newest_known FROM feed_runs AS good
      WHERE good.feed = run.feed AND good.error IS NULL AND good.cause <> 'again' AND good.finished_at <= :then
    ) AS good
    """
)


async def start(session: AsyncSession, feed: str, *, cause: str, again_of: int | None = None) -> int:
    """A run begins; its id."""
    query = insert(FeedRun).values(feed=feed, cause=cause, again_of=again_of).returning(FeedRun.id)
    return int((await session.scalars(query)).one())


async def finish(session: AsyncSession, run_id: int, values: Mapping[str, Any]) -> None:
    """How the run ended."""
    await session.execute(
        update(FeedRun).where(FeedRun.id == run_id).values(finished_at=func.space_now(), **values)
    )


async def delete_run(session: AsyncSession, run_id: int) -> None:
    """Take a run out of the record."""
    await session.execute(delete(FeedRun).where(FeedRun.id == run_id))


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


async def last_runs_until(session: AsyncSession, then: datetime) -> Sequence[RowMapping]:
    """The last run of each feed that had ended by then, with what good runs had brought by then."""
    return (await session.execute(_LAST_UNTIL, {"then": then})).mappings().all()


async def run(session: AsyncSession, feed: str, run_id: int) -> RowMapping | None:
    """One run of a feed."""
    query = select(FeedRun.__table__).where(FeedRun.feed == feed, FeedRun.id == run_id)
    return (await session.execute(query)).mappings().one_or_none()


async def runs(session: AsyncSession, feed: str, *, before: int | None, limit: int) -> Sequence[RowMapping]:
    """Up to `limit + 1` runs of a feed, newest first."""
    query = select(FeedRun.__table__).where(FeedRun.feed == feed)
    if before is not None:
        query = query.where(FeedRun.id < before)
    return (await session.execute(query.order_by(FeedRun.id.desc()).limit(limit + 1))).mappings().all()


async def prune(session: AsyncSession, *, raw_before: datetime, runs_before: datetime) -> int:
    """Forget the names of raw answers that are gone, remove old runs and marks; how many runs were removed."""
    await session.execute(
        update(FeedRun)
        .where(FeedRun.raw.is_not(None), FeedRun.started_at < raw_before)
        .values(raw=None, raw_bytes=None)
    )
    await session.execute(delete(FeedMark).where(FeedMark.known_at < runs_before))
    removed = await session.execute(delete(FeedRun).where(FeedRun.started_at < runs_before))
    assert isinstance(removed, CursorResult)
    return removed.rowcount


async def standings(session: AsyncSession) -> Sequence[RowMapping]:
    """How every feed stands that was ever asked in this space."""
    return (await session.execute(select(FeedStanding.__table__))).mappings().all()


async def lock_standing(session: AsyncSession, feed: str) -> RowMapping | None:
    """How a feed stands; nobody else changes it until the end of the transaction."""
    await session.execute(upsert(FeedStanding).values(feed=feed).on_conflict_do_nothing())
    query = select(FeedStanding.__table__).where(FeedStanding.feed == feed).with_for_update()
    return (await session.execute(query)).mappings().one_or_none()


async def save_standing(session: AsyncSession, feed: str, values: Mapping[str, Any]) -> None:
    """Note how a feed stands."""
    await session.execute(update(FeedStanding).where(FeedStanding.feed == feed).values(**values))


async def marks(session: AsyncSession, feed: str) -> Collection[str]:
    """What was taken of a feed already."""
    return frozenset(await session.scalars(select(FeedMark.mark).where(FeedMark.feed == feed)))


async def add_marks(session: AsyncSession, feed: str, run_id: int, marks: Sequence[str]) -> None:
    """Remember what was taken."""
    if marks:
        await session.execute(
            upsert(FeedMark)
            .values([{"feed": feed, "mark": mark, "run_id": run_id} for mark in marks])
            .on_conflict_do_nothing()
        )


async def configs(session: AsyncSession) -> Sequence[RowMapping]:
    """The feeds that were added over the API, by name."""
    query = select(FeedConfigRow.name, FeedConfigRow.config, FeedConfigRow.set_by, FeedConfigRow.set_at)
    return (await session.execute(query.order_by(FeedConfigRow.name))).mappings().all()


async def save_config(session: AsyncSession, name: str, config: Mapping[str, Any]) -> None:
    """Add or change one."""
    query = upsert(FeedConfigRow).values(name=name, config=dict(config))
    await session.execute(
        query.on_conflict_do_update(
            index_elements=["space", "name"],
            set_={
                "config": query.excluded.config,
                "set_by": func.current_actor(),
                "set_at": func.space_now(),
            },
        )
    )


async def delete_config(session: AsyncSession, name: str) -> bool:
    """Take one out; whether it was there."""
    removed = await session.execute(delete(FeedConfigRow).where(FeedConfigRow.name == name))
    assert isinstance(removed, CursorResult)
    return removed.rowcount > 0
