"""Periods: written and read the same, without gap or overlap."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.calendar import (
    december_before,
    finer,
    last_day,
    nests,
    parts,
    so_far,
    year_before,
    year_of,
)
from geoops.indicators.periods import (
    BadPeriod,
    PeriodKind,
    next_period,
    parse_period,
    period_at,
    previous_period,
    season_beside,
    season_period,
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
        "2026-ZZ",
        "1900-DX",
    ],
)
def test_a_period_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        parse_period(text)


@pytest.mark.parametrize("province", [None, "15", "52"])
@given(st.integers(1952, 2098), st.sampled_from(["DX", "HT", "MU"]))
def test_seasons_have_an_order_of_their_own(province: str | None, year: int, code: str) -> None:
    season = season_period(year, code)
    assert parse_period(season.id) == season
    if province is None:
        assert previous_period(next_period(season)) == season
    after = season_beside(season, 1, province)
    assert after.id != season.id
    assert int(after.id[:4]) in (year, year + 1)
    assert year_before(season) == season_period(year - 1, code)


def test_the_season_before_depends_on_the_province() -> None:
    main = parse_period("2026-MU")
    assert season_beside(main, -1, "15").id == "2026-DX"
    assert season_beside(main, -1, "52").id == "2026-HT"
    assert season_beside(parse_period("2026-DX"), -1, "15").id == "2025-MU"
    assert main.label.vi == "Vụ mùa năm 2026"
    assert parse_period("2026-DX").starts_at.year == 2025


@given(st.sampled_from([kind for kind in KINDS if kind != "hour"]), MOMENTS)
def test_the_year_so_far_has_no_gap_and_ends_with_the_period(kind: PeriodKind, moment: datetime) -> None:
    period = period_at(kind, moment)
    found = so_far(period)
    assert found[-1] == period
    assert all(one.ends_at == two.starts_at for one, two in itertools.pairwise(found))
    assert {year_of(one).id for one in found} == {period.id[:4]}
    assert year_of(previous_period(found[0])).id != period.id[:4]


@given(st.sampled_from(KINDS), st.sampled_from(KINDS), MOMENTS)
def test_parts_make_up_the_whole_or_there_are_none(
    kind: PeriodKind, of: PeriodKind, moment: datetime
) -> None:
    if (kind, of) in (("hour", "year"), ("hour", "half_year"), ("hour", "quarter")):
        return  # thousands of parts, the same code
    whole = period_at(of, moment)
    found = parts(whole, kind)
    if found is None:
        assert not nests(kind, of)
        return
    assert finer(kind, of)
    assert (found[0].starts_at, found[-1].ends_at) == (whole.starts_at, whole.ends_at)
    assert all(one.ends_at == two.starts_at for one, two in itertools.pairwise(found))


@given(st.sampled_from(KINDS), MOMENTS)
def test_the_same_period_a_year_before_is_of_that_kind_or_none(kind: PeriodKind, moment: datetime) -> None:
    period = period_at(kind, moment)
    before = year_before(period)
    if before is None:
        assert period.id[4:10] in ("-02-29", "-W53") or int(period.id[:4]) == 1950
    else:
        assert (before.kind, before.id[4:], int(before.id[:4])) == (
            kind,
            period.id[4:],
            int(period.id[:4]) - 1,
        )


def test_december_of_the_year_before_is_for_months() -> None:
    before = december_before(parse_period("2026-03"))
    assert before is not None and before.id == "2025-12"
    assert december_before(parse_period("2026-Q1")) is None
    assert [one.id for one in parts(parse_period("2026"), "season", "15") or []] == ["2026-DX", "2026-MU"]
    assert str(last_day(parse_period("2026-02"))) == "2026-02-28"
