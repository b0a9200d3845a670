"""Orders to leave: given, followed, closed. Takes a session, never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import UnknownCommune
from geoops.incidents import service as incidents
from geoops.incidents.errors import UnknownIncident
from geoops.kit import changes, etags, spaces
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.resources.checking import check_time, place, refused
from geoops.resources.dispatch.errors import UnknownStep
from geoops.resources.errors import IdTaken, UnknownShelter
from geoops.resources.evacuation import store
from geoops.resources.evacuation.counting import count, void
from geoops.resources.evacuation.errors import EvacuationWrongState, UnknownEvacuation
from geoops.resources.evacuation.households import add_household, households, remove_household
from geoops.resources.evacuation.models import Evacuation
from geoops.resources.evacuation.schemas import EvacuationIn, EvacuationOut, PeopleCountOut, RoomOut
from geoops.resources.evacuation.showing import count_out, outs, room_out, rooms_out
from geoops.resources.store import When
from geoops.resources.taking import fingerprint

__all__ = [
    "act",
    "add_household",
    "add_shelter",
    "count",
    "count_shown",
    "counts",
    "create",
    "get",
    "here",
    "households",
    "page",
    "remove_household",
    "rooms",
    "rooms_at",
    "standing",
    "void",
]

_STEPS: Final[dict[str, tuple[str, frozenset[str], bool]]] = {
    "close": ("closed", frozenset({"ordered"}), False),
    "cancel": ("cancelled", frozenset({"ordered"}), True),
    "reopen": ("ordered", frozenset({"closed", "cancelled"}), True),
}
"""To which state, from which, and whether a reason is asked for. Closing with people on the road asks for one too."""


async def create(session: AsyncSession, body: EvacuationIn) -> bool:
    """Give an order; False where this very order is there already. Raises IdTaken, InputRefused."""
    print_ = fingerprint(body)
    kept = await store.fingerprint_of(session, Evacuation, body.id)
    if kept is None:
        try:
            commune = await communes.commune(session, body.commune_code)
        except UnknownCommune as unknown:
            raise InputRefused(faults=[Fault(unknown.title, field="commune_code")]) from unknown
        lon, lat = commune.lon, commune.lat
        if body.position is not None:
            await place(session, commune.code, body.position)
            lon, lat = body.position.lon, body.position.lat
        rooms_ = await _named(session, body.shelter_ids)
        if body.incident_id is not None:
            try:
                await incidents.get(session, body.incident_id)
            except UnknownIncident as unknown:
                raise InputRefused(faults=[Fault(unknown.title, field="incident_id")]) from unknown
        ordered_at = await check_time(session, body.ordered_at, "ordered_at")
        values = body.model_dump(
            include={"id", "hamlet", "people", "reason", "ordered_by", "incident_id"}
        ) | {
            "commune_code": commune.code,
            "geom_3857": store.point(lon, lat),
            "commune_codes": sorted({commune.code, *(room.shelter.commune_code for room in rooms_)}),
            "ordered_at": ordered_at,
            "state_at": ordered_at,
            "body_sha256": print_,
        }
        kept = await store.add(session, Evacuation, values)
        if kept is None:
            await store.add_shelters(session, body.id, body.shelter_ids)
            await _record(session, await _found(session, body.id), "order", body.reason)
            return True
    if kept != print_:
        raise IdTaken(extra={"id": str(body.id)})
    return False


async def _named(session: AsyncSession, ids: Sequence[UUID]) -> list[store.Room]:
    found = await store.rooms(session, list(dict.fromkeys(ids)))
    missing = set(ids) - {room.shelter.id for room in found}
    if missing:
        raise InputRefused(faults=[Fault(UnknownShelter.title, field="shelter_ids")])
    return found


async def act(session: AsyncSession, id_: UUID, name: str, reason: str | None, if_match: str | None) -> None:
    """Close, cancel or reopen an order, with `If-Match`.

    Raises UnknownStep, UnknownEvacuation, PreconditionFailed, EvacuationWrongState, InputRefused.
    """
    if name not in _STEPS:
        raise UnknownStep(Text(f"Không có việc “{name}”", f"There is no action “{name}”"))
    row = await _found(session, id_, for_update=True)
    etags.check(if_match, etags.of_version(row.version), state=row.state)
    state, from_states, needs_reason = _STEPS[name]
    if row.state not in from_states:
        raise EvacuationWrongState(extra={"state": row.state})
    sums = (await store.sums(session, [id_])).get(id_, store.Sums())
    if not reason and (needs_reason or (name == "close" and sums.out != sums.arrived)):
        raise refused(
            "reason",
            f"cần nêu lý do (đã đếm đi {sums.out}, đến {sums.arrived})",
            f"a reason is needed ({sums.out} counted out, {sums.arrived} in)",
        )
    values: dict[str, Any] = {
        "state": state,
        "state_at": await spaces.now(session),
        "state_reason": reason,
    }
    await store.change(session, id_, values)
    await _record(session, await _found(session, id_), name, reason)


async def add_shelter(session: AsyncSession, id_: UUID, shelter_id: UUID) -> None:
    """Name a further shelter. Raises UnknownEvacuation, InputRefused."""
    row = await _found(session, id_, for_update=True)
    (room,) = await _named(session, [shelter_id])
    if (id_, shelter_id) in await store.shelters_of(session, [id_]):
        return
    codes = sorted({*row.commune_codes, room.shelter.commune_code})
    await store.change(session, id_, {"commune_codes": codes})
    await store.add_shelters(session, id_, [shelter_id])
    await _record(session, await _found(session, id_), "shelter", None)


async def get(session: AsyncSession, id_: UUID) -> EvacuationOut:
    """The order; raises UnknownEvacuation."""
    return (await outs(session, [await _found(session, id_)]))[0]


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, UUID] | None,
    *,
    state: str | None = None,
    commune: str | None = None,
    known_at: datetime | None = None,
) -> list[EvacuationOut]:
    """Newest first, up to `limit + 1`."""
    rows = await store.page(session, limit, after, state=state, commune=commune, known_at=known_at)
    return await outs(session, rows)


async def here(session: AsyncSession, commune_code: str, limit: int = 20) -> list[EvacuationOut]:
    """The open orders that touch a commune, for its situation; newest first."""
    return (await page(session, limit, None, state="ordered", commune=commune_code))[:limit]


@dataclass(frozen=True, slots=True)
class Standing:
    """An order that stands: people ordered to go, counted out, counted in; on the road is out less in."""

    commune_code: str
    hamlet: str | None
    people: int
    reason: str
    ordered_by: str
    ordered_at: datetime
    out: int
    arrived: int
    last_counted_at: datetime | None

    @property
    def on_the_road(self) -> int:
        """Counted out and not yet in: on the way, or missing."""
        return max(0, self.out - self.arrived)


async def standing(session: AsyncSession, at: datetime, known_at: datetime) -> list[Standing]:
    """The orders of the scope that stood at a time as known at a time, newest first."""
    return [
        Standing(
            commune_code=one.row.commune_code,
            hamlet=one.row.hamlet,
            people=one.row.people,
            reason=one.row.reason,
            ordered_by=one.row.ordered_by,
            ordered_at=one.row.ordered_at,
            out=one.sums.out,
            arrived=one.sums.arrived,
            last_counted_at=one.sums.last_at,
        )
        for one in await store.standing(session, When(at, known_at))
    ]


async def rooms_at(session: AsyncSession, at: datetime, known_at: datetime) -> list[RoomOut]:
    """Every shelter of the scope with its room as it stood at a time, as known at a time."""
    found = await store.rooms(session, when=When(at, known_at))
    names = await communes.names(session, sorted({room.shelter.commune_code for room in found}))
    return [room_out(room, names, at) for room in found]


async def counts(session: AsyncSession, id_: UUID) -> list[PeopleCountOut]:
    """The counts of an order, newest first, voided ones too. Raises UnknownEvacuation."""
    await _found(session, id_)
    rows = await store.people_counts(session, evacuation_id=id_)
    ids = sorted({row.shelter_id for row in rows if row.shelter_id})
    names = {room.shelter.id: room.shelter.name for room in await store.rooms(session, ids)} if ids else {}
    return [count_out(row, names) for row in rows]


async def count_shown(session: AsyncSession, id_: UUID) -> PeopleCountOut:
    """One count, with the shelter's room after it."""
    row = await store.people_count(session, id_)
    assert row is not None
    found = await store.rooms(session, [row.shelter_id]) if row.shelter_id else []
    shown = count_out(row, {room.shelter.id: room.shelter.name for room in found})
    if found:
        names = await communes.names(session, [found[0].shelter.commune_code])
        shown.room = room_out(found[0], names, await spaces.now(session))
    return shown


async def rooms(session: AsyncSession) -> list[RoomOut]:
    """Every shelter of the caller's scope with its room, by commune and name."""
    return await rooms_out(session)


async def _found(session: AsyncSession, id_: UUID, *, for_update: bool = False) -> Evacuation:
    row = await store.get(session, id_, for_update=for_update)
    if row is None:
        raise UnknownEvacuation
    return row


async def _record(session: AsyncSession, row: Evacuation, op: str, reason: str | None) -> None:
    await changes.record(
        session,
        domain="resources",
        entity="evacuation",
        entity_id=str(row.id),
        op=op,
        commune_code=row.commune_code,
        at=row.state_at,
        payload={
            "state": row.state,
            "people": row.people,
            "hamlet": row.hamlet,
            "reason": reason,
            "version": row.version,
        },
    )
    if row.incident_id is not None and op != "shelter":
        said = {"order": "Lệnh sơ tán", "close": "Kết thúc sơ tán", "cancel": "Hủy lệnh", "reopen": "Mở lại"}
        text = f"{said[op]} {row.people} người" + (f" ({reason})" if reason else "")
        await incidents.tell(
            session,
            row.incident_id,
            "evacuate",
            commune_code=row.commune_code,
            payload={"evacuation_id": str(row.id), "state": row.state, "people": row.people, "text": text},
        )
