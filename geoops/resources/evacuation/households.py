"""The list of households of an order: personal data. No name, number or need goes into the change log or a layer."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.resources.errors import IdTaken
from geoops.resources.evacuation import store
from geoops.resources.evacuation.errors import UnknownEvacuation
from geoops.resources.evacuation.models import EvacuationHousehold
from geoops.resources.evacuation.schemas import HouseholdIn, HouseholdOut
from geoops.resources.taking import fingerprint


async def households(session: AsyncSession, evacuation_id: UUID) -> list[HouseholdOut]:
    """The households of an order. Raises UnknownEvacuation."""
    await _commune(session, evacuation_id)
    return [
        HouseholdOut(
            id=row.id,
            head=row.head,
            phone=row.phone,
            people=row.people,
            needs=row.needs,
            noted_by=row.noted_by,
            known_at=row.known_at,
        )
        for row in await store.households(session, evacuation_id)
    ]


async def add_household(session: AsyncSession, evacuation_id: UUID, body: HouseholdIn) -> bool:
    """Write a household down; False where this very one is there. Raises UnknownEvacuation, IdTaken."""
    commune_code = await _commune(session, evacuation_id)
    print_ = fingerprint(body)
    values = body.model_dump() | {"evacuation_id": evacuation_id, "body_sha256": print_}
    kept = await store.add(session, EvacuationHousehold, values)
    if kept is None:
        await _record(session, evacuation_id, "household", commune_code)
        return True
    if kept != print_:
        raise IdTaken(extra={"id": str(body.id)})
    return False


async def remove_household(session: AsyncSession, evacuation_id: UUID, id_: UUID) -> None:
    """Take a household off the list. Raises UnknownEvacuation."""
    commune_code = await _commune(session, evacuation_id)
    if not await store.remove_household(session, evacuation_id, id_):
        raise UnknownEvacuation
    await _record(session, evacuation_id, "unhousehold", commune_code)


async def _commune(session: AsyncSession, evacuation_id: UUID) -> str:
    row = await store.get(session, evacuation_id)
    if row is None:
        raise UnknownEvacuation
    return row.commune_code


async def _record(session: AsyncSession, evacuation_id: UUID, op: str, commune_code: str) -> None:
    await changes.record(
        session,
        domain="resources",
        entity="evacuation",
        entity_id=str(evacuation_id),
        op=op,
        commune_code=commune_code,
    )
