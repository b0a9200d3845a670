"""Our issued documents for everybody: `/cap/feed.xml` and `/cap/{id}.xml`, open or for who is signed in by setting."""

import hashlib
import uuid
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.cap import atom
from geoops.hydromet.warnings.own import service
from geoops.kit import spaces
from geoops.kit.context import LIVE, Context, Scope
from geoops.kit.errors import NotAllowed, NotSignedIn
from geoops.kit.http import After, AnyCaller, SpaceName, database_of
from geoops.kit.paging import cut_page, time_and_uuid
from geoops.kit.permissions import allows
from geoops.settings import Settings

router = APIRouter(prefix="/cap", tags=["warnings"])

PAGE = 50


async def _session(
    request: Request, caller: AnyCaller, space: SpaceName = LIVE
) -> AsyncIterator[AsyncSession]:
    """A session that reads issued documents. Drills and replays are for those who may see the map."""
    settings: Settings = request.app.state.settings
    if space != LIVE or not settings.cap_public:
        if caller.kind == "public":
            raise NotSignedIn
        if not allows(caller, "map.view"):
            raise NotAllowed(extra={"permission": "map.view"})
    context = Context(actor=caller.name, scope=Scope(), space=space)
    async with database_of(request).transaction(context) as session:
        yield session
        await session.rollback()


_Session = Annotated[AsyncSession, Depends(_session, scope="function")]


@router.get("/feed.xml", response_class=Response)
async def feed(request: Request, session: _Session, space: SpaceName = LIVE, after: After = None) -> Response:
    """The issued documents as an Atom feed, newest first, 50 to a page; `next` leads to earlier ones."""
    settings: Settings = request.app.state.settings
    rows = await service.documents(session, after=time_and_uuid(after), limit=PAGE)
    page, following = cut_page(rows, PAGE, lambda row: (row.issued_at.isoformat(), str(row.id)))
    named = await spaces.get(session, space)
    body = atom.feed(
        [atom.Entry(row.id, row.issued_at, row.document) for row in page],
        base=(settings.public_url or str(request.base_url)).rstrip("/"),
        query="" if space == LIVE else f"?space={space}",
        title=f"{settings.cap_sender_name}: CAP 1.2" + ("" if space == LIVE else f" ({named.title.vi})"),
        author=settings.cap_sender_name,
        following=following,
        empty_at=named.starts_at or named.now.replace(hour=0, minute=0, second=0, microsecond=0),
    )
    return _answer(request, body, "application/atom+xml", public=settings.cap_public and space == LIVE)


@router.get("/{warning_id}.xml", response_class=Response)
async def document(
    request: Request, warning_id: uuid.UUID, session: _Session, space: SpaceName = LIVE
) -> Response:
    """One issued CAP 1.2 document, byte for byte as it was issued (and signed)."""
    settings: Settings = request.app.state.settings
    found = await service.document(session, warning_id)
    return _answer(request, found.document, atom.MEDIA_TYPE, public=settings.cap_public and space == LIVE)


def _answer(request: Request, body: bytes, media_type: str, *, public: bool) -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "public, no-cache" if public else "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    asked = request.headers.get("if-none-match", "")
    if asked == "*" or etag in [tag.strip().removeprefix("W/") for tag in asked.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
