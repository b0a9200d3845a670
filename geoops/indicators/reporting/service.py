"""What is asked and done about reports. Takes a session, never commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators.errors import UnknownIndicator
from geoops.indicators.models import IndicatorNode, IndicatorSet, IndicatorValue
from geoops.indicators.periods import BadPeriod, Period, parse_period, previous_period
from geoops.indicators.reporting import assigning, store
from geoops.indicators.reporting.checks import Finding, check
from geoops.indicators.reporting.duties import Duty, duty, offices_of, periods_owed
from geoops.indicators.reporting.errors import NothingOwed, NotReady
from geoops.indicators.reporting.models import (
    IndicatorAnalysis,
    IndicatorAssignment,
    IndicatorReport,
    IndicatorReportStep,
)
from geoops.indicators.reporting.rules import chain_of, reporting_rules
from geoops.indicators.reporting.states import EDITABLE, Action, Standing, State, act
from geoops.indicators.values.store import put_periods
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, NotAllowed, Problem
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a to-do list: what an office owes for a period, how far it is, and whether it is late."""

    duty: Duty
    province_code: str
    commune_code: str | None
    state: State
    passed: int
    steps: int
    filled: int
    late: bool

    @property
    def joint(self) -> tuple[str, ...]:
        """The offices that the decision names beside the one that owes."""
        return self.duty.joint


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

    @property
    def state(self) -> State:
        """Where the report stands; one that nobody has begun is a draft."""
        return self.report.state if self.report else "draft"  # type: ignore[return-value]  # the table's check


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is: an office of a commune, or of the province."""

    set_code: str
    office: str
    period: str
    province_code: str | None
    commune_code: str | None


async def tasks(
    session: AsyncSession, set_code: str, *, province: str, commune: str | None, office: str | None, back: int
) -> list[Task]:
    """What is owed in a province for the running period and `back` earlier ones of each rhythm, the soonest due first.

    A set of communes is owed by each of them; `commune` and `office` narrow it. Raises UnknownIndicator for no such
    set.
    """
    one_set = await _set(session, set_code)
    nodes = await store.nodes_of_set(session, set_code)
    rules = reporting_rules()
    now = await spaces.now(session)
    wanted = [code for code in offices_of(nodes) if office in (None, code)]
    duties = [
        found
        for code in wanted
        for period in periods_owed(nodes, code, now, back)
        if (found := duty(nodes, code, period, rules)) is not None
    ]
    periods = {one.period.id for one in duties}
    places = await _places(session, one_set, province, commune)
    known = {
        (row.office, row.period, row.commune_code): row
        for row in await store.reports(session, set_code, periods, province)
    }
    asked = {code for one in duties for code in one.indicators}
    filled = await store.filled(session, asked, periods, province)
    steps = len(chain_of(one_set.code, one_set.level))
    listed: list[Task] = []
    for one in duties:
        for place in places:
            row = known.get((one.office, one.period.id, place))
            state: State = row.state if row else "draft"  # type: ignore[assignment]  # the table's check
            open_ = state in EDITABLE
            listed.append(
                Task(
                    one, province, place, state, row.passed if row else 0, steps,
                    filled.get((one.period.id, place, one.office), 0), open_ and now > one.due_at,
                )
            )  # fmt: skip
    return sorted(listed, key=lambda task: (task.duty.due_at, task.duty.office, task.commune_code or ""))


@dataclass(frozen=True, slots=True)
class Owed:
    """What a province owes of a set for one period: by office, at these places, with what is known of its reports.

    `approved` is when a report passed its last step, by office and commune; `explanations` those of its figures.
    """

    nodes: Sequence[IndicatorNode]
    duties: Sequence[Duty]
    places: Sequence[str | None]
    approved: Mapping[tuple[str, str | None], datetime]
    explanations: Mapping[tuple[str, str | None], Mapping[str, str]]


async def owed_in(
    session: AsyncSession,
    set_code: str,
    province: str,
    period: Period,
    office: str | None = None,
    commune: str | None = None,
) -> Owed:
    """What is owed for a period in a province. Raises UnknownIndicator for no such set."""
    one_set = await _set(session, set_code)
    nodes = await store.nodes_of_set(session, set_code)
    rules = reporting_rules()
    duties = [
        found
        for code in offices_of(nodes)
        if office in (None, code) and (found := duty(nodes, code, period, rules)) is not None
    ]
    reports = await store.reports(session, set_code, [period.id], province)
    return Owed(
        nodes,
        duties,
        await _places(session, one_set, province, commune),
        {
            (row.office, row.commune_code): row.changed_at
            for row in reports
            if row.state in ("approved", "locked")
        },
        {(row.office, row.commune_code): row.explanations for row in reports},
    )


async def form(session: AsyncSession, place: Place, caller: Caller) -> Form:
    """A report as it is filled in. Raises NothingOwed, BadPeriod, UnknownIndicator for no such set, InputRefused."""
    one_set, owed, nodes = await _owed(session, place)
    province, commune = await _where(session, one_set, place)
    cells = await store.cells(session, owed.indicators, owed.period.id, province, commune)
    report = await store.report(session, place.set_code, place.office, owed.period.id, province, commune)
    before = _before(owed.period)
    past = await store.history(
        session, owed.indicators, owed.period.kind, owed.period.starts_at, province, commune
    )
    people = await assigning.named_for(session, place.set_code, place.office, province, commune)
    return Form(
        owed,
        nodes,
        cells,
        check(nodes, {code: row.value for code, row in cells.items() if row.value is not None}, past),
        report,
        await store.steps(session, report.id) if report else [],
        one_set.level,
        province,
        commune,
        before,
        await store.cells(session, owed.indicators, before.id, province, commune) if before else {},
        await store.analyses(session, owed.indicators, owed.period.id, province, commune),
        people,
        _may(report, one_set, caller, province, commune, {one.person for one in people}),
        past,
    )


def findings_of(form_: Form, values: Mapping[str, float]) -> list[Finding]:
    """What the checks would say of a report with these figures."""
    return check(form_.nodes, values, form_.past)


async def set_of(session: AsyncSession, code: str) -> IndicatorSet:
    """An indicator set; raises UnknownIndicator for no such set."""
    return await _set(session, code)


async def names_of(session: AsyncSession, set_code: str) -> dict[str, Text]:
    """What the indicators of a set are called, by code."""
    return {
        node.code: Text(node.name_vi, node.name_en) for node in await store.nodes_of_set(session, set_code)
    }


def refused(faults: Sequence[Fault]) -> NotReady:
    """Values of a report that were refused although its form had passed: what came between is named by row."""
    return NotReady(faults=faults)


async def place_of(
    session: AsyncSession,
    set_code: str,
    office: str,
    province: str | None,
    commune: str | None,
    caller: Caller,
) -> tuple[str, str | None]:
    """The province and commune of an office's reports, of the caller's scope. Raises NothingOwed for an office that
    reports nothing of the set, NotAllowed outside the scope."""
    one_set = await _set(session, set_code)
    if office not in offices_of(await store.nodes_of_set(session, set_code)):
        raise NothingOwed(extra={"office": office})
    found = await _where(session, one_set, Place(set_code, office, "", province, commune))
    _check_scope(caller, *found)
    return found


async def check_may_report(session: AsyncSession, form_: Form, caller: Caller) -> None:
    """Raises NotAllowed outside the caller's scope, NotAssigned where others were named for the report."""
    _check_scope(caller, form_.province_code, form_.commune_code)
    await assigning.check_may_report(
        session, form_.duty.set_code, form_.duty.office, form_.province_code, form_.commune_code, caller
    )


def _before(period: Period) -> Period | None:
    try:
        return previous_period(period)
    except (ValueError, BadPeriod):
        return None


def _may(
    report: IndicatorReport | None,
    one_set: IndicatorSet,
    caller: Caller,
    province: str,
    commune: str | None,
    named: Collection[str],
) -> list[Action]:
    """The steps that a person could take with a report as it stands."""
    possible: list[Action] = []
    for action in ("submit", "approve", "return", "lock", "reopen"):
        try:
            _check_scope(caller, province, commune)
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
    one_set, owed, nodes = await _owed(session, place)
    province, commune = await _where(session, one_set, place)
    _check_scope(caller, province, commune)
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


def _check_scope(caller: Caller, province: str, commune: str | None) -> None:
    """A report of the province itself is a step of the province's people, not of those of its communes."""
    own = caller.scope.nation or province in caller.scope.provinces
    if not own and (commune is None or not caller.scope.covers(commune, province)):
        raise NotAllowed(Text("Ngoài địa bàn được phân công", "Outside your scope"))


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
    return check(nodes, values, before)


async def _owed(session: AsyncSession, place: Place) -> tuple[IndicatorSet, Duty, list[IndicatorNode]]:
    one_set = await _set(session, place.set_code)
    period: Period = parse_period(place.period)
    nodes = await store.nodes_of_set(session, place.set_code)
    owed = duty(nodes, place.office, period, reporting_rules())
    if owed is None:
        raise NothingOwed(extra={"office": place.office, "period": period.id})
    return one_set, owed, [node for node in nodes if node.code in owed.indicators]


async def _set(session: AsyncSession, code: str) -> IndicatorSet:
    found = await store.set_of(session, code)
    if found is None:
        raise UnknownIndicator(Text("Không có bộ chỉ số này", "There is no such set"), extra={"set": code})
    return found


async def _where(session: AsyncSession, one_set: IndicatorSet, place: Place) -> tuple[str, str | None]:
    if (place.commune_code is not None) != (one_set.level == "commune"):
        raise InputRefused(
            Text(
                "Bộ chỉ số cấp xã cần mã xã; bộ chỉ số cấp tỉnh không có mã xã",
                "A set of communes needs a commune, a set of the province has none",
            )
        )
    if place.commune_code is not None:
        return await communes.province_of(session, place.commune_code), place.commune_code
    if place.province_code is None:
        raise InputRefused(Text("Thiếu mã tỉnh", "The province is missing"))
    return place.province_code, None


async def _places(
    session: AsyncSession, one_set: IndicatorSet, province: str, commune: str | None
) -> Sequence[str | None]:
    if one_set.level == "province":
        return [None]
    if commune is not None:
        return [commune]
    units = await communes.page(session, province=province, day=None, after=None, limit=1000)
    return [unit.code for unit in units]
