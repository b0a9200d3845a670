"""Dispatches as they go out."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import etags, spaces
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.dispatch import store
from geoops.resources.dispatch.models import DispatchCost, DispatchStep
from geoops.resources.dispatch.schemas import (
    TEAM,
    DispatchCostOut,
    DispatchKindOut,
    DispatchOut,
    DispatchStateOut,
    DispatchStepOut,
    NextOut,
)
from geoops.resources.dispatch.states import ACTIONS, HOLDS, STATES, next_actions
from geoops.resources.dispatch.store import Found
from geoops.resources.kinds import kinds
from geoops.resources.schemas import PositionOut

_TEAM = Text("Đội", "Team")
_OTHER_STEPS = {"request": Text("Yêu cầu", "Request"), "split": Text("Phần còn chờ", "Rest that waits on")}


def kind_words() -> dict[str, Text]:
    """What each kind is called."""
    return {TEAM: _TEAM} | {code: kind.name for code, kind in kinds().items()}


def kind_label(kind: str) -> Text:
    """What a kind is called."""
    return kind_words().get(kind, Text(kind, kind))


def kind_unit(kind: str) -> str:
    """What a kind is counted in."""
    known = kinds().get(kind)
    return known.unit if known else "đội"


def step_label(action: str) -> Text:
    """What a step is called."""
    known = ACTIONS.get(action)
    return known.name if known else _OTHER_STEPS.get(action, Text(action, action))


@lru_cache
def _ellipsoid() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_km(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """The straight way over the ground (WGS 84), in kilometres."""
    metres: float = _ellipsoid().inv(lon, lat, to_lon, to_lat)[2]
    return round(metres / 1000, 2)


def states() -> list[DispatchStateOut]:
    """The definition: every state with the steps that lead out of it."""
    return [
        DispatchStateOut(
            state=state, label=TextOut.of(label), holds=state in HOLDS, steps=_next(state, has_unit=False)
        )
        for state, label in STATES.items()
    ]


def kinds_out() -> list[DispatchKindOut]:
    """What can be asked for, a whole team last. A commune's command stays where it is."""
    listed = [
        DispatchKindOut(
            kind=kind.code,
            pillar=kind.pillar,
            label=TextOut.of(kind.name),
            unit=kind.unit,
            whole=kind.whole,
        )
        for kind in kinds().values()
        if kind.pillar != "command"
    ]
    return [
        *listed,
        DispatchKindOut(
            kind=TEAM, pillar="forces", label=TextOut.of(_TEAM), unit=kind_unit(TEAM), whole=True
        ),
    ]


def _next(state: str, *, has_unit: bool) -> list[NextOut]:
    return [
        NextOut(
            action=name,
            label=TextOut.of(ACTIONS[name].name),
            to=ACTIONS[name].to[state],
            needs_reason=state in ACTIONS[name].reason_from,
            needs_unit=ACTIONS[name].takes_unit and not has_unit and state == "requested",
        )
        for name in next_actions(state)
    ]


async def outs(session: AsyncSession, rows: Sequence[Found]) -> list[DispatchOut]:
    """Dispatches in their order, with names, costs and what may be done next."""
    if not rows:
        return []
    codes = {found.row.to_commune_code for found in rows}
    codes |= {found.row.commune_code for found in rows if found.row.commune_code}
    names = await communes.names(session, sorted(codes))
    now = await spaces.now(session)
    ids = sorted({found.row.resource_id for found in rows if found.row.resource_id})
    short = {one.resource.id: one.short for one in await store.standings(session, ids=ids)} if ids else {}

    def named(code: str | None) -> str | None:
        return names[code].full_name_vi if code in names else None

    shown = []
    for found in rows:
        row = found.row
        given = row.resource_id is not None or row.team is not None
        start = (
            PositionOut(lon=round(found.from_lon, 6), lat=round(found.from_lat, 6))
            if found.from_lon is not None and found.from_lat is not None
            else None
        )
        goal = PositionOut(lon=round(found.to_lon, 6), lat=round(found.to_lat, 6))
        shown.append(
            DispatchOut(
                id=row.id,
                state=row.state,
                state_label=TextOut.of(STATES[row.state]),
                kind=row.kind,
                kind_label=TextOut.of(kind_label(row.kind)),
                amount=row.amount,
                unit=kind_unit(row.kind),
                returned=row.returned,
                resource_id=row.resource_id,
                resource_name=found.resource_name,
                team=row.team,
                commune_code=row.commune_code if given else None,
                commune_name=named(row.commune_code) if given else None,
                to_commune_code=row.to_commune_code,
                to_commune_name=named(row.to_commune_code),
                incident_id=row.incident_id,
                request_id=row.request_id,
                note=row.note,
                start=start,
                goal=goal,
                distance_km=distance_km(start.lon, start.lat, goal.lon, goal.lat) if start else None,
                requested_by=row.requested_by,
                requested_at=row.requested_at,
                state_at=row.state_at,
                left_at=row.left_at,
                ended_at=row.ended_at,
                known_at=row.known_at,
                hours_away=_hours(row.left_at, row.ended_at or now),
                cost_vnd=found.cost_vnd,
                hours=found.hours,
                short=short.get(row.resource_id, 0.0) if row.resource_id and row.state in HOLDS else 0.0,
                steps=_next(row.state, has_unit=given),
                etag=etags.of_version(row.version),
            )
        )
    return shown


def _hours(left_at: datetime | None, until: datetime) -> float | None:
    return round(max(0.0, (until - left_at).total_seconds()) / 3600, 2) if left_at else None


def step_out(row: DispatchStep) -> DispatchStepOut:
    """A step that was taken."""
    return DispatchStepOut(
        id=row.id,
        number=row.number,
        action=row.action,
        label=TextOut.of(step_label(row.action)),
        from_state=row.from_state,
        state=row.state,
        state_label=TextOut.of(STATES[row.state]),
        amount=row.amount,
        reason=row.reason,
        override=row.override,
        actor=row.actor,
        at=row.at,
        known_at=row.known_at,
    )


def cost_out(row: DispatchCost) -> DispatchCostOut:
    """A cost as it was written down."""
    return DispatchCostOut(
        id=row.id,
        item=row.item,
        amount_vnd=row.amount_vnd,
        hours=row.hours,
        note=row.note,
        noted_by=row.noted_by,
        known_at=row.known_at,
    )
