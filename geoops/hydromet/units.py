"""Units of measure: whatever a source writes becomes a conversion into the variable's own unit.

pint knows the units; it is asked once per pair of units and its answer, a straight line, is kept. A text of a unit is
hostile until it looks like one: pint reads whole expressions, and `9**9**9` is one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Conversion:
    """`value * factor + offset` is the value in the variable's unit."""

    factor: float
    offset: float = 0.0

    def __call__(self, value: float) -> float:
        """The value in the variable's unit."""
        return value * self.factor + self.offset


_SAME = Conversion(1.0)
_LONGEST = 24
_TERM = r"[A-Za-zµ°%]+(?:\^?-?[1-4])?"
_LIKE_A_UNIT = re.compile(rf"{_TERM}(?:[/* ]{_TERM}){{0,3}}")


@lru_cache
def _document() -> dict[str, Any]:
    text = files("geoops.hydromet").joinpath("rules/units.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document


@lru_cache
def _registry() -> Any:
    import pint  # half a second, and only where something comes in another unit

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


@lru_cache(maxsize=2000)
def conversion(unit: str, into: str) -> Conversion | None:
    """How values in `unit`, as a source writes it, become values in `into`; None where the unit is unknown or of
    another kind. `into` is the unit of a variable."""
    if unit == into:
        return _SAME
    given, wanted = _read(unit), _read(into)
    if given is None or wanted is None:
        return None
    if given == wanted:
        return _SAME
    import pint

    quantity = _registry().Quantity
    try:
        none, one, ten = (float(quantity(value, given).to(wanted).magnitude) for value in (0.0, 1.0, 10.0))
    except (pint.errors.PintError, ArithmeticError, ValueError, TypeError, AttributeError):
        return None
    factor = one - none
    if abs(none + 10 * factor - ten) > 1e-6 * max(
        1.0, abs(ten)
    ):  # decibels and the like are no straight line
        return None
    return Conversion(_tidy(factor), _tidy(none))


def _read(unit: str) -> str | None:
    """The unit as pint writes it, or None for what is no unit."""
    text = " ".join(unit.split())
    alias: str | None = _document()["aliases"].get(text)
    if alias is not None:
        return alias
    if len(text) > _LONGEST:
        return None
    plain = text.translate(_SIGNS)
    if not _LIKE_A_UNIT.fullmatch(plain):
        return None
    # m3/s and kg m-2 are how people write m**3/s and kg*m**-2
    powers = re.sub(r"([A-Za-zµ°%])\^?(-?[1-4])", r"\1**\2", plain)
    return powers.replace(" ", "*").replace("°", "deg").replace("%", "percent")


_SIGNS = str.maketrans({"²": "2", "³": "3", "⁻": "-", "¹": "1", "·": "*", "μ": "µ"})


def _tidy(number: float) -> float:
    """Without the dust of binary fractions: 0.1 and not 0.10000000000000009."""
    return float(f"{number:.12g}")
