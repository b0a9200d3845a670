"""Population density: computed, classed, and unknown where it cannot be known."""

import pytest

from geoops.indicators.density import BREAKS, CLASSES, Residents, class_of, density


def test_residents_over_area() -> None:
    assert density(Residents("03388", 12_000, 96.0)).value == 125.0


@pytest.mark.parametrize(
    "given",
    [
        Residents("00001", None, 10.0),
        Residents("00001", 100, None),
        Residents("00001", 100, 0.0),
        Residents("00001", 100, 10.0, approximate=True),
    ],
)
def test_unknown_is_no_zero_and_says_why(given: Residents) -> None:
    found = density(given)
    assert found.value is None
    assert found.reason is not None
    assert class_of(found.value) is None


def test_nobody_living_there_is_a_zero() -> None:
    assert density(Residents("00001", 0, 10.0)).value == 0.0
    assert class_of(0.0) == "to-50"


def test_a_value_on_a_bound_belongs_below() -> None:
    assert [class_of(bound) for bound in BREAKS] == list(CLASSES[:-1])
    assert [class_of(bound + 0.001) for bound in BREAKS] == list(CLASSES[1:])
