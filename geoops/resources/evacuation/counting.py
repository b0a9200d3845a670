"""People counted out, in and home again. A shelter takes no more than it has, unless somebody says so and why."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes, spaces
from geoops.kit.i18n import Text
from geoops.resources.checking import DeviceTime, device_time, refused
from geoops.resources.errors import IdTaken, UnknownShelter
from geoops.resources.evacuation import store
from geoops.resources.evacuation.errors import (
    ShelterFull,
    ShelterNotCounted,
    UnknownEvacuation,
    UnknownPeopleCount,
)
from geoops.resources.evacuation.models import Evacuation, EvacuationCount
from geoops.resources.evacuation.schemas import PeopleCountIn
from geoops.resources.evacuation.store import Room
from geoops.resources.showing import is_stale
from geoops.resources.taking import fingerprint

_WORKED_OUT = UUID("8d1b6a30-0b0c-5f0b-9d8e-6a7b5b1c4d21")
_LATER = timedelta(microseconds=1)
"""A worked-out count is the newest one, also where two are admitted by clocks that show the same."""


async def count(session: AsyncSession, body: PeopleCountIn, shows: datetime | None) -> bool:
    """Take a count of people; False where this very count is there already. `shows` is what the clock shows that the
    count was dated by.

    Raises UnknownEvacuation, UnknownShelter, IdTaken, ShelterFull, ShelterNotCounted, InputRefused.
    """
    print_ = fingerprint(body)
    evacuation = await _evacuation(session, body.evacuation_id)
    room: Room | None = None
    if body.shelter_id is not None:
        if not await store.lock_shelter(session, body.shelter_id):
            raise UnknownShelter(extra={"id": str(body.shelter_id)})
        (room,) = await store.rooms(session, [body.shelter_id])
    kept = await store.fingerprint_of(session, EvacuationCount, body.id)
    if kept is None:
        time = await device_time(session, body.counted_at, "counted_at", shows)
        if room is not None and _adds(room, time.at):
            await _check_room(session, room, body)
        kept = await store.add(session, EvacuationCount, _values(body, evacuation, room, time, print_))
        if kept is None:
            await _leave_count(session, body.id, room, time.at, body.id)
            await _record(session, body, evacuation, room, time)
            return True
    if kept != print_:
        raise IdTaken(extra={"id": str(body.id)})
    return False


async def void(session: AsyncSession, id_: UUID, reason: str) -> EvacuationCount:
    """Say that a count does not hold; said again, it is said once. Raises UnknownPeopleCount."""
    found = await store.people_count(session, id_)
    if found is None:
        raise UnknownPeopleCount
    if found.shelter_id is not None and not await store.lock_shelter(session, found.shelter_id):
        raise UnknownPeopleCount
    row = await store.people_count(session, id_, for_update=True)
    if row is None:
        raise UnknownPeopleCount
    if row.voided_at is None:
        counted_at = row.counted_at
        await store.void(session, id_, reason)
        room = None
        if row.shelter_id is not None:
            (room,) = await store.rooms(session, [row.shelter_id])
            await _leave_count(session, id_, room, counted_at, uuid5(_WORKED_OUT, f"void {id_}"))
        evacuation = await store.get(session, row.evacuation_id) if row.evacuation_id else None
        payload = {"count_id": str(id_), "direction": row.direction, "people": row.people, "reason": reason}
        await _tell(session, "void", evacuation, room, row.evacuation_id, counted_at, payload)
    return row


async def _evacuation(session: AsyncSession, id_: UUID | None) -> Evacuation | None:
    if id_ is None:
        return None
    found = await store.get(session, id_)
    if found is None:
        raise UnknownEvacuation
    return found


def _adds(room: Room, counted_at: datetime) -> bool:
    """Whether a count changes who is in a shelter: one from before the last count by hand is in that count already."""
    return room.counted_at is None or counted_at > room.counted_at


def is_counted(room: Room, at: datetime) -> bool:
    """Whether somebody has counted a shelter by hand within the rhythm of counts."""
    return room.base is not None and room.counted_at is not None and not is_stale(room.counted_at, at)


async def _check_room(session: AsyncSession, room: Room, body: PeopleCountIn) -> None:
    now = await spaces.now(session)
    known = is_counted(room, now)
    if body.direction == "home":
        if known and body.people > room.occupancy:
            raise refused(
                "people",
                f"nhiều hơn số đang ở ({room.occupancy})",
                f"more than are there ({room.occupancy})",
            )
        return
    if body.override is not None:
        return
    if not known:
        raise ShelterNotCounted(extra={"shelter_id": str(room.shelter.id)})
    free = max(0, room.shelter.capacity - room.occupancy)
    if body.people > free:
        raise ShelterFull(
            Text(
                f"{room.shelter.name}: còn {free} chỗ, không nhận đủ {body.people} người;"
                " vẫn nhận thì phải nêu lý do",
                f"{room.shelter.name}: {free} places left for {body.people} people; give a reason to take them in",
            ),
            extra={"free": free, "capacity": room.shelter.capacity, "occupancy": room.occupancy},
        )


def _values(
    body: PeopleCountIn,
    evacuation: Evacuation | None,
    room: Room | None,
    time: DeviceTime,
    print_: str,
) -> dict[str, Any]:
    codes = set(evacuation.commune_codes) if evacuation else set()
    if room is not None:
        codes.add(room.shelter.commune_code)
    return {
        "id": body.id,
        "evacuation_id": body.evacuation_id,
        "shelter_id": body.shelter_id,
        "commune_codes": sorted(codes),
        "direction": body.direction,
        "people": body.people,
        "override": body.override,
        "counted_at": time.at,
        "told_at": time.told_at,
        "clock_doubtful": time.doubtful,
        "body_sha256": print_,
    }


async def _leave_count(
    session: AsyncSession, id_: UUID, before: Room | None, counted_at: datetime, key: UUID
) -> None:
    """Leave the shelter's number as a count of its own, where this count changed it."""
    if before is None or not _adds(before, counted_at):
        return
    (room,) = await store.rooms(session, [before.shelter.id])
    latest = [moment for moment in (room.latest_at,) if moment is not None]
    shelter_count_id = uuid5(_WORKED_OUT, str(key))
    await store.add_shelter_count(
        session,
        {
            "id": shelter_count_id,
            "shelter_id": room.shelter.id,
            "commune_code": room.shelter.commune_code,
            "occupancy": room.occupancy,
            "counted_at": max([counted_at, *(moment + _LATER for moment in latest)]),
            "counter": await store.actor(session),
        },
    )
    await store.mark_worked_out(session, id_, shelter_count_id)


async def _record(
    session: AsyncSession,
    body: PeopleCountIn,
    evacuation: Evacuation | None,
    room: Room | None,
    time: DeviceTime,
) -> None:
    payload = {
        "count_id": str(body.id),
        "direction": body.direction,
        "people": body.people,
        "override": body.override,
        "clock_doubtful": time.doubtful,
    }
    await _tell(session, body.direction, evacuation, room, body.evacuation_id, time.at, payload)


async def _tell(
    session: AsyncSession,
    op: str,
    evacuation: Evacuation | None,
    room: Room | None,
    evacuation_id: UUID | None,
    at: datetime,
    payload: dict[str, Any],
) -> None:
    """To those who follow the order, and to the commune of the shelter. Numbers only: no person is named."""
    if evacuation is not None:
        await changes.record(
            session,
            domain="resources",
            entity="evacuation",
            entity_id=str(evacuation.id),
            op=op,
            commune_code=evacuation.commune_code,
            at=at,
            payload=payload | {"shelter_id": str(room.shelter.id) if room else None},
        )
    if room is not None:
        (after,) = await store.rooms(session, [room.shelter.id])
        await changes.record(
            session,
            domain="resources",
            entity="shelter",
            entity_id=str(room.shelter.id),
            op="admit" if op == "in" else op,
            commune_code=room.shelter.commune_code,
            at=at,
            payload=payload
            | {
                "evacuation_id": str(evacuation_id) if evacuation_id else None,
                "capacity": after.shelter.capacity,
                "occupancy": after.occupancy,
            },
        )
