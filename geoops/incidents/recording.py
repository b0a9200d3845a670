"""The change log of incidents: every action is one row there, and an incident's timeline is that log."""

import uuid
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.store import Found
from geoops.kit import changes
from geoops.kit.changes import Change

DOMAIN = "incidents"
INCIDENT = "incident"


async def record(session: AsyncSession, found: Found, op: str, more: dict[str, Any] | None = None) -> None:
    """Append what was done to an incident, with how it stands after it. `version` says which edits came later."""
    row = found.row
    await changes.record(
        session,
        domain=DOMAIN,
        entity=INCIDENT,
        entity_id=str(row.id),
        op=op,
        commune_code=row.commune_code,
        at=row.happened_at,
        payload={
            "kind": row.kind,
            "state": row.state,
            "severity": row.severity,
            "lon": found.lon,
            "lat": found.lat,
            "version": row.version,
            **(more or {}),
        },
    )


async def tell(
    session: AsyncSession, incident_id: uuid.UUID, op: str, commune_code: str | None, payload: dict[str, Any]
) -> None:
    """Append what another domain did for an incident; it edits nothing of the incident and so has no `version`."""
    await changes.record(
        session,
        domain=DOMAIN,
        entity=INCIDENT,
        entity_id=str(incident_id),
        op=op,
        commune_code=commune_code,
        payload=payload,
    )


async def timeline(
    session: AsyncSession, incident_id: uuid.UUID, *, after: int = 0, limit: int = 500
) -> list[Change]:
    """What happened to the incident, oldest first."""
    return await changes.read_entity(session, DOMAIN, INCIDENT, str(incident_id), after=after, limit=limit)


async def history(session: AsyncSession, incident_id: uuid.UUID) -> AsyncIterator[Change]:
    """All that ever happened to the incident, oldest first, however long it is."""
    last = 0
    while page := await timeline(session, incident_id, after=last):
        for change in page:
            yield change
        last = page[-1].seq


def jsonable(value: Any) -> Any:
    """A column's value as the log keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value
