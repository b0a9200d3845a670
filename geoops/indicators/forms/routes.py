"""Excel forms over HTTP: handed out, and taken back."""

import base64
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from geoops.indicators.forms import service
from geoops.indicators.forms.errors import NotAForm
from geoops.indicators.forms.reading import CellFault
from geoops.indicators.forms.schemas import CellFaultOut, TakenOut
from geoops.indicators.reporting.owing import Place
from geoops.kit.http import CurrentCaller, WriteSession, requires
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode
from geoops.kit.workbooks import MOST_BYTES, TOO_LARGE

router = APIRouter(prefix="/api/reporting", tags=["reporting"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SetCode = Annotated[str, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)]
Office = Annotated[str, Query(max_length=60, pattern=PLAIN_TEXT)]
Period = Annotated[str, Query(max_length=20, pattern=PLAIN_TEXT)]


@router.get("/form.xlsx", dependencies=[requires("indicator.write")], response_class=Response)
async def hand_out(
    session: WriteSession,
    caller: CurrentCaller,
    set_: SetCode,
    office: Office,
    period: Period,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
) -> Response:
    """A report as an Excel form: locked structure, lists, units, the period, and a fingerprint."""
    name, body = await service.hand_out(session, Place(set_, office, period, province, commune), caller)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, media_type=XLSX, headers=disposition)


@router.post("/form.xlsx", dependencies=[requires("indicator.write")])
async def take_back(
    request: Request,
    session: WriteSession,
    caller: CurrentCaller,
    set_: SetCode,
    office: Office,
    period: Period,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
) -> TakenOut:
    """Take in a filled Excel form (the body is the file, up to 10 MB): all of it, or nothing and each fault by cell."""
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > MOST_BYTES:
            raise NotAForm(TOO_LARGE)
    place = Place(set_, office, period, province, commune)
    taken = await service.take_back(session, place, bytes(data), caller, source="Biểu Excel")
    return TakenOut(
        new=taken.new,
        changed=taken.changed,
        unchanged=taken.unchanged,
        texts=taken.texts,
        errors=_faults(taken.errors),
        notices=_faults(taken.notices),
        marked=base64.b64encode(taken.marked).decode() if taken.marked else None,
    )


def _faults(faults: Sequence[CellFault]) -> list[CellFaultOut]:
    return [
        CellFaultOut(cell=one.cell, indicator=one.indicator, reason=TextOut.of(one.reason)) for one in faults
    ]
