"""OpenRosa over HTTP, as ODK Collect speaks it: form list, form, submission with its media.

Sign-in is Basic over TLS: any name, and as password the token of the device (see `accounts`).
"""

import tempfile
import uuid
from pathlib import Path as FilePath
from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, Header, Request, Response
from starlette.datastructures import FormData, UploadFile

from geoops.incidents import reporting
from geoops.incidents.attachments.errors import StorageFull
from geoops.incidents.attachments.routes import storage_of
from geoops.incidents.attachments.storage import disk_full_is_said
from geoops.incidents.attachments.uploading import MAX_LENGTH, Uploads
from geoops.incidents.definition import definition
from geoops.incidents.errors import IncidentConflict
from geoops.incidents.openrosa import service, submission
from geoops.incidents.openrosa.errors import SubmissionUnreadable, UnknownForm
from geoops.incidents.openrosa.xform import FORM_ID, TITLE
from geoops.kit.context import LIVE
from geoops.kit.errors import Problem
from geoops.kit.http import (
    CurrentCaller,
    ReadSession,
    SpaceName,
    context_of,
    database_of,
    follower_of,
    language_of,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.input import read_device_time
from geoops.kit.problems import problem_response

router = APIRouter(prefix="/openrosa", tags=["openrosa"])

HEADERS = {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(MAX_LENGTH)}
_XML = "text/xml; charset=utf-8"
_REPORT = [requires("incident.report")]


@router.get("/formList", dependencies=_REPORT)
async def form_list(
    request: Request, session: ReadSession, caller: CurrentCaller, space: SpaceName = LIVE
) -> Response:
    """The one form that there is, with its version and hash (OpenRosa Form Discovery)."""
    _, digest = await service.form(session, caller)
    query = f"?space={space}" if space != LIVE else ""
    url = f"{str(request.base_url).rstrip('/')}/openrosa/forms/{FORM_ID}{query}"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform>'
        f"<formID>{FORM_ID}</formID><name>{escape(TITLE.vi)}</name>"
        f"<version>{escape(definition().version)}</version><hash>{digest}</hash>"
        f"<descriptionText>{escape(TITLE.en)}</descriptionText><downloadUrl>{escape(url)}</downloadUrl>"
        "</xform></xforms>"
    )
    return Response(content, media_type=_XML, headers=HEADERS)


@router.get("/forms/{form_id}", dependencies=_REPORT)
async def form(form_id: str, session: ReadSession, caller: CurrentCaller) -> Response:
    """The form as an XForm, made from the same definition as every other; the communes are those of the scope."""
    if form_id != FORM_ID:
        raise UnknownForm
    content, _ = await service.form(session, caller)
    return Response(content, media_type=_XML, headers=HEADERS)


@router.head("/submission", dependencies=_REPORT, status_code=204)
async def before_submission(request: Request) -> Response:
    """Asked by clients before they send: who they are, where to send, how much at once."""
    return Response(status_code=204, headers={**HEADERS, "Location": str(request.url)})


@router.post(
    "/submission",
    status_code=201,
    dependencies=_REPORT,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"xml_submission_file": {"type": "string", "format": "binary"}},
                    }
                }
            },
        }
    },
)
async def submit(
    request: Request,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    date: Annotated[str | None, Header()] = None,
) -> Response:
    """A filled-in form with its media: 201 the first time, 202 when the same instance comes again (with more media,
    where a client sends them in parts). The answer names files that were not taken."""
    with disk_full_is_said():
        async with request.form(max_files=50, max_fields=50) as parts:
            sent = submission.read(await _xml(parts), definition())
            database = database_of(request)
            async with database.transaction(context_of(caller, space)) as session:
                taken = await reporting.report(session, sent.report, caller, read_device_time(date))
            await follower_of(request).catch_up()
            if taken.incident is None:
                return problem_response(request, IncidentConflict(headers=HEADERS))
            refused = await _media(request, parts, caller, space, sent)
    return _answer(request, taken.new, refused)


async def _xml(parts: FormData) -> bytes:
    part = parts.get("xml_submission_file")
    if isinstance(part, UploadFile):
        return await part.read(submission.MAX_BYTES + 1)
    if isinstance(part, str):
        return part.encode()
    raise SubmissionUnreadable(Text("Thiếu xml_submission_file", "The part xml_submission_file is missing"))


async def _media(
    request: Request, parts: FormData, caller: CurrentCaller, space: str, sent: submission.Submission
) -> list[tuple[str, Problem]]:
    """Attach the files that the report names; those that can never be taken are given back with the reason.

    A full disk is raised: the client keeps all of it and comes again, and finds its report there already.
    """
    storage = storage_of(request)
    uploads = Uploads(database_of(request), context_of(caller, space), storage)
    refused: list[tuple[str, Problem]] = []
    for name, part in parts.multi_items():
        filename = part.filename or name if isinstance(part, UploadFile) else name
        if not isinstance(part, UploadFile) or filename not in sent.files:
            continue
        storage.prepare()
        with tempfile.NamedTemporaryFile(dir=storage.incoming, suffix=".whole") as whole:
            while piece := await part.read(2**18):
                whole.write(piece)
            whole.flush()
            try:
                await uploads.whole(
                    sent.report.id, uuid.uuid5(sent.report.id, filename), FilePath(whole.name), filename
                )
            except StorageFull:
                raise
            except Problem as problem:
                refused.append((filename, problem))
    await follower_of(request).catch_up()
    return refused


def _answer(request: Request, new: bool, refused: list[tuple[str, Problem]]) -> Response:
    language = language_of(request)
    said = (
        Text("Đã nhận báo cáo", "The report was received")
        if new
        else Text("Báo cáo này đã nhận trước đó", "This report was received before")
    ).in_(language)
    for filename, problem in refused:
        said += f". {filename}: {(problem.detail or problem.title).in_(language)}"
    content = (
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f'<message nature="submit_success">{escape(said)}</message></OpenRosaResponse>'
    )
    return Response(content, status_code=201 if new else 202, media_type=_XML, headers=HEADERS)
