"""The application behind a socket in a thread of its own, for clients that are no ASGI clients."""

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import uvicorn
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.app import create_app
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.settings import Settings

Prepared = TypeVar("Prepared")


@contextlib.contextmanager
def serving(
    url: str, home: Path, prepare: Callable[[AsyncSession], Awaitable[Prepared]]
) -> Iterator[tuple[str, Prepared]]:
    """Serve the database at `url` after `prepare` was committed in it; the address, and what `prepare` gave."""
    ready: list[tuple[str, Prepared]] = []
    started, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        database = Database(url, pool_size=5)
        async with database.transaction(SYSTEM) as session:
            prepared = await prepare(session)
        application = create_app(Settings(home=home, data=None, database_url=None), database)
        server = uvicorn.Server(uvicorn.Config(application, port=0, log_config=None))
        running = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        ready.append((f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", prepared))
        started.set()
        while not stop.is_set():
            await asyncio.sleep(0.05)
        server.should_exit = True
        await running
        await database.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    try:
        assert started.wait(60)
        yield ready[0]
    finally:
        stop.set()
        thread.join(20)
