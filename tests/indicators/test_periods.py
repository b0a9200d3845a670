"""Periods: written and read the same, without gap or overlap."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.periods import (
    BadPeriod,
    PeriodKind,
    next_period,
    parse_period,
    period_at,
    previous_period,
)

KINDS: list[PeriodKind] = ["hour", "day", "week", "month", "quarter", "half_year", "year"]
MOMENTS = st.integers(min_value=-599_616_000, max_value=4_039_372_800).map(
    lambda s: datetime.fromtimestamp(s, UTC)
)


@given(st.sampled_from(KINDS), MOMENTS)
def test_a_moment_lies_in_its_period_and_periods_meet(kind: PeriodKind, moment: datetime) -> None:
    period = period_at(kind, moment)
    assert period.starts_at <= moment < period.ends_at
    assert parse_period(period.id) == period
    after = next_period(period)
    assert after.starts_at == period.ends_at
    assert previous_period(after) == period


@given(MOMENTS)
def test_quarters_and_halves_are_made_of_months(moment: datetime) -> None:
    year = period_at("year", moment)
    for kind, count in (("month", 12), ("quarter", 4), ("half_year", 2)):
        part, parts = period_at(kind, year.starts_at), 0  # type: ignore[arg-type]  # the kinds above
        while part.starts_at < year.ends_at:
            part, parts = next_period(part), parts + 1
        assert parts == count


def test_vietnamese_time_decides() -> None:
    assert period_at("day", datetime(2026, 7, 21, 17, 30, tzinfo=UTC)).id == "2026-07-22"
    assert parse_period("2026-W30").starts_at == datetime(2026, 7, 19, 17, tzinfo=UTC)
    assert parse_period("2026-Q3").label.vi == "Quý III/2026"
    assert parse_period("2026-07-21T15").ends_at - parse_period("2026-07-21T15").starts_at == timedelta(
        hours=1
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-H0",
        "2025-W53",
        "2026-02-30",
        "2026-07-21T24",
        "1900",
        "2100",
        "21/7/2026",
    ],
)
def test_a_period_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        parse_period(text)
