"""Sending through the job queue, and ending warnings whose time is over.

A receipt is written with the warning, in one transaction. A job of its own per receipt sends it; one recipient gets one
warning at a time, so that one that hangs takes one place and holds up nobody else, and what failed before comes after
what was never tried. A tick every five seconds puts into the queue what is due: nothing depends on a job being kept.

The queue's own locks are not used: they would hold a cancellation back behind the retry of what it cancels.
"""

import asyncio

import procrastinate
import structlog
from procrastinate.tasks import configure_task

from geoops.hydromet.warnings.delivery import channels, service
from geoops.hydromet.warnings.own import service as own
from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context
from geoops.kit.db import Database
from geoops.kit.jobs import queue
from geoops.kit.outbound import NotDelivered, attempted
from geoops.kit.sealed import KEY_GONE, CannotSeal
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)

DELIVER = "hydromet.alerts.deliver"


async def deliver(database: Database, settings: Settings, delivery_id: int) -> None:
    """Send one receipt once, and write down what became of it."""
    async with database.transaction(SYSTEM) as session:
        attempt = await service.begin(session, delivery_id, settings)
    if attempt is None:
        return
    failure = await attempted(_sent(attempt, settings), delivery=delivery_id)
    async with database.transaction(SYSTEM) as session:
        await service.finish(session, attempt, failure)


async def _sent(attempt: service.Attempt, settings: Settings) -> None:
    if attempt.address is None:
        raise NotDelivered(KEY_GONE)
    await channels.send(attempt.kind, attempt.address, attempt.secret, attempt.message, settings)


async def seal(database: Database, settings: Settings) -> None:
    """Seal what lies open. Where there is no key the log says so, and whoever can be sent to is sent to all the same."""
    try:
        async with database.transaction(SYSTEM) as session:
            await service.seal_open(session, settings)
    except CannotSeal as error:
        log.error("alert_recipients_not_sealed", reason=str(error))


async def deliver_due(database: Database, settings: Settings) -> int:
    """Send all that is due, side by side; how many there were. For commands, and where no worker runs."""
    async with database.transaction(SYSTEM) as session:
        waiting = await service.due(session)
    await asyncio.gather(*(deliver(database, settings, row["id"]) for row in waiting))
    return len(waiting)


async def expire(database: Database) -> int:
    """End the warnings of every space that are over by that space's clock; how many there were."""
    async with database.transaction(SYSTEM) as session:
        names = [space.name for space in await spaces.all_spaces(session)]
    ended = 0
    for name in names:
        async with database.transaction(Context(SYSTEM.actor, SYSTEM.scope, name)) as session:
            ended += await own.expire(session)
    return ended


async def enqueue_due(app: procrastinate.App, database: Database) -> int:
    """A job for every receipt whose turn it is and that has none; how many were put into the queue."""
    async with database.transaction(SYSTEM) as session:
        waiting = await service.due(session)
    added = 0
    for row in waiting:
        added += await _enqueue(app, row["id"], first=row["attempts"] == 0)
    return added


async def _enqueue(app: procrastinate.App, delivery_id: int, *, first: bool) -> bool:
    try:
        await configure_task(
            name=DELIVER,
            job_manager=app.job_manager,
            queueing_lock=f"delivery:{delivery_id}",
            priority=10 if first else 0,
        ).defer_async(delivery_id=delivery_id)
    except procrastinate.exceptions.AlreadyEnqueued:
        return False
    return True


@queue.task(name=DELIVER, pass_context=True)
async def deliver_one(context: procrastinate.JobContext, delivery_id: int) -> None:
    """One attempt; where it fails, the tick finds the receipt again when its wait is over."""
    await deliver(context.additional_context["database"], get_settings(), delivery_id)


@queue.periodic(cron="* * * * * */5")
@queue.task(name="hydromet.alerts.tick", queueing_lock="hydromet.alerts.tick", priority=20, pass_context=True)
async def tick(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every five seconds: seal what lies open, put into the queue what is due."""
    await seal(context.additional_context["database"], get_settings())
    await enqueue_due(context.app, context.additional_context["database"])


@queue.periodic(cron="* * * * *")
@queue.task(name="hydromet.alerts.expire", queueing_lock="hydromet.alerts.expire", pass_context=True)
async def expire_all(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every minute: end what is over."""
    ended = await expire(context.additional_context["database"])
    if ended:
        log.info("warnings_expired", count=ended)
