"""The job queue: what is scheduled runs."""

import asyncio

from geoops.kit.db import Database
from geoops.kit.jobs import queue, run_worker

ran = asyncio.Event()


@queue.periodic(cron="* * * * * */1")
@queue.task(name="tests.every_second", queueing_lock="tests.every_second")
async def every_second(timestamp: int) -> None:
    ran.set()


async def test_what_is_scheduled_runs(fresh_db: Database) -> None:
    """A job that is due by the clock is put into the queue that the worker reads, not into one of its own."""
    worker = asyncio.create_task(run_worker(fresh_db.url, signals=False))
    try:
        await asyncio.wait_for(ran.wait(), 30)
    finally:
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
    assert ran.is_set()
