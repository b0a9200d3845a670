"""What a newly opened map needs to know before anything else: where to look, what to say, whom to credit."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from geoops.communes import service as communes
from geoops.communes.notices import APPROXIMATE
from geoops.kit import spaces
from geoops.kit.http import AnyCaller, OpenSession
from geoops.kit.i18n import Text
from geoops.layers import service as layers

router = APIRouter(prefix="/api", tags=["live"])

MAINLAND = (102.1, 8.4, 109.6, 23.5)
"""West, south, east, north (EPSG:4326): what a map of the whole country shows first."""

DRILL = Text(
    "DIỄN TẬP: số liệu tự tạo để tập luyện, không phải tình hình thật",
    "DRILL: made-up data for practice, not the real situation",
)


class NoticeOut(BaseModel):
    """Something that stands on the screen as long as it is so."""

    code: str
    text: dict[str, str]


class ConfigOut(BaseModel):
    """What the page starts with."""

    product: str
    version: str
    basemap_url: str | None
    default_space: str
    default_bounds: tuple[float, float, float, float]
    notices: list[NoticeOut]
    credits: list[str]


@router.get("/config")
async def config(request: Request, session: OpenSession, caller: AnyCaller) -> ConfigOut:
    """The space to open, the part of the country to show, standing notices and credits."""
    await layers.check_map(session, caller)
    found = await spaces.all_spaces(session)
    shown = next((space for space in found if space.shown_first), found[0])
    boundary = await communes.active_boundary(session)
    notices = []
    if boundary is not None and boundary.kind == "approximate":
        notices.append(NoticeOut(code="approximate_boundaries", text=APPROXIMATE.as_dict()))
    if shown.kind == "drill":
        notices.append(NoticeOut(code="drill", text=DRILL.as_dict()))
    return ConfigOut(
        product="GeoOps",
        version=request.app.version,
        basemap_url=request.app.state.settings.basemap_url,
        default_space=shown.name,
        default_bounds=await communes.bounds_of(session, caller.scope) or MAINLAND,
        notices=notices,
        credits=[boundary.credit] if boundary is not None else [],
    )
