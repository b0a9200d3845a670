"""Classes of a choropleth. Pure: no database.

A break is the upper bound of a class and belongs to it, as in mapclassify; the last class has none.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from geoops.indicators.compare.errors import BadBreaks

Method = Literal["equal_interval", "quantile", "natural_breaks", "standard_deviation", "threshold", "manual"]
Floats = NDArray[np.float64]

FEWEST, MOST = 2, 9
GIVEN: Final[frozenset[str]] = frozenset({"threshold", "manual"})
"""Methods whose breaks somebody gives."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Breaks from low to high, and how many of the values lie in each of the `len(breaks) + 1` classes.

    `locked`: the breaks were given, not worked out from these values.
    """

    method: Method
    breaks: tuple[float, ...]
    counts: tuple[int, ...]
    locked: bool


def classify(values: Floats, method: Method, count: int, breaks: Sequence[float] | None = None) -> Classes:
    """Classes of finite values. With `breaks` they are those, whatever the method: locked across maps and time.

    Fewer classes come back where there are fewer different values. Raises BadBreaks for breaks that do not ascend, are
    no finite numbers or are too many, and where the method needs them and there are none.
    """
    if breaks is not None:
        found = checked(breaks)
    elif method in GIVEN:
        raise BadBreaks
    else:
        found = _worked_out(values, method, count)
    numbers = np.bincount(class_of(values, found), minlength=len(found) + 1)
    return Classes(method, found, tuple(int(number) for number in numbers), breaks is not None)


def checked(breaks: Sequence[float]) -> tuple[float, ...]:
    """Breaks as given; raises BadBreaks."""
    given = np.asarray(breaks, dtype=float)
    if not 1 <= given.size < MOST or not np.isfinite(given).all() or (np.diff(given) <= 0).any():
        raise BadBreaks
    return tuple(float(one) for one in given)


def class_of(values: Floats, breaks: Sequence[float]) -> NDArray[np.intp]:
    """The number of each value's class, from 0."""
    return np.searchsorted(np.asarray(breaks, dtype=float), values, side="left")


def _worked_out(values: Floats, method: Method, count: int) -> tuple[float, ...]:
    different = np.unique(values)
    if different.size < 2:
        return ()
    if method == "natural_breaks":
        bounds = natural_breaks(values, count)
    else:
        bounds = _by_mapclassify(values, method, count)
    inner = np.unique(bounds)
    top = float(different[-1])
    return tuple(float(one) for one in inner if different[0] <= one < top)


def _by_mapclassify(values: Floats, method: Method, count: int) -> Floats:
    import mapclassify  # seconds

    makers: dict[str, Any] = {
        "equal_interval": lambda: mapclassify.EqualInterval(values, k=count),
        "quantile": lambda: mapclassify.Quantiles(values, k=count),
        "standard_deviation": lambda: mapclassify.StdMean(values),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fewer different values than classes: fewer classes come back
        return np.asarray(makers[method]().bins, dtype=float)


def natural_breaks(values: Floats, count: int) -> Floats:
    """The upper bounds of the `count` classes with the least sum of squared deviations (Fisher 1958, Jenks 1977).

    mapclassify's own takes some ten seconds for 3,321 values without numba. This is the same optimum: the dynamic
    programme over sorted different values, whose best split never moves left as the end moves right, so each row is
    halved again and again, all halves of a depth at once.
    """
    different, weights = np.unique(values, return_counts=True)
    count = min(count, different.size)
    shifted = different - different.mean()  # against cancellation of large values
    total = np.concatenate([[0.0], np.cumsum(weights)])
    first = np.concatenate([[0.0], np.cumsum(weights * shifted)])
    second = np.concatenate([[0.0], np.cumsum(weights * shifted**2)])

    def spread(begins: NDArray[np.intp], ends: NDArray[np.intp]) -> Floats:
        """Squared deviations of the values from `begins` to `ends`, both in it."""
        sums = first[ends + 1] - first[begins]
        found: Floats = second[ends + 1] - second[begins] - sums * sums / (total[ends + 1] - total[begins])
        return np.maximum(found, 0.0)

    size = different.size
    everything = np.arange(size)
    best = spread(np.zeros(size, dtype=np.intp), everything)
    splits = []
    for groups in range(1, count):
        best, split = _row(best, groups, spread)
        splits.append(split)
    bounds = [size - 1]
    for split in reversed(splits):
        bounds.append(int(split[bounds[-1]]) - 1)
    result: Floats = different[np.array(bounds[::-1])]
    return result


def _row(before: Floats, groups: int, spread: Any) -> tuple[Floats, NDArray[np.intp]]:
    """One more class: for each end the least sum, and where its last class begins."""
    size = before.size
    best = np.full(size, np.inf)
    split = np.zeros(size, dtype=np.intp)
    lows, highs = np.array([groups]), np.array([size - 1])  # ends still to be answered, as spans
    least, most = np.array([groups]), np.array([size - 1])  # where their last class may begin
    while lows.size:
        ends = (lows + highs) // 2
        last = np.minimum(most, ends)
        lengths = last - least + 1
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        which = np.repeat(np.arange(ends.size), lengths)
        begins = np.arange(int(lengths.sum())) - offsets[which] + least[which]
        sums = before[begins - 1] + spread(begins, ends[which])
        lowest = np.minimum.reduceat(sums, offsets)
        # The first place of each span at which it is lowest.
        places = np.flatnonzero(sums == lowest[which])
        _, where = np.unique(which[places], return_index=True)
        chosen = begins[places[where]]
        best[ends], split[ends] = lowest, chosen
        left, right = lows < ends, ends < highs
        lows, highs, least, most = (
            np.concatenate([lows[left], ends[right] + 1]),
            np.concatenate([ends[left] - 1, highs[right]]),
            np.concatenate([least[left], chosen[right]]),
            np.concatenate([chosen[left], most[right]]),
        )
    return best, split
