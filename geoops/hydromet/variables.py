"""What can be observed, in which units, within which bounds; read from `rules/variables.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geoops.hydromet.units import Conversion, conversion
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

RANGE_FLAG = "range"


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that stations measure. Values are kept in `unit`; `accepts` names the usual units it comes in.

    `accumulated` values are sums over their interval, which must have a length; others may be instants.
    """

    name: str
    title: Text
    unit: str
    accepts: tuple[str, ...]
    also: Mapping[str, str]
    accumulated: bool
    impossible_below: float
    impossible_above: float
    suspect_below: float
    suspect_above: float

    def conversion(self, unit: str) -> Conversion | None:
        """How a value in that unit becomes one in the variable's own; None where it cannot."""
        return conversion(self.also.get(unit, unit), self.unit)

    def flags(self, value: float) -> tuple[str, ...]:
        """The quality flags that the value (in `unit`) earns by itself."""
        return () if self.suspect_below <= value <= self.suspect_above else (RANGE_FLAG,)


@lru_cache
def variables() -> dict[str, Variable]:
    """All variables by name."""
    document = read_yaml(files("geoops.hydromet").joinpath("rules/variables.yaml").read_text("utf-8"))
    return {
        name: Variable(
            name=name,
            title=Text(**entry["name"]),
            unit=entry["unit"],
            accepts=tuple(entry["accepts"]),
            also=entry.get("also", {}),
            accumulated=entry["accumulated"],
            impossible_below=entry["impossible_below"],
            impossible_above=entry["impossible_above"],
            suspect_below=entry.get("suspect_below", entry["impossible_below"]),
            suspect_above=entry["suspect_above"],
        )
        for name, entry in document["variables"].items()
    }
