"""The triage desk over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from geoops.incidents.triage import bulk, handover, merging, queue
from geoops.incidents.triage.schemas import (
    BulkBody,
    BulkOut,
    ChainOut,
    GroupsOut,
    HandoverIn,
    HandoverOut,
    HandoversOut,
    LikelyListOut,
    PresenceOut,
    QueueOut,
    RepeatsBody,
    RepeatsOut,
)
from geoops.incidents.triage.store import Narrow
from geoops.kit.http import PAGE, After, CurrentCaller, Limit, ReadSession, WriteSession, requires
from geoops.kit.paging import BadCursor, decode_cursor, encode_cursor
from geoops.kit.types import CommuneCode

router = APIRouter(prefix="/api/incidents", tags=["triage"])

_MANAGE = [requires("incident.manage")]
Word = Annotated[str | None, Query(max_length=100, pattern=r"^[^\x00]*$")]


@router.get("/queue", dependencies=_MANAGE)
async def triage_queue(
    session: ReadSession,
    limit: Limit = PAGE,
    after: After = None,
    commune: CommuneCode | None = None,
    kind: Word = None,
    state: Literal["reported", "verified", "responding"] | None = None,
    holder: Word = None,
    unheld: bool = False,
    overdue: bool = False,
) -> QueueOut:
    """What to do next: by danger to life, age and deadline, each item with its reasons. Repeats are not in it."""
    narrow = Narrow(commune, kind, state, holder, unheld, overdue)
    items, following = await queue.page(session, narrow, limit, _cursor(after))
    return QueueOut(
        items=items,
        next=encode_cursor((following[0].isoformat(), str(following[1]))) if following else None,
        counts=await queue.counts(session) if after is None else None,
    )


@router.get("/likely-groups", dependencies=_MANAGE)
async def likely_groups(session: ReadSession) -> GroupsOut:
    """Groups of open reports that look like one event each, the largest first."""
    return GroupsOut(items=await merging.proposed(session))


@router.post("/bulk", dependencies=_MANAGE)
async def bulk_action(body: BulkBody, session: WriteSession, caller: CurrentCaller) -> BulkOut:
    """One action on many: what cannot be done is named, the rest is done. The same id again does nothing twice."""
    return await bulk.run(session, body, caller)


@router.post("/bulk/{batch_id}/undo", dependencies=_MANAGE)
async def undo_bulk(batch_id: uuid.UUID, session: WriteSession, caller: CurrentCaller) -> BulkOut:
    """Put back what stood before, where nobody has touched it since."""
    return await bulk.undo(session, batch_id, caller)


@router.post("/handovers", status_code=201, dependencies=_MANAGE, responses={200: {"model": HandoverOut}})
async def sign_handover(
    body: HandoverIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> HandoverOut:
    """Hand over the shift: a signed list of all that is open in the caller's scope. 201 the first time, 200 the same
    again, 409 for other content under the id."""
    signed, new = await handover.sign(session, body, caller)
    response.status_code = 201 if new else 200
    return signed


@router.get("/handovers", dependencies=_MANAGE)
async def handovers(session: ReadSession, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> HandoversOut:
    """Hand-overs of the caller's scope, newest first."""
    return HandoversOut(items=await handover.listing(session, limit))


@router.get("/handovers/verify", dependencies=_MANAGE)
async def verify_handovers(
    session: ReadSession,
    caller: CurrentCaller,
    scope: Annotated[str | None, Query(max_length=500, pattern=r"^[0-9a-z,]*$")] = None,
) -> ChainOut:
    """Whether the hand-overs still are what was signed, and none is missing."""
    return await handover.verify(session, scope or str(caller.scope))


@router.get("/handovers/{handover_id}", dependencies=_MANAGE)
async def one_handover(handover_id: uuid.UUID, session: ReadSession) -> HandoverOut:
    """One hand-over with its list."""
    return await handover.get(session, handover_id)


@router.post("/handovers/{handover_id}/accept", dependencies=_MANAGE)
async def accept_handover(
    handover_id: uuid.UUID, session: WriteSession, caller: CurrentCaller
) -> HandoverOut:
    """Take over the shift; who signed cannot accept."""
    return await handover.accept(session, handover_id, caller)


@router.post("/{incident_id}/presence", dependencies=_MANAGE)
async def attend(incident_id: uuid.UUID, session: WriteSession, caller: CurrentCaller) -> PresenceOut:
    """Say that one has the incident before one; to be repeated before the lease is over."""
    present = await queue.attend(session, incident_id, caller)
    return PresenceOut(present=present, lease_s=int(queue.LEASE.total_seconds()))


@router.delete("/{incident_id}/presence", status_code=204, dependencies=_MANAGE)
async def leave(incident_id: uuid.UUID, session: WriteSession, caller: CurrentCaller) -> None:
    """Say that one no longer has the incident before one."""
    await queue.leave(session, incident_id, caller)


@router.get("/{incident_id}/likely", dependencies=_MANAGE)
async def likely(incident_id: uuid.UUID, session: ReadSession) -> LikelyListOut:
    """Reports that look like the same event, the most alike first, each with what it is alike in."""
    return LikelyListOut(items=await merging.likely(session, incident_id))


@router.get("/{incident_id}/repeats", dependencies=_MANAGE)
async def repeats(incident_id: uuid.UUID, session: ReadSession) -> RepeatsOut:
    """An incident with the reports that are repeats of it."""
    return await merging.repeats(session, incident_id)


@router.post("/{incident_id}/repeats", dependencies=_MANAGE)
async def merge(
    incident_id: uuid.UUID, body: RepeatsBody, session: WriteSession, caller: CurrentCaller
) -> RepeatsOut:
    """Take reports for repeats of this one; its independent witnesses are counted anew."""
    return await merging.merge(session, incident_id, body.ids, body.reason, caller)


@router.delete("/{incident_id}/repeats/{repeat_id}", dependencies=_MANAGE)
async def unmerge(
    incident_id: uuid.UUID,
    repeat_id: uuid.UUID,
    session: WriteSession,
    caller: CurrentCaller,
    reason: Annotated[str | None, Query(max_length=500, pattern=r"^[^\x00]*$")] = None,
) -> RepeatsOut:
    """Let a repeat be an incident of its own again, just as it was."""
    return await merging.unmerge(session, incident_id, repeat_id, reason, caller)


def _cursor(after: str | None) -> tuple[datetime, uuid.UUID] | None:
    if after is None:
        return None
    moment, incident_id = decode_cursor(after, (str, str))
    try:
        return datetime.fromisoformat(moment), uuid.UUID(incident_id)
    except ValueError:
        raise BadCursor from None
