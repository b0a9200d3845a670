"""A source on this machine that answers with recorded bytes, or misbehaves as told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Source:
    """The server's address, the answers it has yet to give (the last again and again), and what it was asked."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)


def says(body: bytes, status: str = "200 OK", **headers: str) -> Answer:
    """An ordinary answer."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()

    return answer


async def hangs(writer: asyncio.StreamWriter) -> None:
    """Says that it will answer, and does not."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[")
    await writer.drain()
    await asyncio.sleep(3600)


async def floods(writer: asyncio.StreamWriter) -> None:
    """Answers without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    with contextlib.suppress(ConnectionError):
        while True:
            writer.write(b"[" * 65536)
            await writer.drain()


async def breaks_off(writer: asyncio.StreamWriter) -> None:
    """Closes in the middle of its answer."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{")
    await writer.drain()


@contextlib.asynccontextmanager
async def source(*answers: Answer) -> AsyncIterator[Source]:
    """Such a server for the length of the block."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        it.asked.append(head + await reader.readexactly(length))
        answer = it.answers.pop(0) if len(it.answers) > 1 else it.answers[0]
        try:
            await answer(writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    it = Source(f"http://127.0.0.1:{port}/public/current/all.json", list(answers))
    try:
        yield it
    finally:
        server.close()
