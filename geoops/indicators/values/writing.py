"""Values taken in: checked row by row, staged by COPY, merged in one go. Earlier values stay, superseded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators import store as catalogue_store
from geoops.indicators.codes import service as codes
from geoops.indicators.values import store
from geoops.indicators.values.rules import Checker, Units, ValueIn
from geoops.indicators.values.store import Staged
from geoops.kit import changes, spaces
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

MOST_FAULTS = 100
"""A batch that is refused as a whole names so many faults; more help nobody."""

_REFUSED = {
    "outside_scope": Text("ngoài địa bàn được phân công", "outside your scope"),
    "conflicts": Text(
        "cùng một ô có nhiều giá trị khác nhau trong tệp", "the same cell comes with several values"
    ),
    "stale": Text(
        "ô đã được người khác sửa; hãy tải lại rồi thử lại", "somebody else changed the cell meanwhile"
    ),
    "barred": Text("mã không nhận giá trị mới", "the code takes no new value"),
    "in_report": Text(
        "ô thuộc báo cáo đã nộp; báo cáo phải được trả lại hoặc mở lại trước",
        "the cell is in a report that was submitted; it has to be returned or reopened first",
    ),
}


@dataclass(slots=True)
class Outcome:
    """What became of a batch: cells that are new, changed, unchanged, and rows that were refused, each with why."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Fault] = field(default_factory=list)


async def put_values(
    session: AsyncSession,
    rows: Sequence[ValueIn],
    *,
    method: str,
    source: str,
    reason: str | None = None,
) -> Outcome:
    """Keep values: good rows are written, each bad one is answered with why. The person is the transaction's actor.

    The cells of one batch share a method, a source and the reason why earlier values change.
    """
    checker = await _checker(session, {row.indicator for row in rows})
    outcome = Outcome()
    await store.stage(session, _good(checker, rows, outcome.refused))
    return await _merge(session, checker, outcome, method=method, source=source, reason=reason)


async def load_values(
    session: AsyncSession,
    rows: Iterable[ValueIn],
    indicators: Collection[str],
    *,
    source: str,
    file: str,
    reason: str | None = None,
) -> Outcome:
    """Keep a large history, all of it or nothing: raises InputRefused with the first faults.

    `indicators` are the codes that the rows may name; the rows are read once and never held together.
    """
    checker = await _checker(session, indicators)
    outcome = Outcome()
    await store.without_time_limit(session)
    await store.stage(session, _good(checker, rows, outcome.refused, stop_after=MOST_FAULTS))
    if not outcome.refused:
        outcome = await _merge(session, checker, outcome, method="imported", source=source, reason=reason)
    if outcome.refused:
        faults = [
            Fault(fault.reason, row=fault.row, field=fault.field, file=file) for fault in outcome.refused
        ]
        raise InputRefused(faults=faults[:MOST_FAULTS])
    return outcome


async def _checker(session: AsyncSession, indicators: Collection[str]) -> Checker:
    changed = await communes.changed_days(session)
    return Checker(
        await catalogue_store.nodes_of_codes(session, indicators),
        Units(
            changed_days=changed,
            today=await communes.province_by_code(session),
            ended={day: await communes.old_codes(session, day) for day in changed},
            provinces=frozenset(province.code for province in await communes.provinces(session)),
        ),
        await codes.dimensions(session),
    )


def _good(
    checker: Checker, rows: Iterable[ValueIn], faults: list[Fault], stop_after: int | None = None
) -> Iterator[Staged]:
    for number, row in enumerate(rows, start=1):
        checked = checker.check(number, row)
        if isinstance(checked, Staged):
            yield checked
        else:
            faults.append(checked)
            if stop_after is not None and len(faults) >= stop_after:
                return


async def _merge(
    session: AsyncSession,
    checker: Checker,
    outcome: Outcome,
    *,
    method: str,
    source: str,
    reason: str | None,
) -> Outcome:
    outcome.unchanged = await store.drop(session, "repeats")
    for what, why in _REFUSED.items():
        if what == "barred":  # what says nothing new may be sent again, also into a report that was submitted
            outcome.unchanged += await store.drop(session, "unchanged")
        rows = await store.refuse(session, what)
        if what == "barred":
            outcome.refused += [Fault(checker.barred[row], row=row, field="dimensions") for row in rows]
        else:
            outcome.refused += [Fault(why, row=row) for row in rows]
    outcome.refused.sort(key=lambda fault: fault.row or 0)
    await store.put_periods(session, checker.periods)
    boundary = await communes.active_boundary(session)
    indicators, periods, places, latest = await store.staged_summary(session)
    outcome.new, outcome.changed = await store.merge(
        session,
        known_at=await spaces.now(session),
        boundary_version=boundary.id if boundary else None,
        method=method,
        source=source,
        reason=reason,
    )
    if outcome.new or outcome.changed:
        await changes.record(
            session,
            domain="indicators",
            entity="value",
            entity_id=indicators[0] if len(indicators) == 1 else "many",
            op="write",
            commune_code=places[0] if len(places) == 1 and places[0] else None,
            at=latest,
            payload={
                "indicators": sorted(indicators),
                "periods": sorted(periods),
                "new": outcome.new,
                "changed": outcome.changed,
                "reason": reason,
            },
        )
    return outcome
