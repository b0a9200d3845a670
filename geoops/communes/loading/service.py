"""What a load decides: whether it is a repeat, what it replaces, what it writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store as units
from geoops.communes.boundaries.lineage import Descent
from geoops.communes.boundaries.preparing import Prepared
from geoops.communes.errors import OlderBoundaries, ProvincesLost
from geoops.communes.loading import store
from geoops.kit import changes


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; `repeat` where the same was active already and nothing was written."""

    version: int
    units: int
    repeat: bool


async def is_active(session: AsyncSession, checksum: str) -> bool:
    """Whether what has this checksum is what the map shows now."""
    active = await units.active_version(session)
    return active is not None and active.checksum == checksum


async def load_boundaries(session: AsyncSession, prepared: Prepared, *, only: bool = False) -> Loaded:
    """Make the prepared version the active one, all of it or nothing.

    Raises ProvincesLost when reference boundaries of provinces that it lacks are shown now, unless
    `only` says that this is meant; OlderBoundaries when what is shown holds from a later day.
    """
    await store.without_time_limit(session)
    await store.lock(session)
    active = await units.active_version(session)
    if active is not None and active.checksum == prepared.checksum:
        return Loaded(active.id, active.units, repeat=True)
    if active is not None and active.kind == "reference":
        if prepared.provenance.valid_from < active.valid_from:
            raise OlderBoundaries(active.valid_from)
        present = {province["code"] for province in prepared.provinces}
        lost = [code for code in await store.active_provinces(session) if code not in present]
        if lost and not only:
            raise ProvincesLost(lost)
    version = await store.add_version(session, prepared)
    await store.write_units(session, prepared, version)
    await store.write_shapes(session, prepared, version)
    await store.forget_approximate(session)
    await store.analyse(session)
    await changes.record(
        session,
        domain="communes",
        entity="boundary",
        entity_id=str(version),
        op="create",
        payload={
            "kind": prepared.provenance.kind,
            "units": len(prepared.communes),
            "valid_from": prepared.provenance.valid_from.isoformat(),
        },
        everyone=True,
    )
    return Loaded(version, len(prepared.communes), repeat=False)


async def load_lineage(session: AsyncSession, descents: Sequence[Descent]) -> int:
    """Replace what is known of the changes of the days that the pairs name; how many pairs there are."""
    await store.lock(session)
    days = sorted({descent.changed_on for descent in descents})
    await store.write_lineage(session, descents, days)
    await changes.record(
        session,
        domain="communes",
        entity="lineage",
        entity_id=",".join(day.isoformat() for day in days),
        op="update",
        payload={"pairs": len(descents)},
        everyone=True,
    )
    return len(descents)


async def lineage_known(session: AsyncSession) -> bool:
    """Whether any lineage is there."""
    return await store.lineage_known(session)
