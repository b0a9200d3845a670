"""Sending what was written for the ladder, through the job queue: a job for each message, a tick that finds them."""

import procrastinate
import structlog
from procrastinate.tasks import configure_task

from geoops.hydromet.warnings.delivery import channels
from geoops.incidents.escalation import service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.jobs import queue
from geoops.kit.outbound import NotDelivered, attempted
from geoops.kit.sealed import KEY_GONE, CannotSeal
from geoops.settings import Settings, get_settings

log = structlog.get_logger(__name__)
SEND = "incidents.escalation.send"


async def send(database: Database, settings: Settings, message_id: int) -> None:
    """Send one message once, and write down what became of it."""
    async with database.transaction(SYSTEM) as session:
        attempt = await service.begin(session, message_id, settings)
    if attempt is None:
        return
    failure = await attempted(_sent(attempt, settings), message=message_id)
    async with database.transaction(SYSTEM) as session:
        await service.finish(session, attempt, failure)


async def _sent(attempt: service.Attempt, settings: Settings) -> None:
    if attempt.address is None:
        raise NotDelivered(KEY_GONE)
    await channels.send(attempt.kind, attempt.address, attempt.secret, attempt.notice, settings)


async def enqueue_due(app: procrastinate.App, database: Database) -> int:
    """A job for every message whose turn it is and that has none; how many were put into the queue."""
    async with database.transaction(SYSTEM) as session:
        waiting = await service.due(session)
    added = 0
    for message_id, attempts in waiting:
        try:
            await configure_task(
                name=SEND,
                job_manager=app.job_manager,
                queueing_lock=f"escalation:{message_id}",
                priority=0 if attempts else 10,
            ).defer_async(message_id=message_id)
        except procrastinate.exceptions.AlreadyEnqueued:
            continue
        added += 1
    return added


@queue.task(name=SEND, pass_context=True)
async def send_one(context: procrastinate.JobContext, message_id: int) -> None:
    """One attempt; where it fails, the tick finds the message again when its wait is over."""
    await send(context.additional_context["database"], get_settings(), message_id)


@queue.periodic(cron="* * * * * */5")
@queue.task(
    name="incidents.escalation.tick",
    queueing_lock="incidents.escalation.tick",
    priority=20,
    pass_context=True,
)
async def tick(context: procrastinate.JobContext, timestamp: int) -> None:
    """Every five seconds: seal what lies open, put into the queue what is due."""
    try:
        async with context.additional_context["database"].transaction(SYSTEM) as session:
            await service.seal_open(session, get_settings())
    except CannotSeal as error:  # whoever can be told is told all the same
        log.error("escalation_recipients_not_sealed", reason=str(error))
    await enqueue_due(context.app, context.additional_context["database"])
