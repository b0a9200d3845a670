"""What happens to an incident after it was reported: read, amended, followed through its states."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import placing, recording, store
from geoops.incidents.definition import definition
from geoops.incidents.edits import current, for_update
from geoops.incidents.errors import UnknownIncident, WrongState
from geoops.incidents.outgoing import out, outs, receipt
from geoops.incidents.recording import record
from geoops.incidents.reporting import check_kind, place_values
from geoops.incidents.schemas import (
    ContradictionOut,
    IncidentOut,
    IncidentPatch,
    PositionIn,
    ReceiptOut,
    TimelineEntry,
)
from geoops.incidents.standing import standing
from geoops.incidents.states import ACTIONS, OPS
from geoops.incidents.store import Found
from geoops.kit import paging, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

_RANKING = {"kind", "severity", "fields"}
"""What the deadline and the place in the queue follow from."""


async def get(session: AsyncSession, incident_id: uuid.UUID) -> IncidentOut:
    """The incident; raises UnknownIncident."""
    return await out(session, await found(session, incident_id))


async def found(session: AsyncSession, incident_id: uuid.UUID) -> Found:
    """The incident's row; raises UnknownIncident."""
    row = await store.get(session, incident_id)
    if row is None:
        raise UnknownIncident
    return row


async def listing(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    commune_code: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    known_at: datetime | None = None,
    reporter: str | None = None,
    holder: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[IncidentOut]:
    """Newest first, up to `limit + 1` of them, so that the caller can tell whether there are more."""
    rows = await store.page(
        session,
        limit,
        after,
        commune_code=commune_code,
        kind=kind,
        state=state,
        known_at=known_at,
        reporter=reporter,
        holder=holder,
        since=since,
        until=until,
    )
    return await outs(session, rows)


async def everything(session: AsyncSession, most: int, **narrow: Any) -> list[IncidentOut]:
    """All that `listing` would page through, newest first. Raises TooManyRows where there are more than `most`."""
    return await paging.everything(
        lambda limit, after: listing(session, limit, after, **narrow),
        lambda row: (row.known_at, row.id),
        most,
    )


async def open_in(session: AsyncSession, commune_code: str, limit: int = 20) -> tuple[int, list[IncidentOut]]:
    """How many incidents of the commune are open, and the newest of them."""
    count = await store.count_open(session, commune_code)
    rows = await listing(session, limit, None, commune_code=commune_code, state="open")
    return count, rows[:limit]


async def happened(
    session: AsyncSession, kinds: Sequence[str], *, from_at: datetime, to_at: datetime
) -> list[tuple[str, datetime]]:
    """Commune and time of what happened in the span, of those kinds; rejected reports are left out."""
    return await store.happened(session, kinds, from_at=from_at, to_at=to_at, without=["rejected"])


async def receipts(
    session: AsyncSession, ids: Sequence[uuid.UUID]
) -> tuple[list[ReceiptOut], list[uuid.UUID]]:
    """What became of these reports, and which of them the server does not know."""
    rows = await store.of_ids(session, ids)
    known = {row.row.id for row in rows}
    return [receipt(row) for row in rows], [one for one in ids if one not in known]


async def timeline(
    session: AsyncSession, incident_id: uuid.UUID, after: int, limit: int
) -> list[TimelineEntry]:
    """What happened to the incident, oldest first. Raises UnknownIncident."""
    await found(session, incident_id)
    return [
        TimelineEntry(
            seq=change.seq,
            at=change.recorded_at,
            actor=change.actor,
            op=change.op,
            op_label=OPS.get(change.op, Text(change.op, change.op)).as_dict(),
            payload=change.payload,
        )
        for change in await recording.timeline(session, incident_id, after=after, limit=limit)
    ]


async def tell(
    session: AsyncSession,
    incident_id: uuid.UUID,
    op: str,
    *,
    commune_code: str | None,
    payload: dict[str, Any],
) -> None:
    """Put what another domain did for the incident on its timeline; those of the commune hear of it.

    Who does it need not see the incident: a neighbour that sends a boat does not.
    """
    await recording.tell(session, incident_id, op, commune_code, payload)


async def contradictions(session: AsyncSession, incident_id: uuid.UUID) -> list[ContradictionOut]:
    """Reports that came under this id with other content. Raises UnknownIncident."""
    await found(session, incident_id)
    return [
        ContradictionOut(received_at=row.received_at, reporter=row.reported_by, body=row.body)
        for row in await store.contradictions(session, incident_id)
    ]


async def amend(
    session: AsyncSession,
    incident_id: uuid.UUID,
    patch: IncidentPatch,
    if_match: str | None,
    *,
    join: bool = False,
) -> IncidentOut:
    """Change what is said of an incident. Raises UnknownIncident, PreconditionFailed, InputRefused and faults of place.

    Answers are edited one by one: `fields` names those to change (null takes one away), the others stay.
    """
    wanted = _by_field(patch)
    row = await for_update(session, incident_id, if_match, wanted, join=join)
    before = {name: current(row, name) for name in wanted}
    values = await _amended(session, row, patch)
    await store.change(session, incident_id, values)
    after = await found(session, incident_id)
    if _RANKING & set(values):
        await store.change(session, incident_id, _standing(after), counts=False)
        after = await found(session, incident_id)
    shown = {name: current(after, name) for name in wanted}
    await record(session, after, "amend", {"before": before, "after": shown})
    return await out(session, after)


def _by_field(patch: IncidentPatch) -> dict[str, Any]:
    wanted = patch.changes()
    answers = wanted.pop("fields", None) or {}
    return wanted | {f"fields.{name}": value for name, value in answers.items()}


async def _amended(session: AsyncSession, row: Found, patch: IncidentPatch) -> dict[str, Any]:
    """The columns that an edit sets."""
    values = patch.changes()
    if "kind" in values:
        if values["kind"] is None:
            raise InputRefused(faults=[Fault(Text("không được để trống", "must not be empty"), field="kind")])
        check_kind(values["kind"])
    if "fields" in values:
        joined = {**row.row.fields, **(values["fields"] or {})}
        kept, faults = definition().checked_fields(values.get("kind", row.row.kind), values["fields"] or {})
        if faults:
            raise InputRefused(faults=faults)
        values["fields"] = {
            name: kept.get(name, value)
            for name, value in joined.items()
            if value not in (None, "", []) and (name in kept or name not in (patch.fields or {}))
        }
    if "position" in values or "commune_code" in values:
        values |= await _moved(session, row, patch)
        values.pop("position", None)
    elif "road" in values or "chainage" in values:
        values |= await _along_road(session, row, patch)
    return values


async def _along_road(session: AsyncSession, row: Found, patch: IncidentPatch) -> dict[str, Any]:
    """The place of a corrected chainage, where nothing better than a chainage or a commune placed the incident."""
    if row.row.method not in ("chainage", "commune"):
        return {}
    sent = patch.changes()
    road, chainage = sent.get("road", row.row.road), sent.get("chainage", row.row.chainage)
    position = await placing.of_chainage(session, road, chainage, needed=False)
    if position is None:
        return {}
    commune_code = await placing.commune_of(session, position, row.row.commune_code)
    return {**place_values(position), "method": position.method, "commune_code": commune_code}


async def _moved(session: AsyncSession, row: Found, patch: IncidentPatch) -> dict[str, Any]:
    """The columns of a corrected place; the reporter's own position stays as it was."""
    position = patch.position
    if "position" not in patch.model_fields_set and row.lon is not None and row.lat is not None:
        return {"commune_code": await placing.commune_of(session, None, patch.commune_code)}
    named = patch.commune_code or (row.row.commune_code if position is None else None)
    commune_code = await placing.commune_of(session, position, named)
    if position is None:
        gone = dict.fromkeys(("geom", "geom_3857", "accuracy_m", "uncertainty_m"))
        return {**gone, "method": "commune", "commune_code": commune_code, "far_apart": False}
    reporter = (
        PositionIn(lon=row.reporter_lon, lat=row.reporter_lat, accuracy_m=row.row.reporter_accuracy_m)
        if row.reporter_lon is not None and row.reporter_lat is not None
        else None
    )
    apart = placing.apart(position, reporter)
    return {
        **place_values(position),
        "method": position.method,
        "commune_code": commune_code,
        "reporter_distance_m": apart.metres,
        "far_apart": apart.far,
    }


async def act(
    session: AsyncSession,
    incident_id: uuid.UUID,
    name: str,
    reason: str | None,
    if_match: str | None,
    caller: Caller,
) -> IncidentOut:
    """Take a step in the incident's life. Raises UnknownIncident, PreconditionFailed, WrongState, InputRefused."""
    row = await for_update(session, incident_id, if_match)
    return await out(session, await step(session, row, name, reason, caller))


async def step(
    session: AsyncSession,
    row: Found,
    name: str,
    reason: str | None,
    caller: Caller,
    more: dict[str, Any] | None = None,
) -> Found:
    """The step itself, on a locked row. Raises WrongState, InputRefused."""
    action = ACTIONS[name]
    if row.row.state not in action.from_states or row.row.merged_into is not None:
        raise WrongState(
            extra={"state": row.row.state, "merged_into": recording.jsonable(row.row.merged_into)}
        )
    if action.needs_reason and not reason:
        raise InputRefused(faults=[Fault(Text("cần nêu lý do", "a reason is needed"), field="reason")])
    before = row.row.state
    return await enter_state(
        session,
        row,
        action.to_state,
        name,
        caller,
        reason,
        {"before": {"state": before}, "reason": reason, **(more or {})},
    )


async def enter_state(
    session: AsyncSession,
    row: Found,
    state: str,
    op: str,
    caller: Caller,
    reason: str | None,
    more: dict[str, Any],
) -> Found:
    """Put a locked incident into a state, with its deadline and place in the queue, and say so in the log."""
    now = await spaces.now(session)
    await store.change(
        session,
        row.row.id,
        {
            "state": state,
            "state_at": now,
            "acted_at": row.row.acted_at or now,
            "seen_at": row.row.seen_at or now,
            "seen_by": row.row.seen_by or caller.name,
            **standing(
                kind=row.row.kind,
                severity=row.row.severity,
                state=state,
                fields=row.row.fields,
                known_at=row.row.known_at,
                state_at=now,
            ),
        },
    )
    await store.add_state(session, row.row.id, state, caller.name, reason)
    after = await found(session, row.row.id)
    await record(session, after, op, more)
    return after


def _standing(row: Found) -> dict[str, Any]:
    values = standing(
        kind=row.row.kind,
        severity=row.row.severity,
        state=row.row.state,
        fields=row.row.fields,
        known_at=row.row.known_at,
        state_at=row.row.state_at,
        level=row.row.level,
    )
    if values["due_at"] == row.row.due_at:
        del values["escalate_at"]  # it climbs on when it would have
    return values
