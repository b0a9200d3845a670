"""Who owes what, where: sets, places, to-do lists. Takes a session, never commits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators.errors import UnknownIndicator
from geoops.indicators.models import IndicatorNode, IndicatorSet
from geoops.indicators.periods import Period, parse_period
from geoops.indicators.reporting import store
from geoops.indicators.reporting.duties import Duty, duty, offices_of, periods_owed
from geoops.indicators.reporting.errors import NothingOwed
from geoops.indicators.reporting.models import IndicatorReport
from geoops.indicators.reporting.rules import chain_of, reporting_rules
from geoops.indicators.reporting.states import EDITABLE, State
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import InputRefused, NotAllowed
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a to-do list: what an office owes for a period, how far it is, and whether it is late."""

    duty: Duty
    province_code: str
    commune_code: str | None
    state: State
    passed: int
    steps: int
    late: bool
    report: IndicatorReport | None = None
    filled: int = 0

    @property
    def joint(self) -> tuple[str, ...]:
        """The offices that the decision names beside the one that owes."""
        return self.duty.joint


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is: an office of a commune, or of the province."""

    set_code: str
    office: str
    period: str
    province_code: str | None
    commune_code: str | None


async def tasks(
    session: AsyncSession,
    set_code: str,
    *,
    province: str,
    back: int,
    commune: str | None = None,
    caller: Caller | None = None,
) -> list[Task]:
    """What is owed in a province for the running period and `back` earlier ones of each rhythm, the soonest due first;
    how many cells are filled is not counted (`with_filled`).

    A set of communes is owed by each of them. With a `caller`, only places in their scope: of others they would see
    nothing and take every report for an empty draft. Raises UnknownIndicator for no such set, InputRefused for a
    commune of another province, NotAllowed where nothing of the place lies in the scope.
    """
    one_set = await set_of(session, set_code)
    nodes = await store.nodes_of_set(session, set_code)
    rules = reporting_rules()
    now = await spaces.now(session)
    duties = [
        found
        for code in offices_of(nodes)
        for period in periods_owed(nodes, code, now, back)
        if (found := duty(nodes, code, period, rules)) is not None
    ]
    periods = {one.period.id for one in duties}
    places = await _places(session, one_set, province, commune)
    if caller is not None:
        places = _in_scope(caller, province, places)
    known = {
        (row.office, row.period, row.commune_code): row
        for row in await store.reports(session, set_code, periods, province)
    }
    steps = len(chain_of(one_set.code, one_set.level))
    listed: list[Task] = []
    for one in duties:
        for place in places:
            row = known.get((one.office, one.period.id, place))
            state: State = row.state if row else "draft"  # type: ignore[assignment]  # the table's check
            late = state in EDITABLE and now > one.due_at
            listed.append(Task(one, province, place, state, row.passed if row else 0, steps, late, row))
    return sorted(
        listed,
        key=lambda task: (task.duty.due_at, task.duty.office, task.duty.period.id, task.commune_code or ""),
    )


async def with_filled(session: AsyncSession, province: str, listed: Sequence[Task]) -> list[Task]:
    """The same tasks with the number of cells that hold a value or say why they hold none."""
    filled = await store.filled(
        session,
        {code for one in listed for code in one.duty.indicators},
        {one.duty.period.id for one in listed},
        province,
        {one.commune_code for one in listed},
    )
    return [
        replace(one, filled=filled.get((one.duty.period.id, one.commune_code, one.duty.office), 0))
        for one in listed
    ]


def _in_scope(caller: Caller, province: str, places: Sequence[str | None]) -> Sequence[str | None]:
    if caller.scope.nation or province in caller.scope.provinces:
        return places
    own = [place for place in places if place is not None and caller.scope.covers(place, province)]
    if not own and places != [None]:
        raise NotAllowed(Text("Ngoài địa bàn được phân công", "Outside your scope"))
    return own


@dataclass(frozen=True, slots=True)
class Owed:
    """What a province owes of a set for one period: by office, at these places, with what is known of its reports.

    `approved` is when a report passed its last step, by office and commune; `explanations` those of its figures.
    """

    nodes: Sequence[IndicatorNode]
    duties: Sequence[Duty]
    places: Sequence[str | None]
    approved: Mapping[tuple[str, str | None], datetime]
    explanations: Mapping[tuple[str, str | None], Mapping[str, str]]


async def owed_in(
    session: AsyncSession,
    set_code: str,
    province: str,
    period: Period,
    office: str | None = None,
    commune: str | None = None,
) -> Owed:
    """What is owed for a period in a province. Raises UnknownIndicator for no such set."""
    one_set = await set_of(session, set_code)
    nodes = await store.nodes_of_set(session, set_code)
    rules = reporting_rules()
    duties = [
        found
        for code in offices_of(nodes)
        if office in (None, code) and (found := duty(nodes, code, period, rules)) is not None
    ]
    reports = await store.reports(session, set_code, [period.id], province)
    return Owed(
        nodes,
        duties,
        await _places(session, one_set, province, commune),
        {
            (row.office, row.commune_code): row.changed_at
            for row in reports
            if row.state in ("approved", "locked")
        },
        {(row.office, row.commune_code): row.explanations for row in reports},
    )


async def names_of(session: AsyncSession, codes: Collection[str]) -> dict[str, Text]:
    """What indicators are called, by code."""
    return {code: Text(vi, en) for code, vi, en in await store.words_of(session, codes)}


async def place_of(
    session: AsyncSession,
    set_code: str,
    office: str,
    province: str | None,
    commune: str | None,
    caller: Caller,
) -> tuple[str, str | None]:
    """The province and commune of an office's reports, of the caller's scope. Raises NothingOwed for an office that
    reports nothing of the set, NotAllowed outside the scope."""
    one_set = await set_of(session, set_code)
    if office not in offices_of(await store.nodes_of_set(session, set_code)):
        raise NothingOwed(extra={"office": office})
    found = await where(session, one_set, Place(set_code, office, "", province, commune))
    check_scope(caller, *found)
    return found


async def owed_by(session: AsyncSession, place: Place) -> tuple[IndicatorSet, Duty, list[IndicatorNode]]:
    """What an office owes for one period, with its rows. Raises NothingOwed, BadPeriod, UnknownIndicator."""
    one_set = await set_of(session, place.set_code)
    period: Period = parse_period(place.period)
    nodes = await store.nodes_of_set(session, place.set_code)
    owed = duty(nodes, place.office, period, reporting_rules())
    if owed is None:
        raise NothingOwed(extra={"office": place.office, "period": period.id})
    return one_set, owed, [node for node in nodes if node.code in owed.indicators]


def check_scope(caller: Caller, province: str, commune: str | None) -> None:
    """A report of the province itself is a step of the province's people, not of those of its communes."""
    own = caller.scope.nation or province in caller.scope.provinces
    if not own and (commune is None or not caller.scope.covers(commune, province)):
        raise NotAllowed(Text("Ngoài địa bàn được phân công", "Outside your scope"))


async def set_of(session: AsyncSession, code: str) -> IndicatorSet:
    """An indicator set; raises UnknownIndicator for no such set."""
    found = await store.set_of(session, code)
    if found is None:
        raise UnknownIndicator(Text("Không có bộ chỉ số này", "There is no such set"), extra={"set": code})
    return found


async def where(session: AsyncSession, one_set: IndicatorSet, place: Place) -> tuple[str, str | None]:
    """The province and commune of a place as its set wants them; raises InputRefused."""
    if (place.commune_code is not None) != (one_set.level == "commune"):
        raise InputRefused(
            Text(
                "Bộ chỉ số cấp xã cần mã xã; bộ chỉ số cấp tỉnh không có mã xã",
                "A set of communes needs a commune, a set of the province has none",
            )
        )
    if place.commune_code is not None:
        return await communes.province_of(session, place.commune_code), place.commune_code
    if place.province_code is None:
        raise InputRefused(Text("Thiếu mã tỉnh", "The province is missing"))
    return place.province_code, None


async def _places(
    session: AsyncSession, one_set: IndicatorSet, province: str, commune: str | None
) -> Sequence[str | None]:
    if one_set.level == "province":
        return [None]
    if commune is not None:
        if await communes.province_of(session, commune) != province:
            raise InputRefused(
                Text("Xã này không thuộc tỉnh đã chọn", "The commune lies in another province"),
                extra={"commune": commune, "province": province},
            )
        return [commune]
    units = await communes.page(session, province=province, day=None, after=None, limit=1000)
    return [unit.code for unit in units]
