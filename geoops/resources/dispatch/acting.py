"""Asking for units, giving them, and following them until they are back. Every step is one row of the change log."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession
from uuid6 import uuid7

from geoops.communes import service as communes
from geoops.communes.errors import UnknownCommune
from geoops.incidents import service as incidents
from geoops.incidents.errors import UnknownIncident
from geoops.kit import etags
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.resources.checking import check_time, place, refused
from geoops.resources.dispatch import giving, recording, store
from geoops.resources.dispatch.errors import (
    DispatchWrongState,
    NotEnoughUnits,
    TeamIsOut,
    UnknownDispatch,
    UnknownStep,
)
from geoops.resources.dispatch.giving import Given, check_wanted
from geoops.resources.dispatch.models import Dispatch
from geoops.resources.dispatch.schemas import TEAM, DispatchIn, DispatchStepIn
from geoops.resources.dispatch.states import ACTIONS
from geoops.resources.dispatch.store import Found
from geoops.resources.errors import IdTaken
from geoops.resources.taking import fingerprint

_REST = UUID("2c0f3d5e-8a51-5d7e-9a0e-0d6c2f6b7a11")
_FIRST = {"requested": "request", "offered": "offer", "assigned": "assign"}


async def create(session: AsyncSession, body: DispatchIn, caller: Caller) -> bool:
    """Ask for units, or give them at once; False where this very dispatch is there already.

    Raises IdTaken, InputRefused, UnknownIncident, UnknownResource, NotEnoughUnits, CountNotReady, TeamIsOut, NotAllowed.
    """
    print_ = fingerprint(body)
    if await _same(session, body.id, print_):
        return False
    to_commune, lon, lat = await _goal(session, body)
    at = await check_time(session, body.at, "at")
    given: Given | None = None
    if body.unit is not None:
        given = await _give_or_repeat(session, body, print_, caller)
        if given is None:
            return False
    kind, amount = (given.kind, given.amount) if given else _wanted(body)
    values: dict[str, Any] = {
        "id": body.id,
        "state": body.state,
        "kind": kind,
        "amount": amount,
        "to_commune_code": to_commune,
        "incident_id": body.incident_id,
        "note": body.note,
        "to_geom_3857": store.point(lon, lat),
        "requested_at": at,
        "state_at": at,
        "body_sha256": print_,
        **(_given_values(given) if given else {}),
    }
    kept = await store.add(session, values)
    if kept is not None:
        if kept != print_:
            raise IdTaken(extra={"id": str(body.id)})
        return False
    await recording.step(
        session,
        await _found(session, body.id),
        step_id=uuid7(),
        action=_FIRST[body.state],
        from_state=None,
        at=at,
        reason=None,
        override=body.override,
    )
    return True


async def _give_or_repeat(
    session: AsyncSession, body: DispatchIn, print_: str, caller: Caller
) -> Given | None:
    """The units, or None where the same dispatch was made while this one waited for them."""
    assert body.unit is not None
    try:
        return await giving.take(session, body.unit, body.kind, body.amount, body.override, caller)
    except (NotEnoughUnits, TeamIsOut):
        if await _same(session, body.id, print_):
            return None
        raise


async def _same(session: AsyncSession, id_: UUID, print_: str) -> bool:
    found = await store.get(session, id_)
    if found is None:
        return False
    if found.row.body_sha256 != print_:
        raise IdTaken(extra={"id": str(id_)})
    return True


def _wanted(body: DispatchIn) -> tuple[str, float]:
    if body.kind is None:
        raise refused("kind", "cần nêu loại", "a kind is needed")
    amount = 1.0 if body.amount is None and body.kind == TEAM else body.amount
    if amount is None:
        raise refused("amount", "cần nêu số lượng", "an amount is needed")
    check_wanted(body.kind, amount)
    return body.kind, amount


def _given_values(given: Given) -> dict[str, Any]:
    return {
        "kind": given.kind,
        "amount": given.amount,
        "resource_id": given.resource_id,
        "team": given.team,
        "commune_code": given.commune_code,
        "from_geom_3857": store.point(given.lon, given.lat),
    }


async def _goal(session: AsyncSession, body: DispatchIn) -> tuple[str, float, float]:
    """The commune that the units go to, and the point (EPSG:4326)."""
    code, position = body.to_commune_code, body.position
    if body.incident_id is not None:
        try:
            incident = await incidents.get(session, body.incident_id)
        except UnknownIncident as unknown:
            raise InputRefused(faults=[Fault(unknown.title, field="incident_id")]) from unknown
        if code is not None and incident.commune_code is not None and code != incident.commune_code:
            raise refused(
                "to_commune_code",
                f"sự cố nằm ở xã {incident.commune_code}",
                f"the incident lies in commune {incident.commune_code}",
            )
        code = code or incident.commune_code
        if position is None and incident.position is not None and code is not None:
            return code, incident.position.lon, incident.position.lat
    if position is not None:
        return await place(session, code, position), position.lon, position.lat
    if code is None:
        raise refused("to_commune_code", "sự cố chưa rõ thuộc xã nào", "the incident has no commune yet")
    try:
        commune = await communes.commune(session, code)
    except UnknownCommune as unknown:
        raise InputRefused(faults=[Fault(unknown.title, field="to_commune_code")]) from unknown
    return commune.code, commune.lon, commune.lat


async def act(
    session: AsyncSession, id_: UUID, name: str, body: DispatchStepIn, if_match: str | None, caller: Caller
) -> None:
    """Take a step, with `If-Match`. The same step sent again under its id is taken once.

    Raises UnknownStep, UnknownDispatch, IdTaken, PreconditionFailed, DispatchWrongState, InputRefused and what
    `giving.take` raises.
    """
    action = ACTIONS.get(name)
    if action is None:
        known = ", ".join(ACTIONS)
        raise UnknownStep(
            Text(f"Không có bước “{name}”; có: {known}", f"No step “{name}”; there are {known}")
        )
    if not await store.lock(session, id_):
        raise UnknownDispatch
    if body.id is not None and (done := await store.step(session, body.id)) is not None:
        if (done.dispatch_id, done.action) != (id_, name):
            raise IdTaken(extra={"id": str(body.id)})
        return
    found = await _found(session, id_)
    row = found.row
    etags.check(if_match, etags.of_version(row.version), state=row.state)
    to_state = action.to.get(row.state)
    if to_state is None:
        raise DispatchWrongState(
            extra={"state": row.state, "may": [n for n in ACTIONS if row.state in ACTIONS[n].to]}
        )
    if row.state in action.reason_from and not body.reason:
        raise refused("reason", "cần nêu lý do", "a reason is needed")
    at = await check_time(session, body.at, "at")
    if at < row.state_at:
        raise refused("at", "sớm hơn bước trước", "earlier than the step before")
    step_id = body.id or uuid7()
    values: dict[str, Any] = {"state": to_state, "state_at": at}
    if row.resource_id is None and row.team is None and action.takes_unit:
        values |= await _give(session, found, body, step_id, caller, at)
    elif body.unit is not None or body.amount is not None:
        raise refused("unit", "lượt này đã có phương tiện, lực lượng", "this dispatch has its units already")
    values |= _course(row, name, body, at)
    await store.change(session, id_, values)
    await recording.step(
        session,
        await _found(session, id_),
        step_id=step_id,
        action=name,
        from_state=row.state,
        at=at,
        reason=body.reason,
        override=body.override,
        before=found,
    )


def _course(row: Dispatch, name: str, body: DispatchStepIn, at: datetime) -> dict[str, Any]:
    """What a step changes beside the state."""
    if body.returned is not None and name != "return":
        raise refused("returned", "chỉ ghi khi đã về", "only said on the way back home")
    if name == "depart" or (name == "arrive" and row.left_at is None):
        return {"left_at": at}
    if name == "step_back" and row.state == "on_the_way":
        return {"left_at": None}
    if name == "withdraw":
        return {"resource_id": None, "team": None, "from_geom_3857": None}
    if name == "return":
        returned = row.amount if body.returned is None else body.returned
        if returned > row.amount:
            raise refused("returned", "nhiều hơn số đã đi", "more than went out")
        if returned > 0:
            check_wanted(row.kind, returned)
        return {"returned": returned, "ended_at": at}
    return {"ended_at": at} if name in ("refuse", "cancel") else {}


async def _give(
    session: AsyncSession, found: Found, body: DispatchStepIn, step_id: UUID, caller: Caller, at: datetime
) -> dict[str, Any]:
    """Give units to a request; where they are fewer than asked for, the rest waits on as a request of its own."""
    row = found.row
    if body.unit is None:
        raise refused("unit", "cần chọn nguồn lực hoặc đội", "a resource or a team is needed")
    amount = body.amount
    if amount is None and row.kind != TEAM:
        amount = row.amount
    if amount is not None and amount > row.amount:
        raise refused(
            "amount",
            f"nhiều hơn yêu cầu ({row.amount:g}); phần thêm hãy điều động riêng",
            f"more than was asked for ({row.amount:g}); send the rest as a dispatch of its own",
        )
    given = await giving.take(session, body.unit, row.kind, amount, body.override, caller)
    rest = row.amount - given.amount
    if rest > 0:
        await _leave_waiting(session, found, rest, uuid5(_REST, str(step_id)), at)
    return _given_values(given)


async def _leave_waiting(
    session: AsyncSession, found: Found, rest: float, rest_id: UUID, at: datetime
) -> None:
    row = found.row
    await store.add(
        session,
        {
            "id": rest_id,
            "state": "requested",
            "kind": row.kind,
            "amount": rest,
            "commune_code": row.commune_code,
            "to_commune_code": row.to_commune_code,
            "incident_id": row.incident_id,
            "request_id": row.request_id or row.id,
            "note": row.note,
            "to_geom_3857": store.point(found.to_lon, found.to_lat),
            "requested_by": row.requested_by,
            "requested_at": row.requested_at,
            "state_at": at,
            "body_sha256": row.body_sha256,
        },
    )
    await recording.step(
        session,
        await _found(session, rest_id),
        step_id=uuid7(),
        action="split",
        from_state=None,
        at=at,
        reason=None,
        override=None,
    )


async def _found(session: AsyncSession, id_: UUID) -> Found:
    found = await store.get(session, id_)
    if found is None:
        raise UnknownDispatch
    return found
