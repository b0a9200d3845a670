"""Four on the spot over HTTP: resources, shelters, command posts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

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
    requires,
)
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.permissions import allows
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode, ProvinceCode
from geoops.resources import service
from geoops.resources.assessing.schemas import ResourceKindOut, ResourceKindsOut
from geoops.resources.kinds import Pillar, kinds, shelter_kinds
from geoops.resources.schemas import (
    CommandPostIn,
    CommandPostOut,
    CountIn,
    CountsOut,
    OccupancyIn,
    ResourceChange,
    ResourceIn,
    ResourceOut,
    ShelterChange,
    ShelterIn,
    ShelterOut,
    StoreIn,
    StoreOut,
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
    return await service.resource(session, await service.moment(session), body.id, contacts=True)


@router.get("/resources", dependencies=_VIEW)
async def resources(
    session: ReadSession,
    caller: CurrentCaller,
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
    contacts = allows(caller, "resource.write")
    when = await service.moment(session, at, known_at)
    rows = await service.resources(session, when, narrow, contacts=contacts)
    page, next_cursor = cut_page(rows, limit, lambda row: (str(row.id),))
    return Listing(items=list(page), next=next_cursor)


@router.get("/resources/kinds", dependencies=_VIEW)
async def kinds_of_resources() -> ResourceKindsOut:
    """Everything that can be counted, by pillar, and what a shelter can be."""
    return ResourceKindsOut(
        kinds=[
            ResourceKindOut(
                kind=kind.code,
                pillar=kind.pillar,
                label=TextOut.of(kind.name),
                unit=kind.unit,
                whole=kind.whole,
                most=kind.most,
                serves=kind.serves,
                source=kind.source,
                certainty=kind.certainty,
                own=kind.own,
            )
            for kind in kinds().values()
        ],
        shelters={code: TextOut.of(name) for code, name in shelter_kinds().items()},
    )


@router.patch("/resources/{resource_id}", dependencies=_WRITE)
async def change_resource(
    resource_id: UUID, body: ResourceChange, session: WriteSession, if_match: IfMatch = None
) -> ResourceOut:
    """Change what is said of a resource beside its counts (with If-Match): name, store, expiry, norm, skills, who leads
    it."""
    await service.change_resource(session, resource_id, body.model_dump(exclude_unset=True), if_match)
    return await service.resource(session, await service.moment(session), resource_id, contacts=True)


@router.get("/resources/{resource_id}/counts", dependencies=_VIEW)
async def counts_of_resource(resource_id: UUID, session: ReadSession, limit: Limit = PAGE) -> CountsOut:
    """The history of a resource, newest count first."""
    return CountsOut(items=await service.counts(session, resource_id, limit))


@router.post("/resources/{resource_id}/counts", status_code=201, dependencies=_WRITE)
async def count_resource(
    resource_id: UUID, body: CountIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> ResourceOut:
    """Take a further count of a resource; the counts before it stay."""
    new = await service.count_resource(session, resource_id, body, caller.name)
    response.status_code = 201 if new else 200
    return await service.resource(session, await service.moment(session), resource_id, contacts=True)


@router.post("/stores", status_code=201, dependencies=_WRITE, responses={200: {"model": StoreOut}})
async def add_store(body: StoreIn, response: Response, session: WriteSession) -> StoreOut:
    """Open a store: 201 the first time, 200 the same again, 409 for other content or a name that is in use."""
    new = await service.add_store(session, body)
    response.status_code = 201 if new else 200
    return await service.one_store(session, body.id)


@router.get("/stores", dependencies=_VIEW)
async def stores(
    session: ReadSession,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    closed: Annotated[bool, Query(description="also those that are closed")] = False,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[StoreOut]:
    """Stores of the caller's scope."""
    narrow = Narrow(await _communes(session, commune, province), after=_after(after), limit=limit)
    page, next_cursor = cut_page(
        await service.stores(session, narrow, closed=closed), limit, lambda row: (str(row.id),)
    )
    return Listing(items=list(page), next=next_cursor)


@router.post("/stores/{store_id}/close", dependencies=_WRITE)
async def close_store(store_id: UUID, session: WriteSession) -> StoreOut:
    """Close a store. It is refused (409) while anything in it was counted as more than none."""
    await service.close_store(session, store_id)
    return await service.one_store(session, store_id)


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


@router.patch("/shelters/{shelter_id}", dependencies=_WRITE)
async def change_shelter(
    shelter_id: UUID, body: ShelterChange, session: WriteSession, if_match: IfMatch = None
) -> ShelterOut:
    """Change what is said of a shelter beside its counts (with If-Match): name, places, water, power, toilets, access."""
    await service.change_shelter(session, shelter_id, body.model_dump(exclude_unset=True), if_match)
    return await service.shelter(session, await service.moment(session), shelter_id)


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
