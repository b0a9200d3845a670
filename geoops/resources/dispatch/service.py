"""What is asked of dispatch by routes and other domains. Takes a session, never commits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import paging, spaces
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.dispatch import store
from geoops.resources.dispatch.acting import act, create
from geoops.resources.dispatch.costs import add_cost, costs, remove_cost
from geoops.resources.dispatch.errors import UnknownDispatch
from geoops.resources.dispatch.schemas import AvailableOut, DispatchOut, DispatchStepOut, ShortOut
from geoops.resources.dispatch.showing import (
    distance_km,
    kind_label,
    kind_unit,
    kinds_out,
    outs,
    states,
    step_out,
)
from geoops.resources.dispatch.states import OPEN, STATES
from geoops.resources.dispatch.store import Narrow
from geoops.resources.showing import is_stale

__all__ = [
    "AvailableOut",
    "Narrow",
    "act",
    "add_cost",
    "available",
    "costs",
    "create",
    "everything",
    "get",
    "here",
    "kinds_out",
    "moving_amounts",
    "out_amounts",
    "page",
    "remove_cost",
    "short",
    "since_recent",
    "states",
    "steps",
    "underway",
]

RECENT = timedelta(hours=24)
"""How long a dispatch that is over stays on the board."""
MOST_EXPORTED = 50_000


async def get(session: AsyncSession, id_: UUID) -> DispatchOut:
    """The dispatch; raises UnknownDispatch."""
    found = await store.get(session, id_)
    if found is None:
        raise UnknownDispatch
    return (await outs(session, [found]))[0]


async def steps(session: AsyncSession, id_: UUID) -> list[DispatchStepOut]:
    """The steps of a dispatch in their order; raises UnknownDispatch."""
    await get(session, id_)
    return [step_out(row) for row in await store.steps(session, id_)]


async def page(
    session: AsyncSession, narrow: Narrow, limit: int, after: tuple[datetime, UUID] | None
) -> list[DispatchOut]:
    """Newest first, up to `limit + 1`, so that the caller can tell whether there are more."""
    return await outs(session, await store.page(session, narrow, limit, after))


async def everything(session: AsyncSession, narrow: Narrow) -> list[DispatchOut]:
    """All that `page` would page through. Raises TooManyRows where there are more than `MOST_EXPORTED`."""
    return await paging.everything(
        lambda limit, after: page(session, narrow, limit, after),
        lambda row: (row.known_at, row.id),
        MOST_EXPORTED,
    )


@dataclass(frozen=True, slots=True)
class Underway:
    """A dispatch that is not over: what of, from where (None: not yet given) to where, and how far it has come."""

    kind: Text
    amount: float
    unit: str
    name: str | None
    from_code: str | None
    to_code: str
    state: str
    state_label: Text
    state_at: datetime


async def underway(session: AsyncSession, at: datetime, known_at: datetime) -> list[Underway]:
    """Dispatches of the scope that were not over at a time as known at a time, the last that moved first."""
    return [
        Underway(
            kind=kind_label(one.row.kind),
            amount=one.amount,
            unit=kind_unit(one.row.kind),
            name=one.resource_name or one.row.team,
            from_code=one.row.commune_code,
            to_code=one.row.to_commune_code,
            state=one.state,
            state_label=STATES[one.state],
            state_at=one.state_at,
        )
        for one in await store.as_known(session, at=at, known_at=known_at)
    ]


async def since_recent(session: AsyncSession) -> datetime:
    """From when on those that are over are still shown on the board."""
    return await spaces.now(session) - RECENT


async def here(session: AsyncSession, commune_code: str, limit: int = 20) -> list[DispatchOut]:
    """What is asked for by, sent to and sent from a commune and not over, for its situation; newest first."""
    return (await page(session, Narrow(states=OPEN, commune=commune_code), limit, None))[:limit]


async def available(
    session: AsyncSession,
    *,
    kind: str,
    lon: float,
    lat: float,
    but_commune: str | None = None,
    limit: int = 20,
) -> list[AvailableOut]:
    """What of a kind can still be given, by the straight distance from a point (EPSG:4326), nearest first.

    Roads are not known here: the distance is straight, and is to be shown as such.
    """
    now = await spaces.now(session)
    found = [
        one
        for one in await store.standings(session, kind=kind, at=now)
        if one.available > 0 and one.resource.commune_code != but_commune
    ]
    units = await communes.of_codes(session, sorted({one.resource.commune_code for one in found}))
    middle = {unit.code: (unit.lon, unit.lat) for unit in units}
    names = {unit.code: unit.full_name_vi for unit in units}
    rows = []
    for one in found:
        place = (one.lon, one.lat) if one.lon is not None else middle.get(one.resource.commune_code)
        if place is None or place[0] is None or place[1] is None:
            continue
        rows.append(
            AvailableOut(
                resource_id=one.resource.id,
                name=one.resource.name,
                kind=one.resource.kind,
                kind_label=TextOut.of(kind_label(one.resource.kind)),
                unit=one.resource.unit,
                commune_code=one.resource.commune_code,
                commune_name=names.get(one.resource.commune_code),
                quantity=one.quantity,
                out=one.out,
                available=one.available,
                state=one.state,
                counted_at=one.counted_at,
                stale=is_stale(one.counted_at, now),
                distance_km=distance_km(place[0], place[1], lon, lat),
                demo=one.resource.demo,
            )
        )
    rows.sort(key=lambda row: (row.stale or row.state != "ready", row.distance_km, str(row.resource_id)))
    return rows[:limit]


async def short(session: AsyncSession) -> list[ShortOut]:
    """Resources of which more is out than their newest count says they have: a count to be cleared up with the commune."""
    found = [one for one in await store.standings(session, only_out=True) if one.short > 0]
    names = await communes.names(session, sorted({one.resource.commune_code for one in found}))
    return [
        ShortOut(
            resource_id=one.resource.id,
            name=one.resource.name,
            kind=one.resource.kind,
            kind_label=TextOut.of(kind_label(one.resource.kind)),
            commune_code=one.resource.commune_code,
            commune_name=names[one.resource.commune_code].full_name_vi
            if one.resource.commune_code in names
            else None,
            quantity=one.quantity,
            counted_at=one.counted_at,
            out=one.out,
            short=one.short,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Moving:
    """What is sent to a commune, of one kind: still on the way, and arrived."""

    on_the_way: float = 0.0
    arrived: float = 0.0


async def out_amounts(
    session: AsyncSession, communes_: Sequence[str] | None = None
) -> dict[UUID, tuple[str, str, float]]:
    """What of each resource is not there: `{resource: (commune, kind, amount)}`, in the units it is counted in.

    A count says what a commune *has*, also what is away; take this off it to get what is there to be used: held by a
    dispatch (offered, assigned, on the way, on the scene, coming back), used up or lost since the newest count. An
    amount larger than the newest count means that the two contradict each other: nothing is left, and `short` says so.
    """
    standings = await store.standings(session, communes=communes_, only_out=True)
    return {
        one.resource.id: (one.resource.commune_code, one.resource.kind, one.out)
        for one in standings
        if one.out > 0
    }


async def moving_amounts(session: AsyncSession) -> dict[tuple[str, str], Moving]:
    """What help other communes have sent, by `(commune it goes to, kind)`. Only what is on the scene is there to be
    used; what is on the way is to be shown apart, and what is only offered or assigned is neither."""
    way: defaultdict[tuple[str, str], float] = defaultdict(float)
    scene: defaultdict[tuple[str, str], float] = defaultdict(float)
    for code, kind, amount in await store.amounts(session, "to", ["on_the_way"]):
        way[code, kind] += amount
    for code, kind, amount in await store.amounts(session, "to", ["on_the_scene"]):
        scene[code, kind] += amount
    return {key: Moving(way.get(key, 0.0), scene.get(key, 0.0)) for key in sorted({*way, *scene})}
