"""Numbers written as text: one table for the server and the browser (`web/test/numbers.test.ts` reads it too)."""

import json
import math
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.kit.numbers import (
    A_DATE,
    NO_NUMBER,
    TOO_LONG,
    TWO_READINGS,
    NoNumber,
    cell_number,
    read_number,
    vietnamese,
)

CASES = json.loads((Path(__file__).parent / "numbers.json").read_text("utf-8"))


def refused(written: str, most: float = math.inf) -> NoNumber:
    with pytest.raises(NoNumber) as fault:
        read_number(written, most=most)
    return fault.value


@pytest.mark.parametrize(("written", "value"), CASES["read"])
def test_read(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize(("written", "most", "value"), CASES["read_up_to"])
def test_a_reading_that_cannot_be_is_none(written: str, most: float, value: float) -> None:
    assert read_number(written, most=most) == value


@pytest.mark.parametrize(("written", "value"), CASES["read_whole"])
def test_of_what_is_counted_only_a_whole_reading_can_be(written: str, value: float) -> None:
    assert read_number(written, whole=True) == cell_number(written, whole=True) == value


@pytest.mark.parametrize(("written", "large", "small"), CASES["two_readings_whole"])
def test_two_whole_readings_are_refused_also_where_things_are_counted(
    written: str, large: str, small: str
) -> None:
    with pytest.raises(NoNumber) as fault:
        read_number(written, whole=True)
    assert fault.value.text == TWO_READINGS.format(large=large, small=small)


@pytest.mark.parametrize(("written", "large", "small"), CASES["two_readings"])
def test_two_readings_are_refused_with_both_ways_to_write_it(written: str, large: str, small: str) -> None:
    assert refused(written).text == TWO_READINGS.format(large=large, small=small)
    assert abs(read_number(large)) > abs(
        read_number(small)
    )  # what the sentence tells people to write is taken


@pytest.mark.parametrize(("written", "most", "large", "small"), CASES["two_readings_up_to"])
def test_two_readings_within_or_beyond_what_can_be(written: str, most: float, large: str, small: str) -> None:
    assert refused(written, most).text == TWO_READINGS.format(large=large, small=small)


@pytest.mark.parametrize(
    ("written", "why"),
    [(one, A_DATE) for one in CASES["a_date"]]
    + [(one, TOO_LONG) for one in CASES["too_long"]]
    + [(one, NO_NUMBER) for one in ["", " ", *CASES["no_number"]]],
)
def test_refused(written: str, why: object) -> None:
    assert refused(written).text == why


@pytest.mark.parametrize(("value", "written"), CASES["written"])
def test_what_a_field_shows_is_read_back(value: float, written: str) -> None:
    assert read_number(written) == value


def test_a_cell_that_is_a_number_stays_one() -> None:
    assert (cell_number(1.234), cell_number(1234), cell_number("1.234,5")) == (1.234, 1234, 1234.5)
    for bad in (True, None, math.nan, math.inf, 10**400, b"12", [1]):
        with pytest.raises(NoNumber, match="no number"):
            cell_number(bad)
    for day in (date(2026, 5, 12), datetime(2026, 5, 12), timedelta(1)):  # noqa: DTZ001 - a cell has no zone
        with pytest.raises(NoNumber) as fault:
            cell_number(day)
        assert fault.value.text == A_DATE


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_what_is_shown_is_read_back(value: object) -> None:
    number = float(str(value))
    shown = vietnamese(number)
    try:
        assert read_number(shown) == pytest.approx(number, abs=1e-9)
    except NoNumber as fault:
        assert shown.lstrip("-").count(".") + shown.count(",") == 1  # 1.234 or 1,234 alone
        assert "two ways" in fault.text.en


@given(
    st.integers(0, 10**9),
    st.integers(0, 6),
    st.sampled_from([".,", ",.", " ,", " ."]),
    st.booleans(),
    st.booleans(),
)
def test_no_number_is_ever_taken_for_another(
    digits: int, places: int, marks: str, grouped: bool, negative: bool
) -> None:
    """However a number is written, in whichever of the two ways: it is read back as itself or refused."""
    group, decimal = marks
    number = (-digits if negative else digits) / 10**places
    whole, _, rest = f"{digits / 10**places:.{places}f}".partition(".")
    written = f"{int(whole):,}".replace(",", group) if grouped else whole
    written = ("-" if negative else "") + written + (decimal + rest if rest else "")
    try:
        assert read_number(written) == pytest.approx(number, abs=1e-12)
    except NoNumber as fault:
        assert "two ways" in fault.text.en
