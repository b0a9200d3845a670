"""GeoOps as it is measured: `geoops serve` on the prepared database, and a person signed in to it."""

import asyncio
import contextlib
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.processes import free_port, running, wait_for
from geoops.accounts import service as accounts
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database

PASSWORD = "đo tốc độ bản đồ 1"


@dataclass(frozen=True, slots=True)
class Served:
    """A running GeoOps, and the cookie and CSRF token of its duty officer for the whole country."""

    port: int
    pid: int
    cookie: str
    csrf: str


@contextlib.contextmanager
def serving(url: str, folder: Path, name: str, *, cache_mb: int) -> Iterator[Served]:
    """One process with a tile cache of that size, fresh, for the length of the block."""
    port = free_port()
    env = {
        "GEOOPS_DATABASE_URL": url,
        "GEOOPS_TILE_CACHE_MB": str(cache_mb),
        "GEOOPS_HOME": str(folder),
        "GEOOPS_FEED_OPEN_METEO_URL": "off",
        "GEOOPS_LOG_LEVEL": "warning",
    }
    command = [sys.executable, "-m", "geoops", "serve", "--port", str(port)]
    with running(name, command, folder, env=env) as process:
        wait_for(process, port, "/readyz", folder / f"{name}.log")
        person = f"{name}-{uuid.uuid4().hex[:8]}"
        first = asyncio.run(_add_person(url, person))
        base = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=base) as client:
            answer = client.post("/api/session", json={"name": person, "password": first})
            client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf"]
            answer = client.post("/api/session/password", json={"current": first, "new": PASSWORD})
            csrf = answer.raise_for_status().json()["csrf"]
            yield Served(port, process.pid, f"geoops_session={client.cookies['geoops_session']}", csrf)


async def _add_person(url: str, name: str) -> str:
    database = Database(url, pool_size=1)
    try:
        async with database.transaction(SYSTEM) as session:
            return await accounts.add_person(session, name, "duty", "vn")
    finally:
        await database.close()
