"""Carried reports over HTTP."""

import uuid

from fastapi import APIRouter, Request, Response

from geoops.incidents.carried import service
from geoops.incidents.carried.schemas import CarriedIn, CarriedOut, CarriesOut, CarryOut
from geoops.incidents.errors import IncidentConflict
from geoops.kit.context import LIVE
from geoops.kit.http import (
    CurrentCaller,
    ReadSession,
    SpaceName,
    context_of,
    database_of,
    follower_of,
    requires,
)
from geoops.kit.problems import problem_response

router = APIRouter(prefix="/api/incidents", tags=["incidents"])


@router.post(
    "/carried",
    status_code=201,
    response_model=CarriedOut,
    dependencies=[requires("incident.report")],
    responses={200: {"model": CarriedOut}},
)
async def carried(
    body: CarriedIn, request: Request, response: Response, caller: CurrentCaller, space: SpaceName = LIVE
) -> CarriedOut | Response:
    """Bring a report that another phone wrote: 201 new, 200 known already, 409 for other content under the id."""
    report = service.read(body)
    database = database_of(request)
    async with database.transaction(context_of(caller, space)) as session:
        author, proven = await service.author_of(session, body, caller)
    async with database.transaction(context_of(author, space)) as session:
        out, new = await service.take(session, body, report, author, proven, caller)
    await follower_of(request).catch_up()
    if out is None:
        return problem_response(request, IncidentConflict())
    response.status_code = 201 if new else 200
    return out


@router.get("/{incident_id}/carried", dependencies=[requires("map.view")])
async def carries(incident_id: uuid.UUID, session: ReadSession) -> CarriesOut:
    """Who brought a report, in order; empty where its author's phone sent it itself."""
    found = await service.carries(session, incident_id)
    return CarriesOut(
        incident_id=incident_id,
        items=[CarryOut.model_validate(carry, from_attributes=True) for carry in found],
    )
