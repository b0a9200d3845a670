"""Work on incidents by the clock: overdue ones climb, leases run out, files that belong to nothing go."""

import asyncio
import uuid

import procrastinate
import structlog

from geoops.incidents.attachments import store as attachments_store
from geoops.incidents.attachments.storage import Storage
from geoops.incidents.triage import overdue, queue
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.kit.jobs import queue as jobs
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)
ACTOR = "triage"
ORPHAN_AFTER_S = 24 * 3600
"""Files are put in place before their row is committed: a fresh one without a row may be on its way."""


async def every_space(database: Database) -> list[Context]:
    """The live space and every replay and drill, seen by the system."""
    async with database.transaction(SYSTEM) as session:
        return [
            Context(actor=ACTOR, scope=Scope(nation=True), space=space.name)
            for space in await spaces.all_spaces(session)
        ]


async def raise_overdue(database: Database) -> int:
    """Raise what is overdue in every space by its own clock; says how many it were."""
    raised = 0
    for context in await every_space(database):
        more = True
        while more:
            async with database.transaction(context) as session:
                count = await overdue.climb(session)
                await queue.sweep(session)
            raised += count
            more = count == overdue.AT_ONCE
    return raised


async def prune_files(database: Database, settings: Settings, *, older_than_s: float = ORPHAN_AFTER_S) -> int:
    """End uploads that have run out, and take away files that belong to no row; says how many things went."""
    attachments: set[uuid.UUID] = set()
    uploads: set[uuid.UUID] = set()
    for context in await every_space(database):
        async with database.transaction(context) as session:
            await attachments_store.end_expired(session, utc_now())
            kept, under_way = await attachments_store.all_ids(session)
        attachments |= kept
        uploads |= under_way
    storage = Storage(settings.home)
    return await asyncio.to_thread(storage.prune, attachments, uploads, older_than_s)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="incidents.overdue", queueing_lock="incidents.overdue", pass_context=True)
async def _overdue(context: procrastinate.JobContext, timestamp: int) -> None:
    raised = await raise_overdue(context.additional_context["database"])
    if raised:
        log.info("incidents_raised", count=raised)


@jobs.periodic(cron="17 * * * *")
@jobs.task(name="incidents.prune_files", queueing_lock="incidents.prune_files", pass_context=True)
async def _prune(context: procrastinate.JobContext, timestamp: int) -> None:
    gone = await prune_files(context.additional_context["database"], get_settings())
    if gone:
        log.info("attachment_orphans_removed", count=gone)


async def watch(database: Database, settings: Settings, *, every_s: float = 60) -> None:
    """The same work beside the web application, where no job worker runs (`geoops up`). Two at once do no harm."""
    turn = 0
    while True:
        try:
            await raise_overdue(database)
            if turn % 60 == 0:
                await prune_files(database, settings)
        except Exception as error:  # the database may be away for a while: say so and go on
            log.warning("incidents_watch_failed", error=str(error))
        turn += 1
        await asyncio.sleep(every_s)
