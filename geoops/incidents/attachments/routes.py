"""Attachments over HTTP: in one piece, or resumable by tus 1.0.0; out as pictures drawn anew."""

import base64
import binascii
import tempfile
import uuid
from email.utils import format_datetime
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.datastructures import UploadFile
from uuid6 import uuid7

from geoops.incidents.attachments import service
from geoops.incidents.attachments.errors import TooLarge, TusRefused, TusVersion
from geoops.incidents.attachments.schemas import AttachmentOut, AttachmentsOut
from geoops.incidents.attachments.storage import Storage, disk_full_is_said
from geoops.incidents.attachments.uploading import ALGORITHMS, MAX_LENGTH, Checksum, Progress, Uploads
from geoops.kit.context import LIVE
from geoops.kit.errors import InputRefused, NotAllowed
from geoops.kit.http import (
    CurrentCaller,
    ReadSession,
    SpaceName,
    context_of,
    database_of,
    follower_of,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows

router = APIRouter(prefix="/api/incidents", tags=["attachments"])

TUS = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
_REPORT = [requires("incident.report")]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "id": {"type": "string", "format": "uuid"},
                    },
                }
            },
            "image/jpeg": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
_PIECE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
TusVersionHeader = Annotated[str | None, Header(alias="Tus-Resumable")]


def storage_of(request: Request) -> Storage:
    """The files of this installation."""
    return Storage(request.app.state.settings.home)


@router.post(
    "/{incident_id}/photos",
    status_code=201,
    dependencies=_REPORT,
    openapi_extra=_BODY,
    responses={200: {"model": AttachmentOut}},
)
async def add_photo(
    incident_id: uuid.UUID,
    request: Request,
    response: Response,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    attachment_id: Annotated[uuid.UUID | None, Query(alias="id", description="made on the device")] = None,
) -> AttachmentOut:
    """Attach a photo or voice note in one piece: a form with `file` and maybe `id`, or the bytes alone. Again: 200."""
    storage = storage_of(request)
    storage.prepare()
    with tempfile.NamedTemporaryFile(dir=storage.incoming, suffix=".whole") as whole:
        with disk_full_is_said():
            filename, named = await _receive(request, whole)
            whole.flush()
        row, new = await _uploads(request, caller, space).whole(
            incident_id, attachment_id or named or uuid7(), FilePath(whole.name), filename
        )
    await follower_of(request).catch_up()
    response.status_code = 201 if new else 200
    return AttachmentOut.of(row)


@router.get("/{incident_id}/attachments", dependencies=[requires("map.view")])
async def attachments(incident_id: uuid.UUID, session: ReadSession) -> AttachmentsOut:
    """The photos and voice notes of an incident, oldest first."""
    rows = await service.listing(session, incident_id)
    return AttachmentsOut(items=[AttachmentOut.of(row) for row in rows])


@router.get(
    "/{incident_id}/attachments/{attachment_id}/{name}",
    dependencies=[requires("map.view")],
    response_class=FileResponse,
)
async def attachment_file(
    incident_id: uuid.UUID,
    attachment_id: uuid.UUID,
    name: Literal["shown", "thumb", "original"],
    request: Request,
    session: ReadSession,
    caller: CurrentCaller,
) -> FileResponse:
    """`shown` and `thumb` are drawn anew without place and time; `original` is for those who manage incidents."""
    if name == "original" and not allows(caller, "incident.manage"):
        raise NotAllowed(extra={"permission": "incident.manage"})
    row, path = await service.file(session, storage_of(request), incident_id, attachment_id, name)
    drawn = row.sort == "photo" and name != "original"
    return FileResponse(
        path,
        media_type="image/jpeg" if drawn else row.media_type,
        filename=row.filename or str(row.id) if name == "original" else None,
        content_disposition_type="attachment" if name == "original" else "inline",
        headers={
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@router.options("/{incident_id}/uploads", include_in_schema=False)
async def upload_abilities() -> Response:
    """What of tus is spoken here."""
    return Response(
        status_code=204,
        headers={
            "Tus-Resumable": TUS,
            "Tus-Version": TUS,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(MAX_LENGTH),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


@router.post("/{incident_id}/uploads", status_code=201, dependencies=_REPORT)
async def begin_upload(
    incident_id: uuid.UUID,
    request: Request,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    tus: TusVersionHeader = None,
    length: Annotated[str | None, Header(alias="Upload-Length")] = None,
    metadata: Annotated[str, Header(alias="Upload-Metadata", max_length=4000)] = "",
) -> Response:
    """Begin a resumable upload (tus creation). Metadata: `filename`, and `id` (a UUID) so that a repeat finds it."""
    _check_version(tus)
    named = _metadata(metadata)
    upload_id = _uuid(named["id"]) if "id" in named else uuid7()
    progress = await _uploads(request, caller, space).begin(
        incident_id, upload_id, _number("Upload-Length", length), named.get("filename")
    )
    location = f"/api/incidents/uploads/{upload_id}"
    if space != LIVE:
        location += f"?space={space}"
    return Response(status_code=201, headers={**_headers(progress), "Location": location})


@router.head("/uploads/{upload_id}", dependencies=_REPORT)
async def upload_progress(
    upload_id: uuid.UUID,
    request: Request,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    tus: TusVersionHeader = None,
) -> Response:
    """How far an upload is (tus)."""
    _check_version(tus)
    progress = await _uploads(request, caller, space).progress(upload_id)
    return Response(status_code=200, headers=_headers(progress))


@router.patch("/uploads/{upload_id}", status_code=204, dependencies=_REPORT, openapi_extra=_PIECE)
async def append_upload(
    upload_id: uuid.UUID,
    request: Request,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    tus: TusVersionHeader = None,
    offset: Annotated[str | None, Header(alias="Upload-Offset")] = None,
    checksum: Annotated[str | None, Header(alias="Upload-Checksum", max_length=200)] = None,
) -> Response:
    """The next piece of an upload (tus); with the last one the file becomes an attachment of its incident."""
    _check_version(tus)
    if request.headers.get("content-type") != "application/offset+octet-stream":
        raise TusRefused(
            Text("Content-Type không đúng", "The content type must be application/offset+octet-stream")
        )
    progress = await _uploads(request, caller, space).append(
        upload_id, _number("Upload-Offset", offset), request.stream(), _checksum(checksum)
    )
    if progress.offset == progress.length:
        await follower_of(request).catch_up()
    return Response(status_code=204, headers=_headers(progress))


@router.delete("/uploads/{upload_id}", status_code=204, dependencies=_REPORT)
async def end_upload(
    upload_id: uuid.UUID,
    request: Request,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    tus: TusVersionHeader = None,
) -> Response:
    """Break an upload off (tus termination); what became an attachment stays."""
    _check_version(tus)
    await _uploads(request, caller, space).end(upload_id)
    return Response(status_code=204, headers={"Tus-Resumable": TUS})


def _uploads(request: Request, caller: CurrentCaller, space: str) -> Uploads:
    return Uploads(database_of(request), context_of(caller, space), storage_of(request))


def _headers(progress: Progress) -> dict[str, str]:
    return {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(progress.offset),
        "Upload-Length": str(progress.length),
        "Upload-Expires": format_datetime(progress.expires_at.replace(microsecond=0), usegmt=True),
        "Cache-Control": "no-store",
    }


async def _receive(request: Request, into: Any) -> tuple[str | None, uuid.UUID | None]:
    """Write the file of the request into a file; its name and id, where it came in a form."""
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form(max_files=1, max_fields=5) as form:
            sent = form.get("file")
            if not isinstance(sent, UploadFile):
                raise InputRefused(Text("Thiếu phần “file”", "The part “file” is missing"))
            taken = 0
            while piece := await sent.read(2**18):
                taken = _counted(taken, piece)
                into.write(piece)
            named = form.get("id")
            return sent.filename, _uuid(named) if isinstance(named, str) and named else None
    taken = 0
    async for piece in request.stream():
        taken = _counted(taken, piece)
        into.write(piece)
    if not taken:
        raise InputRefused(Text("Không có tệp nào", "There is no file"))
    return None, None


def _counted(taken: int, piece: bytes) -> int:
    if taken + len(piece) > MAX_LENGTH:
        raise TooLarge
    return taken + len(piece)


def _check_version(tus: str | None) -> None:
    if tus != TUS:
        raise TusVersion(headers={"Tus-Version": TUS})


def _number(name: str, value: str | None) -> int:
    if value is None or not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise TusRefused(
            Text(f"Tiêu đề {name} phải là số nguyên", f"The header {name} must be a whole number")
        )
    return int(value)


def _metadata(header: str) -> dict[str, str]:
    """tus: pairs of a name and a base64 value, with commas between."""
    found = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise TusRefused(
                Text(
                    f"Upload-Metadata: “{name}” không phải base64", f"Upload-Metadata: “{name}” is not base64"
                )
            ) from None
    return found


def _uuid(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise TusRefused(Text("Mã tệp phải là UUID", "The id must be a UUID")) from None


def _checksum(header: str | None) -> Checksum | None:
    if header is None:
        return None
    algorithm, _, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if algorithm not in ALGORITHMS or not digest:
        raise TusRefused(Text("Upload-Checksum không dùng được", "Upload-Checksum is of no use"))
    return Checksum(algorithm, digest)
