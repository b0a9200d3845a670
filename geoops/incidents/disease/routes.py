"""Outbreaks of disease over HTTP."""

import uuid
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from geoops.incidents.disease import amending, exporting, service, showing, tallying
from geoops.incidents.disease.definitions import Kind
from geoops.incidents.disease.schemas import (
    DiseaseFormOut,
    DiseaseSummaryOut,
    OutbreakDetail,
    OutbreakIn,
    OutbreakOut,
    OutbreakPatch,
    OutbreakReportIn,
    OutbreakReportOut,
    StatusIn,
    ZonedOut,
    ZonesIn,
)
from geoops.incidents.disease.zones import service as zones
from geoops.kit import spaces
from geoops.kit.errors import InputRefused
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    IfMatch,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    read_time,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing, cut_page, everything, time_and_uuid
from geoops.kit.types import CommuneCode

router = APIRouter(prefix="/api/disease", tags=["disease"])

_VIEW = [requires("map.view")]
_REPORT = [requires("disease.report")]
_MANAGE = [requires("disease.manage")]
DiseaseCode = Annotated[str | None, Query(max_length=50)]
StatusName = Literal["active", "suspected", "confirmed", "controlled", "over", "ruled_out"]
MOST_EXPORTED = 10_000
LAST_DAYS = timedelta(days=7)


@router.get("/form", dependencies=_VIEW)
async def form() -> DiseaseFormOut:
    """Diseases, items, species, zones and rules of the end, each with its source."""
    return showing.form()


@router.post("/outbreaks", status_code=201, dependencies=_REPORT, responses={200: {"model": OutbreakDetail}})
async def add(
    body: OutbreakIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> OutbreakDetail:
    """Report an outbreak: 201 the first time, 200 the same again, 409 for other content under the id."""
    response.status_code = 201 if await service.add(session, body, caller) else 200
    return await showing.detail(session, await service.get(session, body.id))


@router.get("/outbreaks", dependencies=_VIEW)
async def outbreaks(
    session: ReadSession,
    disease: DiseaseCode = None,
    kind: Kind | None = None,
    commune: CommuneCode | None = None,
    status: StatusName | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[OutbreakOut]:
    """Outbreaks of the caller's scope, newest first; `status=active` for those that are not closed."""
    rows = await service.page(
        session,
        limit,
        time_and_uuid(after),
        disease=disease,
        kind=kind,
        commune_code=commune,
        status=status,
    )
    page, next_cursor = cut_page(rows, limit, lambda one: (one.row.known_at.isoformat(), str(one.row.id)))
    return Listing(items=await showing.outbreaks_out(session, page), next=next_cursor)


@router.get("/outbreaks/{outbreak_id}", dependencies=_VIEW)
async def one(outbreak_id: uuid.UUID, response: Response, session: ReadSession) -> OutbreakDetail:
    """One outbreak with its path, its zones, the communes they touch and the outbreaks beside it."""
    shown = await showing.detail(session, await service.get(session, outbreak_id))
    response.headers["ETag"] = shown.etag
    return shown


@router.patch("/outbreaks/{outbreak_id}", dependencies=_REPORT)
async def amend(
    outbreak_id: uuid.UUID, body: OutbreakPatch, session: WriteSession, if_match: IfMatch = None
) -> OutbreakDetail:
    """Add the position, or correct hamlet and note; zones move with the position."""
    await amending.amend(session, outbreak_id, body, if_match)
    return await showing.detail(session, await service.get(session, outbreak_id))


@router.post("/outbreaks/{outbreak_id}/status", dependencies=_MANAGE)
async def take_step(
    outbreak_id: uuid.UUID,
    body: StatusIn,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> OutbreakDetail:
    """Confirm an outbreak, rule it out, call it controlled or over, or reopen it."""
    await service.take_step(session, outbreak_id, body, if_match, caller)
    return await showing.detail(session, await service.get(session, outbreak_id))


@router.put("/outbreaks/{outbreak_id}/zones", dependencies=_MANAGE)
async def set_zones(
    outbreak_id: uuid.UUID,
    body: ZonesIn,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> OutbreakDetail:
    """Set the radii of the zones around an outbreak; those that stood end now and stay readable in the past."""
    await zones.put(session, await service.for_update(session, outbreak_id, if_match), body, caller)
    return await showing.detail(session, await service.get(session, outbreak_id))


@router.get("/outbreaks/{outbreak_id}/reports", dependencies=_VIEW)
async def reports(outbreak_id: uuid.UUID, session: ReadSession) -> Listing[OutbreakReportOut]:
    """All reports of an outbreak, newest first, those that were replaced too."""
    return Listing(
        items=[showing.report_out(row, found) for row, found in await service.reports(session, outbreak_id)]
    )


@router.post("/reports", status_code=201, dependencies=_REPORT, responses={200: {"model": OutbreakReportOut}})
async def report(
    body: OutbreakReportIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> OutbreakReportOut:
    """Report figures: 201 the first time, 200 the same again, 409 for other content or cases that would count twice."""
    response.status_code = 201 if await service.report(session, body, caller) else 200
    return showing.report_out(*await service.one_report(session, body.id))


@router.get("/summary", dependencies=_VIEW)
async def summary(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    since: Annotated[str | None, Query(description="begin of the time (RFC 3339); a week before at")] = None,
    kind: Kind | None = None,
) -> DiseaseSummaryOut:
    """Disease by commune in a time: outbreaks, hamlets, figures since the beginning and what is new in the time."""
    now = await spaces.now(session)
    at, known_at = at or now, known_at or now
    begin = read_time(since, "since") or at - LAST_DAYS
    if begin >= at:
        raise InputRefused(
            Text("“since” phải trước “at”", "“since” must be before “at”"), extra={"parameter": "since"}
        )
    found = await tallying.tallies(session, begin, at, known_at)
    shown = await showing.places_out(session, [one for one in found if kind in (None, one.kind)])
    return DiseaseSummaryOut(since=begin, at=at, known_at=known_at, places=shown)


@router.get("/communes", dependencies=_VIEW)
async def communes_in_zones(
    session: ReadSession, known_at: KnownAt, disease: DiseaseCode = None
) -> Listing[ZonedOut]:
    """Communes that zones touch with the share of their area; where zones overlap, each place counts once."""
    moment = known_at or await spaces.now(session)
    return Listing(items=await showing.zoned_out(session, await zones.touched(session, moment, disease)))


@router.get("/export", dependencies=_VIEW)
async def export(
    session: ReadSession,
    disease: DiseaseCode = None,
    kind: Kind | None = None,
    status: StatusName | None = None,
) -> Response:
    """The outbreaks as CSV, newest first; refused where there are more than 10,000."""
    rows = await everything(
        lambda limit, after: service.page(session, limit, after, disease=disease, kind=kind, status=status),
        lambda one: (one.row.known_at, one.row.id),
        MOST_EXPORTED,
    )
    body = exporting.as_csv(await showing.outbreaks_out(session, rows))
    headers = {"Content-Disposition": 'attachment; filename="o-dich.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
