"""The XLSX form over HTTP: a commune's form out, and filled in back."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile
from pydantic import BaseModel

from geoops.kit.errors import NotAllowed
from geoops.kit.http import CurrentCaller, ReadSession, WriteSession, requires
from geoops.kit.types import CommuneCode
from geoops.resources import service
from geoops.resources.forms import service as forms
from geoops.resources.forms.layout import VERSION

router = APIRouter(prefix="/api/resources/form", tags=["resources"])

_WRITE = [requires("resource.write")]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Commune = Annotated[CommuneCode, Query(description="the commune whose form it is")]


class FormTakenOut(BaseModel):
    """What a form brought. `unchanged` rows said nothing new: the same file again is unchanged throughout."""

    commune_code: str
    version: str
    added: int
    counted: int
    changed: int
    unchanged: int


@router.get("", dependencies=_WRITE, response_class=Response, responses={200: {"content": {_XLSX: {}}}})
async def form(commune: Commune, session: ReadSession, caller: CurrentCaller) -> Response:
    """The commune's form as XLSX, with what it has; its version and commune are kept inside."""
    if not await service.communes_in(session, caller.scope, commune=commune, limit=1):
        raise NotAllowed(extra={"commune_code": commune})
    content, _ = await forms.form(session, commune)
    name = f"bon-tai-cho-{commune}-{VERSION}.xlsx"
    return Response(
        content, media_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.post("", dependencies=_WRITE)
async def take_form(
    commune: Commune,
    file: Annotated[UploadFile, File(description="the filled-in form (XLSX)")],
    session: WriteSession,
    caller: CurrentCaller,
) -> FormTakenOut:
    """Take a filled-in form: every row, or none and all that is wrong, by sheet, row and column. The same file twice
    changes nothing."""
    if not await service.communes_in(session, caller.scope, commune=commune, limit=1):
        raise NotAllowed(extra={"commune_code": commune})
    taken = await forms.take(session, commune, await file.read(), caller.name)
    return FormTakenOut(
        commune_code=commune,
        version=VERSION,
        added=taken.added,
        counted=taken.counted,
        changed=taken.changed,
        unchanged=taken.unchanged,
    )
