"""The values of several places as one, by the indicator's rule. What cannot be added is refused, with the reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from geoops.indicators.errors import NotAdditive
from geoops.indicators.shapes import Rule
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Sum:
    """Several places as one. `value` is None while a place is missing; `so_far` is what is there until then."""

    value: float | None
    so_far: float | None
    places: int
    missing: tuple[str, ...]


def over_places(
    code: str,
    rule: Rule,
    expected: Collection[str],
    values: Mapping[str, float | None],
    weights: Mapping[str, float | None] | None = None,
) -> Sum:
    """The values of the expected places as one: `sum`, or `mean` weighted by `weights`.

    Raises NotAdditive for any other rule: the mean of rates is no rate, and a score of several communes is no score.
    """
    if rule not in ("sum", "mean"):
        raise NotAdditive(
            Text(
                f"{code} không cộng được giữa các xã: quyết định không cho mẫu số hay trọng số để tính lại",
                f"{code} cannot be added over communes: the decision has no denominator or weight for it",
            ),
            extra={"indicator": code, "rule": rule},
        )
    known = {place: value for place in expected if (value := values.get(place)) is not None}
    if rule == "mean":
        given = weights or {}
        weighed = {
            place: (value, weight)
            for place, value in known.items()
            if (weight := given.get(place)) is not None and weight >= 0
        }
        total = sum(weight for _, weight in weighed.values())
        there: Collection[str] = weighed.keys()
        so_far = sum(value * weight for value, weight in weighed.values()) / total if total > 0 else None
    else:
        there = known.keys()
        so_far = sum(known.values()) if known else None
    missing = tuple(sorted(place for place in expected if place not in there))
    return Sum(None if missing else so_far, so_far, len(there), missing)
