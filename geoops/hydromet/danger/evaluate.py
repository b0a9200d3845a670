"""What a rule says of many places at once. Pure: arrays in, arrays out; rules are data and no code of theirs is run.

Every quantity is an interval: exact where low and high are the same, a lower bound where only so much is known, and
from its least possible value to infinity where nothing is. A condition is then true, false or open, and a level is
told only when it follows whatever the unknown part may be. So an unknown input never makes a place look safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geoops.hydromet.danger.rule import Condition, Derived, Row, Rule

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Levels = NDArray[np.int8]

UNKNOWN = -1
OUTSIDE = -2
"""The rule does not apply to the place at all."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Low and high ends of a quantity, one entry a place, in the quantity's unit; never NaN."""

    low: Floats
    high: Floats

    @classmethod
    def exact(cls, values: Floats, *, least: float) -> "Interval":
        """Known values; NaN is nothing known."""
        missing = np.isnan(values)
        return cls(np.where(missing, least, values), np.where(missing, np.inf, values))

    @property
    def known(self) -> Bools:
        """Where the quantity is known exactly."""
        known: Bools = self.low == self.high
        return known


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says, one entry a place.

    `level`: 0 below every level, 1 to 5, UNKNOWN, or OUTSIDE. `at_least`: a higher level is possible. `row` is the
    number of the row that proved the level, counted over all levels from 0, and -1 without one.
    """

    level: Levels
    at_least: Bools
    row: NDArray[np.int16]


def evaluate(rule: Rule, inputs: Mapping[str, Interval], outside: Bools | None = None) -> Outcome:
    """The rule over all places. `inputs` has an interval for each of the rule's inputs; `outside` masks places that
    the rule does not apply to."""
    quantities = dict(inputs)
    for name, made in rule.derived.items():
        quantities[name] = _derive(made, quantities)
    size = len(next(iter(inputs.values())).low)
    proved = np.zeros(size, dtype=np.int8)
    possible = np.zeros(size, dtype=np.int8)
    row_number = np.full(size, -1, dtype=np.int16)
    number = 0
    for level in rule.levels:
        for row in level.rows:
            holds, may_hold = _row(row, quantities)
            if not _trusted(rule, row):
                holds = np.zeros(size, dtype=np.bool_)
            row_number[holds & (level.level > proved)] = number
            proved[holds] = np.maximum(proved[holds], level.level)
            possible[may_hold] = np.maximum(possible[may_hold], level.level)
            number += 1
    open_ = possible > proved
    level_ = np.where((proved == 0) & open_, UNKNOWN, proved).astype(np.int8)
    if outside is not None:
        level_[outside] = OUTSIDE
        row_number[outside] = -1
        open_ = open_ & ~outside
    return Outcome(level_, open_ & (level_ > 0), row_number)


def rows_of(rule: Rule) -> list[tuple[int, Row]]:
    """The rows in the order in which `Outcome.row` counts them, each with its level."""
    return [(level.level, row) for level in rule.levels for row in level.rows]


def _trusted(rule: Rule, row: Row) -> bool:
    """A recalled row, or one seen only in another project's code, proves nothing where the rule marks rows singly."""
    if row.certainty is None and row.via is None:
        return True
    return row.certainty == "verified" and row.via == "quote"


def _derive(made: Derived, quantities: Mapping[str, Interval]) -> Interval:
    if made.sum is not None:
        parts = [quantities[name] for name in made.sum]
        low, high = parts[0].low, parts[0].high
        for part in parts[1:]:
            low, high = low + part.low, high + part.high
        return Interval(low, high)
    assert made.difference is not None
    first, second = (quantities[name] for name in made.difference)
    with np.errstate(invalid="ignore"):
        low, high = first.low - second.high, first.high - second.low
    # Infinity minus infinity is as unknown as can be.
    return Interval(np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high))


def _row(row: Row, quantities: Mapping[str, Interval]) -> tuple[Bools, Bools]:
    """Where all conditions hold whatever is unknown, and where they may."""
    size = len(next(iter(quantities.values())).low)
    holds, may_hold = np.ones(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)
    for name, condition in row.when.items():
        true, possible = _condition(condition, quantities[name])
        holds &= true
        may_hold &= possible
    return holds, may_hold


def _condition(condition: Condition, value: Interval) -> tuple[Bools, Bools]:
    low, high = value.low, value.high
    if condition.one_of is not None:
        wanted = np.array(condition.one_of)
        true = value.known & np.isin(low, wanted)
        within = (wanted[None, :] >= low[:, None]) & (wanted[None, :] <= high[:, None])
        possible: Bools = np.asarray(within.any(axis=1))
        return true, possible
    true, possible = np.ones(len(low), dtype=np.bool_), np.ones(len(low), dtype=np.bool_)
    if condition.at_least is not None:
        true, possible = true & (low >= condition.at_least), possible & (high >= condition.at_least)
    if condition.above is not None:
        true, possible = true & (low > condition.above), possible & (high > condition.above)
    if condition.at_most is not None:
        true, possible = true & (high <= condition.at_most), possible & (low <= condition.at_most)
    if condition.below is not None:
        true, possible = true & (high < condition.below), possible & (low < condition.below)
    return true, possible
