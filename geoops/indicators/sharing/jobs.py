"""Pushing new values through the job queue: every minute what is new becomes a batch, and what is due is sent."""

import asyncio

import procrastinate
import structlog

from geoops.indicators.sharing import sending, service
from geoops.indicators.sharing.writing import MEDIA
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import queue
from geoops.kit.outbound import NotDelivered, attempted
from geoops.kit.sealed import KEY_GONE, CannotSeal
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)


async def deliver(database: Database, settings: Settings, push_id: int) -> None:
    """Send one batch once, and write down what became of it."""
    async with database.transaction(SYSTEM) as session:
        attempt = await service.begin(session, push_id, settings)
    if attempt is None:
        return
    failure = await attempted(_sent(attempt, settings), push=push_id)
    async with database.transaction(SYSTEM) as session:
        await service.finish(session, attempt, failure)


async def _sent(attempt: service.Attempt, settings: Settings) -> None:
    if attempt.address is None:
        raise NotDelivered(KEY_GONE)
    await sending.push(
        attempt.address, attempt.secret, attempt.recipient, attempt.last_seq, attempt.body,
        MEDIA[attempt.format], settings,
    )  # fmt: skip


async def seal(database: Database, settings: Settings) -> None:
    """Seal what lies open. Where there is no key the log says so, and whoever can be sent to is sent to all the same."""
    try:
        async with database.transaction(SYSTEM) as session:
            await service.seal_open(session, settings)
    except CannotSeal as error:
        log.error("indicator_recipients_not_sealed", reason=str(error))


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
    """Every minute: seal what lies open, send what is due."""
    await seal(context.additional_context["database"], get_settings())
    await push_due(context.additional_context["database"], get_settings())
