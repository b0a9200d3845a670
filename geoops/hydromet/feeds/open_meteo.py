"""Open-Meteo: the forecast at points of communes, without a key.

Many points go into one request. The free service counts every point as a call and allows 600 a minute and 10,000 a
day (its terms, seen November 2026; for non-commercial use, CC BY 4.0): where whole provinces are not named, the
nation's 3,321 communes are thinned out to cells of a quarter of a degree, about the width of the models behind it, and
all communes of a cell share one point. The answer states no time of issue: the hour in which it was read is taken.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import orjson

from geoops.hydromet import faults
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.fetch import Web
from geoops.hydromet.forecasts.service import ForecastBatch, Place, Value
from geoops.hydromet.observations.reading import CLOCK_ALLOWANCE, Checker
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed

BATCH = 100
PER_MINUTE = 500
CELL = 0.25
MOST_POINTS = 1500
_HOURLY = {"precipitation": ("rain", "mm")}
_PLACES = "places"


async def fetch(feed: "Feed", asking: "Asking", *, days: int) -> Answer:
    """The forecast of all points, a batch per request and not faster than the service allows."""
    places = cells(asking.points)
    web = Web(feed, asking)
    parts = [Part(_PLACES, orjson.dumps([[p.id, p.lon, p.lat, list(p.commune_codes)] for p in places]))]
    for start in range(0, len(places), BATCH):
        batch = places[start : start + BATCH]
        if start and start % PER_MINUTE == 0:
            await asyncio.sleep(60)
        url = httpx.URL(
            asking.address,
            params={
                "latitude": ",".join(f"{place.lat:.4f}" for place in batch),
                "longitude": ",".join(f"{place.lon:.4f}" for place in batch),
                "hourly": ",".join(_HOURLY),
                "forecast_days": str(days),
                "timezone": "GMT",
            },
        )
        reply = await web.send(httpx.Request("GET", url))
        parts.append(Part(f"{start}", reply.body, reply.encoding))
    return Answer(parts if places else (), web.attempts)


def cells(points: Sequence[tuple[str, float, float]]) -> list[Place]:
    """Points (commune, lon, lat) one by one while they are few, else one per cell, in the middle of its communes'."""
    if len(points) <= MOST_POINTS // 3:
        return [Place(f"open_meteo:{code}", lon, lat, (code,)) for code, lon, lat in points]
    held: dict[tuple[int, int], list[tuple[str, float, float]]] = {}
    for code, lon, lat in points:
        held.setdefault((round(lon / CELL), round(lat / CELL)), []).append((code, lon, lat))
    return [
        Place(
            f"open_meteo:cell:{x * CELL:.2f},{y * CELL:.2f}",
            sum(lon for _, lon, _ in inside) / len(inside),
            sum(lat for _, _, lat in inside) / len(inside),
            tuple(code for code, _, _ in inside),
        )
        for (x, y), inside in sorted(held.items())
    ]


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads the batches in the order of their points."""

    source: str

    def __call__(self, answer: Answer, read_at: datetime) -> ForecastBatch:
        """The issue. Raises NotThisFormat where a batch is none, or holds another number of points than were asked for."""
        places: list[Place] = []
        values: list[Value] = []
        refused: list[Fault] = []
        checker = _FutureChecker(read_at)
        for part in answer.parts:
            if part.name == _PLACES:
                places = [
                    Place(id_, lon, lat, tuple(codes)) for id_, lon, lat, codes in orjson.loads(part.body)
                ]
                continue
            start = int(part.name)
            asked = places[start : start + BATCH]
            for offset, (place, entry) in enumerate(zip(asked, _entries(part.body, len(asked)), strict=True)):
                _read(start + offset + 1, place, entry, checker, values, refused)
        if not values:
            raise NotThisFormat(
                Text("không có giá trị dự báo nào đọc được", "not one forecast value can be read"),
                faults=refused[:10],
            )
        issued = read_at.replace(minute=0, second=0, microsecond=0)
        return ForecastBatch(self.source, read_at, issued, places, values, refused)


class _FutureChecker(Checker):
    """Checks forecasts: their times lie ahead, by up to sixteen days."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now + timedelta(days=16) - CLOCK_ALLOWANCE)


def _entries(body: bytes, expected: int) -> list[Any]:
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotThisFormat(
            Text("câu trả lời của Open-Meteo không phải JSON", "Open-Meteo's answer is not JSON")
        ) from None
    entries = document if isinstance(document, list) else [document]
    if len(entries) != expected:
        raise NotThisFormat(
            Text(
                f"hỏi {expected} điểm mà trả lời {len(entries)}",
                f"{expected} points asked for, {len(entries)} answered",
            )
        )
    return entries


def _read(
    row: int, place: Place, entry: Any, checker: Checker, values: list[Value], refused: list[Fault]
) -> None:
    hourly: dict[str, Any] | None = entry.get("hourly") if isinstance(entry, dict) else None
    units = entry.get("hourly_units") if isinstance(entry, dict) else None
    times = hourly.get("time") if isinstance(hourly, dict) else None
    if (
        hourly is None
        or not isinstance(times, list)
        or not isinstance(units, dict)
        or entry.get("utc_offset_seconds") != 0
    ):
        refused.append(
            Fault(Text("thiếu chuỗi theo giờ (GMT)", "the hourly series (GMT) is missing"), row, "hourly")
        )
        return
    for name, (variable, _) in _HOURLY.items():
        series = hourly.get(name)
        if not isinstance(series, list) or len(series) != len(times):
            refused.append(Fault(faults.MISSING, row, name))
            continue
        for moment, value in zip(times, series, strict=True):
            if value is None:
                continue
            ends = f"{moment}:00+00:00" if isinstance(moment, str) and len(moment) == 16 else str(moment)
            checked = checker.check(
                row,
                {
                    "station": place.id,
                    "variable": variable,
                    "starts_at": _hour_before(ends),
                    "ends_at": ends,
                    "value": value,
                    "unit": units.get(name),
                },
            )
            if isinstance(checked, Fault):
                refused.append(
                    Fault(checked.reason, row, name if checked.field == "value" else checked.field)
                )
                break  # the series is not what it should be: once is enough
            values.append(
                Value(place.id, variable, checked.starts_at, checked.ends_at, checked.value, checked.unit)
            )


def _hour_before(moment: str) -> str:
    """The service's sums are of the hour before their time."""
    try:
        return (datetime.fromisoformat(moment).astimezone(UTC) - timedelta(hours=1)).isoformat()
    except (ValueError, OverflowError):
        return moment
