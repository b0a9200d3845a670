"""Orders, counts and shelters as they go out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommuneName
from geoops.kit import etags, spaces
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.evacuation import store
from geoops.resources.evacuation.counting import is_counted
from geoops.resources.evacuation.models import Evacuation, EvacuationCount
from geoops.resources.evacuation.schemas import EvacuationOut, PeopleCountOut, RoomOut
from geoops.resources.evacuation.store import Room, Sums
from geoops.resources.schemas import PositionOut

STATES: Final[dict[str, Text]] = {
    "ordered": Text("Đang sơ tán", "Under way"),
    "closed": Text("Đã kết thúc", "Closed"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}
Names = Mapping[str, CommuneName]


def _named(names: Names, code: str) -> str | None:
    return names[code].full_name_vi if code in names else None


def room_out(room: Room, names: Names, at: datetime, arrived: int = 0, left: int = 0) -> RoomOut:
    """A shelter with its room; `arrived` and `left` are of the order that it is shown for."""
    counted = is_counted(room, at)
    return RoomOut(
        shelter_id=room.shelter.id,
        name=room.shelter.name,
        commune_code=room.shelter.commune_code,
        commune_name=_named(names, room.shelter.commune_code),
        position=PositionOut(lon=room.lon, lat=room.lat),
        capacity=room.shelter.capacity,
        occupancy=room.occupancy,
        counted=counted,
        counted_at=room.counted_at,
        free=max(0, room.shelter.capacity - room.occupancy) if counted else None,
        over_capacity=room.occupancy > room.shelter.capacity,
        arrived=arrived,
        left=left,
    )


async def rooms_out(session: AsyncSession) -> list[RoomOut]:
    """Every shelter that the caller sees, by commune and name."""
    found = await store.rooms(session)
    names = await communes.names(session, sorted({room.shelter.commune_code for room in found}))
    now = await spaces.now(session)
    rows = [room_out(room, names, now) for room in found]
    return sorted(rows, key=lambda row: (row.commune_name or row.commune_code, row.name, str(row.shelter_id)))


async def outs(session: AsyncSession, rows: Sequence[Evacuation]) -> list[EvacuationOut]:
    """Orders in their order, with what was counted and the room that is left."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    pairs = await store.shelters_of(session, ids)
    rooms = {
        room.shelter.id: room
        for room in await store.rooms(session, sorted({shelter for _, shelter in pairs}))
    }
    names = await communes.names(
        session,
        sorted({row.commune_code for row in rows} | {room.shelter.commune_code for room in rooms.values()}),
    )
    sums, at = await store.sums(session, ids), await store.sums_at(session, ids)
    listed = await store.household_sums(session, ids)
    now = await spaces.now(session)

    def shelters(id_: UUID) -> list[RoomOut]:
        return [
            room_out(rooms[shelter], names, now, *at.get((order, shelter), (0, 0)))
            for order, shelter in pairs
            if order == id_ and shelter in rooms
        ]

    return [
        _out(row, names, sums.get(row.id, Sums()), shelters(row.id), listed.get(row.id, (0, 0)))
        for row in rows
    ]


def _out(
    row: Evacuation, names: Names, sums: Sums, shelters: list[RoomOut], listed: tuple[int, int]
) -> EvacuationOut:
    known = [shelter.free for shelter in shelters if shelter.free is not None]
    values: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "id",
            "commune_code",
            "hamlet",
            "people",
            "reason",
            "ordered_by",
            "ordered_at",
            "incident_id",
            "state",
            "state_at",
            "state_reason",
            "known_at",
            "created_by",
        )
    }
    return EvacuationOut(
        **values,
        commune_name=_named(names, row.commune_code),
        state_label=TextOut.of(STATES[row.state]),
        out=sums.out,
        arrived=sums.arrived,
        home=sums.home,
        on_the_road=max(0, sums.out - sums.arrived),
        not_counted_out=max(0, sums.arrived - sums.out),
        not_yet_out=max(0, row.people - max(sums.out, sums.arrived)),
        last_counted_at=sums.last_at,
        shelters=shelters,
        room_left=sum(known) if known else None,
        households=listed[0],
        household_people=listed[1],
        etag=etags.of_version(row.version),
    )


def count_out(row: EvacuationCount, names: Mapping[UUID, str]) -> PeopleCountOut:
    """A count of people."""
    return PeopleCountOut(
        id=row.id,
        evacuation_id=row.evacuation_id,
        shelter_id=row.shelter_id,
        shelter_name=names.get(row.shelter_id) if row.shelter_id else None,
        direction=row.direction,
        people=row.people,
        override=row.override,
        counted_at=row.counted_at,
        told_at=row.told_at,
        clock_doubtful=row.clock_doubtful,
        counter=row.counter,
        known_at=row.known_at,
        voided_at=row.voided_at,
        voided_by=row.voided_by,
        void_reason=row.void_reason,
    )
