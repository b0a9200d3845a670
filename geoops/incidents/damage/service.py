"""What is decided about damage: reports replace or add, deaths need a second person, totals stay traceable.

Every function takes a session and leaves the commit to its caller.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.damage import store
from geoops.incidents.damage.checking import check_not_lower, check_times, figures_of
from geoops.incidents.damage.errors import (
    DamageConflict,
    DamageRefused,
    OwnConfirmation,
    UnknownDamageReport,
    UnknownEvent,
)
from geoops.incidents.damage.models import DamageReport, DisasterEvent
from geoops.incidents.damage.schemas import DamageIn, EventIn
from geoops.incidents.damage.store import Total
from geoops.incidents.errors import UnknownCommune
from geoops.incidents.periods import Standing
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, check_plausible

FIRST_WITHIN = timedelta(hours=24)
"""The quick report is due within 24 hours of the occurrence, then daily (TTLT 43/2015 Điều 7 khoản 1)."""
THEN_EVERY = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(minutes=15)
"""How far ahead of the server's clock a device's may be."""

By = Literal["commune", "province", "nation"]


@dataclass(frozen=True, slots=True)
class Summed:
    """An item at a place: what is reported and what of it is confirmed, with the communes and reports behind it."""

    item: str
    place: str
    quantity: float | None
    confirmed: float | None
    communes: int
    as_of: datetime
    newest_at: datetime
    reports: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Due:
    """A commune whose report is due at a time."""

    commune_code: str
    open_incidents: int
    last_as_of: datetime | None
    due_at: datetime


async def add_event(session: AsyncSession, body: EventIn, caller: Caller) -> bool:
    """Keep an event; False where the same is there. Raises DamageConflict for another under the id."""
    new = await store.add_event(
        session,
        {
            "id": body.id,
            "name": body.name,
            "starts_at": body.starts_at,
            "ends_at": body.ends_at,
            "created_by": caller.name,
        },
    )
    kept = await store.event(session, body.id)
    if kept is None or (not new and (kept.name, kept.starts_at) != (body.name, body.starts_at)):
        raise DamageConflict
    if new:
        await _record_event(session, kept, "create")
    return new


async def end_event(session: AsyncSession, event_id: uuid.UUID, ends_at: datetime) -> None:
    """Say when the event ended; raises UnknownEvent, DamageRefused."""
    kept = await event(session, event_id)
    if ends_at <= kept.starts_at:
        raise DamageRefused(
            faults=[Fault(Text("kết thúc trước khi bắt đầu", "ends before it starts"), field="ends_at")]
        )
    await store.end_event(session, event_id, ends_at)
    await _record_event(session, kept, "end")


async def event(session: AsyncSession, event_id: uuid.UUID) -> DisasterEvent:
    """The event; raises UnknownEvent."""
    kept = await store.event(session, event_id)
    if kept is None:
        raise UnknownEvent
    return kept


async def report(session: AsyncSession, body: DamageIn, caller: Caller) -> bool:
    """Keep a report; False where the same is there already.

    Raises UnknownEvent, UnknownCommune, NotAllowed outside the scope, DamageConflict for other content under the id
    or a report that was replaced already, DamageOverlap, DamageRefused.
    """
    await store.lock(session, body.event_id, body.commune_code)
    kept = await store.report(session, body.id)
    if kept is not None:
        if bytes(kept.content_hash) != body.content_hash():
            raise DamageConflict
        return False
    happened = await event(session, body.event_id)
    await _check_place(session, body.commune_code, caller)
    _check_time(body, happened, await spaces.now(session))
    rows = figures_of(body)
    replaced = await _replaced(session, body)
    standing = [
        Standing(str(row.id), row.measure, row.starts_at, row.as_of, item, quantity)
        for row, item, quantity in await store.standing(
            session, body.event_id, body.commune_code, [row["item"] for row in rows]
        )
        if replaced is None or row.id != replaced.id
    ]
    check_times(body, standing)
    check_not_lower(body, rows, standing)
    if not await store.add_report(session, _values(body, caller), rows):
        raise DamageConflict  # the id is taken in another scope
    if replaced is not None:
        await store.replace(session, replaced.id, body.id)
    await changes.record(
        session,
        domain="damage",
        entity="damage_report",
        entity_id=str(body.id),
        op="replace" if replaced is not None else "create",
        commune_code=body.commune_code,
        at=body.as_of,
        payload={
            "event_id": str(body.event_id),
            "stage": body.stage,
            "measure": body.measure,
            "replaces": str(body.replaces) if body.replaces else None,
            "figures": {row["item"]: row["quantity"] for row in rows if row["part"] == ""},
        },
    )
    return True


async def confirm(
    session: AsyncSession, report_id: uuid.UUID, wanted: Sequence[str], caller: Caller
) -> DamageReport:
    """Stand as the second person for figures of a report.

    Raises UnknownDamageReport, OwnConfirmation, DamageConflict for a replaced report, DamageRefused for an item that
    needs nobody.
    """
    kept = await get(session, report_id)
    if kept.reported_by == caller.name:
        raise OwnConfirmation
    if kept.replaced_by is not None:
        raise DamageConflict(
            Text("Báo cáo đã được thay bằng bản mới", "The report was replaced by a newer one")
        )
    waiting = {row.item for row, _ in await store.figures(session, [report_id]) if row.needs_confirmation}
    faults = [
        Fault(Text(f"mục “{item}” không cần xác nhận", f"“{item}” needs no confirmation"), field="items")
        for item in wanted
        if item not in waiting
    ]
    if faults:
        raise DamageRefused(faults=faults)
    confirmed = await store.confirm(session, kept, sorted(set(wanted)), caller.name)
    if confirmed:
        await changes.record(
            session,
            domain="damage",
            entity="damage_report",
            entity_id=str(report_id),
            op="confirm",
            commune_code=kept.commune_code,
            at=kept.as_of,
            payload={"items": confirmed},
        )
    return kept


async def get(session: AsyncSession, report_id: uuid.UUID) -> DamageReport:
    """The report; raises UnknownDamageReport."""
    kept = await store.report(session, report_id)
    if kept is None:
        raise UnknownDamageReport
    return kept


async def events(session: AsyncSession) -> Sequence[tuple[DisasterEvent, int, int]]:
    """All events, newest first, with the reports and communes that each has within the scope."""
    return await store.events(session)


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    event_id: uuid.UUID | None,
    commune_code: str | None,
    unconfirmed: bool,
) -> Sequence[DamageReport]:
    """Reports of the scope, newest first, up to `limit + 1`."""
    return await store.page(
        session, limit, after, event_id=event_id, commune_code=commune_code, unconfirmed=unconfirmed
    )


async def summary(
    session: AsyncSession, event_id: uuid.UUID, by: By, at: datetime, known_at: datetime
) -> list[Summed]:
    """What each item amounts to at each place; places and items without a report are left out, never zero."""
    reported = await store.totals(session, event_id, at, known_at, confirmed=False)
    confirmed = {
        (total.commune_code, total.item): total.quantity
        for total in await store.totals(session, event_id, at, known_at, confirmed=True)
    }
    place_of = await _places(session, by)
    gathered: dict[tuple[str, str], list[Total]] = defaultdict(list)
    for total in reported:
        gathered[place_of(total.commune_code), total.item].append(total)
    return [_sum(place, item, totals, confirmed) for (place, item), totals in sorted(gathered.items())]


async def of_commune(
    session: AsyncSession, commune_code: str, at: datetime, known_at: datetime
) -> tuple[DisasterEvent, list[Summed]] | None:
    """What a commune has reported for the newest event that had begun; None where there was no event."""
    begun = [
        row for row, _, _ in await store.events(session) if row.starts_at <= at and row.known_at <= known_at
    ]
    if not begun:
        return None
    totals = await summary(session, begun[0].id, "commune", at, known_at)
    return begun[0], [total for total in totals if total.place == commune_code]


async def under_way(
    session: AsyncSession, at: datetime, known_at: datetime, ended_since: datetime
) -> list[DisasterEvent]:
    """Events that had begun and were known, and had not ended or ended after `ended_since`; the newest first."""
    return [
        row
        for row, _, _ in await store.events(session)
        if row.starts_at <= at
        and row.known_at <= known_at
        and (row.ends_at is None or row.ends_at > ended_since)
    ]


async def parts(
    session: AsyncSession,
    event_id: uuid.UUID,
    item: str,
    at: datetime,
    known_at: datetime,
    commune_code: str | None,
    province_code: str | None,
) -> Sequence[DamageReport]:
    """The reports that a total is made of, oldest first."""
    province_of = await communes.province_by_code(session)
    behind = [
        report_id
        for total in await store.totals(session, event_id, at, known_at, confirmed=False)
        if total.item == item
        and commune_code in (None, total.commune_code)
        and province_code in (None, province_of.get(total.commune_code))
        for report_id in total.reports
    ]
    return await store.by_ids(session, behind)


async def due(session: AsyncSession, event_id: uuid.UUID) -> list[Due]:
    """Communes with incidents in the event, by when their next report is due, the longest overdue first."""
    happened = await event(session, event_id)
    now = await spaces.now(session)
    until = min(now, happened.ends_at) if happened.ends_at else now
    last = await store.last_as_of(session, event_id)
    found = []
    for code, count, first in await store.open_incidents(session, happened.starts_at, until):
        newest = last.get(code)
        due_at = newest + THEN_EVERY if newest else first + FIRST_WITHIN
        if newest is not None and happened.ends_at is not None and newest >= happened.ends_at:
            continue
        found.append(Due(code, count, newest, due_at))
    return sorted(found, key=lambda item: (item.due_at, item.commune_code))


def _sum(
    place: str, item: str, totals: Sequence[Total], confirmed: Mapping[tuple[str, str], float]
) -> Summed:
    stood = [
        confirmed[total.commune_code, item] for total in totals if (total.commune_code, item) in confirmed
    ]
    return Summed(
        item=item,
        place=place,
        quantity=_tidy(sum(total.quantity for total in totals)),
        confirmed=_tidy(sum(stood)) if stood else None,
        communes=len(totals),
        as_of=min(total.as_of for total in totals),
        newest_at=max(total.as_of for total in totals),
        reports=[report_id for total in totals for report_id in total.reports],
    )


def _tidy(quantity: float) -> float:
    return round(quantity, 6)


async def _places(session: AsyncSession, by: By) -> Any:
    if by == "nation":
        return lambda _: "vn"
    if by == "commune":
        return lambda code: code
    province_of = await communes.province_by_code(session)
    return lambda code: province_of.get(code, "")


async def _check_place(session: AsyncSession, commune_code: str, caller: Caller) -> None:
    if not await communes.names(session, [commune_code]):
        raise UnknownCommune(faults=[Fault(UnknownCommune.title, field="commune_code")])
    if not caller.scope.covers(commune_code, await communes.province_of(session, commune_code)):
        raise NotAllowed(Text("Xã nằm ngoài phạm vi của bạn", "The commune lies outside your scope"))


def _check_time(body: DamageIn, happened: DisasterEvent, now: datetime) -> None:
    faults: list[Fault] = []
    for field, moment in (("starts_at", body.starts_at), ("as_of", body.as_of)):
        if moment is None:
            continue
        try:
            check_plausible(moment, now)
        except BadTime as error:
            faults.append(Fault(error.text, field=field))
            continue
        if moment > now + CLOCKS_DIFFER:
            faults.append(Fault(Text("nằm trong tương lai", "lies in the future"), field=field))
        if moment < happened.starts_at:
            faults.append(
                Fault(Text("trước khi đợt thiên tai bắt đầu", "before the event began"), field=field)
            )
    if faults:
        raise DamageRefused(faults=faults)


async def _replaced(session: AsyncSession, body: DamageIn) -> DamageReport | None:
    if body.replaces is None:
        return None
    old = await get(session, body.replaces)
    if (old.event_id, old.commune_code, old.measure) != (body.event_id, body.commune_code, body.measure):
        raise DamageRefused(
            faults=[
                Fault(
                    Text(
                        "chỉ thay được báo cáo cùng đợt, cùng xã và cùng cách tính",
                        "only a report of the same event, commune and measure can be replaced",
                    ),
                    field="replaces",
                )
            ]
        )
    if old.replaced_by is not None:
        raise DamageConflict(
            Text("Báo cáo đã được thay bằng bản khác", "The report was replaced by another already"),
            extra={"replaced_by": str(old.replaced_by)},
        )
    return old


def _values(body: DamageIn, caller: Caller) -> dict[str, Any]:
    return {
        "id": body.id,
        "event_id": body.event_id,
        "commune_code": body.commune_code,
        "stage": body.stage,
        "measure": body.measure,
        "starts_at": body.starts_at,
        "as_of": body.as_of,
        "incident_id": body.incident_id,
        "replaces": body.replaces,
        "reason": body.reason,
        "note": body.note,
        "reported_by": caller.name,
        "content_hash": body.content_hash(),
    }


async def _record_event(session: AsyncSession, row: DisasterEvent, op: str) -> None:
    await changes.record(
        session,
        domain="damage",
        entity="disaster_event",
        entity_id=str(row.id),
        op=op,
        at=row.starts_at,
        payload={"name": row.name},
        everyone=True,
    )
