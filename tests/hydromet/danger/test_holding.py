"""A commune does not flicker: properties of how a level is held."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geoops.hydromet.danger.evaluate import OUTSIDE, UNKNOWN
from geoops.hydromet.danger.holding import Held, hold
from geoops.hydromet.danger.rule import Hold

RULE = Hold(at_least_minutes=60, below_minutes=30)
MINUTE = 60.0


def run(computed: list[int], step: int = 10, rule: Hold = RULE) -> list[int]:
    held = Held.empty(1)
    out = []
    for number, level in enumerate(computed):
        held = hold(held, np.array([level], dtype=np.int8), number * step * MINUTE, rule)
        out.append(int(held.level[0]))
    return out


def test_up_at_once_down_after_a_while() -> None:
    # Every ten minutes. Reached at 10; below from 20; an hour is over at 70.
    assert run([0, 2, 0, 0, 0, 0, 0, 0, 0]) == [0, 2, 2, 2, 2, 2, 2, 0, 0]


def test_a_return_within_the_wait_starts_it_again() -> None:
    assert run([1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0]) == [1] * 13 + [0]


def test_it_falls_to_the_highest_of_the_wait() -> None:
    assert run([3, 3, 3, 3, 3, 3, 3, 0, 2, 1, 1, 1]) == [3] * 10 + [2, 2]


def test_silence_does_not_end_a_danger_at_once_and_then_is_said_to_be_silence() -> None:
    assert run([2] + [UNKNOWN] * 8) == [2] * 6 + [UNKNOWN] * 3


def test_what_is_no_danger_is_not_held() -> None:
    assert run([0, UNKNOWN, 0, OUTSIDE, 0]) == [0, UNKNOWN, 0, OUTSIDE, 0]


def test_since_is_that_of_the_level() -> None:
    held = Held.empty(2)
    for minute, levels in ((0, [1, 0]), (10, [2, 0]), (20, [2, 1])):
        held = hold(held, np.array(levels, dtype=np.int8), minute * MINUTE, RULE)
    assert held.since.tolist() == [600, 1200]


levels = st.lists(st.integers(UNKNOWN, 4), min_size=1, max_size=60)


@settings(max_examples=400)
@given(levels, st.integers(0, 12), st.integers(0, 12))
def test_properties(computed: list[int], least: int, below: int) -> None:
    rule = Hold(at_least_minutes=least * 10, below_minutes=below * 10)
    said = run(computed, 10, rule)
    assert all(
        shown >= level for shown, level in zip(said, computed, strict=True)
    )  # never below what is computed
    began = 0
    for now in range(1, len(said)):
        if said[now] == said[now - 1]:
            continue
        if said[now] < said[now - 1] and said[now - 1] > 0:
            assert now - began >= least  # no danger is shorter than its least duration
            waited = computed[max(0, now - below) : now + 1]
            assert max(waited) < said[now - 1]  # and none ends while it was computed within the wait
        began = now
    if least == below == 0:
        assert said == computed
