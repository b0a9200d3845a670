"""Who is told of incidents that climb, and the receipts, over HTTP."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request

from geoops.incidents.escalation import service
from geoops.incidents.escalation.models import EscalationRecipient
from geoops.incidents.escalation.schemas import (
    EscalationLevelOut,
    EscalationMessageOut,
    EscalationRecipientIn,
    EscalationRecipientOut,
    EscalationRecipientPatch,
    EscalationTrialOut,
)
from geoops.incidents.rules import rules
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
from geoops.kit.schemas import TextOut
from geoops.settings import Settings

router = APIRouter(prefix="/api/incidents/escalation", tags=["incidents"])
_MANAGE = [requires("incident.escalation")]


@router.get("/recipients", dependencies=_MANAGE)
async def recipients(request: Request, session: ReadSession) -> Listing[EscalationRecipientOut]:
    """Who is told when overdue incidents climb, in the caller's scope; addresses are not shown."""
    settings: Settings = request.app.state.settings
    return Listing(items=[_out(row, settings) for row in await service.recipients(session)])


@router.get("/levels", dependencies=_MANAGE)
async def levels() -> Listing[EscalationLevelOut]:
    """The levels that overdue incidents climb to, the first at the deadline of the step that is due."""
    ladder = rules().escalation
    return Listing(
        items=[
            EscalationLevelOut(
                level=number, name=TextOut.of(one.label), after_minutes=(number - 1) * ladder.every
            )
            for number, one in enumerate(ladder.levels)
            if number > 0
        ]
    )


@router.post("/recipients", status_code=201, dependencies=_MANAGE)
async def subscribe(
    request: Request,
    body: EscalationRecipientIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
) -> EscalationRecipientOut:
    """Add somebody to tell from a level on; their address and secret are never shown again."""
    settings: Settings = request.app.state.settings
    return _out(await service.subscribe(session, body, caller, space, settings), settings)


@router.patch("/recipients/{recipient_id}", dependencies=_MANAGE)
async def change(
    recipient_id: uuid.UUID,
    request: Request,
    body: EscalationRecipientPatch,
    session: WriteSession,
    caller: CurrentCaller,
    if_match: IfMatch = None,
) -> EscalationRecipientOut:
    """Change what is given (with If-Match); an address or secret that is not given stays as it is, unseen. 412 says
    what somebody else made of it meanwhile."""
    settings: Settings = request.app.state.settings
    return _out(await service.change(session, recipient_id, body, if_match, caller, settings), settings)


@router.post("/recipients/{recipient_id}/trial", status_code=202, dependencies=_MANAGE)
async def trial(
    recipient_id: uuid.UUID, session: WriteSession, space: SpaceName = LIVE
) -> EscalationTrialOut:
    """Send a message without incidents the way that real ones go; its receipt is among the messages."""
    return EscalationTrialOut(message_id=await service.trial(session, recipient_id, space))


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
    names = set(EscalationMessageOut.model_fields) - {"recipient", "kind", "shown", "trial"}
    return Listing(
        items=[
            EscalationMessageOut(
                recipient=recipient.name,
                kind=recipient.kind,
                shown=recipient.shown,
                trial=not message.incidents,
                **{name: getattr(message, name) for name in names},
            )
            for message, recipient in page
        ],
        next=following,
    )


def _out(row: EscalationRecipient, settings: Settings) -> EscalationRecipientOut:
    names = set(EscalationRecipientOut.model_fields) - {"signed", "readable", "etag"}
    return EscalationRecipientOut(
        etag=service.version(row),
        signed=row.secret is not None,
        readable=service.readable(row, settings),
        **{name: getattr(row, name) for name in names},
    )
