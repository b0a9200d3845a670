"""What can be observed, in which units, within which bounds; read from `rules/variables.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from geoops.kit.i18n import Text

RANGE_FLAG = "range"


@dataclass(frozen=True, slots=True)
class Unit:
    """How a value in this unit becomes one in the variable's own: `value * factor + offset`."""

    factor: float
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that stations measure. Values are kept in `unit`.

    `accumulated` values are sums over their interval, which must have a length; others may be instants.
    """

    name: str
    title: Text
    unit: str
    units: dict[str, Unit]
    accumulated: bool
    impossible_below: float
    impossible_above: float
    suspect_above: float

    def flags(self, value: float) -> tuple[str, ...]:
        """The quality flags that the value (in `unit`) earns by itself."""
        return (RANGE_FLAG,) if value > self.suspect_above else ()


@lru_cache
def variables() -> dict[str, Variable]:
    """All variables by name."""
    document = yaml.safe_load(files("geoops.hydromet").joinpath("rules/variables.yaml").read_text("utf-8"))
    return {
        name: Variable(
            name=name,
            title=Text(**entry["name"]),
            unit=entry["unit"],
            units={unit: Unit(**conversion) for unit, conversion in entry["units"].items()},
            accumulated=entry["accumulated"],
            impossible_below=entry["impossible_below"],
            impossible_above=entry["impossible_above"],
            suspect_above=entry["suspect_above"],
        )
        for name, entry in document["variables"].items()
    }
