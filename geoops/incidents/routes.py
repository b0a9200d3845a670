"""Reports of incidents over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query, Response

from geoops.incidents import service
from geoops.incidents.definition import definition
from geoops.incidents.form import FormOut
from geoops.incidents.schemas import (
    ActionBody,
    IncidentIn,
    IncidentOut,
    IncidentPatch,
    KindOut,
    KindsOut,
)
from geoops.kit.http import PAGE, After, CurrentCaller, KnownAt, Limit, ReadSession, WriteSession, requires
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

IfMatch = Annotated[str | None, Header(description="the etag the caller has read")]


@router.post(
    "", status_code=201, dependencies=[requires("incident.report")], responses={200: {"model": IncidentOut}}
)
async def report(
    body: IncidentIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> IncidentOut:
    """Report an incident: 201 the first time, 200 when the same comes again, 409 for other content under the id."""
    out, new = await service.report(session, body, caller)
    response.status_code = 201 if new else 200
    response.headers["ETag"] = out.etag
    response.headers["Location"] = f"/api/incidents/{out.id}"
    return out


@router.get("", dependencies=[requires("map.view")])
async def incidents(
    session: ReadSession,
    known_at: KnownAt,
    limit: Limit = PAGE,
    after: After = None,
    commune: CommuneCode | None = None,
    kind: Annotated[str | None, Query(max_length=50)] = None,
    state: Literal["open", "reported", "verified", "responding", "resolved", "rejected"] | None = None,
) -> Listing[IncidentOut]:
    """Incidents of the caller's scope, newest first."""
    rows = await service.listing(
        session, limit, _cursor(after), commune_code=commune, kind=kind, state=state, known_at=known_at
    )
    page, next_cursor = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing(items=list(page), next=next_cursor)


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


@router.patch("/{incident_id}", dependencies=[requires("incident.manage")])
async def amend(
    incident_id: uuid.UUID,
    body: IncidentPatch,
    response: Response,
    session: WriteSession,
    if_match: IfMatch = None,
) -> IncidentOut:
    """Change kind, severity or note; refused where somebody else changed it meanwhile."""
    out = await service.amend(session, incident_id, body, if_match)
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
    """Verify, respond, resolve, reject or reopen."""
    out = await service.act(session, incident_id, action, body.reason, if_match, caller)
    response.headers["ETag"] = out.etag
    return out


def _cursor(after: str | None) -> tuple[datetime, uuid.UUID] | None:
    if after is None:
        return None
    moment, incident_id = decode_cursor(after, (str, str))
    try:
        return datetime.fromisoformat(moment), uuid.UUID(incident_id)
    except ValueError:
        raise BadCursor from None
