"""Small multiples: one map for each period of an indicator, or for each of several indicators, all in the same classes.
Takes a session, never commits."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.compare.classes import Classes, classify
from geoops.indicators.compare.errors import NoBasis, UnlikeUnits
from geoops.indicators.compare.ground import Gap, Ground, Variable, Wanted
from geoops.indicators.compare.service import Asked, along, class_numbers, communes_of, gaps_of, rate
from geoops.indicators.compare.statistics import Histogram, Summary, histogram, summary
from geoops.indicators.compare.variables import variable
from geoops.kit.context import Caller
from geoops.layers.registry import Registry

MOST_PANELS: Final = 9
"""So many maps still have room for a province side by side."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the maps, along the same communes as all."""

    variable: Variable
    values: Floats
    numbers: NDArray[np.intp]
    gaps: Mapping[str, Gap]


@dataclass(frozen=True, slots=True)
class Multiples:
    """The maps, and what is common to them: communes, classes, the distribution of all their values together."""

    codes: tuple[str, ...]
    panels: Sequence[Panel]
    classes: Classes
    summary: Summary | None
    histogram: Histogram | None


async def multiples(
    session: AsyncSession, asked: Asked, panels: Sequence[Wanted], registry: Registry, caller: Caller
) -> Multiples:
    """The maps of `panels`, in classes of the values of all of them together, or in the breaks that were given.

    A rate is asked for by the denominator of `asked`, of the same period as each panel where it has one. Raises
    UnlikeUnits where two have different units: one legend would colour unlike figures as if they were alike; NoBasis,
    BadBreaks, and what `variables.variable` raises.
    """
    if asked.method == "threshold" and not asked.basis:
        raise NoBasis
    codes, residents = await communes_of(session, asked.province, caller)
    ground = Ground(registry, caller, codes, asked.accept, asked.known_at)
    found: list[Variable] = []
    for wanted in panels:
        one = await variable(session, wanted, ground)
        if asked.denominator is not None:
            base = replace(asked.denominator, period=wanted.period)
            one, _ = await rate(session, replace(asked, denominator=base), one, ground, residents)
        found.append(one)
    units = {one.unit for one in found}
    if len(units) > 1:
        raise UnlikeUnits(extra={"units": sorted(unit or "" for unit in units)})
    values = [along(codes, one.values) for one in found]
    known = np.concatenate(values) if values else np.array([])
    known = known[np.isfinite(known)]
    classes = await asyncio.to_thread(classify, known, asked.method, asked.classes, asked.breaks)
    return Multiples(
        codes,
        [
            Panel(one, own, class_numbers(own, classes), gaps_of(codes, one))
            for one, own in zip(found, values, strict=True)
        ],
        classes,
        summary(known),
        histogram(known),
    )
