"""Queries of incidents."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, insert, or_, select, text, true, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.models import ContradictingReport, Incident, IncidentState
from geoops.incidents.states import OPEN
from geoops.incidents.triage.models import Merge


@dataclass(frozen=True, slots=True)
class Found:
    """An incident with its places as numbers (EPSG:4326)."""

    row: Incident
    lon: float | None
    lat: float | None
    reporter_lon: float | None
    reporter_lat: float | None


def selected() -> Select[Any]:
    """Incidents with their places as numbers, in the order of `Found`."""
    return select(
        Incident,
        func.ST_X(Incident.geom),
        func.ST_Y(Incident.geom),
        func.ST_X(Incident.reporter_geom),
        func.ST_Y(Incident.reporter_geom),
    )


def point(lon: float, lat: float) -> Any:
    """A point in EPSG:4326 as SQL."""
    return func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)


async def add(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert; False where the id is there already (in any space or scope)."""
    result = await session.execute(
        pg_insert(Incident)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(text("true"))
    )
    return result.first() is not None


async def add_state(
    session: AsyncSession, incident_id: uuid.UUID, state: str, actor: str, reason: str | None = None
) -> None:
    """Remember that the incident entered a state."""
    await session.execute(
        insert(IncidentState)
        .values(incident_id=incident_id, state=state, actor=actor, reason=reason)
        .inline()
    )


async def get(session: AsyncSession, incident_id: uuid.UUID, *, for_update: bool = False) -> Found | None:
    """The incident as the caller may see it."""
    query = selected().where(Incident.id == incident_id).execution_options(populate_existing=True)
    if for_update:
        query = query.with_for_update(of=Incident)
    row = (await session.execute(query)).one_or_none()
    return Found(*row) if row else None


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    commune_code: str | None,
    kind: str | None,
    state: str | None,
    known_at: datetime | None,
    reporter: str | None = None,
    holder: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Sequence[Found]:
    """Newest first, `limit + 1` of them."""
    query = selected().where(Incident.space == func.current_space())
    if after is not None:
        query = query.where(func.row(Incident.known_at, Incident.id) < func.row(after[0], after[1]))
    if commune_code is not None:
        query = query.where(Incident.commune_code == commune_code)
    if kind is not None:
        query = query.where(Incident.kind == kind)
    if state == "open":
        query = query.where(Incident.state.in_(OPEN))
    elif state is not None:
        query = query.where(Incident.state == state)
    if reporter is not None:
        query = query.where(Incident.reported_by == reporter)
    if holder is not None:
        query = query.where(Incident.holder == holder)
    if since is not None:
        query = query.where(Incident.happened_at >= since)
    if until is not None:
        query = query.where(Incident.happened_at <= until)
    if known_at is not None:
        query = query.where(Incident.known_at <= known_at)
    rows = await session.execute(
        query.order_by(Incident.known_at.desc(), Incident.id.desc()).limit(limit + 1)
    )
    return [Found(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class AsKnown:
    """An incident with the state that it was known to be in, and since when."""

    row: Incident
    state: str
    state_at: datetime


async def as_known(
    session: AsyncSession, *, at: datetime, known_at: datetime, closed_since: datetime
) -> list[AsKnown]:
    """Incidents of the scope that were open then or were closed after `closed_since`, oldest first.

    State and merges are as they were known; what else the row says is of now. Repeats are left out.
    """
    moment = min(at, known_at)
    entered = (
        select(IncidentState.state, IncidentState.known_at)
        .where(
            Incident.state_at > moment,
            IncidentState.incident_id == Incident.id,
            IncidentState.known_at <= moment,
        )
        .order_by(IncidentState.known_at.desc(), IncidentState.id.desc())
        .limit(1)
        .lateral("entered")
    )
    repeat = (
        select(Merge.id)
        .where(
            Merge.incident_id == Incident.id,
            Merge.known_at <= moment,
            or_(Merge.ended_at.is_(None), Merge.ended_at > moment),
        )
        .exists()
    )
    later = Incident.state_at > moment
    state = func.coalesce(entered.c.state, case((later, "reported"), else_=Incident.state))
    since = func.coalesce(entered.c.known_at, case((later, Incident.known_at), else_=Incident.state_at))
    rows = await session.execute(
        select(Incident, state, since)
        .outerjoin(entered, true())
        .where(
            Incident.space == func.current_space(),
            Incident.known_at <= known_at,
            func.least(Incident.happened_at, Incident.known_at) <= at,
            ~repeat,
            or_(state.in_(OPEN), since > closed_since),
        )
        .order_by(Incident.known_at, Incident.id)
    )
    return [AsKnown(*row) for row in rows]


async def contradict(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep a report that contradicts one already kept; False where it was kept before."""
    result = await session.execute(
        pg_insert(ContradictingReport).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def contradictions(session: AsyncSession, incident_id: uuid.UUID) -> Sequence[ContradictingReport]:
    """Reports that came under the incident's id with other content, oldest first."""
    return list(
        await session.scalars(
            select(ContradictingReport)
            .where(ContradictingReport.incident_id == incident_id)
            .order_by(ContradictingReport.id)
        )
    )


async def of_ids(session: AsyncSession, ids: Sequence[uuid.UUID], *, for_update: bool = False) -> list[Found]:
    """Those of the ids that the caller may see, by id; locked in that order, so that two never wait for each other."""
    query = (
        selected()
        .where(Incident.id.in_(ids), Incident.space == func.current_space())
        .order_by(Incident.id)
        .execution_options(populate_existing=True)
    )
    if for_update:
        query = query.with_for_update(of=Incident)
    return [Found(*row) for row in await session.execute(query)]


async def count_open(session: AsyncSession, commune_code: str) -> int:
    """How many incidents of the commune are open now."""
    return int(
        await session.scalar(
            select(func.count()).where(Incident.commune_code == commune_code, Incident.state.in_(OPEN))
        )
        or 0
    )


async def change(
    session: AsyncSession, incident_id: uuid.UUID, values: dict[str, Any], *, counts: bool = True
) -> None:
    """Set columns; where it `counts` as an edit, the version goes up and edits of older versions conflict."""
    more = {"version": Incident.version + 1} if counts else {}
    await session.execute(update(Incident).where(Incident.id == incident_id).values(**values, **more))


def web_mercator(lon: float, lat: float) -> Any:
    """The same point in EPSG:3857 as SQL, for tiles."""
    return func.ST_Transform(point(lon, lat), 3857)


async def happened(
    session: AsyncSession, kinds: Sequence[str], *, from_at: datetime, to_at: datetime, without: Sequence[str]
) -> list[tuple[str, datetime]]:
    """Commune and time of the incidents of those kinds in the span whose state is not among `without`, repeats
    left out."""
    rows = await session.execute(
        select(Incident.commune_code, Incident.happened_at).where(
            Incident.kind.in_(kinds),
            Incident.happened_at > from_at,
            Incident.happened_at <= to_at,
            Incident.state.not_in(without),
            Incident.commune_code.is_not(None),
            Incident.merged_into.is_(None),
        )
    )
    return [(str(row[0]), row[1]) for row in rows]
