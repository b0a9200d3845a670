"""What was not done in time climbs to the next level."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service, urgency
from geoops.incidents import store as incidents_store
from geoops.incidents.definition import definition
from geoops.incidents.recording import record
from geoops.incidents.rules import rules
from geoops.incidents.triage import store
from geoops.kit import spaces

AT_ONCE = 200


async def climb(session: AsyncSession) -> int:
    """Raise up to `AT_ONCE` overdue incidents of the space by a level; says how many it were."""
    triage, form = rules(), definition()
    now = await spaces.now(session)
    rows = await store.overdue(session, len(triage.escalation.levels) - 1, AT_ONCE)
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
    return len(rows)
