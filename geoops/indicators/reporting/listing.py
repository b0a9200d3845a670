"""To-do lists: the reports that a person may act on, page by page in the order of their deadlines. Takes a session,
never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.reporting import assigning, owing, reminding, service
from geoops.indicators.reporting.models import IndicatorAssignment, IndicatorReminder
from geoops.indicators.reporting.owing import Task
from geoops.indicators.reporting.states import EDITABLE, Action
from geoops.kit.context import Caller
from geoops.kit.paging import BadCursor, decode_cursor, encode_cursor

Show = Literal["all", "open", "late", "waiting", "act"]
Key = tuple[datetime, str, str, str]
_COUNTED: Final[tuple[Show, ...]] = ("all", "open", "late", "waiting")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a to-do list is asked for. `mine`: only what the person was named for."""

    set_code: str
    province: str
    commune: str | None = None
    office: str | None = None
    back: int = 1
    show: Show = "all"
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, with the steps that the person could take now."""

    task: Task
    may: Sequence[Action]
    people: Sequence[IndicatorAssignment]
    reminders: Sequence[IndicatorReminder]


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A page of the list; `counts` and `offices` are of the whole list, whatever of it is shown."""

    lines: Sequence[Line]
    following: str | None
    counts: Mapping[Show, int]
    offices: Sequence[str]


async def page(
    session: AsyncSession, wanted: Wanted, caller: Caller, after: str | None, limit: int
) -> TaskPage:
    """The lines after a cursor, at most `limit`: those of places in the person's scope and no others.

    Raises BadCursor, UnknownIndicator for no such set, NotAllowed for a place wholly outside the scope.
    """
    start = _key_of_cursor(after)
    one_set = await owing.set_of(session, wanted.set_code)
    found = await owing.tasks(
        session, wanted.set_code, province=wanted.province, commune=wanted.commune, back=wanted.back,
        caller=caller,
    )  # fmt: skip
    offices = list(dict.fromkeys(task.duty.office for task in found))
    named = await assigning.named_in(session, wanted.set_code, wanted.province)

    def people(task: Task) -> Sequence[IndicatorAssignment]:
        return named.get((task.duty.office, task.commune_code), ())

    def may(task: Task) -> list[Action]:
        names = {one.person for one in people(task)}
        return service.may_take(task.report, one_set, caller, task.province_code, task.commune_code, names)

    def shown(task: Task, show: Show) -> bool:
        match show:
            case "open":
                return task.state in EDITABLE
            case "late":
                return task.late
            case "waiting":
                return task.state == "submitted"
            case "act":
                return bool({"submit", "approve"} & set(may(task)))
            case "all":
                return True

    listed = [
        task
        for task in found
        if wanted.office in (None, task.duty.office)
        and (not wanted.mine or caller.name in {one.person for one in people(task)})
    ]
    counts: dict[Show, int] = {show: sum(shown(task, show) for task in listed) for show in _COUNTED}
    rest: list[Task] = []
    for task in listed:
        if (start is None or key_of(task) > start) and shown(task, wanted.show):
            rest.append(task)
            if len(rest) > limit:
                break
    here = await owing.with_filled(session, wanted.province, rest[:limit])
    reminded = await reminding.sent(
        session, wanted.set_code, wanted.province, sorted({one.duty.period.id for one in here})
    )
    lines = [
        Line(
            task, may(task), people(task),
            reminded.get((task.duty.office, task.duty.period.id, task.commune_code), ()),
        )
        for task in here
    ]  # fmt: skip
    following = None
    if len(rest) > limit:
        due, *others = key_of(here[-1])
        following = encode_cursor([due.astimezone(UTC).isoformat(), *others])
    return TaskPage(lines, following, counts, offices)


def key_of(task: Task) -> Key:
    """What the list is ordered by: the soonest due first; no two lines have the same."""
    return task.duty.due_at, task.duty.office, task.duty.period.id, task.commune_code or ""


def _key_of_cursor(after: str | None) -> Key | None:
    if after is None:
        return None
    moment, office, period, commune = decode_cursor(after, (str, str, str, str))
    try:
        due = datetime.fromisoformat(moment)
    except ValueError:
        raise BadCursor from None
    if due.tzinfo is None:
        raise BadCursor
    return due, office, period, commune
