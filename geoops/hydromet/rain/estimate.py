"""Rain of communes between gauges: an estimate with its method, its error and how far the gauges are, or nothing."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.rain import store
from geoops.hydromet.rain.cells import Cells, cells
from geoops.hydromet.rain.interpolation import Error, Field, Method, error_of, settings, to_plane
from geoops.hydromet.rain.windows import Window

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class CommuneEstimate:
    """Rain of a commune estimated from gauges around it; never a measurement.

    `mean_mm` and `max_mm` are over its cells within reach of a gauge, `estimated_share` the share of its area that
    those are. `share_above` gives the share of the estimated area with more than so many millimetres. `error_mm` is
    the mean absolute error of the method at the gauges themselves, each left out in turn, at this very moment.
    """

    commune_code: str
    method: Method
    mean_mm: float
    max_mm: float
    estimated_share: float
    share_above: dict[float, float]
    nearest_gauge_km: float
    gauges: int
    error_mm: float | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Estimated:
    """The communes that have an estimate, by code; the gauges behind it and the method's error at them."""

    method: Method
    gauges: int
    error: Error | None
    communes: dict[str, CommuneEstimate]


async def estimate(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    window: Window,
    method: Method | None = None,
) -> Estimated:
    """The rain of every commune within reach of a gauge; by default by the method that proved better."""
    chosen: Method = method or settings()["default"]
    rows = await store.gauge_values(
        session, at=at, known_at=known_at, window=window, least_covered=settings()["least_covered"]
    )
    ground = await cells(session)
    if ground is None or len(rows) < 2:
        return Estimated(chosen, len(rows), None, {})
    table = np.array([tuple(row) for row in rows], dtype=float)
    return await asyncio.to_thread(over_communes, table, ground, chosen)


def over_communes(
    gauges: np.ndarray[tuple[int, int], np.dtype[np.float64]], ground: Cells, method: Method
) -> Estimated:
    """Estimate at all cells and put them together by commune; `gauges` has the columns lon, lat, mm."""
    field = Field(to_plane(gauges[:, 0], gauges[:, 1]), gauges[:, 2])
    error = error_of(field.leave_one_out(method).mm, field.mm)
    found = field.at(ground.points, method)
    out = {}
    for code, start, end in zip(ground.codes, ground.starts[:-1], ground.starts[1:], strict=True):
        mm = found.mm[start:end]
        known = mm[np.isfinite(mm)]
        if not len(known):
            continue
        nearest = float(found.nearest_km[start:end].min())
        out[code] = CommuneEstimate(
            commune_code=code,
            method=method,
            mean_mm=round(float(known.mean()), 1),
            max_mm=round(float(known.max()), 1),
            estimated_share=round(len(known) / len(mm), 3),
            share_above={
                float(above): round(float((known > above).mean()), 3) for above in settings()["above_mm"]
            },
            nearest_gauge_km=round(nearest, 1),
            gauges=min(settings()["neighbours"], len(field.mm)),
            error_mm=round(error.mae_mm, 1) if error is not None else None,
            confidence=_confidence(nearest),
        )
    return Estimated(method, len(field.mm), error, out)


def _confidence(nearest_km: float) -> Confidence:
    limits = settings()["confidence"]
    if nearest_km <= limits["high_km"]:
        return "high"
    return "medium" if nearest_km <= limits["medium_km"] else "low"
