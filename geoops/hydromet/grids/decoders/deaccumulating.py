"""From amounts since the start of a forecast (ECMWF) or of a six-hour bucket (GFS) to amounts per step."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

import numpy as np

from geoops.hydromet.grids.geometry import Values

Piece = tuple[datetime, datetime, Values]


def per_step(amounts: Sequence[Piece]) -> Iterator[tuple[int, datetime, datetime, Values]]:
    """Amounts `(starts_at, ends_at, values)` of one variable as pieces that do not overlap, in order of time.

    An amount that begins where an earlier piece began is lessened by the pieces inside it; one that adds no time is
    left out; one that begins inside a piece cannot be parted from it and is left out too. Each piece comes with the
    index of the amount it was made of. Rounding of packed values may leave a difference a little below zero: it is
    passed on, and judged with the other values.
    """
    order = sorted(range(len(amounts)), key=lambda index: (amounts[index][1], -_length(amounts[index])))
    made: list[Piece] = []
    for index in order:
        starts_at, ends_at, values = amounts[index]
        last = made[-1][1] if made else None
        if last is not None and ends_at <= last:
            continue
        if last is not None and starts_at < last:
            inside = [piece for piece in made if piece[0] >= starts_at]
            if not inside or inside[0][0] != starts_at or not _joined(inside):
                continue
            values = (values - np.sum([piece[2] for piece in inside], axis=0, dtype=np.float64)).astype(
                np.float32
            )
            starts_at = last
        made.append((starts_at, ends_at, values))
        yield index, starts_at, ends_at, values


def _length(piece: Piece) -> float:
    return (piece[1] - piece[0]).total_seconds()


def _joined(pieces: Sequence[Piece]) -> bool:
    return all(before[1] == after[0] for before, after in pairwise(pieces))
