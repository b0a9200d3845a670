"""Pushing new values through the job queue: every minute what is new becomes a batch, and what is due is sent."""

import asyncio

import procrastinate

from geoops.indicators.sharing import sending, service
from geoops.indicators.sharing.writing import MEDIA
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import queue
from geoops.kit.outbound import attempted
from geoops.settings import Settings, get_settings


async def deliver(database: Database, settings: Settings, push_id: int) -> None:
    """Send one batch once, and write down what became of it."""
    async with database.transaction(SYSTEM) as session:
        attempt = await service.begin(session, push_id)
    if attempt is None:
        return
    failure = await attempted(
        sending.push(
            attempt.address, attempt.secret, attempt.recipient, attempt.last_seq, attempt.body,
            MEDIA[attempt.format], settings,
        ),
        push=push_id,
    )  # fmt: skip
    async with database.transaction(SYSTEM) as session:
        await service.finish(session, attempt, failure)


async def push_due(database: Database, settings: Settings) -> int:
    """Make batches of what is new and send all that is due, side by side; how many were sent or tried."""
    async with database.transaction(SYSTEM) as session:
        await service.prepare(session)
    async with database.transaction(SYSTEM) as session:
        waiting = await service.due(session)
    await asyncio.gather(*(deliver(database, settings, push_id) for push_id in waiting))
    return len(waiting)


@queue.periodic(cron="* * * * *")
@queue.task(name="indicators.sharing.push", queueing_lock="indicators.sharing.push", pass_context=True)
async def push_all(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every minute."""
    await push_due(context.additional_context["database"], get_settings())
