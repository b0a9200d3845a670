"""Who is told of incidents that climb, and the receipts, over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request

from geoops.incidents.escalation import service
from geoops.incidents.escalation.models import EscalationRecipient
from geoops.incidents.escalation.schemas import (
    EscalationMessageOut,
    EscalationRecipientIn,
    EscalationRecipientOut,
)
from geoops.kit.context import LIVE
from geoops.kit.http import PAGE, After, CurrentCaller, Limit, ReadSession, SpaceName, WriteSession, requires
from geoops.kit.paging import Listing, cut_page, decode_cursor

router = APIRouter(prefix="/api/incidents/escalation", tags=["incidents"])
_MANAGE = [requires("incident.escalation")]


@router.get("/recipients", dependencies=_MANAGE)
async def recipients(session: ReadSession) -> Listing[EscalationRecipientOut]:
    """Who is told when overdue incidents climb, in the caller's scope; addresses are not shown."""
    return Listing(items=[_out(row) for row in await service.recipients(session)])


@router.post("/recipients", status_code=201, dependencies=_MANAGE)
async def subscribe(
    request: Request,
    body: EscalationRecipientIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
) -> EscalationRecipientOut:
    """Add somebody to tell from a level on; their address and secret are never shown again."""
    return _out(await service.subscribe(session, body, caller, space, request.app.state.settings))


@router.delete("/recipients/{recipient_id}", status_code=204, dependencies=_MANAGE)
async def unsubscribe(recipient_id: uuid.UUID, session: WriteSession) -> None:
    """Take somebody out; their address is forgotten, their receipts stay."""
    await service.unsubscribe(session, recipient_id)


@router.get("/messages", dependencies=_MANAGE)
async def messages(
    session: ReadSession,
    incident: Annotated[uuid.UUID | None, Query()] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[EscalationMessageOut]:
    """What was told to whom and what became of it, newest first; all, or that of one incident."""
    key = decode_cursor(after, (int,))[0] if after else None
    rows = await service.messages(session, limit, key, incident)
    page, following = cut_page(rows, limit, lambda row: (row[0].id,))
    names = set(EscalationMessageOut.model_fields) - {"recipient", "kind", "shown"}
    return Listing(
        items=[
            EscalationMessageOut(
                recipient=recipient.name,
                kind=recipient.kind,
                shown=recipient.shown,
                **{name: getattr(message, name) for name in names},
            )
            for message, recipient in page
        ],
        next=following,
    )


def _out(row: EscalationRecipient) -> EscalationRecipientOut:
    names = set(EscalationRecipientOut.model_fields) - {"signed"}
    return EscalationRecipientOut(
        signed=row.secret is not None, **{name: getattr(row, name) for name in names}
    )
