"""A line like that into a valley: an HTTP proxy that loses requests and answers, breaks off, delays and repeats.

Speaks HTTP/1.1, one request per connection, so that every request meets a fate of its own.
"""

import asyncio
import contextlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

HEAD_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: the head as bytes, the body whole."""

    method: str
    path: str
    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Weather:
    """How likely each fate of a request is; the rest passes. `delay_s` is the longest a request is held up."""

    lost_there: float = 0.0
    broken_off: float = 0.0
    lost_back: float = 0.0
    twice: float = 0.0
    delay_s: float = 0.0


CLEAR = Weather()
STORM = Weather(lost_there=0.15, broken_off=0.1, lost_back=0.2, twice=0.15, delay_s=0.05)

Fate = str
"""`pass`, `lost_there`, `broken_off`, `lost_back` or `twice`."""


@dataclass
class Line:
    """The line to a server on this machine. What is set here takes effect with the next request."""

    upstream: int
    seed: int = 1
    weather: Weather = CLEAR
    cut: bool = False
    judge: Callable[[Request], Fate | None] = lambda _: None
    """Decides a request's fate before chance does; None leaves it to chance."""
    rewrite: Callable[[Request, bytes], bytes] = lambda _, answer: answer
    """May alter an answer (head and body) on its way back."""
    port: int = 0
    seen: list[tuple[str, str, Fate]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen on a port of its own."""
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, limit=HEAD_LIMIT, backlog=512
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Take no more connections."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            try:
                await self._carry(await _read(reader), writer)
            finally:
                writer.close()

    async def _carry(self, request: Request, writer: asyncio.StreamWriter) -> None:
        fate = "lost_there" if self.cut else (self.judge(request) or self._fate())
        self.seen.append((request.method, request.path, fate))
        if fate == "lost_there":
            return
        if self.weather.delay_s:
            await asyncio.sleep(self._chance.random() * self.weather.delay_s)
        if fate == "broken_off":
            await self._forward(request, request.body[: len(request.body) // 2], wait=False)
            return
        answer = await self._forward(request, request.body)
        if fate == "twice":
            answer = await self._forward(request, request.body)
        if fate != "lost_back" and not self.cut:
            writer.write(self.rewrite(request, answer))
            await writer.drain()

    def _fate(self) -> Fate:
        drawn = self._chance.random()
        for fate in ("lost_there", "broken_off", "lost_back", "twice"):
            drawn -= getattr(self.weather, fate)
            if drawn < 0:
                return fate
        return "pass"

    async def _forward(self, request: Request, body: bytes, *, wait: bool = True) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream, limit=HEAD_LIMIT)
        try:
            writer.write(request.head + body)
            await writer.drain()
            return await reader.read() if wait else b""
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    length = 0
    kept = [lines[0]]
    for line in lines[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            length = int(value)
        if name.lower() not in ("connection", "keep-alive"):
            kept.append(line)
    kept.insert(1, "Connection: close")
    body = await reader.readexactly(length) if length else b""
    return Request(method, path, "\r\n".join(kept).encode("latin-1"), body)


@contextlib.contextmanager
def running(line: Line) -> Iterator[Line]:
    """The line in a thread of its own, for tests that are not asynchronous themselves."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(line.open(), loop).result(10)
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(line.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
