"""The recorded event of 21 to 23 July 2026: what the API says at 22:00 on the 22nd, against sums made by hand."""

import csv
import gzip
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import geopandas
import httpx
import pytest
import shapely
from asgi_lifespan import LifespanManager
from sqlalchemy import text

from geoops.app import create_app
from geoops.communes.loading.service import load_boundaries
from geoops.hydromet import startup
from geoops.hydromet.replay.folder import read_event
from geoops.hydromet.replay.player import Player
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.communes.conftest import prepared_from
from tests.conftest import TestCluster, context, sign_in_as

pytestmark = pytest.mark.slow

AT = datetime.fromisoformat("2026-07-22T22:00:00+07:00")
SPACE = "mua-lu-2026-07"
ASKED = {"space": SPACE, "at": AT.isoformat()}
Series = dict[tuple[str, str, str], list[tuple[datetime, float]]]


@pytest.fixture(scope="module")
def readings(shared_data: Path) -> Series:
    """Every gauge's totals as recorded, straight from the file."""
    series: Series = defaultdict(list)
    with gzip.open(
        shared_data / "hydromet" / "rain_gauges_2026-07-21_23.csv.gz", "rt", encoding="utf-8"
    ) as file:
        for row in csv.DictReader(file):
            key = (row["name"], row["latitude"], row["longitude"])
            series[key].append((datetime.fromisoformat(row["collected_at"]), float(row["rainfall_mm"])))
    return series


def by_hand(totals: list[tuple[datetime, float]], hours: int) -> float | None:
    """The rule of docs/decisions/0020-hydromet.md, written out once more and apart from the program."""
    begins, known = AT - timedelta(hours=hours), None
    nineteen = [datetime.fromisoformat(f"2026-07-{day}T19:00:00+07:00") for day in (20, 21, 22, 23)]
    before: tuple[datetime, datetime, float] | None = None
    for at, mm in sorted(set(totals)):
        day = max(start for start in nineteen if start < at)
        start, gained = (before[1], mm - before[2]) if before and before[0] == day else (day, mm)
        before = (day, at, mm)
        if at > AT or at <= begins or gained < -0.05:
            continue
        inside = at - max(start, begins)
        if inside / (at - start) >= 0.5:
            known = (known or 0.0) + max(gained, 0.0) * (inside / (at - start))
    return known


@pytest.fixture(scope="module")
async def played(cluster: TestCluster, country: str, shared_data: Path) -> AsyncIterator[Database]:
    """The event up to 22:00, with each gauge of the recording in one of the four made-up communes or in none."""
    database = Database(cluster.new_database(template=country), pool_size=5)
    event = read_event(shared_data / "hydromet")
    space = await startup.open_replay(database, event, name=SPACE, speed=1)
    await Player(database, space, event.frames).run_through(AT)
    async with database.transaction(context("vn", SPACE)) as session:
        await session.execute(
            text(
                "UPDATE stations SET commune_code = codes.code, province_code = left(codes.code, 2) FROM ("
                " SELECT id, '9000' || (1 + abs(hashtext(id)) % 6)::text AS code FROM stations) AS codes"
                " WHERE codes.id = stations.id"
            )
        )
    yield database
    await database.close()


@pytest.fixture(scope="module")
async def officer(
    played: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    application = create_app(Settings(home=tmp_path_factory.mktemp("home")), played)
    async with LifespanManager(application, startup_timeout=60, shutdown_timeout=60):
        client = await sign_in_as(application, played, "truc-ban", "duty", "vn")
        yield client
        await client.aclose()


@pytest.mark.parametrize("hours", [1, 3, 6, 24])
async def test_rain_of_communes_at_22_on_the_22nd(
    played: Database, officer: httpx.AsyncClient, readings: Series, hours: int
) -> None:
    async with played.transaction(context("vn", SPACE)) as session:
        rows = await session.execute(
            text(
                "SELECT name, round(ST_Y(geom)::numeric, 3), round(ST_X(geom)::numeric, 3), commune_code FROM stations"
                " WHERE duplicate_of IS NULL"  # a gauge under two ids counts once
            )
        )
        codes = {(name, float(lat), float(lon)): code for name, lat, lon, code in rows}
    sums: dict[str, list[float]] = defaultdict(list)
    for (name, lat, lon), totals in readings.items():
        known = by_hand(totals, hours)
        code = codes.get((name, round(float(lat), 3), round(float(lon), 3)))
        if known is not None and code is not None:
            sums[code].append(known)
    answer = await officer.get("/api/rain/communes", params={**ASKED, "hours": hours})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    assert [item["commune_code"] for item in items] == ["90001", "90002", "90003", "90004"]
    for item in items:
        expected = sums[item["commune_code"]]
        assert item["gauges"] == len(expected)
        assert item["age_minutes"] == 38
        if hours == 1:
            # 21:22 lies an hour before 22:00 for 22 of its 142 minutes: too little to say anything.
            assert (item["mean_mm"], item["covered"]) == (None, 0)
            continue
        assert len(expected) > 300
        assert item["mean_mm"] == pytest.approx(sum(expected) / len(expected), abs=0.06)
        assert item["max_mm"] == pytest.approx(max(expected), abs=0.06)


async def test_what_three_hours_cover(officer: httpx.AsyncClient) -> None:
    answer = await officer.get("/api/rain/communes", params={**ASKED, "hours": 3})
    for item in answer.json()["items"]:
        assert item["covered"] == pytest.approx((2 * 3600 + 22 * 60 + 6) / (3 * 3600), abs=0.001)
        assert datetime.fromisoformat(item["starts_at"]) == datetime.fromisoformat(
            "2026-07-22T19:00:00+07:00"
        )
        assert datetime.fromisoformat(item["ends_at"]) == datetime.fromisoformat("2026-07-22T21:22:06+07:00")


async def test_warnings_at_22_on_the_22nd(officer: httpx.AsyncClient, shared_data: Path) -> None:
    with (shared_data / "hydromet" / "nchmf_warnings_2026-07-21_23.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["collected_at"] == "2026-07-22T21:22:06+07:00"]
    items: list[dict[str, Any]] = []
    after = None
    while True:
        page = (
            await officer.get("/api/warnings", params={**ASKED, "limit": 100, "after": after or None})
        ).json()
        items += page["items"]
        after = page["next"]
        if after is None:
            break
    assert len(rows) == 229
    assert len(items) == len({item["id"] for item in items}) == len({row["record_id"] for row in rows}) == 181
    assert sum(len(item["communes"]) for item in items) == 229
    words = {row["record_id"]: (row["risk_level"] or None, row["flash_flood_risk"] or None) for row in rows}
    for item in items:
        assert (item["hazards"]["landslide"], item["hazards"]["flash_flood"]) == words[item["id"]]
        assert item["official"] is False and "cấp độ" not in item["label"]["vi"]


async def test_nothing_of_the_replay_is_live(officer: httpx.AsyncClient) -> None:
    for path in ("/api/stations", "/api/observations", "/api/warnings"):
        assert (await officer.get(path)).json()["items"] == []


@pytest.fixture(scope="module")
async def lao_cai(cluster: TestCluster, shared_data: Path) -> AsyncIterator[Database]:
    """The event up to 22:00 over the real communes of Lào Cai (15)."""
    database = Database(cluster.new_database(), pool_size=5)
    prepared = prepared_from(shared_data / "boundaries" / "lao_cai_15.gpkg")
    async with database.transaction(SYSTEM) as session:
        await load_boundaries(session, prepared)
    event = read_event(shared_data / "hydromet")
    space = await startup.open_replay(database, event, name=SPACE, speed=1)
    await Player(database, space, event.frames).run_through(AT)
    yield database
    await database.close()


@pytest.mark.timeout(900)
async def test_lao_cai_by_hand(
    lao_cai: Database, readings: Series, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every commune of Lào Cai at 22:00 on 22 July, from the snapshots and the boundary file alone: a gauge is in the
    commune that its point lies in, and its rain is what its totals gained."""
    frame = geopandas.read_file(shared_data / "boundaries" / "lao_cai_15.gpkg", layer="communes")
    polygons = dict(zip(frame["code"], frame.geometry, strict=True))
    assert len(polygons) == 99
    by_hand_of: dict[str, list[float]] = {code: [] for code in polygons}
    for (_, lat, lon), totals in readings.items():
        point = shapely.Point(float(lon), float(lat))
        known = by_hand(totals, 24)
        for code, shape in polygons.items():
            if known is not None and shape.covers(point):
                by_hand_of[code].append(known)
    application = create_app(Settings(home=tmp_path_factory.mktemp("home")), lao_cai)
    async with LifespanManager(application, startup_timeout=60, shutdown_timeout=60):
        client = await sign_in_as(application, lao_cai, "truc-ban", "duty", "vn")
        answer = await client.get(
            "/api/rain/communes", params={**ASKED, "hours": 24, "province": "15", "limit": 200}
        )
        await client.aclose()
    items = {item["commune_code"]: item for item in answer.json()["items"]}
    assert set(items) == set(polygons)
    assert sum(bool(values) for values in by_hand_of.values()) > 40
    for code, values in by_hand_of.items():
        said = items[code]
        assert said["gauges"] == len(values), code
        if values:
            assert said["mean_mm"] == pytest.approx(sum(values) / len(values), abs=0.06), code
            assert said["max_mm"] == pytest.approx(max(values), abs=0.06), code
            assert said["method"] == "gauges"
        else:
            assert (said["mean_mm"], said["max_mm"], said["method"]) == (None, None, None), code
