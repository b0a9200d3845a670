"""How urgent an incident is, and why. Pure.

Urgency grows by a minute each minute, for every incident alike; every other reason counts as so many minutes of age.
So the order of two incidents changes only when something happens to one of them, never while a page is turned, and
one indexed time holds it: `queue_at`, the moment at which the incident would have come in if age were its only reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from geoops.incidents.definition import Definition
from geoops.incidents.rules import Rules
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and the minutes it counts for."""

    code: str
    minutes: int
    text: Text


def reasons(
    form: Definition,
    rules: Rules,
    *,
    kind: str,
    severity: int | None,
    state: str,
    level: int,
    fields: Mapping[str, Any],
) -> list[Reason]:
    """Every reason beside age, the weightiest first."""
    queue = rules.queue
    found: list[Reason] = []
    known = form.kinds.get(kind)
    danger = known.danger_to_life if known else 0
    if minutes := queue.kind_danger.get(danger, 0):
        label = form.kind_label(kind)
        found.append(
            Reason(
                "kind_danger",
                minutes,
                Text(f"{label.vi}: nguy hiểm tính mạng", f"{label.en}: danger to life"),
            )
        )
    at_risk = people_at_risk(form, fields)
    if at_risk:
        found.append(
            Reason(
                "people_at_risk",
                queue.people_at_risk,
                Text(f"{at_risk} người đang gặp nguy", f"{at_risk} people at risk"),
            )
        )
    if minutes := queue.severity.get(severity or 0, 0):
        text = (
            Text(f"Mức độ {severity}/5", f"Severity {severity} of 5")
            if severity
            else Text("Chưa rõ mức độ", "Severity not known")
        )
        found.append(Reason("severity", minutes, text))
    if level:
        who = rules.level(level).label
        found.append(
            Reason(
                "overdue",
                queue.overdue_per_level * level,
                Text(f"Quá hạn, đã lên {who.vi}", f"Overdue, raised to {who.en}"),
            )
        )
    if minutes := queue.state.get(state, 0):
        found.append(Reason("in_hand", minutes, Text("Đã có người xử lý", "In hand already")))
    return sorted(found, key=lambda reason: -reason.minutes)


def people_at_risk(form: Definition, fields: Mapping[str, Any]) -> int:
    """People trapped, missing or injured, by the questions that say so."""
    return sum(
        int(value)
        for name, value in fields.items()
        if (field := form.fields.get(name)) is not None
        and field.danger_to_life
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and value > 0
    )


def queue_at(known_at: datetime, found: list[Reason]) -> datetime:
    """Where the incident stands in the queue: earlier is more urgent."""
    return known_at - timedelta(minutes=sum(reason.minutes for reason in found))
