"""Feeds of grids against a server on this machine: parts fetched by range, runs taken once, faults said by name."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import orjson
import pytest
from sqlalchemy import text

from geoops.hydromet import jobs as feed_jobs
from geoops.hydromet.feeds.fetch import SourceUnavailable
from geoops.hydromet.grids import feeds
from geoops.hydromet.grids.feeds import Ecmwf, Gfs, pattern_address, rain_in_index
from geoops.hydromet.grids.geometry import BadGrid
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.sandbox import Undecodable
from geoops.settings import Settings, get_settings
from tests.hydromet.grids import makers
from tests.hydromet.grids.test_loading import rain_in

pytestmark = pytest.mark.usefixtures("here")


@dataclass
class Files:
    """A server of files: a function from path and query to a body, None for 404."""

    url: str
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)


@contextlib.asynccontextmanager
async def server(find: Callable[[str], bytes | None], *, ranges: bool = True) -> AsyncIterator[Files]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split(" ")[1]
        it.asked.append(path)
        body = find(path)
        wanted = next(
            (line[13:] for line in head.split("\r\n") if line.lower().startswith("range: bytes=")), None
        )
        status = "404 Not Found" if body is None else "200 OK"
        if body is not None and wanted is not None:
            it.ranges.append(wanted)
            if ranges:
                first, last = (int(edge) for edge in wanted.split("-"))
                body, status = body[first : last + 1], "206 Partial Content"
        body = body or b""
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body
        )
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    it = Files(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    try:
        yield it
    finally:
        listening.close()


async def counted(db: Database, product: str) -> int:
    async with db.transaction(SYSTEM) as session:
        return int(
            await session.scalar(text("SELECT count(*) FROM grid_steps WHERE product = :p"), {"p": product})
            or 0
        )


async def test_imerg_brings_what_is_there_once(country_db: Database, home: Path, tmp_path: Path) -> None:
    newest = utc_now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=5)
    files = {}
    for index in range(3):
        starts_at = newest + index * timedelta(minutes=30)
        path = makers.imerg(tmp_path / f"{index}.HDF5", rain_in("90002", 10 + index), starts_at=starts_at)
        files[f"/{starts_at:%Y%m}/S{starts_at:%H%M}00"] = path.read_bytes()

    def find(path: str) -> bytes | None:
        return next((body for key, body in files.items() if path.startswith(key)), None)

    async with server(find) as there:
        url = there.url + "/%Y%m/S%H%M00-E{end}.{minutes}.HDF5"
        settings = Settings(home=home, feed_imerg_early_url=url, feed_imerg_login="truc-ban:mat-khau")
        result = await feed_jobs.run_feed(country_db, settings, "imerg_early", first_wait_s=0)
        assert (result.new, result.changed) == (3, 0)
        again = await feed_jobs.run_feed(country_db, settings, "imerg_early", first_wait_s=0)
        assert (again.new, again.unchanged) == (0, 0), "taken files are not asked for again"
        assert await counted(country_db, "imerg_early") == 3


def test_the_address_of_a_half_hour() -> None:
    pattern = "https://x/%Y%m/3B-HHR-E.MS.MRG.3IMERG.%Y%m%d-S%H%M00-E{end}.{minutes}.V07B.RT-H5"
    filled = pattern_address(pattern, datetime(2026, 7, 22, 15, 30, tzinfo=UTC), timedelta(minutes=30))
    assert filled == "https://x/202607/3B-HHR-E.MS.MRG.3IMERG.20260722-S153000-E155959.0930.V07B.RT-H5"


async def test_gfs_takes_the_newest_whole_run(
    country_db: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers.needs_eccodes()
    monkeypatch.setattr(Gfs, "reach", timedelta(hours=12))
    newest, whole = Gfs().runs(utc_now())[:2]

    def find(path: str) -> bytes | None:
        query = {
            key: values[0] for key, values in parse_qs(urlsplit(path).query, keep_blank_values=True).items()
        }
        if query["dir"] != f"/gfs.{whole:%Y%m%d}/{whole:%H}/atmos":
            return None
        assert (query["var_APCP"], query["lev_surface"], query["leftlon"]) == ("on", "on", "100")
        hour = int(query["file"][-3:])
        bucket = (hour - 1) // 6 * 6
        made = tmp_path / f"{hour}.grib2"
        makers.grib(
            made, [(f"{bucket}-{hour}", np.full((8, 8), hour - bucket))], centre="kwbc", number=8, at=whole
        )
        return made.read_bytes()

    async with server(find) as there:
        settings = Settings(home=home, feed_gfs_url=there.url + "/cgi-bin/filter")
        result = await feed_jobs.run_feed(country_db, settings, "gfs", first_wait_s=0)
        assert result.new == 4, "steps of three hours, from buckets of six"
        assert f"gfs.{newest:%Y%m%d}" in there.asked[0], "the newest run was looked for first"
        async with country_db.transaction(SYSTEM) as session:
            rows = (
                await session.execute(
                    text("SELECT starts_at, ends_at, issued_at, most FROM grid_steps ORDER BY ends_at")
                )
            ).all()
        assert [row.ends_at - row.starts_at for row in rows] == [timedelta(hours=3)] * 4
        assert {row.issued_at for row in rows} == {whole}
        assert [round(row.most, 2) for row in rows] == [3, 3, 3, 3]
        count = len(there.asked)
        assert (await feed_jobs.run_feed(country_db, settings, "gfs", first_wait_s=0)).new == 0
        assert len(there.asked) == count + 1, "only whether the newer run has come"


@pytest.mark.parametrize("ranges", [True, False])
async def test_ecmwf_asks_for_its_rain_alone(
    country_db: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ranges: bool
) -> None:
    makers.needs_eccodes()
    monkeypatch.setattr(Ecmwf, "reach", timedelta(hours=6))
    run = Ecmwf().runs(utc_now())[0]
    other = b"GRIB of something else 7777"

    def find(path: str) -> bytes | None:
        if not path.startswith(f"/forecasts/{run:%Y%m%d}/{run:%H}z/ifs/0p25/oper/{run:%Y%m%d%H}0000-"):
            return None
        hour = int(path.rsplit("-", 3)[1][:-1])
        made = tmp_path / f"{hour}.grib2"
        makers.grib(made, [(f"0-{hour}", np.full((8, 8), hour / 1000))], number=None, at=run)
        rain = made.read_bytes()
        if path.endswith(".grib2"):
            return other + rain + other
        lines = [
            {"param": "2t", "_offset": 0, "_length": len(other)},
            {"param": "tp", "_offset": len(other), "_length": len(rain)},
        ]
        return b"\n".join(orjson.dumps(line) for line in lines)

    async with server(find, ranges=ranges) as there:
        settings = Settings(home=home, feed_ecmwf_url=there.url + "/forecasts/")
        result = await feed_jobs.run_feed(country_db, settings, "ecmwf", first_wait_s=0)
        assert result.new == 2
        assert len(there.ranges) == 2
        async with country_db.transaction(SYSTEM) as session:
            most = list(await session.scalars(text("SELECT most FROM grid_steps ORDER BY ends_at")))
    assert most == pytest.approx([3, 3], abs=0.01), "metres since the start as millimetres per step"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"param":"tp"}', b'{"param":"tp","_offset":-1,"_length":9}', b"\xff"]
)
def test_an_index_without_rain(body: bytes) -> None:
    with pytest.raises(BadGrid):
        rain_in_index(body)


async def test_any_grid_by_description(
    country_db: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = tmp_path / "ra-da.yaml"
    described.write_text(
        "id: ra_da\ntitle: {vi: Ra-đa, en: Radar}\nkind: observed\nformat: netcdf\ncredit: Đài\nlicence: nội bộ\n"
        "rhythm_minutes: 60\nfields:\n- {name: rain, variable: rain, time: {stamp: end, length: PT1H}}\n",
        "utf-8",
    )
    hour = utc_now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    made = makers.netcdf(
        tmp_path / "a.nc", np.ones((1, 20, 20)), lon=np.arange(103.05, 105, 0.1), lat=np.arange(21.05, 23, 0.1),
        time_units=f"hours since {hour:%Y-%m-%d %H:%M:%S}", times=(1,),
    ).read_bytes()  # fmt: skip
    async with server(lambda path: made if path == f"/ra-da/{hour:%Y%m%d%H}.nc" else None) as there:
        monkeypatch.setenv("GEOOPS_FEED_GRID_URL", there.url + "/ra-da/%Y%m%d%H.nc")
        monkeypatch.setenv("GEOOPS_FEED_GRID_DESCRIPTION", str(described))
        get_settings.cache_clear()
        result = await feed_jobs.run_feed(country_db, get_settings(), "grid", first_wait_s=0)
    assert result.new == 1
    assert await counted(country_db, "ra_da") == 1


async def test_a_source_that_answers_something_else_is_refused_and_recorded(
    country_db: Database, home: Path
) -> None:
    async with server(lambda path: b"<html>maintenance</html>") as there:
        settings = Settings(home=home, feed_gfs_url=there.url)
        with pytest.raises((BadGrid, Undecodable)):
            await feed_jobs.run_feed(country_db, settings, "gfs", first_wait_s=0)
    async with server(lambda path: None) as there:
        settings = Settings(home=home, feed_gfs_url=there.url)
        with pytest.raises(SourceUnavailable):
            await feed_jobs.run_feed(country_db, settings, "gfs", first_wait_s=0)
    async with country_db.transaction(SYSTEM) as session:
        errors = list(await session.scalars(text("SELECT error FROM feed_runs ORDER BY id")))
    assert len(errors) == 2
    assert all(errors)
    assert await counted(country_db, "gfs") == 0


def test_every_feed_is_off_until_it_has_an_address() -> None:
    assert [feed.name for feed in feeds.FEEDS if feed.address(Settings())] == []
