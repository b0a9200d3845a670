"""Feeds of grids on the framework of `hydromet.feeds`: satellites by the half-hour, models by the run, any by pattern.

Nothing here decodes: the bytes go to a file and through the sandbox. What is large is fetched in parts: of GFS the
rain of this region alone, of ECMWF the byte ranges that its index names.
"""

import asyncio
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.base import Asking, Feed
from geoops.hydromet.feeds.fetch import SourceUnavailable, Web
from geoops.hydromet.grids import catalogue, jobs, keeping, reading, taking
from geoops.hydromet.grids.description import Product, read_description
from geoops.hydromet.grids.geometry import BadGrid
from geoops.hydromet.grids.reading import GridFile
from geoops.hydromet.grids.rules import known_products
from geoops.hydromet.grids.weights import work_out
from geoops.hydromet.observations.service import IngestResult
from geoops.kit import spaces
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.sandbox import Undecodable
from geoops.settings import Settings, get_settings

_RUN_EVERY = timedelta(hours=6)
_MOST_FILES = 12
"""Files taken in one run of a feed; the rest at its next turn."""


@dataclass(frozen=True, slots=True)
class GridBatch:
    """The files of one run of a feed."""

    source: str
    read_at: datetime
    files: Sequence[GridFile]
    faults: Sequence[Fault]


class GridFeed(Feed):
    """A feed that brings files of one product."""

    remembers = True
    body_limit = 400 * 2**20
    time_limit = timedelta(seconds=180)

    def product(self, settings: Settings) -> Product:
        """What its files are."""
        return known_products()[self.name]

    def decode(self, answer: Answer, read_at: datetime) -> GridBatch:
        """Every part, in the sandbox. A part that cannot be used is a fault, and no hindrance to the others; raises
        BadGrid or Undecodable where none can be."""
        product = self.product(get_settings())
        files: list[GridFile] = []
        faults: list[Fault] = []
        for part in answer.parts:
            with tempfile.TemporaryDirectory(prefix="geoops-grid-") as scratch:
                path = Path(scratch, re.sub(r"[^A-Za-z0-9._-]+", "_", part.name)[-150:])
                path.write_bytes(part.body)
                try:
                    files.append(reading.decode(path, product))
                except (BadGrid, Undecodable) as problem:
                    if len(answer.parts) == 1:
                        raise
                    faults.extend(problem.faults)
        if not files:
            raise BadGrid(faults=faults[:10])
        return GridBatch(
            self.name, read_at, files, [*faults, *(fault for file in files for fault in file.faults)]
        )

    async def take(self, session: AsyncSession, decoded: GridBatch, known_at: datetime) -> IngestResult:
        """Keep the steps of the files; the busy parts run in threads while the transaction waits."""
        home = get_settings().home
        total = IngestResult()
        now = await spaces.now(session)
        for fault in decoded.faults:
            total.refuse(fault)
        for file in decoded.files:
            timely = jobs.of_this_time(file, now)
            for fault in timely.faults[len(file.faults) :]:
                total.refuse(fault)
            planned = await taking.plan(session, timely.product, timely.fields)
            total.unchanged += planned.unchanged
            if not planned.fields:
                continue
            weights = dict(planned.weights)
            for geometry in planned.missing:
                assert planned.polygons is not None
                weights[geometry.id] = await asyncio.to_thread(work_out, geometry, planned.polygons)
                await taking.keep_weights(
                    session, planned.polygons.boundary_version, [(geometry, weights[geometry.id])]
                )
            space = await catalogue.current_space(session)
            kept = await asyncio.to_thread(keeping.keep, home, space, timely.product, planned.fields, weights)
            result = await taking.keep(
                session, timely.product, kept, planned.boundary_version, decoded.source
            )
            total.new += result.new
            total.changed += result.changed
            total.unchanged += result.unchanged
        return total

    def size(self, decoded: GridBatch) -> int:
        """Fields that were decoded."""
        return sum(len(file.fields) for file in decoded.files)

    def newest(self, decoded: GridBatch) -> datetime | None:
        """The newest end of an observation; a forecast is newest by its making."""
        times = [one.issued_at or one.ends_at for file in decoded.files for one in file.fields]
        return max(times, default=None)


def _absent(problem: SourceUnavailable) -> bool:
    """Whether the source says that there is no such file (stores of objects say 403 for it)."""
    return str(problem).endswith(("HTTP 404", "HTTP 403"))


class PatternFeed(GridFeed):
    """Files whose address is a pattern of the time of their step: `…/%Y%m/rain_%Y%m%d%H%M.tif`.

    Codes are those of strftime, in UTC, of the step's start; `{end}` is its last second as `E%H%M59`'s six digits,
    `{minutes}` the minutes since midnight in four digits (both as IMERG names its files).
    """

    look_back = timedelta(days=2)
    keep_raw = False
    """The archive keeps every value of the region; the files of the whole earth are hundreds of megabytes a day."""

    def steps(self, settings: Settings, now: datetime) -> list[tuple[datetime, timedelta]]:
        """Start and length of the steps that may be there, newest first."""
        length = timedelta(minutes=self.product(settings).rhythm_minutes or 60)
        newest = now - (now - datetime(2000, 1, 1, tzinfo=UTC)) % length - length
        return [(newest - index * length, length) for index in range(int(self.look_back / length) + 1)]

    async def fetch(self, asking: Asking) -> Answer:
        """The newest files that were not taken yet; one that is not there is passed over."""
        web = Web(self, asking)
        parts: list[Part] = []
        marks: list[str] = []
        absent: SourceUnavailable | None = None
        for starts_at, length in self.steps(asking.settings, asking.now):
            mark = starts_at.isoformat()
            if mark in asking.seen or len(parts) >= _MOST_FILES:
                continue
            address = pattern_address(asking.address, starts_at, length)
            try:
                reply = await web.send(httpx.Request("GET", address))
            except SourceUnavailable as problem:
                if not _absent(problem):
                    raise
                absent = problem
                continue
            parts.append(Part(httpx.URL(address).path.rsplit("/", 1)[-1] or mark, reply.body))
            marks.append(mark)
        if not parts and absent is not None and not asking.seen:
            raise absent  # nothing was ever there: the address is wrong, or its files are for others
        return Answer(parts, web.attempts, marks)


def pattern_address(pattern: str, starts_at: datetime, length: timedelta) -> str:
    """The address of a step's file."""
    filled = starts_at.strftime(pattern)
    end = starts_at + length - timedelta(seconds=1)
    minutes = starts_at.hour * 60 + starts_at.minute
    return filled.replace("{end}", f"{end:%H%M%S}").replace("{minutes}", f"{minutes:04d}")


class Imerg(PatternFeed):
    """GPM IMERG, Early or Late Run, from PPS (a free registration; the login is the operator's)."""

    def __init__(self, name: str) -> None:
        product = known_products()[name]
        self.name, self.title = name, product.text
        self.rhythm = timedelta(minutes=product.rhythm_minutes or 30)
        self.cron = "7,37 * * * *"
        self.look_back = timedelta(minutes=product.late_minutes or 360)

    def address(self, settings: Settings) -> str | None:
        """Set by the operator."""
        return settings.feed_imerg_early_url if self.name == "imerg_early" else settings.feed_imerg_late_url

    def sign(self, request: httpx.Request, settings: Settings) -> httpx.Request:
        """With the login, where there is one."""
        login = settings.feed_imerg_login.get_secret_value() if settings.feed_imerg_login is not None else ""
        if login:
            name, _, password = login.partition(":")
            next(httpx.BasicAuth(name, password).sync_auth_flow(request))
        return request

    def unsign(self, request: httpx.Request) -> httpx.Request:
        """Another host is not told the login."""
        request.headers.pop("Authorization", None)
        return request


class AnyGrid(PatternFeed):
    """Whatever grid an operator describes: an address pattern and a description file."""

    name = "grid"
    title = Text("Lưới theo mô tả của đơn vị", "A grid by description")
    rhythm = timedelta(hours=1)
    cron = "12,42 * * * *"

    def address(self, settings: Settings) -> str | None:
        """Set by the operator, together with the description."""
        return settings.feed_grid_url if settings.feed_grid_description is not None else None

    def product(self, settings: Settings) -> Product:
        """As described. Raises BadDescription."""
        assert settings.feed_grid_description is not None
        return read_description(settings.feed_grid_description)


class ModelFeed(GridFeed):
    """A model that runs at 00, 06, 12 and 18 UTC: the newest run that is there, if it was not taken yet."""

    rhythm = _RUN_EVERY
    cron = "11,41 * * * *"
    reach = timedelta(hours=72)
    step = timedelta(hours=3)
    ready_after = timedelta(hours=3)
    """No run is there sooner after its time."""

    def runs(self, now: datetime) -> list[datetime]:
        """The last three runs that may be there, newest first."""
        newest = now - self.ready_after
        newest -= (newest - datetime(2000, 1, 1, tzinfo=UTC)) % _RUN_EVERY
        return [newest - index * _RUN_EVERY for index in range(3)]

    async def fetch(self, asking: Asking) -> Answer:
        """All steps of the newest run that has its last one, put together: amounts since the start need them all."""
        web = Web(self, asking)
        last: SourceUnavailable | None = None
        for run in self.runs(asking.now):
            if run.isoformat() in asking.seen:
                return Answer((), web.attempts)
            try:
                bodies = await self.run(web, asking, run)
            except SourceUnavailable as problem:
                if not _absent(problem):
                    raise
                last = problem
                continue
            return Answer(
                (Part(f"{self.name}-{run:%Y%m%d%H}.grib2", b"".join(bodies)),),
                web.attempts,
                (run.isoformat(),),
            )
        assert last is not None
        raise last

    async def run(self, web: Web, asking: Asking, run: datetime) -> list[bytes]:
        """The messages of a run, the last step first: whether it is there says whether the run is whole."""
        steps = list(range(int(self.reach / self.step), 0, -1))
        hours = [int(index * self.step.total_seconds() // 3600) for index in steps]
        return [await self.messages(web, asking, run, hour) for hour in hours]

    async def messages(self, web: Web, asking: Asking, run: datetime, hour: int) -> bytes:
        """The GRIB messages of a step. Raises SourceUnavailable."""
        raise NotImplementedError


class Gfs(ModelFeed):
    """GFS 0.25° by the filter of NOMADS, which cuts out the rain of this region (a few kilobytes a step)."""

    name = "gfs"
    title = known_products()["gfs"].text

    def address(self, settings: Settings) -> str | None:
        """Set by the operator."""
        return settings.feed_gfs_url

    async def messages(self, web: Web, asking: Asking, run: datetime, hour: int) -> bytes:
        """One request to the filter."""
        west, south, east, north = reading.AREA
        query = {
            "dir": f"/gfs.{run:%Y%m%d}/{run:%H}/atmos",
            "file": f"gfs.t{run:%H}z.pgrb2.0p25.f{hour:03d}",
            "var_APCP": "on",
            "lev_surface": "on",
            "subregion": "",
            "leftlon": f"{west:g}",
            "rightlon": f"{east:g}",
            "toplat": f"{north:g}",
            "bottomlat": f"{south:g}",
        }
        reply = await web.send(httpx.Request("GET", httpx.URL(asking.address, params=query)))
        return reply.body


class Ecmwf(ModelFeed):
    """ECMWF open data (IFS, 0.25°, CC BY 4.0): the index of a step says which bytes are its rain."""

    name = "ecmwf"
    title = known_products()["ecmwf"].text
    ready_after = timedelta(hours=6)

    def address(self, settings: Settings) -> str | None:
        """Set by the operator."""
        return settings.feed_ecmwf_url

    def runs(self, now: datetime) -> list[datetime]:
        """Of 06 and 18 UTC there is a short run of another stream: 00 and 12 alone are asked for."""
        newest = now - self.ready_after
        newest -= (newest - datetime(2000, 1, 1, tzinfo=UTC)) % timedelta(hours=12)
        return [newest - index * timedelta(hours=12) for index in range(2)]

    async def messages(self, web: Web, asking: Asking, run: datetime, hour: int) -> bytes:
        """The index, then the rain alone."""
        base = f"{asking.address.rstrip('/')}/{run:%Y%m%d}/{run:%H}z/ifs/0p25/oper/{run:%Y%m%d%H}0000-{hour}h-oper-fc"
        index = await web.send(httpx.Request("GET", f"{base}.index"))
        begin, length = rain_in_index(index.body)
        request = httpx.Request(
            "GET", f"{base}.grib2", headers={"Range": f"bytes={begin}-{begin + length - 1}"}
        )
        reply = await web.send(request)
        body = reply.body
        return (
            body if len(body) == length else body[begin : begin + length]
        )  # who knows no ranges sends it whole


def rain_in_index(body: bytes) -> tuple[int, int]:
    """First byte and length of the rain in an index of ECMWF (a JSON object per line). Raises BadGrid."""
    for line in body.splitlines():
        try:
            entry: Any = orjson.loads(line)
            if (
                entry["param"] == "tp"
                and int(entry["_offset"]) >= 0
                and 0 < int(entry["_length"]) < 50 * 2**20
            ):
                return int(entry["_offset"]), int(entry["_length"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            continue
    raise BadGrid(Text("chỉ mục của ECMWF không có mưa (tp)", "the index of ECMWF names no rain (tp)"))


FEEDS: tuple[GridFeed, ...] = (Imerg("imerg_early"), Imerg("imerg_late"), Gfs(), Ecmwf(), AnyGrid())
