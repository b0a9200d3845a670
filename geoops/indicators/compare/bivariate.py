"""The 3x3 classes of two variables. Pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geoops.indicators.compare.classes import Floats, Method, checked, class_of, classify

THIRDS: Final = 3

COLOURS: Final = (
    ("#e8e8e8", "#ace4e4", "#5ac8c8"),
    ("#dfb0d6", "#a5add3", "#5698b9"),
    ("#be64ac", "#8c62aa", "#3b4994"),
)
"""Joshua Stevens, "Bivariate Choropleth Maps: A How-to Guide" (2015), scheme "Blues" of pink and teal: rows rise with
the second variable, columns with the first."""


@dataclass(frozen=True, slots=True)
class Bivariate:
    """`cells[row][column]`: how many communes, rows by the second variable and columns by the first, low to high."""

    first_breaks: tuple[float, ...]
    second_breaks: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]


def bivariate(
    first: Floats,
    second: Floats,
    method: Method,
    first_breaks: tuple[float, ...] | None,
    second_breaks: tuple[float, ...] | None,
) -> tuple[Bivariate, NDArray[np.intp]]:
    """Thirds of both, over the communes that have both (NaN: not known), and the class `3 * row + column` of each; -1
    where one is missing. Given breaks are kept. Raises BadBreaks."""
    both = np.isfinite(first) & np.isfinite(second)
    one = _breaks(first[both], method, first_breaks)
    other = _breaks(second[both], method, second_breaks)
    numbers = np.full(first.size, -1, dtype=np.intp)
    numbers[both] = THIRDS * class_of(second[both], other) + class_of(first[both], one)
    counts = np.bincount(numbers[both], minlength=THIRDS * THIRDS).reshape(THIRDS, THIRDS)
    return Bivariate(one, other, tuple(tuple(int(n) for n in row) for row in counts)), numbers


def _breaks(values: Floats, method: Method, given: tuple[float, ...] | None) -> tuple[float, ...]:
    if given is not None:
        return checked(given)[: THIRDS - 1]
    return classify(values, method, THIRDS).breaks[: THIRDS - 1]
