"""The base map to take along, over HTTP."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel

from geoops.kit.http import CurrentCaller, ReadSession, requires
from geoops.maps.pack.service import Packs

router = APIRouter(prefix="/api/basemap", tags=["layers"])


class BaseMapOut(BaseModel):
    """What the file is, before it is fetched: `bytes` is its size, bounds are west, south, east, north (EPSG:4326)."""

    version: str
    bytes: int
    scope: str
    bounds: tuple[float, float, float, float]
    min_zoom: int
    max_zoom: int
    credit: str
    href: str


@router.get("", dependencies=[requires("map.view")])
async def about(request: Request, session: ReadSession, caller: CurrentCaller) -> BaseMapOut:
    """The base map of the caller's scope, cut now where this version was not cut before."""
    pack = await _packs(request).of(session, caller)
    return BaseMapOut(
        version=pack.version,
        bytes=pack.path.stat().st_size,
        scope=str(caller.scope),
        bounds=pack.bounds,
        min_zoom=pack.min_zoom,
        max_zoom=pack.max_zoom,
        credit=pack.credit,
        href=f"/api/basemap/{pack.version}.pmtiles",
    )


@router.get(
    "/{version}.pmtiles",
    dependencies=[requires("map.view")],
    response_class=FileResponse,
    responses={200: {"content": {"application/vnd.pmtiles": {}}}},
)
async def file(version: str, request: Request, session: ReadSession, caller: CurrentCaller) -> Response:
    """The file itself (PMTiles 3, vector tiles); byte ranges resume a download that broke off."""
    pack = await _packs(request).of(session, caller)
    headers = {"ETag": f'"{pack.version}"', "X-Version": pack.version, "Cache-Control": "private, no-cache"}
    return FileResponse(pack.path, media_type="application/vnd.pmtiles", headers=headers)


def _packs(request: Request) -> Packs:
    packs: Packs = request.app.state.packs
    return packs
