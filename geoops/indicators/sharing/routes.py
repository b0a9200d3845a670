"""Values for other systems over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from geoops.indicators.sharing import service
from geoops.indicators.sharing.models import IndicatorRecipient
from geoops.indicators.sharing.schemas import (
    PushOut,
    RecipientIn,
    RecipientOut,
    SharedValuesOut,
    TakingOut,
)
from geoops.indicators.sharing.writing import MEDIA, Format, written
from geoops.kit import etags
from geoops.kit.context import LIVE
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    IfMatch,
    Limit,
    ReadSession,
    SpaceName,
    WriteSession,
    requires,
)
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.schemas import SealedPatch
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode
from geoops.settings import Settings

router = APIRouter(prefix="/api/indicators/sharing", tags=["sharing"])


@router.get(
    "/values",
    dependencies=[requires("map.view")],
    response_class=Response,
    responses={200: {"model": SharedValuesOut}},
)
async def shared_values(
    session: WriteSession,
    set_: Annotated[str, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)],
    period: Annotated[str | None, Query(max_length=20, pattern=PLAIN_TEXT)] = None,
    province: ProvinceCode | None = None,
    commune: CommuneCode | None = None,
    after: Annotated[int, Query(ge=0, le=2**63 - 1, description="`last_seq` of the page before")] = 0,
    limit: Annotated[int, Query(ge=1, le=service.BATCH)] = 1000,
    form: Annotated[Format, Query(alias="format")] = "json",
) -> Response:
    """Current values of a set in the order of their changes, by set, period and unit, as JSON, CSV or SDMX-CSV 2.0.

    Ask again with `after` = the last number (`X-Last-Seq`) and nothing is missed or repeated; a value that changed comes
    again under its new number. Every answer is written into the log of who took what.
    """
    taken = await service.take(session, service.Wanted(set_, period, province, commune, after, limit), form)
    return Response(
        written(taken.rows, set_, form, taken.last_seq, more=taken.more),
        media_type=MEDIA[form],
        headers={"X-Last-Seq": str(taken.last_seq), "X-More": str(taken.more).lower()},
    )


@router.get("/log", dependencies=[requires("indicator.share")])
async def who_took_what(session: ReadSession, limit: Limit = PAGE, after: After = None) -> Listing[TakingOut]:
    """Who took what, the newest first."""
    key = decode_cursor(after, (int,))[0] if after else None
    page, following = cut_page(await service.takings(session, key, limit), limit, lambda row: (row.id,))
    return Listing[TakingOut](
        items=[TakingOut.model_validate(row, from_attributes=True) for row in page], next=following
    )


@router.get("/recipients", dependencies=[requires("indicator.share")])
async def recipients(request: Request, session: ReadSession) -> Listing[RecipientOut]:
    """Addresses that values are pushed to; what is secret of them is not shown."""
    settings: Settings = request.app.state.settings
    return Listing[RecipientOut](items=[_out(row, settings) for row in await service.recipients(session)])


@router.post("/recipients", status_code=201, dependencies=[requires("indicator.share")])
async def add_recipient(
    request: Request,
    body: RecipientIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
) -> RecipientOut:
    """Push the values of a set in a province to an address, those that are there and every change from then on."""
    settings: Settings = request.app.state.settings
    return _out(
        await service.add_recipient(
            session,
            name=body.name,
            address=body.address.get_secret_value(),
            secret=body.secret.get_secret_value() if body.secret else None,
            set_code=body.set,
            province=body.province,
            form=body.format,
            caller=caller,
            space=space,
            settings=settings,
        ),
        settings,
    )


@router.patch("/recipients/{recipient_id}", dependencies=[requires("indicator.share")])
async def readdress(
    recipient_id: uuid.UUID,
    request: Request,
    body: SealedPatch,
    session: WriteSession,
    if_match: IfMatch = None,
) -> RecipientOut:
    """Put in another address or signing key (with If-Match); the batch that has not arrived is pushed there at once."""
    settings: Settings = request.app.state.settings
    return _out(await service.readdress(session, recipient_id, body, if_match, settings), settings)


@router.delete("/recipients/{recipient_id}", status_code=204, dependencies=[requires("indicator.share")])
async def remove_recipient(recipient_id: uuid.UUID, session: WriteSession) -> None:
    """Push no more to an address; its receipts stay."""
    await service.remove_recipient(session, recipient_id)


@router.get("/receipts", dependencies=[requires("indicator.share")])
async def receipts(
    session: ReadSession, recipient: uuid.UUID | None = None, limit: Limit = PAGE, after: After = None
) -> Listing[PushOut]:
    """What became of each batch, the newest first."""
    key = decode_cursor(after, (int,))[0] if after else None
    rows = await service.receipts(session, recipient_id=recipient, after=key, limit=limit)
    page, following = cut_page(rows, limit, lambda row: (row.id,))
    return Listing[PushOut](
        items=[PushOut.model_validate(row, from_attributes=True) for row in page], next=following
    )


def _out(row: IndicatorRecipient, settings: Settings) -> RecipientOut:
    names = set(RecipientOut.model_fields) - {"signed", "readable", "etag"}
    return RecipientOut(
        signed=row.secret is not None,
        readable=service.readable(row, settings),
        etag=etags.of_content(row.address, row.secret),
        **{name: getattr(row, name) for name in names},
    )
