"""Who owes what, the way of a report, and the checks: pure, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoops.indicators.catalogue import nodes, read_catalogue
from geoops.indicators.loading import node_values
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import parse_period
from geoops.indicators.reporting.checks import check, rules
from geoops.indicators.reporting.duties import duty, is_typed, offices_of, periods_owed
from geoops.indicators.reporting.errors import NoSuchStep, NotYourStep, ReasonNeeded
from geoops.indicators.reporting.rules import reporting_rules
from geoops.indicators.reporting.states import EDITABLE, Action, Standing, act

NODES = {
    file.content.set: [IndicatorNode(**node_values(node)) for node in nodes(file.content)]
    for file in read_catalogue()
}
LAO_CAI, LAI_CHAU = NODES["lao_cai"], NODES["lai_chau"]
RULES = reporting_rules()
CHAIN = RULES.chains["commune"]


def owed(set_nodes: list[IndicatorNode], office: str, period: str) -> set[str]:
    found = duty(set_nodes, office, parse_period(period), RULES)
    return set(found.indicators) if found else set()


def test_an_office_owes_what_the_catalogue_asks_of_it_in_that_period() -> None:
    july = owed(LAI_CHAU, "education", "2026-07")
    assert len(july) == 4 * 4 + 3  # four levels with four rows, vocational education with three
    assert owed(LAI_CHAU, "education", "2026-08") == set()
    assert july == owed(LAI_CHAU, "education", "2026-11")
    monthly = owed(LAO_CAI, "commune_economy", "2026-07")
    assert "lao_cai.A.8.1" in monthly
    assert "lao_cai.A.8.2" not in monthly  # computed
    assert "lao_cai.C.6.1" not in monthly  # counted from the resources
    assert "lao_cai.B.5.2" not in monthly
    assert "lao_cai.B.5.2" in owed(LAO_CAI, "commune_economy", "2026")
    assert owed(LAO_CAI, "commune_military", "2026") == {"lao_cai.B.19.1"}
    assert owed(LAO_CAI, "commune_police", "2026") == {"lao_cai.B.19.2"}
    assert owed(LAI_CHAU, "home_affairs", "2026") >= {"lai_chau.A.II.22"}
    assert "lai_chau.B.3" not in owed(LAI_CHAU, "home_affairs", "2026")  # coordinates, does not lead


def test_every_typed_indicator_is_owed_by_exactly_one_office() -> None:
    for set_nodes in (LAO_CAI, LAI_CHAU):
        for node in set_nodes:
            if is_typed(node) and node.frequencies:
                assert node.responsible_offices, node.code
        assert all(offices_of(set_nodes))


def test_a_row_ends_with_its_amendment() -> None:
    node = next(node for node in LAO_CAI if node.code == "lao_cai.B.23.1")
    copy = IndicatorNode(
        code="x", set_code="lao_cai", holds_value=True, frequencies=["year"], computed_from=[],
        responsible_offices=node.responsible_offices, coordinating_offices=[], valid_to=parse_period("2027").starts_at.date(),
    )  # fmt: skip
    assert duty([copy], "commune_culture_social", parse_period("2026"), RULES) is not None
    assert duty([copy], "commune_culture_social", parse_period("2027"), RULES) is None


def test_reports_are_due_after_their_period_and_reminded_in_order() -> None:
    july = parse_period("2026-07")
    due = RULES.due_at(july)
    assert due - july.ends_at == timedelta(days=5)
    times = RULES.reminders(due)
    assert times == sorted(times)
    assert times[0] < due < times[1]
    now = datetime(2026, 8, 3, tzinfo=UTC)
    found = [period.id for period in periods_owed(LAI_CHAU, "traffic_safety", now, back=2)]
    assert found == ["2026-08", "2026-07", "2026-06"]


def step(
    standing: Standing, action: Action, actor: str, roles: set[str], reason: str | None = None
) -> Standing:
    return act(standing, action, actor=actor, roles=roles, chain=CHAIN, reason=reason)


def test_a_report_goes_up_step_by_step_by_different_people() -> None:
    sent = step(Standing(), "submit", "a", {"commune"})
    with pytest.raises(NotYourStep):
        step(sent, "approve", "a", {"commune"})
    one = step(sent, "approve", "b", {"commune"})
    two = step(one, "approve", "c", {"commune"})
    assert (one.state, two.state) == ("submitted", "submitted")
    with pytest.raises(NotYourStep):
        step(two, "approve", "d", {"commune"})
    done = step(two, "approve", "e", {"planner"})
    assert done.state == "approved"
    assert step(done, "lock", "f", {"admin"}).state == "locked"
    with pytest.raises(ReasonNeeded):
        step(done, "return", "f", {"planner"})
    back = step(done, "return", "f", {"planner"}, "sai đơn vị")
    assert (back.state, back.passed) == ("returned", 0)
    assert (
        step(step(done, "lock", "f", {"admin"}), "reopen", "g", {"admin"}, "số liệu mới").state == "reopened"
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["submit", "approve", "return", "lock", "reopen"]), st.sampled_from("abcdef")
        ),
        max_size=30,
    )
)
def test_nothing_is_approved_without_the_whole_chain(actions: list[tuple[Action, str]]) -> None:
    standing, approvals = Standing(), 0
    for action, actor in actions:
        try:
            after = step(standing, action, actor, {"commune", "planner", "admin"}, "lý do")
        except (NoSuchStep, NotYourStep):
            continue
        approvals = approvals + 1 if action == "approve" else approvals if action == "lock" else 0
        if after.state in ("approved", "locked"):
            assert approvals == len(CHAIN)
            assert len(after.actors) == len(CHAIN) + 1
        if after.state in EDITABLE:
            assert after.passed == 0
        standing = after


def findings(code: str, value: float, before: list[float] | None = None, **others: float) -> set[str]:
    values: dict[str, Any] = {code: value} | {name.replace("_", "."): one for name, one in others.items()}
    values = {name.replace("lao.cai", "lao_cai"): one for name, one in values.items()}
    return {found.rule for found in check(LAO_CAI, values, {code: before or []}) if found.indicator == code}


def test_figures_are_checked_by_the_rules() -> None:
    assert findings("lao_cai.A.10.2", 101.0) == {"percent_range"}
    assert findings("lao_cai.A.10.2", 100.0) == set()
    assert findings("lao_cai.A.14.1", -1.0) == {"count_range"}
    assert findings("lao_cai.A.14.1", 1.5) == {"count_whole"}
    assert findings("lao_cai.B.5.1", -3.0) == set()  # a change may be below zero
    assert findings("lao_cai.A.12.1", 1.5) == set()  # thousand head
    assert findings("lao_cai.A.8.1", -0.1) == {"amount_range"}


def test_millions_for_billions_are_caught_by_the_jump() -> None:
    assert findings("lao_cai.A.8.1", 12_000.0, [11.0, 12.0]) == {"jump"}
    assert findings("lao_cai.A.8.1", 0.012, [11.0, 12.0]) == {"jump"}
    assert findings("lao_cai.A.8.1", 20.0, [11.0, 12.0]) == set()
    assert findings("lao_cai.A.8.1", 5.0, [0.0]) == set()


def test_an_outlier_stands_apart_from_its_history() -> None:
    steady = [10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 10.2, 9.9]
    assert findings("lao_cai.A.8.1", 30.0, steady) == {"outlier"}
    assert findings("lao_cai.A.8.1", 11.0, steady) == set()
    assert findings("lao_cai.A.8.1", 30.0, steady[:7]) == set()
    assert findings("lao_cai.A.8.1", 11.0, [10.0] * 8) == set()


def test_figures_are_held_against_each_other() -> None:
    assert findings("lao_cai.B.2.3", 5.0, lao_cai_B_2_1=4.0) == {"standard_villages"}
    assert findings("lao_cai.B.2.3", 4.0, lao_cai_B_2_1=4.0) == set()
    assert findings("lao_cai.B.2.3", 5.0) == set()
    parts = {"lao_cai_B_1_2": 30.0, "lao_cai_B_1_3": 30.0}
    assert findings("lao_cai.B.1.1", 30.0, **parts, lao_cai_B_1_4=5.0) == {"structure"}
    assert findings("lao_cai.B.1.1", 30.0, **parts, lao_cai_B_1_4=10.0) == set()
    assert findings("lao_cai.B.1.1", 30.0, **parts) == set()


def test_rules_name_indicators_that_are_there() -> None:
    codes = {node.code for node in LAO_CAI}
    for rule in rules():
        named = [rule.narrowed.get("indicator"), rule.given.get("other"), *rule.given.get("parts", [])]
        assert {code for code in named if code} <= codes, rule.code
