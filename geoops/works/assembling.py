"""Pieces of a road, in any order and direction, put into the order in which one drives along it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geoops.works.linear import JOINED_M, Floats, metres_per_degree

MOST_PIECES = 5_000


class Branches(Exception):
    """The pieces are no single way: `lon`, `lat` is where three ends meet."""

    def __init__(self, lon: float, lat: float) -> None:
        super().__init__(f"{lon:.5f}, {lat:.5f}")
        self.lon = lon
        self.lat = lat


def chained(pieces: Sequence[Floats]) -> list[Floats]:
    """The pieces in order, each turned as needed; the whole keeps the direction in which most of it was digitised.

    It begins at the end that is farthest from any other, and goes on each time with the nearest end. Raises Branches
    where three ends meet in one place.
    """
    if len(pieces) == 1:
        return [np.asarray(pieces[0])]
    ends = np.array([[piece[0], piece[-1]] for piece in pieces])
    scale = np.array(metres_per_degree(float(ends[:, :, 1].mean())))
    flat: Floats = (ends * scale).reshape(-1, 2)
    count = len(pieces)
    apart: Floats = np.hypot(*(flat[:, None, :] - flat[None, :, :]).transpose(2, 0, 1))
    own = np.arange(2 * count) // 2
    apart[own[:, None] == own[None, :]] = np.inf
    _check_branches(apart, ends)
    begin = int(apart.min(axis=1).argmax())
    order: list[tuple[int, bool]] = []
    left: npt.NDArray[np.bool_] = np.ones(count, dtype=bool)
    entry = begin
    while True:
        piece, backwards = entry // 2, entry % 2 == 1
        order.append((piece, backwards))
        left[piece] = False
        if not left.any():
            break
        leaves = piece * 2 + (0 if backwards else 1)
        reach = np.where(np.repeat(left, 2), apart[leaves], np.inf)
        entry = int(reach.argmin())
    lengths = np.array([np.hypot(*(np.diff(np.asarray(piece), axis=0) * scale).T).sum() for piece in pieces])
    turned = sum(float(lengths[piece]) for piece, backwards in order if backwards)
    if turned > float(lengths.sum()) / 2:
        order = [(piece, not backwards) for piece, backwards in reversed(order)]
    return [np.asarray(pieces[p])[::-1] if backwards else np.asarray(pieces[p]) for p, backwards in order]


def in_order(pieces: Sequence[Floats]) -> list[Floats]:
    """Pieces whose order is stated: each turned so that it begins where the one before ends."""
    if len(pieces) == 1:
        return [np.asarray(pieces[0])]
    scale = np.array(metres_per_degree(float(pieces[0][0][1])))

    def apart(a: Floats, b: Floats) -> float:
        return float(np.hypot(*((a - b) * scale)))

    first, second = np.asarray(pieces[0]), np.asarray(pieces[1])
    forward = min(apart(first[-1], second[0]), apart(first[-1], second[-1]))
    backward = min(apart(first[0], second[0]), apart(first[0], second[-1]))
    out = [first if forward <= backward else first[::-1]]
    for piece in pieces[1:]:
        here = np.asarray(piece)
        out.append(here if apart(out[-1][-1], here[0]) <= apart(out[-1][-1], here[-1]) else here[::-1])
    return out


def _check_branches(apart: Floats, ends: Floats) -> None:
    touching = (apart <= JOINED_M).sum(axis=1)
    if (touching >= 2).any():
        lon, lat = ends.reshape(-1, 2)[int(touching.argmax())]
        raise Branches(float(lon), float(lat))
