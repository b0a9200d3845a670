"""Rates with few cases: intervals by a stated method, and shrinkage towards the mean of all. Pure."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
IntervalMethod = Literal["wilson", "byar"]

Z_95: Final = 1.959963984540054
FEW: Final = 20
"""A rate on fewer cases than this is marked. The bound is our choice, after the habit of many statistical offices to
call rates on fewer than twenty cases unreliable; it hides nothing."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """95 % intervals of rates (a share or cases per one of the base); NaN where a rate has none."""

    method: IntervalMethod
    low: Floats
    high: Floats


def intervals(cases: Floats, base: Floats) -> Intervals:
    """Wilson's score interval (1927) where every case is one of the base, else Byar's for counts (Breslow and Day 1987,
    volume II, equations 2.15 and 2.16). `cases` are counts, not below zero; a base of zero has no interval."""
    known = np.isfinite(cases) & np.isfinite(base) & (base > 0) & (cases >= 0)
    if known.any() and (cases[known] <= base[known]).all():
        return Intervals("wilson", *_masked(known, *_wilson(cases, base)))
    return Intervals("byar", *_masked(known, *_byar(cases, base)))


def _masked(known: NDArray[np.bool_], low: Floats, high: Floats) -> tuple[Floats, Floats]:
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def _wilson(cases: Floats, base: Floats) -> tuple[Floats, Floats]:
    with np.errstate(all="ignore"):
        share = cases / base
        middle = share + Z_95**2 / (2 * base)
        reach = Z_95 * np.sqrt(share * (1 - share) / base + Z_95**2 / (4 * base**2))
        scale = 1 + Z_95**2 / base
        return np.maximum((middle - reach) / scale, 0.0), np.minimum((middle + reach) / scale, 1.0)


def _byar(cases: Floats, base: Floats) -> tuple[Floats, Floats]:
    with np.errstate(all="ignore"):
        more = cases + 1
        low = cases * (1 - 1 / (9 * cases) - Z_95 / (3 * np.sqrt(cases))) ** 3
        high = more * (1 - 1 / (9 * more) + Z_95 / (3 * np.sqrt(more))) ** 3
        return np.where(cases > 0, low, 0.0) / base, high / base


def empirical_bayes(cases: Floats, base: Floats) -> Floats:
    """Each rate moved towards that of all, the more the smaller its base (Marshall 1991, global, by moments).

    NaN where cases or base are not known. Where the rates differ no more than chance would have it, all are the mean.
    """
    known = np.isfinite(cases) & np.isfinite(base) & (base > 0)
    found = np.full(cases.shape, np.nan)
    if not known.any():
        return found
    n, b = cases[known], base[known]
    mean = n.sum() / b.sum()
    rate = n / b
    variance = (b * (rate - mean) ** 2).sum() / b.sum() - mean / b.mean()
    variance = max(float(variance), 0.0)
    share = variance / (variance + mean / b) if variance > 0 else np.zeros_like(b)
    found[known] = share * rate + (1 - share) * mean
    return found
