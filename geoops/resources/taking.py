"""Taking in resources, shelters, command posts and their counts: checked, kept once under the sender's id, logged."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.resources import store
from geoops.resources.checking import (
    check_kind,
    check_quantity,
    check_shelter_kind,
    check_time,
    inner_point,
    place,
)
from geoops.resources.errors import IdTaken, UnknownResource, UnknownShelter
from geoops.resources.keeping import check_store
from geoops.resources.models import CommandPost, Resource, ResourceCount, Shelter, ShelterCount
from geoops.resources.schemas import (
    CommandPostIn,
    CountIn,
    OccupancyIn,
    PositionIn,
    ResourceIn,
    ShelterIn,
)

DESCRIBED = ("store", "store_id", "note", "expires_on", "norm", "skills", "leader", "phone", "radio")
"""What is said of a resource beside its counts, and may change."""
_FIRST_COUNT = UUID("5f0f4f5a-6d0e-5d5c-9a51-6b1f0a8f6f10")


def fingerprint(body: BaseModel) -> str:
    """What tells a repeat from another record under the same id."""
    content = body.model_dump(mode="json", exclude_none=True)
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _known(counted_at: datetime, demo: bool) -> dict[str, Any]:
    """Illustrative rows are known since they were counted: a replay that begins again shows them from its start."""
    return {"known_at": counted_at} if demo else {}


def _point(position: PositionIn | None) -> tuple[float, float] | None:
    return (position.lon, position.lat) if position is not None else None


async def _add(session: AsyncSession, table: type[Any], values: dict[str, Any]) -> bool:
    kept = await store.add(session, table, values)
    if kept is None:
        return True
    if kept != values["body_sha256"]:
        raise IdTaken(extra={"id": str(values["id"])})
    return False


async def add_resource(session: AsyncSession, body: ResourceIn, actor: str, *, demo: bool = False) -> bool:
    """Take a resource with its first count; False where this very one is there already. Illustrative ones are not
    logged one by one: their loader records the batch.

    Raises InputRefused, LonLatSwapped, IdTaken.
    """
    kind = check_kind(body.kind)
    check_quantity(kind, body.quantity, body.unit)
    counted_at = await check_time(session, body.counted_at)
    commune_code = await place(session, body.commune_code, body.position)
    if body.store_id is not None:
        await check_store(session, body.store_id, commune_code)
    described = body.model_dump(include=set(DESCRIBED), exclude_none=True)
    new = await _add(
        session,
        Resource,
        {
            "id": body.id,
            "commune_code": commune_code,
            "pillar": kind.pillar,
            "kind": kind.code,
            "name": body.name or kind.name.vi,
            "unit": kind.unit,
            **described,
            "position": _point(body.position),
            "beside": _point(body.position) or await inner_point(session, commune_code),
            "demo": demo,
            "body_sha256": fingerprint(body),
        }
        | _known(counted_at, demo),
    )
    if new:
        await store.add_count(
            session,
            ResourceCount,
            {
                "id": uuid5(_FIRST_COUNT, str(body.id)),
                "resource_id": body.id,
                "commune_code": commune_code,
                "quantity": body.quantity,
                "state": body.state,
                "counted_at": counted_at,
                "counter": actor,
            }
            | _known(counted_at, demo),
        )
    if new and not demo:
        await changes.record(
            session,
            domain="resources",
            entity="resource",
            entity_id=str(body.id),
            op="create",
            commune_code=commune_code,
            at=counted_at,
            payload={"kind": kind.code, "quantity": body.quantity, "unit": kind.unit},
        )
    return new


async def count_resource(session: AsyncSession, id_: UUID, body: CountIn, actor: str) -> bool:
    """Take a further count; False where this very one is there already. Raises UnknownResource, InputRefused, IdTaken."""
    resource = await store.by_id(session, Resource, id_)
    if resource is None:
        raise UnknownResource(extra={"id": str(id_)})
    check_quantity(check_kind(resource.kind), body.quantity)
    if resource.store_id is not None and body.quantity > 0:
        await check_store(session, resource.store_id, resource.commune_code)
    counted_at = await check_time(session, body.counted_at)
    values = {"resource_id": id_, "quantity": body.quantity, "state": body.state}
    added = await store.add_count(
        session,
        ResourceCount,
        values
        | {"id": body.id, "commune_code": resource.commune_code, "counted_at": counted_at, "counter": actor},
    )
    if not added:
        await _check_same(session, ResourceCount, body.id, values)
        return False
    await changes.record(
        session,
        domain="resources",
        entity="resource",
        entity_id=str(id_),
        op="count",
        commune_code=resource.commune_code,
        at=counted_at,
        payload={
            "kind": resource.kind,
            "quantity": body.quantity,
            "unit": resource.unit,
            "state": body.state,
        },
    )
    return True


async def add_shelter(session: AsyncSession, body: ShelterIn, actor: str, *, demo: bool = False) -> bool:
    """Take a shelter; False where this very one is there already. Raises InputRefused, LonLatSwapped, IdTaken."""
    check_shelter_kind(body.kind)
    counted_at = await check_time(session, body.counted_at)
    commune_code = await place(session, body.commune_code, body.position)
    values = body.model_dump(
        include={"id", "kind", "name", "capacity", "water", "power", "toilets", "accessible", "note"}
    )
    new = await _add(
        session,
        Shelter,
        values
        | {
            "commune_code": commune_code,
            "position": _point(body.position),
            "demo": demo,
            "body_sha256": fingerprint(body),
        }
        | _known(counted_at, demo),
    )
    if new:
        await store.add_count(
            session,
            ShelterCount,
            {
                "id": uuid5(_FIRST_COUNT, str(body.id)),
                "shelter_id": body.id,
                "commune_code": commune_code,
                "occupancy": body.occupancy,
                "counted_at": counted_at,
                "counter": actor,
            }
            | _known(counted_at, demo),
        )
    if new and not demo:
        await changes.record(
            session,
            domain="resources",
            entity="shelter",
            entity_id=str(body.id),
            op="create",
            commune_code=commune_code,
            at=counted_at,
            payload={"kind": body.kind, "capacity": body.capacity, "occupancy": body.occupancy},
        )
    return new


async def count_shelter(session: AsyncSession, id_: UUID, body: OccupancyIn, actor: str) -> bool:
    """Take a further count of the people in a shelter; False where this very one is there already.

    More people than places is taken and shown as such: they are there. Raises UnknownShelter, InputRefused, IdTaken.
    """
    shelter = await store.by_id(session, Shelter, id_)
    if shelter is None:
        raise UnknownShelter(extra={"id": str(id_)})
    counted_at = await check_time(session, body.counted_at)
    values = {"shelter_id": id_, "occupancy": body.occupancy}
    added = await store.add_count(
        session,
        ShelterCount,
        values
        | {"id": body.id, "commune_code": shelter.commune_code, "counted_at": counted_at, "counter": actor},
    )
    if not added:
        await _check_same(session, ShelterCount, body.id, values)
        return False
    await changes.record(
        session,
        domain="resources",
        entity="shelter",
        entity_id=str(id_),
        op="count",
        commune_code=shelter.commune_code,
        at=counted_at,
        payload={"capacity": shelter.capacity, "occupancy": body.occupancy},
    )
    return True


async def add_command_post(
    session: AsyncSession, body: CommandPostIn, actor: str, *, demo: bool = False
) -> bool:
    """Take a seat of a commune's command; False where this very one is there already. Names and numbers of people
    stay out of the change log. Raises InputRefused, IdTaken."""
    confirmed_at = await check_time(session, body.confirmed_at, "confirmed_at")
    commune_code = await place(session, body.commune_code, None)
    values = body.model_dump(include={"id", "role", "title", "holder", "phone"})
    new = await _add(
        session,
        CommandPost,
        values
        | {
            "commune_code": commune_code,
            "confirmed_at": confirmed_at,
            "counter": actor,
            "demo": demo,
            "body_sha256": fingerprint(body),
        }
        | _known(confirmed_at, demo),
    )
    if new and not demo:
        await changes.record(
            session,
            domain="resources",
            entity="command_post",
            entity_id=str(body.id),
            op="create",
            commune_code=commune_code,
            at=confirmed_at,
            payload={"role": body.role},
        )
    return new


async def _check_same(session: AsyncSession, table: type[Any], id_: UUID, values: dict[str, Any]) -> None:
    kept = await store.by_id(session, table, id_)
    if kept is None or any(getattr(kept, name) != value for name, value in values.items()):
        raise IdTaken(extra={"id": str(id_)})
