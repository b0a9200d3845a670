"""The people behind the figures: kept for those who need them, said to nobody else."""

import uuid
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.damage import store
from geoops.incidents.damage.errors import DamageConflict, UnknownDamageReport
from geoops.incidents.damage.models import DamageVictim
from geoops.incidents.damage.schemas import VictimIn
from geoops.incidents.damage.service import get
from geoops.kit import changes
from geoops.kit.context import Caller


async def add(session: AsyncSession, report_id: uuid.UUID, body: VictimIn, caller: Caller) -> bool:
    """Write a person down; False where the id is there. Raises UnknownDamageReport, DamageConflict.

    The change log says that somebody was written down, and nothing of who it is.
    """
    kept = await get(session, report_id)
    new = await store.add_victim(
        session,
        {
            **body.model_dump(),
            "report_id": report_id,
            "commune_code": kept.commune_code,
            "written_by": caller.name,
        },
    )
    if not new and body.id not in {row.id for row in await store.victims(session, report_id)}:
        raise DamageConflict
    if new:
        await _record(session, report_id, kept.commune_code, "add")
    return new


async def of_report(session: AsyncSession, report_id: uuid.UUID) -> Sequence[DamageVictim]:
    """The people of a report; raises UnknownDamageReport."""
    await get(session, report_id)
    return await store.victims(session, report_id)


async def remove(session: AsyncSession, report_id: uuid.UUID, victim_id: uuid.UUID) -> None:
    """Take out a person written down by mistake; raises UnknownDamageReport."""
    kept = await get(session, report_id)
    if not await store.remove_victim(session, report_id, victim_id):
        raise UnknownDamageReport
    await _record(session, report_id, kept.commune_code, "remove")


async def _record(session: AsyncSession, report_id: uuid.UUID, commune_code: str, op: str) -> None:
    await changes.record(
        session,
        domain="damage",
        entity="damage_victim",
        entity_id=str(report_id),
        op=op,
        commune_code=commune_code,
    )
