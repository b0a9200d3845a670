"""When two reports look like one event: near in space, time, kind and words. Pure.

Each part is 1 for the same and falls to 0; the score is their weighted sum, and every answer says the parts, so that
a person can see why.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geoops.incidents.rules import LikenessRules
from geoops.incidents.triage.store import Pair

_UNKNOWN_TEXT = 0.3
"""Where one says nothing, words speak neither for nor against."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are, and in what."""

    score: float
    place: float
    time: float
    kind: float
    text: float
    metres: float | None
    hours: float


def likeness(rules: LikenessRules, pair: Pair) -> Likeness:
    """The likeness of a pair. What lies within the uncertainty of both positions counts as no distance."""
    if pair.metres is not None:
        beyond = max(0.0, pair.metres - min(pair.doubt_m, rules.distance_m / 2))
        place = max(0.0, 1 - beyond / rules.distance_m)
    else:
        place = rules.same_commune if pair.same_commune else 0.0
    time = max(0.0, 1 - pair.hours / rules.hours)
    kind = _kind(rules, pair.kind, pair.other_kind)
    text = _UNKNOWN_TEXT if pair.text_likeness is None else min(1.0, pair.text_likeness * 1.5)
    weights = rules.weights
    score = weights.place * place + weights.time * time + weights.kind * kind + weights.text * text
    if place == 0 or kind == 0:
        score = 0.0
    return Likeness(
        round(score, 3),
        round(place, 3),
        round(time, 3),
        kind,
        round(text, 3),
        pair.metres,
        round(pair.hours, 2),
    )


def _kind(rules: LikenessRules, a: str, b: str) -> float:
    if a == b:
        return 1.0
    if "other" in (a, b) or any({a, b} == set(pair) for pair in rules.related_kinds):
        return rules.related_kind
    return 0.0


def groups(
    likes: Iterable[tuple[uuid.UUID, uuid.UUID, float]], order: Sequence[uuid.UUID], least: float
) -> list[tuple[uuid.UUID, list[tuple[uuid.UUID, float]]]]:
    """Groups of reports: around the first in `order` that is not in one, all that look like it.

    Every member looks like the first one itself. A chain of likenesses from village to village makes no group.
    """
    alike: dict[uuid.UUID, dict[uuid.UUID, float]] = {}
    for a, b, score in likes:
        if score >= least:
            alike.setdefault(a, {})[b] = score
            alike.setdefault(b, {})[a] = score
    taken: set[uuid.UUID] = set()
    found = []
    for first in order:
        if first in taken or first not in alike:
            continue
        members = [(one, score) for one, score in alike[first].items() if one not in taken]
        if members:
            members.sort(key=lambda member: -member[1])
            taken |= {first, *(one for one, _ in members)}
            found.append((first, members))
    return found
