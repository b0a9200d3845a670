"""The life of an outbreak: which status may follow which, and where a reason is asked for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from geoops.kit.i18n import Text

Status = Literal["suspected", "confirmed", "controlled", "over", "ruled_out"]

STATUSES: Final[dict[str, Text]] = {
    "suspected": Text("Nghi ngờ", "Suspected"),
    "confirmed": Text("Đã xác định", "Confirmed"),
    "controlled": Text("Đã khống chế", "Controlled"),
    "over": Text("Đã hết dịch", "Over"),
    "ruled_out": Text("Đã loại trừ", "Ruled out"),
}
ACTIVE: Final = ("suspected", "confirmed", "controlled")
ESTABLISHED: Final = ("confirmed", "controlled")
"""Active, and no mere suspicion: what is counted and has zones."""

_NEXT: Final[dict[str, frozenset[str]]] = {
    "suspected": frozenset({"confirmed", "ruled_out"}),
    "confirmed": frozenset({"controlled", "over", "ruled_out"}),
    "controlled": frozenset({"confirmed", "over"}),
    "over": frozenset({"confirmed"}),
    "ruled_out": frozenset({"suspected", "confirmed"}),
}
_WITH_REASON: Final = frozenset(
    {
        ("suspected", "ruled_out"),
        ("confirmed", "ruled_out"),
        ("controlled", "confirmed"),
        ("over", "confirmed"),
        ("ruled_out", "suspected"),
        ("ruled_out", "confirmed"),
    }
)


def may_follow(present: str, wanted: str) -> bool:
    """Whether an outbreak may go from one status to the other."""
    return wanted in _NEXT[present]


def steps(present: str) -> list[str]:
    """What may follow, in the order of an outbreak's life."""
    return [status for status in STATUSES if status in _NEXT[present]]


def needs_reason(present: str, wanted: str) -> bool:
    """Whether the step leaves the usual path."""
    return (present, wanted) in _WITH_REASON


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A figure that says, above zero, that the outbreak was going on."""

    item: str
    measure: str
    as_of: datetime
    quantity: int


def last_case_at(began_at: datetime, figures: Sequence[CaseFigure]) -> datetime:
    """The latest time at which a report tells of a new case; the beginning where none does.

    A period with cases counts at its end, a figure since the beginning where it is higher than the one before it:
    the case itself may be earlier, never later.
    """
    last = began_at
    highest: dict[str, int] = {}
    for figure in sorted(figures, key=lambda one: (one.as_of, one.measure)):
        if figure.measure == "period":
            new = figure.quantity > 0
            highest[figure.item] = highest.get(figure.item, 0) + figure.quantity
        else:
            new = figure.quantity > highest.get(figure.item, 0)
            highest[figure.item] = figure.quantity
        if new:
            last = max(last, figure.as_of)
    return last


def may_end_at(last_case: datetime, days: int | None) -> datetime | None:
    """From when on the rule of days without a new case is met; None where there is no rule."""
    return last_case + timedelta(days=days) if days is not None else None
