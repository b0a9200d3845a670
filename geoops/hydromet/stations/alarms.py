"""Flood alarm levels: which a station has as far as verified, and what a level reaches of them.

A level that nobody verified is unknown. Unknown is never “below”: between two known levels with an unknown one beside
them, what is reached is a least.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geoops.hydromet.gauges import slug
from geoops.kit.yaml_files import read_yaml

Levels = tuple[float | None, float | None, float | None]
"""Alarm levels I, II and III in metres of the station's datum; None is unknown."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The levels of a station in the rule, and where they are from."""

    levels: Levels
    source: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The alarm level that a water level reaches: 0 is below I, None is unknown. `certain` is false where an unknown
    level may be reached as well. `next_level` and `next_m` are the next known one above."""

    level: int | None
    certain: bool
    next_level: int | None
    next_m: float | None


@lru_cache
def _listed() -> dict[tuple[str, str], Listed]:
    text = files("geoops.hydromet").joinpath("rules/alarm_levels.yaml").read_text("utf-8")
    found: dict[tuple[str, str], Listed] = {}
    for entry in read_yaml(text)["stations"]:
        one, two, three = entry["levels_m"]
        listed = Listed((one, two, three), entry["source"])
        whole = str(entry["station"])
        # “Bảo Yên (Long Phúc)” is listed by either name
        for name in {whole, *re.split(r"[()]", whole)} - {""}:
            found[slug(name.strip()), slug(entry["province"])] = listed
    return found


def listed(name: str, province: str) -> Listed | None:
    """What the rule has for the station of that name in that province (its bare name); None where it has nothing."""
    return _listed().get((slug(name), slug(province)))


def reached(level_m: float | None, levels: Sequence[float | None]) -> Reached:
    """What a water level reaches. A level of None, or no alarm level known, is unknown."""
    if level_m is None or all(level is None for level in levels):
        return Reached(None, False, None, None)
    passed = [number for number, level in enumerate(levels, 1) if level is not None and level_m >= level]
    above = [
        (number, level) for number, level in enumerate(levels, 1) if level is not None and level_m < level
    ]
    following = above[0] if above else (None, None)
    if passed:
        top = passed[-1]
        certain = top == len(levels) or levels[top] is not None
        return Reached(top, certain, *following)
    certain = levels[0] is not None
    return Reached(0 if certain else None, certain, *following)


def hours_to(level_m: float, next_m: float | None, rise_m_per_hour: float | None) -> float | None:
    """Hours until the next level at the present rise; None where it does not rise or there is none."""
    if next_m is None or rise_m_per_hour is None or rise_m_per_hour < LEAST_RISE:
        return None
    return (next_m - level_m) / rise_m_per_hour


LEAST_RISE = 0.01
"""Metres an hour below which a level is taken to stand: the step of most loggers."""
