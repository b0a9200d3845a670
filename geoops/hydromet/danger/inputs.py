"""What rules ask for, brought from where it is known: one interval a place, and what stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards import service as hazards
from geoops.hydromet.ahead.service import RainAhead, rain_ahead
from geoops.hydromet.danger import store
from geoops.hydromet.danger.evaluate import Bools, Floats, Interval
from geoops.hydromet.danger.quantities import QUANTITIES
from geoops.hydromet.danger.rule import Input, Rule
from geoops.kit.i18n import Text

MOST_STATIONS = 5
INDEX_DAYS = 7
INDEX_WEIGHTS = tuple(1 / day**2 for day in range(1, INDEX_DAYS + 1))
"""LHASA 1.1: the weight of the day k days back (k = 1 is today) is 1/k²."""

SUSCEPTIBILITY_CLASSES = 5

Reasons = Sequence[str | None]
Detail = Callable[[int], dict[str, Any]]

WHY_UNKNOWN: dict[str, Text] = {
    "no_gauge": Text("chưa có trạm đo trong xã", "there is no gauge in the commune"),
    "no_reading": Text("trạm chưa có số liệu cho khoảng này", "the gauges have no data for this window"),
    "partial": Text("số liệu chưa đủ khoảng thời gian", "the data do not cover the window"),
    "stale": Text("số liệu đã cũ", "the data are old"),
    "no_forecast": Text(
        "không có mưa dự báo của 24 giờ qua cho cả khoảng này",
        "no rain forecast of the last 24 h reaches over this window",
    ),
    "no_normal": Text("chưa có trị số nền nhiều năm tại chỗ", "there is no local normal of many years"),
    "no_map": Text("chưa có bản đồ nhạy cảm sạt lở ở đây", "there is no susceptibility map here"),
    "no_alarm_level": Text("chưa biết mức báo động của trạm", "the station's alarm level is not known"),
    "no_level": Text("trạm chưa có số đo mực nước", "the station has no reading of the level"),
    "no_zone": Text("trạm không thuộc khu vực nào của Phụ lục XII", "the station has no zone in Annex XII"),
    "not_supplied": Text("chưa có nguồn số liệu này", "nothing supplies this"),
    "not_read": Text(
        "rơi vào phần quy tắc chưa đối chiếu nguyên văn", "it falls into a part of the rule that was not read"
    ),
    "no_rule": Text("chưa bật quy tắc nào cho xã này", "no rule that applies to this commune is on"),
    "not_yet": Text("chưa tính đến thời điểm này", "not worked out for this moment"),
}
"""Why nothing can be told, by code."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """One input over all places: its interval, where it is missing altogether, why it is not complete (None: it is),
    and what stands behind the value of one place."""

    interval: Interval
    missing: Bools
    reasons: Reasons
    detail: Detail


@dataclass(slots=True)
class Moment:
    """One moment at which places are looked at, as known then. Answers are kept: rules share what they ask for."""

    session: AsyncSession
    at: datetime
    known_at: datetime
    codes: Sequence[str]
    _kept: dict[tuple[object, ...], Supplied] = field(default_factory=dict)
    _sums: dict[tuple[int, int], Sequence[RowMapping]] = field(default_factory=dict)

    async def supply(self, asked: Input) -> Supplied:
        """The input over the communes."""
        key = (asked.quantity, asked.hours, asked.min_covered, asked.max_age_minutes, asked.min_share)
        if key not in self._kept:
            self._kept[key] = await self._ask(asked)
        return self._kept[key]

    async def _ask(self, asked: Input) -> Supplied:
        if asked.quantity == "rain":
            return await self._rain(asked)
        if asked.quantity == "antecedent_index":
            return await self._index(asked)
        if asked.quantity == "antecedent_index_p95":
            return await self._normals(asked.quantity)
        if asked.quantity == "landslide_susceptibility":
            return await self._susceptibility(asked)
        if asked.quantity == "forecast_rain":
            return await self._forecast(asked)
        return self._nothing(asked.quantity, "not_supplied")

    async def gauges(self, hours: int, days_back: int = 0) -> Sequence[RowMapping]:
        """Rain of every gauge over a window, ending so many days before the moment."""
        if (hours, days_back) not in self._sums:
            self._sums[hours, days_back] = await store.gauge_sums(
                self.session, at=self.at - timedelta(days=days_back), known_at=self.known_at, hours=hours
            )
        return self._sums[hours, days_back]

    async def _rain(self, asked: Input) -> Supplied:
        """The highest gauge of each commune. A gauge that covers the window tells the value; one that covers a part
        of it only raises the lower bound, as long as another tells the value."""
        assert asked.hours is not None
        here = self._by_place(await self.gauges(asked.hours))
        size = len(self.codes)
        low, complete = np.zeros(size), np.full(size, np.nan)
        reasons: list[str | None] = ["no_gauge"] * size
        for place, rows in here.items():
            reasons[place] = _gauge_reason(rows, asked, self.at)
            for row in rows:
                if row["mm"] is None:
                    continue
                mm = round(row["mm"], 1)
                low[place] = max(low[place], mm)
                if _whole(row, asked, self.at):
                    complete[place] = np.fmax(complete[place], mm)
        high = np.where(np.isnan(complete), np.inf, np.fmax(complete, low))

        def detail(place: int) -> dict[str, Any]:
            rows = sorted(
                (row for row in here.get(place, ()) if row["mm"] is not None),
                key=lambda row: (-row["mm"], row["station_id"]),
            )
            return {
                "hours": asked.hours,
                "gauges": len(here.get(place, ())),
                "stations": [_station(row, self.at) for row in rows[:MOST_STATIONS]],
            }

        missing = np.array([place not in here for place in range(size)])
        return Supplied(Interval(low, high), missing, reasons, detail)

    async def _forecast(self, asked: Input) -> Supplied:
        """The forecast that the map draws. Of a commune that a grid covers in part, what falls on that part is a lower
        bound of the mean over the whole."""
        assert asked.hours is not None
        found = await rain_ahead(self.session, at=self.at, known_at=self.known_at, hours=asked.hours)
        size = len(self.codes)
        low, high = np.zeros(size), np.full(size, np.inf)
        reasons: list[str | None] = ["no_forecast"] * size
        for place, code in enumerate(self.codes):
            rain = found.get(code)
            if rain is None:
                continue
            whole = rain.covered is None or rain.covered >= asked.min_covered
            reasons[place] = None if whole else "partial"
            if whole:
                low[place] = high[place] = round(rain.mean_mm, 1)
            else:
                low[place] = round(rain.mean_mm * (rain.covered or 0.0), 1)

        def detail(place: int) -> dict[str, Any]:
            rain = found.get(self.codes[place])
            told: dict[str, Any] = {"hours": asked.hours}
            return told | {"forecast": _forecast(rain)} if rain is not None else told

        return Supplied(
            Interval(low, high), np.array([code not in found for code in self.codes]), reasons, detail
        )

    async def _index(self, asked: Input) -> Supplied:
        """The antecedent index of LHASA 1.1, as the mean over the gauges of each commune. A day that is not known adds
        nothing, which makes the index a lower bound."""
        days = [await self.gauges(24, back) for back in range(INDEX_DAYS)]
        amounts: dict[str, list[float | None]] = {}
        home: dict[str, str | None] = {}
        for back, rows in enumerate(days):
            for row in rows:
                whole = row["mm"] is not None and row["covered"] >= asked.min_covered
                amounts.setdefault(row["station_id"], [None] * INDEX_DAYS)[back] = (
                    row["mm"] if whole else None
                )
                home[row["station_id"]] = row["commune_code"]
        index = {code: place for place, code in enumerate(self.codes)}
        found: dict[int, list[tuple[float, bool]]] = {}
        for station, parts in amounts.items():
            place = index.get(home[station] or "")
            if place is not None:
                value = sum(weight * (mm or 0.0) for weight, mm in zip(INDEX_WEIGHTS, parts, strict=True))
                found.setdefault(place, []).append((value / sum(INDEX_WEIGHTS), None not in parts))
        size = len(self.codes)
        low, high = np.zeros(size), np.full(size, np.inf)
        reasons: list[str | None] = ["no_gauge"] * size
        for place, values in found.items():
            whole = [value for value, is_whole in values if is_whole]
            used = whole or [value for value, _ in values]
            low[place] = round(float(np.mean(used)), 2)
            reasons[place] = None if whole else "partial"
            if whole:
                high[place] = low[place]
        return Supplied(
            Interval(low, high),
            np.array([place not in found for place in range(size)]),
            reasons,
            lambda place: {"days": INDEX_DAYS, "gauges": len(found.get(place, ()))},
        )

    async def _normals(self, quantity: str) -> Supplied:
        rows = {row["commune_code"]: row for row in await store.normals(self.session, quantity)}
        values = np.array(
            [rows[code]["value"] if code in rows else np.nan for code in self.codes], dtype=float
        )
        return told(
            values,
            quantity,
            "no_normal",
            lambda place: (
                {"product": rows[self.codes[place]]["product"], "period": rows[self.codes[place]]["period"]}
                if self.codes[place] in rows
                else {}
            ),
        )

    async def _susceptibility(self, asked: Input) -> Supplied:
        """The highest class of five that covers at least `min_share` of the commune; several maps: the highest."""
        classes = await hazards.highest_class(
            self.session, "landslide", classes=SUSCEPTIBILITY_CLASSES, min_share=asked.min_share
        )
        values = np.array([classes.get(code, np.nan) for code in self.codes], dtype=float)
        return told(values, asked.quantity, "no_map", lambda _: {"min_share": asked.min_share})

    def _nothing(self, quantity: str, reason: str) -> Supplied:
        return told(np.full(len(self.codes), np.nan), quantity, reason, lambda _: {})

    def _by_place(self, rows: Sequence[RowMapping]) -> dict[int, list[RowMapping]]:
        index = {code: place for place, code in enumerate(self.codes)}
        here: dict[int, list[RowMapping]] = {}
        for row in rows:
            place = index.get(row["commune_code"] or "")
            if place is not None:
                here.setdefault(place, []).append(row)
        return here


def told(values: Floats, quantity: str, reason: str, detail: Detail) -> Supplied:
    """Values that are known or not at all (NaN), with the reason for those that are not."""
    missing = np.isnan(values)
    return Supplied(
        Interval.exact(values, least=QUANTITIES[quantity].least),
        missing,
        [reason if gone else None for gone in missing],
        detail,
    )


def _whole(row: RowMapping, asked: Input, at: datetime) -> bool:
    if row["mm"] is None or at - row["last_at"] > timedelta(minutes=asked.max_age_minutes):
        return False
    return bool(row["covered"] >= asked.min_covered)


def _gauge_reason(rows: Sequence[RowMapping], asked: Input, at: datetime) -> str | None:
    if any(_whole(row, asked, at) for row in rows):
        return None
    told = [row for row in rows if row["mm"] is not None]
    if not told:
        return "no_reading"
    oldest_allowed = timedelta(minutes=asked.max_age_minutes)
    return "stale" if all(at - row["last_at"] > oldest_allowed for row in told) else "partial"


def _station(row: RowMapping, at: datetime) -> dict[str, Any]:
    return {
        "id": row["station_id"],
        "name": row["name"],
        "mm": round(row["mm"], 1),
        "covered": round(row["covered"], 2),
        "starts_at": row["starts_at"].isoformat() if row["starts_at"] else None,
        "ends_at": row["ends_at"].isoformat() if row["ends_at"] else None,
        "age_minutes": round((at - row["last_at"]).total_seconds() / 60),
    }


def _forecast(rain: RainAhead) -> dict[str, Any]:
    return {
        "kind": rain.kind,
        "source": rain.source,
        "title": {"vi": rain.title.vi, "en": rain.title.en},
        "issued_at": rain.issued_at.isoformat(),
        "starts_at": rain.starts_at.isoformat(),
        "ends_at": rain.ends_at.isoformat(),
        "covered": round(rain.covered, 2) if rain.covered is not None else None,
        "apportioned": round(rain.apportioned, 2),
    }


async def gather(moment: Moment, rule: Rule) -> dict[str, Supplied]:
    """Everything that a rule of communes asks for."""
    return {name: await moment.supply(asked) for name, asked in rule.inputs.items()}
