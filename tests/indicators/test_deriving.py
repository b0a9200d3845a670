"""Derived figures: computed from whatever is there, unknown with the reason where a base is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.calendar import so_far
from geoops.indicators.errors import NotAdditive
from geoops.indicators.periods import parse_period, period_at
from geoops.indicators.shapes import Derived
from geoops.indicators.values.aggregating import over_places
from geoops.indicators.values.deriving import Formula, Need, Spec


def spec(code: str, derived: Derived | None = None, time: str = "sum") -> Spec:
    places = "recompute" if derived and derived.kind != "supplied" else "sum"
    return Spec(code, derived, places, time)  # type: ignore[arg-type]  # one of the rules


SPECS = {
    "paid": spec("paid"),
    "herd": spec("herd", time="last"),
    "cum": spec("cum", Derived(kind="cumulative", of=("paid",))),
    "plan": spec("plan", Derived(kind="ratio", against="plan", of=("cum",))),
    "same": spec("same", Derived(kind="ratio", against="same_period_last_year", of=("cum",))),
    "month": spec("month", Derived(kind="ratio", against="previous_period", of=("herd",))),
    "december": spec("december", Derived(kind="ratio", against="december_last_year", of=("herd",))),
    "season": spec("season", Derived(kind="ratio", against="previous_season", of=("herd",))),
    "change": spec("change", Derived(kind="change", against="previous_year", of=("herd",))),
    "rate": spec("rate", Derived(kind="rate", of=("herd",), over="paid")),
    "total": spec("total", Derived(kind="total", of=("paid", "herd"))),
    "score": spec("score", time="none"),
}
FORMULA = Formula(SPECS)


def figure(code: str, period: str, known: dict[tuple[str, str] | tuple[str, str, str], float], **kw: str):  # type: ignore[no-untyped-def]
    formula = Formula(SPECS, **kw) if kw else FORMULA  # type: ignore[arg-type]

    def lookup(need: Need) -> float | None:
        return known.get((need.code, need.period) if need.nature == "actual" else tuple(need))  # type: ignore[arg-type]

    found = formula.figure(code, parse_period(period), lookup)
    needed = formula.needs(code, parse_period(period))
    assert {name.split(" ")[0] for name in found.inputs} <= {need.code for need in needed}
    return found


def test_comparisons_are_per_cent_of_what_they_are_held_against() -> None:
    known = {("herd", "2026-07"): 90.0, ("herd", "2026-06"): 60.0, ("herd", "2025-12"): 45.0}
    assert figure("month", "2026-07", known).value == 150.0
    assert figure("december", "2026-07", known).value == 200.0
    assert figure("month", "2026-01", {("herd", "2026-01"): 9.0, ("herd", "2025-12"): 45.0}).value == 20.0
    assert figure(
        "change", "2026", {("herd", "2026"): 110.0, ("herd", "2025"): 100.0}
    ).value == pytest.approx(10)


def test_the_season_before_is_that_of_the_province() -> None:
    known = {("herd", "2026-MU"): 30.0, ("herd", "2026-HT"): 20.0, ("herd", "2026-DX"): 10.0}
    assert figure("season", "2026-MU", known, province="15").value == 300.0
    assert figure("season", "2026-MU", known, province="52").value == 150.0
    monthly = figure("season", "2026-07", {("herd", "2026-07"): 1.0})
    assert monthly.value is None
    assert "season before" in monthly.reason.en


def test_cumulation_plan_and_same_period() -> None:
    months = {("paid", f"2026-0{month}"): float(month) for month in range(1, 8)}
    last_year = {("paid", f"2025-0{month}"): 2.0 for month in range(1, 8)}
    assert figure("cum", "2026-07", months).value == 28.0
    assert figure("same", "2026-07", months | last_year).value == 200.0
    assert figure("plan", "2026-07", months | {("paid", "plan", "2026"): 56.0}).value == 50.0
    of_period = {("paid", "plan", "2026"): 56.0, ("paid", "plan", "2026-07"): 14.0}
    assert figure("plan", "2026-07", months | of_period).value == 200.0
    assert "no plan" in figure("plan", "2026-07", months).reason.en


def test_a_missing_base_is_no_zero() -> None:
    months = {("paid", f"2026-0{month}"): float(month) for month in range(1, 8)}
    del months["paid", "2026-03"]
    found = figure("cum", "2026-07", months)
    assert found.value is None
    assert "2026-03" in found.reason.vi
    assert (
        figure("rate", "2026", {("herd", "2026"): 1.0, ("paid", "2026"): 0.0}).reason.en
        == "the denominator is zero"
    )
    assert figure("total", "2026", {("herd", "2026"): 1.0}).value is None
    assert figure("total", "2026", {("herd", "2026"): 1.0, ("paid", "2026"): 2.0}).value == 3.0


def test_leap_day_and_week_53_have_no_same_period() -> None:
    known = {("herd", "2024-02-29"): 1.0, ("herd", "2026-W53"): 1.0}
    specs = SPECS | {"y": spec("y", Derived(kind="ratio", against="same_period_last_year", of=("herd",)))}
    for period in ("2024-02-29", "2026-W53"):
        found = Formula(specs).figure(
            "y", parse_period(period), lambda need: known.get((need.code, need.period))
        )
        assert found.value is None
        assert found.reason is not None


def test_finer_periods_make_up_a_missing_one_by_the_rule_over_time() -> None:
    months = {
        (code, f"2026-0{month}"): float(month) for month in (7, 8, 9) for code in ("paid", "herd", "score")
    }
    assert figure("paid", "2026-Q3", months, from_kind="month").value == 24.0
    assert figure("herd", "2026-Q3", months, from_kind="month").value == 9.0
    assert figure("score", "2026-Q3", months, from_kind="month").value is None
    assert figure("rate", "2026-Q3", months, from_kind="month").value == pytest.approx(9 / 24 * 100)
    del months["paid", "2026-08"]
    assert "2026-08" in figure("paid", "2026-Q3", months, from_kind="month").reason.en
    assert figure("paid", "2026-Q3", months | {("paid", "2026-Q3"): 1.0}, from_kind="month").value == 1.0


@given(
    st.sampled_from(["month", "quarter", "half_year", "year"]),
    st.datetimes(
        parse_period("1990").starts_at.replace(tzinfo=None),
        parse_period("2090").starts_at.replace(tzinfo=None),
    ),
    st.data(),
)
def test_the_cumulation_of_a_period_is_the_one_before_and_itself(kind, moment, data) -> None:  # type: ignore[no-untyped-def]
    from geoops.kit.clock import VN

    period = period_at(kind, moment.replace(tzinfo=VN))
    of_year = so_far(period)
    known = {("paid", one.id): float(data.draw(st.integers(-1000, 1000))) for one in of_year}
    whole = figure("cum", period.id, known).value
    before = figure("cum", of_year[-2].id, known).value if len(of_year) > 1 else 0.0
    assert whole == before + known["paid", period.id]


def test_places_add_up_only_where_the_rule_says_so() -> None:
    values = {"a": 1.0, "b": 3.0}
    assert over_places("x", "sum", ["a", "b"], values).value == 4.0
    partial = over_places("x", "sum", ["a", "b", "c"], values | {"c": None})
    assert (partial.value, partial.so_far, partial.missing) == (None, 4.0, ("c",))
    weighed = over_places("x", "mean", ["a", "b"], values, {"a": 1.0, "b": 3.0})
    assert weighed.value == 2.5
    assert over_places("x", "mean", ["a", "b"], values, {"a": 1.0}).missing == ("b",)
    assert over_places("x", "mean", ["a"], values, {"a": 0.0}).value is None
    for rule in ("none", "last", "recompute"):
        with pytest.raises(NotAdditive) as refused:
            over_places("x", rule, ["a"], values)  # type: ignore[arg-type]  # one of the rules
        assert "cannot be added" in (refused.value.detail.en if refused.value.detail else "")
