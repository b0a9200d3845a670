"""Reporting over HTTP: to-do lists, forms, and the steps of a report."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from geoops.indicators.reporting import analyses, assigning, listing, owing, service, showing
from geoops.indicators.reporting.owing import Place
from geoops.indicators.reporting.schemas import (
    AnalysesIn,
    AssignmentIn,
    AssignmentOut,
    ChangedOut,
    FormOut,
    PlaceIn,
    ReportIn,
    ReportOut,
    TasksOut,
)
from geoops.indicators.reporting.states import Action
from geoops.kit import spaces
from geoops.kit.http import PAGE, After, CurrentCaller, Limit, ReadSession, WriteSession, requires
from geoops.kit.paging import Listing
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/reporting", tags=["reporting"])

SetCode = Annotated[str, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)]
Office = Annotated[str, Query(max_length=60, pattern=PLAIN_TEXT)]


@router.get("/tasks", dependencies=[requires("indicator.write")])
async def tasks(
    session: ReadSession,
    caller: CurrentCaller,
    set_: SetCode,
    province: ProvinceCode,
    commune: CommuneCode | None = None,
    office: Annotated[str | None, Query(max_length=60, pattern=PLAIN_TEXT)] = None,
    back: Annotated[int, Query(ge=0, le=24, description="earlier periods of each rhythm")] = 1,
    show: Annotated[
        listing.Show,
        Query(
            description="open: not sent up yet; late: past its time; waiting: for a step of approval; act: the caller"
            " could send it up or pass a step of it"
        ),
    ] = "all",
    mine: Annotated[bool, Query(description="only what the caller was named for")] = False,
    limit: Limit = PAGE,
    after: After = None,
) -> TasksOut:
    """What offices in the caller's scope owe for the running periods and some before, how far each report is, and which
    are late; the soonest due first."""
    wanted = listing.Wanted(set_, province, commune, office, back, show, mine)
    return showing.tasks_out(await listing.page(session, wanted, caller, after, limit))


@router.get("/form", dependencies=[requires("indicator.write")])
async def form(
    session: ReadSession,
    caller: CurrentCaller,
    set_: SetCode,
    office: Office,
    period: Annotated[str, Query(max_length=20)],
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
) -> FormOut:
    """A report as it is filled in: its cells, what the checks say of them, and the steps that it took."""
    place = Place(set_, office, period, province, commune)
    return showing.form_out(await service.form(session, place, caller), await spaces.now(session))


@router.post("/analyses", dependencies=[requires("indicator.write")])
async def write_analyses(body: AnalysesIn, session: WriteSession, caller: CurrentCaller) -> ChangedOut:
    """Write analysis or forecast beside the values of a report, all of the texts or none."""
    texts = [analyses.Words(one.indicator, one.kind, one.body) for one in body.items]
    return ChangedOut(changed=await analyses.write(session, _place(body), texts, caller))


@router.get("/assignments", dependencies=[requires("indicator.write")])
async def assignments(
    session: ReadSession, set_: SetCode, province: ProvinceCode, commune: CommuneCode | None = None
) -> Listing[AssignmentOut]:
    """Who answers for the reports of a set: officers, substitutes, people of jointly responsible offices."""
    found = await assigning.all_in(session, set_, province)
    return Listing(
        items=[showing.assignment_out(one) for one in found if commune in (None, one.commune_code)]
    )


@router.post("/assignments", status_code=201, dependencies=[requires("indicator.write")])
async def assign(body: AssignmentIn, session: WriteSession, caller: CurrentCaller) -> AssignmentOut:
    """Name who answers for an office's reports. From then on nobody else of the place sends them up."""
    province, commune = await owing.place_of(
        session, body.set, body.office, body.province_code, body.commune_code, caller
    )
    naming = assigning.Naming(
        body.set,
        body.office,
        province,
        commune,
        body.part,
        body.person,
        body.from_day or await assigning.today(session),
        body.until_day,
        body.reason,
    )
    return showing.assignment_out(await assigning.assign(session, naming, caller))


@router.delete("/assignments/{number}", dependencies=[requires("indicator.write")])
async def unassign(
    number: Annotated[int, Path(ge=1, le=2**63 - 1)], session: WriteSession, caller: CurrentCaller
) -> AssignmentOut:
    """Take an assignment back; it stays on record."""
    return showing.assignment_out(await assigning.end(session, number, caller))


def _place(body: PlaceIn) -> Place:
    return Place(body.set, body.office, body.period, body.province_code, body.commune_code)


async def _take(action: Action, body: ReportIn, session: WriteSession, caller: CurrentCaller) -> ReportOut:
    report = await service.take(
        session, _place(body), action, caller, reason=body.reason, explanations=body.explanations
    )
    return showing.report_out(report)


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
