"""Stand-alone maps over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from geoops.indicators.compare.asking import asked_of
from geoops.indicators.compare.schemas import CompareQuery
from geoops.indicators.compare.service import compare
from geoops.kit.http import CurrentCaller, ReadSession, language_of, requires

router = APIRouter(tags=["comparing"])


@router.get("/api/indicators/compare/map", dependencies=[requires("map.view")], response_class=HTMLResponse)
async def compared_map(
    request: Request, session: ReadSession, caller: CurrentCaller, query: Annotated[CompareQuery, Query()]
) -> HTMLResponse:
    """The comparison as one HTML file with a folium map, to be opened anywhere without this server."""
    from geoops.maps.compared import compared_page  # folium and pandas: no start waits for them

    found = await compare(session, asked_of(query), request.app.state.registry, caller)
    body = await compared_page(session, found, language_of(request))
    return HTMLResponse(
        body, headers={"Content-Disposition": f'attachment; filename="compare-{found.digest[:8]}.html"'}
    )
