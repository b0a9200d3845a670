"""Does what a rule said agree with what happened? The standard figures of forecast verification. Pure, over arrays.

The unit is one commune at one step (an hour). Arrays have the shape (steps, communes). An event is matched forward:
the rule is right at a step when the event is there at that step or at one of the next `window` steps.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counts:
    """Commune-hours. What the rule could not tell is counted apart, by whether there was an event."""

    hits: int
    misses: int
    false_alarms: int
    correct_negatives: int
    unknown_with_event: int
    unknown_without_event: int

    @property
    def pod(self) -> float | None:
        """Probability of detection where the rule could tell: hits / (hits + misses)."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def pod_of_all(self) -> float | None:
        """The same over all events: what the rule could not tell counts as missed."""
        return _ratio(self.hits, self.hits + self.misses + self.unknown_with_event)

    @property
    def far(self) -> float | None:
        """False alarm ratio: false alarms / (hits + false alarms)."""
        return _ratio(self.false_alarms, self.hits + self.false_alarms)

    @property
    def csi(self) -> float | None:
        """Critical success index: hits / (hits + misses + false alarms)."""
        return _ratio(self.hits, self.hits + self.misses + self.false_alarms)

    def as_dict(self) -> dict[str, Any]:
        """Counts and figures as they go into a card."""
        figures = {"pod": self.pod, "pod_of_all": self.pod_of_all, "far": self.far, "csi": self.csi}
        return asdict(self) | figures


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def ahead(event: Bools, window: int) -> Bools:
    """At each step: whether the event is there at it or at one of the next `window` steps."""
    out = event.copy()
    for step in range(1, min(window, len(event) - 1) + 1):
        out[:-step] |= event[step:]
    return out


def count(said: Bools, unknown: Bools, event: Bools, counted: Bools) -> Counts:
    """The contingency table over the commune-hours in `counted`. What is `unknown` is not `said`."""
    said = said & ~unknown
    told = counted & ~unknown
    return Counts(
        hits=int((said & event & told).sum()),
        misses=int((~said & event & told).sum()),
        false_alarms=int((said & ~event & told).sum()),
        correct_negatives=int((~said & ~event & told).sum()),
        unknown_with_event=int((unknown & event & counted).sum()),
        unknown_without_event=int((unknown & ~event & counted).sum()),
    )


@dataclass(frozen=True, slots=True)
class Leads:
    """How long before (positive) or after (negative) the beginning of an event the rule first spoke, in steps, of every
    event that it spoke of; and how many events there were."""

    steps: tuple[int, ...]
    events: int

    def as_dict(self, step_minutes: int) -> dict[str, Any]:
        """Minutes, as they go into a card."""
        minutes = np.array(self.steps) * step_minutes
        return {
            "events": self.events,
            "spoken_of": len(self.steps),
            "before": int((minutes > 0).sum()) if len(minutes) else 0,
            "at_once": int((minutes == 0).sum()) if len(minutes) else 0,
            "after": int((minutes < 0).sum()) if len(minutes) else 0,
            "median_minutes": float(np.median(minutes)) if len(minutes) else None,
        }


def leads(said: Bools, event: Bools, furthest: int) -> Leads:
    """The lead of every event: an unbroken run of steps of one commune. The rule's first word is looked for from
    `furthest` steps before its beginning to its end."""
    found: list[int] = []
    events = 0
    begins = event.copy()
    begins[1:] &= ~event[:-1]
    for start, commune in np.argwhere(begins).tolist():
        events += 1
        quiet = np.flatnonzero(~event[start:, commune])
        end = start + int(quiet[0]) if len(quiet) else len(event)
        earliest = max(0, start - furthest)
        spoken = np.flatnonzero(said[earliest:end, commune])
        if len(spoken):
            found.append(start - (earliest + int(spoken[0])))
    return Leads(tuple(found), events)
