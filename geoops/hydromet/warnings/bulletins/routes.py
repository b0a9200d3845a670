"""CAP documents of others over HTTP."""

import uuid

import shapely
from fastapi import APIRouter, Request, Response

from geoops.hydromet.warnings.bulletins import service
from geoops.hydromet.warnings.bulletins.schemas import BulletinDetail, BulletinOut, ImportOut
from geoops.hydromet.warnings.bulletins.showing import shown
from geoops.kit.http import PAGE, After, CurrentCaller, Limit, ReadSession, WriteSession, requires
from geoops.kit.paging import Listing, cut_page, time_and_uuid

router = APIRouter(prefix="/api/cap", tags=["warnings"])


@router.post(
    "/import",
    status_code=201,
    dependencies=[requires("warning.import")],
    responses={200: {"model": ImportOut}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/cap+xml": {"schema": {"type": "string"}}},
        }
    },
)
async def import_document(
    request: Request, response: Response, session: WriteSession, caller: CurrentCaller
) -> ImportOut:
    """Take in one CAP 1.2 document: 201 when it is new, 200 when the same came before, 422 with the lines at fault."""
    data = await request.body()
    trust = service.Trust.of(request.app.state.settings)
    row, new = await service.take(session, data, came_by=f"{caller.kind}:{caller.name}", trust=trust)
    response.status_code = 201 if new else 200
    (out,) = await shown(session, [row])
    return ImportOut(new=new, bulletin=out)


@router.get("/bulletins", dependencies=[requires("map.view")])
async def bulletins(session: ReadSession, limit: Limit = PAGE, after: After = None) -> Listing[BulletinOut]:
    """Every bulletin that came, in force or not, the last that came first."""
    rows = await service.page(session, after=time_and_uuid(after), limit=limit)
    page, following = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing[BulletinOut](items=await shown(session, page), next=following)


@router.get("/bulletins/{bulletin_id}", dependencies=[requires("map.view")])
async def bulletin(bulletin_id: uuid.UUID, session: ReadSession) -> BulletinDetail:
    """One bulletin with its polygons."""
    row = await service.get(session, bulletin_id)
    (out,) = await shown(session, [row])
    shape = await service.geometry(session, row)
    return BulletinDetail(
        **out.model_dump(), geometry=shapely.geometry.mapping(shape) if shape is not None else None
    )


@router.get("/bulletins/{bulletin_id}/original", dependencies=[requires("map.view")], response_class=Response)
async def original(bulletin_id: uuid.UUID, session: ReadSession) -> Response:
    """The document byte for byte as it came."""
    row = await service.get(session, bulletin_id)
    return Response(
        row.original,
        media_type="application/cap+xml",
        headers={
            "Content-Disposition": f'attachment; filename="{row.id}.xml"',
            "X-Content-Type-Options": "nosniff",
        },
    )
