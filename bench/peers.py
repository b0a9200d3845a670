"""The peers, each set up as well as we know on the same database: tipg on uvicorn, MapServer behind nginx.

Both read tables made for them from the same rows that GeoOps draws: one table per generalisation, in EPSG:3857, with
a primary key and a GiST index of its own, analysed. The address of tipg names the table of the zoom, MapServer
chooses it by scale, so that both draw the same vertices as GeoOps does. Extent and buffer are the same everywhere.
"""

import contextlib
import getpass
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from bench.processes import free_port, running, wait_for
from geoops.layers.model import BANDS, band_for_zoom

SCHEMA = "bench"
BUFFER = 64
EXTENT = 4096
CONNECTIONS = 10

_TABLE = """
DROP TABLE IF EXISTS {table};
CREATE TABLE {table} AS
  SELECT code AS id, name_vi, unit_type, province_code, geom::extensions.geometry(MultiPolygon, 3857) AS geom
  FROM geoops.commune_bands WHERE band = {band} ORDER BY geom;
ALTER TABLE {table} ADD PRIMARY KEY (id);
ALTER TABLE {table} ALTER COLUMN geom SET STORAGE EXTERNAL;
CREATE INDEX ON {table} USING gist (geom);
ANALYZE {table};
"""

_MAPSERVER_CONFIG = """
CONFIG
  ENV
    MS_MAPFILE "{map_file}"
  END
END
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A server that is measured: where it listens, the address of a tile, and its processes."""

    name: str
    port: int
    address: Callable[[int, int, int], str]
    processes: Sequence[int]
    about: str


def make_tables(socket_folder: Path, user: str, database: str) -> None:
    """The tables that the peers read."""
    with psycopg.connect(host=str(socket_folder), user=user, dbname=database, autocommit=True) as connection:
        connection.execute("SET search_path = geoops, extensions")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for band in BANDS:
            connection.execute(_TABLE.format(table=f"{SCHEMA}.communes_{band}", band=band))
        connection.execute(f"ALTER ROLE {user} IN DATABASE {database} SET search_path = {SCHEMA}, extensions")


@contextlib.contextmanager
def tipg(socket_folder: Path, user: str, database: str, folder: Path) -> Iterator[Peer]:
    """tipg under one uvicorn, as its documentation runs it, without access log."""
    port = free_port()
    env = {
        "DATABASE_URL": f"postgresql://{user}@{quote(str(socket_folder), safe='')}/{database}",
        "TIPG_DB_SCHEMAS": f'["{SCHEMA}"]',
        "TIPG_TILE_BUFFER": str(BUFFER),
        "TIPG_TILE_RESOLUTION": str(EXTENT),
        "TIPG_CATALOG_TTL": "0",
        "DB_MIN_CONN_SIZE": str(CONNECTIONS),
        "DB_MAX_CONN_SIZE": str(CONNECTIONS),
    }
    command = [sys.executable, "-m", "uvicorn", "tipg.main:app", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log"]
    with running("tipg", command, folder, env=env) as process:
        wait_for(process, port, "/healthz", folder / "tipg.log")

        def address(z: int, x: int, y: int) -> str:
            table = f"{SCHEMA}.communes_{band_for_zoom(z)}"
            return f"/collections/{table}/tiles/WebMercatorQuad/{z}/{x}/{y}"

        yield Peer(
            "tipg", port, address, (process.pid,), "one uvicorn, asyncpg pool of 10, compression as it comes"
        )


@contextlib.contextmanager
def mapserver(socket_folder: Path, user: str, database: str, folder: Path) -> Iterator[Peer]:
    """MapServer: two FastCGI processes that keep their database connections, behind nginx on one port.

    nginx connects anew for each request: a process that is held by a kept connection leaves the others waiting.
    """
    port = free_port()
    (folder / "communes.map").write_text(_map_file(socket_folder, user, database))
    (folder / "mapserver.conf").write_text(_MAPSERVER_CONFIG.format(map_file=folder / "communes.map"))
    (folder / "nginx.conf").write_text(_nginx(folder, port))
    (folder / "nginx").mkdir(exist_ok=True)
    env = {"MAPSERVER_CONFIG_FILE": str(folder / "mapserver.conf")}
    fast_cgi = folder / "mapserv.sock"
    fast_cgi.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.socket(socket.AF_UNIX))
        listening.bind(str(fast_cgi))
        listening.listen(64)
        workers = [
            stack.enter_context(
                running(f"mapserv-{number}", ["mapserv"], folder, env=env, stdin=listening.fileno())
            )
            for number in (1, 2)
        ]
        command = [
            "nginx",
            "-c",
            str(folder / "nginx.conf"),
            "-p",
            str(folder),
            "-e",
            str(folder / "nginx.err"),
        ]
        front = stack.enter_context(running("nginx", command, folder))

        def address(z: int, x: int, y: int) -> str:
            return f"/?mode=tile&tilemode=gmap&tile={x}+{y}+{z}&layers=communes&map.imagetype=mvt"

        wait_for(front, port, address(5, 25, 14), folder / "nginx.log")
        pids = (front.pid, *(worker.pid for worker in workers))
        yield Peer(
            "MapServer",
            port,
            address,
            pids,
            "two FastCGI behind nginx, database connections kept, gzip by nginx",
        )


def _map_file(socket_folder: Path, user: str, database: str) -> str:
    # MapServer's scale is that of a 256-pixel tile at 72 dots an inch; each table serves from one zoom to the next.
    tables, begun = [], None
    for zoom in range(22, -1, -1):
        band = band_for_zoom(zoom)
        if band != begun:
            tables.append((0.0 if begun is None else _scale(zoom) * 0.75, band))
            begun = band
    values = "\n".join(f'          "{least:.0f}" "communes_{band}"' for least, band in tables)
    return f"""
MAP
  NAME "bench"
  EXTENT -20037508.34 -20037508.34 20037508.34 20037508.34
  UNITS METERS
  SIZE 256 256
  IMAGETYPE "mvt"
  PROJECTION "init=epsg:3857" END
  OUTPUTFORMAT
    NAME "mvt"
    DRIVER "MVT"
    FORMATOPTION "EXTENT={EXTENT}"
    FORMATOPTION "EDGE_BUFFER={BUFFER * 256 // EXTENT}"
  END
  LAYER
    NAME "communes"
    STATUS ON
    TYPE POLYGON
    PROJECTION "init=epsg:3857" END
    CONNECTIONTYPE POSTGIS
    CONNECTION "host={socket_folder} user={user} dbname={database}"
    PROCESSING "CLOSE_CONNECTION=DEFER"
    SCALETOKEN
      NAME "%table%"
      VALUES
{values}
      END
    END
    DATA "geom from (SELECT id, name_vi, unit_type, province_code, geom FROM {SCHEMA}.%table%) AS t USING UNIQUE id USING SRID=3857"
    METADATA "gml_include_items" "id,name_vi,unit_type,province_code" END
    CLASS
    END
  END
END
"""


def _scale(zoom: int) -> float:
    return 2 * 20037508.34 / 256 / 2**zoom * 72 / 0.0254


def _nginx(folder: Path, port: int) -> str:
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    temporary = "\n  ".join(
        f"{kind}_temp_path {folder}/nginx/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.err warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  {temporary}
  keepalive_requests 1000000;
  gzip on;
  gzip_comp_level 5;
  gzip_types application/vnd.mapbox-vector-tile application/x-protobuf;
  upstream mapserv {{ server unix:{folder}/mapserv.sock; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      fastcgi_pass mapserv;
      fastcgi_buffers 64 16k;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param SERVER_NAME localhost;
      fastcgi_param SERVER_PORT {port};
      fastcgi_param SCRIPT_NAME /;
    }}
  }}
}}
"""
