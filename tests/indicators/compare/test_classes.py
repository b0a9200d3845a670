"""Class breaks against figures published elsewhere, and against their own definition."""

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geoops.indicators.compare.bivariate import bivariate
from geoops.indicators.compare.classes import class_of, classify, natural_breaks
from geoops.indicators.compare.errors import BadBreaks

# Employment density of 58 counties of California, published with mapclassify. The breaks and counts below are those of
# its documentation (https://pypi.org/project/mapclassify/2.5.0, "Map Classifiers Supported").
CALIFORNIA = np.asarray(mapclassify.load_example(), dtype=float)
PUBLISHED = {
    "equal_interval": ([822.39, 1644.66, 2466.92, 3289.19], [57, 0, 0, 0, 1]),
    "natural_breaks": ([75.29, 192.05, 370.50, 722.85], [49, 3, 4, 1, 1]),
    "quantile": ([1.46, 5.80, 13.28, 54.62], [12, 11, 12, 11, 12]),
}


@pytest.mark.parametrize("method", PUBLISHED)
def test_breaks_and_counts_are_those_published(method: str) -> None:
    found = classify(CALIFORNIA, method, 5)  # type: ignore[arg-type]
    breaks, counts = PUBLISHED[method]
    assert [round(one, 2) for one in found.breaks] == breaks
    assert list(found.counts) == counts
    assert not found.locked


def test_standard_deviations_stand_about_the_mean() -> None:
    values = np.array([2.0, 4, 4, 4, 5, 5, 7, 9, -3, 13])
    found = classify(values, "standard_deviation", 5)
    mean, deviation = values.mean(), values.std(ddof=1)
    inside = [mean + times * deviation for times in (-2, -1, 1, 2)]
    assert found.breaks == pytest.approx([one for one in inside if values.min() <= one < values.max()])
    assert sum(found.counts) == values.size


def squares(values: NDArray[np.float64], bounds: NDArray[np.float64]) -> float:
    numbers = np.searchsorted(bounds, values, side="left")
    parts = [values[numbers == number] for number in np.unique(numbers)]
    return float(sum(((part - part.mean()) ** 2).sum() for part in parts))


@settings(max_examples=60)
@given(
    st.lists(st.integers(-500, 500).map(lambda n: n / 10), min_size=8, max_size=60),
    st.integers(2, 7),
)
def test_natural_breaks_are_as_good_as_those_of_mapclassify(numbers: list[float], count: int) -> None:
    values = np.array(numbers)
    if np.unique(values).size <= count:
        return
    ours = natural_breaks(values, count)
    theirs = np.asarray(mapclassify.FisherJenks(values, k=count).bins, dtype=float)
    assert squares(values, ours) == pytest.approx(squares(values, theirs), rel=1e-9, abs=1e-6)


def test_natural_breaks_keep_their_sharpness_far_from_zero() -> None:
    near = np.array([1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.2])
    assert natural_breaks(near + 1e9, 3) - 1e9 == pytest.approx([1.2, 5.1, 9.2], abs=1e-5)


def test_a_value_on_a_bound_belongs_to_the_class_below() -> None:
    assert class_of(np.array([1.0, 2.0, 2.5, 9.0]), (2.0, 5.0)).tolist() == [0, 0, 1, 2]


def test_given_breaks_are_kept_whatever_the_values() -> None:
    found = classify(np.array([1.0, 2.0, 300.0]), "natural_breaks", 5, (10.0, 20.0))
    assert (found.breaks, found.counts, found.locked) == ((10.0, 20.0), (2, 0, 1), True)


@pytest.mark.parametrize(
    "breaks",
    [(), (2.0, 1.0), (1.0, 1.0), (float("nan"),), (float("inf"),), tuple(float(n) for n in range(9))],
)
def test_breaks_that_make_no_classes_are_refused(breaks: tuple[float, ...]) -> None:
    with pytest.raises(BadBreaks):
        classify(np.array([1.0, 2.0]), "manual", 5, breaks)


def test_methods_by_hand_need_their_breaks() -> None:
    with pytest.raises(BadBreaks):
        classify(np.array([1.0, 2.0]), "threshold", 5)


@pytest.mark.parametrize("method", ["equal_interval", "quantile", "natural_breaks", "standard_deviation"])
@pytest.mark.parametrize("values", [[], [3.0], [3.0, 3.0, 3.0]])
def test_values_that_do_not_differ_are_one_class(method: str, values: list[float]) -> None:
    found = classify(np.array(values, dtype=float), method, 5)  # type: ignore[arg-type]
    assert (found.breaks, found.counts) == ((), (len(values),))


def test_two_variables_make_nine_classes_of_those_that_have_both() -> None:
    first = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, np.nan], dtype=float)
    second = np.array([9, 8, 7, 6, 5, 4, 3, 2, np.nan, 1], dtype=float)
    found, numbers = bivariate(first, second, "equal_interval", (3.0, 6.0), (4.0, 7.0))
    assert numbers.tolist() == [6, 6, 3, 4, 4, 1, 2, 2, -1, -1]
    assert found.cells == ((0, 1, 2), (1, 2, 0), (2, 0, 0))
