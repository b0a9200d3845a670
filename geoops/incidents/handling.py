"""Who looks after an incident: seen, held, assigned, watched, spoken about."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import recording, service, store
from geoops.incidents.edits import for_update
from geoops.incidents.errors import CommentConflict, HeldByOther, UnknownAction, UnknownIncident
from geoops.incidents.outgoing import out
from geoops.incidents.recording import record
from geoops.incidents.schemas import ActionBody, IncidentOut
from geoops.incidents.states import ACTIONS
from geoops.incidents.store import Found
from geoops.incidents.triage import store as triage_store
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

Step = Callable[[AsyncSession, Found, ActionBody, Caller], Awaitable[None]]


async def act(
    session: AsyncSession,
    incident_id: uuid.UUID,
    name: str,
    body: ActionBody,
    if_match: str | None,
    caller: Caller,
) -> IncidentOut:
    """Any action on an incident. Steps of its life and assignments need `If-Match`; the others get in nobody's way.

    Raises UnknownAction, UnknownIncident, PreconditionFailed, WrongState, HeldByOther, CommentConflict, InputRefused.
    """
    if name in ACTIONS:
        return await service.act(session, incident_id, name, body.reason, if_match, caller)
    if name in _EDITS:
        found = await for_update(session, incident_id, if_match)
        await _EDITS[name](session, found, body, caller)
    elif name in _STEPS:
        locked = await store.get(session, incident_id, for_update=True)
        if locked is None:
            raise UnknownIncident
        await _STEPS[name](session, locked, body, caller)
    else:
        known = ", ".join((*ACTIONS, *_EDITS, *_STEPS))
        raise UnknownAction(
            Text(f"Không có việc “{name}”; các việc: {known}", f"No action “{name}”; there are {known}")
        )
    return await out(session, await service.found(session, incident_id))


async def see(session: AsyncSession, found: Found, caller: Caller) -> None:
    """Somebody of the centre has the report before them; counted once, and not for one's own report."""
    if found.row.seen_at is not None or caller.name == found.row.reported_by:
        return
    await store.change(
        session,
        found.row.id,
        {"seen_at": await spaces.now(session), "seen_by": caller.name},
        counts=False,
    )
    await record(session, found, "seen")


async def hold(session: AsyncSession, found: Found, holder: str | None) -> None:
    """Set who holds a locked incident."""
    held_at = await spaces.now(session) if holder else None
    await store.change(session, found.row.id, {"holder": holder, "held_at": held_at}, counts=False)


async def assign(session: AsyncSession, found: Found, assignee: tuple[str, str] | None) -> dict[str, Any]:
    """Set who is to act on a locked incident; gives what was there before, as the log keeps it."""
    before = {
        "assignee": {"kind": found.row.assignee_kind, "name": found.row.assignee}
        if found.row.assignee
        else None
    }
    kind, name = assignee or (None, None)
    values: dict[str, Any] = {"assignee_kind": kind, "assignee": name}
    if assignee and found.row.acted_at is None:
        values["acted_at"] = await spaces.now(session)
    await store.change(session, found.row.id, values)
    return before


async def _seen(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    await see(session, found, caller)


async def _claim(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    holder = found.row.holder
    if holder == caller.name:
        return
    if holder is not None and not body.take_over:
        raise HeldByOther(extra={"holder": holder, "held_at": recording.jsonable(found.row.held_at)})
    await see(session, found, caller)
    await hold(session, found, caller.name)
    await record(session, found, "claim", {"before": {"holder": holder}, "holder": caller.name})


async def _release(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    holder = found.row.holder
    if holder is None:
        return
    if holder != caller.name and not body.take_over:
        raise HeldByOther(extra={"holder": holder, "held_at": recording.jsonable(found.row.held_at)})
    await hold(session, found, None)
    await record(session, found, "release", {"before": {"holder": holder}})


async def _assign(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    if body.assignee is None:
        raise InputRefused(
            faults=[Fault(Text("cần nêu người hoặc đội", "a person or team is needed"), field="assignee")]
        )
    before = await assign(session, found, (body.assignee.kind, body.assignee.name))
    after = await service.found(session, found.row.id)
    await record(session, after, "assign", {"before": before, "assignee": body.assignee.model_dump()})


async def _unassign(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    before = await assign(session, found, None)
    await record(
        session,
        await service.found(session, found.row.id),
        "unassign",
        {"before": before, "reason": body.reason},
    )


async def _watch(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    if await triage_store.watch(session, found.row.id, caller.name):
        await record(session, found, "watch")


async def _unwatch(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    if await triage_store.unwatch(session, found.row.id, caller.name):
        await record(session, found, "unwatch")


async def _comment(session: AsyncSession, found: Found, body: ActionBody, caller: Caller) -> None:
    """The text lives in the log alone. Sent again under the same id, it is there once. Raises InputRefused, and
    CommentConflict for another text under the id."""
    if not body.text:
        raise InputRefused(faults=[Fault(Text("cần có nội dung", "a text is needed"), field="text")])
    said = {"text": body.text, "id": str(body.id) if body.id else None}
    if body.id is not None:
        async for change in recording.history(session, found.row.id):
            if change.op == "comment" and change.payload.get("id") == said["id"]:
                if change.payload.get("text") != body.text:
                    raise CommentConflict
                return
    await record(session, found, "comment", said)


_EDITS: dict[str, Step] = {"assign": _assign, "unassign": _unassign}
_STEPS: dict[str, Step] = {
    "seen": _seen,
    "claim": _claim,
    "release": _release,
    "watch": _watch,
    "unwatch": _unwatch,
    "comment": _comment,
}
