"""Figures on other units: exact where whole units nest, bounded where one was split, restored when undone."""

import math

from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.values.carrying import Link, carry, cross

WHOLE = 1.0


def whole(old: str, new: str) -> Link:
    return Link(old, new, WHOLE, "whole")


@st.composite
def mergers(draw: st.DrawFn) -> tuple[dict[str, float], list[Link]]:
    """Old units with figures, and a change in which each goes wholly to one of fewer new ones; codes are used again."""
    count = draw(st.integers(2, 12))
    olds = [f"{number:05}" for number in range(count)]
    values = {old: draw(st.floats(-1e9, 1e9, allow_nan=False)) for old in olds}
    into = {old: draw(st.integers(0, max(1, count // 2))) for old in olds}
    named = {group: min(old for old in olds if into[old] == group) for group in set(into.values())}
    return values, [whole(old, named[into[old]]) for old in olds]


def undone(change: list[Link]) -> list[Link]:
    """The change that splits every merged unit into just what it was made of, by unknown shares."""
    made: dict[str, list[str]] = {}
    for link in change:
        made.setdefault(link.new, []).append(link.old)
    return [
        whole(new, olds[0]) if len(olds) == 1 else Link(new, old, None, "unknown")
        for new, olds in made.items()
        for old in olds
    ]


@given(mergers())
def test_merge_and_unmerge_restore_exactly(case: tuple[dict[str, float], list[Link]]) -> None:
    values, change = case
    links = cross([change, undone(change)], values)
    assert {new: one.value for new, one in carry(values, links, additive=True).items()} == values
    assert {new: one.value for new, one in carry(values, links, additive=False).items()} == values
    again = cross([change, undone(change), change], values)
    once = carry(values, cross([change], values), additive=True)
    assert carry(values, again, additive=True) == once


@given(mergers())
def test_a_merger_keeps_the_total(case: tuple[dict[str, float], list[Link]]) -> None:
    values, change = case
    carried = carry(values, cross([change], values), additive=True)
    assert math.isclose(
        math.fsum(one.value for one in carried.values() if one.value is not None), math.fsum(values.values()),
        rel_tol=1e-9, abs_tol=1e-3,
    )  # fmt: skip
    assert all(one.low == one.value == one.high and one.by == "whole" for one in carried.values())


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1))
def test_a_split_by_share_keeps_the_total_and_states_its_bounds(a: float, b: float, share: float) -> None:
    links = [whole("a", "x"), Link("b", "x", share, "population"), Link("b", "y", 1 - share, "population")]
    carried = carry({"a": a, "b": b}, cross([links], ["a", "b"]), additive=True)
    x, y = carried["x"], carried["y"]
    assert x.value is not None and y.value is not None
    assert math.isclose(x.value + y.value, a + b, rel_tol=1e-9, abs_tol=1e-9)
    for one in (x, y):
        assert one.low is not None and one.high is not None and one.value is not None
        assert one.low <= one.value <= one.high + 1e-6
        assert one.by == "population"
    assert (x.low, x.high) == (a, a + b)


def test_an_unknown_share_gives_bounds_and_no_value() -> None:
    links = [whole("a", "x"), Link("b", "x", None, "unknown"), Link("b", "y", None, "unknown")]
    x = carry({"a": 10.0, "b": 4.0}, cross([links], []), additive=True)
    assert x == {}  # nothing is known of units that nobody names
    found = carry({"a": 10.0, "b": 4.0}, cross([links], ["a", "b"]), additive=True)["x"]
    assert (found.value, found.low, found.high) == (None, 10.0, 14.0)
    assert found.reason is not None and "b" in found.reason.vi


def test_a_missing_source_makes_the_sum_unknown() -> None:
    links = cross([[whole("a", "x"), whole("b", "x")]], ["a", "b"])
    found = carry({"a": 10.0, "b": None}, links, additive=True)["x"]
    assert (found.value, found.low) == (None, None)
    assert found.reason is not None and "b" in found.reason.en
    assert carry({"a": 10.0}, links, additive=True)["x"].value is None


def test_a_rate_is_kept_for_a_unit_that_is_the_same_and_for_no_other() -> None:
    links = cross([[whole("a", "x"), whole("b", "x"), whole("c", "z")]], ["a", "b", "c"])
    carried = carry({"a": 10.0, "b": 20.0, "c": 30.0}, links, additive=False)
    assert carried["z"].value == 30.0
    assert carried["x"].value is None
    assert carried["x"].reason is not None


def test_a_unit_that_no_change_names_goes_on() -> None:
    carried = carry({"q": 5.0}, cross([[whole("a", "x")]], ["a", "q"]), additive=True)
    assert carried["q"].value == 5.0


def test_a_second_change_that_is_no_undoing_is_crossed_by_share() -> None:
    first = [whole("a", "n"), whole("b", "n"), whole("c", "m")]
    second = [Link("n", "a", 0.25, "area"), Link("n", "d", 0.75, "area"), whole("m", "m")]
    carried = carry({"a": 8.0, "b": 4.0, "c": 1.0}, cross([first, second], ["a", "b", "c"]), additive=True)
    assert (carried["a"].value, carried["d"].value, carried["m"].value) == (3.0, 9.0, 1.0)
    assert carried["a"].by == "area"
