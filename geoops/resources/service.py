"""What is asked about four on the spot by routes and other domains. Takes a session, never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.hazards import service as hazards
from geoops.hazards.jobs import rasters_folder
from geoops.kit import spaces
from geoops.kit.context import Scope
from geoops.resources import store
from geoops.resources.assessing.norms import shipped
from geoops.resources.assessing.records import Assessment, Supposed
from geoops.resources.assessing.schemas import ReadinessOut
from geoops.resources.assessing.service import assess
from geoops.resources.changing import change_command_post, change_resource, change_shelter
from geoops.resources.errors import UnknownResource, UnknownShelter, UnknownStore
from geoops.resources.keeping import add_store, close_store
from geoops.resources.kinds import PILLARS
from geoops.resources.models import CommandPost, Resource, Store
from geoops.resources.readiness import CommunePillars, pillars
from geoops.resources.schemas import CommandPostOut, CountOut, ResourceOut, ShelterOut, StoreOut
from geoops.resources.showing import command_post_out, resource_out, shelter_out, store_out
from geoops.resources.store import Narrow, When
from geoops.resources.taking import (
    add_command_post,
    add_resource,
    add_shelter,
    count_resource,
    count_shelter,
)
from geoops.settings import get_settings

__all__ = [
    "Narrow",
    "add_command_post",
    "add_resource",
    "add_shelter",
    "add_store",
    "any_demo",
    "change_command_post",
    "change_resource",
    "change_shelter",
    "clear_demo",
    "close_store",
    "codes_of",
    "command_post",
    "command_posts",
    "communes_in",
    "count_resource",
    "count_shelter",
    "counts",
    "moment",
    "of_commune",
    "one_store",
    "readiness",
    "resource",
    "resources",
    "shelter",
    "shelters",
    "shown",
    "space_of",
    "store_named",
    "stores",
]

any_demo = store.any_demo
clear_demo = store.clear_demo
space_of = store.space_of


async def moment(session: AsyncSession, at: datetime | None = None, known_at: datetime | None = None) -> When:
    """The two times of a question; the space's clock where they are left out."""
    now = await spaces.now(session)
    return When(at or now, known_at or now)


async def resources(
    session: AsyncSession, when: When, narrow: Narrow, *, contacts: bool = False
) -> list[ResourceOut]:
    """Resources with their newest count, in the order of their ids; one more than `limit` where there are more. With
    `contacts` also who leads them and how to reach them: for those who keep the inventory."""
    rows = await store.resources(session, when, narrow)
    names = await communes.names(session, [row[0].commune_code for row in rows])
    return [resource_out(row, names, when.at, contacts=contacts) for row in rows]


async def resource(session: AsyncSession, when: When, id_: UUID, *, contacts: bool = False) -> ResourceOut:
    """One resource; raises UnknownResource."""
    row = await store.resource(session, when, id_)
    if row is None:
        raise UnknownResource(extra={"id": str(id_)})
    names = await communes.names(session, [row[0].commune_code])
    return resource_out(row, names, when.at, contacts=contacts)


async def counts(session: AsyncSession, id_: UUID, limit: int) -> list[CountOut]:
    """The history of a resource, newest first; raises UnknownResource."""
    if await store.by_id(session, Resource, id_) is None:
        raise UnknownResource(extra={"id": str(id_)})
    return [
        CountOut(
            quantity=row.quantity,
            state=row.state,
            counted_at=row.counted_at,
            counter=row.counter,
            known_at=row.known_at,
        )
        for row in await store.counts(session, id_, limit)
    ]


async def store_named(session: AsyncSession, commune_code: str, name: str) -> UUID | None:
    """The id of the open store of that name in a commune."""
    found = await store.store_named(session, commune_code, name)
    return found.id if found is not None else None


async def stores(session: AsyncSession, narrow: Narrow, *, closed: bool = False) -> list[StoreOut]:
    """Stores in the order of their ids; one more than `limit` where there are more."""
    rows = await store.stores(session, narrow, closed=closed)
    names = await communes.names(session, [row[0].commune_code for row in rows])
    return [store_out(row, names) for row in rows]


async def one_store(session: AsyncSession, id_: UUID) -> StoreOut:
    """One store; raises UnknownStore."""
    kept = await store.by_id(session, Store, id_)
    if kept is None:
        raise UnknownStore(extra={"id": str(id_)})
    found = await stores(session, Narrow(communes=[kept.commune_code]), closed=True)
    return next(one for one in found if one.id == id_)


async def shelters(session: AsyncSession, when: When, narrow: Narrow) -> list[ShelterOut]:
    """Shelters with their newest count, in the order of their ids; one more than `limit` where there are more."""
    rows = await store.shelters(session, when, narrow)
    names = await communes.names(session, [row[0].commune_code for row in rows])
    zones = await _zones(session, rows)
    return [shelter_out(row, names, when.at, here) for row, here in zip(rows, zones, strict=True)]


async def _zones(session: AsyncSession, rows: Sequence[Any]) -> list[list[str] | None]:
    """The hazard zones that shelters lie in, by the country's norm of what counts as one."""
    part = shipped()["exposed_class_share"].value
    folder = rasters_folder(get_settings().home)
    return await hazards.zones_at(session, [(row.lon, row.lat) for row in rows], folder, part=part)


async def shelter(session: AsyncSession, when: When, id_: UUID) -> ShelterOut:
    """One shelter; raises UnknownShelter."""
    row = await store.shelter(session, when, id_)
    if row is None:
        raise UnknownShelter(extra={"id": str(id_)})
    names = await communes.names(session, [row[0].commune_code])
    (zones,) = await _zones(session, [row])
    return shelter_out(row, names, when.at, zones)


async def command_posts(session: AsyncSession, when: When, narrow: Narrow) -> list[CommandPostOut]:
    """Seats of the communes' commands, in the order of their ids; one more than `limit` where there are more."""
    rows = await store.command_posts(session, when, narrow)
    names = await communes.names(session, [row.commune_code for row in rows])
    return [command_post_out(row, names, when.at) for row in rows]


async def command_post(session: AsyncSession, when: When, id_: UUID) -> CommandPostOut:
    """One seat, which must be there."""
    post = await store.by_id(session, CommandPost, id_)
    assert post is not None
    return command_post_out(post, await communes.names(session, [post.commune_code]), when.at)


async def codes_of(session: AsyncSession, province: str) -> list[str]:
    """The codes of a province's communes."""
    units = await communes.page(session, province=province, day=None, after=None, limit=1000)
    return [unit.code for unit in units]


async def communes_in(
    session: AsyncSession,
    scope: Scope,
    *,
    province: str | None = None,
    commune: str | None = None,
    after: str | None = None,
    limit: int,
) -> list[Commune]:
    """Communes of a scope (and a province) by code, from after a code on: what is outside is not said to be empty.

    Raises UnknownCommune where a single commune is asked for that is not there.
    """
    if commune is not None:
        unit = await communes.commune(session, commune)
        return [unit] if scope.covers(unit.code, unit.province_code) else []
    if scope.nation or province in scope.provinces:
        return await communes.page(session, province=province, day=None, after=after, limit=limit)
    found: dict[str, Commune] = {}
    for code in scope.provinces if province is None else ():
        for unit in await communes.page(session, province=code, day=None, after=after, limit=limit):
            found[unit.code] = unit
    for name in (await communes.names(session, scope.communes)).values():
        if province in (None, name.province_code) and (after is None or name.code > after):
            found[name.code] = await communes.commune(session, name.code)
    return [found[code] for code in sorted(found)][:limit]


async def readiness(
    session: AsyncSession, when: When, units: Sequence[Commune], supposed: Supposed | None = None
) -> list[ReadinessOut]:
    """The readiness of these communes, in their order, with what was counted of each pillar."""
    found = await assess(session, units, at=when.at, known_at=when.known_at, supposed=supposed)
    return await shown(session, when, found)


async def shown(session: AsyncSession, when: When, found: Sequence[Assessment]) -> list[ReadinessOut]:
    """Assessments as they go out, with what was counted of each pillar."""
    counted = await _pillars(session, when, [one.commune.code for one in found])
    nothing = CommunePillars(dict.fromkeys(PILLARS), demo=False)
    return [
        ReadinessOut.of(one, here.pillars, when.at, demo=here.demo)
        for one in found
        for here in [counted.get(one.commune.code, nothing)]
    ]


async def of_commune(
    session: AsyncSession, commune_code: str, at: datetime | None = None, known_at: datetime | None = None
) -> CommunePillars:
    """The four pillars of one commune, for its situation."""
    found = await _pillars(session, await moment(session, at, known_at), [commune_code])
    return found.get(commune_code, CommunePillars(dict.fromkeys(PILLARS), demo=False))


async def _pillars(session: AsyncSession, when: When, codes: Sequence[str]) -> dict[str, CommunePillars]:
    narrow = Narrow(communes=codes)
    return pillars(
        await store.resources(session, when, narrow),
        await store.shelters(session, when, narrow),
        await store.command_posts(session, when, narrow),
        when.at,
    )
