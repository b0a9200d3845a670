"""Readiness: the weakest of the four pillars against the demand, never a mean. Pure: arrays in, arrays out.

What nobody has counted is not known, and not zero: it can neither make a commune ready nor, by itself, call it short. A
known shortage stands whatever is not known beside it; the readiness is then *at most* the ratio that is told.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geoops.resources.assessing.needs import Floats, needs
from geoops.resources.kinds import PILLARS, Pillar

PILLAR_ORDER: Final[tuple[Pillar, ...]] = tuple(PILLARS)
READY, SHORT, UNKNOWN, NOT_ASKED = 0, 1, 2, 3
"""States of a need, a pillar, a commune. NOT_ASKED: the danger does not ask for it."""
STATES: Final = ("ready", "short", "unknown", "not_asked")

Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row a commune. `state` and `ratio` are of the commune, `pillar_*` of its pillars (columns in PILLAR_ORDER).

    A ratio is what is ready divided by what is needed; infinite where nothing is asked, NaN where it is not known.
    `weakest` is the number of the pillar that decides, `failing` that of the need (-1: none), `pillar_failing` that of
    the need that decides each pillar. `at_most`: something
    beside a known shortage is not known.
    """

    state: Codes
    ratio: Floats
    weakest: Codes
    failing: Codes
    at_most: NDArray[np.bool_]
    need_ratio: Floats
    pillar_state: Codes
    pillar_ratio: Floats
    pillar_failing: Codes


def judge(need: Floats, ready: Floats) -> Judged:
    """Communes in rows, needs in the order of `needs()` in columns. `ready` is NaN where it is not known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(need > 0, ready / need, np.inf)
    ratio = np.where(np.isnan(need), np.nan, ratio)
    size = len(need)
    pillar_state = np.empty((size, len(PILLAR_ORDER)), dtype=np.int8)
    pillar_ratio = np.empty((size, len(PILLAR_ORDER)))
    pillar_need = np.empty((size, len(PILLAR_ORDER)), dtype=np.int8)
    open_ = np.zeros(size, dtype=np.bool_)
    for column, pillar in enumerate(PILLAR_ORDER):
        mine = np.array([index for index, one in enumerate(needs()) if one.pillar == pillar])
        state, least, which, unknown = _weakest(ratio[:, mine])
        pillar_state[:, column], pillar_ratio[:, column], pillar_need[:, column] = state, least, mine[which]
        open_ |= unknown
    decided = np.where(pillar_state == UNKNOWN, np.nan, pillar_ratio)
    state, least, which, _ = _weakest(decided)
    rows = np.arange(size)
    asked = state != NOT_ASKED
    return Judged(
        state=state,
        ratio=least,
        weakest=np.where(asked, which, -1).astype(np.int8),
        failing=np.where(asked, pillar_need[rows, which], -1).astype(np.int8),
        at_most=(state == SHORT) & open_,
        need_ratio=ratio,
        pillar_state=pillar_state,
        pillar_ratio=pillar_ratio,
        pillar_failing=np.where(pillar_state == NOT_ASKED, -1, pillar_need).astype(np.int8),
    )


def _weakest(ratio: Floats) -> tuple[Codes, Floats, NDArray[np.intp], NDArray[np.bool_]]:
    """Of each row: the state, the deciding ratio (NaN where unknown decides), its column, and whether any is unknown."""
    unknown: NDArray[np.bool_] = np.isnan(ratio)
    known = np.where(unknown, np.inf, ratio)
    least: Floats = known.min(axis=1)
    some: NDArray[np.bool_] = np.any(unknown, axis=1)
    state = np.where(least < 1, SHORT, np.where(some, UNKNOWN, np.where(np.isinf(least), NOT_ASKED, READY)))
    open_ = state == UNKNOWN
    which: NDArray[np.intp] = np.where(open_, unknown.argmax(axis=1), known.argmin(axis=1))
    told: Floats = np.where(open_, np.nan, least)
    return state.astype(np.int8), told, which, some
