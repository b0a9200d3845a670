"""What is said of the values of a map beside its colours: summary, distribution, correlation, ranks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_BINS: Final = 30
LEAST_PAIRS: Final = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """Moments and order of the values that are compared; the standard deviation is that of the whole (ddof 0)."""

    count: int
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float
    mean: float
    standard_deviation: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many values lie between each two `edges`."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two variables go together over the `n` communes that have both. None where one of them is the same
    everywhere, or fewer than three communes have both."""

    n: int
    pearson: float | None
    spearman: float | None


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a commune, 1 for the greatest value, equal values alike; `change` against the period before,
    positive where it rose. None where one of both is not known."""

    rank: int
    change: int | None


def summary(values: Floats) -> Summary | None:
    """The summary of finite values; None of none."""
    if not values.size:
        return None
    least, lower, median, upper, most = (float(one) for one in np.percentile(values, (0, 25, 50, 75, 100)))
    return Summary(
        int(values.size), least, lower, median, upper, most, float(values.mean()), float(values.std())
    )


def histogram(values: Floats) -> Histogram | None:
    """Bins by Freedman and Diaconis, at most MOST_BINS; None without values."""
    if not values.size:
        return None
    count = MOST_BINS
    quartiles = np.percentile(values, (25, 75))
    width = 2 * float(quartiles[1] - quartiles[0]) / values.size ** (1 / 3)
    span = float(values.max() - values.min())
    if width > 0 and np.isfinite(span):
        count = int(min(max(np.ceil(span / width), 5), MOST_BINS))
    counts, edges = np.histogram(values, bins=count)
    return Histogram(tuple(map(float, edges)), tuple(map(int, counts)))


def correlation(first: Floats, second: Floats) -> Correlation:
    """Pearson's r and Spearman's rho over pairs (NaN: not known)."""
    both = np.isfinite(first) & np.isfinite(second)
    one, other = first[both], second[both]
    if one.size < LEAST_PAIRS:
        return Correlation(int(one.size), None, None)
    return Correlation(
        int(one.size), _pearson(one, other), _pearson(average_ranks(one), average_ranks(other))
    )


def _pearson(one: Floats, other: Floats) -> float | None:
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((one**2).sum()) * np.sqrt((other**2).sum()))
    if scale == 0 or not np.isfinite(scale):
        return None
    return float(np.clip((one * other).sum() / scale, -1.0, 1.0))


def average_ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values with the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found: Floats = (ends - (counts - 1) / 2.0)[where]
    return found


def ranks(values: Mapping[str, float], before: Mapping[str, float] | None) -> dict[str, Rank]:
    """The rank of each commune, and how many places it rose since the period before, among those with both values.

    A commune without an earlier value is left out on both sides of a change: newcomers do not push anybody down.
    """
    now = _places(values)
    if before is None:
        return {code: Rank(place, None) for code, place in now.items()}
    common = values.keys() & before.keys()
    then = _places({code: before[code] for code in common})
    since = _places({code: values[code] for code in common})
    return {
        code: Rank(place, then[code] - since[code] if code in common else None) for code, place in now.items()
    }


def _places(values: Mapping[str, float]) -> dict[str, int]:
    """Competition ranks: two firsts are followed by a third."""
    codes = list(values)
    numbers = np.array([values[code] for code in codes], dtype=float)
    ascending = np.sort(-numbers)
    return {
        code: int(place) + 1 for code, place in zip(codes, np.searchsorted(ascending, -numbers), strict=True)
    }
