"""How many people in danger turn into boats, places, person-days and teams. Pure: arrays in, arrays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geoops.kit.i18n import Text
from geoops.resources.kinds import Pillar, entries

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
How = Literal["each", "teams", "boats", "places", "person_days"]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that is needed on the spot. `hazards` None: whatever the danger is. See rules/needs.yaml."""

    code: str
    pillar: Pillar
    name: Text
    unit: str
    how: How
    norm: str | None
    hazards: frozenset[str] | None


@lru_cache
def needs() -> tuple[Need, ...]:
    """All needs, in the order of the file: the order of every array of this package."""
    return tuple(
        Need(
            code=entry["need"],
            pillar=entry["pillar"],
            name=Text(entry["vi"], entry["en"]),
            unit=entry["unit"],
            how=entry["from"],
            norm=entry.get("norm"),
            hazards=frozenset(entry["hazards"]) if "hazards" in entry else None,
        )
        for entry in entries("needs.yaml")
    )


@lru_cache
def covered_hazards() -> frozenset[str]:
    """The hazards that the needs speak of: for others there are no norms yet."""
    return frozenset(hazard for need in needs() for hazard in need.hazards or ())


@dataclass(frozen=True, slots=True)
class Dangers:
    """Communes in danger, one entry a commune: level 1 to 5, the hazards (None: not known), people exposed, people who
    are in shelters already, and the values of the norms that hold there."""

    levels: Sequence[int]
    hazards: Sequence[frozenset[str] | None]
    exposed: Floats
    housed: Floats
    norms: Sequence[Mapping[str, float]]


def moved(dangers: Dangers) -> Floats:
    """How many people have to be moved, rounded up."""
    shares = np.array(
        [norms[f"moved_share_{level}"] for norms, level in zip(dangers.norms, dangers.levels, strict=True)]
    )
    return _up(dangers.exposed * shares)


def demand(dangers: Dangers) -> Floats:
    """The amount of each need (columns, in the order of `needs()`) in each commune (rows), in the need's unit. NaN where
    it hangs on people whose number is not known, and 0 where the danger does not ask for it."""
    people = moved(dangers)
    columns = []
    for need in needs():
        amount = _amount(need, dangers, people)
        asked = np.array([_asked(need, hazards) for hazards in dangers.hazards], dtype=np.bool_)
        columns.append(np.where(asked, amount, 0.0))
    return np.column_stack(columns) if len(people) else np.empty((0, len(needs())))


def _asked(need: Need, hazards: frozenset[str] | None) -> bool:
    return need.hazards is None or hazards is None or bool(need.hazards & hazards)


def _amount(need: Need, dangers: Dangers, people: Floats) -> Floats:
    norm = np.array([norms[need.norm] if need.norm else 0.0 for norms in dangers.norms])
    if need.how == "each":
        return norm
    if need.how == "boats":
        return _up(people / norm)
    if need.how == "teams":
        size = np.array([norms["team_size"] for norms in dangers.norms])
        teams: Floats = _up(people / norm) * size
        return teams
    if need.how == "places":
        places: Floats = np.maximum(people - dangers.housed, 0.0)
        return places
    days = np.array([norms["supply_days"] for norms in dangers.norms])
    amount: Floats = people * days * norm
    return amount


def _up(amount: Floats) -> Floats:
    """Rounded up, without making one more of what floating point left over."""
    rounded: Floats = np.ceil(np.round(amount, 6))
    return rounded
