"""Work done later or on a schedule: the procrastinate queue in the schema `jobs` of the same database."""

import contextlib
from collections.abc import AsyncIterator

import procrastinate
from procrastinate.tasks import configure_task
from procrastinate.testing import InMemoryConnector
from procrastinate.types import JSONValue

from geoops.kit.db import APP_ROLE, Database, libpq_url

queue = procrastinate.App(connector=InMemoryConnector())
"""Domains declare their tasks on this; `open_queue` gives it a database."""

CONCURRENCY = 8
"""Jobs that one worker does at a time: they mostly wait for others, and one that hangs must not hold up the rest."""


@contextlib.asynccontextmanager
async def open_queue(url: str) -> AsyncIterator[procrastinate.App]:
    """`queue`, opened on the database at `url` for the length of the block.

    A second app that shares the tasks would not do: tasks put themselves, and their periodic jobs, into the app they
    were declared on, and that would be the one without a database.
    """
    connector = procrastinate.PsycopgConnector(
        conninfo=libpq_url(url),
        kwargs={"options": f"-c search_path=jobs -c role={APP_ROLE} -c timezone=UTC"},
        min_size=1,
        max_size=4,
    )
    with queue.replace_connector(connector) as app:
        async with app.open_async():
            yield app


async def run_worker(url: str, *, signals: bool = True) -> None:
    """Do jobs until told to stop (by a signal, or by being cancelled).

    A job that is declared with `pass_context` finds the `Database` in `context.additional_context["database"]`.
    """
    database = Database(url, pool_size=CONCURRENCY)
    try:
        async with open_queue(url) as app:
            await app.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=signals,
                shutdown_graceful_timeout=3,
                additional_context={"database": database},
            )
    finally:
        await database.close()


async def defer(
    app: procrastinate.App, task: str, *, queueing_lock: str | None = None, **arguments: JSONValue
) -> bool:
    """Put a job of that task into an opened queue; False where one with that queueing lock waits already."""
    try:
        await configure_task(name=task, job_manager=app.job_manager, queueing_lock=queueing_lock).defer_async(
            **arguments
        )
    except procrastinate.exceptions.AlreadyEnqueued:
        return False
    return True
