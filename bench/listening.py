"""From a report to the other open maps: listeners of the stream, and one who reports. A process of its own.

Times run from the moment the report begins to be sent, which is before its commit, to the event at each listener.
"""

import asyncio
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import uvloop

from bench.client import in_own_process
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving

EVENTS = 20
EVERY_S = 0.5
LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How many listen, and as whom."""

    port: int
    cookie: str
    csrf: str
    listeners: int
    lon: float
    lat: float


def measure(report: Report, database: Prepared, folder: Path, listeners: Sequence[int]) -> None:
    """Add a line for each number of listeners; one that the machine does not manage says so."""
    for count in listeners:
        name = f"{count} listeners"
        with serving(database.url, folder, f"geoops-stream-{count}", cache_mb=16) as ours:
            place = database.places[0]
            plan = Plan(ours.port, ours.cookie, ours.csrf, count, place.lon, place.lat)
            try:
                heard = in_own_process("bench.listening", asdict(plan), LIMIT_S + 30)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                report.failures.append(f"commit to map, {name}: not measured: {str(error)[-300:]}")
                continue
            if len(heard["ms"]) != count * EVENTS:
                report.failures.append(
                    f"commit to map, {name}: {len(heard['ms'])} of {count * EVENTS} events were heard"
                )
        figures: dict[str, float | int | str] = {**percentiles(heard["ms"]), "heard": len(heard["ms"])}
        figures["expected"] = count * EVENTS
        met = float(figures["p95"]) < 500 and len(heard["ms"]) == count * EVENTS
        report.lines.append(Line("commit to another map", name, figures, target="p95 under 500 ms", met=met))


class _Listener(asyncio.Protocol):
    """Notes when each reported incident is heard of."""

    def __init__(self, request: bytes, heard: dict[str, list[float]], opened: asyncio.Future[None]) -> None:
        self._request = request
        self._heard = heard
        self._opened = opened
        self._answered = False
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self._request)  # type: ignore[attr-defined]  # uvloop's transport writes

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if not self._answered and not data.startswith(b"HTTP/1.1 200 "):
            self._opened.set_exception(RuntimeError(f"the stream was answered {data[:200]!r}"))
        self._answered = True
        *events, self._rest = (self._rest + data).replace(b"\r\n", b"\n").split(b"\n\n")
        for event in events:
            if b"event: clock" in event and not self._opened.done():
                self._opened.set_result(None)
            start = event.find(b'"entity_id":"')
            if start > 0:
                self._heard.setdefault(event[start + 13 : start + 49].decode(), []).append(now)


async def _listen(plan: Plan) -> list[float]:
    loop = asyncio.get_running_loop()
    heard: dict[str, list[float]] = {}
    request = f"GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {plan.cookie}\r\n\r\n".encode()
    opened = []
    for _ in range(plan.listeners):
        future: asyncio.Future[None] = loop.create_future()
        await loop.create_connection(lambda f=future: _Listener(request, heard, f), "127.0.0.1", plan.port)
        opened.append(future)
    await asyncio.gather(*opened)
    began = {}
    headers = {"Cookie": plan.cookie, "X-CSRF-Token": plan.csrf}
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{plan.port}", headers=headers, timeout=30
    ) as http:
        for _ in range(EVENTS):
            id_ = str(uuid.uuid4())
            position = {"lon": plan.lon, "lat": plan.lat}
            began[id_] = time.perf_counter()
            answer = await http.post(
                "/api/incidents", json={"id": id_, "kind": "landslide", "position": position}
            )
            answer.raise_for_status()
            await asyncio.sleep(EVERY_S)
    await asyncio.sleep(2)
    return [(at - began[id_]) * 1000 for id_, times in heard.items() if id_ in began for at in times]


if __name__ == "__main__":
    ms = uvloop.run(asyncio.wait_for(_listen(Plan(**json.load(sys.stdin))), LIMIT_S))
    Path(sys.argv[1]).write_text(json.dumps({"ms": ms}))
