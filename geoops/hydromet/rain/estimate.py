"""Rain of communes between gauges: an estimate with its method, its error and how far the gauges are, or nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.grids import service as grids
from geoops.hydromet.rain import store
from geoops.hydromet.rain.blending import Background, blend, leave_one_out
from geoops.hydromet.rain.cells import Cells, cells
from geoops.hydromet.rain.interpolation import Array, Error, Field, Method, error_of, settings, to_plane
from geoops.hydromet.rain.windows import Window

Confidence = Literal["high", "medium", "low"]
Chosen = Literal["idw", "kriging", "blended"]
"""Of the gauges alone, or of gauges and a grid together."""


@dataclass(frozen=True, slots=True)
class CommuneEstimate:
    """Rain of a commune estimated from gauges around it, and from a grid where that was asked for; never a measurement.

    `mean_mm` and `max_mm` are over its cells within reach of a gauge, or where the grid (`product`) is known;
    `estimated_share` is the share of its area that those are. `share_above` gives the share of the estimated area with more than so many millimetres. `error_mm` is
    the mean absolute error of the method at the gauges themselves, each left out in turn, at this very moment.
    """

    commune_code: str
    method: Chosen
    product: str | None
    mean_mm: float
    max_mm: float
    estimated_share: float
    share_above: dict[float, float]
    nearest_gauge_km: float | None
    gauges: int
    error_mm: float | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Estimated:
    """The communes that have an estimate, by code; the gauges behind it and the method's error at them."""

    method: Chosen
    gauges: int
    error: Error | None
    communes: dict[str, CommuneEstimate]


@dataclass(frozen=True, slots=True)
class Grid:
    """What an observed grid says of the window: mm by commune, where it knows enough of it."""

    product: str
    mm: dict[str, float]


async def estimate(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    window: Window,
    method: Chosen | None = None,
) -> Estimated:
    """The rain of every commune within reach of a gauge or known to a grid.

    Without a method: from gauges by the one that proved better, together with a grid where one knows the window and
    the two together err less at the gauges than the gauges alone. `blended` where no grid knows anything: empty.
    """
    alone: Method = method if method in ("idw", "kriging") else settings()["default"]
    ground = await cells(session)
    grid = None if method in ("idw", "kriging") else await _grid(session, at, known_at, window)
    rows = await store.gauge_values(
        session, at=at, known_at=known_at, window=window, least_covered=settings()["least_covered"]
    )
    if ground is None or (method == "blended" and grid is None) or (len(rows) < 2 and grid is None):
        return Estimated(method or alone, len(rows), None, {})
    table = np.array([tuple(row)[:3] for row in rows], dtype=float).reshape(-1, 3)
    communes = [row.commune_code for row in rows]
    if grid is None:
        return await asyncio.to_thread(over_communes, table, ground, alone)
    return await asyncio.to_thread(
        with_grid, table, communes, ground, grid, None if method == "blended" else alone
    )


async def _grid(session: AsyncSession, at: datetime, known_at: datetime, window: Window) -> Grid | None:
    hours = (at - window.starts_at(at)).total_seconds() / 3600
    if hours <= 0:
        return None
    found = await grids.observed_rain(session, at=at, known_at=known_at, hours=hours)
    enough = {
        code: float(rain.mean_mm)
        for code, rain in found.items()
        if rain.mean_mm is not None and rain.covered >= settings()["least_covered"]
    }
    return Grid(next(iter(found.values())).product, enough) if enough else None


def over_communes(
    gauges: np.ndarray[tuple[int, int], np.dtype[np.float64]], ground: Cells, method: Method
) -> Estimated:
    """Estimate at all cells and put them together by commune; `gauges` has the columns lon, lat, mm."""
    field = Field(to_plane(gauges[:, 0], gauges[:, 1]), gauges[:, 2])
    error = error_of(field.leave_one_out(method).mm, field.mm)
    found = field.at(ground.points, method)
    return _together(ground, found.mm, found.nearest_km, len(field.mm), method, None, error)


def with_grid(
    gauges: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    communes: Sequence[str | None],
    ground: Cells,
    grid: Grid,
    otherwise: Method | None,
) -> Estimated:
    """Gauges (columns lon, lat, mm; `communes` are where they stand) and a grid together.

    With `otherwise`, by that method from the gauges alone unless the grid makes the error at the gauges smaller. With
    fewer than two gauges the grid stands alone, and its error is not known.
    """
    at_cells = np.repeat([grid.mm.get(code, np.nan) for code in ground.codes], np.diff(ground.starts))
    if len(gauges) < 2:
        return _together(ground, at_cells, np.full(len(at_cells), np.inf), 0, "blended", grid.product, None)
    field = Field(to_plane(gauges[:, 0], gauges[:, 1]), gauges[:, 2])
    background = Background(np.array([grid.mm.get(code or "", np.nan) for code in communes]), at_cells)
    error = leave_one_out(field, background)
    if otherwise is not None:
        alone = error_of(field.leave_one_out(otherwise).mm, field.mm)
        if alone is not None and (error is None or error.mae_mm >= alone.mae_mm):
            return over_communes(gauges, ground, otherwise)
    found = blend(field, background, ground.points)
    return _together(ground, found.mm, found.nearest_km, len(field.mm), "blended", grid.product, error)


def _together(
    ground: Cells,
    cells_mm: Array,
    nearest_km: Array,
    gauges: int,
    method: Chosen,
    product: str | None,
    error: Error | None,
) -> Estimated:
    out = {}
    for code, start, end in zip(ground.codes, ground.starts[:-1], ground.starts[1:], strict=True):
        mm = cells_mm[start:end]
        known = mm[np.isfinite(mm)]
        if not len(known):
            continue
        nearest = float(nearest_km[start:end].min())
        out[code] = CommuneEstimate(
            commune_code=code,
            method=method,
            product=product,
            mean_mm=round(float(known.mean()), 1),
            max_mm=round(float(known.max()), 1),
            estimated_share=round(len(known) / len(mm), 3),
            share_above={
                float(above): round(float((known > above).mean()), 3) for above in settings()["above_mm"]
            },
            nearest_gauge_km=round(nearest, 1) if np.isfinite(nearest) else None,
            gauges=min(settings()["neighbours"], gauges) if nearest <= settings()["farthest_km"] else 0,
            error_mm=round(error.mae_mm, 1) if error is not None else None,
            confidence=_confidence(nearest),
        )
    return Estimated(method, gauges, error, out)


def _confidence(nearest_km: float) -> Confidence:
    limits = settings()["confidence"]
    if nearest_km <= limits["high_km"]:
        return "high"
    return "medium" if nearest_km <= limits["medium_km"] else "low"
