"""What is asked and done about reports. Takes a session, never commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.calendar import last_day
from geoops.indicators.codes import service as codes
from geoops.indicators.dimensions import Dimension
from geoops.indicators.models import IndicatorNode, IndicatorSet, IndicatorValue
from geoops.indicators.periods import BadPeriod, Period, previous_period
from geoops.indicators.reporting import assigning, store
from geoops.indicators.reporting.breakdowns import Part, PartKey, by_indicator, check_parts, parts_of
from geoops.indicators.reporting.checks import Finding, check
from geoops.indicators.reporting.duties import Duty
from geoops.indicators.reporting.errors import NotReady
from geoops.indicators.reporting.models import (
    IndicatorAnalysis,
    IndicatorAssignment,
    IndicatorReport,
    IndicatorReportStep,
)
from geoops.indicators.reporting.owing import Place, check_scope, owed_by, where
from geoops.indicators.reporting.rules import chain_of
from geoops.indicators.reporting.states import ACTIONS, Action, Standing, State, act
from geoops.indicators.sharing import store as sharing
from geoops.indicators.values.store import in_turn, put_periods
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, Problem
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows


@dataclass(frozen=True, slots=True)
class Form:
    """A report as it is filled in: its cells, what the checks say of them, where it stands and how it came there.

    `previous` are the figures of the period before, `may` the steps that the person who asks could take now.
    """

    duty: Duty
    nodes: Sequence[IndicatorNode]
    cells: Mapping[str, IndicatorValue]
    findings: Sequence[Finding]
    report: IndicatorReport | None
    steps: Sequence[IndicatorReportStep]
    level: str
    province_code: str
    commune_code: str | None
    previous_period: Period | None
    previous: Mapping[str, IndicatorValue]
    analyses: Sequence[IndicatorAnalysis]
    people: Sequence[IndicatorAssignment]
    may: Sequence[Action]
    past: Mapping[str, Sequence[float]]
    parents: Mapping[str, IndicatorNode]
    parts: Mapping[str, Sequence[Part]]
    dimensions: Mapping[str, Dimension]

    @property
    def state(self) -> State:
        """Where the report stands; one that nobody has begun is a draft."""
        return self.report.state if self.report else "draft"  # type: ignore[return-value]  # the table's check


async def form(session: AsyncSession, place: Place, caller: Caller) -> Form:
    """A report as it is filled in. Raises NothingOwed, BadPeriod, UnknownIndicator for no such set, InputRefused."""
    one_set, owed, nodes = await owed_by(session, place)
    province, commune = await where(session, one_set, place)
    cells = await store.cells(session, owed.indicators, owed.period.id, province, commune)
    report = await store.report(session, place.set_code, place.office, owed.period.id, province, commune)
    before = _before(owed.period)
    past = await store.history(
        session, owed.indicators, owed.period.kind, owed.period.starts_at, province, commune
    )
    people = await assigning.named_for(session, place.set_code, place.office, province, commune)
    dimensions = await codes.dimensions(session)
    parts = await _parts(session, nodes, dimensions, owed.period, before, province, commune)
    values = {code: row.value for code, row in cells.items() if row.value is not None}
    return Form(
        owed,
        nodes,
        cells,
        [*check(nodes, values, past), *check_parts(nodes, values, figures(parts), dimensions)],
        report,
        await store.steps(session, report.id) if report else [],
        one_set.level,
        province,
        commune,
        before,
        await store.cells(session, owed.indicators, before.id, province, commune) if before else {},
        await store.analyses(session, owed.indicators, owed.period.id, province, commune),
        people,
        may_take(report, one_set, caller, province, commune, {one.person for one in people}),
        past,
        await store.names(session, {node.parent_code for node in nodes if node.parent_code}),
        parts,
        dimensions,
    )


async def _parts(
    session: AsyncSession,
    nodes: Sequence[IndicatorNode],
    dimensions: Mapping[str, Dimension],
    period: Period,
    before: Period | None,
    province: str,
    commune: str | None,
) -> dict[str, Sequence[Part]]:
    broken = [node for node in nodes if node.dimensions]
    if not broken:
        return {}
    names = [node.code for node in broken]
    rows = by_indicator(await store.parts(session, names, period.id, province, commune))
    then = by_indicator(await store.parts(session, names, before.id, province, commune)) if before else {}
    return {node.code: parts_of(node, rows, then, dimensions, last_day(period)) for node in broken}


def figures(parts: Mapping[str, Sequence[Part]]) -> dict[str, dict[PartKey, float | None]]:
    """The parts' figures by indicator, as the checks take them."""
    return {
        code: {part.key: part.row.value if part.row else None for part in own} for code, own in parts.items()
    }


def findings_of(
    form_: Form, values: Mapping[str, float], parts: Mapping[str, Mapping[PartKey, float | None]]
) -> list[Finding]:
    """What the checks would say of a report with these figures."""
    return [
        *check(form_.nodes, values, form_.past),
        *check_parts(form_.nodes, values, parts, form_.dimensions),
    ]


def refused(faults: Sequence[Fault]) -> NotReady:
    """Values of a report that were refused although its form had passed: what came between is named by row."""
    return NotReady(faults=faults)


async def check_may_report(session: AsyncSession, form_: Form, caller: Caller) -> None:
    """Raises NotAllowed outside the caller's scope, NotAssigned where others were named for the report."""
    check_scope(caller, form_.province_code, form_.commune_code)
    await assigning.check_may_report(
        session, form_.duty.set_code, form_.duty.office, form_.province_code, form_.commune_code, caller
    )


def _before(period: Period) -> Period | None:
    try:
        return previous_period(period)
    except (ValueError, BadPeriod):
        return None


def may_take(
    report: IndicatorReport | None,
    one_set: IndicatorSet,
    caller: Caller,
    province: str,
    commune: str | None,
    named: Collection[str],
) -> list[Action]:
    """The steps that a person could take with a report as it stands."""
    possible: list[Action] = []
    for action in ACTIONS:
        try:
            check_scope(caller, province, commune)
            _standing(report, one_set, action, caller, reason="?")
        except Problem:
            continue
        if action in ("lock", "reopen") and not allows(caller, "indicator.lock"):
            continue
        above = assigning.is_above(caller, province, commune)
        if action == "submit" and named and caller.name not in named and not above:
            continue
        possible.append(action)
    return possible


def _standing(
    report: IndicatorReport | None, one_set: IndicatorSet, action: Action, caller: Caller, reason: str | None
) -> Standing:
    now = (
        Standing(report.state, report.passed, frozenset(report.actors))  # type: ignore[arg-type]  # the table's check
        if report
        else Standing()
    )
    return act(
        now,
        action,
        actor=caller.name,
        roles=caller.roles,
        chain=chain_of(one_set.code, one_set.level),
        reason=reason,
    )


async def explain(session: AsyncSession, form_: Form, explanations: Mapping[str, str]) -> None:
    """Keep explanations with a report that is not on its way yet; those for other indicators stay."""
    await put_periods(session, [form_.duty.period])
    report = await store.begun(session, _draft(form_.duty, form_.province_code, form_.commune_code))
    report.explanations = report.explanations | dict(explanations)
    await store.flush(session)


def _draft(owed: Duty, province: str, commune: str | None) -> dict[str, object]:
    return {
        "set_code": owed.set_code, "office": owed.office, "period": owed.period.id,
        "province_code": province, "commune_code": commune, "state": "draft", "passed": 0,
        "due_at": owed.due_at,
    }  # fmt: skip


async def take(
    session: AsyncSession,
    place: Place,
    action: Action,
    caller: Caller,
    *,
    reason: str | None,
    explanations: Mapping[str, str],
) -> IndicatorReport:
    """Take a step with a report.

    To submit, every cell must hold a value or say why it holds none, no check may end in an error, and each warning
    needs its explanation: else NotReady names the cells. Raises NothingOwed, NoSuchStep, NotYourStep, ReasonNeeded.
    """
    one_set, owed, nodes = await owed_by(session, place)
    province, commune = await where(session, one_set, place)
    check_scope(caller, province, commune)
    await in_turn(session)
    await put_periods(session, [owed.period])
    report = await store.begun(session, _draft(owed, province, commune))
    before = report.state
    if action == "submit":
        await assigning.check_may_report(session, place.set_code, place.office, province, commune, caller)
    standing = _standing(report, one_set, action, caller, reason)
    if action == "submit":
        explained = report.explanations | {code: text for code, text in explanations.items() if text.strip()}
        await _check_ready(session, owed, nodes, province, commune, explained)
        report.submitted_at = await spaces.now(session)
        report.explanations = explained
    report.state, report.passed, report.actors = standing.state, standing.passed, sorted(standing.actors)
    report.changed_at = await spaces.now(session)
    await store.flush(session)
    await sharing.reissue(
        session, set_code=place.set_code, office=place.office, period=owed.period.id, province=province,
        commune=commune,
    )  # fmt: skip
    await store.add_step(
        session,
        {
            "report": report.id, "province_code": province, "commune_code": commune, "action": action,
            "from_state": before, "to_state": standing.state, "reason": reason,
            "detail": {"explanations": dict(explanations)} if explanations else {},
        },
    )  # fmt: skip
    await changes.record(
        session,
        domain="indicators",
        entity="report",
        entity_id=str(report.id),
        op=action,
        commune_code=commune,
        payload={
            "set": place.set_code, "office": place.office, "period": owed.period.id, "state": standing.state,
            "reason": reason,
        },
    )  # fmt: skip
    return report


async def _check_ready(
    session: AsyncSession,
    owed: Duty,
    nodes: Sequence[IndicatorNode],
    province: str,
    commune: str | None,
    explanations: Mapping[str, str],
) -> None:
    cells = await store.cells(session, owed.indicators, owed.period.id, province, commune)
    empty = Text("ô trống: cần giá trị hoặc lý do", "an empty cell: it needs a value or a reason")
    faults = [Fault(empty, field=code) for code in owed.indicators if code not in cells]
    for finding in await _findings(session, owed, nodes, cells, province, commune):
        if finding.severity == "error":
            faults.append(Fault(finding.reason, field=finding.indicator))
        elif not explanations.get(finding.indicator, "").strip():
            asked = Text(f"{finding.reason.vi}: cần giải trình", f"{finding.reason.en}: needs an explanation")
            faults.append(Fault(asked, field=finding.indicator))
    if faults:
        raise NotReady(faults=faults)


async def _findings(
    session: AsyncSession,
    owed: Duty,
    nodes: Sequence[IndicatorNode],
    cells: Mapping[str, IndicatorValue],
    province: str,
    commune: str | None,
) -> list[Finding]:
    values = {code: row.value for code, row in cells.items() if row.value is not None}
    before = await store.history(
        session, owed.indicators, owed.period.kind, owed.period.starts_at, province, commune
    )
    dimensions = await codes.dimensions(session)
    parts = await _parts(session, nodes, dimensions, owed.period, None, province, commune)
    return [*check(nodes, values, before), *check_parts(nodes, values, figures(parts), dimensions)]
