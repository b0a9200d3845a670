"""Numbers written as text into a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.forms.numbers import (
    A_DATE,
    NO_NUMBER,
    TWO_READINGS,
    NoNumber,
    read_number,
    vietnamese,
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5", 1234.5), ("1 234,5", 1234.5), ("1.234.567", 1234567), ("1234.5", 1234.5), ("-3,25", -3.25),
        ("0.125", 0.125), ("0", 0), ("12", 12), ("１２", 12), ("−7", -7), ("1\u00a0234", 1234), ("1,500", 1.5),
    ],
)  # fmt: skip
def test_read(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1.234", TWO_READINGS), ("12.500", TWO_READINGS), ("12/5", A_DATE), ("31/12/2025", A_DATE),
        ("2025-12-31", A_DATE), ("nhiều", NO_NUMBER), ("1,2,3", NO_NUMBER), ("1.23,4", NO_NUMBER),
        ("NaN", NO_NUMBER), ("inf", NO_NUMBER), ("1e5", NO_NUMBER), ("=1+1", NO_NUMBER), ("5 triệu", NO_NUMBER),
        ("9" * 400, NO_NUMBER), ("-", NO_NUMBER),
    ],
)  # fmt: skip
def test_not_guessed(written: str, why: object) -> None:
    with pytest.raises(NoNumber) as refused:
        read_number(written)
    assert refused.value.text == why


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_what_is_shown_is_read_back(value: object) -> None:
    number = float(str(value))
    shown = vietnamese(number)
    try:
        assert read_number(shown) == pytest.approx(number, abs=1e-9)
    except NoNumber as refused:
        assert refused.text == TWO_READINGS  # 1.234 alone
