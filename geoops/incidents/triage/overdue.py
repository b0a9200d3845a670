"""What was not done in time climbs to the next level."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents import service, urgency
from geoops.incidents import store as incidents_store
from geoops.incidents.definition import definition
from geoops.incidents.escalation import service as escalation
from geoops.incidents.escalation.message import Raised
from geoops.incidents.recording import record
from geoops.incidents.rules import rules
from geoops.incidents.triage import store
from geoops.kit import spaces

AT_ONCE = 200


async def climb(session: AsyncSession) -> int:
    """Raise up to `AT_ONCE` overdue incidents of the space by a level and tell who is concerned; how many it were."""
    triage, form = rules(), definition()
    now = await spaces.now(session)
    rows = await store.overdue(session, len(triage.escalation.levels) - 1, AT_ONCE)
    names = await communes.names(session, sorted({f.row.commune_code for f in rows if f.row.commune_code}))
    raised: list[Raised] = []
    for found in rows:
        row = found.row
        level = row.level + 1
        reasons = urgency.reasons(
            form,
            triage,
            kind=row.kind,
            severity=row.severity,
            state=row.state,
            level=level,
            fields=row.fields,
        )
        await incidents_store.change(
            session,
            row.id,
            {
                "level": level,
                "escalate_at": now + timedelta(minutes=triage.escalation.every),
                "queue_at": urgency.queue_at(row.known_at, reasons),
            },
            counts=False,
        )
        after = await service.found(session, row.id)
        label = triage.level(level).label
        await record(session, after, "escalate", {"level": level, "to": label.as_dict()})
        here = names.get(row.commune_code) if row.commune_code else None
        raised.append(
            Raised(
                incident_id=row.id,
                kind=form.kind_label(row.kind).vi,
                place=f"{here.full_name_vi}, {here.province_name}" if here else "chưa rõ xã",
                level=level,
                level_name=label.vi,
                severity=row.severity,
                due_at=row.due_at or now,
                province_code=here.province_code if here else None,
                commune_code=row.commune_code,
            )
        )
    if rows:
        await escalation.tell(session, rows[0].row.space, raised)
    return len(rows)
