"""A client of OGC SensorThings API 1.1: the newest observations of every datastream of a server, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import httpx
import orjson

from geoops.hydromet import faults
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.config import DatastreamMapping, FeedConfig
from geoops.hydromet.feeds.decoded import NotThisFormat, ReadingBatch, StationGroup
from geoops.hydromet.feeds.fetch import Web, unavailable
from geoops.hydromet.gauges import place_fault
from geoops.hydromet.observations.reading import Checker, Reading
from geoops.hydromet.stations.service import Listed
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed

MOST_PAGES = 1000
_PAGE = 100
_BACK_RHYTHMS = 12
"""So many rhythms are asked for again: what came late is taken, what is known already writes nothing."""


async def fetch(feed: "Feed", config: FeedConfig, asking: "Asking") -> Answer:
    """All pages of datastreams, and of observations where a datastream has more than a page.

    A next link must lead to the same host, and to a page that was not read yet. Raises SourceUnavailable.
    """
    web = Web(feed, asking)
    since = asking.now - max(feed.rhythm * _BACK_RHYTHMS, timedelta(hours=3))
    stamp = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    first = httpx.URL(
        asking.address.rstrip("/") + "/Datastreams",
        params={
            "$top": str(_PAGE),
            "$expand": "ObservedProperty,Thing($expand=Locations),Observations("
            f"$filter=phenomenonTime ge {stamp};$orderby=phenomenonTime desc;$top={_PAGE})",
        },
    )
    waiting, read, parts = [("", str(first))], set[str](), list[Part]()
    while waiting:
        stream, link = waiting.pop(0)
        if link in read or len(read) >= MOST_PAGES:
            raise unavailable(
                feed.name, ": các trang nối vòng hoặc quá nhiều", ": the pages go round, or are too many"
            )
        read.add(link)
        reply = await web.send(httpx.Request("GET", link))
        parts.append(Part(f"{len(parts) + 1:04d}:{stream}", reply.body, reply.encoding))
        for of, onward in _links(reply.body, stream):
            target = urljoin(link, onward)
            if httpx.URL(target).host != first.host:
                raise unavailable(
                    feed.name, ": trang sau ở máy chủ khác", ": the next page is on another host"
                )
            waiting.append((of, target))
    return Answer(parts, web.attempts)


def _links(body: bytes, of: str) -> Iterator[tuple[str, str]]:
    """`(datastream, link)` of the pages that follow: of the list itself, and of observations beyond a page."""
    page = _page(body)
    if isinstance(page.get("@iot.nextLink"), str):
        yield of, page["@iot.nextLink"]
    for stream in page["value"]:
        if isinstance(stream, dict) and isinstance(stream.get("Observations@iot.nextLink"), str):
            yield str(stream.get("@iot.id")), stream["Observations@iot.nextLink"]


def _page(body: bytes) -> dict[str, Any]:
    try:
        page = orjson.loads(body)
    except orjson.JSONDecodeError:
        page = None
    if not isinstance(page, dict) or not isinstance(page.get("value"), list):
        raise NotThisFormat(
            Text(
                "không phải trang SensorThings (thiếu “value”)",
                "no page of SensorThings (“value” is missing)",
            )
        )
    return page


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads the pages. Things become stations, datastreams of mapped properties their variables."""

    source: str
    streams: Sequence[DatastreamMapping]
    station_kind: str
    rhythm: timedelta
    owner: str | None

    def __call__(self, answer: Answer, read_at: datetime) -> ReadingBatch:
        """All readings. Raises NotThisFormat where a page is none."""
        return _Reading(self, read_at).read(answer)


class _Reading:
    def __init__(self, decoder: Decoder, read_at: datetime) -> None:
        self._decoder, self._read_at = decoder, read_at
        self._checker = Checker(read_at)
        self._by_property = {stream.observed_property: stream for stream in decoder.streams}
        self._known: dict[str, tuple[str, DatastreamMapping, str]] = {}
        self._listed: dict[str, Listed] = {}
        self._readings: list[Reading] = []
        self._faults: list[Fault] = []
        self._row = 0

    def read(self, answer: Answer) -> ReadingBatch:
        """Pages of datastreams first, then the further pages of their observations."""
        further: list[tuple[str, dict[str, Any]]] = []
        streams = 0
        for part in answer.parts:
            of = part.name.partition(":")[2]
            for entry in _page(part.body)["value"]:
                if not isinstance(entry, dict):
                    self._refuse(faults.NOT_AN_OBJECT, None)
                elif of:
                    further.append((of, entry))
                else:
                    streams += 1
                    self._stream(entry)
        for of, observation in further:
            self._row += 1
            stream = self._known.get(of)
            if stream is not None:
                self._observe(observation, *stream)
        if not self._known and streams:
            raise NotThisFormat(
                Text(
                    "không luồng số liệu nào có đại lượng trong ánh xạ",
                    "no datastream has an observed property of the mapping",
                ),
                faults=self._faults[:20],
            )
        group = StationGroup(
            self._decoder.station_kind, self._decoder.rhythm, list(self._listed.values()), self._decoder.owner
        )
        return ReadingBatch(self._decoder.source, self._read_at, self._readings, self._faults, [group])

    def _stream(self, entry: dict[str, Any]) -> None:
        seen = entry.get("ObservedProperty")
        names = [seen.get("name"), seen.get("definition")] if isinstance(seen, dict) else []
        mapped = next((self._by_property[name] for name in names if name in self._by_property), None)
        if mapped is None:
            return
        station = self._station(entry.get("Thing"))
        if isinstance(station, Text):
            self._row += 1
            self._refuse(station, "Thing.Locations")
            return
        unit = entry.get("unitOfMeasurement")
        symbol = mapped.unit or (unit.get("symbol") if isinstance(unit, dict) else None) or ""
        self._known[str(entry.get("@iot.id"))] = (station, mapped, symbol)
        for observation in entry.get("Observations") or []:
            self._row += 1
            if isinstance(observation, dict):
                self._observe(observation, station, mapped, symbol)
            else:
                self._refuse(faults.NOT_AN_OBJECT, "Observations")

    def _station(self, thing: Any) -> str | Text:
        if not isinstance(thing, dict) or thing.get("@iot.id") is None:
            return faults.MISSING
        station = f"{self._decoder.source}:{thing['@iot.id']}"
        if station in self._listed:
            return station
        place = _point(thing.get("Locations"))
        if place is None:
            return Text("thiếu vị trí dạng điểm", "a location that is a point is missing")
        wrong = place_fault(*place)
        if wrong is not None:
            return wrong
        try:
            name = clean_text(str(thing.get("name") or "")) or station
        except BadText:
            name = station
        self._listed[station] = Listed(station, name, *place)
        return station

    def _observe(self, entry: dict[str, Any], station: str, mapped: DatastreamMapping, symbol: str) -> None:
        if entry.get("result") is None:
            return
        starts, _, ends = str(entry.get("phenomenonTime") or "").partition("/")
        if not ends:
            starts, ends = (_back(starts, mapped.minutes), starts)
        checked = self._checker.check(
            self._row,
            {
                "station": station,
                "variable": mapped.variable,
                "starts_at": starts,
                "ends_at": ends,
                "value": entry["result"],
                "unit": symbol,
            },
        )
        if isinstance(checked, Fault):
            self._faults.append(replace(checked, field=_FIELDS.get(checked.field or "", checked.field)))
        else:
            self._readings.append(checked)

    def _refuse(self, reason: Text, field: str | None) -> None:
        self._faults.append(Fault(reason, self._row, field))


_FIELDS = {
    "value": "result",
    "ends_at": "phenomenonTime",
    "starts_at": "phenomenonTime",
    "unit": "unitOfMeasurement",
}


def _point(locations: Any) -> tuple[float, float] | None:
    for entry in locations if isinstance(locations, list) else []:
        shape = entry.get("location") if isinstance(entry, dict) else None
        if isinstance(shape, dict) and shape.get("type") == "Feature":
            shape = shape.get("geometry")
        if not isinstance(shape, dict) or shape.get("type") != "Point":
            continue
        found = shape.get("coordinates")
        if (
            isinstance(found, list)
            and len(found) >= 2
            and all(isinstance(number, int | float) and not isinstance(number, bool) for number in found[:2])
        ):
            return float(found[0]), float(found[1])
    return None


def _back(moment: str, minutes: int | None) -> str:
    if minutes is None:
        return moment
    try:
        return (datetime.fromisoformat(moment) - timedelta(minutes=minutes)).isoformat()
    except (ValueError, OverflowError):
        return moment
