"""Running feeds: on a schedule by the job worker, by hand, or again from a kept answer. Opens the transactions;
fetching and decoding are outside of them."""

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import croniter  # type: ignore[import-untyped, unused-ignore]
import procrastinate
import structlog

from geoops.hydromet.feeds import raw, sources
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.base import Asking, Feed
from geoops.hydromet.feeds.service import Begun, Cause, Fetched
from geoops.hydromet.forecasts import service as forecasts
from geoops.hydromet.observations.service import IngestResult
from geoops.kit.clock import utc_now
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused, Problem
from geoops.kit.i18n import Text
from geoops.kit.jobs import defer, queue
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)
_CONTEXT = Context(actor="feeds", scope=Scope(nation=True))


async def run_feed(
    database: Database,
    settings: Settings,
    name: str,
    *,
    cause: Cause = "hand",
    actor: str | None = None,
    first_wait_s: float = 1.0,
) -> IngestResult:
    """Ask a feed once and take in what it brings, into the live space; the run is recorded however it ends.

    By the schedule a feed whose breaker is open is left alone; by hand it is always asked. Raises UnknownFeed,
    CommandRefused where the feed has no address, SourceUnavailable, AddressRefused, NotThisFormat, ClockTurnedBack.
    """
    context = _context(actor)
    async with database.transaction(context) as session:
        feed = await sources.find(session, settings, name)
        address = feed.address(settings)
        if not address:
            raise CommandRefused(
                Text(
                    f"Nguồn “{name}” chưa được đặt địa chỉ; xem docs/feeds.md",
                    f"The feed “{name}” has no address; see docs/feeds.md",
                )
            )
        begun = await feeds.begin(session, feed, cause)
        if begun is None:
            return IngestResult()
        points = await sources.points(session, feed) if feed.wants_points else []
    run = _Run(database, settings, feed, begun, cause, context)
    try:
        asking = Asking(address, begun.now, settings, begun.seen, points, first_wait_s)
        return await run.take_in(await feed.fetch(asking), keep=feed.keep_raw and settings.feeds_raw_days > 0)
    except Exception as error:
        await run.fail(error)
        raise


async def run_again(
    database: Database, settings: Settings, name: str, run_id: int, *, actor: str | None = None
) -> IngestResult:
    """Decode the kept answer of an earlier run again, as of the time it was read, and take it in as known from now on.

    Raises UnknownFeed, UnknownRun, RawGone where the answer is no longer kept, and whatever decoding raises.
    """
    context = _context(actor)
    async with database.transaction(context) as session:
        feed = await sources.find(session, settings, name)
        earlier = await feeds.run(session, name, run_id)
        if earlier["raw"] is None:
            raise raw.RawGone
        answer = await asyncio.to_thread(raw.read, settings.home, earlier["raw"])
        begun = await feeds.begin(session, feed, "again", again_of=run_id)
    assert begun is not None
    run = _Run(database, settings, feed, begun, "again", context)
    try:
        return await run.take_in(answer, read_at=earlier["started_at"], keep=False)
    except Exception as error:
        await run.fail(error)
        raise


class _Run:
    """One run after it has begun."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        feed: Feed,
        begun: Begun,
        cause: Cause,
        context: Context,
    ) -> None:
        self._database, self._settings, self._context = database, settings, context
        self._feed, self._begun, self._cause = feed, begun, cause
        self._began = time.perf_counter()
        self._fetched = Fetched()
        self._answer: Answer | None = None

    async def take_in(self, answer: Answer, *, keep: bool, read_at: datetime | None = None) -> IngestResult:
        """Keep the answer, decode it, merge it."""
        feed, begun = self._feed, self._begun
        if not answer.parts:
            async with self._database.transaction(self._context) as session:
                await feeds.forget(session, begun)
            return IngestResult()
        self._answer = answer
        self._fetched = Fetched.of(answer, None)
        if keep:
            self._fetched = Fetched.of(answer, await self._kept(answer))
        decoded = await asyncio.to_thread(feed.decode, answer, read_at or begun.now)
        newest_at = feed.newest(decoded)
        async with self._database.transaction(self._context) as session:
            if self._cause != "again":
                await feeds.check_clock(session, feed, newest_at)
            result = await feed.take(session, decoded, begun.now)
            await feeds.finish(
                session,
                feed,
                begun,
                self._fetched,
                result,
                decoded=feed.size(decoded),
                newest_at=newest_at,
                took_s=time.perf_counter() - self._began,
                cause=self._cause,
            )
        if self._cause != "again":
            await feed.settled(answer, self._settings, None)
        return result

    async def _kept(self, answer: Answer) -> tuple[str, int] | None:
        home, feed, begun = self._settings.home, self._feed, self._begun
        try:
            return await asyncio.to_thread(raw.keep, home, feed.name, begun.id, begun.now, answer)
        except OSError as error:  # a full disk must not cost the observations
            log.error("raw_answer_not_kept", feed=feed.name, error=str(error))
            return None

    async def fail(self, error: Exception) -> None:
        """Record why the run failed."""
        problem = (
            error
            if isinstance(error, Problem)
            else Problem(Text(f"Lỗi bất ngờ: {error}", f"Unexpected: {error}"))
        )
        async with self._database.transaction(self._context) as session:
            await feeds.fail(
                session,
                self._feed,
                self._begun,
                self._fetched,
                problem,
                took_s=time.perf_counter() - self._began,
                cause=self._cause,
            )
        if self._answer is not None and self._cause != "again":
            await self._feed.settled(self._answer, self._settings, problem.detail or problem.title)


def _context(actor: str | None) -> Context:
    return Context(actor=actor, scope=_CONTEXT.scope) if actor else _CONTEXT


async def ask(database: Database, settings: Settings, name: str) -> None:
    """Ask a feed once by the schedule; a source that fails is logged, asked again at its next turn, and holds up
    nobody."""
    try:
        result = await run_feed(database, settings, name, cause="schedule")
    except Problem as problem:
        log.warning("feed_failed", feed=name, code=problem.code, error=str(problem))
    except Exception as error:
        log.exception("feed_failed", feed=name, error=str(error))
    else:
        log.info("feed_run", feed=name, new=result.new, changed=result.changed, refused=result.refused_count)


async def due(database: Database, settings: Settings, tick: datetime) -> list[str]:
    """The feeds that are on and whose turn it is in this minute."""
    async with database.transaction(_CONTEXT) as session:
        known: Mapping[str, Feed] = await sources.every(session, settings)
    return [
        name
        for name, feed in known.items()
        if feed.address(settings) and croniter.croniter.match(feed.cron, tick)
    ]


@queue.task(name="hydromet.feed", pass_context=True)
async def ask_feed(context: procrastinate.JobContext, name: str) -> None:
    """One run of one feed."""
    await ask(context.additional_context["database"], get_settings(), name)


@queue.periodic(cron="* * * * *")
@queue.task(name="hydromet.feeds.due", queueing_lock="hydromet.feeds.due", pass_context=True)
async def ask_those_due(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every minute: a job of its own for each feed whose turn it is, so that none waits for another. A feed whose job
    still waits gets no second one."""
    tick = datetime.fromtimestamp(timestamp, UTC)
    for name in await due(context.additional_context["database"], get_settings(), tick):
        if not await defer(context.app, "hydromet.feed", queueing_lock=f"feed:{name}", name=name):
            log.warning("feed_still_waiting", feed=name)


@queue.periodic(cron="17 3 * * *")
@queue.task(name="hydromet.feeds.prune", queueing_lock="hydromet.feeds.prune", pass_context=True)
async def prune(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every night: remove raw answers and records that are past their time."""
    await prune_feeds(context.additional_context["database"], get_settings())


async def prune_feeds(database: Database, settings: Settings) -> int:
    """Remove raw answers and records of runs that are past their time; how many records."""
    today = utc_now().replace(hour=0, minute=0, second=0, microsecond=0)
    raw_before = today - timedelta(days=settings.feeds_raw_days)
    await asyncio.to_thread(raw.prune, settings.home, raw_before.date())
    async with database.transaction(_CONTEXT) as session:
        await forecasts.prune(session, today)
        return await feeds.prune(
            session, raw_before=raw_before, runs_before=today - timedelta(days=settings.feeds_runs_days)
        )
