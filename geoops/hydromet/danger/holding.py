"""How a level is held: up at once, down only after a while, so that a commune does not flicker. Pure, over arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geoops.hydromet.danger.evaluate import OUTSIDE, UNKNOWN, Levels
from geoops.hydromet.danger.rule import Hold

Seconds = NDArray[np.float64]
NEVER = np.nan


@dataclass(frozen=True, slots=True)
class Held:
    """The level each place stands at, since when, and since when what was computed lies below it (NaN: it does not).

    Times are seconds of the epoch. `highest` is the highest level computed since then: what the place falls to.
    """

    level: Levels
    since: Seconds
    falling_since: Seconds
    highest: Levels

    @classmethod
    def empty(cls, size: int) -> "Held":
        """Nothing was ever said of any of the places."""
        return cls(
            np.full(size, OUTSIDE, dtype=np.int8),
            np.full(size, NEVER),
            np.full(size, NEVER),
            np.full(size, OUTSIDE, dtype=np.int8),
        )


def hold(before: Held, computed: Levels, now: float, rule: Hold) -> Held:
    """The next state. A higher level is taken at once. A lower one (or nothing known) is taken when the level has stood
    for `at_least_minutes` and all that was computed in the last `below_minutes` was lower: then the place falls to the
    highest of it. What is not a level of danger (0, unknown, outside) is never held.
    """
    level, since = before.level.copy(), before.since.copy()
    falling, highest = before.falling_since.copy(), before.highest.copy()
    danger = level > 0
    lower = danger & (computed < level)
    starts = lower & np.isnan(falling)
    falling[starts] = now
    highest[starts] = computed[starts]
    goes_on = lower & ~starts
    highest[goes_on] = np.maximum(highest[goes_on], computed[goes_on])
    again = danger & (computed == level)
    falling[again] = NEVER
    with np.errstate(invalid="ignore"):
        released = (
            lower & (now - falling >= rule.below_minutes * 60) & (now - since >= rule.at_least_minutes * 60)
        )
    # A level that is known (0 included) outweighs one unknown moment in between: what the place falls to is the
    # highest of the wait, but only what is computed now may say that nothing is known.
    target = np.where(computed == UNKNOWN, np.where(highest > 0, highest, UNKNOWN), highest).astype(np.int8)
    target = np.where(computed == OUTSIDE, OUTSIDE, target).astype(np.int8)
    changes: NDArray[Any] = (computed > level) | (~danger & (computed != level)) | released
    taken = np.where(released, target, computed).astype(np.int8)
    level[changes] = taken[changes]
    since[changes] = now
    falling[changes] = NEVER
    highest[changes] = OUTSIDE
    # Released to something higher than what is computed now: that one begins to fall at once.
    still = changes & (level > 0) & (computed < level)
    falling[still] = now
    highest[still] = computed[still]
    return Held(level, since, falling, highest)
