"""What rules say of all communes at one moment, with the reasons: evaluation joined to what was supplied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger import rivers
from geoops.hydromet.danger.evaluate import UNKNOWN, Interval, Outcome, evaluate, rows_of
from geoops.hydromet.danger.inputs import Moment, Supplied, gather
from geoops.hydromet.danger.library import Loaded
from geoops.hydromet.danger.rule import Rule

_RAIN = frozenset({"rain", "forecast_rain", "antecedent_index"})
"""Quantities that are so many times larger when so many times the rain falls."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a rule says, one entry a commune in the order of `codes`."""

    loaded: Loaded
    codes: Sequence[str]
    outcome: Outcome
    supplied: dict[str, Supplied]

    @property
    def rule(self) -> Rule:
        """The rule that speaks."""
        return self.loaded.rule

    def reason(self, place: int) -> str | None:
        """Why nothing can be told, as codes with commas between; None where something is."""
        if self.outcome.level[place] != UNKNOWN:
            return None
        return self._open(place) or "not_read"

    def value(self, place: int) -> float | None:
        """The quantity that the rule turns on: that of the row that was proved, else of its first row. Not finite: None."""
        number = int(self.outcome.row[place])
        row = rows_of(self.rule)[max(number, 0)][1]
        low = self._quantity(next(iter(row.when)), place)[0]
        return round(low, 2) if np.isfinite(low) else None

    def why(self, place: int) -> dict[str, Any]:
        """The rule, its row, every value with its unit and what stands behind it, and how sure all that is."""
        number = int(self.outcome.row[place])
        values: dict[str, Any] = {}
        for name, asked in self.rule.inputs.items():
            one = self.supplied[name]
            low, high = float(one.interval.low[place]), float(one.interval.high[place])
            values[name] = {
                "quantity": asked.quantity,
                "unit": asked.unit,
                "value": _finite(low) if low == high else None,
                "at_least": _finite(low) if low != high and not one.missing[place] else None,
                "reason": one.reasons[place],
                **one.detail(place),
            }
        return {
            "rule": self.rule.id,
            "version": self.loaded.version,
            "certainty": self.rule.certainty,
            "row": str(number) if number >= 0 else None,
            "values": values,
        }

    def _open(self, place: int) -> str:
        """The codes of the inputs that are not complete."""
        codes = [one.reasons[place] for one in self.supplied.values() if not one.interval.known[place]]
        return ",".join(dict.fromkeys(code for code in codes if code))

    def _quantity(self, name: str, place: int) -> tuple[float, float]:
        if name in self.supplied:
            interval = self.supplied[name].interval
            return float(interval.low[place]), float(interval.high[place])
        made = self.rule.derived[name]
        parts = [self._quantity(term, place) for term in made.terms]
        if made.sum is not None:
            return sum(low for low, _ in parts), sum(high for _, high in parts)
        return parts[0][0] - parts[1][1], parts[0][1] - parts[1][0]


def _rained(quantity: str, supplied: Supplied, factor: float) -> Supplied:
    if factor == 1.0 or quantity not in _RAIN:
        return supplied
    interval = supplied.interval
    return replace(supplied, interval=Interval(interval.low * factor, interval.high * factor))


def _finite(value: float) -> float | None:
    return round(value, 2) if np.isfinite(value) else None


async def say_all(
    session: AsyncSession,
    rules: Sequence[Loaded],
    codes: Sequence[str],
    *,
    at: datetime,
    known_at: datetime,
    rain_factor: float = 1.0,
) -> list[Saying]:
    """What each of the rules says of the communes at `at`, as known at `known_at`.

    With `rain_factor` what they would say if so many times the rain had fallen and were forecast; rivers stay as they
    are measured.
    """
    moment = Moment(session, at, known_at, codes)
    sayings = []
    for loaded in rules:
        if loaded.rule.place == "station":
            sayings.append(await _of_stations(session, loaded, codes, at, known_at))
            continue
        supplied = {
            name: _rained(loaded.rule.inputs[name].quantity, one, rain_factor)
            for name, one in (await gather(moment, loaded.rule)).items()
        }
        sayings.append(Saying(loaded, codes, _evaluate(loaded.rule, supplied, len(codes)), supplied))
    return sayings


async def _of_stations(
    session: AsyncSession, loaded: Loaded, codes: Sequence[str], at: datetime, known_at: datetime
) -> Saying:
    river = await rivers.gather(session, loaded.rule, at=at, known_at=known_at)
    outcome, supplied = river.of_communes(codes, _evaluate(loaded.rule, river.supplied, len(river.rows)))
    return Saying(loaded, codes, outcome, supplied)


def _evaluate(rule: Rule, supplied: dict[str, Supplied], size: int) -> Outcome:
    outside = np.zeros(size, dtype=np.bool_)
    for name, asked in rule.inputs.items():
        if asked.where_missing == "not_applicable":
            outside |= supplied[name].missing
    return evaluate(rule, {name: one.interval for name, one in supplied.items()}, outside)
