"""Figures of a form broken down by one dimension at a time (phân tổ): which parts are asked for, and how they stand to
their total. Pure: no database."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from geoops.indicators.dimensions import TOTAL, Dimension, Standing, known_dimensions
from geoops.indicators.models import IndicatorNode, IndicatorValue
from geoops.indicators.reporting.checks import Finding, is_numeric, objects, rules
from geoops.kit.i18n import Text

PartKey = tuple[str, str]
"""A dimension and a code of it."""

RULE: Final = "breakdown"
_ROUNDING: Final = 1e-9
"""What adding binary fractions may be off by; of amounts relative to the total."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure: what of it, what is kept of it for the period and what for the period before.

    One whose code is not `listed` takes no new value; what is kept of it is shown, and can be taken back.
    """

    dimension: Dimension
    code: str
    name: Text
    standing: Standing
    row: IndicatorValue | None
    before: IndicatorValue | None

    @property
    def key(self) -> PartKey:
        """Its dimension and code."""
        return self.dimension.code, self.code


Rows = Mapping[str, Mapping[PartKey, IndicatorValue]]
"""What is kept of parts, by indicator."""


def by_indicator(rows: Iterable[IndicatorValue]) -> dict[str, dict[PartKey, IndicatorValue]]:
    """Values that are broken down by one dimension alone; those by several have no place in a form."""
    found: dict[str, dict[PartKey, IndicatorValue]] = {}
    for row in rows:
        if len(row.dimensions) == 1:
            found.setdefault(row.indicator, {})[next(iter(row.dimensions.items()))] = row
    return found


def parts_of(
    node: IndicatorNode, rows: Rows, before: Rows, dimensions: Mapping[str, Dimension], day: date
) -> list[Part]:
    """The parts of an indicator that a form asks for: the code list of each of its dimensions as it is on a day, and
    below it what is kept of codes that were closed by then, or never registered (of those also what was reported for
    the period before). Words are not broken down."""
    if not is_numeric(node):
        return []
    here, then = rows.get(node.code, {}), before.get(node.code, {})
    found = []
    for name in node.dimensions:
        dimension = dimensions[name]
        more = sorted({code for of, code in (*here, *then) if of == name} - dimension.items.keys())
        for code in (*dimension.items, *more):
            key, standing = (name, code), dimension.standing(code, day)
            if code == TOTAL or (standing == "closed" and key not in here):
                continue
            text = dimension.items.get(code, Text(code, code))
            found.append(Part(dimension, code, text, standing, here.get(key), then.get(key)))
    return found


def adds_up(node: IndicatorNode, dimension: Dimension) -> bool:
    """Whether anything can be said of the sum of an indicator's parts: never of rates, means or stocks in words."""
    return dimension.adds is not None and bool({"count", "amount"} & set(node.value_kinds))


def objections(
    node: IndicatorNode, total: float | None, parts: Mapping[PartKey, float | None]
) -> list[Finding]:
    """What is wrong between the parts of an indicator and its total; `parts` has every part that is asked for.

    More than the total in all is wrong however many are known; less is wrong where the parts are the whole and every
    one is known. Of counts that is an error; amounts may be rounded, so it asks for an explanation.
    """
    found = []
    counted = "count" in node.value_kinds
    for name in node.dimensions:
        dimension = known_dimensions()[name]
        mine = {code: value for (of, code), value in parts.items() if of == name}
        known = [value for value in mine.values() if value is not None]
        if total is None or not known or not adds_up(node, dimension):
            continue
        together = math.fsum(known)
        if abs(together - total) < _ROUNDING * (1.0 if counted else max(1.0, abs(total))):
            continue
        whole = dimension.adds == "whole" and not dimension.open and len(known) == len(mine)
        if together > total or whole:
            found.append(
                Finding(
                    node.code,
                    RULE,
                    "error" if counted else "warning",
                    _reason(dimension, together, total, whole=whole),
                )
            )
    return found


def check_parts(
    nodes: Sequence[IndicatorNode],
    values: Mapping[str, float],
    parts: Mapping[str, Mapping[PartKey, float | None]],
    dimensions: Mapping[str, Dimension],
) -> list[Finding]:
    """What is wrong with the parts of a report: each by the checks of its indicator, and all against their total."""
    found: list[Finding] = []
    for node in nodes:
        mine = parts.get(node.code, {})
        found += _by_the_rules(node, mine, dimensions)
        found += objections(node, values.get(node.code), mine)
    return found


def _by_the_rules(
    node: IndicatorNode, parts: Mapping[PartKey, float | None], dimensions: Mapping[str, Dimension]
) -> list[Finding]:
    alone = [rule for rule in rules() if rule.kind in ("range", "whole") and rule.is_for(node)]
    found = []
    for (name, code), value in parts.items():
        part = dimensions[name].name_of(code)
        for rule in alone:
            if value is not None and objects(rule, node.code, {node.code: value}, ()):
                reason = Text(f"{part.vi}: {rule.text.vi}", f"{part.en}: {rule.text.en}")
                found.append(Finding(node.code, rule.code, rule.severity, reason))
    return found


def _reason(dimension: Dimension, together: float, total: float, *, whole: bool) -> Text:
    vi, en = ("phải bằng", "must be") if whole else ("không được vượt", "must not be over")
    return Text(
        f"phân tổ theo {dimension.name.vi.lower()}: cộng lại {together:g}, {vi} tổng {total:g}",
        f"by {dimension.name.en.lower()}: {together:g} together, {en} the total {total:g}",
    )
