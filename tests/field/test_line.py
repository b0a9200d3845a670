"""The line does to requests what it says."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from geoops.kit.tls import trusted
from tests.field.line import Line, Weather


class Upstream:
    """Counts what arrives whole."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(row.split(b":")[1])
                for row in head.split(b"\r\n")
                if row.lower().startswith(b"content-length")
            ),
            0,
        )
        try:
            self.bodies.append(await reader.readexactly(length))
        except asyncio.IncompleteReadError:
            return
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()


@pytest.fixture
async def both() -> AsyncIterator[tuple[Line, Upstream]]:
    upstream = Upstream()
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    line = Line(server.sockets[0].getsockname()[1])
    await line.open()
    yield line, upstream
    await line.close()
    server.close()


async def post(line: Line, body: bytes = b"0123456789") -> int | None:
    try:
        async with httpx.AsyncClient(verify=trusted()) as client:
            return (await client.post(f"http://127.0.0.1:{line.port}/x", content=body)).status_code
    except httpx.HTTPError:
        return None


@pytest.mark.parametrize(
    ("fate", "answer", "arrived"),
    [
        ("pass", 200, 1),
        ("lost_there", None, 0),
        ("broken_off", None, 0),
        ("lost_back", None, 1),
        ("twice", 200, 2),
    ],
)
async def test_every_fate(both: tuple[Line, Upstream], fate: str, answer: int | None, arrived: int) -> None:
    line, upstream = both
    line.judge = lambda _: fate
    assert await post(line) == answer
    await asyncio.sleep(0.05)
    assert upstream.bodies == [b"0123456789"] * arrived


async def test_a_cut_line_carries_nothing(both: tuple[Line, Upstream]) -> None:
    line, upstream = both
    line.cut = True
    assert await post(line) is None
    assert upstream.bodies == []


async def test_chance_keeps_to_its_shares(both: tuple[Line, Upstream]) -> None:
    line, upstream = both
    line.weather = Weather(lost_there=0.3, twice=0.3)
    answers = [await post(line) for _ in range(200)]
    lost = answers.count(None)
    assert 40 <= lost <= 80
    assert 240 <= len(upstream.bodies) + 2 * lost <= 400
