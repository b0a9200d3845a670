"""What is decided when communes are compared. Takes a session, never commits."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators.compare import neighbours, rates
from geoops.indicators.compare.bivariate import Bivariate, bivariate
from geoops.indicators.compare.classes import Classes, Method, classify
from geoops.indicators.compare.errors import NoBasis
from geoops.indicators.compare.ground import Cause, Gap, Ground, Variable, Wanted
from geoops.indicators.compare.hot_spots import HotSpots, hot_spots
from geoops.indicators.compare.rates import Intervals
from geoops.indicators.compare.statistics import (
    Correlation,
    Histogram,
    Rank,
    Summary,
    correlation,
    histogram,
    ranks,
    summary,
)
from geoops.indicators.compare.variables import variable
from geoops.indicators.periods import BadPeriod, previous_period
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.i18n import Text
from geoops.layers.registry import Registry

Floats = NDArray[np.float64]

POPULATION: Final = "population"
"""The residents of the boundary file as a denominator."""

NO_ROW: Final = Gap("no_data", "missing", Text("chưa có số liệu", "no data"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as it is asked. `breaks` lock the classes; `basis` is the text that sets a legal threshold."""

    first: Wanted
    second: Wanted | None = None
    province: str | None = None
    method: Method = "quantile"
    classes: int = 5
    breaks: tuple[float, ...] | None = None
    second_breaks: tuple[float, ...] | None = None
    basis: str | None = None
    accept: frozenset[Cause] = frozenset()
    known_at: datetime | None = None
    hot_spots: bool = False
    alpha: float = 0.05
    denominator: Wanted | None = None
    per: float = 100.0
    shrink: bool = False
    with_ranks: bool = True


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates with their 95 % intervals, in the unit of the map; `few` marks those on fewer than `rates.FEW` cases."""

    method: str
    low: Floats
    high: Floats
    few: NDArray[np.bool_]
    shrunk: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer: arrays go along `codes`; NaN and -1 where a commune is not compared, which `gaps` explain."""

    asked: Asked
    first: Variable
    second: Variable | None
    codes: tuple[str, ...]
    values: Floats
    second_values: Floats | None
    gaps: Mapping[str, Gap]
    second_gaps: Mapping[str, Gap]
    classes: Classes
    numbers: NDArray[np.intp]
    summary: Summary | None
    histogram: Histogram | None
    both: Bivariate | None
    both_numbers: NDArray[np.intp] | None
    correlation: Correlation | None
    ranks: Mapping[str, Rank]
    ranked_against: str | None
    spots: HotSpots | None
    rates: Rates | None
    notes: tuple[Text, ...]
    boundary_version: int | None
    approximate: bool
    known_at: datetime
    seq: int
    digest: str


async def compare(session: AsyncSession, asked: Asked, registry: Registry, caller: Caller) -> Comparison:
    """Lay one variable, or two, on the communes of a province or of the caller's scope.

    Raises NoBasis for a legal threshold without its text, BadBreaks, TooFewValues for hot spots of too few, and what
    `variables.variable` raises.
    """
    if asked.method == "threshold" and not asked.basis:
        raise NoBasis
    seq = await changes.bound(session)
    now = await spaces.now(session)
    boundary = await communes.active_boundary(session)
    codes, residents = await communes_of(session, asked.province, caller)
    ground = Ground(registry, caller, codes, asked.accept, asked.known_at)
    first = await variable(session, asked.first, ground)
    rated = None
    if asked.denominator is not None:
        first, rated = await rate(session, asked, first, ground, residents)
    second = await variable(session, asked.second, ground) if asked.second is not None else None
    values = along(codes, first.values)
    known = values[np.isfinite(values)]
    classes = await asyncio.to_thread(classify, known, asked.method, asked.classes, asked.breaks)
    both = both_numbers = None
    second_values = along(codes, second.values) if second is not None else None
    if second_values is not None:
        method: Method = asked.method if asked.method in ("equal_interval", "natural_breaks") else "quantile"
        first_breaks = asked.breaks if asked.breaks is not None and len(asked.breaks) == 2 else None
        both, both_numbers = await asyncio.to_thread(
            bivariate, values, second_values, method, first_breaks, asked.second_breaks
        )
    placed, against = await _ranks(session, asked, first, ground) if asked.with_ranks else ({}, None)
    spots = await _spots(session, asked, codes, values) if asked.hot_spots else None
    return Comparison(
        asked=asked,
        first=first,
        second=second,
        codes=codes,
        values=values,
        second_values=second_values,
        gaps=gaps_of(codes, first),
        second_gaps=gaps_of(codes, second) if second is not None else {},
        classes=classes,
        numbers=class_numbers(values, classes),
        summary=summary(known),
        histogram=histogram(known),
        both=both,
        both_numbers=both_numbers,
        correlation=correlation(values, second_values) if second_values is not None else None,
        ranks=placed,
        ranked_against=against,
        spots=spots,
        rates=rated,
        notes=_notes(asked, first, second, now, approximate=boundary is not None and boundary.approximate),
        boundary_version=boundary.id if boundary else None,
        approximate=boundary is not None and boundary.approximate,
        known_at=asked.known_at or now,
        seq=seq,
        digest=_digest(codes, values, second_values),
    )


async def communes_of(
    session: AsyncSession, province: str | None, caller: Caller
) -> tuple[tuple[str, ...], dict[str, int | None]]:
    """The communes of a province, or of the caller's scope, in their order, and the residents of each."""
    units = await communes.today(session)
    here = {
        code: residents
        for code, (of, residents) in units.items()
        if (province is None or of == province) and caller.scope.covers(code, of)
    }
    return tuple(here), here


def along(codes: Sequence[str], values: Mapping[str, float]) -> Floats:
    """The values in the order of the communes; NaN where one has none."""
    return np.array([values.get(code, np.nan) for code in codes], dtype=float)


def gaps_of(codes: Sequence[str], one: Variable) -> dict[str, Gap]:
    """Why the communes without a value have none."""
    return {code: one.gaps.get(code, NO_ROW) for code in codes if code not in one.values}


def class_numbers(values: Floats, classes: Classes) -> NDArray[np.intp]:
    """The class of each value, -1 where there is none."""
    numbers = np.searchsorted(np.asarray(classes.breaks), values, side="left")
    return np.where(np.isfinite(values), numbers, -1)


def _digest(codes: Sequence[str], values: Floats, second: Floats | None) -> str:
    """SHA-256 of codes and numbers: equal where the figures are the very same."""
    found = hashlib.sha256(orjson.dumps(codes))
    for one in (values, second):
        if one is not None:
            found.update(np.where(np.isnan(one), np.inf, one).astype("<f8").tobytes())
    return found.hexdigest()


async def _ranks(
    session: AsyncSession, asked: Asked, first: Variable, ground: Ground
) -> tuple[dict[str, Rank], str | None]:
    """Ranks, with the change against the period before where the indicator has one."""
    earlier = None
    if first.period is not None and asked.denominator is None:
        try:
            earlier = previous_period(first.period).id
        except (BadPeriod, ValueError):
            earlier = None
    before = None
    if earlier is not None:
        before = (await variable(session, replace(asked.first, period=earlier), ground)).values
    return ranks(first.values, before or None), earlier if before else None


async def _spots(session: AsyncSession, asked: Asked, codes: Sequence[str], values: Floats) -> HotSpots:
    touches = await neighbours.touches(session)
    places: list[int] = np.flatnonzero(np.isfinite(values)).tolist()
    return await asyncio.to_thread(
        hot_spots,
        [codes[int(place)] for place in places],
        values[places].tolist(),
        touches,
        alpha=asked.alpha,
    )


async def rate(
    session: AsyncSession,
    asked: Asked,
    cases: Variable,
    ground: Ground,
    residents: Mapping[str, int | None],
) -> tuple[Variable, Rates]:
    """The cases over a denominator, `per` so many of it; a commune without a denominator is not compared."""
    wanted = asked.denominator
    assert wanted is not None
    if wanted.key == POPULATION:
        base = {code: float(count) for code, count in residents.items() if count is not None}
        name = Text("dân số (tệp ranh giới)", "residents (boundary file)")
    else:
        over = await variable(session, wanted, ground)
        base, name = dict(over.values), over.name
    codes = sorted(cases.values)
    n, b = along(codes, cases.values), along(codes, base)
    found: Intervals = rates.intervals(n, b)
    with np.errstate(all="ignore"):
        raw = np.where(b > 0, n / b, np.nan)
    shown = rates.empirical_bayes(n, b) if asked.shrink else raw
    gaps = dict(cases.gaps)
    values: dict[str, float] = {}
    for code, value, own in zip(codes, shown, b, strict=True):
        if np.isfinite(value):
            values[code] = float(value) * asked.per
        else:
            told = (
                Text("mẫu số bằng 0 hoặc âm", "the denominator is zero or below")
                if np.isfinite(own)
                else Text(f"không biết mẫu số: {name.vi}", f"the denominator is not known: {name.en}")
            )
            gaps[code] = Gap("not_comparable", "denominator", told, cases.values[code])
    per = f"{asked.per:g}"
    rated = Variable(
        cases.key,
        cases.kind,
        Text(f"{cases.name.vi} trên {per} {name.vi}", f"{cases.name.en} per {per} {name.en}"),
        f"/{per}",
        cases.period,
        cases.source,
        values,
        gaps,
        cases.node,
        (*cases.notes, *_rate_notes(asked, found)),
    )
    low, high, few = (dict(zip(codes, one, strict=True)) for one in (found.low, found.high, n < rates.FEW))
    order = list(ground.communes)
    return rated, Rates(
        found.method,
        along(order, low) * asked.per,
        along(order, high) * asked.per,
        np.array([bool(few.get(code, False)) for code in order]),
        asked.shrink,
    )


def _rate_notes(asked: Asked, found: Intervals) -> list[Text]:
    name = {"wilson": "Wilson (1927)", "byar": "Byar (Breslow, Day 1987)"}[found.method]
    notes = [
        Text(
            f"khoảng tin cậy 95 % của tỷ suất thô theo {name}; đánh dấu tỷ suất có dưới {rates.FEW} ca",
            f"95 % intervals of the raw rates by {name}; rates on fewer than {rates.FEW} cases are marked",
        )
    ]
    if asked.shrink:
        notes.append(
            Text(
                "tỷ suất đã co về trung bình chung (Bayes thực nghiệm, Marshall 1991)",
                "rates are shrunk towards the mean of all (empirical Bayes, Marshall 1991)",
            )
        )
    return notes


def _notes(
    asked: Asked, first: Variable, second: Variable | None, now: datetime, *, approximate: bool
) -> tuple[Text, ...]:
    """What has to be said of the whole map before anybody reads it."""
    notes = [*first.notes, *(second.notes if second else ())]
    for one in filter(None, (first, second)):
        if one.period is not None and one.period.ends_at > now:
            notes.append(
                Text(
                    f"{one.name.vi}: kỳ {one.period.id} chưa kết thúc",
                    f"{one.name.en}: the period {one.period.id} is not over",
                )
            )
    if first.period and second and second.period and first.period.id != second.period.id:
        notes.append(
            Text(
                f"hai chỉ số của hai kỳ khác nhau: {first.period.id} và {second.period.id}",
                f"the two indicators are of different periods: {first.period.id} and {second.period.id}",
            )
        )
    if second and asked.second and asked.second.nature != asked.first.nature and second.period:
        notes.append(
            Text(
                f"hai loại số khác nhau: {asked.first.nature} và {asked.second.nature}",
                f"figures of two natures: {asked.first.nature} and {asked.second.nature}",
            )
        )
    if approximate:
        notes.append(
            Text(
                "ranh giới xã gần đúng: láng giềng và diện tích chỉ để tham khảo",
                "approximate commune boundaries: neighbours and areas are for reference only",
            )
        )
    for cause in sorted(asked.accept):
        words = {"boundary": ("ước tính theo tỷ lệ chia", "estimates by share"), "approval": ("số chưa duyệt", "figures not approved")}  # fmt: skip
        if cause in words:
            vi, en = words[cause]
            notes.append(Text(f"đã chấp nhận so sánh cả {vi}", f"{en} are compared by choice"))
    if asked.method == "threshold" and asked.basis:
        notes.append(Text(f"ngưỡng theo: {asked.basis}", f"threshold by: {asked.basis}"))
    return tuple(notes)
