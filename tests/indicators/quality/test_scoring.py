"""Six scores from the cells of a report."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from geoops.indicators.models import IndicatorNode
from geoops.indicators.quality.rules import CODES, quality_rules
from geoops.indicators.quality.scoring import Cell, Report, Score, bound, measure
from geoops.indicators.reporting.checks import rules

DUE = datetime(2026, 8, 5, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)


def node(code: str = "a", **more: Any) -> IndicatorNode:
    given = {"code": code, "unit": None, "value_kinds": ["count"], "derived": None, "name_vi": "Số vụ"} | more
    return cast(IndicatorNode, SimpleNamespace(**given))


def cell(value: float | None = 5, **more: Any) -> Cell:
    given: dict[str, Any] = {
        "value": value, "value_text": None, "note": None, "known_at": BEFORE, "first_known_at": BEFORE,
    } | more  # fmt: skip
    return Cell(**given)


def scored(
    cells: dict[str, Cell], *, nodes: list[IndicatorNode] | None = None, now: datetime = AFTER, **more: Any
) -> tuple[dict[str, float | None], set[tuple[str, str]]]:
    nodes = nodes or [node()]
    given: dict[str, Any] = {"approved_at": None, "explanations": {}} | more
    report = Report([one.code for one in nodes], cells, DUE, **given)
    scores, flaws = measure(report, bound(nodes), now)
    return {code: score.value for code, score in scores.items()}, {
        (one.quality, one.indicator) for one in flaws
    }


def test_every_kind_of_check_speaks_of_a_quality_and_there_are_six() -> None:
    assert {rule.kind for rule in rules()} == set(quality_rules().of_kind)
    assert tuple(sorted(one.code for one in quality_rules().qualities)) == tuple(sorted(CODES))
    assert [one.name.vi for one in quality_rules().qualities] == [
        "Đúng", "Đủ", "Sạch", "Sống", "Đồng bộ", "Thống nhất",
    ]  # fmt: skip


def test_a_good_report() -> None:
    scores, flaws = scored({"a": cell()}, approved_at=AFTER)
    assert scores == {
        "correct": 100, "complete": 100, "clean": 100, "live": 100, "synchronised": 100, "consistent": None,
    }  # fmt: skip
    assert flaws == set()


def test_nothing_is_not_a_hundred_percent_and_a_reason_fills_no_cell() -> None:
    for cells in ({}, {"a": cell(None, note="chưa thu thập")}):
        scores, flaws = scored(cells)
        assert scores == {
            "correct": None, "complete": 0, "clean": None, "live": 0, "synchronised": None, "consistent": None,
        }  # fmt: skip
        assert flaws == {("complete", "a"), ("live", "a")}


def test_before_the_deadline_nothing_is_late() -> None:
    assert scored({}, now=BEFORE)[0]["live"] is None
    assert scored({"a": cell(first_known_at=AFTER, known_at=AFTER)})[0]["live"] == 0
    corrected = cell(known_at=AFTER)  # there in time, corrected later
    assert scored({"a": corrected})[0]["live"] == 100


@pytest.mark.parametrize(
    ("given", "flaw"),
    [
        (cell(-3), ("correct", "a")),
        (cell(2.5), ("clean", "a")),
        (cell(5000, before=(5.0,)), ("clean", "a")),
        (cell(90, before=(10.0, 11, 10, 12, 10, 11, 10, 12)), ("correct", "a")),
        (cell(None, value_text="năm vụ"), ("clean", "a")),
        (cell(note="thieu\u0302"), ("clean", "a")),
        (cell(parts={"sex": 7.0}), ("consistent", "a")),
    ],
)
def test_each_fault_lowers_its_own_quality(given: Cell, flaw: tuple[str, str]) -> None:
    scores, flaws = scored({"a": given}, approved_at=AFTER)
    assert flaws == {flaw}
    assert scores[flaw[0]] == 0
    assert all(value in (None, 100) for code, value in scores.items() if code != flaw[0])


def test_an_explanation_answers_a_warning_but_not_an_error() -> None:
    why = {"a": "bão số 3"}
    assert scored({"a": cell(5000, before=(5.0,))}, explanations=why)[0]["clean"] == 100
    assert scored({"a": cell(-3)}, explanations=why)[0]["correct"] == 0


def test_synchronised_is_approved_and_not_changed_since() -> None:
    assert scored({"a": cell()})[0]["synchronised"] == 0
    assert scored({"a": cell(known_at=AFTER)}, approved_at=DUE)[0]["synchronised"] == 0


def test_what_is_bound_to_another_indicator_counts_as_consistent_or_not() -> None:
    nodes = [node("lao_cai.B.2.3", name_vi="Thôn"), node("lao_cai.B.2.1", name_vi="Thôn")]
    good = {"lao_cai.B.2.3": cell(3), "lao_cai.B.2.1": cell(5)}
    assert scored(good, nodes=nodes)[0]["consistent"] == 100
    bad = {"lao_cai.B.2.3": cell(6), "lao_cai.B.2.1": cell(5)}
    scores, flaws = scored(bad, nodes=nodes)
    assert scores["consistent"] == 0
    assert ("consistent", "lao_cai.B.2.3") in flaws
    assert scored({"lao_cai.B.2.3": cell(3)}, nodes=nodes)[0]["consistent"] is None


def test_scores_add_up_by_cells_not_by_shares() -> None:
    whole = Score()
    whole.add(Score(1, 1))
    whole.add(Score(0, 9))
    assert whole.value == 10
