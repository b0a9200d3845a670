"""Running feeds: on a schedule by the job worker, and by hand. Opens the transactions; fetching is outside of them."""

import asyncio
import time

import procrastinate
import structlog

from geoops.hydromet.feeds import fetch, registry
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.base import Feed
from geoops.hydromet.observations.service import IngestResult
from geoops.kit import spaces
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused, Problem
from geoops.kit.i18n import Text
from geoops.kit.jobs import queue
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)
_CONTEXT = Context(actor="feeds", scope=Scope(nation=True))


async def run_feed(
    database: Database, settings: Settings, name: str, *, first_wait_s: float = 1.0
) -> IngestResult:
    """Ask a feed once and take in what it brings, into the live space; the run is recorded however it ends.

    Raises UnknownFeed, CommandRefused where the feed has no address, SourceUnavailable or NotThisFormat.
    """
    feed = registry.get(name)
    address = feed.address(settings)
    if not address:
        raise CommandRefused(
            Text(
                f"Nguồn “{name}” chưa được đặt địa chỉ; xem docs/settings.md",
                f"The feed “{name}” has no address; see docs/settings.md",
            )
        )
    began = time.perf_counter()
    async with database.transaction(_CONTEXT) as session:
        run_id = await feeds.start_run(session, feed.name)
        now = await spaces.now(session)
    body = b""
    try:
        body = await fetch.fetch(feed, address, now, first_wait_s=first_wait_s)
        decoded = await asyncio.to_thread(feed.decode, body, now)
        async with database.transaction(_CONTEXT) as session:
            result = await feeds.take(session, decoded)
            await feeds.finish_run(
                session,
                run_id,
                decoded,
                result,
                fetched_bytes=len(body),
                took_s=time.perf_counter() - began,
            )
    except Exception as error:
        problem = (
            error
            if isinstance(error, Problem)
            else Problem(Text(f"Lỗi bất ngờ: {error}", f"Unexpected: {error}"))
        )
        async with database.transaction(_CONTEXT) as session:
            await feeds.fail_run(
                session, run_id, problem, fetched_bytes=len(body), took_s=time.perf_counter() - began
            )
        raise
    return result


async def ask(database: Database, settings: Settings, name: str) -> None:
    """Ask a feed once where it has an address; a source that fails is logged, asked again at its next turn, and
    holds up nobody."""
    if not registry.get(name).address(settings):
        return
    try:
        result = await run_feed(database, settings, name)
    except Problem as problem:
        log.warning("feed_failed", feed=name, code=problem.code, error=str(problem))
    else:
        log.info("feed_run", feed=name, new=result.new, changed=result.changed, refused=result.refused_count)


def _schedule(feed: Feed) -> None:
    @queue.periodic(cron=feed.cron)
    @queue.task(name=f"hydromet.feed.{feed.name}", queueing_lock=f"feed:{feed.name}", pass_context=True)
    async def run_at_its_turn(context: procrastinate.JobContext, timestamp: int) -> None:
        await ask(context.additional_context["database"], get_settings(), feed.name)


for _feed in registry.FEEDS.values():
    _schedule(_feed)
