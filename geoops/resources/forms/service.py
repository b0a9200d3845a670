"""The form of a commune: made with what the commune has, taken back whole or not at all. Never commits."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import sandbox
from geoops.kit.clock import VN
from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.i18n import Text
from geoops.kit.problems import validation_problem
from geoops.kit.sandbox import Limits
from geoops.resources import service
from geoops.resources.forms import decoding, making
from geoops.resources.forms.layout import CONDITIONS, NO, ROLES, SHEETS, YES
from geoops.resources.forms.reading import Row, read, refuse
from geoops.resources.kinds import kinds, shelter_kinds
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
_LIMITS = Limits(memory_mib=1536, cpu_s=30, wall_s=40, result_mib=64)


@dataclass(slots=True)
class Taken:
    """What a form brought: things that are new, counts that are new, things described anew, rows that say nothing new."""

    added: int = 0
    counted: int = 0
    changed: int = 0
    unchanged: int = 0


async def form(session: AsyncSession, commune_code: str) -> tuple[bytes, str]:
    """The form of a commune with what it has, and the commune's name. Raises UnknownCommune."""
    unit = await communes.commune(session, commune_code)
    when, narrow = await service.moment(session), Narrow(communes=[commune_code])
    things = await service.resources(session, when, narrow, contacts=True)
    rows: dict[str, list[dict[str, Any]]] = {sheet.title: [] for sheet in SHEETS}
    for sheet in SHEETS:
        if sheet.holds == "seats":
            rows[sheet.title] = [_seat(one) for one in await service.command_posts(session, when, narrow)]
        elif sheet.holds == "shelters":
            rows[sheet.title] = [_shelter(one) for one in await service.shelters(session, when, narrow)]
        else:
            rows[sheet.title] = [_thing(one) for one in things if one.pillar == sheet.pillar]
    made = await asyncio.to_thread(making.form, commune_code, unit.full_name_vi, rows)
    return made, unit.full_name_vi


def _day(moment: datetime) -> str:
    return moment.astimezone(VN).strftime("%d/%m/%Y")


def _thing(one: ResourceOut) -> dict[str, Any]:
    kind = kinds().get(one.kind)
    return {
        "id": str(one.id),
        "kind": kind.name.vi if kind else one.kind,
        "name": one.name,
        "last": f"{one.quantity:g} {one.unit}, {CONDITIONS[one.state]}, {_day(one.counted_at)}",
        "store": one.store,
        "expires_on": one.expires_on,
        "norm": one.norm,
        "skills": "; ".join(one.skills) or None,
        "leader": one.leader,
        "phone": one.phone,
        "radio": one.radio,
        "note": one.note,
    }


def _shelter(one: ShelterOut) -> dict[str, Any]:
    def said(value: bool | None) -> str | None:
        return None if value is None else YES if value else NO

    people = "chưa đếm" if one.occupancy is None else f"{one.occupancy} người"
    return {
        "id": str(one.id),
        "kind": shelter_kinds()[one.kind].vi if one.kind in shelter_kinds() else one.kind,
        "name": one.name,
        "capacity": one.capacity,
        "last": f"{people}, {_day(one.counted_at)}",
        "water": said(one.water),
        "power": said(one.power),
        "toilets": said(one.toilets),
        "accessible": said(one.accessible),
        "lon": one.position.lon,
        "lat": one.position.lat,
        "note": one.note,
    }


def _seat(one: CommandPostOut) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "role": ROLES[one.role],
        "title": one.title,
        "holder": one.holder,
        "phone": one.phone,
        "last": f"xác nhận {_day(one.confirmed_at)}",
    }


async def take(session: AsyncSession, commune_code: str, content: bytes, actor: str) -> Taken:
    """Take a filled-in form: all of it, or nothing and every fault with its sheet and row.

    The same file again changes nothing. Raises NotThisForm, InputRefused, Undecodable.
    """
    await communes.commune(session, commune_code)
    cells = await asyncio.to_thread(sandbox.within, _LIMITS, decoding.cells, content)
    rows, faults = read(cells, commune_code)
    taking = _Taking(session, commune_code, actor, await service.space_of(session), Taken(), {})
    await taking.look_up()
    for row in rows:
        try:
            await taking.row(row)
        except ValidationError as error:
            faults += _named(validation_problem(error.errors()).faults, row)
        except InputRefused as error:
            faults += _named(error.faults or [Fault(error.detail or error.title)], row)
        except Problem as error:
            faults += _named([Fault(error.detail or error.title)], row)
    refuse(sorted(faults, key=lambda fault: (_order(fault.file), fault.row or 0)))
    return taking.taken


def _order(title: str | None) -> int:
    return next((place for place, sheet in enumerate(SHEETS) if sheet.title == title), 99)


def _named(faults: Any, row: Row) -> list[Fault]:
    """Faults with the row and the heading in place of the field's name."""
    keys = {
        "quantity": "quantity",
        "counted_at": "counted_on",
        "confirmed_at": "counted_on",
        "position": "lon",
        "position.lon": "lon",
        "position.lat": "lat",
        "store_id": "store",
    }
    headings = {column.key: column.heading for column in row.sheet.columns}
    return [
        Fault(
            fault.reason,
            row=row.number,
            field=headings.get(keys.get(fault.field or "", fault.field or ""), fault.field),
            file=row.sheet.title,
        )
        for fault in faults
    ]


def _refused(column: str, vi: str, en: str) -> InputRefused:
    return InputRefused(faults=[Fault(Text(vi, en), field=column)])


@dataclass(slots=True)
class _Taking:
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
        changed = await service.change_resource(self.session, id_, described)
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
            self.session, id_, facts | {"name": values["name"], "capacity": capacity}
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
