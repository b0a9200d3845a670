"""Queries of dispatch. Whoever gives units locks the resource (or relies on the one-team index) before they add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, literal, or_, select, text, true, tuple_, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.resources.dispatch.models import Dispatch, DispatchCost, DispatchStep
from geoops.resources.dispatch.states import HOLDS, OPEN
from geoops.resources.models import Resource, ResourceCount

_TEAM_LOCK = 6301
_HERE = Dispatch.space == func.current_space()


@dataclass(frozen=True, slots=True)
class Found:
    """A dispatch with its two ends (EPSG:4326), what it is of, and what was spent on it."""

    row: Dispatch
    from_lon: float | None
    from_lat: float | None
    to_lon: float
    to_lat: float
    resource_name: str | None
    cost_vnd: int
    hours: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A resource by its newest count: how many it has, how many are held, and how many are gone since it was counted."""

    resource: Resource
    lon: float | None
    lat: float | None
    quantity: float
    state: str
    counted_at: datetime
    held: float
    gone: float

    @property
    def out(self) -> float:
        """What is not there to be given: held by dispatches, used up or lost since the count."""
        return self.held + self.gone

    @property
    def available(self) -> float:
        """What may still be given; never below nothing, also where the newest count is lower than what is out."""
        return max(0.0, self.quantity - self.out)

    @property
    def short(self) -> float:
        """By how much the newest count is lower than what is out."""
        return max(0.0, self.out - self.quantity)


def point(lon: float, lat: float) -> Any:
    """A place in EPSG:3857, as SQL, from degrees."""
    return func.ST_Transform(func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326), 3857)


async def add(session: AsyncSession, values: dict[str, Any]) -> str | None:
    """Insert; None, or the fingerprint of what has the id (empty where that is out of sight)."""
    added = await session.scalar(
        pg_insert(Dispatch)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["space", "id"])
        .returning(Dispatch.id)
    )
    if added is not None:
        return None
    kept = await session.scalar(select(Dispatch.body_sha256).where(Dispatch.id == values["id"], _HERE))
    return kept or ""


async def change(session: AsyncSession, id_: UUID, values: dict[str, Any]) -> None:
    """Alter a locked dispatch; its version counts on."""
    await session.execute(
        update(Dispatch)
        .where(Dispatch.id == id_, _HERE)
        .values(**values, version=Dispatch.version + 1)
        .execution_options(synchronize_session=False)
    )


async def add_step(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Remember a step; False where its id is taken."""
    added = await session.scalar(
        pg_insert(DispatchStep).values(**values).on_conflict_do_nothing().returning(DispatchStep.id)
    )
    return added is not None


@dataclass(frozen=True, slots=True)
class AsKnown:
    """A dispatch as it stood: the newest step that was known."""

    row: Dispatch
    resource_name: str | None
    state: str
    amount: float
    state_at: datetime


async def as_known(session: AsyncSession, *, at: datetime, known_at: datetime) -> list[AsKnown]:
    """Dispatches of the scope that were not over at a time as known at a time, the last that moved first."""
    newest = (
        select(DispatchStep.state, DispatchStep.amount, DispatchStep.at)
        .where(
            DispatchStep.space == Dispatch.space,
            DispatchStep.dispatch_id == Dispatch.id,
            DispatchStep.at <= at,
            DispatchStep.known_at <= known_at,
        )
        .order_by(DispatchStep.number.desc())
        .limit(1)
        .lateral("newest")
    )
    rows = await session.execute(
        select(Dispatch, Resource.name, *newest.c)
        .select_from(Dispatch)
        .join(newest, true())
        .outerjoin(Resource, and_(Resource.space == Dispatch.space, Resource.id == Dispatch.resource_id))
        .where(_HERE, Dispatch.known_at <= known_at, newest.c.state.in_(OPEN))
        .order_by(newest.c.at.desc(), Dispatch.id)
    )
    return [AsKnown(*row) for row in rows]


async def step(session: AsyncSession, id_: UUID) -> DispatchStep | None:
    """The step of that id."""
    found: DispatchStep | None = await session.scalar(
        select(DispatchStep).where(DispatchStep.id == id_, DispatchStep.space == func.current_space())
    )
    return found


async def steps(session: AsyncSession, dispatch_id: UUID) -> Sequence[DispatchStep]:
    """The steps of a dispatch in their order."""
    return (
        await session.scalars(
            select(DispatchStep)
            .where(DispatchStep.dispatch_id == dispatch_id, DispatchStep.space == func.current_space())
            .order_by(DispatchStep.number)
        )
    ).all()


def _selected() -> Select[Any]:
    start, goal = (
        func.ST_Transform(Dispatch.from_geom_3857, 4326),
        func.ST_Transform(Dispatch.to_geom_3857, 4326),
    )
    spent = (
        select(
            func.coalesce(func.sum(DispatchCost.amount_vnd), 0).label("cost"),
            func.coalesce(func.sum(DispatchCost.hours), 0.0).label("hours"),
        )
        .where(
            DispatchCost.space == Dispatch.space,
            DispatchCost.dispatch_id == Dispatch.id,
            DispatchCost.removed_at.is_(None),
        )
        .lateral("spent")
    )
    return (
        select(
            Dispatch,
            func.ST_X(start),
            func.ST_Y(start),
            func.ST_X(goal),
            func.ST_Y(goal),
            Resource.name,
            spent.c.cost,
            spent.c.hours,
        )
        .select_from(Dispatch)
        .outerjoin(Resource, and_(Resource.space == Dispatch.space, Resource.id == Dispatch.resource_id))
        .join(spent, true())
        .where(_HERE)
        .execution_options(populate_existing=True)
    )


def _found(row: Any) -> Found:
    dispatch, from_lon, from_lat, to_lon, to_lat, name, cost_vnd, hours = row
    return Found(dispatch, from_lon, from_lat, to_lon, to_lat, name, int(cost_vnd), float(hours))


async def get(session: AsyncSession, id_: UUID) -> Found | None:
    """The dispatch as the caller may see it."""
    row = (await session.execute(_selected().where(Dispatch.id == id_))).one_or_none()
    return _found(row) if row else None


async def lock(session: AsyncSession, id_: UUID) -> bool:
    """Take the dispatch for the rest of the transaction; False where there is none."""
    query = select(Dispatch.id).where(Dispatch.id == id_, _HERE).with_for_update()
    return await session.scalar(query) is not None


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which dispatches are asked for; None asks for all."""

    states: Sequence[str] | None = None
    commune: str | None = None
    incident: UUID | None = None
    resource: UUID | None = None
    since: datetime | None = None
    known_at: datetime | None = None


async def page(
    session: AsyncSession, narrow: Narrow, limit: int, after: tuple[datetime, UUID] | None
) -> list[Found]:
    """Newest first, up to `limit + 1`."""
    query = _selected()
    if narrow.states is not None:
        query = query.where(Dispatch.state.in_(narrow.states))
    if narrow.commune is not None:
        query = query.where(
            or_(Dispatch.commune_code == narrow.commune, Dispatch.to_commune_code == narrow.commune)
        )
    if narrow.incident is not None:
        query = query.where(Dispatch.incident_id == narrow.incident)
    if narrow.resource is not None:
        query = query.where(Dispatch.resource_id == narrow.resource)
    if narrow.since is not None:
        query = query.where(or_(Dispatch.state.in_(OPEN), Dispatch.state_at >= narrow.since))
    if narrow.known_at is not None:
        query = query.where(Dispatch.known_at <= narrow.known_at)
    if after is not None:
        query = query.where(tuple_(Dispatch.known_at, Dispatch.id) < tuple_(*map(literal, after)))
    query = query.order_by(Dispatch.known_at.desc(), Dispatch.id.desc()).limit(limit + 1)
    return [_found(row) for row in await session.execute(query)]


async def lock_resource(session: AsyncSession, id_: UUID) -> bool:
    """Take the resource for the rest of the transaction, so that what is out of it adds up; False where none is seen.

    Counts of it go on meanwhile: they do not touch its row.
    """
    query = (
        select(Resource.id)
        .where(Resource.id == id_, Resource.space == func.current_space())
        .with_for_update(key_share=True)
    )
    return await session.scalar(query) is not None


def _team_key(team: str) -> str:
    return " ".join(team.casefold().split())


async def lock_team(session: AsyncSession, commune_code: str, team: str) -> None:
    """Take the name of a team in a commune, however it is spelled, for the rest of the transaction.

    The two-number form of the lock: the one-number form is what orders the change log.
    """
    key = func.hashtext(func.concat(func.current_space(), "/", commune_code, "/", _team_key(team)))
    await session.execute(select(func.pg_advisory_xact_lock(_TEAM_LOCK, key)))


async def team_is_out(session: AsyncSession, commune_code: str, team: str) -> bool:
    """Whether the team is on a dispatch that is not over; capitals and spaces make no other team."""
    out = await session.scalars(
        select(Dispatch.team).where(
            _HERE,
            Dispatch.commune_code == commune_code,
            Dispatch.team.is_not(None),
            Dispatch.state.in_(HOLDS),
        )
    )
    return _team_key(team) in {_team_key(name) for name in out if name}


async def standings(
    session: AsyncSession,
    *,
    ids: Sequence[UUID] | None = None,
    kind: str | None = None,
    communes: Sequence[str] | None = None,
    only_out: bool = False,
    at: datetime | None = None,
) -> list[Standing]:
    """Resources with their newest count and what is out of them, in the order of their ids."""
    latest = (
        select(ResourceCount.quantity, ResourceCount.state, ResourceCount.counted_at)
        .where(
            ResourceCount.space == Resource.space,
            ResourceCount.resource_id == Resource.id,
            ResourceCount.counted_at <= (at if at is not None else func.space_now()),
        )
        .order_by(ResourceCount.counted_at.desc(), ResourceCount.known_at.desc())
        .limit(1)
        .lateral("latest")
    )
    held = case((Dispatch.state.in_(HOLDS), Dispatch.amount), else_=0.0)
    gone = case(
        (
            and_(Dispatch.state == "back", Dispatch.ended_at > latest.c.counted_at),
            Dispatch.amount - func.coalesce(Dispatch.returned, Dispatch.amount),
        ),
        else_=0.0,
    )
    out = (
        select(
            func.coalesce(func.sum(held), 0.0).label("held"), func.coalesce(func.sum(gone), 0.0).label("gone")
        )
        .where(Dispatch.space == Resource.space, Dispatch.resource_id == Resource.id)
        .correlate(Resource, latest)
        .lateral("out")
    )
    query = (
        select(
            Resource,
            func.ST_X(Resource.geom),
            func.ST_Y(Resource.geom),
            latest.c.quantity,
            latest.c.state,
            latest.c.counted_at,
            out.c.held,
            out.c.gone,
        )
        .select_from(Resource)
        .join(latest, true())
        .join(out, true())
        .where(Resource.space == func.current_space())
        .order_by(Resource.id)
    )
    if ids is not None:
        query = query.where(Resource.id.in_(ids))
    if kind is not None:
        query = query.where(Resource.kind == kind)
    if communes is not None:
        query = query.where(Resource.commune_code.in_(communes))
    if only_out:
        query = query.where(
            Resource.id.in_(select(Dispatch.resource_id).where(_HERE, Dispatch.resource_id.is_not(None)))
        )
    return [Standing(*row) for row in await session.execute(query)]


async def amounts(session: AsyncSession, side: str, states: Sequence[str]) -> list[tuple[str, str, float]]:
    """`(commune, kind, amount)` of what is in these states, by the commune of one side (`from` or `to`)."""
    commune = Dispatch.commune_code if side == "from" else Dispatch.to_commune_code
    rows = await session.execute(
        select(commune, Dispatch.kind, func.sum(Dispatch.amount))
        .where(_HERE, Dispatch.state.in_(states), commune.is_not(None))
        .group_by(commune, Dispatch.kind)
        .order_by(commune, Dispatch.kind)
    )
    return [(str(row[0]), row[1], float(row[2])) for row in rows]


async def add_cost(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert; False where the id is taken."""
    added = await session.scalar(
        pg_insert(DispatchCost).values(**values).on_conflict_do_nothing().returning(DispatchCost.id)
    )
    return added is not None


async def cost(session: AsyncSession, id_: UUID) -> DispatchCost | None:
    """One cost, also one that was taken back."""
    found: DispatchCost | None = await session.scalar(
        select(DispatchCost)
        .where(DispatchCost.id == id_, DispatchCost.space == func.current_space())
        .execution_options(populate_existing=True)
    )
    return found


async def costs(session: AsyncSession, dispatch_id: UUID) -> Sequence[DispatchCost]:
    """The costs of a dispatch that stand, in the order they were written."""
    return (
        await session.scalars(
            select(DispatchCost)
            .where(
                DispatchCost.dispatch_id == dispatch_id,
                DispatchCost.space == func.current_space(),
                DispatchCost.removed_at.is_(None),
            )
            .order_by(DispatchCost.known_at, DispatchCost.id)
        )
    ).all()


async def remove_cost(session: AsyncSession, id_: UUID) -> bool:
    """Take a cost back; False where it is taken back already."""
    gone = await session.scalar(
        update(DispatchCost)
        .where(
            DispatchCost.id == id_,
            DispatchCost.space == func.current_space(),
            DispatchCost.removed_at.is_(None),
        )
        .values(removed_at=func.space_now(), removed_by=text("current_actor()"))
        .returning(DispatchCost.id)
    )
    return gone is not None
