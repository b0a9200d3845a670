"""Reporting over HTTP: to-do lists, forms, and the steps of a report."""

from typing import Annotated

from fastapi import APIRouter, Query

from geoops.indicators.reporting import service
from geoops.indicators.reporting.models import IndicatorReport
from geoops.indicators.reporting.rules import reporting_rules
from geoops.indicators.reporting.schemas import (
    CellOut,
    ChainOut,
    FindingOut,
    FormOut,
    ReportIn,
    ReportOut,
    StepOut,
    TaskOut,
)
from geoops.indicators.reporting.service import Form, Place, Task
from geoops.indicators.reporting.states import EDITABLE, NAMES, Action, State
from geoops.indicators.showing import node_out
from geoops.indicators.words import by_code
from geoops.kit.http import CurrentCaller, ReadSession, WriteSession, requires
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/reporting", tags=["reporting"])

SetCode = Annotated[str, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)]
Office = Annotated[str, Query(max_length=60, pattern=PLAIN_TEXT)]


@router.get("/tasks", dependencies=[requires("indicator.write")])
async def tasks(
    session: ReadSession,
    set_: SetCode,
    province: ProvinceCode,
    commune: CommuneCode | None = None,
    office: Annotated[str | None, Query(max_length=60, pattern=PLAIN_TEXT)] = None,
    back: Annotated[int, Query(ge=0, le=24, description="earlier periods of each rhythm")] = 1,
) -> Listing[TaskOut]:
    """What offices owe for the running periods and some before, how far each report is, and which are late."""
    found = await service.tasks(session, set_, province=province, commune=commune, office=office, back=back)
    return Listing(items=[_task(one) for one in found])


@router.get("/form", dependencies=[requires("indicator.write")])
async def form(
    session: ReadSession,
    set_: SetCode,
    office: Office,
    period: Annotated[str, Query(max_length=20)],
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
) -> FormOut:
    """A report as it is filled in: its cells, what the checks say of them, and the steps that it took."""
    return _form(await service.form(session, Place(set_, office, period, province, commune)))


async def _take(action: Action, body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    place = Place(body.set, body.office, body.period, body.province_code, body.commune_code)
    report = await service.take(
        session, place, action, caller, reason=body.reason, explanations=body.explanations
    )
    return _report(report)


@router.post("/submit", dependencies=[requires("indicator.write")])
async def submit(body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    """Send a report up. Every cell holds a value or says why not, and what a check warned of is explained."""
    return await _take("submit", body, session, caller)


@router.post("/approve", dependencies=[requires("indicator.write")])
async def approve(body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    """Pass the next step of approval: each by another person, the last one approves the report."""
    return await _take("approve", body, session, caller)


@router.post("/return", dependencies=[requires("indicator.write")])
async def return_(body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    """Send a report back to its office, with the reason."""
    return await _take("return", body, session, caller)


@router.post("/lock", dependencies=[requires("indicator.lock")])
async def lock(body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    """Lock an approved report: nothing in it changes any more."""
    return await _take("lock", body, session, caller)


@router.post("/reopen", dependencies=[requires("indicator.lock")])
async def reopen(body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    """Open an approved or locked report again, with the reason."""
    return await _take("reopen", body, session, caller)


def _state_name(state: str) -> TextOut:
    return TextOut.of(NAMES[state])  # type: ignore[index]  # the table's check


def _office_name(code: str) -> TextOut:
    word = by_code("offices")[code]
    return TextOut.of(Text(word.vi, word.en))


def _task(task: Task) -> TaskOut:
    return TaskOut(
        set=task.duty.set_code,
        office=task.duty.office,
        office_name=_office_name(task.duty.office),
        period=task.duty.period.id,
        period_name=TextOut.of(task.duty.period.label),
        province_code=task.province_code,
        commune_code=task.commune_code,
        due_at=task.duty.due_at,
        state=task.state,
        state_name=_state_name(task.state),
        passed=task.passed,
        steps=task.steps,
        cells=len(task.duty.indicators),
        filled=task.filled,
        late=task.late,
    )


def _form(form_: Form) -> FormOut:
    state: State = form_.report.state if form_.report else "draft"  # type: ignore[assignment]  # the table's check
    return FormOut(
        set=form_.duty.set_code,
        office=form_.duty.office,
        period=form_.duty.period.id,
        due_at=form_.duty.due_at,
        deadline_certainty="reference",
        state=state,
        state_name=_state_name(state),
        editable=state in EDITABLE,
        passed=form_.report.passed if form_.report else 0,
        chain=[
            ChainOut(step=step.code, name=TextOut.of(step.name))
            for step in reporting_rules().chains[form_.level]
        ],
        cells=[
            CellOut(
                indicator=node_out(node),
                id=cell.id if cell else None,
                value=cell.value if cell else None,
                value_text=cell.value_text if cell else None,
                note=cell.note if cell else None,
            )
            for node in form_.nodes
            for cell in [form_.cells.get(node.code)]
        ],
        findings=[
            FindingOut(
                indicator=found.indicator,
                rule=found.rule,
                severity=found.severity,
                reason=TextOut.of(found.reason),
            )
            for found in form_.findings
        ],
        explanations=form_.report.explanations if form_.report else {},
        history=[
            StepOut(
                action=step.action,
                from_state=step.from_state,
                to_state=step.to_state,
                actor=step.actor,
                reason=step.reason,
                at=step.at,
            )
            for step in form_.steps
        ],
    )


def _report(report: IndicatorReport) -> ReportOut:
    return ReportOut(
        set=report.set_code,
        office=report.office,
        period=report.period,
        province_code=report.province_code,
        commune_code=report.commune_code,
        state=report.state,
        state_name=_state_name(report.state),
        passed=report.passed,
        due_at=report.due_at,
        submitted_at=report.submitted_at,
    )
