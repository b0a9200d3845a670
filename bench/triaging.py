"""The triage queue and the map with 10,000 open incidents: lists and tiles that nothing has kept."""

import random
import time
import uuid
from pathlib import Path

import mercantile
import psycopg

from bench import client
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving

OPEN = 10_000
ASKED = 150
TARGET_MS = 50
KINDS = ("landslide", "flash_flood", "flooding", "road_cut", "house_damaged", "person", "other")
_INSERT = """
INSERT INTO incidents (id, kind, severity, note, occurred_at, geom, geom_3857, accuracy_m, uncertainty_m, method,
                       commune_code, reported_by, content_hash, space, known_at, queue_at, due_at, escalate_at)
SELECT r.id, r.kind, r.severity, 'Sạt lở taluy dương, đường tắc ' || r.n, at, point, ST_Transform(point, 3857), 30, 30,
       'gps', locate_commune(r.lon, r.lat), 'bench', ''::bytea, 'live', at,
       at - make_interval(mins => r.severity * 60), at + interval '20 minutes', at + interval '20 minutes'
FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::int[], %s::float8[], %s::float8[])
       AS r (id, kind, severity, n, lon, lat)
CROSS JOIN LATERAL (SELECT now() - make_interval(secs => r.n) AS at,
                           ST_SetSRID(ST_MakePoint(r.lon, r.lat), 4326) AS point) AS made
"""


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Fill, then ask one after the other over one connection."""
    filled_s = _fill(database)
    report.notes.append(f"incidents: {OPEN} open ones put in place in {filled_s:.0f} s")
    chance = random.Random(11)
    with serving(database.url, folder, "geoops-triage", cache_mb=0) as ours:
        headers = {"Cookie": ours.cookie}

        def asked(name: str, paths: list[str]) -> None:
            client.run(client.Plan(ours.port, ["/api/incidents/queue?limit=1"], headers, connections=1))
            allowed = (200, 204) if paths[0].startswith("/tiles/") else (200,)  # 204 is an empty tile
            measured = client.run(client.Plan(ours.port, paths, headers, connections=1, allowed=allowed))
            figures = percentiles(measured.ms)
            report.lines.append(
                Line(
                    "incidents",
                    name,
                    figures,
                    target=f"p95 under {TARGET_MS} ms",
                    met=figures["p95"] < TARGET_MS,
                )
            )

        asked("queue, first page of 50", ["/api/incidents/queue?limit=50"] * ASKED)
        asked("list, first page of 50", ["/api/incidents?state=open&limit=50"] * ASKED)
        places = [chance.choice(database.places) for _ in range(ASKED)]
        for layer, zooms in (
            ("incidents", (9, 10, 11, 12)),
            ("incident_clusters", (5, 7, 9, 11)),
            ("incident_uncertainty", (12, 13)),
        ):
            paths = []
            tiles = [mercantile.tile(one.lon, one.lat, zooms[n % len(zooms)]) for n, one in enumerate(places)]
            for tile in dict.fromkeys(tiles):  # each once: nothing has kept it
                paths.append(f"/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt")
            asked(f"tiles {layer}, z{zooms[0]} to z{zooms[-1]}, not kept", paths)


def _fill(database: Prepared) -> float:
    chance = random.Random(5)
    began = time.perf_counter()
    places = chance.choices(database.places, k=OPEN)
    with psycopg.connect(
        host=str(database.socket_folder),
        user=database.owner,
        dbname="geoops",
        options="-c search_path=geoops,extensions",
        autocommit=True,
    ) as connection:
        connection.execute(
            _INSERT,
            (
                [uuid.uuid4() for _ in places],
                chance.choices(KINDS, k=OPEN),
                chance.choices(range(1, 6), k=OPEN),
                list(range(OPEN)),
                [place.lon + chance.uniform(-0.02, 0.02) for place in places],
                [place.lat + chance.uniform(-0.02, 0.02) for place in places],
            ),
        )
        connection.execute(
            "INSERT INTO incident_states (incident_id, state, actor, space, known_at)"
            " SELECT id, state, 'bench', 'live', known_at FROM incidents WHERE reported_by = 'bench'"
        )
        connection.execute("ANALYZE incidents")
        connection.execute("ANALYZE incident_states")
    return time.perf_counter() - began
