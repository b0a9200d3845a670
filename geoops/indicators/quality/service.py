"""What is asked about data quality. Takes a session, never commits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.dimensions import known_dimensions
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import BadPeriod, Period, parse_period, previous_period
from geoops.indicators.quality import store
from geoops.indicators.quality.scoring import Cell, Flaw, Report, Scores, bound, measure, nothing
from geoops.indicators.reporting import owing
from geoops.indicators.reporting.breakdowns import adds_up
from geoops.indicators.reporting.checks import Rule
from geoops.indicators.reporting.duties import Duty
from geoops.kit import spaces
from geoops.kit.context import Scope

LOOKED_BACK = 12
"""Periods of history that the checks of jump and outlier see."""


@dataclass(slots=True)
class Measured:
    """The scores of one office at one place, with the flaws behind them."""

    office: str
    commune_code: str | None
    cells: int
    filled: int
    scores: Scores
    flaws: list[Flaw] = field(default_factory=list)
    flaw_counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Whose quality is asked for, and what the asking person may see: what is out of sight is left out, for it would
    count as empty."""

    scope: Scope
    set_code: str
    province: str
    period: Period
    office: str | None = None
    commune: str | None = None


async def measured(session: AsyncSession, question: Question) -> list[Measured]:
    """The scores of every report that is owed for a period in a province, also of those nobody has begun.

    Raises UnknownIndicator for no such set.
    """
    owed = await owing.owed_in(
        session, question.set_code, question.province, question.period, question.office, question.commune
    )
    if not owed.duties:
        return []
    now = await spaces.now(session)
    codes = [code for duty in owed.duties for code in duty.indicators]
    adding = _adding(owed.nodes)
    rows = await store.cells(
        session,
        indicators=codes,
        added=list(adding),
        period=question.period.id,
        before=[one.id for one in _earlier(question.period)],
        province=question.province,
        commune=question.commune,
    )
    cells: dict[str | None, dict[str, Cell]] = {}
    for place, code, value, text, note, known_at, first_known_at, before, parts in rows:
        cells.setdefault(place, {})[code] = Cell(
            value, text, note, known_at, first_known_at, before or (),
            {name: sum_ for name, sum_ in (parts or {}).items() if name in adding.get(code, ())},
        )  # fmt: skip
    known = bound([node for node in owed.nodes if node.code in set(codes)])
    return [
        _one(duty, place, cells.get(place, {}), owed.approved.get((duty.office, place)), known, now, owed)
        for duty in owed.duties
        for place in owed.places
        if _sees(question, place)
    ]


def _adding(nodes: Sequence[IndicatorNode]) -> dict[str, set[str]]:
    """By indicator the dimensions whose parts may be held against its total."""
    known = known_dimensions()
    return {
        node.code: names
        for node in nodes
        if node.over_places == "sum"
        and (names := {name for name in node.dimensions if adds_up(node, known[name])})
    }


def _sees(question: Question, place: str | None) -> bool:
    scope = question.scope
    own = scope.nation or question.province in scope.provinces
    return own or (place is not None and scope.covers(place, question.province))


def _one(
    duty: Duty,
    place: str | None,
    cells: Mapping[str, Cell],
    approved_at: datetime | None,
    known: Mapping[str, tuple[IndicatorNode, tuple[Rule, ...]]],
    now: datetime,
    owed: owing.Owed,
) -> Measured:
    explanations = owed.explanations.get((duty.office, place), {})
    report = Report(duty.indicators, cells, duty.due_at, approved_at, explanations)
    scores, flaws = measure(report, known, now)
    counts = Counter(str(flaw.quality) for flaw in flaws)
    return Measured(duty.office, place, len(duty.indicators), scores["complete"].good, scores, flaws, counts)


def flaws_of(items: Sequence[Measured], quality: str | None) -> Iterator[tuple[Measured, Flaw]]:
    """The flaws of reports, of one quality or of all, in the order of the reports: as many as are taken are looked at."""
    return ((one, flaw) for one in items for flaw in one.flaws if quality in (None, flaw.quality))


def count_flaws(items: Sequence[Measured], quality: str | None) -> int:
    """How many flaws there are, of one quality or of all, from what was counted when the reports were measured."""
    if quality is None:
        return sum(len(one.flaws) for one in items)
    return sum(one.flaw_counts.get(quality, 0) for one in items)


def added_up(items: Sequence[Measured]) -> Measured:
    """Several reports as one: good cells over cells, never a mean of shares."""
    whole = Measured("", None, 0, 0, nothing())
    for one in items:
        whole.cells += one.cells
        whole.filled += one.filled
        for code, score in one.scores.items():
            whole.scores[code].add(score)
    return whole


def period_of(text: str) -> Period:
    """The period written so; raises BadPeriod."""
    return parse_period(text)


def _earlier(period: Period) -> list[Period]:
    """Periods before, the oldest first."""
    found: list[Period] = []
    try:
        while len(found) < LOOKED_BACK:
            period = previous_period(period)
            found.insert(0, period)
    except (ValueError, BadPeriod):
        pass
    return found
