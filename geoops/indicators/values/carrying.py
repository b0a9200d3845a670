"""Old figures on the units of another day, by the lineage: exactly where whole units nest, by share where one was
split, with the error stated. A merger that was undone is crossed as if it had never been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from geoops.kit.i18n import Text

By = Literal["whole", "population", "area", "unknown"]


@dataclass(frozen=True, slots=True)
class Link:
    """A unit and one that it became. `share` of the old unit, 0 to 1; None where it is not known."""

    old: str
    new: str
    share: float | None
    by: By


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure on a unit of the other day.

    `low` and `high` bound the true figure (of a quantity that is nowhere below zero); they are the value itself where
    every source nests. None: not known, for the reason given.
    """

    value: float | None
    low: float | None
    high: float | None
    by: By
    sources: tuple[str, ...]
    reason: Text | None = None


def cross(changes: Sequence[Sequence[Link]], units: Iterable[str]) -> list[Link]:
    """The links from the units of the first day over all changes, in order, to those of the last.

    Two changes that undo each other (what merged is split again into just the units that it was) leave each unit as
    it was, so figures come back exactly. A unit that a change does not name goes on as it is.
    """
    links = [Link(unit, unit, 1.0, "whole") for unit in sorted(set(units))]
    made_of: dict[str, frozenset[str]] = {}
    for change in changes:
        becomes: dict[str, list[Link]] = {}
        for link in change:
            becomes.setdefault(link.old, []).append(link)
        links = [step for link in links for step in _step(link, becomes, made_of)]
        made_of = _made_of(change, made_of, becomes)
    return _joined(links)


def _step(link: Link, becomes: Mapping[str, list[Link]], made_of: Mapping[str, frozenset[str]]) -> list[Link]:
    following = becomes.get(link.new)
    if following is None:
        return [link]
    parts = made_of.get(link.new)
    if parts is not None and parts == {step.new for step in following} and link.old in parts:
        return [Link(link.old, link.old, 1.0, "whole")]
    return [
        Link(link.old, step.new, _times(link.share, step.share), _weaker(link.by, step.by))
        for step in following
    ]


def _made_of(
    change: Sequence[Link], before: Mapping[str, frozenset[str]], becomes: Mapping[str, list[Link]]
) -> dict[str, frozenset[str]]:
    """For each unit of the new day, the units that merged into it whole; not for one with a part of a split unit."""
    sources: dict[str, set[str]] = {}
    split: set[str] = set()
    for link in change:
        if link.by == "whole":
            sources.setdefault(link.new, set()).update(before.get(link.old, frozenset({link.old})))
        else:
            split.add(link.new)
    merged = {new: frozenset(olds) for new, olds in sources.items() if new not in split}
    going_on = {new: olds for new, olds in before.items() if new not in becomes and new not in merged}
    return going_on | merged


def _times(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


_STRENGTH: dict[By, int] = {"whole": 0, "population": 1, "area": 2, "unknown": 3}


def _weaker(one: By, other: By) -> By:
    return max(one, other, key=lambda by: _STRENGTH[by])


def _joined(links: Iterable[Link]) -> list[Link]:
    """Several ways from one unit to another as one link."""
    found: dict[tuple[str, str], Link] = {}
    for link in links:
        key = (link.old, link.new)
        known = found.get(key)
        if known is None:
            found[key] = link
        elif known.by == "whole" or link.by == "whole":
            found[key] = Link(*key, 1.0, "whole")
        else:
            share = None if known.share is None or link.share is None else known.share + link.share
            found[key] = Link(*key, share, _weaker(known.by, link.by))
    return list(found.values())


def carry(values: Mapping[str, float | None], links: Iterable[Link], *, additive: bool) -> dict[str, Carried]:
    """The figures of old units on new ones.

    What adds up (`additive`) is summed, each old unit's figure times its share. What does not (a rate, a score) is
    kept where a new unit is one old unit as a whole, and is unknown elsewhere: rates are worked out again from their
    parts. A missing source makes the sum unknown.
    """
    sources: dict[str, list[Link]] = {}
    targets: dict[str, int] = {}
    for link in links:
        sources.setdefault(link.new, []).append(link)
        targets[link.old] = targets.get(link.old, 0) + 1
    return {
        new: _summed(values, found) if additive else _kept(values, found)
        for new, found in sorted(sources.items())
    }


def _summed(values: Mapping[str, float | None], links: Sequence[Link]) -> Carried:
    names = tuple(sorted(link.old for link in links))
    by: By = max((link.by for link in links), key=lambda one: _STRENGTH[one])
    missing = [link.old for link in links if values.get(link.old) is None]
    if missing:
        told = ", ".join(sorted(missing))
        return Carried(
            None, None, None, by, names,
            Text(f"thiếu số liệu của đơn vị cũ {told}", f"no figure of the old units {told}"),
        )  # fmt: skip
    known = {link.old: value for link in links if (value := values.get(link.old)) is not None}
    whole = sum(known[link.old] for link in links if link.by == "whole")
    split = [link for link in links if link.by != "whole"]
    if not split:
        return Carried(whole, whole, whole, by, names)
    ends = [known[link.old] for link in split]
    low, high = whole + sum(min(end, 0.0) for end in ends), whole + sum(max(end, 0.0) for end in ends)
    if any(link.share is None for link in split):
        told = ", ".join(sorted(link.old for link in split if link.share is None))
        return Carried(
            None, low, high, by, names,
            Text(f"chưa biết tỷ lệ chia của đơn vị cũ {told}", f"the shares of the old units {told} are not known"),
        )  # fmt: skip
    value = whole + sum(known[link.old] * link.share for link in split if link.share is not None)
    return Carried(value, low, high, by, names)


def _kept(values: Mapping[str, float | None], links: Sequence[Link]) -> Carried:
    names = tuple(sorted(link.old for link in links))
    value = values.get(links[0].old)
    if len(links) == 1 and links[0].by == "whole" and value is not None:
        return Carried(value, value, value, "whole", names)
    reason = Text(
        "không cộng được; phải tính lại từ tử số và mẫu số",
        "does not add up; it needs its parts to be worked out again",
    )
    return Carried(None, None, None, "unknown", names, reason)
