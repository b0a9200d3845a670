"""What happens to a report: placed, kept once, told to everybody who may know, followed through its states."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents import store
from geoops.incidents.definition import definition
from geoops.incidents.errors import (
    IncidentConflict,
    PlaceMissing,
    PlaceOutside,
    PlaceSwapped,
    UnknownCommune,
    UnknownIncident,
    WrongState,
)
from geoops.incidents.schemas import IncidentIn, IncidentOut, IncidentPatch, PositionIn, PositionOut
from geoops.incidents.states import ACTIONS, STATES
from geoops.incidents.store import Found
from geoops.kit import changes, spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, PreconditionFailed
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST, FUTURE_ALLOWANCE

FURTHEST_AHEAD = timedelta(days=3660)
BOX = (101.5, 6.0, 118.5, 24.0)
"""Vietnam with its islands and the sea between (EPSG:4326), generously; a position outside it is a mistake."""


async def report(session: AsyncSession, body: IncidentIn, caller: Caller) -> tuple[IncidentOut, bool]:
    """Keep a report; the second value says whether it is new.

    The same report again is found and answered; another report under the same id raises IncidentConflict.
    Raises PlaceMissing, PlaceSwapped, PlaceOutside, UnknownCommune, InputRefused.
    """
    _check_kind(body.kind)
    now = await spaces.now(session)
    occurred_at = _check_time(body.occurred_at or now, max(now, utc_now()))
    commune_code = await _place(session, body)
    values: dict[str, Any] = {
        "id": body.id,
        "kind": body.kind,
        "severity": body.severity,
        "note": body.note or None,
        "occurred_at": occurred_at,
        "clock_doubtful": occurred_at > max(now, utc_now()) + FUTURE_ALLOWANCE,
        "method": body.position.method if body.position else "commune",
        "commune_code": commune_code,
        "outside_scope": not await _in_scope(session, caller, commune_code),
        "reported_by": caller.name,
        "content_hash": body.content_hash(),
    }
    if body.position is not None:
        values["geom"] = store.point(body.position.lon, body.position.lat)
        values["geom_3857"] = store.web_mercator(body.position.lon, body.position.lat)
        values["accuracy_m"] = body.position.accuracy_m
    if body.reporter_position is not None:
        values["reporter_geom"] = store.point(body.reporter_position.lon, body.reporter_position.lat)
        values["reporter_accuracy_m"] = body.reporter_position.accuracy_m
        values["reporter_method"] = body.reporter_position.method
    new = await store.add(session, values)
    found = await store.get(session, body.id)
    if found is None or (not new and bytes(found.row.content_hash) != body.content_hash()):
        raise IncidentConflict
    if new:
        await store.add_state(session, body.id, "reported", caller.name)
        await _record(session, found, "create")
    return await _out(session, found), new


async def get(session: AsyncSession, incident_id: uuid.UUID) -> IncidentOut:
    """The incident; raises UnknownIncident."""
    found = await store.get(session, incident_id)
    if found is None:
        raise UnknownIncident
    return await _out(session, found)


async def listing(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    commune_code: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    known_at: datetime | None = None,
) -> list[IncidentOut]:
    """Newest first, up to `limit + 1` of them, so that the caller can tell whether there are more."""
    rows = await store.page(
        session, limit, after, commune_code=commune_code, kind=kind, state=state, known_at=known_at
    )
    return await _outs(session, rows)


async def open_in(session: AsyncSession, commune_code: str, limit: int = 20) -> tuple[int, list[IncidentOut]]:
    """How many incidents of the commune are open, and the newest of them."""
    count = await store.count_open(session, commune_code)
    rows = await listing(session, limit, None, commune_code=commune_code, state="open")
    return count, rows[:limit]


async def amend(
    session: AsyncSession, incident_id: uuid.UUID, patch: IncidentPatch, if_match: str | None
) -> IncidentOut:
    """Change kind, severity or note. Raises UnknownIncident, PreconditionFailed, InputRefused."""
    found = await _for_update(session, incident_id, if_match)
    wanted = patch.changes()
    if wanted.get("kind") is not None:
        _check_kind(wanted["kind"])
    elif "kind" in wanted:
        raise InputRefused(faults=[Fault(Text("không được để trống", "must not be empty"), field="kind")])
    before = {name: getattr(found.row, name) for name in wanted}
    await store.change(session, incident_id, wanted)
    after = await store.get(session, incident_id)
    assert after is not None
    await _record(session, after, "amend", {"before": before})
    return await _out(session, after)


async def act(
    session: AsyncSession,
    incident_id: uuid.UUID,
    name: str,
    reason: str | None,
    if_match: str | None,
    caller: Caller,
) -> IncidentOut:
    """Take a step in the incident's life. Raises UnknownIncident, PreconditionFailed, WrongState, InputRefused."""
    action = ACTIONS.get(name)
    if action is None:
        known = ", ".join(ACTIONS)
        raise InputRefused(
            Text(f"Không có việc “{name}”; các việc: {known}", f"No action “{name}”; there are {known}")
        )
    found = await _for_update(session, incident_id, if_match)
    if found.row.state not in action.from_states:
        raise WrongState(extra={"state": found.row.state})
    if action.needs_reason and not reason:
        raise InputRefused(faults=[Fault(Text("cần nêu lý do", "a reason is needed"), field="reason")])
    before = found.row.state
    await store.change(session, incident_id, {"state": action.to_state})
    await store.add_state(session, incident_id, action.to_state, caller.name, reason)
    after = await store.get(session, incident_id)
    assert after is not None
    await _record(session, after, name, {"before": {"state": before}, "reason": reason})
    return await _out(session, after)


def etag(found: Found) -> str:
    """What `If-Match` is compared with."""
    return f'"{found.row.version}"'


async def _for_update(session: AsyncSession, incident_id: uuid.UUID, if_match: str | None) -> Found:
    found = await store.get(session, incident_id, for_update=True)
    if found is None:
        raise UnknownIncident
    if if_match is None:
        raise PreconditionFailed(Text("Thiếu tiêu đề If-Match", "The header If-Match is missing"))
    if if_match.strip() not in ("*", etag(found)):
        raise PreconditionFailed(extra={"etag": etag(found)})
    return found


def _check_kind(kind: str) -> None:
    if kind not in definition().kinds:
        known = ", ".join(definition().kinds)
        raise InputRefused(
            faults=[
                Fault(
                    Text(f"không có loại “{kind}”; các loại: {known}", f"no such kind; use {known}"),
                    field="kind",
                )
            ]
        )


def _check_time(moment: datetime, now: datetime) -> datetime:
    """A time somewhat ahead is kept and marked (the phone's clock is wrong, the report is not); absurd ones are not."""
    if moment < EARLIEST or moment > now + FURTHEST_AHEAD:
        raise InputRefused(
            faults=[
                Fault(
                    Text(
                        "thời gian quá xa (trước 1950 hoặc hơn 10 năm tới)",
                        "before 1950 or over 10 years ahead",
                    ),
                    field="occurred_at",
                )
            ]
        )
    return moment


async def _place(session: AsyncSession, body: IncidentIn) -> str | None:
    """The commune of a report: that of its position, else the one it names. None for a place in no commune."""
    if body.commune_code is not None and not await communes.names(session, [body.commune_code]):
        raise UnknownCommune(faults=[Fault(UnknownCommune.title, field="commune_code")])
    for field, position in (("position", body.position), ("reporter_position", body.reporter_position)):
        if position is not None:
            _check_position(field, position)
    if body.position is None:
        if body.commune_code is None:
            raise PlaceMissing
        return body.commune_code
    located = (await communes.locate_many(session, [body.position.lon], [body.position.lat]))[0]
    return located or body.commune_code


def _check_position(field: str, position: PositionIn) -> None:
    west, south, east, north = BOX
    if west <= position.lon <= east and south <= position.lat <= north:
        return
    if west <= position.lat <= east and south <= position.lon <= north:
        raise PlaceSwapped(faults=[Fault(PlaceSwapped.title, field=field)])
    if field == "position":
        raise PlaceOutside(faults=[Fault(PlaceOutside.title, field=field)])
    if abs(position.lat) > 90:
        raise InputRefused(
            faults=[Fault(Text("vĩ độ ngoài -90 đến 90", "latitude outside -90 to 90"), field=field)]
        )


async def _in_scope(session: AsyncSession, caller: Caller, commune_code: str | None) -> bool:
    if commune_code is None:
        return caller.scope.covers(None, None)
    return caller.scope.covers(commune_code, await communes.province_of(session, commune_code))


async def _record(session: AsyncSession, found: Found, op: str, more: dict[str, Any] | None = None) -> None:
    row = found.row
    await changes.record(
        session,
        domain="incidents",
        entity="incident",
        entity_id=str(row.id),
        op=op,
        commune_code=row.commune_code,
        at=row.occurred_at,
        payload={
            "kind": row.kind,
            "state": row.state,
            "severity": row.severity,
            "lon": found.lon,
            "lat": found.lat,
            **(more or {}),
        },
    )


async def _out(session: AsyncSession, found: Found) -> IncidentOut:
    return (await _outs(session, [found]))[0]


async def _outs(session: AsyncSession, rows: Sequence[Found]) -> list[IncidentOut]:
    names = await communes.names(session, sorted({f.row.commune_code for f in rows if f.row.commune_code}))
    form = definition()
    out = []
    for found in rows:
        row = found.row
        name = names.get(row.commune_code) if row.commune_code else None
        out.append(
            IncidentOut(
                id=row.id,
                kind=row.kind,
                kind_label=form.kind_label(row.kind).as_dict(),
                state=row.state,
                state_label=STATES[row.state].as_dict(),
                severity=row.severity,
                note=row.note,
                occurred_at=row.occurred_at,
                clock_doubtful=row.clock_doubtful,
                received_at=row.received_at,
                known_at=row.known_at,
                position=_position(found.lon, found.lat, row.accuracy_m, row.method),
                reporter_position=_position(
                    found.reporter_lon, found.reporter_lat, row.reporter_accuracy_m, row.reporter_method
                ),
                commune_code=row.commune_code,
                commune_name=name.full_name_vi if name else None,
                outside_scope=row.outside_scope,
                reporter=row.reported_by,
                etag=etag(found),
            )
        )
    return out


def _position(
    lon: float | None, lat: float | None, accuracy_m: float | None, method: str | None
) -> PositionOut | None:
    if lon is None or lat is None:
        return None
    return PositionOut(lon=lon, lat=lat, accuracy_m=accuracy_m, method=method or "gps")
