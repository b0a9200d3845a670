"""Queries of resources, shelters and command posts. "Current" is the newest count at a time, as known at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import Select, delete, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import LateralFromClause

from geoops.resources.models import CommandPost, Resource, ResourceCount, Shelter, ShelterCount, Store

Row = TypeVar("Row", Resource, Shelter, CommandPost, Store)


@dataclass(frozen=True, slots=True)
class When:
    """The two times a question is asked for."""

    at: datetime
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which rows are asked for; None asks for all."""

    communes: Sequence[str] | None = None
    pillar: str | None = None
    kind: str | None = None
    after: UUID | None = None
    limit: int | None = None


async def add(session: AsyncSession, table: type[Row], values: dict[str, Any]) -> str | None:
    """Add a row under its sender's id; returns None, or the fingerprint of what has that id already.

    The empty fingerprint means that the row with that id is out of the caller's sight.
    """
    position = values.pop("position", None)
    if position is not None:
        point = func.ST_SetSRID(func.ST_MakePoint(*position), 4326)
        values |= {"geom": point, "geom_3857": func.ST_Transform(point, 3857)}
    beside = values.pop("beside", None)
    if beside is not None:
        values |= {"near": func.ST_SetSRID(func.ST_MakePoint(*beside), 4326)}
    added = await session.scalar(insert(table).values(**values).on_conflict_do_nothing().returning(table.id))
    if added is not None:
        return None
    kept = await session.scalar(
        select(table.body_sha256).where(table.id == values["id"], table.space == func.current_space())
    )
    return kept or ""


async def add_count(
    session: AsyncSession, table: type[ResourceCount | ShelterCount], values: dict[str, Any]
) -> bool:
    """Add a count under its sender's id; False where the id is taken."""
    added = await session.scalar(insert(table).values(**values).on_conflict_do_nothing().returning(table.id))
    return added is not None


async def by_id(
    session: AsyncSession, table: type[Any], id_: UUID, *, for_update: bool = False
) -> Any | None:
    """The row of that id in the space, where the caller may see it; `for_update` holds it until the transaction ends."""
    query = select(table).where(table.id == id_, table.space == func.current_space())
    return await session.scalar(query.with_for_update() if for_update else query)


def _latest_resource_count(when: When) -> LateralFromClause:
    return (
        select(ResourceCount.quantity, ResourceCount.state, ResourceCount.counted_at, ResourceCount.counter)
        .where(
            ResourceCount.space == Resource.space,
            ResourceCount.resource_id == Resource.id,
            ResourceCount.counted_at <= when.at,
            ResourceCount.known_at <= when.known_at,
        )
        .order_by(ResourceCount.counted_at.desc(), ResourceCount.known_at.desc())
        .limit(1)
        .lateral("latest")
    )


def _latest_shelter_count(when: When) -> LateralFromClause:
    return (
        select(ShelterCount.occupancy, ShelterCount.counted_at, ShelterCount.counter)
        .where(
            ShelterCount.space == Shelter.space,
            ShelterCount.shelter_id == Shelter.id,
            ShelterCount.counted_at <= when.at,
            ShelterCount.known_at <= when.known_at,
        )
        .order_by(ShelterCount.counted_at.desc(), ShelterCount.known_at.desc())
        .limit(1)
        .lateral("latest")
    )


def _narrowed(query: Select[Any], table: type[Row], narrow: Narrow) -> Select[Any]:
    if narrow.communes is not None:
        query = query.where(table.commune_code.in_(narrow.communes))
    if narrow.after is not None:
        query = query.where(table.id > narrow.after)
    query = query.order_by(table.id)
    return query.limit(narrow.limit + 1) if narrow.limit is not None else query


async def resources(session: AsyncSession, when: When, narrow: Narrow) -> Sequence[Any]:
    """Resources with their newest count, in the order of their ids; one more than `limit` where there are more."""
    latest = _latest_resource_count(when)
    query = _narrowed(
        select(
            Resource,
            ST_X(Resource.geom).label("lon"),
            ST_Y(Resource.geom).label("lat"),
            Store.name.label("store_name"),
            *_columns(latest),
        )
        .select_from(Resource)
        .join(latest, true())
        .outerjoin(Store, (Store.space == Resource.space) & (Store.id == Resource.store_id))
        .where(Resource.known_at <= when.known_at),
        Resource,
        narrow,
    )
    if narrow.pillar is not None:
        query = query.where(Resource.pillar == narrow.pillar)
    if narrow.kind is not None:
        query = query.where(Resource.kind == narrow.kind)
    return list(await session.execute(query))


async def resource(session: AsyncSession, when: When, id_: UUID) -> Any | None:
    """One resource with its newest count."""
    latest = _latest_resource_count(when)
    query = (
        select(
            Resource,
            ST_X(Resource.geom).label("lon"),
            ST_Y(Resource.geom).label("lat"),
            Store.name.label("store_name"),
            *_columns(latest),
        )
        .select_from(Resource)
        .join(latest, true())
        .outerjoin(Store, (Store.space == Resource.space) & (Store.id == Resource.store_id))
        .where(Resource.id == id_)
    )
    return (await session.execute(query)).one_or_none()


async def shelters(session: AsyncSession, when: When, narrow: Narrow) -> Sequence[Any]:
    """Shelters with their newest count, in the order of their ids; one more than `limit` where there are more."""
    latest = _latest_shelter_count(when)
    query = _narrowed(
        select(Shelter, ST_X(Shelter.geom).label("lon"), ST_Y(Shelter.geom).label("lat"), *_columns(latest))
        .join(latest, true())
        .where(Shelter.known_at <= when.known_at),
        Shelter,
        narrow,
    )
    return list(await session.execute(query))


async def shelter(session: AsyncSession, when: When, id_: UUID) -> Any | None:
    """One shelter with its newest count."""
    latest = _latest_shelter_count(when)
    query = (
        select(Shelter, ST_X(Shelter.geom).label("lon"), ST_Y(Shelter.geom).label("lat"), *_columns(latest))
        .join(latest, true())
        .where(Shelter.id == id_)
    )
    return (await session.execute(query)).one_or_none()


async def command_posts(session: AsyncSession, when: When, narrow: Narrow) -> Sequence[CommandPost]:
    """Command posts as known, in the order of their ids; one more than `limit` where there are more."""
    query = _narrowed(select(CommandPost).where(CommandPost.known_at <= when.known_at), CommandPost, narrow)
    return (await session.scalars(query)).all()


async def counts(session: AsyncSession, id_: UUID, limit: int) -> Sequence[ResourceCount]:
    """The counts of a resource, newest first."""
    rows = await session.scalars(
        select(ResourceCount)
        .where(ResourceCount.space == func.current_space(), ResourceCount.resource_id == id_)
        .order_by(ResourceCount.counted_at.desc(), ResourceCount.known_at.desc())
        .limit(limit)
    )
    return rows.all()


async def change(session: AsyncSession, table: type[Row], id_: UUID, values: dict[str, Any]) -> None:
    """Change what is said of a thing beside its counts."""
    await session.execute(
        update(table).where(table.id == id_, table.space == func.current_space()).values(**values)
    )


async def locked_store(session: AsyncSession, id_: UUID, *, to_close: bool) -> Store | None:
    """A store, held until the transaction ends: against closing it, or (`to_close`) against putting things into it."""
    return await session.scalar(
        select(Store)
        .where(Store.id == id_, Store.space == func.current_space())
        .with_for_update(read=not to_close)
    )


async def in_store(session: AsyncSession, id_: UUID) -> Sequence[Any]:
    """Things in a store whose newest count is more than none: name, quantity, unit."""
    newest = (
        select(ResourceCount.quantity)
        .where(ResourceCount.space == Resource.space, ResourceCount.resource_id == Resource.id)
        .order_by(ResourceCount.counted_at.desc(), ResourceCount.known_at.desc())
        .limit(1)
        .lateral("newest")
    )
    rows = await session.execute(
        select(Resource.name, newest.c.quantity, Resource.unit)
        .join(newest, true())
        .where(Resource.space == func.current_space(), Resource.store_id == id_, newest.c.quantity > 0)
        .order_by(Resource.name)
    )
    return list(rows)


async def close_store(session: AsyncSession, id_: UUID) -> None:
    """The store is closed from now on."""
    await session.execute(
        update(Store)
        .where(Store.id == id_, Store.space == func.current_space())
        .values(closed_at=func.space_now(), closed_by=func.current_actor())
    )


async def stores(session: AsyncSession, narrow: Narrow, *, closed: bool) -> Sequence[Any]:
    """Stores in the order of their ids with how many things are in them; `closed`: also those that are closed."""
    newest = (
        select(ResourceCount.quantity)
        .where(ResourceCount.space == Resource.space, ResourceCount.resource_id == Resource.id)
        .order_by(ResourceCount.counted_at.desc(), ResourceCount.known_at.desc())
        .limit(1)
        .lateral("newest")
    )
    stocked = (
        select(func.count())
        .select_from(Resource)
        .join(newest, true())
        .where(Resource.space == Store.space, Resource.store_id == Store.id, newest.c.quantity > 0)
        .correlate(Store)
        .scalar_subquery()
    )
    query = _narrowed(
        select(
            Store,
            ST_X(Store.geom).label("lon"),
            ST_Y(Store.geom).label("lat"),
            stocked.label("stocked"),
        ),
        Store,
        narrow,
    )
    if not closed:
        query = query.where(Store.closed_at.is_(None))
    return list(await session.execute(query))


async def store_named(session: AsyncSession, commune_code: str, name: str) -> Store | None:
    """The open store of that name in a commune."""
    return await session.scalar(
        select(Store).where(
            Store.space == func.current_space(),
            Store.commune_code == commune_code,
            func.lower(Store.name) == func.lower(name),
            Store.closed_at.is_(None),
        )
    )


async def space_of(session: AsyncSession) -> str:
    """The space of the transaction."""
    return str(await session.scalar(select(func.current_space())))


async def any_demo(session: AsyncSession, known_at: datetime | None = None) -> bool:
    """Whether illustrative rows are in the space; of those that are, whether any was by `known_at` (None: now)."""
    found = await session.scalar(
        select(
            or_(
                *(
                    select(table.id)
                    .where(table.demo, true() if known_at is None else table.known_at <= known_at)
                    .exists()
                    for table in (Resource, Shelter, CommandPost)
                )
            )
        )
    )
    return bool(found)


async def clear_demo(session: AsyncSession) -> int:
    """Take the illustrative rows out of the space; says how many."""
    total = 0
    for table in (Resource, Shelter, CommandPost):
        gone = await session.scalars(delete(table).where(table.demo).returning(table.id))
        total += len(gone.all())
    return total


def _columns(latest: LateralFromClause) -> Sequence[Any]:
    return list(latest.c)
