"""What other domains may ask of grids: the rain of communes that satellites saw, and the rain that is forecast.

Both come from the kept values of the steps, so an answer for 3,321 communes needs no file and takes milliseconds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.grids import store
from geoops.hydromet.grids.catalogue import described
from geoops.kit.types import Millimetres

RAIN = "rain"
MAX_HOURS = 240
FORECAST_ORDER = ("ecmwf", "gfs")
_OBSERVED_ORDER = ("imerg_final", "imerg_late", "imerg_early")
STALE = timedelta(hours=24)
"""A forecast that was made longer ago is not used: it is history."""


@dataclass(frozen=True, slots=True)
class GridRain:
    """Rain of a commune over a window, from grids.

    `mean_mm` is over the commune's area; `max_mm` the sum of the highest cells of the steps: the highest cell of the
    window where `max_exact`, else an upper bound of it. Both count only what is known: with `covered` (share of area
    and time that is known) below 1 they are lower bounds. Nothing known: both None, never 0. `apportioned` is the
    share of the window that lies in steps cut by its edge, taken evenly by time. `issued_at` is when a forecast was
    made; `age_minutes` counts from there, for observations from the end of the newest step. `known_at` is when the
    newest of it reached this system.
    """

    commune_code: str
    product: str
    mean_mm: Millimetres | None
    max_mm: Millimetres | None
    max_exact: bool
    covered: float
    apportioned: float
    starts_at: datetime
    ends_at: datetime
    issued_at: datetime | None
    age_minutes: int
    known_at: datetime


async def observed_rain(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    hours: float,
    product: str | None = None,
    only: Collection[str] | None = None,
) -> dict[str, GridRain]:
    """Rain of the `hours` before `at` by commune, from the first observed product that knows anything of them
    (IMERG final, late, early, then others); communes without a known value are left out."""
    names = [product] if product else await _products(session, "observed", _OBSERVED_ORDER)
    starts_at = at - timedelta(hours=hours)
    for name in names:
        found = await _window(session, name, starts_at, at, known_at, None, only)
        if found:
            return found
    return {}


async def forecast_rain(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    hours: float = 6,
    product: str | None = None,
    only: Collection[str] | None = None,
) -> dict[str, GridRain]:
    """Rain forecast by grids for the `hours` after `at` by commune, also of a part of the window; the forecast that the
    map draws and rules are given is `hydromet/ahead`.

    From the forecast made last, before `known_at` and at most a day ago, that reaches to the end of the window, of
    the first product that has one (ECMWF, GFS, then others). No forecast: empty, never a zero.
    """
    names = [product] if product else await _products(session, "forecast", FORECAST_ORDER)
    ends_at = at + timedelta(hours=hours)
    for name in names:
        issued_at = await store.newest_issue(
            session, product_id=name, variable=RAIN, starts_at=at, ends_at=ends_at, known_at=known_at
        )
        if issued_at is None or known_at - issued_at > STALE:
            continue
        found = await _window(session, name, at, ends_at, known_at, issued_at, only)
        if found:
            return found
    return {}


async def _products(session: AsyncSession, kind: str, order: Sequence[str]) -> list[str]:
    names = [product.id for product, _ in await described(session) if product.kind == kind]
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


@dataclass(slots=True)
class _Sums:
    """Sums over steps, commune by commune."""

    mean: npt.NDArray[np.float64]
    most: npt.NDArray[np.float64]
    known: npt.NDArray[np.float64]
    """Seconds of the window that are known, by the share of area."""
    steps: npt.NDArray[np.int64]


async def _window(
    session: AsyncSession,
    product: str,
    starts_at: datetime,
    ends_at: datetime,
    known_at: datetime,
    issued_at: datetime | None,
    only: Collection[str] | None,
) -> dict[str, GridRain]:
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return {}
    rows = await store.in_window(
        session,
        product_id=product,
        variable=RAIN,
        starts_at=starts_at,
        ends_at=ends_at,
        known_at=known_at,
        boundary_version=boundary.id,
        issued_at=issued_at,
    )
    if not rows:
        return {}
    codes = await store.weight_codes(session, {row["geometry_id"] for row in rows}, boundary.id)
    order = next(iter(codes.values()), [])
    # All weights of one boundary version list the same communes by code.
    pieces = [row for row in _without_overlap(rows) if len(row["mean"]) == len(order)]
    if not pieces:
        return {}
    sums, cut_s = _summed(pieces, starts_at, ends_at, len(order))
    span_s = (ends_at - starts_at).total_seconds()
    newest = max(row["ends_at"] for row in pieces)
    since = issued_at if issued_at is not None else min(newest, ends_at)
    age = max(0, int(((known_at if issued_at is not None else ends_at) - since).total_seconds() // 60))
    wanted = set(only) if only is not None else None
    return {
        code: GridRain(
            commune_code=code,
            product=product,
            mean_mm=Millimetres(round(float(sums.mean[index]), 2)),
            max_mm=Millimetres(round(float(sums.most[index]), 2)),
            max_exact=bool(sums.steps[index] == 1),
            covered=round(min(1.0, float(sums.known[index]) / span_s), 3),
            apportioned=round(cut_s / span_s, 3),
            starts_at=max(starts_at, pieces[0]["starts_at"]),
            ends_at=min(ends_at, newest),
            issued_at=issued_at,
            age_minutes=age,
            known_at=max(row["known_at"] for row in pieces),
        )
        for index, code in enumerate(order)
        if sums.known[index] > 0 and (wanted is None or code in wanted)
    }


def _without_overlap(rows: Sequence[RowMapping]) -> list[RowMapping]:
    """Steps in order that do not overlap: of two that do, the shorter counts (it says more), then the earlier."""
    kept: list[RowMapping] = []
    for row in sorted(rows, key=lambda row: (row["ends_at"] - row["starts_at"], row["starts_at"])):
        if all(row["ends_at"] <= one["starts_at"] or row["starts_at"] >= one["ends_at"] for one in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: row["starts_at"])


def _summed(
    pieces: Sequence[RowMapping], starts_at: datetime, ends_at: datetime, count: int
) -> tuple[_Sums, float]:
    sums = _Sums(np.zeros(count), np.zeros(count), np.zeros(count), np.zeros(count, np.int64))
    cut_s = 0.0
    for row in pieces:
        inside_s = (min(row["ends_at"], ends_at) - max(row["starts_at"], starts_at)).total_seconds()
        share = inside_s / (row["ends_at"] - row["starts_at"]).total_seconds()
        if share < 1:
            cut_s += inside_s
        mean, most = np.asarray(row["mean"], np.float64), np.asarray(row["most"], np.float64)
        known = np.isfinite(mean)
        sums.mean[known] += mean[known] * share
        sums.most[known] += most[known] * share
        sums.known[known] += np.asarray(row["covered"], np.float64)[known] * inside_s
        sums.steps[known] += 1
    return sums, cut_s
