"""Incidents as they are shown."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.definition import definition
from geoops.incidents.rules import rules
from geoops.incidents.schemas import AssigneeOut, IncidentOut, PositionOut, ReceiptOut
from geoops.incidents.states import OPEN, STATES
from geoops.incidents.store import Found
from geoops.kit import etags, spaces


def etag(found: Found) -> str:
    """What `If-Match` is compared with."""
    return etags.of_version(found.row.version)


async def out(session: AsyncSession, found: Found) -> IncidentOut:
    """One incident."""
    return (await outs(session, [found]))[0]


async def outs(session: AsyncSession, rows: Sequence[Found]) -> list[IncidentOut]:
    """Incidents in their order, with the names of their communes and whether they are overdue now."""
    names = await communes.names(session, sorted({f.row.commune_code for f in rows if f.row.commune_code}))
    now = await spaces.now(session)
    form, triage = definition(), rules()
    shown = []
    for found in rows:
        row = found.row
        name = names.get(row.commune_code) if row.commune_code else None
        shown.append(
            IncidentOut(
                id=row.id,
                kind=row.kind,
                kind_label=form.kind_label(row.kind).as_dict(),
                state=row.state,
                state_label=STATES[row.state].as_dict(),
                state_at=row.state_at,
                severity=row.severity,
                note=row.note,
                fields=row.fields,
                doubtful_fields=row.doubtful_fields,
                occurred_at=row.occurred_at,
                clock_doubtful=row.clock_doubtful,
                clock_offset_s=row.clock_offset_s,
                received_at=row.received_at,
                known_at=row.known_at,
                position=_position(found.lon, found.lat, row.accuracy_m, row.method),
                uncertainty_m=row.uncertainty_m,
                landmark=row.landmark,
                road=row.road,
                chainage=row.chainage,
                reporter_position=_position(
                    found.reporter_lon, found.reporter_lat, row.reporter_accuracy_m, row.reporter_method
                ),
                reporter_distance_m=row.reporter_distance_m,
                far_apart=row.far_apart,
                commune_code=row.commune_code,
                commune_name=name.full_name_vi if name else None,
                outside_scope=row.outside_scope,
                reporter=row.reported_by,
                due_at=row.due_at,
                overdue=row.due_at is not None and row.due_at < now and row.state in OPEN,
                level=row.level,
                level_label=triage.level(row.level).label.as_dict(),
                assignee=AssigneeOut(kind=row.assignee_kind or "person", name=row.assignee)
                if row.assignee
                else None,
                holder=row.holder,
                held_at=row.held_at,
                seen_at=row.seen_at,
                acted_at=row.acted_at,
                merged_into=row.merged_into,
                witnesses=row.witnesses,
                attachments=row.attachments,
                etag=etag(found),
            )
        )
    return shown


def receipt(found: Found) -> ReceiptOut:
    """What the reporter needs to know of a report."""
    row = found.row
    return ReceiptOut(
        id=row.id,
        received_at=row.received_at,
        known_at=row.known_at,
        state=row.state,
        state_label=STATES[row.state].as_dict(),
        seen_at=row.seen_at,
        acted_at=row.acted_at,
        merged_into=row.merged_into,
    )


def _position(
    lon: float | None, lat: float | None, accuracy_m: float | None, method: str | None
) -> PositionOut | None:
    if lon is None or lat is None:
        return None
    return PositionOut(lon=lon, lat=lat, accuracy_m=accuracy_m, method=method or "gps")
