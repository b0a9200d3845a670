"""The hand-over of a shift: a list of what is open, signed by who leaves and accepted by who comes.

Each hand-over's hash covers its content and the hash of the one before it in the same scope and space, as ledgers do:
a list that is altered later, or left out, breaks every hash after it. The newest hash also stands in the change log,
and on paper where it was printed.
"""

import hashlib
import uuid
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession
from uuid6 import uuid7

from geoops.incidents import recording
from geoops.incidents.outgoing import outs
from geoops.incidents.schemas import IncidentOut
from geoops.incidents.triage import store
from geoops.incidents.triage.errors import HandoverConflict, HandoverTaken, UnknownHandover
from geoops.incidents.triage.models import Handover
from geoops.incidents.triage.schemas import ChainOut, HandoverIn, HandoverOut
from geoops.kit import changes, spaces
from geoops.kit.context import Caller

FIRST = "0" * 64
"""What the first hand-over of a scope stands on."""
MOST_LISTED = 20_000


async def sign(session: AsyncSession, body: HandoverIn, caller: Caller) -> tuple[HandoverOut, bool]:
    """Sign a list of all that is open in the caller's scope; False where it was signed under this id before.

    Raises HandoverConflict where the id stands for another one.
    """
    scope = str(caller.scope)
    last = await store.last_handover(session, scope)
    signed = await store.handover(session, body.id) if body.id else None
    if signed is not None:
        if (signed.signed_by, signed.handed_to, signed.content["note"]) != (caller.name, body.to, body.note):
            raise HandoverConflict
        return _out(signed), False
    now = await spaces.now(session)
    rows = await outs(session, await store.open_ids(session, MOST_LISTED))
    content: dict[str, Any] = {
        "scope": scope,
        "number": last.number + 1 if last else 1,
        "signed_by": caller.name,
        "signed_at": now.isoformat(),
        "handed_to": body.to,
        "note": body.note,
        "before": {
            "accepted_by": last.accepted_by if last else None,
            "accepted_at": recording.jsonable(last.accepted_at) if last else None,
        },
        "items": [_line(row) for row in rows],
    }
    previous = last.hash if last else FIRST
    values = {
        "id": body.id or uuid7(),
        "scope": scope,
        "number": content["number"],
        "signed_by": caller.name,
        "handed_to": body.to,
        "signed_at": now,
        "content": content,
        "previous_hash": previous,
        "hash": sealed(previous, content),
    }
    if not await store.add_handover(session, values):
        raise HandoverConflict
    await _record(
        session,
        values["id"],
        "sign",
        {"number": content["number"], "hash": values["hash"], "open": len(rows)},
    )
    return await get(session, values["id"]), True


def sealed(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 over the hash before and the content as JSON with sorted keys, in hexadecimal."""
    return hashlib.sha256(previous.encode() + orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _line(row: IncidentOut) -> dict[str, Any]:
    """What the list says of an incident: texts and whole numbers only, which every store gives back as they were."""
    return {
        "id": str(row.id),
        "kind": row.kind,
        "kind_label": row.kind_label["vi"],
        "commune": row.commune_name or row.commune_code,
        "severity": row.severity,
        "state": row.state,
        "level": row.level,
        "overdue": row.overdue,
        "due_at": recording.jsonable(row.due_at),
        "holder": row.holder,
        "assignee": row.assignee.name if row.assignee else None,
        "occurred_at": row.occurred_at.isoformat(),
        "witnesses": row.witnesses,
        "note": row.note,
        "version": row.etag.strip('"'),
    }


async def accept(session: AsyncSession, handover_id: uuid.UUID, caller: Caller) -> HandoverOut:
    """Take over; not one's own. Whoever has done so is answered again. Raises UnknownHandover, HandoverTaken."""
    row = await store.handover(session, handover_id, for_update=True)
    if row is None:
        raise UnknownHandover
    if row.accepted_by == caller.name:
        return _out(row)
    if row.accepted_by is not None or row.signed_by == caller.name:
        raise HandoverTaken
    await store.accept_handover(session, handover_id, caller.name, await spaces.now(session))
    await _record(session, handover_id, "accept", {"number": row.number, "hash": row.hash})
    return await get(session, handover_id)


async def get(session: AsyncSession, handover_id: uuid.UUID) -> HandoverOut:
    """One hand-over. Raises UnknownHandover."""
    row = await store.handover(session, handover_id)
    if row is None:
        raise UnknownHandover
    return _out(row)


async def listing(session: AsyncSession, limit: int) -> list[HandoverOut]:
    """The newest of those that the caller may see."""
    return [_out(row) for row in await store.handovers(session, None, limit)]


async def verify(session: AsyncSession, scope: str) -> ChainOut:
    """Whether every hand-over of the scope still is what was signed, and none is missing."""
    rows = await store.chain(session, scope)
    previous = FIRST
    for number, row in enumerate(rows, start=1):
        if row.number != number or row.previous_hash != previous or row.hash != sealed(previous, row.content):
            return ChainOut(intact=False, length=len(rows), broken_at=number)
        previous = row.hash
    return ChainOut(intact=True, length=len(rows), broken_at=None)


async def _record(session: AsyncSession, handover_id: uuid.UUID, op: str, payload: dict[str, Any]) -> None:
    await changes.record(
        session,
        domain=recording.DOMAIN,
        entity="handover",
        entity_id=str(handover_id),
        op=op,
        payload=payload,
    )


def _out(row: Handover) -> HandoverOut:
    return HandoverOut(
        id=row.id,
        number=row.number,
        scope=row.scope,
        signed_by=row.signed_by,
        handed_to=row.handed_to,
        signed_at=row.signed_at,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
        hash=row.hash,
        previous_hash=row.previous_hash,
        content=row.content,
    )
