"""Units of grids by pint: depths, rates and fluxes of water become millimetres over the step; the rest by kind."""

import re
from functools import lru_cache
from typing import Any

import numpy as np

from geoops.hydromet.grids.geometry import BadGrid, Values
from geoops.kit.i18n import Text

_WRITTEN = {
    "kg m**-2": "kg/m^2", "kg m-2": "kg/m^2", "kg/m2": "kg/m^2", "kg m^-2": "kg/m^2",
    "kg m**-2 s**-1": "kg/m^2/s", "kg m-2 s-1": "kg/m^2/s", "kg m^-2 s^-1": "kg/m^2/s",
    "mm/hr": "mm/h", "mm h-1": "mm/h", "mm hr-1": "mm/h", "mm day-1": "mm/day", "mm d-1": "mm/day", "mm/d": "mm/day",
    "m day-1": "m/day", "m d-1": "m/day", "m of water equivalent": "m",
    "m s**-1": "m/s", "m s-1": "m/s", "%": "percent", "K": "kelvin", "C": "degC", "°C": "degC", "celsius": "degC",
    "metres": "m", "meters": "m", "millimeters": "mm",
}  # fmt: skip
"""How files write units, and how pint reads them."""

_LIKE_A_UNIT = re.compile(r"[A-Za-z°%]+(\^-?[1-4])?([/* ][A-Za-z]+(\^-?[1-4])?){0,3}")
_WATER = 1000.0
"""kg of water in a cubic metre: a kilogram a square metre is a millimetre."""


@lru_cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)


def to_unit(values: Values, written: str, into: str, hours: float) -> Values:
    """Values in the unit as a file writes it, as values in `into`.

    A rate (mm/h, kg m-2 s-1, m/day) into a depth (mm) is taken over the `hours` of the step. Raises BadGrid for a unit
    that is unknown or of another kind.
    """
    text = " ".join(written.split())
    text = _WRITTEN.get(text, text)
    factor, offset = _line(text, into)
    if factor is None:
        per_hour, _ = _line(text, f"{into}/hour")
        if per_hour is None or hours <= 0:
            raise BadGrid(
                Text(
                    f"không đổi được đơn vị “{written[:40]}” sang {into}",
                    f"the unit “{written[:40]}” cannot be turned into {into}",
                )
            )
        factor, offset = per_hour * hours, 0.0
    if factor == 1 and offset == 0:
        return values
    return (values.astype(np.float64) * factor + offset).astype(np.float32)


@lru_cache(maxsize=200)
def _line(unit: str, into: str) -> tuple[float | None, float]:
    """Factor and offset from one unit to another; a mass over an area is a depth of water."""
    import pint

    if not _LIKE_A_UNIT.fullmatch(unit):
        return None, 0.0
    registry = _registry()
    try:
        given, wanted = registry.Unit(unit), registry.Unit(into)
        density = registry.Quantity(_WATER, "kg/m^3")

        def turned(value: float) -> float:
            quantity = registry.Quantity(value, given)
            if given.dimensionality == (wanted * density.units).dimensionality:
                quantity = quantity / density
            return float(quantity.to(wanted).magnitude)

        none, one = turned(0.0), turned(1.0)
    except (pint.errors.PintError, ArithmeticError, ValueError, TypeError, AttributeError):
        return None, 0.0
    return float(f"{one - none:.12g}"), float(f"{none:.12g}")
