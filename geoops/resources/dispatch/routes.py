"""Dispatch over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    IfMatch,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.paging import Listing, cut_page, time_and_uuid
from geoops.kit.types import CommuneCode
from geoops.resources.dispatch import exporting, service
from geoops.resources.dispatch.schemas import (
    AvailableOut,
    DispatchCostIn,
    DispatchCostOut,
    DispatchIn,
    DispatchKindOut,
    DispatchOut,
    DispatchStateOut,
    DispatchStepIn,
    DispatchStepOut,
    ShortOut,
)
from geoops.resources.dispatch.service import Narrow
from geoops.resources.dispatch.states import OPEN, STATES

router = APIRouter(prefix="/api/dispatches", tags=["dispatch"])

_VIEW = [requires("map.view")]
_MANAGE = [requires("dispatch.manage")]
State = Annotated[str | None, Query(max_length=20, description="a state, or `open`")]


@router.post("", status_code=201, dependencies=_MANAGE, responses={200: {"model": DispatchOut}})
async def create(
    body: DispatchIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> DispatchOut:
    """Ask for units, or give them at once: 201 the first time, 200 the same again, 409 for other content.

    409 `not_enough_units` and `team_is_out` where they are given already.
    """
    response.status_code = 201 if await service.create(session, body, caller) else 200
    return _tagged(response, await service.get(session, body.id))


@router.get("", dependencies=_VIEW)
async def dispatches(
    session: ReadSession,
    known_at: KnownAt,
    state: State = None,
    commune: CommuneCode | None = None,
    incident: UUID | None = None,
    resource: UUID | None = None,
    board: Annotated[bool, Query(description="open ones, and those that ended within a day")] = False,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[DispatchOut]:
    """Dispatches that touch the caller's scope at either end, newest first."""
    since = await service.since_recent(session) if board else None
    narrow = Narrow(_states(state), commune, incident, resource, since, known_at)
    rows = await service.page(session, narrow, limit, time_and_uuid(after))
    page, next_cursor = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing(items=list(page), next=next_cursor)


@router.get("/states", dependencies=_VIEW)
async def states() -> list[DispatchStateOut]:
    """The life of a dispatch: its states, and the steps that lead from each."""
    return service.states()


@router.get("/kinds", dependencies=_VIEW)
async def kinds() -> list[DispatchKindOut]:
    """What can be asked for, and in which unit it is counted."""
    return service.kinds_out()


@router.get("/available", dependencies=_VIEW)
async def available(
    session: ReadSession,
    kind: Annotated[str, Query(max_length=40)],
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
    but_commune: CommuneCode | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[AvailableOut]:
    """What of a kind can still be given, nearest first by straight distance; stale or unready counts come last."""
    return await service.available(session, kind=kind, lon=lon, lat=lat, but_commune=but_commune, limit=limit)


@router.get("/short", dependencies=_VIEW)
async def short(session: ReadSession) -> list[ShortOut]:
    """Resources of which more is out than their newest count says they have."""
    return await service.short(session)


@router.get("/export", dependencies=_VIEW)
async def export(
    session: ReadSession,
    state: State = None,
    commune: CommuneCode | None = None,
    incident: UUID | None = None,
    format: Literal["csv", "xlsx"] = "csv",
) -> Response:
    """Dispatches with hours and costs as a table, for the review after the action."""
    rows = await service.everything(session, Narrow(_states(state), commune, incident))
    if format == "csv":
        body, kind = exporting.as_csv(rows), "text/csv; charset=utf-8"
    else:
        body = exporting.as_xlsx(rows)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    disposition = f'attachment; filename="dieu-dong.{format}"'
    return Response(body, media_type=kind, headers={"Content-Disposition": disposition})


@router.get("/{dispatch_id}", dependencies=_VIEW)
async def one(dispatch_id: UUID, response: Response, session: ReadSession) -> DispatchOut:
    """One dispatch."""
    return _tagged(response, await service.get(session, dispatch_id))


@router.get("/{dispatch_id}/steps", dependencies=_VIEW)
async def steps(dispatch_id: UUID, session: ReadSession) -> list[DispatchStepOut]:
    """The steps of a dispatch, oldest first."""
    return await service.steps(session, dispatch_id)


@router.post("/{dispatch_id}/actions/{action}", dependencies=_MANAGE)
async def act(
    dispatch_id: UUID,
    action: str,
    body: DispatchStepIn,
    response: Response,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> DispatchOut:
    """Take a step (with If-Match): offer, assign, depart, arrive, release, return, withdraw, step_back, refuse, cancel."""
    await service.act(session, dispatch_id, action, body, if_match, caller)
    return _tagged(response, await service.get(session, dispatch_id))


@router.get("/{dispatch_id}/costs", dependencies=_VIEW)
async def costs(dispatch_id: UUID, session: ReadSession) -> list[DispatchCostOut]:
    """What the dispatch cost, in the order it was written down."""
    return await service.costs(session, dispatch_id)


@router.post(
    "/{dispatch_id}/costs", status_code=201, dependencies=_MANAGE, responses={200: {"model": DispatchCostOut}}
)
async def add_cost(
    dispatch_id: UUID, body: DispatchCostIn, response: Response, session: WriteSession
) -> DispatchCostOut:
    """Write down money or hours: 201 the first time, 200 the same again, 409 for other content."""
    out, new = await service.add_cost(session, dispatch_id, body)
    response.status_code = 201 if new else 200
    return out


@router.delete("/{dispatch_id}/costs/{cost_id}", status_code=204, dependencies=_MANAGE)
async def remove_cost(dispatch_id: UUID, cost_id: UUID, session: WriteSession) -> None:
    """Take back a cost that was written by mistake."""
    await service.remove_cost(session, dispatch_id, cost_id)


def _tagged(response: Response, out: DispatchOut) -> DispatchOut:
    response.headers["ETag"] = out.etag
    return out


def _states(state: str | None) -> list[str] | None:
    if state is None:
        return None
    return list(OPEN) if state == "open" else [state] if state in STATES else []
