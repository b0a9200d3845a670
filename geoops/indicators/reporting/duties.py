"""Who owes what by when: from the catalogue, the calendar and the offices. Pure: no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from geoops.indicators.calendar import last_day
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import BadPeriod, Period, PeriodKind, period_at, previous_period
from geoops.indicators.reporting.rules import ReportingRules
from geoops.indicators.words import by_code


@dataclass(frozen=True, slots=True)
class Duty:
    """What an office owes for a period: the indicators to fill in, and by when. `joint` are the other offices that
    the decision names beside it, as coordinating or as jointly responsible."""

    set_code: str
    office: str
    period: Period
    due_at: datetime
    indicators: tuple[str, ...]
    joint: tuple[str, ...] = ()


def is_typed(node: IndicatorNode) -> bool:
    """Whether an indicator is filled in by its office: no heading, not derived, not counted from operational data."""
    derived = node.derived is not None and node.derived["kind"] != "supplied"
    return node.holds_value and not derived and not node.computed_from and node.dropped_at is None


def owes(node: IndicatorNode, period: Period) -> bool:
    """Whether an indicator is asked for in a period: by its rhythm, and in force on the period's last day."""
    if not is_typed(node) or not _in_force(node, last_day(period)):
        return False
    for code in node.frequencies:
        word = by_code("frequencies")[code]
        if word.period == period.kind and (word.months is None or period.starts_at.month in word.months):
            return True
    return False


def _in_force(node: IndicatorNode, day: date) -> bool:
    return (node.valid_from is None or node.valid_from <= day) and (
        node.valid_to is None or node.valid_to > day
    )


def duty(nodes: Iterable[IndicatorNode], office: str, period: Period, rules: ReportingRules) -> Duty | None:
    """What an office owes of one set for a period; None where that is nothing. The lead office owes, not those that
    coordinate."""
    asked = [node for node in nodes if node.responsible_offices[:1] == [office] and owes(node, period)]
    if not asked:
        return None
    codes = tuple(node.code for node in asked)
    joint = dict.fromkeys(
        other for node in asked for other in (*node.responsible_offices[1:], *node.coordinating_offices)
    )
    return Duty(asked[0].set_code, office, period, rules.due_at(period), codes, tuple(joint))


def offices_of(nodes: Iterable[IndicatorNode]) -> list[str]:
    """The offices that owe anything, in the order of print."""
    return list(
        dict.fromkeys(
            node.responsible_offices[0] for node in nodes if is_typed(node) and node.responsible_offices
        )
    )


def periods_owed(nodes: Iterable[IndicatorNode], office: str, now: datetime, back: int) -> Iterator[Period]:
    """The periods that an office reports on, of each rhythm the running one and `back` that are over, newest first."""
    kinds: dict[PeriodKind, None] = {}
    for node in nodes:
        if node.responsible_offices[:1] == [office] and is_typed(node):
            for code in node.frequencies:
                kind = by_code("frequencies")[code].period
                if kind is not None:
                    kinds[kind] = None  # type: ignore[index]  # a kind of period by the rules
    for kind in kinds:
        period = period_at(kind, now)
        for _ in range(back + 1):
            yield period
            try:
                period = previous_period(period)
            except (ValueError, BadPeriod):
                break
