"""Values read back: lists with their history, and tables of one figure per place, derived, carried and added up."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators import store as catalogue_store
from geoops.indicators.errors import HoldsNoValue, UnknownIndicator
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import Period, PeriodKind
from geoops.indicators.shapes import Against, Derived
from geoops.indicators.values import store
from geoops.indicators.values.aggregating import Sum, over_places
from geoops.indicators.values.carrying import Carried, Link, carry, cross
from geoops.indicators.values.deriving import Formula, Need, Result, Spec
from geoops.indicators.values.eras import changes_between, era_of
from geoops.indicators.values.store import Cell
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.i18n import Text

VIRTUAL = "?"
"""The code of a comparison that was asked for and is no row of the catalogue."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a figure of an indicator for a period, on the units of a day (None: today).

    `against` compares any indicator, or cumulates it. `from_kind`: where the period's own value is missing, work it
    out from finer periods by the rule over time.
    """

    indicator: str
    period: Period
    nature: str = "actual"
    dimensions: Mapping[str, str] = field(default_factory=dict)
    province: str | None = None
    known_at: datetime | None = None
    units_of: date | None = None
    against: Against | None = None
    from_kind: PeriodKind | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure per commune, in the order of their codes. `carried` holds those that came over the lineage."""

    node: IndicatorNode
    units_from: date
    places: Mapping[str, Result]
    carried: Mapping[str, Mapping[str, Carried]]
    missing_notes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """The figure of a province or the nation: worked out from its communes, and what was reported for it itself."""

    node: IndicatorNode
    computed: Result
    parts: Mapping[str, Sum]
    reported: float | None


async def node_with_values(session: AsyncSession, code: str) -> IndicatorNode:
    """The indicator of that code; raises UnknownIndicator, or HoldsNoValue for a heading."""
    node = await catalogue_store.node(session, code)
    if node is None:
        raise UnknownIndicator(extra={"indicator": code})
    if not node.holds_value:
        raise HoldsNoValue(extra={"indicator": code})
    return node


async def figures(session: AsyncSession, question: Question) -> Figures:
    """A figure for every commune that has any of the values it stands on. Raises UnknownIndicator and HoldsNoValue."""
    node = await node_with_values(session, question.indicator)
    formula, code, specs = await _formula(session, node, question)
    ground = await _ground(session, formula.needs(code, question.period, question.nature), question, specs)
    places: dict[str, Result] = {}
    for place in sorted(ground.places):
        if question.province is None or ground.province.get(place) == question.province:
            lookup = ground.lookup(place)
            places[place] = formula.figure(code, question.period, lookup, question.nature, with_inputs=False)
    notes = await store.notes(
        session, node.code, question.nature, question.period.id, dict(question.dimensions)
    )
    return Figures(node, ground.era, places, ground.carried, notes)


@dataclass(frozen=True, slots=True)
class Taken:
    """One figure taken apart: what it stands on, what came over the lineage, and the units that it is on."""

    result: Result
    carried: Mapping[str, Carried]
    units_from: date


async def taken_apart(session: AsyncSession, question: Question, place: str) -> Taken:
    """The figure of one commune with every base value that it stands on. Raises UnknownIndicator and HoldsNoValue."""
    node = await node_with_values(session, question.indicator)
    formula, code, specs = await _formula(session, node, question)
    ground = await _ground(session, formula.needs(code, question.period, question.nature), question, specs)
    result = formula.figure(code, question.period, ground.lookup(place), question.nature)
    return Taken(result, ground.carried.get(place, {}), ground.era)


async def whole(session: AsyncSession, question: Question) -> Whole:
    """The figure of the province of the question, or of the nation, from its communes.

    Rates and comparisons are worked out again from the sums of their parts. Raises NotAdditive where nothing may be
    added, UnknownIndicator and HoldsNoValue.
    """
    node = await node_with_values(session, question.indicator)
    formula, code, specs = await _formula(session, node, question)
    needed = formula.needs(code, question.period, question.nature)
    weights = {spec.weight for spec in specs.values() if spec.weight}
    weighing = {Need(str(weight), need.nature, need.period) for weight in weights for need in needed}
    ground = await _ground(session, needed | weighing, question, specs)
    expected = [
        place
        for place, province in ground.province.items()
        if question.province is None or province == question.province
    ]
    sums: dict[Need, Sum] = {}
    for need in needed:
        spec = specs[need.code]
        weight = ground.values.get(Need(spec.weight, need.nature, need.period)) if spec.weight else None
        sums[need] = over_places(need.code, spec.over_places, expected, ground.values.get(need, {}), weight)
    computed = formula.figure(
        code, question.period, lambda need: sums[need].value if need in sums else None, question.nature
    )
    parts = {f"{need.code} {need.period}": found for need, found in sums.items() if found.places}
    return Whole(node, computed, parts, await _reported(session, node, question))


async def _reported(session: AsyncSession, node: IndicatorNode, question: Question) -> float | None:
    if question.province is None or question.against is not None:
        return None
    cells = await store.cells(
        session,
        needed={(node.code, question.nature, question.period.id)},
        dimensions=dict(question.dimensions),
        province=question.province,
        communes=False,
        known_at=question.known_at,
    )
    return next((cell.value for cell in cells), None)


async def _formula(
    session: AsyncSession, node: IndicatorNode, question: Question
) -> tuple[Formula, str, dict[str, Spec]]:
    specs = await _specs(session, node)
    code = node.code
    if question.against is not None:
        kind = "cumulative" if question.against == "cumulative" else "ratio"
        derived = Derived(
            kind=kind,
            against=None if kind == "cumulative" else question.against,
            of=(node.code,),
        )
        code = VIRTUAL
        specs[code] = Spec(code, derived, "recompute", "recompute")
    return Formula(specs, from_kind=question.from_kind, province=question.province), code, specs


async def _specs(session: AsyncSession, node: IndicatorNode) -> dict[str, Spec]:
    """The indicator and every one that it leads to."""
    specs: dict[str, Spec] = {}
    todo: set[str] = set()
    found: Collection[IndicatorNode] = [node]
    while found:
        for one in found:
            derived = Derived.model_validate(one.derived) if one.derived else None
            specs[one.code] = Spec(one.code, derived, one.over_places, one.over_time, one.weight)  # type: ignore[arg-type]  # rules of the catalogue
            if derived is not None:
                todo.update([*derived.of, *filter(None, [derived.over])])
            todo.update(filter(None, [one.weight]))
        found = (await catalogue_store.nodes_of_codes(session, todo - specs.keys())).values()
    return specs


@dataclass(frozen=True, slots=True)
class _Ground:
    """Base values on the units of one era: `values[need][commune]`, and each unit's province of today."""

    era: date
    values: Mapping[Need, Mapping[str, float | None]]
    province: Mapping[str, str]
    carried: Mapping[str, Mapping[str, Carried]]

    @property
    def places(self) -> set[str]:
        return {place for of_need in self.values.values() for place in of_need}

    def lookup(self, place: str) -> Callable[[Need], float | None]:
        return lambda need: self.values.get(need, {}).get(place)


async def _ground(
    session: AsyncSession, needed: Collection[Need], question: Question, specs: Mapping[str, Spec]
) -> _Ground:
    cells = await store.cells(
        session,
        needed=needed,
        dimensions=dict(question.dimensions),
        province=None,
        communes=True,
        known_at=question.known_at,
    )
    days = await communes.changed_days(session)
    now = await spaces.now(session)
    era = era_of(question.units_of or now.astimezone(VN).date(), days)
    following = next((day for day in days if day > era), None)
    province = (
        await communes.province_by_code(session)
        if following is None
        else await communes.old_codes(session, following)
    )
    values, carried = await _on_units(session, cells, era, days, specs)
    return _Ground(era, values, province, carried)


async def _on_units(
    session: AsyncSession, cells: Sequence[Cell], era: date, days: Sequence[date], specs: Mapping[str, Spec]
) -> tuple[dict[Need, dict[str, float | None]], dict[str, dict[str, Carried]]]:
    """Values of the era as they are, older ones carried over where the era has none of its own.

    Figures are never carried back to units of before: nobody knows how they would have to be divided.
    """
    own: dict[Need, dict[str, float | None]] = {}
    older: dict[tuple[Need, date], dict[str, float | None]] = {}
    for cell in cells:
        need = Need(cell.indicator, cell.nature, cell.period)
        assert cell.commune_code is not None  # asked for communes
        if cell.units_from == era:
            own.setdefault(need, {})[cell.commune_code] = cell.value
        elif cell.units_from < era:
            older.setdefault((need, cell.units_from), {})[cell.commune_code] = cell.value
    told: dict[str, dict[str, Carried]] = {}
    links = {
        since: await _links(
            session,
            since,
            era,
            days,
            {code for (_, of), found in older.items() if of == since for code in found},
        )
        for since in {since for _, since in older}
    }
    for (need, since), values in sorted(older.items()):
        additive = specs[need.code].over_places == "sum"
        for place, one in carry(values, links[since], additive=additive).items():
            here = own.setdefault(need, {})
            if place not in here and (one.value is not None or any(code in values for code in one.sources)):
                here[place] = one.value
                told.setdefault(place, {})[f"{need.code} {need.period}"] = one
    return own, told


async def _links(
    session: AsyncSession, since: date, era: date, days: Sequence[date], units: Collection[str]
) -> list[Link]:
    steps = []
    for day in changes_between(since, era, days):
        found = await communes.descents(session, day)
        steps.append([Link(one.old_code, one.new_code, one.share, one.by) for one in found])
    named = {link.old for link in steps[0]} if steps else set()
    return cross(steps, named | set(units))


def missing_reason(figures_: Figures, place: str) -> Text | None:
    """Why a commune's figure is not known: what its office wrote, else what the derivation or the lineage says."""
    note = figures_.missing_notes.get(place)
    if note is not None:
        return Text(note, note)
    told = next(
        (one.reason for one in figures_.carried.get(place, {}).values() if one.reason is not None), None
    )
    return told or figures_.places[place].reason
