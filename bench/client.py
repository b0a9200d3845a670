"""A small HTTP/1.1 load client, run as a process of its own: a plan as JSON comes in, what was measured goes out.

Each address is asked for exactly once per turn, whatever the speed of the server, so that a slow server meets the
same mix as a quick one. Connections are kept open and each has one request under way. Times run from the writing of
a request to the last byte of its answer.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import httptools
import uvloop

LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for. `turns` times through `paths` over `connections`; ended after `limit_s` whatever is left."""

    port: int
    paths: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)
    connections: int = 16
    turns: int = 1
    limit_s: float = LIMIT_S
    allowed: Sequence[int] = (200,)
    """Statuses that are an answer. Anything else is no measurement, however quick it came."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of it: milliseconds per answer, their body bytes as sent, statuses, and the seconds in all."""

    ms: Sequence[float]
    body_bytes: int
    statuses: Mapping[str, int]
    seconds: float
    client_cpu_s: float

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.ms) / self.seconds if self.seconds else 0.0


def run(plan: Plan) -> Measured:
    """Carry out the plan in a process of its own.

    Raises WrongAnswers where the server answered otherwise than the plan allows, or not every request; RuntimeError
    where the client failed or ran out of time.
    """
    measured = Measured(**in_own_process("bench.client", asdict(plan), plan.limit_s + 30))
    check(plan, measured)
    return measured


class WrongAnswers(RuntimeError):
    """The server did not answer as it should: its times say nothing."""


def check(plan: Plan, measured: Measured) -> None:
    """Raises WrongAnswers unless every request of the plan had an answer that it allows."""
    wrong = {status: count for status, count in measured.statuses.items() if int(status) not in plan.allowed}
    asked, answered = len(plan.paths) * plan.turns, sum(measured.statuses.values())
    if wrong or answered != asked:
        raise WrongAnswers(
            f"{plan.paths[0]} and others: {answered} of {asked} answered, statuses {dict(measured.statuses)}"
        )


def in_own_process(module: str, plan: Mapping[str, Any], limit_s: float) -> dict[str, Any]:
    """Give a module its plan as JSON and read what it found from a file. Raises RuntimeError with its last words."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as found:
        done = subprocess.run(
            [sys.executable, "-m", module, found.name],
            input=json.dumps(plan),
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed: {done.stderr[-2000:]}")
        answer: dict[str, Any] = json.load(found)
        return answer


class _Connection(asyncio.Protocol):
    """One kept-open connection: asks, waits for the whole answer, asks again."""

    def __init__(self, requests: Iterator[bytes], ended: asyncio.Future[None]) -> None:
        self._requests = requests
        self._ended = ended
        self._transport: asyncio.Transport | None = None
        self._began = 0.0
        self.ms: list[float] = []
        self.body_bytes = 0
        self.statuses: Counter[int] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, _: Exception | None) -> None:
        if not self._ended.done():
            self._ended.set_exception(RuntimeError("the server closed a connection"))

    def on_body(self, body: bytes) -> None:
        self.body_bytes += len(body)

    def on_message_complete(self) -> None:
        self.ms.append((time.perf_counter() - self._began) * 1000)
        self.statuses[self._parser.get_status_code()] += 1
        self._ask()

    def _ask(self) -> None:
        request = next(self._requests, None)
        assert self._transport is not None
        if request is None:
            if not self._ended.done():
                self._ended.set_result(None)
            self._transport.close()
            return
        self._parser = httptools.HttpResponseParser(self)
        self._began = time.perf_counter()
        self._transport.write(request)


async def _measure(plan: Plan) -> Measured:
    loop = asyncio.get_running_loop()
    lines = "".join(f"{name}: {value}\r\n" for name, value in plan.headers.items())
    head = f"HTTP/1.1\r\nHost: 127.0.0.1:{plan.port}\r\n{lines}\r\n"
    encoded = [f"GET {path} {head}".encode() for path in plan.paths]
    requests = iter([request for _ in range(plan.turns) for request in encoded])
    connections: list[_Connection] = []
    endings: list[asyncio.Future[None]] = []
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(plan.connections):
        ended: asyncio.Future[None] = loop.create_future()
        _, connection = await loop.create_connection(
            lambda ended=ended: _Connection(requests, ended), "127.0.0.1", plan.port
        )
        connections.append(connection)
        endings.append(ended)
    await asyncio.wait_for(asyncio.gather(*endings), plan.limit_s)
    statuses: Counter[int] = Counter()
    for connection in connections:
        statuses.update(connection.statuses)
    return Measured(
        ms=[ms for connection in connections for ms in connection.ms],
        body_bytes=sum(connection.body_bytes for connection in connections),
        statuses={str(status): count for status, count in sorted(statuses.items())},
        seconds=time.perf_counter() - began,
        client_cpu_s=time.process_time() - cpu,
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(asdict(uvloop.run(_measure(Plan(**json.load(sys.stdin)))))))
