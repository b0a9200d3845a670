"""Run the web application until it is told to stop."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any

import structlog
import uvicorn
import uvloop

from geoops.app import create_app
from geoops.indicators.compare import warming
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.settings import Settings
from geoops.startup import Task
from geoops.stopping import Ending

log = structlog.get_logger(__name__)
GRACE_S = 2


def listen(host: str, port: int) -> socket.socket:
    """Take the port; raises CommandRefused where it is taken or may not be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # An answer goes out as head and body. Left to gather small packets, the system holds the body back until the other
    # side has confirmed the head, which it puts off for 40 ms. Connections inherit this from the listening socket.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        sock.bind((host, port))
        sock.listen(1024)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandRefused(
                Text(
                    f"Cổng {port} đang được chương trình khác dùng; chọn cổng khác bằng --port",
                    f"Port {port} is taken by another program; choose another with --port",
                )
            ) from None
        raise CommandRefused(
            Text(
                f"Không mở được {host}:{port}: {error.strerror}",
                f"Cannot listen on {host}:{port}: {error.strerror}",
            )
        ) from None
    return sock


class _Server(uvicorn.Server):
    """uvicorn that says when it answers, and leaves the signals to `Ending`."""

    def __init__(self, config: uvicorn.Config, when_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = when_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def ask_to_stop(self) -> None:
        """Stop taking connections and let the open ones finish; event streams listen to this call too."""
        self.handle_exit(signal.SIGTERM, None)


def run(main: Coroutine[Any, Any, bool]) -> bool:
    """Run the service on uvloop, which takes less of the processor for each request than asyncio's own loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


async def serve(
    settings: Settings,
    database: Database,
    sock: socket.socket,
    ending: Ending,
    *,
    tasks: Sequence[Task] = (),
    when_started: Callable[[], None] = lambda: None,
) -> bool:
    """Serve on the socket until told to stop; what runs beside is ended with it. False where it could not start."""
    config = uvicorn.Config(
        create_app(settings, database),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=30,
        server_header=False,
        proxy_headers=settings.trusted_proxies is not None,
        forwarded_allow_ips=settings.trusted_proxies or "",
    )

    def started() -> None:
        when_started()
        warming.begin()

    server = _Server(config, started)
    beside = [asyncio.create_task(_kept_alive(task)) for task in tasks]
    ending.gently = server.ask_to_stop
    try:
        await server.serve([sock])
    finally:
        for running in beside:
            running.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await asyncio.gather(*beside, return_exceptions=True)
    return server.started


async def _kept_alive(task: Task) -> None:
    """Run a task beside the application; one that fails is started again, with a pause that grows."""
    pause = 1.0
    while True:
        try:
            await task()
        except Exception as error:
            log.error(
                "background_task_failed", task=getattr(task, "__qualname__", repr(task)), exc_info=error
            )
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60)
        else:
            return
