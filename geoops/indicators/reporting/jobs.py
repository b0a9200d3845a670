"""Reminders (đôn đốc): every hour, of reports whose time is near or past. Opens the transaction."""

from datetime import UTC, datetime, timedelta

import procrastinate

from geoops.indicators.reporting import reminding
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import queue

REACH = timedelta(days=2)
"""A reminder whose time came while no worker ran goes out up to this much later; each goes out once."""


@queue.periodic(cron="7 * * * *")
@queue.task(name="indicators.remind", queueing_lock="indicators.remind", pass_context=True)
async def remind(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every hour: remind of what became due for a reminder and was not reminded of yet."""
    now = datetime.fromtimestamp(timestamp, UTC)
    await remind_between(context.additional_context["database"], now - REACH, now)


async def remind_between(database: Database, since: datetime, now: datetime) -> int:
    """Remind of reports with a time for it after `since` and not after `now`; how many."""
    async with database.transaction(SYSTEM) as session:
        return await reminding.remind(session, since, now)
