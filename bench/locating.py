"""Which commune a point lies in: the SQL function, and the same over HTTP."""

import random
import time
from pathlib import Path

import psycopg

from bench import client
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving

POINTS = 2000
OVER_HTTP = 300


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Points drawn within 5 km of the communes' own, one after the other."""
    chance = random.Random(7)
    points = [
        (place.lon + chance.uniform(-0.05, 0.05), place.lat + chance.uniform(-0.05, 0.05))
        for place in chance.choices(database.places, k=POINTS)
    ]
    took = []
    options = "-c role=geoops_app -c search_path=geoops,extensions -c jit=off"
    with psycopg.connect(
        host=str(database.socket_folder),
        user=database.owner,
        dbname="geoops",
        options=options,
        autocommit=True,
    ) as connection:
        inside = []
        for point in points[:20] + points:
            began = time.perf_counter()
            row = connection.execute("SELECT locate_commune(%s, %s)", point, prepare=True).fetchone()
            took.append((time.perf_counter() - began) * 1000)
            if row is not None and row[0] is not None:
                inside.append(point)
    if len(inside) < POINTS / 2:
        raise RuntimeError(f"only {len(inside)} of {POINTS} points beside communes lie in one")
    figures = percentiles(took[20:])
    report.lines.append(
        Line(
            "locate",
            "SQL function, from a client",
            figures,
            target="under 2 ms (p99)",
            met=figures["p99"] < 2,
        )
    )
    with serving(database.url, folder, "geoops-locate", cache_mb=16) as ours:
        paths = [f"/api/communes/locate?lon={lon}&lat={lat}" for lon, lat in inside[-OVER_HTTP:]]
        plan = client.Plan(ours.port, paths, {"Cookie": ours.cookie}, connections=1)
        measured = client.run(plan)
    report.lines.append(Line("locate", "over HTTP, one connection", percentiles(measured.ms)))
