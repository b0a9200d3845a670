"""A road taken as closed for a trial: which communes are cut off, and whose readiness with help changes.

Nothing is written. What stands in a commune is not moved by a road; what others can bring is. So the readiness looked
at here counts what stands there and the nearest surplus that still gets there by road, never better than the weakest
need.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.resources.assessing.helping import candidates, chosen
from geoops.resources.assessing.records import Assessment, NeedHere
from geoops.resources.assessing.roads import Closing, OverRoads
from geoops.resources.assessing.service import assess, moment
from geoops.resources.assessing.travel import Place
from geoops.works import service as works

MOST_LOOKED_AT = 40
"""Help is worked out for so many of the communes that are short, the worst first."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What help brings of a need: how much, and the minutes until the last of it is there (None: nothing comes)."""

    amount: float
    minutes: float | None


@dataclass(frozen=True, slots=True)
class NeedChanged:
    """A need that fails, what is missing of it, and what help brings with the road open and closed."""

    here: NeedHere
    missing: float
    before: Brought
    after: Brought


@dataclass(frozen=True, slots=True)
class ReadinessChanged:
    """A commune of which help changes. The ratios are of its weakest need, with the help that gets there; None where
    one of its needs is not known."""

    one: Assessment
    before: float | None
    after: float | None
    needs: Sequence[NeedChanged]


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing would do. `network` false: no road is loaded, so nothing can be said. `closing` is how many stretches
    are closed that are open now; 0: what was named is cut already, or lies on no loaded road. `off_network` communes
    have no loaded road near their point. `short` communes are short of something, `looked_at` of them were worked out."""

    network: bool
    closing: int
    cuts: int
    cut_off: Sequence[Commune]
    already: int
    off_network: int
    changed: Sequence[ReadinessChanged]
    short: int
    looked_at: int


async def would_close(
    session: AsyncSession,
    closing: Closing,
    units: Sequence[Commune],
    *,
    at: datetime,
    known_at: datetime,
) -> Closed:
    """What closing these would do to these communes. A commune is cut off where its point was joined by road to the group
    of roads on which most of the country's communes lie, and is not any more."""
    every = await _every(session)
    groups = await works.grouped(
        session,
        [(unit.lon, unit.lat) for unit in every],
        at=at,
        known_at=known_at,
        also_cut=closing.points,
        closures=closing.stretches,
    )
    if groups is None:
        return Closed(False, 0, 0, (), 0, len(units), (), 0, 0)
    mine = {unit.code for unit in units}
    joined_before, joined_after = _joined(groups)
    places = [place for place, unit in enumerate(every) if unit.code in mine]
    lost = [every[p] for p in places if joined_before[p] and not joined_after[p]]
    on_roads = [p for p in places if groups.before[p] >= 0]
    found = await assess(session, units, at=at, known_at=known_at)
    short = sorted((one for one in found if one.state == "short"), key=lambda one: one.rank)
    changed: list[ReadinessChanged] = []
    if groups.closing:
        for one in short[:MOST_LOOKED_AT]:
            if (change := await _changed(session, one, closing, at, known_at)) is not None:
                changed.append(change)
    return Closed(
        network=True,
        closing=groups.closing,
        cuts=groups.cuts,
        cut_off=sorted(lost, key=lambda unit: -(unit.population or 0)),
        already=sum(not joined_before[p] for p in on_roads),
        off_network=len(places) - len(on_roads),
        changed=changed,
        short=len(short),
        looked_at=min(len(short), MOST_LOOKED_AT) if groups.closing else 0,
    )


def _joined(groups: works.Grouped) -> tuple[Sequence[bool], Sequence[bool]]:
    """Which places are joined to the group that most places lie on, before and after. The group of before is the one
    that the greatest group of after was a part of: the trial makes groups smaller and joins none."""
    on = groups.after >= 0
    if not on.any():
        nothing = [False] * len(groups.after)
        return nothing, nothing
    main = int(np.bincount(groups.after[on]).argmax())
    was = int(groups.before[groups.after == main][0])
    return (groups.before == was).tolist(), (groups.after == main).tolist()


async def _every(session: AsyncSession) -> list[Commune]:
    return await communes.page(session, province=None, day=None, after=None, limit=20_000)


async def _changed(
    session: AsyncSession, one: Assessment, closing: Closing, at: datetime, known_at: datetime
) -> ReadinessChanged | None:
    """How help for a commune changes; None where it does not."""
    place, when = Place(one.commune.lon, one.commune.lat), moment(at, known_at)
    failing = [here for here in one.needs if here.asked and here.need.pillar != "command" and _missing(here)]
    rows = {
        here.need.code: await candidates(session, here.need.code, one.commune.code, place, when)
        for here in failing
    }
    starts = [Place(row["lon"], row["lat"]) for mine in rows.values() for row in mine]
    if not starts:
        return None
    open_ = await OverRoads(session, at, known_at).legs(starts, place)
    shut = await OverRoads(session, at, known_at, closing).legs(starts, place)
    changed: list[NeedChanged] = []
    offset = 0
    brought: dict[str, tuple[Brought, Brought]] = {}
    for here in failing:
        mine = rows[here.need.code]
        legs = slice(offset, offset + len(mine))
        offset += len(mine)
        missing = _missing(here)
        sent = [chosen(mine, way[legs], missing, most=len(mine)) for way in (open_, shut)]
        before, after = (
            Brought(
                min(missing, sum(offer.spare for offer in offers)),
                max((offer.leg.minutes or 0.0 for offer in offers), default=None),
            )
            for offers in sent
        )
        brought[here.need.code] = before, after
        if before != after:
            changed.append(NeedChanged(here, missing, before, after))
    if not changed:
        return None
    return ReadinessChanged(
        one, before=_weakest(one, brought, 0), after=_weakest(one, brought, 1), needs=changed
    )


def _missing(here: NeedHere) -> float:
    """How much is missing of a need; 0 where nothing is, or where it is not known."""
    if here.demand is None or here.ready is None:
        return 0.0
    return max(0.0, here.demand - here.ready)


def _weakest(one: Assessment, brought: dict[str, tuple[Brought, Brought]], side: int) -> float | None:
    """The ratio of the weakest need with what help brings; None where one of them is not known."""
    ratios = []
    for here in one.needs:
        if not here.asked:
            continue
        if here.demand is None or here.ready is None:
            return None
        more = brought[here.need.code][side].amount if here.need.code in brought else 0.0
        ratios.append(min(1.0, (here.ready + more) / here.demand) if here.demand > 0 else 1.0)
    return min(ratios, default=None)
