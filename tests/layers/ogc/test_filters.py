"""Filters of the OGC API: the ones that are taken, and everything else refused."""

import asyncio
import json
from typing import Any

import httpx

from tests import places
from tests.cases import cases
from tests.layers.ogc.conftest import PROBLEM, open_up

NAME = {"property": "name_vi"}


def cql(condition: Any) -> dict[str, str]:
    return {"filter": json.dumps(condition), "filter-lang": "cql2-json"}


def compare(left: Any, right: Any, op: str = "=") -> dict[str, Any]:
    return {"op": op, "args": [left, right]}


async def test_filters_that_are_taken(admin: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    await open_up(admin, "communes")
    lon, lat = places.centre("90001")
    point = {"type": "Point", "coordinates": [lon, lat]}
    for asked in (
        cql(compare(NAME, "Mường Thử")),
        cql(compare({"property": "id"}, ["90001"], "in")),
        cql(compare(NAME, "Mường Th%", "like")),
        cql(compare({"property": "geom"}, point, "s_intersects")),
        cql({"op": "not", "args": [compare(NAME, "Mường Thử", "<>")]}),
        {"ids": "90001"},
        {"name_vi": "Mường Thử"},
        {"bbox": f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"},
        {"bbox": "-180,-90,180,90", "ids": "90001"},
    ):
        answer = await anybody.get("/ogc/collections/communes/items", params=asked)
        assert answer.status_code == 200, (asked, answer.text)
        assert [feature["id"] for feature in answer.json()["features"]] == ["90001"], asked


HOSTILE: list[dict[str, str]] = [
    cql(compare({"op": "pg_read_file", "args": ["/etc/passwd"]}, "x")),
    cql(compare({"op": "set_config", "args": ["role", "none", False]}, "x")),
    cql(compare({"op": "query_to_xml", "args": ["SELECT * FROM geoops.people", True, True, ""]}, "x")),
    cql(compare({"op": "current_setting", "args": ["is_superuser"]}, "off")),
    cql({"op": "pg_sleep", "args": [30]}),
    cql(compare({"op": "lo_creat", "args": [-1]}, 0)),
    cql({"op": "st_setsrid", "args": [{"property": "geom"}, 4326]}),
    cql(compare({"property": "password"}, "x")),
    cql(compare({"property": "current_user"}, "x")),
    cql(compare({"property": "name_vi\" = '' OR true --"}, "x")),
    cql(compare(NAME, {"timestamp": "x' OR true --"})),
    cql(compare(NAME, {"date": "'; DROP VIEW published.communes"})),
    cql(compare(NAME, {"interval": ["x'", ".."]})),
    cql(compare({"property": "geom"}, {"type": "Point", "coordinates": [1, 2], "crs": "x'"}, "s_intersects")),
    cql(compare({"property": "geom"}, {"bbox": [1, 2, 3, 4]}, "s_intersects")),
    cql(["x"]),
    {"filter": "(" * 25},
    {"filter": "NOT " * 3000 + "name_vi = 'x'"},
    {"filter": "name_vi = 'x'", "filter-lang": "cql2-text"},
    {"filter": '{"op":"not","args":[' * 60 + '"x"' + "]}" * 60},
    {"filter": json.dumps(compare(NAME, "x" * 5000))},
    {"sortby": "password"},
    {"sortby": 'name_vi" DESC; --'},
    {"bbox": "a,b,c,d"},
    {"bbox": "nan,nan,nan,nan"},
    {"datetime": "hôm qua"},
    {"geom-column": "nothing"},
    {"simplify": "nan"},
    {"offset": "99999999999999999999999"},
    {"limit": "-1"},
    {"limit": "1000000"},
    {"f": "html"},
    {"f": "csv"},
    {"ids": "a\0b"},
]


@cases("asked", HOSTILE)
async def test_what_is_refused(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, asked: dict[str, str]
) -> None:
    await open_up(admin, "communes")
    async with asyncio.timeout(3):
        answer = await anybody.get("/ogc/collections/communes/items", params=asked)
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) >= PROBLEM


@cases(
    "value", ["x' OR '1'='1", "x'; DROP VIEW published.communes; --", "\\' OR true --", '"', "%", "E'\\''"]
)
async def test_a_value_stays_a_value(
    admin: httpx.AsyncClient, anybody: httpx.AsyncClient, value: str
) -> None:
    await open_up(admin, "communes")
    for asked in (cql(compare(NAME, value)), {"name_vi": value}, {"ids": value}):
        answer = await anybody.get("/ogc/collections/communes/items", params=asked)
        assert (answer.status_code, answer.json()["numberMatched"]) == (200, 0), (asked, answer.text[:200])
