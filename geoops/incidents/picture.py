"""The incidents of an area as they were known at a moment: what is open, how grave it is, what was closed of late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import store, urgency
from geoops.incidents.definition import definition
from geoops.incidents.rules import rules
from geoops.incidents.states import OPEN, STATES
from geoops.kit.i18n import Text

_DANGER = frozenset({"kind_danger", "people_at_risk", "severity"})
"""The reasons of the queue that speak of the danger itself, and not of how it is dealt with."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """An incident. `gravity` orders by danger to life (the weights of the queue); `at_risk` counts people trapped,
    missing or injured, by the answers given; a null `severity` was not said. `reasons` say why it is grave."""

    kind: Text
    state: str
    state_label: Text
    state_at: datetime
    severity: int | None
    gravity: int
    at_risk: int
    reasons: tuple[Text, ...]
    overdue: bool
    happened_at: datetime
    known_at: datetime
    commune_code: str | None
    landmark: str | None
    road: str | None
    chainage: str | None
    note: str | None
    witnesses: int
    holder: str | None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN


async def pictured(
    session: AsyncSession, *, at: datetime, known_at: datetime, closed_since: datetime
) -> list[Pictured]:
    """What was open then, or closed after `closed_since`; the gravest first, of equal ones the oldest."""
    rows = await store.as_known(session, at=at, known_at=known_at, closed_since=closed_since)
    found = [_pictured(one, min(at, known_at)) for one in rows]
    return sorted(found, key=lambda one: (-one.gravity, one.happened_at))


def _pictured(found: store.AsKnown, moment: datetime) -> Pictured:
    row, form = found.row, definition()
    reasons = [
        reason
        for reason in urgency.reasons(
            form, rules(), kind=row.kind, severity=row.severity, state=found.state, level=0, fields=row.fields
        )
        if reason.code in _DANGER
    ]
    return Pictured(
        kind=form.kind_label(row.kind),
        state=found.state,
        state_label=STATES[found.state],
        state_at=found.state_at,
        severity=row.severity,
        gravity=sum(reason.minutes for reason in reasons),
        at_risk=urgency.people_at_risk(form, row.fields),
        reasons=tuple(reason.text for reason in reasons if reason.code != "severity"),
        overdue=found.state in OPEN and row.due_at is not None and row.due_at < moment,
        happened_at=row.happened_at,
        known_at=row.known_at,
        commune_code=row.commune_code,
        landmark=row.landmark,
        road=row.road,
        chainage=row.chainage,
        note=row.note,
        witnesses=row.witnesses,
        holder=row.holder,
    )
