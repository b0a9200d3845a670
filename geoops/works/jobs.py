"""Notices of reservoirs by the clock, in every space by its own. Opens the transactions."""

import asyncio

import procrastinate
import structlog

from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.kit.jobs import queue as jobs
from geoops.works import notices

log = structlog.get_logger(__name__)
ACTOR = "works"
EVERY_S = 20.0


async def tell(database: Database) -> int:
    """Bring the notices of every space in line with the newest readings; says how many began or ended."""
    async with database.transaction(SYSTEM) as session:
        names = [space.name for space in await spaces.all_spaces(session)]
    total = 0
    for name in names:
        async with database.transaction(Context(ACTOR, Scope(nation=True), name)) as session:
            told = await notices.evaluate(session)
        total += told.began + told.ended
    return total


@jobs.periodic(cron="* * * * *")
@jobs.task(name="works.notices", queueing_lock="works.notices", pass_context=True)
async def _notices(context: procrastinate.JobContext, timestamp: int) -> None:
    total = await tell(context.additional_context["database"])
    if total:
        log.info("reservoir_notices", count=total)


async def watch(database: Database, *, every_s: float = EVERY_S) -> None:
    """The same work beside the web application, where no job worker runs (`geoops up`). Two at once do no harm."""
    while True:
        try:
            await tell(database)
        except Exception as error:  # the database may be away for a while: say so and go on
            log.warning("works_watch_failed", error=str(error))
        await asyncio.sleep(every_s)
