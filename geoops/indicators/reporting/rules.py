"""Deadlines, reminders and approval chains as data (`rules/reporting.yaml`): local defaults, no rule of a decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from geoops.indicators.periods import Period
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

Level = Literal["commune", "province"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of approval, and the roles that may take it."""

    code: str
    name: Text
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportingRules:
    """How long after a period its report is due, when reminders go out, and the steps of approval by level."""

    due_after: dict[str, timedelta]
    remind_before: tuple[timedelta, ...]
    remind_after: tuple[timedelta, ...]
    chains: dict[str, tuple[Step, ...]]

    def due_at(self, period: Period) -> datetime:
        """When the report of a period is due."""
        return period.ends_at + self.due_after[period.kind]

    def reminders(self, due_at: datetime) -> list[datetime]:
        """When to remind, the earliest first."""
        before = [due_at - span for span in sorted(self.remind_before, reverse=True)]
        return before + [due_at + span for span in sorted(self.remind_after)]


@lru_cache
def reporting_rules() -> ReportingRules:
    """The rules of the package."""
    rules: dict[str, Any] = read_yaml(
        files("geoops.indicators").joinpath("rules", "reporting.yaml").read_text(encoding="utf-8")
    )
    return ReportingRules(
        {kind: timedelta(**span) for kind, span in rules["due"].items()},
        tuple(timedelta(**span) for span in rules["remind"]["before"]),
        tuple(timedelta(**span) for span in rules["remind"]["after"]),
        {
            level: tuple(
                Step(step["step"], Text(step["vi"], step["en"]), frozenset(step["roles"])) for step in chain
            )
            for level, chain in rules["chains"].items()
        },
    )


def chain_of(set_code: str, level: str) -> tuple[Step, ...]:
    """The steps of approval of a set: its own where it has some, else those of its level."""
    chains = reporting_rules().chains
    return chains.get(set_code, chains[level])
