"""Deadline, level and place in the queue: what follows from an incident's state, and is kept beside it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geoops.incidents import urgency
from geoops.incidents.definition import definition
from geoops.incidents.rules import rules
from geoops.incidents.states import OPEN


def standing(
    *,
    kind: str,
    severity: int | None,
    state: str,
    fields: Mapping[str, Any],
    known_at: datetime,
    state_at: datetime,
    level: int = 0,
) -> dict[str, Any]:
    """The columns `due_at`, `escalate_at`, `level` and `queue_at`."""
    triage = rules()
    due_at = triage.due_at(state, severity, state_at) if state in OPEN else None
    found = urgency.reasons(
        definition(), triage, kind=kind, severity=severity, state=state, level=level, fields=fields
    )
    return {
        "due_at": due_at,
        "escalate_at": due_at,
        "level": level,
        "queue_at": urgency.queue_at(known_at, found),
    }
