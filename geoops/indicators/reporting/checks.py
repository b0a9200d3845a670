"""Figures checked before a report goes up: range, whole numbers, against another indicator, total of parts, jump and
outlier against history. Rules are data (`rules/validation.yaml`); pure functions, no database."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from geoops.indicators.models import IndicatorNode
from geoops.indicators.shapes import NUMERIC
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it is written. `narrowed` says which indicators it is for, `given` its figures."""

    code: str
    kind: str
    severity: Severity
    text: Text
    narrowed: Mapping[str, Any]
    given: Mapping[str, Any]

    def is_for(self, node: IndicatorNode) -> bool:
        """Whether the rule speaks of an indicator."""
        name = node.name_vi.lower()
        tests: dict[str, Callable[[Any], bool]] = {
            "indicator": lambda wanted: bool(node.code == wanted),
            "unit": lambda wanted: bool(node.unit == wanted),
            "unit_not": lambda wanted: bool(node.unit != wanted),
            "value_kind": lambda wanted: wanted in node.value_kinds,
            "derived": lambda wanted: (node.derived is not None) == wanted,
            "name_has": lambda wanted: wanted.lower() in name,
            "name_lacks": lambda wanted: wanted.lower() not in name,
        }
        return all(tests[key](wanted) for key, wanted in self.narrowed.items())


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that a rule objects to. A warning is passed with an explanation, an error is not."""

    indicator: str
    rule: str
    severity: Severity
    reason: Text


@lru_cache
def rules() -> tuple[Rule, ...]:
    """The rules of the package."""
    text = files("geoops.indicators").joinpath("rules", "validation.yaml").read_text(encoding="utf-8")
    plain = ("code", "kind", "severity", "vi", "en", "for")
    return tuple(
        Rule(
            entry["code"],
            entry["kind"],
            entry["severity"],
            Text(entry["vi"], entry["en"]),
            entry["for"],
            {name: value for name, value in entry.items() if name not in plain},
        )
        for entry in read_yaml(text)["rules"]
    )


def is_numeric(node: IndicatorNode) -> bool:
    """Whether an indicator's cell holds a number; others hold words."""
    return bool(NUMERIC & set(node.value_kinds))


def check(
    nodes: Sequence[IndicatorNode],
    values: Mapping[str, float],
    history: Mapping[str, Sequence[float]],
    known: Sequence[Rule] | None = None,
) -> list[Finding]:
    """What the rules object to.

    `values` are the figures of the report by indicator, missing ones left out; `history` those of the same place and
    kind of period before, the oldest first.
    """
    found = []
    for node in nodes:
        if node.code not in values:
            continue
        for rule in known if known is not None else rules():
            if rule.is_for(node) and objects(rule, node.code, values, history.get(node.code, ())):
                found.append(Finding(node.code, rule.code, rule.severity, rule.text))
    return found


def objects(rule: Rule, code: str, values: Mapping[str, float], before: Sequence[float]) -> bool:
    """Whether a rule that speaks of an indicator objects to its figure among the others of the report, `before` being
    those of the same place before it, the oldest first."""
    value, given = values[code], rule.given
    match rule.kind:
        case "range":
            return not (given.get("low", value) <= value <= given.get("high", value))
        case "whole":
            return not float(value).is_integer()
        case "at_most":
            other = values.get(given["other"])
            return other is not None and value > other
        case "parts_total":
            parts = [values.get(part) for part in given["parts"]]
            there = [part for part in parts if part is not None]
            return len(there) == len(parts) and abs(sum(there) - given["total"]) > given["tolerance"]
        case "jump":
            if not before or before[-1] == 0 or value == 0:
                return False
            ratio = abs(value / before[-1])
            return not 1 / given["factor"] <= ratio <= given["factor"]
        case "outlier":
            return _is_outlier(value, before, given["deviations"], given["least"])
    raise ValueError(rule.kind)


def _is_outlier(value: float, before: Sequence[float], deviations: float, least: int) -> bool:
    """By the median absolute deviation, which one earlier slip does not widen (Iglewicz and Hoaglin 1993: 0.6745)."""
    if len(before) < least:
        return False
    middle = statistics.median(before)
    spread = statistics.median(abs(one - middle) for one in before)
    return spread > 0 and 0.6745 * abs(value - middle) / spread > deviations
