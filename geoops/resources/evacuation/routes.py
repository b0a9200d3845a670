"""Evacuation over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Response

from geoops.kit.http import (
    PAGE,
    After,
    DeviceClock,
    IfMatch,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.paging import Listing, cut_page, time_and_uuid
from geoops.kit.types import CommuneCode
from geoops.resources.evacuation import service
from geoops.resources.evacuation.schemas import (
    EvacuationIn,
    EvacuationOut,
    HouseholdIn,
    HouseholdOut,
    PeopleCountIn,
    PeopleCountOut,
    RoomOut,
    VoidIn,
    WhyIn,
)

router = APIRouter(prefix="/api/evacuations", tags=["evacuation"])

_VIEW = [requires("map.view")]
_ORDER = [requires("evacuation.order")]
_COUNT = [requires("evacuation.count")]
_PEOPLE = [requires("evacuation.people")]


@router.post("", status_code=201, dependencies=_ORDER, responses={200: {"model": EvacuationOut}})
async def order(body: EvacuationIn, response: Response, session: WriteSession) -> EvacuationOut:
    """Order an evacuation: 201 the first time, 200 the same again, 409 for other content."""
    response.status_code = 201 if await service.create(session, body) else 200
    return _tagged(response, await service.get(session, body.id))


@router.get("", dependencies=_VIEW)
async def evacuations(
    session: ReadSession,
    known_at: KnownAt,
    state: Literal["ordered", "closed", "cancelled"] | None = None,
    commune: CommuneCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[EvacuationOut]:
    """Orders that touch the caller's scope, newest first, with what was counted out and in."""
    rows = await service.page(
        session, limit, time_and_uuid(after), state=state, commune=commune, known_at=known_at
    )
    page, next_cursor = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing(items=list(page), next=next_cursor)


@router.get("/rooms", dependencies=_VIEW)
async def rooms(session: ReadSession) -> list[RoomOut]:
    """Shelters and the room that is left in them."""
    return await service.rooms(session)


@router.post("/counts", status_code=201, dependencies=_COUNT, responses={200: {"model": PeopleCountOut}})
async def count(
    body: PeopleCountIn, response: Response, session: WriteSession, shows: DeviceClock
) -> PeopleCountOut:
    """Count people out, in, or home: 201 the first time, 200 the same again, 409 for other content.

    409 `shelter_full` and `shelter_not_counted` where a shelter has no room, unless `override` says why.
    """
    response.status_code = 201 if await service.count(session, body, shows) else 200
    return await service.count_shown(session, body.id)


@router.post("/counts/{count_id}/void", dependencies=_COUNT)
async def void(count_id: UUID, body: VoidIn, session: WriteSession) -> PeopleCountOut:
    """Say that a count was a mistake; it stays in the books and counts no more."""
    await service.void(session, count_id, body.reason)
    return await service.count_shown(session, count_id)


@router.get("/{evacuation_id}", dependencies=_VIEW)
async def one(evacuation_id: UUID, response: Response, session: ReadSession) -> EvacuationOut:
    """One order."""
    return _tagged(response, await service.get(session, evacuation_id))


@router.get("/{evacuation_id}/counts", dependencies=_VIEW)
async def counts(evacuation_id: UUID, session: ReadSession) -> list[PeopleCountOut]:
    """The counts of an order, newest first."""
    return await service.counts(session, evacuation_id)


@router.post("/{evacuation_id}/actions/{action}", dependencies=_ORDER)
async def act(
    evacuation_id: UUID,
    action: str,
    body: WhyIn,
    response: Response,
    session: WriteSession,
    if_match: IfMatch = None,
) -> EvacuationOut:
    """Close, cancel or reopen an order (with If-Match)."""
    await service.act(session, evacuation_id, action, body.reason, if_match)
    return _tagged(response, await service.get(session, evacuation_id))


@router.post("/{evacuation_id}/shelters", dependencies=_ORDER)
async def add_shelter(
    evacuation_id: UUID,
    shelter_id: Annotated[UUID, Body(embed=True)],
    response: Response,
    session: WriteSession,
) -> EvacuationOut:
    """Name a further shelter."""
    await service.add_shelter(session, evacuation_id, shelter_id)
    return _tagged(response, await service.get(session, evacuation_id))


@router.get("/{evacuation_id}/households", dependencies=_PEOPLE)
async def households(evacuation_id: UUID, session: ReadSession) -> list[HouseholdOut]:
    """The households of an order, for the roles that need them."""
    return await service.households(session, evacuation_id)


@router.post("/{evacuation_id}/households", status_code=204, dependencies=_PEOPLE)
async def add_household(evacuation_id: UUID, body: HouseholdIn, session: WriteSession) -> None:
    """Write a household down."""
    await service.add_household(session, evacuation_id, body)


@router.delete("/{evacuation_id}/households/{household_id}", status_code=204, dependencies=_PEOPLE)
async def remove_household(evacuation_id: UUID, household_id: UUID, session: WriteSession) -> None:
    """Take a household off the list."""
    await service.remove_household(session, evacuation_id, household_id)


def _tagged(response: Response, out: EvacuationOut) -> EvacuationOut:
    response.headers["ETag"] = out.etag
    return out
