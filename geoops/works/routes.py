"""Road points, works and notices of reservoirs over HTTP."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    GeoJSONResponse,
    IfMatch,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.input import BadText, clean_text
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.types import PLAIN_TEXT, CommuneCode, Lat, Lon, ProvinceCode
from geoops.works import importing, points, reach, register, service, sheets
from geoops.works.road_schemas import ReachOut
from geoops.works.schemas import (
    ImportedOut,
    InspectionIn,
    PointKind,
    PointState,
    PointStateIn,
    ReadingIn,
    ReservoirNoticeOut,
    RoadPointDetail,
    RoadPointIn,
    RoadPointOut,
    RoadPointPatch,
    WorkDetail,
    WorkIn,
    WorkKind,
    WorkOut,
    WorkPatch,
)
from geoops.works.service import Narrow
from geoops.works.sheets import Register

router = APIRouter(prefix="/api", tags=["works"])

_VIEW = [requires("map.view")]
_WRITE = [requires("works.write")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLSX: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/works", dependencies=_VIEW)
async def works(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    kind: Annotated[list[WorkKind | PointKind] | None, Query(max_length=10)] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[WorkOut | RoadPointOut]:
    """Reservoirs, dikes, embankments, then landslide and flooding points on roads, of the caller's scope."""
    when = await service.moment(session, at, known_at)
    codes = await service.codes_of(session, commune, province)
    begun, key = _two_parts(after)
    rows: list[WorkOut | RoadPointOut] = []
    if begun != "point":
        rows += await service.works(session, when, Narrow(codes, kind, None, None, key, limit))
        key = None
    if len(rows) <= limit:
        rows += await service.points(session, when, Narrow(codes, kind, None, None, key, limit - len(rows)))
    page, next_cursor = cut_page(
        rows, limit, lambda row: ("work" if isinstance(row, WorkOut) else "point", str(row.id))
    )
    return Listing(items=list(page), next=next_cursor)


@router.post("/works", status_code=201, dependencies=_WRITE, responses={200: {"model": WorkDetail}})
async def add_work(
    body: WorkIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> WorkDetail:
    """Take a work: 201 the first time, 200 the same again, 409 for other content."""
    response.status_code = 201 if await register.add(session, body, caller.name) else 200
    return await service.work(session, await service.moment(session), body.id)


@router.get("/works/notices", dependencies=_VIEW)
async def notices(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    ended: bool = False,
) -> Listing[ReservoirNoticeOut]:
    """Reference notices of reservoirs to communes downstream (as listed by an operator); with `ended` those over, too."""
    when = await service.moment(session, at, known_at)
    codes = await service.codes_of(session, commune, province)
    return Listing(items=await service.notices(session, when, commune_codes=codes, ended=ended))


@router.get("/works/template", dependencies=_WRITE, response_class=Response, responses=_XLSX)
async def template(wanted: Annotated[Register, Query(alias="register")] = "road_points") -> Response:
    """The empty workbook of a register, to be filled in a spreadsheet program."""
    name = {"road_points": "diem-sat-lo-ngap", "works": "cong-trinh"}[wanted]
    return Response(
        await asyncio.to_thread(sheets.template, wanted),
        media_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


@router.post("/works/import", dependencies=_WRITE, openapi_extra=_BODY)
async def take_in(
    request: Request,
    session: WriteSession,
    caller: CurrentCaller,
    wanted: Annotated[Register, Query(alias="register")] = "road_points",
) -> ImportedOut:
    """Take a filled workbook: every row or none; refused rows come back with row, column and reason."""
    rows = await asyncio.to_thread(sheets.read, await request.body(), wanted)
    return await importing.take(session, wanted, rows, caller.name)


@router.get("/works/reach", dependencies=_VIEW, response_class=GeoJSONResponse)
async def reached(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    lon: Annotated[Lon, Query()],
    lat: Annotated[Lat, Query()],
    minutes: Annotated[float, Query(gt=0, le=240, allow_inf_nan=False)] = 30,
) -> ReachOut:
    """What is within so many minutes of here, over open roads; straight distance where none is loaded, and it says so."""
    return ReachOut.of(*await reach.reach(session, lon, lat, minutes, at=at, known_at=known_at))


@router.get("/works/{work_id}", dependencies=_VIEW)
async def work(work_id: UUID, session: ReadSession, at: AtTime, known_at: KnownAt) -> WorkDetail:
    """One work with its inspections and readings."""
    return await service.work(session, await service.moment(session, at, known_at), work_id)


@router.patch("/works/{work_id}", dependencies=_WRITE)
async def amend_work(
    work_id: UUID, body: WorkPatch, session: WriteSession, if_match: IfMatch = None
) -> WorkDetail:
    """Change what is stated of a work, its list of communes downstream among it; 412 where somebody else has meanwhile."""
    await register.amend(session, work_id, body, if_match)
    return await service.work(session, await service.moment(session), work_id)


@router.post("/works/{work_id}/inspections", status_code=201, dependencies=_WRITE)
async def inspect(
    work_id: UUID, body: InspectionIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> WorkDetail:
    """Take an inspection of a work; those before it stay."""
    response.status_code = 201 if await register.inspect(session, work_id, body, caller.name) else 200
    return await service.work(session, await service.moment(session), work_id)


@router.post("/works/{work_id}/readings", status_code=201, dependencies=_WRITE)
async def read(
    work_id: UUID, body: ReadingIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> WorkDetail:
    """Take a reading of a reservoir; communes downstream are told within a minute where it calls for that."""
    response.status_code = 201 if await register.read(session, work_id, body, caller.name) else 200
    return await service.work(session, await service.moment(session), work_id)


@router.get("/road-points", dependencies=_VIEW)
async def road_points(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    kind: Annotated[list[PointKind] | None, Query(max_length=10)] = None,
    state: Annotated[list[PointState] | None, Query(max_length=10)] = None,
    road: Annotated[str | None, Query(max_length=200, pattern=PLAIN_TEXT)] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[RoadPointOut]:
    """Landslide and flooding points on roads of the caller's scope, with their state."""
    when = await service.moment(session, at, known_at)
    narrow = Narrow(
        await service.codes_of(session, commune, province),
        kind,
        state,
        service.road_key(_plain(road)) if road else None,
        _two_parts(after)[1],
        limit,
    )
    rows = await service.points(session, when, narrow)
    page, next_cursor = cut_page(rows, limit, lambda row: ("point", str(row.id)))
    return Listing(items=list(page), next=next_cursor)


@router.post(
    "/road-points", status_code=201, dependencies=_WRITE, responses={200: {"model": RoadPointDetail}}
)
async def add_point(
    body: RoadPointIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> RoadPointDetail:
    """Take a road point by road and chainage: 201 the first time, 200 the same again, 409 for other content."""
    response.status_code = 201 if await points.add(session, body, caller.name) else 200
    return await service.point(session, await service.moment(session), body.id)


@router.get("/road-points/{point_id}", dependencies=_VIEW)
async def point(point_id: UUID, session: ReadSession, at: AtTime, known_at: KnownAt) -> RoadPointDetail:
    """One road point with every state it was in."""
    return await service.point(session, await service.moment(session, at, known_at), point_id)


@router.patch("/road-points/{point_id}", dependencies=_WRITE)
async def amend_point(
    point_id: UUID, body: RoadPointPatch, session: WriteSession, if_match: IfMatch = None
) -> RoadPointDetail:
    """Change length, side, treatment plan or note; 412 where somebody else has meanwhile."""
    await points.amend(session, point_id, body, if_match)
    return await service.point(session, await service.moment(session), point_id)


@router.post("/road-points/{point_id}/states", status_code=201, dependencies=_WRITE)
async def enter(
    point_id: UUID, body: PointStateIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> RoadPointDetail:
    """Say that a road is open, open on one lane, or cut there, since when; the states before stay."""
    response.status_code = 201 if await points.enter(session, point_id, body, caller.name) else 200
    return await service.point(session, await service.moment(session), point_id)


def _plain(text: str) -> str:
    try:
        return clean_text(text)
    except BadText:
        return ""


def _two_parts(after: str | None) -> tuple[str | None, UUID | None]:
    if after is None:
        return None, None
    part, identity = decode_cursor(after, (str, str))
    try:
        return part, UUID(identity)
    except ValueError:
        raise BadCursor from None
