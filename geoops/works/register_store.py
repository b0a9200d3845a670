"""Queries of road points, works, inspections and readings. "Now" is the newest row at a time, as known at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import LateralFromClause

from geoops.works.models import Inspection, ReservoirReading, RoadPoint, RoadPointState, Work

Row = TypeVar("Row", RoadPoint, RoadPointState, Work, Inspection, ReservoirReading)


@dataclass(frozen=True, slots=True)
class When:
    """The two times a question is asked for."""

    at: datetime
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which rows are asked for; None asks for all."""

    communes: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    states: Sequence[str] | None = None
    road_key: str | None = None
    after: UUID | None = None
    limit: int | None = None


def shaped(values: dict[str, Any]) -> dict[str, Any]:
    """`position` (lon, lat) as the two geometry columns."""
    if "position" not in values:
        return values
    position = values.pop("position")
    if position is None:
        return values | {"geom": None, "geom_3857": None}
    point = func.ST_SetSRID(func.ST_MakePoint(*position), 4326)
    return values | {"geom": point, "geom_3857": func.ST_Transform(point, 3857)}


async def add(session: AsyncSession, table: type[Row], values: dict[str, Any]) -> bool:
    """Add a row under its sender's id; False where the id is taken."""
    added = await session.scalar(
        insert(table).values(**shaped(values)).on_conflict_do_nothing().returning(table.id)
    )
    return added is not None


async def by_id(session: AsyncSession, table: type[Row], id_: UUID, *, lock: bool = False) -> Row | None:
    """The row of that id in the space, where the caller may see it."""
    query = select(table).where(table.id == id_, table.space == func.current_space())
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found: Row | None = await session.scalar(query)
    return found


async def change(
    session: AsyncSession, table: type[RoadPoint | Work], id_: UUID, values: dict[str, Any]
) -> None:
    """Set columns of a row and count its version up."""
    await session.execute(
        update(table)
        .where(table.id == id_, table.space == func.current_space())
        .values(**shaped(dict(values)), version=table.version + 1)
    )


def _state(when: When) -> LateralFromClause:
    return (
        select(
            RoadPointState.state,
            RoadPointState.since,
            RoadPointState.note.label("state_note"),
            RoadPointState.incident_id,
            RoadPointState.reporter,
        )
        .where(
            RoadPointState.space == RoadPoint.space,
            RoadPointState.point_id == RoadPoint.id,
            RoadPointState.since <= when.at,
            RoadPointState.known_at <= when.known_at,
        )
        .order_by(RoadPointState.since.desc(), RoadPointState.known_at.desc(), RoadPointState.id)
        .limit(1)
        .lateral("newest")
    )


def _narrowed(query: Select[Any], table: type[RoadPoint | Work], narrow: Narrow) -> Select[Any]:
    if narrow.communes is not None:
        query = query.where(table.commune_code.in_(narrow.communes))
    if narrow.kinds is not None:
        query = query.where(table.kind.in_(narrow.kinds))
    if narrow.after is not None:
        query = query.where(table.id > narrow.after)
    query = query.order_by(table.id)
    return query.limit(narrow.limit + 1) if narrow.limit is not None else query


def _place(table: type[RoadPoint | Work]) -> tuple[Any, Any]:
    return func.ST_X(table.geom).label("lon"), func.ST_Y(table.geom).label("lat")


async def points(session: AsyncSession, when: When, narrow: Narrow) -> Sequence[Any]:
    """Road points with their state, in the order of their ids; one more than `limit` where there are more."""
    newest = _state(when)
    query = (
        select(RoadPoint, *_place(RoadPoint), *newest.c)
        .join(newest, true())
        .where(RoadPoint.known_at <= when.known_at)
    )
    if narrow.states is not None:
        query = query.where(newest.c.state.in_(narrow.states))
    if narrow.road_key is not None:
        query = query.where(RoadPoint.road_key == narrow.road_key)
    return list(await session.execute(_narrowed(query, RoadPoint, narrow)))


async def point(session: AsyncSession, when: When, id_: UUID) -> Any | None:
    """One road point with its state."""
    newest = _state(when)
    query = (
        select(RoadPoint, *_place(RoadPoint), *newest.c)
        .join(newest, true())
        .where(RoadPoint.id == id_, RoadPoint.space == func.current_space())
    )
    return (await session.execute(query)).one_or_none()


async def states_of(session: AsyncSession, id_: UUID, when: When) -> Sequence[RoadPointState]:
    """Every state of a road point, newest first."""
    query = (
        select(RoadPointState)
        .where(
            RoadPointState.point_id == id_,
            RoadPointState.since <= when.at,
            RoadPointState.known_at <= when.known_at,
        )
        .order_by(RoadPointState.since.desc(), RoadPointState.known_at.desc())
    )
    return (await session.scalars(query)).all()


def _works(when: When) -> Select[Any]:
    inspected = (
        select(
            Inspection.state.label("state"),
            Inspection.inspected_at,
            Inspection.note.label("inspection_note"),
            Inspection.inspector,
        )
        .where(
            Inspection.space == Work.space,
            Inspection.work_id == Work.id,
            Inspection.inspected_at <= when.at,
            Inspection.known_at <= when.known_at,
        )
        .order_by(Inspection.inspected_at.desc(), Inspection.known_at.desc())
        .limit(1)
        .lateral("inspected")
    )
    read = (
        ReservoirReading.space == Work.space,
        ReservoirReading.work_id == Work.id,
        ReservoirReading.read_at <= when.at,
        ReservoirReading.known_at <= when.known_at,
    )
    newest = (ReservoirReading.read_at.desc(), ReservoirReading.known_at.desc())
    level = (
        select(
            ReservoirReading.level_m,
            ReservoirReading.read_at.label("level_at"),
            ReservoirReading.reader.label("level_reader"),
        )
        .where(*read, ReservoirReading.level_m.is_not(None))
        .order_by(*newest)
        .limit(1)
        .lateral("level")
    )
    flow = (
        select(
            ReservoirReading.inflow_m3s,
            ReservoirReading.release_m3s,
            ReservoirReading.spill_m3s,
            ReservoirReading.gates_open,
            ReservoirReading.read_at.label("flow_at"),
            ReservoirReading.reader.label("flow_reader"),
        )
        .where(
            *read,
            func.num_nonnulls(
                ReservoirReading.inflow_m3s,
                ReservoirReading.release_m3s,
                ReservoirReading.spill_m3s,
                ReservoirReading.gates_open,
            )
            > 0,
        )
        .order_by(*newest)
        .limit(1)
        .lateral("flow")
    )
    return (
        select(Work, *_place(Work), *inspected.c, *level.c, *flow.c)
        .select_from(Work)
        .outerjoin(inspected, true())
        .outerjoin(level, true())
        .outerjoin(flow, true())
        .where(Work.known_at <= when.known_at)
    )


async def works(session: AsyncSession, when: When, narrow: Narrow) -> Sequence[Any]:
    """Works with their newest inspection and readings, in the order of their ids; one more than `limit` where there are
    more."""
    return list(await session.execute(_narrowed(_works(when), Work, narrow)))


async def work(session: AsyncSession, when: When, id_: UUID) -> Any | None:
    """One work with its newest inspection and readings."""
    query = _works(when).where(Work.id == id_, Work.space == func.current_space())
    return (await session.execute(query)).one_or_none()


async def inspections(session: AsyncSession, id_: UUID, when: When, limit: int) -> Sequence[Inspection]:
    """The newest inspections of a work."""
    query = (
        select(Inspection)
        .where(
            Inspection.work_id == id_,
            Inspection.inspected_at <= when.at,
            Inspection.known_at <= when.known_at,
        )
        .order_by(Inspection.inspected_at.desc(), Inspection.known_at.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def readings(session: AsyncSession, id_: UUID, when: When, limit: int) -> Sequence[ReservoirReading]:
    """The newest readings of a reservoir."""
    query = (
        select(ReservoirReading)
        .where(
            ReservoirReading.work_id == id_,
            ReservoirReading.read_at <= when.at,
            ReservoirReading.known_at <= when.known_at,
        )
        .order_by(ReservoirReading.read_at.desc(), ReservoirReading.known_at.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def find_point(
    session: AsyncSession,
    kind: str,
    key: str,
    part: str | None,
    from_m: float,
    to_m: float | None,
    commune_code: str | None,
) -> UUID | None:
    """The road point of that kind at that chainage, where there is one."""
    query = select(RoadPoint.id).where(
        RoadPoint.space == func.current_space(),
        RoadPoint.kind == kind,
        RoadPoint.road_key == key,
        RoadPoint.part.is_not_distinct_from(part),
        RoadPoint.from_m == from_m,
        RoadPoint.to_m.is_not_distinct_from(to_m),
    )
    if commune_code is not None:
        query = query.where(RoadPoint.commune_code == commune_code)
    found: UUID | None = await session.scalar(query.order_by(RoadPoint.known_at).limit(1))
    return found


async def find_work(session: AsyncSession, kind: str, name: str, commune_code: str) -> UUID | None:
    """The work of that kind and name in a commune, where there is one."""
    found: UUID | None = await session.scalar(
        select(Work.id)
        .where(
            Work.space == func.current_space(),
            Work.kind == kind,
            func.lower(Work.name) == name.lower(),
            Work.commune_code == commune_code,
        )
        .order_by(Work.known_at)
        .limit(1)
    )
    return found


async def stands_at(session: AsyncSession, id_: UUID, lon: float, lat: float) -> bool:
    """Whether a work is known to stand just there."""
    at = await session.execute(
        select(func.ST_X(Work.geom), func.ST_Y(Work.geom)).where(
            Work.id == id_, Work.space == func.current_space()
        )
    )
    return tuple(at.one()) == (lon, lat)
