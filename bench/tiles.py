"""Commune tiles against tipg, MapServer and the bare web server: rounds in turn, the same tiles, 16 connections."""

import base64
import contextlib
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
import mapbox_vector_tile
import shapely

from bench import client, drawing, peers
from bench.database import Prepared
from bench.figures import Line, Report, median, percentiles
from bench.geoops_server import serving
from bench.processes import family_cpu_seconds, free_port, running, wait_for

CONNECTIONS = 16
TILE = (200, 204)
"""A tile, and an empty one."""
TURNS = 64
"""Through all tiles in a round of what is cached: seconds, not a quarter of one."""
CHECKED = 24
WARM = 48
SHOWS = 1024
"""Square units of the tile's grid: four by four pixels of the screen."""


def measure(report: Report, database: Prepared, folder: Path, rounds: int) -> None:
    """Add the lines of the tiles to the report."""
    tiles = drawing.draw(database.places)
    report.notes.append(
        f"tiles (z: count), each asked for once a round: {drawing.by_zoom(tiles)}; {' '.join((drawing.draw.__doc__ or '').split())}"
    )
    _not_cached(report, database, folder, tiles, rounds)
    _cached(report, database, folder, tiles, rounds)


def _geoops_path(z: int, x: int, y: int) -> str:
    return f"/tiles/communes/{z}/{x}/{y}.mvt"


def _not_cached(
    report: Report, database: Prepared, folder: Path, tiles: Sequence[drawing.Tile], rounds: int
) -> None:
    peers.make_tables(database.socket_folder, database.owner, "geoops")
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(serving(database.url, folder, "geoops-uncached", cache_mb=0))
        there = [
            stack.enter_context(start(database.socket_folder, database.owner, "geoops", folder))
            for start in (peers.tipg, peers.mapserver)
        ]
        servers = [("GeoOps", ours.port, _geoops_path, {"Cookie": ours.cookie})]
        pids = {"GeoOps": (ours.pid,), **{peer.name: tuple(peer.processes) for peer in there}}
        cpu = dict.fromkeys(pids, 0.0)

        def spent(name: str) -> float:
            return sum(map(family_cpu_seconds, pids[name])) + family_cpu_seconds(database.server_pid)

        servers += [(peer.name, peer.port, peer.address, {}) for peer in there]
        report.notes.append(_same_communes(servers, tiles))
        found: dict[str, list[client.Measured]] = {name: [] for name, *_ in servers}
        for number in range(-1, rounds):
            turn = max(number, 0) % len(servers)
            for name, port, address, headers in servers[turn:] + servers[:turn]:
                chosen = tiles[:WARM] if number < 0 else tiles
                plan = client.Plan(
                    port,
                    [address(*tile) for tile in chosen],
                    {"Accept-Encoding": "gzip", **headers},
                    CONNECTIONS,
                    allowed=TILE,
                )
                before = spent(name)
                measured = client.run(plan)
                if number >= 0:
                    found[name].append(measured)
                    cpu[name] += spent(name) - before
    ours_rate = median([item.per_second for item in found["GeoOps"]])
    for name, runs in found.items():
        figures = _figures(runs)
        figures["CPU ms per tile, database with it"] = round(cpu[name] / rounds / len(tiles) * 1000, 2)
        line = Line("tiles, not cached", name, figures)
        if name == "GeoOps":
            line.target, line.met = "p99 under 60 ms", float(figures["p99"]) < 60
        else:
            least = 5.0 if name == "tipg" else 1.5
            line.ratio, line.against = ours_rate / float(figures["per s"]), "GeoOps to it"
            line.target, line.met = f"{least}x", line.ratio >= least
        report.lines.append(line)
    report.notes += [f"{peer.name}: {peer.about}" for peer in there]


def _cached(
    report: Report, database: Prepared, folder: Path, tiles: Sequence[drawing.Tile], rounds: int
) -> None:
    with serving(database.url, folder, "geoops-cached", cache_mb=256) as ours:
        paths = [_geoops_path(*tile) for tile in tiles]
        headers = {"Accept-Encoding": "gzip", "Cookie": ours.cookie}
        bodies = {}
        with httpx.Client(base_url=f"http://127.0.0.1:{ours.port}", headers=headers) as http:
            for path in paths:
                with http.stream("GET", path) as answer:
                    answer.raise_for_status()
                    bodies[path] = base64.b64encode(b"".join(answer.iter_raw())).decode()
        kept = folder / "bodies.json"
        kept.write_text(json.dumps(bodies))
        port = free_port()
        with running("bare", [sys.executable, "-m", "bench.bare", str(port), str(kept)], folder) as bare:
            wait_for(bare, port, "/", folder / "bare.log")
            found: dict[str, list[client.Measured]] = {"GeoOps": [], "bare uvicorn": []}
            for number in range(rounds):
                both = [("GeoOps", ours.port), ("bare uvicorn", port)]
                for name, at in both if number % 2 else both[::-1]:
                    plan = client.Plan(at, paths, headers, CONNECTIONS, turns=TURNS, allowed=TILE)
                    found[name].append(client.run(plan))
    ours_rate, bare_rate = (median([item.per_second for item in runs]) for runs in found.values())
    for name, runs in found.items():
        line = Line("tiles, cached", name, _figures(runs))
        if name == "GeoOps":
            line.ratio, line.against, line.target = ours_rate / bare_rate, "the bare server", "0.80x"
            line.met = line.ratio >= 0.8
        report.lines.append(line)


def _figures(runs: Sequence[client.Measured]) -> dict[str, float | int | str]:
    statuses: dict[str, int] = {}
    for run in runs:
        for status, count in run.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return {
        "per s": round(median([run.per_second for run in runs]), 1),
        **percentiles([ms for run in runs for ms in run.ms]),
        "bytes": runs[0].body_bytes // (len(runs[0].ms) or 1),
        "statuses": " ".join(f"{status}:{count}" for status, count in sorted(statuses.items())),
    }


def _same_communes(servers: Sequence[tuple], tiles: Sequence[drawing.Tile]) -> str:
    """Raises RuntimeError where a commune that shows in one server's tile is missing in another's."""
    chosen = random.Random(drawing.SEED).sample(list(tiles), min(CHECKED, len(tiles)))
    with httpx.Client(timeout=60) as http:
        for tile in chosen:
            found = {}
            for name, port, address, headers in servers:
                answer = http.get(f"http://127.0.0.1:{port}{address(*tile)}", headers=headers)
                found[name] = _communes(answer.raise_for_status().content)
            for name, areas in found.items():
                for other, others in found.items():
                    lost = {code: area for code, area in areas.items() if area > SHOWS and code not in others}
                    if lost:
                        raise RuntimeError(f"tile {tile}: {name} has {lost}, {other} has not")
    return (
        f"{len(chosen)} tiles decoded from every server hold the same communes "
        f"(those of {SHOWS} square units and more; a tile has 16.8 million)"
    )


def _communes(body: bytes) -> dict[str, float]:
    """Communes and their areas inside the tile, in units of its grid."""
    inside = shapely.box(0, 0, peers.EXTENT, peers.EXTENT)
    areas = {}
    for layer in (mapbox_vector_tile.decode(body) if body else {}).values():
        for feature in layer["features"]:
            shape = shapely.make_valid(shapely.geometry.shape(feature["geometry"])).intersection(inside)
            areas[str(feature["properties"]["id"])] = shape.area
    return areas
