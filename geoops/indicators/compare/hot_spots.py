"""Hot and cold spots by local Moran's I with control of the false discovery rate. Pure; the libraries are imported late.

Anselin (1995), Local indicators of spatial association; Benjamini and Hochberg (1995), Controlling the false discovery
rate; Castro and Singer (2006) for its use here.
"""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from geoops.indicators.compare.contiguity import Touch
from geoops.indicators.compare.errors import TooFewValues

Floats = NDArray[np.float64]
Kind = Literal["high_high", "low_low", "low_high", "high_low", "not_significant", "island"]

PERMUTATIONS: Final = 999
SEED: Final = 20_250_701
"""One seed for all, so that the same question has the same answer."""

LEAST: Final = 8
"""Fewer communes than this make no pattern that permutations could tell from chance."""

_QUADRANTS: Final[Mapping[int, Kind]] = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune: its local I, pseudo p-value (one-sided, folded), and what it is at the level of the question."""

    code: str
    kind: Kind
    local_i: float | None
    p: float | None
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HotSpots:
    """The spots in the order of the codes asked, and how they came about.

    `cut_off`: the greatest p that counts, by Benjamini and Hochberg at `alpha`. `islands`: communes with a value of
    which no neighbour has one. `global_i` with its own pseudo p-value.
    """

    spots: tuple[Spot, ...]
    global_i: float
    global_p: float
    cut_off: float
    alpha: float
    permutations: int
    seed: int
    islands: tuple[str, ...]


def neighbours_of(touches: Iterable[Touch], codes: Iterable[str]) -> dict[str, list[str]]:
    """For each code the codes among them that touch it, sorted; an empty list for an island."""
    found: dict[str, list[str]] = {code: [] for code in sorted(codes)}
    for touch in touches:
        if touch.one in found and touch.other in found:
            found[touch.one].append(touch.other)
            found[touch.other].append(touch.one)
    return {code: sorted(others) for code, others in found.items()}


def hot_spots(
    codes: Sequence[str],
    values: Sequence[float],
    touches: Iterable[Touch],
    *,
    alpha: float = 0.05,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> HotSpots:
    """Local Moran's I of communes with finite values, row-standardised weights over queen neighbours with values.

    Islands take no part. Raises TooFewValues for fewer than LEAST communes that are no islands, or where all values
    are the same.
    """
    around = neighbours_of(touches, codes)
    islands = tuple(code for code in codes if not around[code])
    part = [place for place, code in enumerate(codes) if around[code]]
    y = np.asarray([values[place] for place in part], dtype=float)
    if y.size < LEAST or np.ptp(y) == 0:
        raise TooFewValues
    named = [codes[place] for place in part]
    local, p, quadrants, global_i, global_p = _moran(named, y, around, permutations, seed)
    cut_off = false_discovery_cut_off(p, alpha)
    by_code = {
        code: Spot(
            code,
            _QUADRANTS[int(quadrant)] if chance <= cut_off else "not_significant",
            float(own),
            float(chance),
            tuple(around[code]),
        )
        for code, own, chance, quadrant in zip(named, local, p, quadrants, strict=True)
    }
    spots = tuple(by_code.get(code, Spot(code, "island", None, None, ())) for code in codes)
    return HotSpots(spots, global_i, global_p, cut_off, alpha, permutations, seed, islands)


def _moran(
    codes: Sequence[str], y: Floats, around: Mapping[str, Sequence[str]], permutations: int, seed: int
) -> tuple[Floats, Floats, NDArray[np.int_], float, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numba is not there; components of the graph that stand apart
        import esda  # seconds
        from libpysal.weights import W

        weights = W({code: list(around[code]) for code in codes}, id_order=list(codes), silence_warnings=True)
        weights.transform = "r"
        found = esda.Moran_Local(
            y, weights, permutations=permutations, seed=seed, n_jobs=1, keep_simulations=False
        )
        whole, chance = _global(y, weights, permutations, seed)
    return found.Is, found.p_sim, found.q, whole, chance


def _global(y: Floats, weights: object, permutations: int, seed: int) -> tuple[float, float]:
    """Moran's I of the whole and its folded pseudo p-value, all permutations in sparse products."""
    z = (y - y.mean()) / y.std()
    sparse = weights.sparse  # type: ignore[attr-defined]  # libpysal's W
    whole = float(z @ (sparse @ z) / sparse.sum() * z.size / (z @ z))
    generator = np.random.default_rng(seed)
    larger = 0
    for _ in range(permutations):
        mixed = generator.permutation(z)
        larger += float(mixed @ (sparse @ mixed) / sparse.sum()) >= whole
    return whole, (min(larger, permutations - larger) + 1) / (permutations + 1)


def false_discovery_cut_off(p: Floats, alpha: float) -> float:
    """The greatest p-value at or under its own bound `alpha * rank / n` (Benjamini and Hochberg 1995, procedure 1);
    0 where none is."""
    ascending = np.sort(p)
    bounds = alpha * np.arange(1, p.size + 1) / p.size
    below = np.flatnonzero(ascending <= bounds)
    return float(ascending[below[-1]]) if below.size else 0.0
