"""Queries of the triage desk."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.models import Incident
from geoops.incidents.store import Found, selected
from geoops.incidents.triage.models import Batch, Handover, Merge, Presence, Watcher

# Written out, so that the planner can prove that the partial indexes hold what is asked for.
_IN_QUEUE = text(
    "incidents.state IN ('reported', 'verified', 'responding') AND incidents.merged_into IS NULL"
)
_NOW = select(func.space_now()).scalar_subquery()
"""The space's clock, read once for a query and not once for every row."""
_WITNESSES = text(
    """
    WITH RECURSIVE family AS (
      SELECT id, reported_by, device_id FROM incidents WHERE id = :id
      UNION ALL
      SELECT i.id, i.reported_by, i.device_id FROM incidents AS i JOIN family ON i.merged_into = family.id
    )
    SELECT count(DISTINCT CASE WHEN reported_by LIKE 'token:%' THEN concat(reported_by, '/', device_id)
                               ELSE reported_by END) FROM family
    """
)
# Reports that could be of the same event as :id: near in time, and near in space or (where one has no position) in
# the same commune. A clock that is known to be off says nothing, so the time of arrival stands in for it.
_NEAR = """
  SELECT b.id AS other, a.id AS id, ST_DistanceSphere(a.geom, b.geom) AS metres,
         abs(extract(epoch FROM b.happened - a.happened))::float8 / 3600 AS hours,
         a.kind AS kind, b.kind AS other_kind, a.commune_code = b.commune_code AS same_commune,
         similarity(plain_text(a.note), plain_text(b.note)) AS text_likeness,
         coalesce(a.uncertainty_m, 0) + coalesce(b.uncertainty_m, 0) AS doubt_m
  FROM {mine} AS a JOIN told AS b ON b.id <> a.id
   AND b.happened BETWEEN a.happened - make_interval(hours => :hours) AND a.happened + make_interval(hours => :hours)
   AND (b.geom_3857 && ST_Expand(a.geom_3857, :reach)
        OR ((a.geom IS NULL OR b.geom IS NULL) AND a.commune_code = b.commune_code))
"""
_TOLD = """
  SELECT id, kind, note, geom, geom_3857, uncertainty_m, commune_code, known_at,
         CASE WHEN clock_doubtful THEN known_at ELSE occurred_at END AS happened
  FROM incidents WHERE space = current_space() AND merged_into IS NULL AND state <> 'rejected'
"""
_LIKELY = text(
    f"WITH told AS ({_TOLD}), mine AS (SELECT * FROM told WHERE id = :id)"  # noqa: S608 - our own SQL
    f" {_NEAR.format(mine='mine')} ORDER BY metres NULLS LAST, b.id LIMIT :most"
)
_ALL_LIKELY = text(
    f"WITH told AS MATERIALIZED ({_TOLD} AND state IN ('reported', 'verified', 'responding')"
    " ORDER BY known_at DESC LIMIT :newest)"
    f" {_NEAR.format(mine='told')} AND b.id > a.id ORDER BY metres NULLS LAST LIMIT :most"
)


async def watch(session: AsyncSession, incident_id: uuid.UUID, person: str) -> bool:
    """Have somebody watch; False where they do already."""
    result = await session.execute(
        pg_insert(Watcher)
        .values(incident_id=incident_id, person=person)
        .on_conflict_do_nothing()
        .returning(text("true"))
    )
    return result.first() is not None


async def unwatch(session: AsyncSession, incident_id: uuid.UUID, person: str) -> bool:
    """Have somebody no longer watch; False where they did not."""
    result = await session.execute(
        delete(Watcher)
        .where(Watcher.incident_id == incident_id, Watcher.person == person)
        .returning(text("true"))
    )
    return result.first() is not None


async def watchers(session: AsyncSession, incident_id: uuid.UUID) -> list[str]:
    """Who watches, by name."""
    return list(
        await session.scalars(
            select(Watcher.person).where(Watcher.incident_id == incident_id).order_by(Watcher.person)
        )
    )


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which part of the queue is asked for."""

    commune_code: str | None = None
    kind: str | None = None
    state: str | None = None
    holder: str | None = None
    unheld: bool = False
    overdue: bool = False


async def queue_page(
    session: AsyncSession, narrow: Narrow, limit: int, after: tuple[datetime, uuid.UUID] | None
) -> list[Found]:
    """The most urgent first, `limit + 1` of them."""
    query = selected().where(Incident.space == func.current_space(), _IN_QUEUE)
    if after is not None:
        query = query.where(func.row(Incident.queue_at, Incident.id) > func.row(after[0], after[1]))
    if narrow.commune_code is not None:
        query = query.where(Incident.commune_code == narrow.commune_code)
    if narrow.kind is not None:
        query = query.where(Incident.kind == narrow.kind)
    if narrow.state is not None:
        query = query.where(Incident.state == narrow.state)
    if narrow.holder is not None:
        query = query.where(Incident.holder == narrow.holder)
    if narrow.unheld:
        query = query.where(Incident.holder.is_(None))
    if narrow.overdue:
        query = query.where(Incident.due_at < _NOW)
    rows = await session.execute(query.order_by(Incident.queue_at, Incident.id).limit(limit + 1))
    return [Found(*row) for row in rows]


async def queue_counts(session: AsyncSession) -> tuple[int, int, int]:
    """How many incidents are in the queue, how many of them nobody has touched, how many are overdue."""
    row = (
        await session.execute(
            select(
                func.count(),
                func.count().filter(Incident.state == "reported"),
                func.count().filter(Incident.due_at < _NOW),
            ).where(Incident.space == func.current_space(), _IN_QUEUE)
        )
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


async def attend(session: AsyncSession, incident_id: uuid.UUID, person: str, lease: timedelta) -> bool:
    """Renew a lease; True where the person was not there before (or their lease had run out)."""
    now = func.clock_timestamp()
    previous = await session.scalar(
        select(Presence.until > now).where(Presence.incident_id == incident_id, Presence.person == person)
    )
    fresh = pg_insert(Presence).values(incident_id=incident_id, person=person, since=now, until=now + lease)
    renewed: dict[str, Any] = {"until": now + lease}
    if not previous:
        renewed["since"] = now
    await session.execute(fresh.on_conflict_do_update(index_elements=["incident_id", "person"], set_=renewed))
    return not previous


async def leave(session: AsyncSession, incident_id: uuid.UUID, person: str) -> bool:
    """End a lease; False where there was none."""
    result = await session.execute(
        delete(Presence)
        .where(Presence.incident_id == incident_id, Presence.person == person)
        .returning(text("true"))
    )
    return result.first() is not None


async def sweep_presence(session: AsyncSession) -> list[tuple[uuid.UUID, str, str | None]]:
    """End the leases that have run out in this space: incident, person and commune of each."""
    gone = (
        await session.execute(
            delete(Presence)
            .where(Presence.until < func.clock_timestamp())
            .returning(Presence.incident_id, Presence.person)
        )
    ).all()
    communes = {
        row[0]: row[1]
        for row in await session.execute(
            select(Incident.id, Incident.commune_code).where(Incident.id.in_([one[0] for one in gone]))
        )
    }
    return [(one[0], one[1], communes.get(one[0])) for one in gone]


async def present(
    session: AsyncSession, incidents: Sequence[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[str, datetime]]]:
    """Who has each incident before them now, longest first."""
    rows = await session.execute(
        select(Presence.incident_id, Presence.person, Presence.since)
        .where(Presence.incident_id.in_(incidents), Presence.until > func.clock_timestamp())
        .order_by(Presence.since)
    )
    found: dict[uuid.UUID, list[tuple[str, datetime]]] = {}
    for incident_id, person, since in rows:
        found.setdefault(incident_id, []).append((person, since))
    return found


async def overdue(session: AsyncSession, top: int, limit: int) -> list[Found]:
    """Incidents whose time to climb has come, locked; those that somebody else is changing wait for the next turn."""
    rows = await session.execute(
        selected()
        .where(
            Incident.space == func.current_space(),
            _IN_QUEUE,
            Incident.escalate_at <= _NOW,
            Incident.level < top,
        )
        .order_by(Incident.escalate_at)
        .limit(limit)
        .with_for_update(of=Incident, skip_locked=True)
    )
    return [Found(*row) for row in rows]


async def add_merge(session: AsyncSession, incident_id: uuid.UUID, into: uuid.UUID, actor: str) -> None:
    """Remember that a report was taken for a repeat of another."""
    await session.execute(insert(Merge).values(incident_id=incident_id, into_id=into, actor=actor).inline())


async def end_merge(session: AsyncSession, incident_id: uuid.UUID, actor: str) -> None:
    """Remember that a report is taken for itself again."""
    await session.execute(
        update(Merge)
        .where(Merge.incident_id == incident_id, Merge.ended_at.is_(None))
        .values(ended_at=func.space_now(), ended_by=actor)
    )


async def merged_into(session: AsyncSession, into: uuid.UUID, *, for_update: bool = False) -> list[Found]:
    """The repeats of an incident, oldest first."""
    query = selected().where(Incident.merged_into == into).order_by(Incident.known_at, Incident.id)
    if for_update:
        query = query.with_for_update(of=Incident)
    return [Found(*row) for row in await session.execute(query)]


async def count_witnesses(session: AsyncSession, incident_id: uuid.UUID) -> int:
    """How many told of it independently, repeats and their repeats included: persons, and the phones that share a
    token."""
    return int(await session.scalar(_WITNESSES, {"id": incident_id}) or 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that could be of one event. `metres` is None where one has no position."""

    other: uuid.UUID
    id: uuid.UUID
    metres: float | None
    hours: float
    kind: str
    other_kind: str
    same_commune: bool | None
    text_likeness: float | None
    doubt_m: float


async def near(session: AsyncSession, incident_id: uuid.UUID, hours: float, reach: float) -> list[Pair]:
    """Pairs of an incident with others near in time and space (`reach` in EPSG:3857 units)."""
    rows = await session.execute(
        _LIKELY, {"id": incident_id, "hours": int(hours), "reach": reach, "most": 200}
    )
    return [Pair(*row) for row in rows]


async def all_near(session: AsyncSession, hours: float, reach: float) -> list[Pair]:
    """Pairs among the newest open incidents."""
    rows = await session.execute(
        _ALL_LIKELY, {"hours": int(hours), "reach": reach, "most": 20_000, "newest": 1500}
    )
    return [Pair(*row) for row in rows]


async def add_batch(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep a batch; False where its id is taken."""
    result = await session.execute(
        pg_insert(Batch).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def batch(session: AsyncSession, batch_id: uuid.UUID, *, for_update: bool = False) -> Batch | None:
    """The batch of that id."""
    query = select(Batch).where(Batch.id == batch_id).execution_options(populate_existing=True)
    return await session.scalar(query.with_for_update() if for_update else query)


async def batch_alone(session: AsyncSession, batch_id: uuid.UUID) -> Batch | None:
    """The batch of that id; until the transaction ends nobody else can add or look for it this way."""
    await session.execute(
        select(
            func.pg_advisory_xact_lock(
                func.hashtextextended(func.concat("batch:", literal(str(batch_id))), 0)
            )
        )
    )
    return await batch(session, batch_id)


async def set_batch(session: AsyncSession, batch_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Set columns of a batch."""
    await session.execute(update(Batch).where(Batch.id == batch_id).values(**values))


async def last_handover(session: AsyncSession, scope: str) -> Handover | None:
    """The newest hand-over of a scope; until the transaction ends nobody else can add one after it."""
    await session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(func.concat("handover:", literal(scope)), 0)))
    )
    return await session.scalar(
        select(Handover)
        .where(Handover.scope == scope, Handover.space == func.current_space())
        .order_by(Handover.number.desc())
        .limit(1)
    )


async def add_handover(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep a signed hand-over; False where the id is taken, be it where the caller cannot look."""
    result = await session.execute(
        pg_insert(Handover).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def handovers(session: AsyncSession, scope: str | None, limit: int) -> list[Handover]:
    """Newest first; of one scope, or of all that the caller may see."""
    query = select(Handover).where(Handover.space == func.current_space())
    if scope is not None:
        query = query.where(Handover.scope == scope)
    return list(
        await session.scalars(query.order_by(Handover.signed_at.desc(), Handover.number.desc()).limit(limit))
    )


async def chain(session: AsyncSession, scope: str) -> list[Handover]:
    """All hand-overs of a scope in their order."""
    return list(
        await session.scalars(
            select(Handover)
            .where(Handover.space == func.current_space(), Handover.scope == scope)
            .order_by(Handover.number)
        )
    )


async def handover(
    session: AsyncSession, handover_id: uuid.UUID, *, for_update: bool = False
) -> Handover | None:
    """The hand-over of that id."""
    query = select(Handover).where(Handover.id == handover_id).execution_options(populate_existing=True)
    return await session.scalar(query.with_for_update() if for_update else query)


async def accept_handover(session: AsyncSession, handover_id: uuid.UUID, person: str, at: datetime) -> None:
    """Set who took over."""
    await session.execute(
        update(Handover).where(Handover.id == handover_id).values(accepted_by=person, accepted_at=at)
    )


async def open_ids(session: AsyncSession, limit: int) -> list[Found]:
    """Everything open, most urgent first."""
    rows = await session.execute(
        selected()
        .where(Incident.space == func.current_space(), _IN_QUEUE)
        .order_by(Incident.queue_at, Incident.id)
        .limit(limit)
    )
    return [Found(*row) for row in rows]
