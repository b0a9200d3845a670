"""One row of observations, checked: either a reading that can be kept, or the fault that says why not."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from geoops.hydromet import faults
from geoops.hydromet.variables import Variable, variables
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST, BadText, BadTime, check_plausible, clean_text, parse_time

COLUMNS = ("station", "variable", "starts_at", "ends_at", "value", "unit")
CLOCK_ALLOWANCE = timedelta(minutes=15)
"""A logger's clock may run ahead by this much before its rows are refused."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value over `(starts_at, ends_at]` in the unit of its variable. `row` is its row in the input, from 1.

    `given_value` and `given_unit` say what the source wrote where that was another unit.
    """

    row: int
    station_id: str
    variable: str
    starts_at: datetime
    ends_at: datetime
    value: float
    unit: str
    flags: tuple[str, ...] = ()
    given_value: float | None = None
    given_unit: str | None = None


class Checker:
    """Checks raw rows against a clock. Remembers texts seen before, since stations and times repeat."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._stations: dict[str, str | Text] = {}
        self._times: dict[str, datetime | Text] = {}

    def check(self, row: int, raw: Mapping[str, Any]) -> Reading | Fault:
        """The row as a reading, or its first fault. Values may be numbers or, from CSV, texts of numbers."""
        station = self._station(raw.get("station"))
        if isinstance(station, Text):
            return Fault(station, row, "station")
        name = raw.get("variable")
        variable = variables().get(name) if isinstance(name, str) else None
        if variable is None:
            return Fault(faults.unknown_variable(list(variables())), row, "variable")
        starts_at, ends_at = self._time(raw.get("starts_at")), self._time(raw.get("ends_at"))
        if isinstance(starts_at, Text):
            return Fault(starts_at, row, "starts_at")
        if isinstance(ends_at, Text):
            return Fault(ends_at, row, "ends_at")
        if ends_at < starts_at or (variable.accumulated and ends_at == starts_at):
            return Fault(faults.ENDS_FIRST, row, "ends_at")
        unit = raw.get("unit")
        conversion = variable.conversion(unit) if isinstance(unit, str) else None
        if conversion is None:
            return Fault(faults.unknown_unit(variable.accepts), row, "unit")
        given = to_number(raw.get("value"))
        value = check_bounds(conversion(given), variable) if isinstance(given, float) else given
        if isinstance(value, Text):
            return Fault(value, row, "value")
        return made_reading(row, station, variable, starts_at, ends_at, value, given, unit)

    def _station(self, raw: Any) -> str | Text:
        if not isinstance(raw, str) or not raw:
            return faults.MISSING
        known = self._stations.get(raw)
        if known is None:
            try:
                known = clean_text(raw) or faults.MISSING
            except BadText:
                known = faults.BAD_TEXT
            self._stations[raw] = known
        return known

    def _time(self, raw: Any) -> datetime | Text:
        if not isinstance(raw, str) or not raw:
            return faults.MISSING
        known = self._times.get(raw)
        if known is None:
            try:
                known = parse_time(raw)
                check_plausible(known, self._now)
                if known > self._now + CLOCK_ALLOWANCE:
                    known = faults.FUTURE
            except BadTime as error:
                known = error.text
            except OverflowError:  # year 1 or 9999 moved over the edge by its zone
                known = faults.FUTURE if raw > str(EARLIEST.year) else faults.IMPOSSIBLE
            self._times[raw] = known
        return known


def made_reading(
    row: int,
    station_id: str,
    variable: Variable,
    starts_at: datetime,
    ends_at: datetime,
    value: float,
    given: float | Text,
    unit: Any,
) -> Reading:
    """A reading with the flags its value earns by itself, and what the source wrote where the unit was another."""
    flags = variable.flags(value)
    if unit == variable.unit or not isinstance(given, float):
        return Reading(row, station_id, variable.name, starts_at, ends_at, value, variable.unit, flags)
    return Reading(
        row,
        station_id,
        variable.name,
        starts_at,
        ends_at,
        value,
        variable.unit,
        flags,
        given,
        " ".join(str(unit).split()),
    )


def to_number(raw: Any) -> float | Text:
    """A finite number, or why it is none. A JSON text is not a number; a CSV field is."""
    if raw is None or raw == "":
        return faults.MISSING
    if isinstance(raw, bool) or not isinstance(raw, int | float | CsvNumber):
        return faults.NOT_A_NUMBER
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return faults.NOT_A_NUMBER
    return number if math.isfinite(number) else faults.NOT_FINITE


def check_bounds(value: float, variable: Variable) -> float | Text:
    """The value, in the variable's unit, or why it cannot be one."""
    if value < variable.impossible_below:
        return faults.NEGATIVE if variable.impossible_below == 0 else faults.IMPOSSIBLE
    if not value <= variable.impossible_above:
        return faults.IMPOSSIBLE
    return value


class CsvNumber(str):
    """A field of a CSV that should hold a number; a plain text (from JSON) is never taken for one."""

    __slots__ = ()

    def __float__(self) -> float:
        """As Python reads it, but without its digit grouping."""
        if "_" in self:
            raise ValueError
        return float(str(self))
