"""What a reservoir's water means, without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.works.water import RANK, Judged, Water, judge, limits, releases, with_station

JULY = datetime(2026, 7, 21, 2, tzinfo=UTC)
JANUARY = datetime(2026, 1, 21, 2, tzinfo=UTC)


@dataclass
class Reservoir:
    normal_level_m: float | None = 215.0
    flood_level_m: float | None = None
    flood_from: str | None = None
    flood_to: str | None = None
    design_level_m: float | None = 217.5
    turbine_m3s: float | None = None
    near_m: float | None = None
    kind: str = "hydropower_reservoir"


def at(level: float | None, **figures: float) -> Water:
    return Water(level_m=level, level_at=JULY, **figures)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (None, None),
        (214.49, None),
        (214.5, Judged("near", 215.0)),
        (215.0, Judged("near", 215.0)),
        (215.01, Judged("above_normal", 215.0)),
        (217.6, Judged("above_design", 217.5)),
    ],
)
def test_levels(level: float | None, expected: Judged | None) -> None:
    assert judge(Reservoir(), at(level), JULY) == expected


def test_nothing_stated_says_nothing_and_an_own_margin_counts() -> None:
    assert judge(Reservoir(normal_level_m=None, design_level_m=None), at(900), JULY) is None
    assert judge(Reservoir(near_m=2.0), at(213.0), JULY) == Judged("near", 215.0)
    assert judge(Reservoir(near_m=0.0), at(214.9), JULY) is None


def test_the_flood_control_level_holds_in_its_season() -> None:
    flood = Reservoir(flood_level_m=212.0, flood_from="06-15", flood_to="11-30")
    assert judge(flood, at(213.0), JULY) == Judged("above_flood", 212.0)
    assert judge(flood, at(213.0), JANUARY) is None
    over_new_year = Reservoir(flood_level_m=212.0, flood_from="11-01", flood_to="02-28")
    assert judge(over_new_year, at(213.0), JANUARY) == Judged("above_flood", 212.0)
    assert judge(over_new_year, at(213.0), JULY) is None


@pytest.mark.parametrize(
    ("turbine", "figures", "expected"),
    [
        (None, {}, None),
        (None, {"release_m3s": 120.0}, None),  # may be the turbines alone
        (None, {"release_m3s": 0.0}, False),
        (150.0, {"release_m3s": 120.0}, False),
        (100.0, {"release_m3s": 120.0}, True),
        (None, {"spill_m3s": 1.0}, True),
        (None, {"spill_m3s": 0.0, "release_m3s": 120.0}, False),
        (None, {"gates_open": 2}, True),
    ],
)
def test_releasing(turbine: float | None, figures: dict[str, float], expected: bool | None) -> None:
    work = Reservoir(turbine_m3s=turbine)
    assert releases(work, at(200.0, **figures)) is expected
    found = judge(work, at(200.0, **figures), JULY)
    assert (found is not None and found.level == "releasing") is bool(expected)


def test_what_goes_on_ends_only_clearly_below() -> None:
    assert judge(Reservoir(), at(214.95), JULY, "above_normal") == Judged("above_normal", 215.0)
    assert judge(Reservoir(), at(214.89), JULY, "above_normal") == Judged("near", 215.0)
    assert judge(Reservoir(), at(214.42), JULY, "near") == Judged("near", 215.0)
    assert judge(Reservoir(), at(214.42), JULY) is None


levels = st.floats(-50, 4000, allow_nan=False)


@given(levels, levels, st.sampled_from([None, *RANK]))
def test_higher_water_never_means_less(a: float, b: float, going: str | None) -> None:
    low, high = sorted((a, b))
    order = ("near", "above_normal", "above_design")
    first, second = (judge(Reservoir(), at(x), JULY, going) for x in (low, high))  # type: ignore[arg-type]
    ranks = [-1 if one is None else order.index(one.level) for one in (first, second)]
    assert ranks[0] <= ranks[1]


@given(levels, st.sampled_from(RANK))
def test_a_notice_that_goes_on_holds_at_least_what_a_new_one_would_say(level: float, going: str) -> None:
    new, held = judge(Reservoir(), at(level), JULY), judge(Reservoir(), at(level), JULY, going)  # type: ignore[arg-type]
    if new is not None:
        assert held is not None and RANK.index(held.level) >= RANK.index(new.level)


def test_a_station_counts_where_it_is_newer() -> None:
    later = datetime(2026, 7, 21, 3, tzinfo=UTC)
    typed = at(214.0)
    assert with_station(typed, "s1", {"reservoir_level": (215.2, later)}).level_m == 215.2
    assert with_station(typed, "s1", {"reservoir_level": (215.2, JANUARY)}) == typed
    flows = with_station(
        typed, "s1", {"reservoir_release": (120.0, later), "reservoir_inflow": (80.0, later)}
    )
    assert (flows.release_m3s, flows.inflow_m3s, flows.flow_source, flows.level_m) == (
        120.0,
        80.0,
        "trạm s1",
        214.0,
    )


def test_limits_are_in_order() -> None:
    flood = Reservoir(flood_level_m=216.0)
    assert [level for level, _ in limits(flood, JULY)] == ["above_normal", "above_flood", "above_design"]
