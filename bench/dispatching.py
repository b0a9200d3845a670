"""Two hundred ask at once for twenty boats, over HTTP: exactly twenty get one, nobody waits in a circle."""

import asyncio
import time
import uuid
from collections import Counter
from pathlib import Path

import httpx
import psycopg

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import Served, serving

BOATS = 20
WANTED = 200
ROUNDS = 5


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Five rounds, each with boats of its own; the database is asked whether it had to break a deadlock."""
    before = _deadlocks(database)
    waits: list[float] = []
    given: list[int] = []
    took: list[float] = []
    with serving(database.url, folder, "geoops-dispatch", cache_mb=0) as ours:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answers = asyncio.run(_rush(ours, database))
            took.append(time.perf_counter() - began)
            waits += [ms for _, ms in answers]
            codes = Counter(code for code, _ in answers)
            if codes != {201: BOATS, 409: WANTED - BOATS}:
                raise RuntimeError(f"{WANTED} requests for {BOATS} boats were answered {dict(codes)}")
            given.append(codes[201])
    deadlocks = _deadlocks(database) - before
    report.lines.append(
        Line(
            "dispatch",
            f"{WANTED} requests at once for {BOATS} boats, {ROUNDS} rounds",
            percentiles(waits)
            | {
                "given": "/".join(map(str, given)),
                "deadlocks": deadlocks,
                "requests/s": round(WANTED * ROUNDS / sum(took)),
            },
            target=f"exactly {BOATS} each round, no deadlock",
            met=given == [BOATS] * ROUNDS and deadlocks == 0,
        )
    )


async def _rush(ours: Served, database: Prepared) -> list[tuple[int, float]]:
    headers = {"Cookie": ours.cookie, "X-CSRF-Token": ours.csrf}
    limits = httpx.Limits(max_connections=WANTED)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{ours.port}", headers=headers, limits=limits, timeout=60
    ) as client:
        here, there = await _two_communes(client)
        boats = str(uuid.uuid4())
        body = {"id": boats, "kind": "motor_boat", "quantity": BOATS, "commune_code": here}
        (await client.post("/api/resources", json=body)).raise_for_status()

        async def want() -> tuple[int, float]:
            body = {
                "id": str(uuid.uuid4()),
                "amount": 1,
                "to_commune_code": there,
                "state": "assigned",
                "unit": {"resource_id": boats},
            }
            began = time.perf_counter()
            answer = await client.post("/api/dispatches", json=body)
            return answer.status_code, (time.perf_counter() - began) * 1000

        return await asyncio.gather(*(want() for _ in range(WANTED)))


async def _two_communes(client: httpx.AsyncClient) -> tuple[str, str]:
    answer = await client.get("/api/communes", params={"limit": 2})
    first, second = answer.raise_for_status().json()["items"]
    return str(first["code"]), str(second["code"])


def _deadlocks(database: Prepared) -> int:
    with psycopg.connect(
        host=str(database.socket_folder), user=database.owner, dbname="geoops", autocommit=True
    ) as connection:
        row = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0])
