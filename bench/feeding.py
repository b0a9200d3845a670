"""A whole run of a feed over a socket: an answer of 2,600 gauges asked for, kept, decoded and merged."""

import asyncio
import itertools
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import orjson
import yaml

from bench.database import Prepared
from bench.figures import Line, Report, median
from geoops.hydromet import jobs
from geoops.hydromet.feeds import raw, registry
from geoops.hydromet.feeds.answer import Answer
from geoops.hydromet.feeds.config import read_file
from geoops.hydromet.feeds.configured import ConfiguredFeed
from geoops.kit.clock import VN
from geoops.kit.db import Database
from geoops.settings import Settings

GAUGES = 2600
RUNS = 5
_TABLE = {
    "name": "bench-table",
    "title": {"vi": "Đo tốc độ", "en": "Measurement"},
    "kind": "delimited",
    "rhythm_minutes": 10,
    "may_go_back": True,
    "mapping": {
        "station": "tram",
        "name": "ten",
        "lon": "kd",
        "lat": "vd",
        "time": "luc",
        "time_format": "%d/%m/%Y %H:%M:%S",
        "zone": "Asia/Ho_Chi_Minh",
        "values": [{"column": "mua", "variable": "rain", "unit": "mm", "minutes": 10}],
    },
}


def measure(report: Report, database: Prepared) -> None:
    """Add a line for a source's own JSON, and one for a department's table read by a mapping."""
    with tempfile.TemporaryDirectory(prefix="bench-feeds-") as name:
        folder = Path(name)
        with _Server() as server:
            file = folder / "feeds.yaml"
            file.write_text(
                yaml.safe_dump({"feeds": [{**_TABLE, "address": f"{server.url}/table"}]}), "utf-8"
            )
            settings = Settings(home=folder, feeds_file=file, feed_vrain_url=f"{server.url}/vrain")
            for feed in ("vrain", "bench-table"):
                report.lines.append(asyncio.run(_runs(database.url, settings, feed)))


async def _runs(url: str, settings: Settings, name: str) -> Line:
    database = Database(url, pool_size=2, statement_timeout_s=600)
    took, decoding, merged = [], [], 0
    try:
        for _ in range(RUNS):
            began = time.perf_counter()
            result = await jobs.run_feed(database, settings, name)
            took.append(time.perf_counter() - began)
            merged = result.new
            if result.new != GAUGES:
                raise RuntimeError(
                    f"{name}: {GAUGES} gauges were sent, {result.new} are new, {result.refused[:3]} refused"
                )
        answer = _kept(settings, name)
        feed = (
            registry.FEEDS[name]
            if name in registry.FEEDS
            else ConfiguredFeed(read_file(settings.feeds_file or Path())[0], "file")
        )
        for _ in range(RUNS):
            began = time.perf_counter()
            feed.decode(answer, datetime.now(UTC))
            decoding.append(time.perf_counter() - began)
    finally:
        await database.close()
    return Line(
        "feeds",
        f"{name}, {GAUGES} gauges",
        {
            "first run ms": round(took[0] * 1000),
            "further runs ms": round(median(took[1:]) * 1000),
            "of it decoding ms": round(median(decoding) * 1000),
            "new rows": merged,
            "bytes": answer.size,
        },
    )


def _kept(settings: Settings, name: str) -> Answer:
    newest = max((raw.root(settings.home) / name).glob("*/*.zip"), key=lambda path: path.stat().st_mtime)
    return raw.read(settings.home, str(newest.relative_to(raw.root(settings.home))))


def _vrain() -> bytes:
    moment = time.time()
    return orjson.dumps(
        [
            {
                "sn": f"Trạm {n}",
                "lt": 21 + (n // 60) * 0.02,
                "lg": 103 + (n % 60) * 0.02,
                "d": round(n % 90 + moment % 60, 2),
            }
            for n in range(GAUGES)
        ]
    )


def _table(number: int) -> bytes:
    at = datetime.now(VN) + (number - RUNS) * timedelta(minutes=10)
    moment = at.strftime("%d/%m/%Y %H:%M:%S")
    lines = [
        f"T{n},Trạm {n},{103 + (n % 60) * 0.02:.3f},{21 + (n // 60) * 0.02:.3f},{moment},{n % 30}"
        for n in range(GAUGES)
    ]
    return "\n".join(["tram,ten,kd,vd,luc,mua", *lines]).encode()


class _Server:
    """Answers on a port of this machine: totals that went on since, and the next ten minutes."""

    def __init__(self) -> None:
        asked = itertools.count()
        bodies: dict[str, Callable[[], bytes]] = {"/vrain": _vrain, "/table": lambda: _table(next(asked))}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = bodies[self.path]()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "_Server":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
