"""Silence is a signal: how late something is, by its own rhythm, and which silent gauge is likely lost.

The rule is data: `rules/silence.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np

from geoops.hydromet.rain_classes import edges
from geoops.kit.yaml_files import read_yaml

State = Literal["on_time", "late", "silent", "unknown"]
_EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule as it is stated. `heavy_mm` is the class's lower edge over `hours`."""

    source: str
    certainty: str
    late_after: float
    silent_after: float
    within_km: float
    neighbours: int
    hours: int
    heavy_mm: float


@lru_cache
def rule() -> Rule:
    """The rule of `rules/silence.yaml`."""
    document = read_yaml(files("geoops.hydromet").joinpath("rules/silence.yaml").read_text("utf-8"))
    loss = document["likely_loss"]
    (heavy,) = (edge.mm for edge in edges(loss["hours"]) if edge.class_id == loss["class"])
    return Rule(
        source=document["source"],
        certainty=document["certainty"],
        late_after=document["late_after"],
        silent_after=document["silent_after"],
        within_km=loss["within_km"],
        neighbours=loss["neighbours"],
        hours=loss["hours"],
        heavy_mm=heavy,
    )


def state(last_at: datetime | None, rhythm: timedelta | None, now: datetime) -> State:
    """On time, late or silent; unknown where there is no rhythm or nothing ever came."""
    if last_at is None or rhythm is None or not rhythm:
        return "unknown"
    missed = (now - last_at) / rhythm
    if missed <= rule().late_after:
        return "on_time"
    return "late" if missed <= rule().silent_after else "silent"


def age_minutes(last_at: datetime | None, now: datetime) -> int | None:
    """Whole minutes since then, never below 0."""
    return None if last_at is None else max(0, round((now - last_at).total_seconds() / 60))


def wet_neighbours(
    silent: Sequence[tuple[float, float]], wet: Sequence[tuple[float, float]], within_km: float
) -> list[int]:
    """For each silent place, how many wet places lie within so many kilometres. Pairs of lon, lat in EPSG:4326; great
    circles on a sphere (half a per cent at most, which a rule of whole kilometres does not feel)."""
    if not silent or not wet:
        return [0] * len(silent)
    here, there = np.radians(np.asarray(silent)), np.radians(np.asarray(wet))
    lon = here[:, None, 0] - there[None, :, 0]
    lat = here[:, None, 1] - there[None, :, 1]
    inner = np.sin(lat / 2) ** 2 + np.cos(here[:, None, 1]) * np.cos(there[None, :, 1]) * np.sin(lon / 2) ** 2
    distance = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(inner, 0, 1)))
    return [int(count) for count in (distance <= within_km).sum(axis=1)]
