"""What may be asked of readiness: communes assessed, norms read and set. Takes a session, never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import RowMapping
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
from geoops.resources.kinds import RHYTHM, kinds

ZONES: Mapping[str, frozenset[str]] = {
    "landslide": frozenset({"landslide", "multi"}),
    "flash_flood_landslide": frozenset({"landslide", "flash_flood", "multi"}),
    "flood": frozenset({"flood", "inundation", "multi"}),
    "heavy_rain": frozenset({"landslide", "flash_flood", "flood", "inundation", "multi"}),
}
"""Which risk maps show where a danger strikes. For other dangers the whole population counts."""
_NOWHERE = LevelHere(None, None, None, frozenset())
_HIGHEST = 5


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
        found = await danger.levels(session, at=at, known_at=known_at, communes=codes)
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
    counted: dict[tuple[int, int], RowMapping] = {}
    for row in await store.ready(session, when, _serving(), codes):
        place, need = index[row["commune_code"]], column[row["need"]]
        counted[place, need] = row
        if row["ready"] is not None:
            ready[place, need] = row["ready"]
        housed[place] += row["housed"]
    here = [levels[code] for code in codes]
    dangers = Dangers([one.level or 0 for one in here], [one.hazards for one in here], exposed, housed, mine)
    needed = demand(dangers)
    people = moved(dangers)
    judged = judge(needed, ready)
    return {
        unit.code: _assessment(
            unit, levels[unit.code], judged, place, needed, ready, counted, exposed, people, zones[place]
        )
        for place, unit in enumerate(units)
    }


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


def _assessment(
    unit: Commune,
    level: LevelHere,
    judged: Judged,
    place: int,
    needed: Floats,
    ready: Floats,
    counted: Mapping[tuple[int, int], RowMapping],
    exposed: Floats,
    people: Floats,
    zones: Sequence[str],
) -> Assessment:
    state = STATES[judged.state[place]]
    weakest, failing = int(judged.weakest[place]), int(judged.failing[place])
    pillars: dict[Any, PillarHere] = {}
    for number, pillar in enumerate(PILLAR_ORDER):
        pillars[pillar] = PillarHere(
            state=STATES[judged.pillar_state[place, number]],
            ratio=_number(judged.pillar_ratio[place, number]),
            failing=_failing(judged, place, pillar),
        )
    return Assessment(
        commune=unit,
        state="no_demand" if judged.state[place] == NOT_ASKED else state,  # type: ignore[arg-type]
        reason=NO_POPULATION if np.isnan(exposed[place]) else None,
        level=level.level,
        kind=level.kind,
        hazards=level.hazards,
        exposed=_whole(exposed[place]),
        moved=_whole(people[place]),
        zone_hazards=zones,
        needs=[
            _need_here(judged, place, number, needed, ready, counted.get((place, number)))
            for number in range(len(needs()))
        ],
        pillars=pillars,
        weakest=PILLAR_ORDER[weakest] if weakest >= 0 else None,
        failing=needs()[failing].code if failing >= 0 else None,
        ratio=_number(judged.ratio[place]),
        at_most=bool(judged.at_most[place]),
        demo=any(counted[place, n]["demo"] for n in range(len(needs())) if (place, n) in counted),
    )


def _need_here(
    judged: Judged, place: int, number: int, needed: Floats, ready: Floats, row: RowMapping | None
) -> NeedHere:
    reason = None
    if np.isnan(needed[place, number]):
        reason = NO_POPULATION
    elif np.isnan(ready[place, number]):
        reason = NOT_COUNTED if row is None else STALE
    return NeedHere(
        need=needs()[number],
        demand=_number(needed[place, number]),
        ready=_number(ready[place, number]),
        ratio=_number(judged.need_ratio[place, number]),
        asked=bool(needed[place, number] != 0),
        entries=row["entries"] if row is not None else 0,
        oldest=row["oldest"] if row is not None else None,
        reason=reason,
    )


def _failing(judged: Judged, place: int, pillar: str) -> str | None:
    """The need that decides a pillar: the one with the smallest known ratio, else the first that is not known."""
    mine = [number for number, need in enumerate(needs()) if need.pillar == pillar]
    ratios = judged.need_ratio[place, mine]
    if np.isinf(ratios).all():
        return None
    known = np.where(np.isnan(ratios), np.inf, ratios)
    short = known.min() < 1 or not np.isnan(ratios).any()
    return needs()[mine[int(known.argmin() if short else np.isnan(ratios).argmax())]].code


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _whole(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None
