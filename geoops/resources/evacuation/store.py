"""Queries of evacuation. Whoever admits people takes the shelter's row before they add up who is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import any_, case, delete, func, literal, or_, select, text, true, tuple_, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.resources.evacuation.models import (
    Evacuation,
    EvacuationCount,
    EvacuationHousehold,
    EvacuationShelter,
)
from geoops.resources.models import Shelter, ShelterCount
from geoops.resources.store import When

_SPACE = func.current_space()


@dataclass(frozen=True, slots=True)
class Room:
    """A shelter: the newest count by hand, and who was admitted (less who left) since it."""

    shelter: Shelter
    lon: float
    lat: float
    base: int | None
    counted_at: datetime | None
    since: int
    latest_at: datetime | None

    @property
    def occupancy(self) -> int:
        """Who is in it; where nobody has counted, those whom we know of."""
        return max(0, (self.base or 0) + self.since)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was counted for an order, voided counts left out."""

    out: int = 0
    arrived: int = 0
    home: int = 0
    last_at: datetime | None = None


def point(lon: float, lat: float) -> Any:
    """A place in EPSG:3857, as SQL, from degrees."""
    return func.ST_Transform(func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326), 3857)


async def add(session: AsyncSession, table: type[Any], values: dict[str, Any]) -> str | None:
    """Insert under the sender's id; None, or the fingerprint of what has the id (empty where that is out of sight)."""
    added = await session.scalar(
        pg_insert(table).values(**values).on_conflict_do_nothing().returning(table.id)
    )
    if added is not None:
        return None
    kept = await session.scalar(
        select(table.body_sha256).where(table.id == values["id"], table.space == _SPACE)
    )
    return kept or ""


async def fingerprint_of(session: AsyncSession, table: type[Any], id_: UUID) -> str | None:
    """The fingerprint of what is kept under the id, None where nothing is seen."""
    kept: str | None = await session.scalar(
        select(table.body_sha256).where(table.id == id_, table.space == _SPACE)
    )
    return kept


async def get(session: AsyncSession, id_: UUID, *, for_update: bool = False) -> Evacuation | None:
    """The order as the caller may see it."""
    query = (
        select(Evacuation)
        .where(Evacuation.id == id_, Evacuation.space == _SPACE)
        .execution_options(populate_existing=True)
    )
    if for_update:
        query = query.with_for_update(key_share=True)
    found: Evacuation | None = await session.scalar(query)
    return found


async def change(session: AsyncSession, id_: UUID, values: dict[str, Any]) -> None:
    """Alter a locked order; its version counts on."""
    await session.execute(
        update(Evacuation)
        .where(Evacuation.id == id_, Evacuation.space == _SPACE)
        .values(**values, version=Evacuation.version + 1)
        .execution_options(synchronize_session=False)
    )


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, UUID] | None,
    *,
    state: str | None = None,
    commune: str | None = None,
    known_at: datetime | None = None,
) -> Sequence[Evacuation]:
    """Newest first, up to `limit + 1`."""
    query = select(Evacuation).where(Evacuation.space == _SPACE)
    if state is not None:
        query = query.where(Evacuation.state == state)
    if commune is not None:
        query = query.where(literal(commune) == any_(Evacuation.commune_codes))
    if known_at is not None:
        query = query.where(Evacuation.known_at <= known_at)
    if after is not None:
        query = query.where(tuple_(Evacuation.known_at, Evacuation.id) < tuple_(*map(literal, after)))
    query = query.order_by(Evacuation.known_at.desc(), Evacuation.id.desc()).limit(limit + 1)
    return (await session.scalars(query)).all()


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that stood then, and what was counted for it by then."""

    row: Evacuation
    sums: Sums


async def standing(session: AsyncSession, when: When) -> list[Ordered]:
    """The orders that stood at a time as known at a time, newest first, with the counts that were known."""
    moment = min(when.at, when.known_at)
    counted = (
        select(
            _of("out").label("gone"),
            _of("in").label("came"),
            _of("home").label("back"),
            func.max(EvacuationCount.counted_at).label("last_at"),
        )
        .where(
            EvacuationCount.space == Evacuation.space,
            EvacuationCount.evacuation_id == Evacuation.id,
            *_counts(when),
        )
        .lateral("counted")
    )
    rows = await session.execute(
        select(Evacuation, *counted.c)
        .join(counted, true())
        .where(
            Evacuation.space == _SPACE,
            Evacuation.known_at <= when.known_at,
            Evacuation.ordered_at <= when.at,
            or_(Evacuation.state == "ordered", Evacuation.state_at > moment),
        )
        .order_by(Evacuation.ordered_at.desc(), Evacuation.id)
    )
    return [Ordered(row[0], Sums(int(row[1]), int(row[2]), int(row[3]), row[4])) for row in rows]


def _counts(when: When) -> Sequence[Any]:
    """The counts that held at a time, as known at a time."""
    moment = min(when.at, when.known_at)
    return (
        EvacuationCount.counted_at <= when.at,
        EvacuationCount.known_at <= when.known_at,
        or_(EvacuationCount.voided_at.is_(None), EvacuationCount.voided_at > moment),
    )


async def add_shelters(session: AsyncSession, evacuation_id: UUID, shelter_ids: Sequence[UUID]) -> None:
    """Name shelters in an order; those named already stay."""
    values = [{"evacuation_id": evacuation_id, "shelter_id": id_} for id_ in dict.fromkeys(shelter_ids)]
    await session.execute(pg_insert(EvacuationShelter).values(values).on_conflict_do_nothing())


async def shelters_of(session: AsyncSession, ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """`(order, shelter)` for these orders: named in them, or reached by their people."""
    named = select(EvacuationShelter.evacuation_id, EvacuationShelter.shelter_id).where(
        EvacuationShelter.space == _SPACE, EvacuationShelter.evacuation_id.in_(ids)
    )
    reached = select(EvacuationCount.evacuation_id, EvacuationCount.shelter_id).where(
        EvacuationCount.space == _SPACE,
        EvacuationCount.evacuation_id.in_(ids),
        EvacuationCount.shelter_id.is_not(None),
        EvacuationCount.voided_at.is_(None),
    )
    rows = await session.execute(named.union(reached))
    return sorted((row[0], row[1]) for row in rows)


async def lock_shelter(session: AsyncSession, id_: UUID) -> bool:
    """Take the shelter for the rest of the transaction; counts of it by hand wait too. False where none is seen."""
    query = select(Shelter.id).where(Shelter.id == id_, Shelter.space == _SPACE).with_for_update()
    return await session.scalar(query) is not None


async def rooms(
    session: AsyncSession, ids: Sequence[UUID] | None = None, when: When | None = None
) -> list[Room]:
    """Shelters with the newest count by hand and what was admitted since, in the order of their ids.

    With `when` as they stood at a time, as known at a time.
    """
    by_then = (
        (ShelterCount.counted_at <= when.at, ShelterCount.known_at <= when.known_at)
        if when is not None
        else ()
    )
    held = _counts(when) if when is not None else (EvacuationCount.voided_at.is_(None),)
    worked_out = (
        select(EvacuationCount.id)
        .where(
            EvacuationCount.space == ShelterCount.space,
            EvacuationCount.shelter_id == ShelterCount.shelter_id,
            ShelterCount.id == any_(EvacuationCount.shelter_count_ids),
        )
        .exists()
    )
    by_hand = (
        select(ShelterCount.occupancy, ShelterCount.counted_at)
        .where(
            ShelterCount.space == Shelter.space,
            ShelterCount.shelter_id == Shelter.id,
            ShelterCount.occupancy.is_not(None),
            ~worked_out,
            *by_then,
        )
        .correlate(Shelter)
        .order_by(ShelterCount.counted_at.desc(), ShelterCount.known_at.desc())
        .limit(1)
        .lateral("by_hand")
    )
    signed = case((EvacuationCount.direction == "in", EvacuationCount.people), else_=-EvacuationCount.people)
    since = (
        select(func.coalesce(func.sum(signed), 0).label("people"))
        .where(
            EvacuationCount.space == Shelter.space,
            EvacuationCount.shelter_id == Shelter.id,
            *held,
            EvacuationCount.counted_at > func.coalesce(by_hand.c.counted_at, text("'-infinity'")),
        )
        .correlate(Shelter, by_hand)
        .lateral("since")
    )
    latest = (
        select(func.max(ShelterCount.counted_at).label("at"))
        .where(ShelterCount.space == Shelter.space, ShelterCount.shelter_id == Shelter.id, *by_then)
        .correlate(Shelter)
        .lateral("latest")
    )
    query = (
        select(
            Shelter,
            ST_X(Shelter.geom),
            ST_Y(Shelter.geom),
            by_hand.c.occupancy,
            by_hand.c.counted_at,
            since.c.people,
            latest.c.at,
        )
        .select_from(Shelter)
        .outerjoin(by_hand, true())
        .join(since, true())
        .join(latest, true())
        .where(Shelter.space == _SPACE)
        .order_by(Shelter.id)
    )
    if ids is not None:
        query = query.where(Shelter.id.in_(ids))
    if when is not None:
        query = query.where(Shelter.known_at <= when.known_at)
    return [
        Room(shelter, lon, lat, base, counted_at, int(since_), latest_at)
        for shelter, lon, lat, base, counted_at, since_, latest_at in await session.execute(query)
    ]


async def add_shelter_count(session: AsyncSession, values: dict[str, Any]) -> None:
    """Leave a worked-out count of a shelter behind, for all who read shelters."""
    await session.execute(pg_insert(ShelterCount).values(**values).on_conflict_do_nothing())


async def mark_worked_out(session: AsyncSession, id_: UUID, shelter_count_id: UUID) -> None:
    """Remember which count of the shelter came of this count of people."""
    await session.execute(
        update(EvacuationCount)
        .where(EvacuationCount.id == id_, EvacuationCount.space == _SPACE)
        .values(shelter_count_ids=func.array_append(EvacuationCount.shelter_count_ids, shelter_count_id))
        .execution_options(synchronize_session=False)
    )


async def people_count(
    session: AsyncSession, id_: UUID, *, for_update: bool = False
) -> EvacuationCount | None:
    """One count of people."""
    query = (
        select(EvacuationCount)
        .where(EvacuationCount.id == id_, EvacuationCount.space == _SPACE)
        .execution_options(populate_existing=True)
    )
    if for_update:
        query = query.with_for_update()
    found: EvacuationCount | None = await session.scalar(query)
    return found


async def people_counts(
    session: AsyncSession, *, evacuation_id: UUID | None = None, shelter_id: UUID | None = None
) -> Sequence[EvacuationCount]:
    """The counts of an order or of a shelter, newest first, at most a thousand."""
    query = select(EvacuationCount).where(EvacuationCount.space == _SPACE)
    if evacuation_id is not None:
        query = query.where(EvacuationCount.evacuation_id == evacuation_id)
    if shelter_id is not None:
        query = query.where(EvacuationCount.shelter_id == shelter_id)
    query = query.order_by(EvacuationCount.counted_at.desc(), EvacuationCount.id).limit(1000)
    return (await session.scalars(query)).all()


async def void(session: AsyncSession, id_: UUID, reason: str) -> None:
    """Say that a locked count does not hold."""
    await session.execute(
        update(EvacuationCount)
        .where(EvacuationCount.id == id_, EvacuationCount.space == _SPACE)
        .values(voided_at=func.space_now(), voided_by=text("current_actor()"), void_reason=reason)
        .execution_options(synchronize_session=False)
    )


def _of(direction: str) -> Any:
    return func.coalesce(func.sum(EvacuationCount.people).filter(EvacuationCount.direction == direction), 0)


async def sums(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Sums]:
    """What was counted for these orders."""
    rows = await session.execute(
        select(
            EvacuationCount.evacuation_id,
            _of("out"),
            _of("in"),
            _of("home"),
            func.max(EvacuationCount.counted_at),
        )
        .where(
            EvacuationCount.space == _SPACE,
            EvacuationCount.evacuation_id.in_(ids),
            EvacuationCount.voided_at.is_(None),
        )
        .group_by(EvacuationCount.evacuation_id)
    )
    return {row[0]: Sums(int(row[1]), int(row[2]), int(row[3]), row[4]) for row in rows}


async def sums_at(session: AsyncSession, ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], tuple[int, int]]:
    """`{(order, shelter): (arrived, left)}` for these orders."""
    rows = await session.execute(
        select(EvacuationCount.evacuation_id, EvacuationCount.shelter_id, _of("in"), _of("home"))
        .where(
            EvacuationCount.space == _SPACE,
            EvacuationCount.evacuation_id.in_(ids),
            EvacuationCount.shelter_id.is_not(None),
            EvacuationCount.voided_at.is_(None),
        )
        .group_by(EvacuationCount.evacuation_id, EvacuationCount.shelter_id)
    )
    return {(row[0], row[1]): (int(row[2]), int(row[3])) for row in rows}


async def household_sums(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """`{order: (households, people in them)}`."""
    rows = await session.execute(
        select(EvacuationHousehold.evacuation_id, func.count(), func.sum(EvacuationHousehold.people))
        .where(EvacuationHousehold.space == _SPACE, EvacuationHousehold.evacuation_id.in_(ids))
        .group_by(EvacuationHousehold.evacuation_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


async def households(session: AsyncSession, evacuation_id: UUID) -> Sequence[EvacuationHousehold]:
    """The households of an order, in the order they were written."""
    return (
        await session.scalars(
            select(EvacuationHousehold)
            .where(EvacuationHousehold.space == _SPACE, EvacuationHousehold.evacuation_id == evacuation_id)
            .order_by(EvacuationHousehold.known_at, EvacuationHousehold.id)
        )
    ).all()


async def remove_household(session: AsyncSession, evacuation_id: UUID, id_: UUID) -> bool:
    """Delete a household: personal data that is not needed is not kept. False where there is none."""
    gone = await session.scalar(
        delete(EvacuationHousehold)
        .where(
            EvacuationHousehold.space == _SPACE,
            EvacuationHousehold.evacuation_id == evacuation_id,
            EvacuationHousehold.id == id_,
        )
        .returning(EvacuationHousehold.id)
    )
    return gone is not None


async def actor(session: AsyncSession) -> str:
    """Who acts in this transaction."""
    return str(await session.scalar(select(func.current_actor())))
