"""Work done later or on a schedule: the procrastinate queue in the schema `jobs` of the same database."""

import procrastinate
from procrastinate.testing import InMemoryConnector

from geoops.kit.db import APP_ROLE, Database, libpq_url

queue = procrastinate.App(connector=InMemoryConnector())
"""Domains declare their tasks on this; `open_queue` gives it a database."""


def open_queue(url: str) -> procrastinate.App:
    """The queue on the database at `url`, with every task that the domains have declared."""
    connector = procrastinate.PsycopgConnector(
        conninfo=libpq_url(url),
        kwargs={"options": f"-c search_path=jobs -c role={APP_ROLE} -c timezone=UTC"},
        min_size=1,
        max_size=4,
    )
    return queue.with_connector(connector)


async def run_worker(url: str, *, signals: bool = True) -> None:
    """Do jobs until told to stop (by a signal, or by being cancelled).

    A job that is declared with `pass_context` finds the `Database` in `context.additional_context["database"]`.
    """
    app = open_queue(url)
    database = Database(url, pool_size=2)
    try:
        async with app.open_async():
            await app.run_worker_async(
                install_signal_handlers=signals,
                shutdown_graceful_timeout=3,
                additional_context={"database": database},
            )
    finally:
        await database.close()
