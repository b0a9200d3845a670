"""The queue: what to look at next, and why."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service, urgency
from geoops.incidents.definition import definition
from geoops.incidents.handling import see
from geoops.incidents.outgoing import outs
from geoops.incidents.recording import DOMAIN
from geoops.incidents.rules import rules
from geoops.incidents.store import Found
from geoops.incidents.triage import store
from geoops.incidents.triage.schemas import PresentOut, QueueCountsOut, QueueItemOut, ReasonOut
from geoops.incidents.triage.store import Narrow
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut

LEASE = timedelta(seconds=25)


async def page(
    session: AsyncSession, narrow: Narrow, limit: int, after: tuple[datetime, uuid.UUID] | None
) -> tuple[list[QueueItemOut], tuple[datetime, uuid.UUID] | None]:
    """The most urgent first, and where to go on after them."""
    rows = await store.queue_page(session, narrow, limit, after)
    page = rows[:limit]
    following = (page[-1].row.queue_at, page[-1].row.id) if len(rows) > limit else None
    return await _items(session, page), following


async def counts(session: AsyncSession) -> QueueCountsOut:
    """How much there is to do."""
    open_, untouched, overdue = await store.queue_counts(session)
    return QueueCountsOut(open=open_, untouched=untouched, overdue=overdue)


async def _items(session: AsyncSession, rows: Sequence[Found]) -> list[QueueItemOut]:
    now = await spaces.now(session)
    present = await store.present(session, [row.row.id for row in rows])
    shown = await outs(session, rows)
    return [
        QueueItemOut(
            incident=incident,
            score_minutes=round((now - found.row.queue_at).total_seconds() / 60),
            reasons=_reasons(found, now),
            present=[PresentOut(person=who, since=since) for who, since in present.get(found.row.id, [])],
        )
        for found, incident in zip(rows, shown, strict=True)
    ]


def _reasons(found: Found, now: datetime) -> list[ReasonOut]:
    row = found.row
    age = round((now - row.known_at).total_seconds() / 60)
    waited = urgency.Reason("age", age, Text(f"Đã chờ {age} phút", f"Waiting for {age} minutes"))
    others = urgency.reasons(
        definition(),
        rules(),
        kind=row.kind,
        severity=row.severity,
        state=row.state,
        level=row.level,
        fields=row.fields,
    )
    return [
        ReasonOut(code=reason.code, minutes=reason.minutes, text=TextOut.of(reason.text))
        for reason in (*others, waited)
    ]


async def attend(session: AsyncSession, incident_id: uuid.UUID, caller: Caller) -> list[PresentOut]:
    """Have the caller among those who look at an incident, for one lease. Coming is told on the stream; staying is not.

    Whoever looks for the centre has seen it. Raises UnknownIncident.
    """
    found = await service.found(session, incident_id)
    if await store.attend(session, incident_id, caller.name, LEASE):
        await see(session, found, caller)
        await _tell(session, incident_id, found.row.commune_code, caller.name, "come")
    await sweep(session)
    present = await store.present(session, [incident_id])
    return [PresentOut(person=who, since=since) for who, since in present.get(incident_id, [])]


async def leave(session: AsyncSession, incident_id: uuid.UUID, caller: Caller) -> None:
    """Take the caller from among those who look. Raises UnknownIncident."""
    found = await service.found(session, incident_id)
    if await store.leave(session, incident_id, caller.name):
        await _tell(session, incident_id, found.row.commune_code, caller.name, "leave")


async def sweep(session: AsyncSession) -> None:
    """Tell of those whose lease ran out: a closed lid says no goodbye."""
    for incident_id, person, commune_code in await store.sweep_presence(session):
        await _tell(session, incident_id, commune_code, person, "leave")


async def _tell(
    session: AsyncSession, incident_id: uuid.UUID, commune_code: str | None, person: str, op: str
) -> None:
    await changes.record(
        session,
        domain=DOMAIN,
        entity="presence",
        entity_id=str(incident_id),
        op=op,
        commune_code=commune_code,
        payload={"person": person},
    )
