"""The situation report over HTTP."""

import asyncio
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from geoops.kit.clock import VN
from geoops.kit.context import LIVE
from geoops.kit.http import AtTime, CurrentCaller, FrozenSession, KnownAt, SpaceName, language_of, requires
from geoops.kit.types import CommuneCode, ProvinceCode
from geoops.settings import Settings
from geoops.situation.report import service
from geoops.situation.report.document import Document
from geoops.situation.report.html import html
from geoops.situation.report.pdf import pdf
from geoops.situation.report.word import word
from geoops.situation.report.wording import document_of

router = APIRouter(prefix="/api/reports", tags=["situation"])

Format = Literal["html", "docx", "pdf"]
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA: Final[dict[Format, str]] = {
    "html": "text/html; charset=utf-8",
    "docx": _DOCX,
    "pdf": "application/pdf",
}


def _made(page: Document, format: Format, settings: Settings) -> bytes:
    if format == "html":
        return html(page)
    return pdf(page) if format == "pdf" else word(page, settings.report_template)


@router.get(
    "/situation",
    dependencies=[requires("map.view")],
    response_class=Response,
    responses={200: {"content": {kind.split(";")[0]: {} for kind in MEDIA.values()}}},
)
async def situation_report(
    request: Request,
    session: FrozenSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    province: Annotated[ProvinceCode | None, Query(description="of a province within the scope")] = None,
    commune: Annotated[CommuneCode | None, Query(description="of one commune within the scope")] = None,
    hours: Annotated[int, Query(ge=1, le=72, description="how far back rain and news reach")] = 24,
    format: Format = "html",
    lang: Annotated[Literal["vi", "en"] | None, Query(description="else by Accept-Language")] = None,
    space: SpaceName = LIVE,
) -> Response:
    """The situation of an area on one page, all figures of the same moment; by default of the caller's scope."""
    settings: Settings = request.app.state.settings
    found = await service.report(
        session,
        caller,
        settings,
        space=space,
        province=province,
        commune=commune,
        at=at,
        known_at=known_at,
        hours=hours,
    )
    page = document_of(found, lang or language_of(request))
    body = await asyncio.to_thread(_made, page, format, settings)
    shown = "attachment" if format == "docx" else "inline"
    name = f"bao-cao-tinh-hinh-{space}-{found.head.asked.at.astimezone(VN):%Y%m%d-%Hh%M}.{format}"
    return Response(
        body,
        media_type=MEDIA[format],
        headers={
            "Content-Disposition": f'{shown}; filename="{name}"',
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        },
    )
