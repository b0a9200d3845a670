"""Which communes touch: queen contiguity of a coverage, whose neighbours share vertices exactly. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

DIGITS: Final = 2
"""Vertices are told apart to a centimetre in Mercator metres."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Two communes that share an edge, or only a `corner`. Each pair once, the lower code first."""

    one: str
    other: str
    corner: bool


def touching(codes: Sequence[str], geometry: NDArray[Any]) -> list[Touch]:
    """Every pair of units of a valid coverage (metres) that share at least one vertex.

    Sharing one vertex alone is a corner. In a coverage an edge that two units share has the same vertices in both.
    """
    points, owner = shapely.get_coordinates(geometry, return_index=True)
    keys = np.round(points, DIGITS)
    _, vertex = np.unique(keys, axis=0, return_inverse=True)
    pairs = np.unique(np.column_stack([vertex.ravel(), owner]), axis=0)
    found: dict[tuple[int, int], int] = {}
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
    ends = np.append(starts[1:], len(pairs))
    several = ends - starts > 1
    for start, end in zip(starts[several], ends[several], strict=True):
        for pair in _pairs(pairs[start:end, 1]):
            found[pair] = found.get(pair, 0) + 1
    touches = []
    for (one, other), shared in found.items():
        low, high = sorted((codes[one], codes[other]))
        touches.append(Touch(low, high, shared == 1))
    return sorted(touches, key=lambda touch: (touch.one, touch.other))


def _pairs(owners: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    listed = [int(owner) for owner in owners]
    for place, one in enumerate(listed):
        for other in listed[place + 1 :]:
            yield one, other
