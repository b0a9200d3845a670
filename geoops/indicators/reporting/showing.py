"""Reports as they go out over HTTP."""

from datetime import datetime

from geoops.indicators.dimensions import STANDINGS
from geoops.indicators.models import IndicatorNode
from geoops.indicators.reporting.assigning import NAMES as PARTS
from geoops.indicators.reporting.breakdowns import Part, adds_up
from geoops.indicators.reporting.checks import is_numeric, rules
from geoops.indicators.reporting.listing import Line, TaskPage
from geoops.indicators.reporting.models import IndicatorAnalysis, IndicatorAssignment, IndicatorReport
from geoops.indicators.reporting.rules import chain_of
from geoops.indicators.reporting.schemas import (
    AnalysisOut,
    AssignmentOut,
    CellOut,
    CellPartOut,
    ChainOut,
    CheckOut,
    FindingOut,
    FormOut,
    OfficeOut,
    ReportOut,
    StepOut,
    TaskCountsOut,
    TaskOut,
    TasksOut,
)
from geoops.indicators.reporting.service import Form
from geoops.indicators.reporting.states import EDITABLE, NAMES
from geoops.indicators.showing import node_out
from geoops.indicators.words import by_code
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut


def _state_name(state: str) -> TextOut:
    return TextOut.of(NAMES[state])  # type: ignore[index]  # the table's check


def _office_name(code: str) -> TextOut:
    word = by_code("offices")[code]
    return TextOut.of(Text(word.vi, word.en))


def tasks_out(page: TaskPage) -> TasksOut:
    """A page of a to-do list."""
    return TasksOut(
        items=[task_out(line) for line in page.lines],
        next=page.following,
        counts=TaskCountsOut.model_validate(page.counts),
        offices=[OfficeOut(code=code, name=_office_name(code)) for code in page.offices],
    )


def task_out(line: Line) -> TaskOut:
    """A line of a to-do list."""
    task = line.task
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
        joint=list(task.joint),
        people=sorted({one.person for one in line.people}),
        reminders=len(line.reminders),
        escalated=any(one.level == "escalated" for one in line.reminders),
        may=list(line.may),
    )


def form_out(form_: Form, now: datetime) -> FormOut:
    """A report as it is filled in."""
    state, before = form_.state, form_.previous_period
    return FormOut(
        set=form_.duty.set_code,
        office=form_.duty.office,
        office_name=_office_name(form_.duty.office),
        period=form_.duty.period.id,
        period_name=TextOut.of(form_.duty.period.label),
        previous_period=before.id if before else None,
        previous_name=TextOut.of(before.label) if before else None,
        province_code=form_.province_code,
        commune_code=form_.commune_code,
        joint=[_office_name(code) for code in form_.duty.joint],
        people=[assignment_out(one) for one in form_.people],
        may=list(form_.may),
        late=state in EDITABLE and now > form_.duty.due_at,
        due_at=form_.duty.due_at,
        deadline_certainty="reference",
        state=state,
        state_name=_state_name(state),
        editable=state in EDITABLE,
        passed=form_.report.passed if form_.report else 0,
        chain=[
            ChainOut(step=step.code, name=TextOut.of(step.name))
            for step in chain_of(form_.duty.set_code, form_.level)
        ],
        cells=[
            CellOut(
                indicator=node_out(node),
                id=cell.id if cell else None,
                value=cell.value if cell else None,
                value_text=cell.value_text if cell else None,
                note=cell.note if cell else None,
                entered_by=cell.entered_by if cell else None,
                known_at=cell.known_at if cell else None,
                previous=then.value if then else None,
                previous_text=then.value_text if then else None,
                numeric=is_numeric(node),
                parent_name=_parent(form_, node),
                unit=_unit(node),
                checks=_checks(node),
                parts=[_part(node, part) for part in form_.parts.get(node.code, ())],
            )
            for node in form_.nodes
            for cell, then in [(form_.cells.get(node.code), form_.previous.get(node.code))]
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
        analyses=[analysis_out(one) for one in form_.analyses],
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


def _part(node: IndicatorNode, part: Part) -> CellPartOut:
    return CellPartOut(
        dimension=part.dimension.code,
        dimension_name=TextOut.of(part.dimension.name),
        code=part.code,
        name=TextOut.of(part.name),
        standing=part.standing,
        standing_name=TextOut.of(STANDINGS[part.standing]),
        adds=part.dimension.adds if adds_up(node, part.dimension) else None,
        id=part.row.id if part.row else None,
        value=part.row.value if part.row else None,
        note=part.row.note if part.row else None,
        previous=part.before.value if part.before else None,
    )


def _parent(form_: Form, node: IndicatorNode) -> TextOut | None:
    parent = form_.parents.get(node.parent_code or "")
    return TextOut(vi=parent.name_vi, en=parent.name_en) if parent else None


def _unit(node: IndicatorNode) -> TextOut | None:
    if node.unit is None:
        return TextOut(vi=node.unit_printed, en=node.unit_printed) if node.unit_printed else None
    word = by_code("units")[node.unit]
    return TextOut(vi=word.vi, en=word.en)


def _checks(node: IndicatorNode) -> list[CheckOut]:
    return [
        CheckOut(
            rule=rule.code,
            kind=rule.kind,
            severity=rule.severity,
            reason=TextOut.of(rule.text),
            low=rule.given.get("low"),
            high=rule.given.get("high"),
            factor=rule.given.get("factor"),
        )
        for rule in rules()
        if rule.kind in ("range", "whole", "jump") and rule.is_for(node)
    ]


def analysis_out(row: IndicatorAnalysis) -> AnalysisOut:
    """A text beside a value."""
    return AnalysisOut(
        indicator=row.indicator,
        kind=row.kind,
        body=row.body or "",
        written_by=row.written_by,
        known_at=row.known_at,
    )


def assignment_out(row: IndicatorAssignment) -> AssignmentOut:
    """Somebody who answers for an office's reports."""
    return AssignmentOut(
        number=row.id,
        set=row.set_code,
        office=row.office,
        province_code=row.province_code,
        commune_code=row.commune_code,
        part=row.part,
        part_name=TextOut.of(PARTS[row.part]),
        person=row.person,
        from_day=row.from_day,
        until_day=row.until_day,
        reason=row.reason,
        given_by=row.given_by,
        given_at=row.given_at,
    )


def report_out(report: IndicatorReport) -> ReportOut:
    """Where a report stands."""
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
