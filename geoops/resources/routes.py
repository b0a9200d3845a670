"""Four on the spot over HTTP: resources, shelters, command posts, readiness."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode
from geoops.resources import service
from geoops.resources.kinds import Pillar
from geoops.resources.schemas import (
    CommandPostIn,
    CommandPostOut,
    CountIn,
    OccupancyIn,
    ReadinessOut,
    ResourceIn,
    ResourceOut,
    ShelterIn,
    ShelterOut,
)
from geoops.resources.service import Narrow

router = APIRouter(prefix="/api", tags=["resources"])

_VIEW = [requires("map.view")]
_WRITE = [requires("resource.write")]
Kind = Annotated[str | None, Query(max_length=40)]


@router.post("/resources", status_code=201, dependencies=_WRITE, responses={200: {"model": ResourceOut}})
async def add_resource(
    body: ResourceIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> ResourceOut:
    """Take a resource with its first count: 201 the first time, 200 the same again, 409 for other content."""
    new = await service.add_resource(session, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.resource(session, await service.moment(session), body.id)


@router.get("/resources", dependencies=_VIEW)
async def resources(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    pillar: Pillar | None = None,
    kind: Kind = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[ResourceOut]:
    """Resources of the caller's scope with their newest count."""
    narrow = Narrow(await _communes(session, commune, province), pillar, kind, _after(after), limit)
    rows = await service.resources(session, await service.moment(session, at, known_at), narrow)
    page, next_cursor = cut_page(rows, limit, lambda row: (str(row.id),))
    return Listing(items=list(page), next=next_cursor)


@router.post("/resources/{resource_id}/counts", status_code=201, dependencies=_WRITE)
async def count_resource(
    resource_id: UUID, body: CountIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> ResourceOut:
    """Take a further count of a resource; the counts before it stay."""
    new = await service.count_resource(session, resource_id, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.resource(session, await service.moment(session), resource_id)


@router.post("/shelters", status_code=201, dependencies=_WRITE, responses={200: {"model": ShelterOut}})
async def add_shelter(
    body: ShelterIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> ShelterOut:
    """Take a shelter: 201 the first time, 200 the same again, 409 for other content."""
    new = await service.add_shelter(session, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.shelter(session, await service.moment(session), body.id)


@router.get("/shelters", dependencies=_VIEW)
async def shelters(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[ShelterOut]:
    """Shelters of the caller's scope with their newest count of people."""
    narrow = Narrow(await _communes(session, commune, province), after=_after(after), limit=limit)
    rows = await service.shelters(session, await service.moment(session, at, known_at), narrow)
    page, next_cursor = cut_page(rows, limit, lambda row: (str(row.id),))
    return Listing(items=list(page), next=next_cursor)


@router.post("/shelters/{shelter_id}/counts", status_code=201, dependencies=_WRITE)
async def count_shelter(
    shelter_id: UUID, body: OccupancyIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> ShelterOut:
    """Take a further count of the people in a shelter; the counts before it stay."""
    new = await service.count_shelter(session, shelter_id, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.shelter(session, await service.moment(session), shelter_id)


@router.post("/command-posts", status_code=201, dependencies=_WRITE)
async def add_command_post(
    body: CommandPostIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> CommandPostOut:
    """Take a seat of a commune's civil-defence command."""
    new = await service.add_command_post(session, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.command_post(session, await service.moment(session), body.id)


@router.get("/command-posts", dependencies=_WRITE)
async def command_posts(
    session: ReadSession,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[CommandPostOut]:
    """The seats of the communes' commands with names and numbers: for those who keep them."""
    narrow = Narrow(await _communes(session, commune, province), after=_after(after), limit=limit)
    rows = await service.command_posts(session, await service.moment(session, None, known_at), narrow)
    page, next_cursor = cut_page(rows, limit, lambda row: (str(row.id),))
    return Listing(items=list(page), next=next_cursor)


@router.get("/readiness", dependencies=_VIEW)
async def readiness(
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[ReadinessOut]:
    """Per commune of the caller's scope: which of the four pillars were counted, and how old the oldest count is."""
    cursor: str | None = decode_cursor(after, (str,))[0] if after is not None else None
    units = await service.communes_in(
        session, caller.scope, province=province, commune=commune, after=cursor, limit=limit + 1
    )
    page, next_cursor = cut_page(units, limit, lambda unit: (unit.code,))
    when = await service.moment(session, at, known_at)
    return Listing(items=await service.readiness(session, when, page), next=next_cursor)


async def _communes(session: AsyncSession, commune: str | None, province: str | None) -> list[str] | None:
    if commune is not None:
        return [commune]
    return await service.codes_of(session, province) if province is not None else None


def _after(after: str | None) -> UUID | None:
    if after is None:
        return None
    try:
        return UUID(decode_cursor(after, (str,))[0])
    except ValueError:
        raise BadCursor from None
