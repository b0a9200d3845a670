"""Readiness is the weakest of the four pillars, and nothing unknown makes a commune ready: properties over arrays."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.resources.assessing.judging import (
    NOT_ASKED,
    PILLAR_ORDER,
    READY,
    SHORT,
    UNKNOWN,
    Judged,
    judge,
)
from geoops.resources.assessing.needs import Dangers, demand, moved, needs
from geoops.resources.assessing.norms import shipped

COUNT = len(needs())
PILLARS = [PILLAR_ORDER.index(need.pillar) for need in needs()]
VALUES = {code: norm.value for code, norm in shipped().items()}

amounts = st.one_of(st.just(0.0), st.floats(0.5, 5000))
held = st.one_of(st.just(float("nan")), st.floats(0, 10000))


def of(need: list[float], ready: list[float]) -> Judged:
    return judge(np.array([need]), np.array([ready]))


def told(judged: Judged) -> tuple[int, float | None, int]:
    ratio = float(judged.ratio[0])
    return int(judged.state[0]), None if np.isnan(ratio) else ratio, int(judged.weakest[0])


@given(
    st.lists(amounts, min_size=COUNT, max_size=COUNT),
    st.lists(st.floats(0, 10000), min_size=COUNT, max_size=COUNT),
    st.integers(0, len(PILLAR_ORDER) - 1),
    st.floats(1, 1e6),
)
def test_raising_any_pillar_but_the_weakest_changes_nothing(
    need: list[float], ready: list[float], pillar: int, more: float
) -> None:
    before = of(need, ready)
    if pillar == before.weakest[0]:
        return
    raised = [amount + more if PILLARS[i] == pillar else amount for i, amount in enumerate(ready)]
    assert told(of(need, raised)) == told(before)


@given(st.lists(amounts, min_size=COUNT, max_size=COUNT), st.lists(held, min_size=COUNT, max_size=COUNT))
def test_it_is_the_least_of_the_known_and_never_ready_with_an_unknown(
    need: list[float], ready: list[float]
) -> None:
    judged = of(need, ready)
    state = int(judged.state[0])
    asked = [i for i in range(COUNT) if need[i] > 0]
    known = [ready[i] / need[i] for i in asked if not np.isnan(ready[i])]
    unknown = [i for i in asked if np.isnan(ready[i])]
    if not asked:
        assert state == NOT_ASKED
    elif known and min(known) < 1:
        assert state == SHORT
        assert judged.ratio[0] == min(known)
        assert judged.at_most[0] == bool(unknown)
    elif unknown:
        assert state == UNKNOWN
        assert np.isnan(judged.ratio[0])
    else:
        assert state == READY
        assert judged.ratio[0] == min(known)


@given(st.lists(held, min_size=COUNT, max_size=COUNT), st.data())
def test_more_of_anything_never_lowers_a_known_readiness(ready: list[float], data: st.DataObject) -> None:
    need = [10.0] * COUNT
    place = data.draw(st.integers(0, COUNT - 1))
    if np.isnan(ready[place]):
        return
    before = of(need, ready)
    more = list(ready)
    more[place] += data.draw(st.floats(0, 1000))
    after = of(need, more)
    if before.state[0] == READY:
        assert after.state[0] == READY
    if not np.isnan(before.ratio[0]) and not np.isnan(after.ratio[0]):
        assert after.ratio[0] >= before.ratio[0]


def test_a_mean_would_hide_what_the_weakest_shows() -> None:
    ready = [1000.0] * COUNT
    ready[2] = 0.0
    judged = of([1.0] * COUNT, ready)
    assert (judged.state[0], judged.ratio[0]) == (SHORT, 0.0)
    assert needs()[judged.failing[0]].code == needs()[2].code


def dangers(level: int, exposed: float, hazards: frozenset[str] | None, housed: float = 0.0) -> Dangers:
    return Dangers([level], [hazards], np.array([exposed]), np.array([housed]), [VALUES])


def needed(found: Dangers) -> dict[str, float]:
    return dict(zip([need.code for need in needs()], demand(found)[0].tolist(), strict=True))


def test_people_turn_into_boats_places_days_and_teams() -> None:
    found = dangers(3, 2410, frozenset({"flash_flood_landslide"}))
    people = 241
    assert moved(found).tolist() == [people]
    assert needed(found) == {
        "seats": 3,
        "people": 30,
        "boats": 3,
        "excavators": 1,
        "shelter": people,
        "food": pytest.approx(people * 3 * 0.5),
        "water": pytest.approx(people * 3 * 3),
    }


def test_a_danger_asks_only_for_what_it_needs() -> None:
    assert needed(dangers(3, 1000, frozenset({"landslide"})))["boats"] == 0
    assert needed(dangers(3, 1000, frozenset({"flood"})))["excavators"] == 0
    everything = needed(dangers(3, 1000, None))
    assert everything["boats"] > 0
    assert everything["excavators"] > 0


def test_people_in_shelters_need_no_further_place() -> None:
    assert needed(dangers(3, 1000, None, housed=60))["shelter"] == 40
    assert needed(dangers(3, 1000, None, housed=500))["shelter"] == 0


def test_unknown_population_is_no_demand_of_zero() -> None:
    found = needed(dangers(4, float("nan"), None))
    assert np.isnan(found["boats"])
    assert np.isnan(found["shelter"])
    assert found["seats"] == 3


def test_a_level_more_never_asks_for_less() -> None:
    rows = [demand(dangers(level, 5000, None))[0] for level in range(1, 6)]
    assert all((later >= earlier).all() for earlier, later in itertools.pairwise(rows))


def test_every_norm_names_its_source_or_says_that_it_is_assumed() -> None:
    for norm in shipped().values():
        assert norm.source
        assert norm.least <= norm.value <= norm.most
        assert norm.certainty in ("assumption", "quoted")
        assert (norm.source == "giả định của địa phương") == (norm.certainty == "assumption")
    used = {need.norm for need in needs() if need.norm}
    assert used <= set(shipped())
