"""Taking in a report: placed, timed, kept once, told to everybody who may know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import outgoing, placing, store
from geoops.incidents.definition import definition
from geoops.incidents.recording import record
from geoops.incidents.schemas import IncidentIn, IncidentOut, PositionIn
from geoops.incidents.standing import standing
from geoops.incidents.store import Found
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: new, a repeat of what is kept, or (no incident) in contradiction with it."""

    incident: IncidentOut | None
    new: bool


async def report(
    session: AsyncSession, body: IncidentIn, caller: Caller, device_time: datetime | None = None
) -> Taken:
    """Keep a report. The same again is found and answered; another under the same id is kept as a contradiction.

    `device_time` is what the sending device's clock shows now. Raises PlaceMissing, PlaceSwapped, PlaceOutside,
    UnknownCommune, InputRefused.
    """
    values = await _values(session, body, caller, device_time)
    new = await store.add(session, values)
    found = await store.get(session, body.id)
    if found is None or (not new and bytes(found.row.content_hash) != values["content_hash"]):
        await _contradiction(session, body, values, found)
        return Taken(None, new=False)
    if new:
        await store.add_state(session, body.id, "reported", caller.name)
        await record(session, found, "create", {"note": found.row.note} if found.row.note else None)
    return Taken(await outgoing.out(session, found), new)


async def _values(
    session: AsyncSession, body: IncidentIn, caller: Caller, device_time: datetime | None
) -> dict[str, Any]:
    fields, doubtful = _answers(body)
    now = await spaces.now(session)
    wall = utc_now()
    occurred_at = placing.check_time(body.occurred_at or now, max(now, wall))
    offset_s = round((device_time - wall).total_seconds(), 1) if device_time else None
    position = body.position or await placing.of_chainage(
        session, body.road, body.chainage, needed=body.commune_code is None
    )
    commune_code = await placing.commune_of(session, position, body.commune_code)
    if body.reporter_position is not None:
        placing.check_position("reporter_position", body.reporter_position)
    apart = placing.apart(position, body.reporter_position)
    return {
        "id": body.id,
        "kind": body.kind,
        "severity": body.severity,
        "note": body.note or None,
        "fields": fields,
        "doubtful_fields": doubtful,
        "definition_version": body.definition_version,
        "occurred_at": occurred_at,
        "clock_doubtful": placing.clock_doubtful(occurred_at, now, offset_s),
        "clock_offset_s": offset_s,
        **place_values(position),
        "method": position.method if position else "commune",
        "landmark": body.landmark or None,
        "road": body.road or None,
        "chainage": body.chainage or None,
        **_reporter_values(body.reporter_position),
        "reporter_distance_m": apart.metres,
        "far_apart": apart.far,
        "commune_code": commune_code,
        "outside_scope": not await placing.in_scope(session, caller, commune_code),
        "reported_by": caller.name,
        "device_id": body.device_id,
        "content_hash": body.content_hash(),
        **standing(
            kind=body.kind,
            severity=body.severity,
            state="reported",
            fields=fields,
            known_at=now,
            state_at=now,
        ),
    }


def place_values(position: PositionIn | None) -> dict[str, Any]:
    """The columns of an incident's place."""
    if position is None:
        return {}
    return {
        "geom": store.point(position.lon, position.lat),
        "geom_3857": store.web_mercator(position.lon, position.lat),
        "accuracy_m": position.accuracy_m,
        "uncertainty_m": placing.uncertainty_m(position),
    }


def _reporter_values(position: PositionIn | None) -> dict[str, Any]:
    if position is None:
        return {}
    return {
        "reporter_geom": store.point(position.lon, position.lat),
        "reporter_accuracy_m": position.accuracy_m,
        "reporter_method": position.method,
    }


def _answers(body: IncidentIn) -> tuple[dict[str, Any], list[str]]:
    """The answers as they are kept, and the names of those that only an older form explains.

    A phone that was away while the form changed must not lose its report: what was written by another version is
    kept as it came, and marked. Raises InputRefused for what the form of today does not take.
    """
    form = definition()
    sent = dict(body.fields or {})
    older = body.definition_version is not None and body.definition_version != form.version
    if body.kind not in form.kinds and not older:
        check_kind(body.kind)
    kept, faults = form.checked_fields(body.kind, sent)
    if not faults:
        return kept, []
    if not older:
        raise InputRefused(faults=faults)
    doubtful = sorted(name for name in sent if name not in kept and sent[name] not in (None, "", []))
    return kept | {name: sent[name] for name in doubtful}, doubtful


def check_kind(kind: str) -> None:
    """Raises InputRefused for a kind that the form does not have."""
    form = definition()
    if kind not in form.kinds:
        known = ", ".join(form.kinds)
        raise InputRefused(
            faults=[
                Fault(
                    Text(f"không có loại “{kind}”; các loại: {known}", f"no such kind; use {known}"),
                    field="kind",
                )
            ]
        )


async def _contradiction(
    session: AsyncSession, body: IncidentIn, values: dict[str, Any], found: Found | None
) -> None:
    """Keep it beside the incident, once; in the log of the incident where the sender may know of that."""
    kept = await store.contradict(
        session,
        {
            "incident_id": body.id,
            "commune_code": values["commune_code"],
            "body": body.model_dump(mode="json", exclude_none=True),
            "content_hash": values["content_hash"],
            "reported_by": values["reported_by"],
        },
    )
    if kept and found is not None:
        await record(session, found, "contradict", {"reporter": values["reported_by"]})
