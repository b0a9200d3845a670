"""What may be asked of readiness: communes assessed, norms read and set. Takes a session, never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.records import Commune
from geoops.hazards import service as hazards
from geoops.hydromet.danger import service as danger
from geoops.hydromet.danger.service import LevelHere
from geoops.kit import changes
from geoops.kit.clock import VN
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.resources.assessing import store
from geoops.resources.assessing.judging import NOT_ASKED, PILLAR_ORDER, STATES, Judged, judge
from geoops.resources.assessing.needs import Dangers, Floats, covered_hazards, demand, moved, needs
from geoops.resources.assessing.norms import Norm, Norms, shipped, with_set
from geoops.resources.assessing.records import (
    BELOW,
    NO_DANGER,
    NO_POPULATION,
    NOT_COUNTED,
    OTHER_HAZARD,
    STALE,
    Assessment,
    NeedHere,
    PillarHere,
    Supposed,
)
from geoops.resources.assessing.store import Moment, Serving
from geoops.resources.errors import UnknownNorm
from geoops.resources.kinds import RHYTHM, Pillar, kinds

ZONES: Mapping[str, frozenset[str]] = {
    "landslide": frozenset({"landslide", "multi"}),
    "flash_flood_landslide": frozenset({"landslide", "flash_flood", "multi"}),
    "flood": frozenset({"flood", "inundation", "multi"}),
    "heavy_rain": frozenset({"landslide", "flash_flood", "flood", "inundation", "multi"}),
}
"""Which risk maps show where a danger strikes. For other dangers the whole population counts."""
_NOWHERE = LevelHere(None, None, None, frozenset())
_HIGHEST = 5
_FEW = 200


class _Counted(NamedTuple):
    """What was counted of a need in a commune: entries, the oldest count, whether any of it is illustrative."""

    entries: int
    oldest: datetime
    demo: bool


def moment(at: datetime, known_at: datetime) -> Moment:
    """The times of a question, with what follows from them."""
    return Moment(at, known_at, at - RHYTHM, at.astimezone(VN).date())


async def norms(session: AsyncSession, known_at: datetime) -> Norms:
    """The planning norms that hold."""
    return with_set(await store.norms(session, known_at))


async def set_norm(
    session: AsyncSession, code: str, *, province: str | None, value: float, source: str
) -> Norm:
    """Set a norm for a province, or for the country. Raises UnknownNorm, InputRefused."""
    norm = shipped().get(code)
    if norm is None:
        raise UnknownNorm(extra={"norm": code})
    if not norm.least <= value <= norm.most:
        raise InputRefused(
            faults=[
                Fault(
                    Text(
                        f"{norm.name.vi} phải từ {norm.least:g} đến {norm.most:g} {norm.unit}",
                        f"{norm.name.en} must lie between {norm.least:g} and {norm.most:g}",
                    ),
                    field="value",
                )
            ]
        )
    await store.add_norm(session, norm=code, province_code=province, value=value, source=source)
    await changes.record(
        session,
        domain="resources",
        entity="planning_norm",
        entity_id=code,
        op="set",
        payload={"province": province, "value": value, "source": source},
        everyone=True,
    )
    return replace(norm, value=value, certainty="set", source=source, province=province)


async def assess(
    session: AsyncSession,
    units: Sequence[Commune],
    *,
    at: datetime,
    known_at: datetime,
    supposed: Supposed | None = None,
) -> list[Assessment]:
    """The readiness of these communes, in their order, from one pass over what was counted.

    A commune of which no danger is told is not assessed; one below every threshold has no demand.
    """
    levels = await _levels(session, units, at, known_at, supposed or Supposed())
    found: dict[str, Assessment] = {}
    threatened: list[Commune] = []
    for unit in units:
        here = levels.get(unit.code, _NOWHERE)
        if here.level is None:
            found[unit.code] = Assessment(unit, "not_assessed", NO_DANGER, None, here.kind, here.hazards)
        elif here.level == 0:
            found[unit.code] = Assessment(unit, "no_demand", BELOW, 0, here.kind, here.hazards)
        elif here.hazards and not here.hazards & covered_hazards():
            found[unit.code] = Assessment(
                unit, "not_assessed", OTHER_HAZARD, here.level, here.kind, here.hazards
            )
        else:
            threatened.append(unit)
    if threatened:
        found |= await _judged(session, threatened, levels, at, known_at)
    return [found[unit.code] for unit in units]


async def _levels(
    session: AsyncSession, units: Sequence[Commune], at: datetime, known_at: datetime, supposed: Supposed
) -> dict[str, LevelHere]:
    codes = [unit.code for unit in units]
    if supposed.rain_factor == 1.0:
        found = await danger.levels(session, at=at, known_at=known_at, communes=_few(codes))
    else:
        found = await danger.supposed(
            session, codes, at=at, known_at=known_at, rain_factor=supposed.rain_factor
        )
    if not supposed.raise_level:
        return found
    return {code: _raised(here, supposed.raise_level) for code, here in found.items()}


def _raised(here: LevelHere, by: int) -> LevelHere:
    """A level higher. Where nothing threatened before, what threatens then is not known."""
    if here.level is None:
        return here
    level = min(_HIGHEST, here.level + by)
    return LevelHere(level, level, "reference", (here.hazards or None) if here.level else None)


async def _judged(
    session: AsyncSession,
    units: Sequence[Commune],
    levels: Mapping[str, LevelHere],
    at: datetime,
    known_at: datetime,
) -> dict[str, Assessment]:
    when = moment(at, known_at)
    codes = [unit.code for unit in units]
    held = await norms(session, known_at)
    by_province = {province: held.values(province) for province in {unit.province_code for unit in units}}
    mine = [by_province[unit.province_code] for unit in units]
    exposed, zones = await _exposed(session, units, levels, mine)
    index = {code: place for place, code in enumerate(codes)}
    column = {need.code: place for place, need in enumerate(needs())}
    ready = np.full((len(units), len(column)), np.nan)
    housed = np.zeros(len(units))
    counted: dict[tuple[int, int], _Counted] = {}
    for row in await store.ready(session, when, _serving(), _few(codes)):
        code, name, amount, entries, _, oldest, people, demo = tuple(row)
        place = index.get(code)
        if place is None:
            continue
        need = column[name]
        counted[place, need] = _Counted(entries, oldest, demo)
        if amount is not None:
            ready[place, need] = amount
        housed[place] += people
    here = [levels[code] for code in codes]
    dangers = Dangers([one.level or 0 for one in here], [one.hazards for one in here], exposed, housed, mine)
    needed = demand(dangers)
    judged = judge(needed, ready)
    told = _Told(judged, needed, ready, exposed, moved(dangers))
    return {
        unit.code: _assessment(unit, levels[unit.code], told, place, counted, zones[place])
        for place, unit in enumerate(units)
    }


def _few(codes: Sequence[str]) -> Sequence[str] | None:
    """The codes where they are few; for many it costs less to read all and pass over the others."""
    return codes if len(codes) <= _FEW else None


def _serving() -> Serving:
    serving = [kind for kind in kinds().values() if kind.serves is not None]
    return Serving(
        [kind.code for kind in serving],
        [kind.serves or "" for kind in serving],
        [kind.each for kind in serving],
    )


async def _exposed(
    session: AsyncSession,
    units: Sequence[Commune],
    levels: Mapping[str, LevelHere],
    norms_here: Sequence[Mapping[str, float]],
) -> tuple[Floats, list[tuple[str, ...]]]:
    """People exposed: those who live in the hazard zones of the risk maps of what threatens, taking people as spread
    evenly over the commune and zones of several hazards as apart; without such a map the whole population. NaN: the
    population is not known. With them the hazards of the maps that were used."""
    shares = {
        part: await hazards.zone_shares(session, part=part)
        for part in {one["exposed_class_share"] for one in norms_here}
    }
    exposed = np.full(len(units), np.nan)
    used: list[tuple[str, ...]] = []
    for place, (unit, values) in enumerate(zip(units, norms_here, strict=True)):
        threat = levels[unit.code].hazards
        wanted = frozenset().union(*ZONES.values() if threat is None else (ZONES.get(h, ()) for h in threat))
        by_hazard = shares[values["exposed_class_share"]]
        zones = {name: by_hazard[unit.code, name] for name in wanted if (unit.code, name) in by_hazard}
        used.append(tuple(sorted(zones)))
        if unit.population is not None:
            share = min(1.0, sum(zones.values())) if zones else 1.0
            exposed[place] = np.ceil(round(unit.population * share, 6))
    return exposed, used


class _Told:
    """Arrays as plain lists, with None for what is not a number: thousands of communes are read from them."""

    def __init__(
        self, judged: Judged, needed: Floats, ready: Floats, exposed: Floats, people: Floats
    ) -> None:
        self.state: list[int] = judged.state.tolist()
        self.weakest: list[int] = judged.weakest.tolist()
        self.failing: list[int] = judged.failing.tolist()
        self.at_most: list[bool] = judged.at_most.tolist()
        self.ratio = _plain(judged.ratio)
        self.pillar_state: list[list[int]] = judged.pillar_state.tolist()
        self.pillar_failing: list[list[int]] = judged.pillar_failing.tolist()
        self.pillar_ratio = _plain(judged.pillar_ratio)
        self.need_ratio = _plain(judged.need_ratio)
        self.asked: list[list[bool]] = (needed != 0).tolist()
        self.needed = _plain(needed)
        self.ready = _plain(ready)
        self.exposed = _plain(exposed)
        self.people = _plain(people)


def _plain(values: Floats) -> Any:
    rounded = np.round(values, 4).astype(object)
    rounded[~np.isfinite(values)] = None
    return rounded.tolist()


def _assessment(
    unit: Commune,
    level: LevelHere,
    told: _Told,
    place: int,
    counted: Mapping[tuple[int, int], _Counted],
    zones: Sequence[str],
) -> Assessment:
    pillars: dict[Pillar, PillarHere] = {}
    for number, pillar in enumerate(PILLAR_ORDER):
        failing = told.pillar_failing[place][number]
        pillars[pillar] = PillarHere(
            state=STATES[told.pillar_state[place][number]],
            ratio=told.pillar_ratio[place][number],
            failing=needs()[failing].code if failing >= 0 else None,
        )
    weakest, failing = told.weakest[place], told.failing[place]
    exposed, people = told.exposed[place], told.people[place]
    here = [counted.get((place, number)) for number in range(len(needs()))]
    state = told.state[place]
    return Assessment(
        commune=unit,
        state="no_demand" if state == NOT_ASKED else STATES[state],  # type: ignore[arg-type]
        reason=NO_POPULATION if exposed is None else None,
        level=level.level,
        kind=level.kind,
        hazards=level.hazards,
        exposed=int(exposed) if exposed is not None else None,
        moved=int(people) if people is not None else None,
        zone_hazards=zones,
        needs=[_need_here(told, place, number, row) for number, row in enumerate(here)],
        pillars=pillars,
        weakest=PILLAR_ORDER[weakest] if weakest >= 0 else None,
        failing=needs()[failing].code if failing >= 0 else None,
        ratio=told.ratio[place],
        at_most=told.at_most[place],
        demo=any(row.demo for row in here if row is not None),
    )


def _need_here(told: _Told, place: int, number: int, row: _Counted | None) -> NeedHere:
    demanded, ready = told.needed[place][number], told.ready[place][number]
    reason = None
    if demanded is None:
        reason = NO_POPULATION
    elif ready is None:
        reason = NOT_COUNTED if row is None else STALE
    return NeedHere(
        need=needs()[number],
        demand=demanded,
        ready=ready,
        ratio=told.need_ratio[place][number],
        asked=told.asked[place][number],
        entries=row.entries if row is not None else 0,
        oldest=row.oldest if row is not None else None,
        reason=reason,
    )
