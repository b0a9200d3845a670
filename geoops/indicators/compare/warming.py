"""The libraries of statistics, brought in beside the running service: they take seconds, and somebody's first comparison
would wait for them. Nothing of the start waits: the first thing a thread does is to sleep."""

import threading
import time
from itertools import pairwise
from typing import Final

import numpy as np
import structlog

from geoops.indicators.compare.classes import Method, classify
from geoops.indicators.compare.contiguity import Touch
from geoops.indicators.compare.hot_spots import hot_spots

log = structlog.get_logger(__name__)

AFTER_S: Final = 2.0
"""The pages that opened with the program have their first answers by then."""


def begin(after_s: float = AFTER_S) -> threading.Thread:
    """Warm up in a thread of its own, which ends with the process whatever it does."""
    thread = threading.Thread(target=_later, args=(after_s,), name="warm-statistics", daemon=True)
    thread.start()
    return thread


def _later(after_s: float) -> None:
    time.sleep(after_s)
    began = time.perf_counter()
    try:
        warm()
    except Exception as error:  # whoever compares first meets it again, with its number
        log.warning("statistics_not_warmed", exc_info=error)
    else:
        log.info("statistics_warmed", seconds=round(time.perf_counter() - began, 1))


def warm() -> None:
    """Import what comparisons use, by using it on a row of made-up places."""
    methods: tuple[Method, ...] = ("quantile", "equal_interval", "standard_deviation")
    values = np.arange(float(_PLACES))
    for method in methods:
        classify(values, method, 3)
    codes = [f"{place:05}" for place in range(_PLACES)]
    touches = [Touch(one, other, corner=False) for one, other in pairwise(codes)]
    hot_spots(codes, values.tolist(), touches, permutations=9)


_PLACES: Final = 40
