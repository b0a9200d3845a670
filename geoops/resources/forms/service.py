"""The form of a commune: made with what the commune has, taken back whole or not at all. Never commits."""

import asyncio
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import sandbox, workbooks
from geoops.kit.clock import VN
from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.problems import validation_problem
from geoops.kit.sandbox import Limits
from geoops.kit.workbooks import UnsafeWorkbook
from geoops.resources import service
from geoops.resources.forms import decoding, making
from geoops.resources.forms.layout import NO, ROLES, SHEETS, YES
from geoops.resources.forms.reading import NotThisForm, Row, read, refuse
from geoops.resources.forms.taking import Taken, Taking
from geoops.resources.kinds import CONDITIONS, kinds, shelter_kinds
from geoops.resources.schemas import (
    CommandPostOut,
    ResourceOut,
    ShelterOut,
)
from geoops.resources.service import Narrow

_LIMITS = Limits(memory_mib=1536, cpu_s=30, wall_s=40, result_mib=64)


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
        "last": f"{one.quantity:g} {one.unit}, {CONDITIONS[one.state].vi}, {_day(one.counted_at)}",
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
    try:
        await asyncio.to_thread(workbooks.check, content)
    except UnsafeWorkbook as unsafe:
        raise NotThisForm(detail=unsafe.text) from unsafe
    cells = await asyncio.to_thread(sandbox.within, _LIMITS, decoding.cells, content)
    rows, faults = read(cells, commune_code)
    taking = Taking(session, commune_code, actor, await service.space_of(session), Taken(), {})
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
