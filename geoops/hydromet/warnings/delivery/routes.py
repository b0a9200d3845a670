"""Recipients of warnings and their receipts over HTTP."""

import uuid

from fastapi import APIRouter, Request

from geoops.hydromet.warnings.delivery import service
from geoops.hydromet.warnings.delivery.models import Subscription
from geoops.hydromet.warnings.delivery.schemas import DeliveryOut, SubscriptionIn, SubscriptionOut
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
from geoops.settings import Settings

router = APIRouter(prefix="/api/alerting", tags=["warnings"])


@router.get("/recipients", dependencies=[requires("warning.subscribe")])
async def recipients(request: Request, session: ReadSession) -> Listing[SubscriptionOut]:
    """Who gets warnings, in the caller's scope; addresses are not shown."""
    settings: Settings = request.app.state.settings
    return Listing[SubscriptionOut](
        items=[_out(row, settings) for row in await service.subscriptions(session)]
    )


@router.post("/recipients", status_code=201, dependencies=[requires("warning.subscribe")])
async def subscribe(
    request: Request,
    body: SubscriptionIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
) -> SubscriptionOut:
    """Add a webhook, e-mail address or apprise channel; its address and secret are never shown again."""
    settings: Settings = request.app.state.settings
    return _out(await service.subscribe(session, body, caller, space, settings), settings)


@router.patch("/recipients/{recipient_id}", dependencies=[requires("warning.subscribe")])
async def readdress(
    recipient_id: uuid.UUID,
    request: Request,
    body: SealedPatch,
    session: WriteSession,
    if_match: IfMatch = None,
) -> SubscriptionOut:
    """Put in another address or signing key (with If-Match); what still waits for the recipient is sent there at once."""
    settings: Settings = request.app.state.settings
    return _out(await service.readdress(session, recipient_id, body, if_match, settings), settings)


@router.delete("/recipients/{recipient_id}", status_code=204, dependencies=[requires("warning.subscribe")])
async def unsubscribe(recipient_id: uuid.UUID, session: WriteSession) -> None:
    """Take a recipient out; its address and secret are forgotten, its receipts stay."""
    await service.unsubscribe(session, recipient_id)


@router.get("/receipts", dependencies=[requires("warning.subscribe")])
async def receipts(
    session: ReadSession, warning: uuid.UUID | None = None, limit: Limit = PAGE, after: After = None
) -> Listing[DeliveryOut]:
    """What became of each sending, newest first: all, or those of one warning and its updates."""
    key = decode_cursor(after, (int,))[0] if after else None
    rows = await service.receipts(session, alert_id=warning, after=key, limit=limit)
    page, following = cut_page(rows, limit, lambda row: (row["id"],))
    return Listing[DeliveryOut](items=[DeliveryOut(**row) for row in page], next=following)


def _out(row: Subscription, settings: Settings) -> SubscriptionOut:
    names = set(SubscriptionOut.model_fields) - {"signed", "readable", "etag"}
    return SubscriptionOut(
        signed=row.secret is not None,
        readable=service.readable(row, settings),
        etag=etags.of_content(row.address, row.secret),
        **{name: getattr(row, name) for name in names},
    )
