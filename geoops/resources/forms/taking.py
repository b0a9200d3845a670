"""One form on its way in: each row is a new thing, a further count, a change, or nothing new."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.clock import VN
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.etags import ANY_STATE
from geoops.kit.i18n import Text
from geoops.resources import service
from geoops.resources.forms.reading import Row
from geoops.resources.schemas import (
    CommandPostIn,
    CommandPostOut,
    CountIn,
    OccupancyIn,
    PositionIn,
    ResourceIn,
    ResourceOut,
    ShelterIn,
    ShelterOut,
)
from geoops.resources.service import Narrow

_IDS = UUID("6b9d4b8e-2f0c-5a3e-9a53-1f0c7f5f0a61")


@dataclass(slots=True)
class Taken:
    """What a form brought: things that are new, counts that are new, things described anew, rows that say nothing new."""

    added: int = 0
    counted: int = 0
    changed: int = 0
    unchanged: int = 0


def _refused(column: str, vi: str, en: str) -> InputRefused:
    return InputRefused(faults=[Fault(Text(vi, en), field=column)])


@dataclass(slots=True)
class Taking:
    """One form on its way in."""

    session: AsyncSession
    commune: str
    actor: str
    space: str
    taken: Taken
    seen: dict[UUID, int]
    things: dict[UUID, ResourceOut] | None = None
    shelters: dict[UUID, ShelterOut] | None = None
    seats: dict[UUID, CommandPostOut] | None = None

    async def look_up(self) -> None:
        """What the commune has."""
        when, narrow = await service.moment(self.session), Narrow(communes=[self.commune])
        self.things = {
            one.id: one for one in await service.resources(self.session, when, narrow, contacts=True)
        }
        self.shelters = {one.id: one for one in await service.shelters(self.session, when, narrow)}
        self.seats = {one.id: one for one in await service.command_posts(self.session, when, narrow)}

    async def row(self, row: Row) -> None:
        """Take one row."""
        takes: dict[str, Callable[[Row, UUID], Awaitable[None]]] = {
            "resources": self._thing,
            "shelters": self._shelter,
            "seats": self._seat,
        }
        id_ = self._id(row)
        if id_ in self.seen:
            raise _refused("name", f"trùng với dòng {self.seen[id_]}", f"is the same as row {self.seen[id_]}")
        self.seen[id_] = row.number
        await takes[row.sheet.holds](row, id_)

    def _id(self, row: Row) -> UUID:
        """The id of the row's thing: its own, else one that follows from what it is, so that the same file again
        speaks of the same things."""
        held = {"resources": self.things, "shelters": self.shelters, "seats": self.seats}[row.sheet.holds]
        given = row.values.get("id")
        if given is not None:
            if given not in (held or {}):
                raise _refused("id", "xã không có mục mang mã này", "the commune has nothing with this id")
            return UUID(str(given))
        parts = [row.values.get(key) or "" for key in ("kind", "role", "name", "title", "holder", "store")]
        what = "/".join(str(part).casefold() for part in parts)
        return uuid5(_IDS, f"{self.space}/{self.commune}/{row.sheet.title}/{what}")

    def _count_id(self, id_: UUID, *said: Any) -> UUID:
        return uuid5(_IDS, "/".join(str(part) for part in (self.space, id_, *said)))

    async def _thing(self, row: Row, id_: UUID) -> None:
        values = dict(row.values)
        held = (self.things or {}).get(id_)
        if held is not None and held.kind != values["kind"]:
            raise _refused("kind", "không đổi được loại của mục đã có", "the kind of what is there stays")
        counted_at = _moment(values.get("counted_on"))
        described: dict[str, Any] = {
            key: values.get(key)
            for key in ("expires_on", "norm", "leader", "phone", "radio", "note")
            if any(column.key == key for column in row.sheet.columns)
        }
        if any(column.key == "skills" for column in row.sheet.columns):
            parts = str(values.get("skills") or "").split(";")
            described["skills"] = [part.strip() for part in parts if part.strip()] or None
        described |= await self._store(row, held)
        if held is None:
            body = ResourceIn(
                id=id_,
                commune_code=self.commune,
                kind=values["kind"],
                name=values.get("name"),
                quantity=values["quantity"],
                state=values["state"],
                counted_at=counted_at,
                **described,
            )
            await service.add_resource(self.session, body, self.actor)
            self.taken.added += 1
            return
        if values.get("name"):
            described["name"] = values["name"]
        changed = await service.change_resource(self.session, id_, described, ANY_STATE)
        self.taken.changed += changed
        counted = False
        if counted_at is not None and not await self._is_counted(id_, values, counted_at):
            said = (counted_at.isoformat(), values["quantity"], values["state"])
            body_ = CountIn(
                id=self._count_id(id_, *said),
                quantity=values["quantity"],
                state=values["state"],
                counted_at=counted_at,
            )
            counted = await service.count_resource(self.session, id_, body_, self.actor)
            self.taken.counted += counted
        self.taken.unchanged += not (changed or counted)

    async def _is_counted(self, id_: UUID, values: dict[str, Any], counted_at: datetime) -> bool:
        return any(
            (count.quantity, count.state, count.counted_at)
            == (values["quantity"], values["state"], counted_at)
            for count in await service.counts(self.session, id_, 100)
        )

    async def _store(self, row: Row, held: ResourceOut | None) -> dict[str, Any]:
        """The store of that name where the commune has one, else the name alone."""
        if not any(column.key == "store" for column in row.sheet.columns):
            return {}
        name = row.values.get("store")
        if name is None or (held is not None and held.store == name):
            return {} if name is not None else {"store": None, "store_id": None}
        found = await service.store_named(self.session, self.commune, name)
        return {"store": None, "store_id": found} if found is not None else {"store": name, "store_id": None}

    async def _shelter(self, row: Row, id_: UUID) -> None:
        values = dict(row.values)
        held = (self.shelters or {}).get(id_)
        counted_at = _moment(values.get("counted_on"))
        capacity, occupancy = _people(values, "capacity"), _people(values, "occupancy")
        facts = {key: values.get(key) for key in ("water", "power", "toilets", "accessible", "note")}
        if held is None:
            body = ShelterIn(
                id=id_,
                commune_code=self.commune,
                kind=values["kind"],
                name=values["name"],
                position=PositionIn(lon=values["lon"], lat=values["lat"]),
                capacity=capacity,
                occupancy=occupancy,
                counted_at=counted_at,
                **facts,
            )
            await service.add_shelter(self.session, body, self.actor)
            self.taken.added += 1
            return
        changed = await service.change_shelter(
            self.session, id_, facts | {"name": values["name"], "capacity": capacity}, ANY_STATE
        )
        self.taken.changed += changed
        counted = False
        if occupancy is not None and counted_at is not None:
            said = (counted_at.isoformat(), occupancy)
            if (held.occupancy, held.counted_at) != (occupancy, counted_at):
                count = OccupancyIn(id=self._count_id(id_, *said), occupancy=occupancy, counted_at=counted_at)
                counted = await service.count_shelter(self.session, id_, count, self.actor)
            self.taken.counted += counted
        self.taken.unchanged += not (changed or counted)

    async def _seat(self, row: Row, id_: UUID) -> None:
        values = dict(row.values)
        confirmed_at = _moment(values.get("counted_on"))
        body = CommandPostIn(
            id=id_,
            commune_code=self.commune,
            role=values["role"],
            title=values["title"],
            holder=values.get("holder"),
            phone=values.get("phone"),
            confirmed_at=confirmed_at,
        )
        if id_ not in (self.seats or {}):
            await service.add_command_post(self.session, body, self.actor)
            self.taken.added += 1
            return
        changed = await service.change_command_post(self.session, id_, body, self.actor)
        self.taken.changed += changed
        self.taken.unchanged += not changed


def _moment(day: date | None) -> datetime | None:
    """A day's count holds from its beginning, so that the same file again says the same."""
    return datetime.combine(day, time(), tzinfo=VN) if day is not None else None


def _people(values: dict[str, Any], key: str) -> Any:
    """A whole number of people as one; anything else is left for the check to refuse."""
    value = values.get(key)
    return int(value) if isinstance(value, float) and value.is_integer() else value
