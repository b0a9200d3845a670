"""What rules say of places: exact, partial and unknown inputs, the tables of the decision, LHASA's two levels."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoops.hydromet.danger import library
from geoops.hydromet.danger.evaluate import UNKNOWN, Interval, evaluate
from geoops.hydromet.danger.rule import Rule
from tests.hydromet.danger.test_rules import GOOD

INF = float("inf")


def spans(*pairs: tuple[float, float]) -> Interval:
    return Interval(np.array([low for low, _ in pairs]), np.array([high for _, high in pairs]))


def known(*values: float) -> Interval:
    return Interval.exact(np.array(values, dtype=float), least=-INF)


def rule_of(**fields: Any) -> Rule:
    return Rule.model_validate(GOOD | fields)


def test_thresholds_belong_to_the_level_above() -> None:
    said = evaluate(
        library.get("rain_6h_observed").rule, {"observed": known(0, 49.9, 50, 89.9, 90, 139.9, 140)}
    )
    assert said.level.tolist() == [0, 0, 1, 1, 2, 2, 3]
    assert not said.at_least.any()
    assert said.row.tolist() == [-1, -1, 0, 0, 1, 1, 2]


def test_what_is_not_known_is_never_safe() -> None:
    """Nothing known; 20 mm or more; 60 mm or more; 150 mm or more."""
    said = evaluate(
        library.get("rain_6h_observed").rule, {"observed": spans((0, INF), (20, INF), (60, INF), (150, INF))}
    )
    assert said.level.tolist() == [UNKNOWN, UNKNOWN, 1, 3]
    assert said.at_least.tolist() == [False, False, True, False]


def test_without_a_forecast_the_sum_is_a_lower_bound() -> None:
    rule = library.get("rain_6h_with_forecast").rule
    said = evaluate(rule, {"observed": known(30, 60, 60), "forecast": spans((0, INF), (0, INF), (31, 31))})
    assert said.level.tolist() == [UNKNOWN, 1, 2]
    assert said.at_least.tolist() == [False, True, False]


# Article 45, read off the facts: (zone, level over alarm I of 10 m, II of 12 m, III of 14 m) -> risk level.
D45 = [
    (1, 9.99, 0), (1, 10, 1), (1, 12, 1), (1, 13.99, 1), (1, 14, 2), (1, 14.99, 2),
    (2, 10, 1), (2, 12, 2), (2, 14, 2), (3, 10, 1), (3, 12, 2), (3, 14, 3), (3, 20, 3),
    (4, 10, 2), (4, 12, 3), (4, 14.29, 3),
]  # fmt: skip


def flood(zone: float, metres: float, **other: Interval) -> tuple[int, bool]:
    inputs = {
        "water": known(metres),
        "bd1": known(10),
        "bd2": known(12),
        "bd3": known(14),
        "historic": known(16),
        "zone": known(zone),
    } | other
    said = evaluate(library.get("flood_d45").rule, inputs)
    return int(said.level[0]), bool(said.at_least[0])


@pytest.mark.parametrize(("zone", "metres", "level"), D45)
def test_article_45_by_quotation(zone: int, metres: float, level: int) -> None:
    assert flood(zone, metres) == (level, False)


@pytest.mark.parametrize(("zone", "metres"), [(1, 15), (2, 15), (4, 14.3), (4, 17)])
def test_rows_of_article_45_that_were_not_read_leave_the_level_open(zone: int, metres: float) -> None:
    assert flood(zone, metres) == (UNKNOWN, False)


def test_an_unknown_alarm_level_leaves_the_level_open() -> None:
    assert flood(2, 11, bd2=spans((-INF, INF)))[0] == UNKNOWN
    assert flood(2, 9, bd2=spans((-INF, INF)))[0] == UNKNOWN
    assert flood(2, 11, bd1=spans((-INF, INF)))[0] == UNKNOWN


def test_article_46_counts_only_what_was_read() -> None:
    rule = library.get("flash_flood_landslide_d46").rule

    def level(rain: float, days: float, region: float, zone: float) -> int:
        inputs = {"rain": known(rain), "days": known(days), "region": known(region), "zone": known(zone)}
        return int(evaluate(rule, inputs).level[0])

    assert level(100, 1, 1, 1) == 1 and level(200, 2, 1, 2) == 1
    assert level(150, 1, 1, 3) == 2
    assert level(150, 1, 4, 2) == 0
    assert level(150, 1, 2, 3) == UNKNOWN  # recalled
    assert level(300, 3, 1, 3) == UNKNOWN
    assert level(99.9, 1, 1, 1) == 0


def test_lhasa_is_wet_and_susceptible() -> None:
    rule = library.get("lhasa_1_1").rule
    said = evaluate(
        rule,
        {
            "index": known(30, 30, 30, 20, 30, 30),
            "normal": known(25, 25, 25, 25, float("nan"), 30),
            "susceptibility": known(2, 3, 5, 5, 5, 5),
        },
    )
    assert said.level.tolist() == [0, 1, 2, 0, UNKNOWN, 0]


def test_a_place_outside_the_rule_is_told_apart_from_an_unknown_one() -> None:
    said = evaluate(
        library.get("rain_6h_observed").rule, {"observed": known(60, 60)}, np.array([True, False])
    )
    assert said.level.tolist() == [-2, 1]
    assert said.row.tolist() == [-1, 0]


bounds = st.sampled_from(["at_least", "above", "at_most", "below"])
rows = st.lists(
    st.fixed_dictionaries(
        {
            "when": st.dictionaries(
                st.just("rain"),
                st.dictionaries(bounds, st.integers(0, 9), min_size=1, max_size=1),
                min_size=1,
            )
        }
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=300)
@given(st.lists(rows, min_size=1, max_size=3), st.integers(0, 9), st.integers(0, 9))
def test_a_told_level_follows_whatever_the_unknown_part_is(tables: list[Any], one: int, two: int) -> None:
    """Over every whole and half value that the interval holds: a level that is told holds for all of them."""
    levels = [
        {"level": n, "word": {"vi": "x", "en": "x"}, "rows": table} for n, table in enumerate(tables, 1)
    ]
    try:
        rule = rule_of(levels=levels)
    except ValueError:
        return
    low, high = min(one, two), max(one, two)
    inside = [value / 2 for value in range(low * 2, high * 2 + 1)]
    exact = evaluate(rule, {"rain": known(*inside)}).level.tolist()
    said = evaluate(rule, {"rain": spans((low, high))})
    if said.level[0] == UNKNOWN:
        return
    assert min(exact) >= said.level[0]
    if not said.at_least[0]:
        assert set(exact) == {int(said.level[0])}


def test_sums_and_differences_of_intervals() -> None:
    rule = rule_of(
        inputs={name: {"quantity": "rain", "unit": "mm", "hours": 6} for name in "ab"},
        derived={
            "both": {"sum": ["a", "b"], "unit": "mm"},
            "apart": {"difference": ["a", "b"], "unit": "mm"},
        },
        levels=[
            {
                "level": 1,
                "word": {"vi": "x", "en": "x"},
                "rows": [{"when": {"both": {"at_least": 5}, "apart": {"below": 3}}}],
            }
        ],
    )
    ends = list(itertools.product([0.0, 4.0, INF], repeat=2))
    for (a_low, a_high), (b_low, b_high) in itertools.product(ends, repeat=2):
        if a_low > a_high or b_low > b_high or INF in (a_low, b_low):
            continue
        level = evaluate(rule, {"a": spans((a_low, a_high)), "b": spans((b_low, b_high))}).level[0]
        certain = a_low + b_low >= 5 and a_high - b_low < 3
        assert (level == 1) == certain
