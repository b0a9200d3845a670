"""Rain per commune, and what stands behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.quality.rules import left_out
from geoops.hydromet.rain import store
from geoops.hydromet.rain.windows import Window
from geoops.hydromet.rain_classes import classify
from geoops.hydromet.silence import age_minutes
from geoops.kit.i18n import Text
from geoops.kit.types import Millimetres

VARIABLES = frozenset({"rain", "rain_total"})
"""What is summed."""

NO_GAUGE = Text("chưa có trạm đo trong xã", "there is no gauge in the commune")
NO_READING = Text(
    "trạm trong xã chưa có số liệu cho khoảng này", "the commune's gauges have no data for this window"
)


@dataclass(frozen=True, slots=True)
class CommuneRain:
    """Rain of a commune over a window.

    `mean_mm` and `max_mm` are over its own gauges and count only what was measured: with `covered` (the mean share
    of the window that is known) below 1 they are lower bounds. `apportioned` is the share that comes from intervals
    cut by the window's start. `age_minutes` is that of the newest reading. No gauge: everything is None, never 0.
    """

    commune_code: str
    mean_mm: Millimetres | None
    max_mm: Millimetres | None
    mean_class: str | None
    max_class: str | None
    gauges: int
    age_minutes: int | None
    covered: float
    apportioned: float
    starts_at: datetime | None
    ends_at: datetime | None
    unknown_reason: Text | None
    excluded: float = 0.0

    @property
    def method(self) -> Literal["gauges"] | None:
        """What made the figure."""
        return None if self.mean_mm is None else "gauges"


async def by_commune(
    session: AsyncSession,
    communes: Sequence[str],
    *,
    at: datetime,
    known_at: datetime,
    hours: int | None = None,
    window: Window | None = None,
) -> list[CommuneRain]:
    """The rain of each of the communes over the window (or the `hours`) before `at`, in their order."""
    window = window or Window(hours=hours or 24)
    rows = await store.by_commune(session, at=at, known_at=known_at, window=window, communes=communes)
    found = {row["commune_code"]: _of_commune(row, window) for row in rows}
    return [found.get(code) or _without_gauge(code) for code in communes]


async def of_all_communes(
    session: AsyncSession, *, at: datetime, known_at: datetime, window: Window
) -> dict[str, CommuneRain]:
    """The rain of every commune that has a gauge, by code."""
    rows = await store.by_commune(session, at=at, known_at=known_at, window=window, communes=None)
    return {row["commune_code"]: _of_commune(row, window) for row in rows}


def _without_gauge(code: str) -> CommuneRain:
    return CommuneRain(code, None, None, None, None, 0, None, 0.0, 0.0, None, None, NO_GAUGE)


def _of_commune(row: RowMapping, window: Window) -> CommuneRain:
    mean, most = _millimetres(row["mean_mm"]), _millimetres(row["max_mm"])
    return CommuneRain(
        commune_code=row["commune_code"],
        mean_mm=mean,
        max_mm=most,
        mean_class=classify(mean, window.hours),
        max_class=classify(most, window.hours),
        gauges=row["gauges"],
        age_minutes=row["age_minutes"],
        covered=round(row["covered"] or 0.0, 3),
        apportioned=round(row["apportioned"] or 0.0, 3),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        unknown_reason=NO_READING if mean is None else None,
        excluded=round(row["excluded"] or 0.0, 3),
    )


@dataclass(frozen=True, slots=True)
class GaugeRain:
    """Rain of a gauge over a window; the figures as in `CommuneRain`. `excluded` is the share of the window whose
    values a quality rule leaves out."""

    station_id: str
    mm: Millimetres | None
    covered: float
    apportioned: float
    excluded: float
    age_minutes: int | None
    starts_at: datetime | None
    ends_at: datetime | None


async def by_station(
    session: AsyncSession,
    stations: Sequence[str] | None,
    *,
    at: datetime,
    known_at: datetime,
    window: Window,
) -> list[GaugeRain]:
    """The rain of the gauges (None: of all) over the window before `at`, in the order of their ids.

    A gauge that said nothing in the window nor in the day before it is not listed.
    """
    rows = await store.by_station(session, at=at, known_at=known_at, window=window, stations=stations)
    return [
        GaugeRain(
            station_id=row["station_id"],
            mm=_millimetres(row["mm"]),
            covered=round(row["covered"], 3),
            apportioned=round(row["apportioned"], 3),
            excluded=round(row["excluded"], 3),
            age_minutes=age_minutes(row["last_at"], at),
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
        for row in sorted(rows, key=lambda row: str(row["station_id"]))
    ]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A weighted sum of daily rain before a moment, mm; `covered` is the share of the weight that is known.

    The days are the 24 hours before the moment and those before them, not calendar days. A day that is not known at
    all, or less than half, makes the index unknown: `mm` is None.
    """

    station_id: str
    mm: Millimetres | None
    covered: float


LHASA_WEIGHTS = tuple(1 / day**2 for day in range(1, 8))
"""Of the antecedent rainfall index of LHASA 1.1: the last 24 hours first (Kirschbaum & Stanley 2018)."""

API_DECAY = 0.85
"""A day's rain counts for so much a day later in the antecedent precipitation index: local assumption (0.8 to 0.98
in the literature, lower where soils drain fast)."""


def api_weights(days: int = 14, decay: float = API_DECAY) -> tuple[float, ...]:
    """Weights of the antecedent precipitation index: `decay` to the power of the days since."""
    return tuple(decay**day for day in range(days))


async def antecedent(
    session: AsyncSession,
    stations: Sequence[str] | None,
    *,
    at: datetime,
    known_at: datetime,
    weights: Sequence[float],
    normalised: bool,
) -> dict[str, Antecedent]:
    """The index at each gauge (None: all). `normalised` divides by the sum of the weights, as LHASA does: a week of
    equal days has their rain as its index."""
    daily: dict[str, list[tuple[float | None, float]]] = {}
    for day in range(len(weights)):
        rows = await store.by_station(
            session,
            at=at - timedelta(days=day),
            known_at=known_at,
            window=Window(hours=24),
            stations=stations,
        )
        for row in rows:
            days = daily.setdefault(row["station_id"], [(None, 0.0)] * len(weights))
            days[day] = (row["mm"], row["covered"])
    whole = sum(weights)
    found = {}
    for station_id, days in daily.items():
        covered = sum(w * share for w, (_, share) in zip(weights, days, strict=True)) / whole
        known = all(mm is not None and share >= LEAST_OF_A_DAY for mm, share in days)
        total = sum(w * (mm or 0.0) for w, (mm, _) in zip(weights, days, strict=True))
        index = _millimetres(total / whole if normalised else total, 2) if known else None
        found[station_id] = Antecedent(station_id, index, round(covered, 3))
    return found


LEAST_OF_A_DAY = 0.5


async def refresh(
    session: AsyncSession, *, first_start: datetime, last_end: datetime, known_at: datetime, apart: bool
) -> None:
    """Called by the merge of observations, with the span of the batch: its sums follow in the same transaction.

    `apart` says that all rain of the batch is new amounts that lie apart from each other and count in every sum.
    """
    if apart and await store.all_go_on(session):
        await store.add_apart(session, known_at=known_at)
        return
    await store.refresh_pieces(
        session, first_start=first_start, last_end=last_end, known_at=known_at, excluding=left_out()
    )


@dataclass(frozen=True, slots=True)
class Hour:
    """Mean and highest rain of one hour over the gauges that know at least half of it; None where none does."""

    starts_at: datetime
    ends_at: datetime
    mean_mm: Millimetres | None
    max_mm: Millimetres | None
    gauges: int


async def series(
    session: AsyncSession,
    *,
    from_at: datetime,
    to_at: datetime,
    known_at: datetime,
    provinces: Sequence[str] | None,
) -> list[Hour]:
    """Rain per hour over the gauges of the provinces (None: all). Longer intervals are spread evenly over hours."""
    rows = await store.series(session, from_at=from_at, to_at=to_at, known_at=known_at, provinces=provinces)
    return [
        Hour(
            row["starts_at"],
            row["ends_at"],
            _millimetres(row["mean_mm"], 2),
            _millimetres(row["max_mm"]),
            row["gauges"],
        )
        for row in rows
    ]


def default_span(starts_at: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """What the time bar shows where nothing else is asked: the event so far, in live the last three days."""
    return (starts_at if starts_at is not None else now - timedelta(days=3)), now


def _millimetres(value: float | None, digits: int = 1) -> Millimetres | None:
    return None if value is None else Millimetres(round(value, digits))
