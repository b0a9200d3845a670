"""Reports of incidents over HTTP."""

import asyncio
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query, Request, Response

from geoops.incidents import exporting, handling, reporting, service
from geoops.incidents.definition import definition
from geoops.incidents.errors import IncidentConflict
from geoops.incidents.form import FormOut
from geoops.incidents.schemas import (
    ActionBody,
    ContradictionOut,
    IncidentIn,
    IncidentOut,
    IncidentPatch,
    KindOut,
    KindsOut,
    ReceiptsOut,
    TimelineOut,
)
from geoops.kit.errors import InputRefused
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    DeviceClock,
    IfMatch,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.problems import problem_response
from geoops.kit.types import CommuneCode

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

MOST_RECEIPTS = 200
MOST_EXPORTED = 50_000
_FORMATS: dict[str, tuple[Callable[[Sequence[IncidentOut]], bytes], str]] = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exporting.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": (exporting.as_geojson, "application/geo+json"),
}


@router.post(
    "",
    status_code=201,
    dependencies=[requires("incident.report")],
    responses={200: {"model": IncidentOut}},
    response_model=IncidentOut,
)
async def report(
    body: IncidentIn,
    request: Request,
    response: Response,
    session: WriteSession,
    caller: CurrentCaller,
    device_time: DeviceClock,
) -> IncidentOut | Response:
    """Report an incident: 201 the first time, 200 when the same comes again, 409 for other content under the id.

    What is answered with 409 is kept too, as a contradiction that the centre sees beside the incident.
    """
    taken = await reporting.report(session, body, caller, device_time)
    if taken.incident is None:
        return problem_response(request, IncidentConflict())  # not raised: what came is kept
    response.status_code = 201 if taken.new else 200
    response.headers["ETag"] = taken.incident.etag
    response.headers["Location"] = f"/api/incidents/{taken.incident.id}"
    return taken.incident


@router.get("", dependencies=[requires("map.view")])
async def incidents(
    session: ReadSession,
    known_at: KnownAt,
    limit: Limit = PAGE,
    after: After = None,
    commune: CommuneCode | None = None,
    kind: Annotated[str | None, Query(max_length=50)] = None,
    state: Literal["open", "reported", "verified", "responding", "resolved", "rejected"] | None = None,
    holder: Annotated[str | None, Query(max_length=100)] = None,
) -> Listing[IncidentOut]:
    """Incidents of the caller's scope, newest first."""
    rows = await service.listing(
        session,
        limit,
        _cursor(after),
        commune_code=commune,
        kind=_plain(kind),
        state=state,
        known_at=known_at,
        holder=_plain(holder),
    )
    return _page(rows, limit)


@router.get("/export", dependencies=[requires("map.view")])
async def export(
    session: ReadSession,
    known_at: KnownAt,
    format: Literal["csv", "xlsx", "geojson"] = "csv",
    commune: CommuneCode | None = None,
    kind: Annotated[str | None, Query(max_length=50)] = None,
    state: Literal["open", "reported", "verified", "responding", "resolved", "rejected"] | None = None,
) -> Response:
    """Incidents of the caller's scope as a file, newest first; texts stay texts in every spreadsheet. Refused where
    there are more than 50,000: a part would be taken for the whole."""
    rows = await service.everything(
        session, MOST_EXPORTED, commune_code=commune, kind=_plain(kind), state=state, known_at=known_at
    )
    make, media_type = _FORMATS[format]
    return Response(
        await asyncio.to_thread(make, rows),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="geoops-su-co.{format}"'},
    )


@router.get("/mine", dependencies=[requires("map.view")])
async def mine(
    session: ReadSession, caller: CurrentCaller, limit: Limit = PAGE, after: After = None
) -> Listing[IncidentOut]:
    """The caller's own reports with what became of them, newest first."""
    return _page(await service.listing(session, limit, _cursor(after), reporter=caller.name), limit)


@router.get("/receipts", dependencies=[requires("map.view")])
async def receipts(
    session: ReadSession, ids: Annotated[str, Query(max_length=MOST_RECEIPTS * 37)]
) -> ReceiptsOut:
    """What became of up to 200 reports: `ids` with commas between."""
    items, unknown = await service.receipts(session, _ids(ids))
    return ReceiptsOut(items=items, unknown=unknown)


@router.get("/kinds", dependencies=[requires("map.view")])
async def kinds() -> KindsOut:
    """What can be reported, in the order of the form."""
    return KindsOut(
        items=[
            KindOut(kind=kind.kind, label=kind.label.as_dict(), icon=kind.icon)
            for kind in definition().kinds.values()
            if not kind.hidden
        ]
    )


@router.get("/form", dependencies=[requires("map.view")], response_model=FormOut)
async def form(
    response: Response, if_none_match: Annotated[str | None, Header()] = None
) -> FormOut | Response:
    """The definition that forms are made from: kinds, severities, ways to tell a place, questions."""
    tag = f'"{definition().version}"'
    if if_none_match == tag:
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return FormOut.of(definition())


@router.get("/{incident_id}", dependencies=[requires("map.view")])
async def incident(incident_id: uuid.UUID, response: Response, session: ReadSession) -> IncidentOut:
    """One incident."""
    out = await service.get(session, incident_id)
    response.headers["ETag"] = out.etag
    return out


@router.get("/{incident_id}/timeline", dependencies=[requires("map.view")])
async def timeline(
    incident_id: uuid.UUID,
    session: ReadSession,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> TimelineOut:
    """What happened to an incident, oldest first: the rows of the change log about it."""
    items = await service.timeline(session, incident_id, after, limit)
    return TimelineOut(items=items, next=items[-1].seq if len(items) == limit else None)


@router.get("/{incident_id}/contradictions", dependencies=[requires("map.view")])
async def contradictions(incident_id: uuid.UUID, session: ReadSession) -> list[ContradictionOut]:
    """Reports that came under this incident's id with other content."""
    return await service.contradictions(session, incident_id)


@router.patch("/{incident_id}", dependencies=[requires("incident.manage")])
async def amend(
    incident_id: uuid.UUID,
    body: IncidentPatch,
    response: Response,
    session: WriteSession,
    if_match: IfMatch = None,
    join: Annotated[
        bool, Query(description="let the edit through where it touches what nobody else did")
    ] = False,
) -> IncidentOut:
    """Change what is said of an incident. 412 shows, field by field, what somebody else wrote meanwhile."""
    out = await service.amend(session, incident_id, body, if_match, join=join)
    response.headers["ETag"] = out.etag
    return out


@router.post("/{incident_id}/actions/{action}", dependencies=[requires("incident.manage")])
async def act(
    incident_id: uuid.UUID,
    action: Annotated[str, Path(max_length=50)],
    body: ActionBody,
    response: Response,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> IncidentOut:
    """Verify, respond, resolve, reject, reopen, assign, unassign (with If-Match); seen, claim, release, watch, comment."""
    out = await handling.act(session, incident_id, action, body, if_match, caller)
    response.headers["ETag"] = out.etag
    return out


def _page(rows: Sequence[IncidentOut], limit: int) -> Listing[IncidentOut]:
    page, next_cursor = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing(items=list(page), next=next_cursor)


def _cursor(after: str | None) -> tuple[datetime, uuid.UUID] | None:
    if after is None:
        return None
    moment, incident_id = decode_cursor(after, (str, str))
    try:
        return datetime.fromisoformat(moment), uuid.UUID(incident_id)
    except ValueError:
        raise BadCursor from None


def _ids(text: str) -> list[uuid.UUID]:
    try:
        return list(dict.fromkeys(uuid.UUID(part) for part in text.split(",") if part.strip()))[
            :MOST_RECEIPTS
        ]
    except ValueError:
        raise InputRefused(
            Text("Tham số ids phải là các UUID", "The parameter ids must hold UUIDs"),
            extra={"parameter": "ids"},
        ) from None


def _plain(text: str | None) -> str | None:
    """A text that the database can compare with; nothing has a name with U+0000 in it."""
    return text.replace("\x00", "") if text else text
