"""Queries of resources, shelters and command posts. "Current" is the newest count at a time, as known at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import Select, delete, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import LateralFromClause

from geoops.resources.models import CommandPost, Resource, ResourceCount, Shelter, ShelterCount

Row = TypeVar("Row", Resource, Shelter, CommandPost)


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


async def by_id(session: AsyncSession, table: type[Any], id_: UUID) -> Any | None:
    """The row of that id in the space, where the caller may see it."""
    return await session.scalar(select(table).where(table.id == id_, table.space == func.current_space()))


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
            Resource, ST_X(Resource.geom).label("lon"), ST_Y(Resource.geom).label("lat"), *_columns(latest)
        )
        .join(latest, true())
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
            Resource, ST_X(Resource.geom).label("lon"), ST_Y(Resource.geom).label("lat"), *_columns(latest)
        )
        .join(latest, true())
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


async def space_of(session: AsyncSession) -> str:
    """The space of the transaction."""
    return str(await session.scalar(select(func.current_space())))


async def any_demo(session: AsyncSession) -> bool:
    """Whether illustrative rows are in the space."""
    found = await session.scalar(
        select(
            select(Resource.id).where(Resource.demo).exists()
            | select(Shelter.id).where(Shelter.demo).exists()
            | select(CommandPost.id).where(CommandPost.demo).exists()
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
