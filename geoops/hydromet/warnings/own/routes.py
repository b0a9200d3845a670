"""Drafting, reviewing and issuing warnings over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from geoops.hydromet.warnings import publishing
from geoops.hydromet.warnings.own import mapping, service
from geoops.hydromet.warnings.own.office import office
from geoops.hydromet.warnings.own.schemas import (
    AlertDetail,
    AlertIn,
    AlertOut,
    MissingOut,
    PreviewOut,
    StepIn,
    WarningFormOut,
)
from geoops.hydromet.warnings.own.showing import area_of, detail, form, shown, word_out
from geoops.kit.http import CurrentCaller, IfMatch, ReadSession, WriteSession, requires
from geoops.kit.schemas import TextOut

router = APIRouter(prefix="/api/warnings", tags=["warnings"])


@router.post(
    "", status_code=201, dependencies=[requires("warning.draft")], responses={200: {"model": AlertOut}}
)
async def draft(body: AlertIn, response: Response, session: WriteSession, caller: CurrentCaller) -> AlertOut:
    """Draft a warning: 201 the first time, 200 when the same comes again under its id, 409 for other content."""
    row, new = await service.draft(session, body, caller)
    response.status_code = 201 if new else 200
    (out,) = await shown(session, [row], caller)
    response.headers["ETag"] = out.etag
    response.headers["Location"] = f"/api/warnings/{out.id}"
    return out


@router.get("/form", dependencies=[requires("map.view")])
async def the_form() -> WarningFormOut:
    """The hazards with the values that their texts need, and the CAP words with their readings."""
    return form()


@router.post("/preview", dependencies=[requires("warning.draft")])
async def preview(request: Request, body: AlertIn, session: ReadSession) -> PreviewOut:
    """What a draft would become, without keeping it: texts, polygons with their excess, the CAP document."""
    made = await service.preview(session, body, office(request.app.state.settings))
    return PreviewOut(
        texts=made.texts,
        urgency=word_out(mapping.urgencies(), made.urgency),
        area=area_of(made.placed),
        cap=made.cap.decode() if made.cap is not None else None,
        missing=[MissingOut(field=fault.field, reason=TextOut.of(fault.reason)) for fault in made.missing],
    )


@router.get("/{warning_id}", dependencies=[requires("map.view")])
async def one(
    warning_id: uuid.UUID, response: Response, session: ReadSession, caller: CurrentCaller
) -> AlertDetail:
    """A warning of ours with its polygons, its chain, and what differs from the message before."""
    out = await detail(session, await service.get(session, warning_id), caller)
    response.headers["ETag"] = out.etag
    return out


@router.put("/{warning_id}", dependencies=[requires("warning.draft")])
async def amend(
    warning_id: uuid.UUID,
    body: AlertIn,
    response: Response,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> AlertOut:
    """Write a draft anew; refused where somebody else changed it meanwhile."""
    row = await service.amend(session, warning_id, body, if_match, caller)
    (out,) = await shown(session, [row], caller)
    response.headers["ETag"] = out.etag
    return out


@router.post("/{warning_id}/actions/{action}", dependencies=[requires("warning.draft")])
async def act(
    request: Request,
    warning_id: uuid.UUID,
    action: Annotated[str, Path(max_length=50)],
    body: StepIn,
    response: Response,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> AlertOut:
    """Submit, return, approve, issue, update, cancel or discard. `update` answers with the new draft."""
    settings = request.app.state.settings
    row = await publishing.step(session, warning_id, action, body.note, if_match, caller, office(settings))
    (out,) = await shown(session, [row], caller)
    response.headers["ETag"] = out.etag
    return out
