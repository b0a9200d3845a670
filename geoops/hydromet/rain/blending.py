"""Gauges and a grid together: the grid says where it rained between the gauges, the gauges say how much.

The rain at a place is the grid's there plus what the gauges around it measured more or less than the grid at their own
places, by inverse distance (an additive correction of a background by interpolated residuals, as objective analysis
has it since Barnes 1964; here in one pass). Beyond the reach of any gauge the grid stands alone, and where the
grid is not known the gauges do. The grid is known by commune, so a place has the grid's mean over its commune: cells of
10 km are no finer.

Pure functions on arrays; places are kilometres on a plane, amounts millimetres, NaN where nothing is known.
"""

from dataclasses import dataclass

import numpy as np

from geoops.hydromet.rain.interpolation import Array, Error, Estimate, Field, error_of


@dataclass(frozen=True, slots=True)
class Background:
    """What a grid holds at the gauges `(n,)` and at the cells `(m,)`, mm; NaN where it knows nothing."""

    at_gauges: Array
    at_cells: Array


def _residuals(field: Field, background: Background) -> Field | None:
    """The gauges where the grid is known too, with what they measured beyond it; None with fewer than two."""
    both = np.isfinite(background.at_gauges)
    if both.sum() < 2:
        return None
    return Field(field.places[both], (field.mm - background.at_gauges)[both], least_mm=-np.inf)


def blend(field: Field, background: Background, points: Array) -> Estimate:
    """The rain at the cells, and how far the nearest gauge is, km; NaN where neither knows anything."""
    alone = field.at(points, "idw")
    residuals = _residuals(field, background)
    more = np.nan_to_num(residuals.at(points, "idw").mm) if residuals is not None else 0.0
    together = np.clip(background.at_cells + more, 0.0, None)
    return Estimate(np.where(np.isfinite(together), together, alone.mm), alone.nearest_km)


def leave_one_out(field: Field, background: Background) -> Error | None:
    """The error of the blend at the gauges, each left out in turn."""
    residuals = _residuals(field, background)
    if residuals is None:
        return None
    both = np.isfinite(background.at_gauges)
    grid, measured = background.at_gauges[both], field.mm[both]
    more = residuals.leave_one_out("idw").mm
    return error_of(np.clip(grid + more, 0.0, None), measured)
