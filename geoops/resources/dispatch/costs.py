"""What a dispatch cost, in money and hours of work: for the review after the action."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.resources.dispatch import recording, store
from geoops.resources.dispatch.errors import UnknownDispatch
from geoops.resources.dispatch.schemas import DispatchCostIn, DispatchCostOut
from geoops.resources.dispatch.showing import cost_out
from geoops.resources.errors import IdTaken


async def costs(session: AsyncSession, dispatch_id: UUID) -> list[DispatchCostOut]:
    """The costs that stand; raises UnknownDispatch."""
    await _seen(session, dispatch_id)
    return [cost_out(row) for row in await store.costs(session, dispatch_id)]


async def add_cost(
    session: AsyncSession, dispatch_id: UUID, body: DispatchCostIn
) -> tuple[DispatchCostOut, bool]:
    """Write a cost down; the same again is found and answered. Raises UnknownDispatch, IdTaken."""
    to_commune = await _seen(session, dispatch_id)
    values = body.model_dump(exclude={"id"}) | {"dispatch_id": dispatch_id}
    new = await store.add_cost(session, values | {"id": body.id})
    kept = await store.cost(session, body.id)
    if kept is None or any(getattr(kept, name) != value for name, value in values.items()):
        raise IdTaken(extra={"id": str(body.id)})
    if new:
        await _record(session, dispatch_id, "cost", to_commune, body)
    return cost_out(kept), new


async def remove_cost(session: AsyncSession, dispatch_id: UUID, cost_id: UUID) -> None:
    """Take back a cost that was written by mistake; it stays in the books. Raises UnknownDispatch."""
    to_commune = await _seen(session, dispatch_id)
    kept = await store.cost(session, cost_id)
    if kept is None or kept.dispatch_id != dispatch_id:
        raise UnknownDispatch
    if await store.remove_cost(session, cost_id):
        await _record(session, dispatch_id, "uncost", to_commune, cost_out(kept))


async def _seen(session: AsyncSession, dispatch_id: UUID) -> str:
    found = await store.get(session, dispatch_id)
    if found is None:
        raise UnknownDispatch
    return found.row.to_commune_code


async def _record(
    session: AsyncSession,
    dispatch_id: UUID,
    op: str,
    commune_code: str,
    cost: DispatchCostIn | DispatchCostOut,
) -> None:
    await changes.record(
        session,
        domain=recording.DOMAIN,
        entity=recording.ENTITY,
        entity_id=str(dispatch_id),
        op=op,
        commune_code=commune_code,
        payload={"item": cost.item, "amount_vnd": cost.amount_vnd, "hours": cost.hours},
    )
