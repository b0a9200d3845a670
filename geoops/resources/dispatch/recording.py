"""A step as it is kept and told: to those who follow the dispatch, to the owner of the units, on the incident's timeline."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service as incidents
from geoops.kit import changes
from geoops.resources.dispatch import store
from geoops.resources.dispatch.states import STATES
from geoops.resources.dispatch.store import Found
from geoops.resources.errors import IdTaken
from geoops.resources.kinds import kinds

DOMAIN: Final = "resources"
ENTITY: Final = "dispatch"


async def step(
    session: AsyncSession,
    found: Found,
    *,
    step_id: UUID,
    action: str,
    from_state: str | None,
    at: datetime,
    reason: str | None,
    override: str | None,
    before: Found | None = None,
) -> None:
    """Keep a step and tell of it: one row of the dispatch, in the commune that it goes to.

    The owner's commune hears of it through its resource, whose availability it changes (`dispatch` on the resource);
    an incident has it on its own timeline. Raises IdTaken.
    """
    row = found.row
    kept = await store.add_step(
        session,
        {
            "id": step_id,
            "dispatch_id": row.id,
            "number": row.version,
            "action": action,
            "from_state": from_state,
            "state": row.state,
            "amount": row.amount,
            "reason": reason,
            "override": override,
            "at": at,
        },
    )
    if not kept:
        raise IdTaken(extra={"id": str(step_id)})
    payload: dict[str, Any] = {
        "state": row.state,
        "from_state": from_state,
        "kind": row.kind,
        "amount": row.amount,
        "returned": row.returned,
        "resource_id": str(row.resource_id) if row.resource_id else None,
        "team": row.team,
        "commune_code": row.commune_code,
        "to_commune_code": row.to_commune_code,
        "incident_id": str(row.incident_id) if row.incident_id else None,
        "reason": reason,
        "override": override,
        "lon": found.to_lon,
        "lat": found.to_lat,
        "version": row.version,
    }
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=str(row.id),
        op=action,
        commune_code=row.to_commune_code,
        at=at,
        payload=payload,
    )
    of = row if row.resource_id or row.team else before.row if before else row
    if of.commune_code is not None and (of.resource_id or of.team):
        await changes.record(
            session,
            domain=DOMAIN,
            entity="resource" if of.resource_id else "team",
            entity_id=str(of.resource_id or of.team),
            op="dispatch",
            commune_code=of.commune_code,
            at=at,
            payload={"dispatch_id": str(row.id), "state": row.state, "kind": row.kind, "amount": row.amount},
        )
    if row.incident_id is not None:
        await incidents.tell(
            session,
            row.incident_id,
            "dispatch",
            commune_code=row.to_commune_code,
            payload={
                "dispatch_id": str(row.id),
                "step": action,
                "state": row.state,
                "kind": row.kind,
                "amount": row.amount,
                "text": said(found, reason),
            },
        )


def said(found: Found, reason: str | None) -> str:
    """A step in one line for the timeline: “2 chiếc Xuồng máy: Đang đi (lý do)”."""
    row = found.row
    kind = kinds().get(row.kind)
    what = row.team or (f"{row.amount:g} {kind.unit} {kind.name.vi}" if kind else f"{row.amount:g} đội")
    return f"{what}: {STATES[row.state].vi}" + (f" ({reason})" if reason else "")
