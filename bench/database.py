"""The database of a measurement: a private cluster of its own, with the best boundaries at hand."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bench.drawing import Place
from geoops.communes import jobs
from geoops.embedded import EmbeddedCluster
from geoops.embedded.config import OWNER
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.migrations.run import migrate

NAME = "geoops"
PROVINCES = ("12", "15", "52")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where it is and what it holds. `versions` is what the server says of itself."""

    url: str
    socket_folder: Path
    owner: str
    server_pid: int
    kind: str
    units: int
    loaded_s: float
    places: list[Place]
    versions: str


@contextlib.contextmanager
def prepared(home: Path, data: Path | None) -> Iterator[Prepared]:
    """Start, migrate and load; the cluster is stopped at the end of the block."""
    cluster = EmbeddedCluster(home, say=print)
    handle = cluster.start()
    try:
        handle.ensure_database(NAME)
        url = handle.url_for(NAME)
        migrate(url)
        began = time.perf_counter()
        kind, units, places, versions = asyncio.run(_load(url, data))
        loaded_s = time.perf_counter() - began
        pid = int((home / "pg" / "postmaster.pid").read_text().split()[0])
        yield Prepared(url, handle.socket_folder, OWNER, pid, kind, units, loaded_s, places, versions)
    finally:
        cluster.stop()


async def _load(url: str, data: Path | None) -> tuple[str, int, list[Place], str]:
    database = Database(url, pool_size=2, statement_timeout_s=3600)
    try:
        boundary = await jobs.ensure_loaded(database, jobs.folders(data), print)
        async with database.transaction(SYSTEM) as session:
            rows = await session.execute(
                text(
                    "SELECT province_code, ST_X(point), ST_Y(point) FROM communes"
                    " WHERE valid_to IS NULL AND province_code = ANY(:provinces)"
                ),
                {"provinces": list(PROVINCES)},
            )
            places = [Place(row[0], row[1], row[2]) for row in rows]
            server = await session.scalar(text("SELECT version() || '; ' || postgis_full_version()"))
        return boundary.kind, boundary.units, places, str(server)
    finally:
        await database.close()
