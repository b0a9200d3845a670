"""One action on many incidents, and its undoing.

Each incident is taken by itself: those that somebody else changed meanwhile, or that cannot take the step, are left
as they are and named; the others are done. To undo is to put back what stood before, where nobody has touched it
since.
"""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import handling, outgoing, recording, service
from geoops.incidents import store as incidents_store
from geoops.incidents.errors import HeldByOther
from geoops.incidents.recording import record
from geoops.incidents.states import ACTIONS
from geoops.incidents.store import Found
from geoops.incidents.triage import merging, store
from geoops.incidents.triage.errors import BatchConflict, IntoMissing, UnknownBatch
from geoops.incidents.triage.models import Batch
from geoops.incidents.triage.schemas import BulkBody, BulkOut, BulkResultOut
from geoops.kit import changes, etags, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.i18n import Text

_TIMES = ("state_at", "due_at", "escalate_at", "queue_at", "acted_at", "seen_at", "held_at")
_KEPT = (*_TIMES, "state", "level", "seen_by", "assignee_kind", "assignee", "holder")
"""What an action can change of an incident. Undoing puts back what this one changed, and nothing else."""


async def run(session: AsyncSession, body: BulkBody, caller: Caller) -> BulkOut:
    """Do it. The same again answers what was done the first time, also while the first is under way.

    Raises InputRefused, IntoMissing, and BatchConflict where the id was used for something else.
    """
    known = await store.batch_alone(session, body.id)
    if known is not None:
        asked = [str(one) for one in dict.fromkeys(item.id for item in body.items)]
        if (
            known.actor != caller.name
            or known.action != body.action
            or asked != [i["id"] for i in known.items]
        ):
            raise BatchConflict
        return _out(known)
    _check(body)
    wanted = {item.id: item.etag for item in body.items}
    into = [body.into] if body.into else []
    locked = {f.row.id: f for f in await incidents_store.of_ids(session, [*wanted, *into], for_update=True)}
    items: list[dict[str, Any]] = []
    for incident_id, etag in wanted.items():
        found = locked.get(incident_id)
        before = _snapshot(found) if found else {}
        code = await _one(session, body, found, etag, locked, caller)
        after = await incidents_store.get(session, incident_id) if code is None else None
        items.append(
            {
                "id": str(incident_id),
                "code": code,
                "before": before if code is None else None,
                "after": _snapshot(after) if after else None,
                "version": after.row.version if after else None,
            }
        )
    added = await store.add_batch(
        session, {"id": body.id, "actor": caller.name, "action": body.action, "items": items}
    )
    if not added:
        raise BatchConflict
    await _record(session, body.id, body.action, items)
    row = await store.batch(session, body.id)
    assert row is not None
    return _out(row)


def _check(body: BulkBody) -> None:
    """What every one of them would be refused for, is refused once."""
    if body.action == "merge" and body.into is None:
        raise IntoMissing(faults=[Fault(IntoMissing.title, field="into")])
    if body.action == "assign" and body.assignee is None:
        raise InputRefused(
            faults=[Fault(Text("cần nêu người hoặc đội", "a person or team is needed"), field="assignee")]
        )
    action = ACTIONS.get(body.action)
    if action is not None and action.needs_reason and not body.reason:
        raise InputRefused(faults=[Fault(Text("cần nêu lý do", "a reason is needed"), field="reason")])


async def _one(
    session: AsyncSession,
    body: BulkBody,
    found: Found | None,
    etag: str,
    locked: dict[uuid.UUID, Found],
    caller: Caller,
) -> str | None:
    """Do it to one locked incident; None, or the code of why not."""
    if found is None:
        return "unknown_incident"
    if not etags.matches(etag, outgoing.etag(found)):
        return "changed_meanwhile"
    told = {"batch": str(body.id)}
    try:
        match body.action:
            case "merge":
                first = locked.get(body.into) if body.into else None
                if first is None:
                    return "unknown_incident"
                await merging.join(session, first, found, body.reason, caller)
            case "assign" | "unassign":
                assignee = (body.assignee.kind, body.assignee.name) if body.assignee else None
                if body.action == "unassign":
                    assignee = None
                before = await handling.assign(session, found, assignee)
                more = {
                    **told,
                    "before": before,
                    "assignee": assignee and dict(zip(("kind", "name"), assignee, strict=True)),
                }
                await record(session, await service.found(session, found.row.id), body.action, more)
            case "claim" | "release":
                if found.row.holder not in (None, caller.name):
                    raise HeldByOther
                holder = caller.name if body.action == "claim" else None
                before_holder = found.row.holder
                await handling.hold(session, found, holder)
                more = {**told, "before": {"holder": before_holder}, "holder": holder}
                await record(session, found, body.action, more)
            case _:
                await service.step(session, found, body.action, body.reason, caller, told)
    except Problem as problem:
        if problem.status >= 500:
            raise
        return problem.code
    return None


async def undo(session: AsyncSession, batch_id: uuid.UUID, caller: Caller) -> BulkOut:
    """Put back what stood before. Raises UnknownBatch, BatchConflict."""
    row = await store.batch(session, batch_id, for_update=True)
    if row is None:
        raise UnknownBatch
    if row.actor != caller.name or row.undone_at is not None:
        raise BatchConflict
    done = [item for item in row.items if item["code"] is None]
    ids = [uuid.UUID(item["id"]) for item in done]
    locked = {f.row.id: f for f in await incidents_store.of_ids(session, ids, for_update=True)}
    items = []
    for item in row.items:
        found = locked.get(uuid.UUID(item["id"])) if item["code"] is None else None
        if item["code"] is not None:
            items.append(item)
        elif found is None or _touched(found, item):
            items.append({**item, "code": "changed_meanwhile"})
        else:
            await _put_back(session, row, found, _changed(item), caller)
            items.append(item)
    await store.set_batch(session, batch_id, {"items": items, "undone_at": await spaces.now(session)})
    await _record(session, batch_id, "undo", items)
    after = await store.batch(session, batch_id)
    assert after is not None
    return _out(after)


async def _put_back(
    session: AsyncSession, batch: Batch, found: Found, before: dict[str, Any], caller: Caller
) -> None:
    told = {"batch": str(batch.id), "undone": batch.action}
    if batch.action == "merge":
        await merging.part(session, found, None, caller)
        found = await service.found(session, found.row.id)
    values: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in _TIMES and value is not None else value
        for name, value in before.items()
    }
    stood = found.row.state
    await incidents_store.change(session, found.row.id, values)
    if stood != values.get("state", stood):
        await incidents_store.add_state(session, found.row.id, values["state"], caller.name)
    await record(
        session, await service.found(session, found.row.id), "undo", {**told, "before": {"state": stood}}
    )


def _changed(item: dict[str, Any]) -> dict[str, Any]:
    """What the action changed of an incident, with the values that stood before."""
    return {name: value for name, value in item["before"].items() if item["after"][name] != value}


def _touched(found: Found, item: dict[str, Any]) -> bool:
    """Whether what the action left was changed since. Not all that happens to an incident is an edit with a version:
    somebody may have taken it over, or it may have climbed. Batches from before this was kept are left alone."""
    if found.row.version != item["version"] or "after" not in item:
        return True
    now = _snapshot(found)
    return any(now[name] != item["after"][name] for name in _changed(item))


def _snapshot(found: Found) -> dict[str, Any]:
    return {name: recording.jsonable(getattr(found.row, name)) for name in _KEPT}


async def _record(session: AsyncSession, batch_id: uuid.UUID, op: str, items: list[dict[str, Any]]) -> None:
    done = sum(1 for item in items if item["code"] is None)
    await changes.record(
        session,
        domain=recording.DOMAIN,
        entity="batch",
        entity_id=str(batch_id),
        op=op,
        payload={"done": done, "left": len(items) - done},
    )


def _out(row: Batch) -> BulkOut:
    results = [
        BulkResultOut(id=uuid.UUID(item["id"]), done=item["code"] is None, code=item["code"])
        for item in row.items
    ]
    return BulkOut(
        id=row.id,
        action=row.action,
        done=sum(1 for result in results if result.done),
        undone=row.undone_at is not None,
        results=results,
    )
