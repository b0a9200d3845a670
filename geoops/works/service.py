"""What is asked about works and roads by routes and other domains. Takes a session, never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import spaces
from geoops.works import notices_store, register_store
from geoops.works.chainage import road_key
from geoops.works.errors import UnknownRoadPoint, UnknownWork
from geoops.works.notices import water_of
from geoops.works.register_store import Narrow, When
from geoops.works.roads import locate
from geoops.works.rules import work_kinds
from geoops.works.schemas import (
    ReservoirNoticeOut,
    RoadPointDetail,
    RoadPointOut,
    WorkDetail,
    WorkOut,
    WorksHere,
)
from geoops.works.showing import (
    codes,
    inspection_out,
    notice_out,
    point_out,
    reading_out,
    state_out,
    work_out,
)
from geoops.works.travel import Closure, Grouped, Travel, Way, grouped, minutes_to

__all__ = [
    "Closure",
    "Grouped",
    "Narrow",
    "Travel",
    "Way",
    "When",
    "codes_of",
    "grouped",
    "locate",
    "minutes_to",
    "moment",
    "notices",
    "of_commune",
    "point",
    "points",
    "road_key",
    "work",
    "works",
]

MOST_HISTORY = 200


async def moment(session: AsyncSession, at: datetime | None = None, known_at: datetime | None = None) -> When:
    """The two times of a question; the space's clock where they are left out."""
    now = await spaces.now(session)
    return When(at or now, known_at or now)


async def codes_of(session: AsyncSession, commune: str | None, province: str | None) -> list[str] | None:
    """The communes asked for; None for all that the caller may see."""
    if commune is not None:
        return [commune]
    if province is None:
        return None
    units = await communes.page(session, province=province, day=None, after=None, limit=1000)
    return [unit.code for unit in units]


async def points(session: AsyncSession, when: When, narrow: Narrow) -> list[RoadPointOut]:
    """Road points with their state, in the order of their ids; one more than `limit` where there are more."""
    rows = await register_store.points(session, when, narrow)
    names = await communes.names(session, codes(rows))
    return [point_out(row, names) for row in rows]


async def point(session: AsyncSession, when: When, id_: UUID) -> RoadPointDetail:
    """One road point with its history; raises UnknownRoadPoint."""
    row = await register_store.point(session, when, id_)
    if row is None:
        raise UnknownRoadPoint(extra={"id": str(id_)})
    names = await communes.names(session, codes([row]))
    states = await register_store.states_of(session, id_, when)
    return RoadPointDetail(
        **point_out(row, names).model_dump(), history=[state_out(state) for state in states]
    )


async def works(session: AsyncSession, when: When, narrow: Narrow) -> list[WorkOut]:
    """Works with their state and water, in the order of their ids; one more than `limit` where there are more."""
    rows = await register_store.works(session, when, narrow)
    names = await communes.names(session, codes(rows))
    return [await _out(session, row, names, when) for row in rows]


async def work(session: AsyncSession, when: When, id_: UUID) -> WorkDetail:
    """One work with its newest inspections and readings; raises UnknownWork."""
    row = await register_store.work(session, when, id_)
    if row is None:
        raise UnknownWork(extra={"id": str(id_)})
    shown = await _out(session, row, await communes.names(session, codes([row])), when)
    inspected = await register_store.inspections(session, id_, when, MOST_HISTORY)
    read = await register_store.readings(session, id_, when, MOST_HISTORY)
    return WorkDetail(
        **shown.model_dump(),
        inspections=[inspection_out(one) for one in inspected],
        readings=[reading_out(one) for one in read],
    )


async def _out(session: AsyncSession, row: Any, names: Any, when: When) -> WorkOut:
    reservoir = work_kinds()[row[0].kind].reservoir
    return work_out(row, names, await water_of(session, row, when) if reservoir else None, when.at)


async def notices(
    session: AsyncSession,
    when: When,
    *,
    commune_codes: Sequence[str] | None = None,
    work_id: UUID | None = None,
    ended: bool = False,
) -> list[ReservoirNoticeOut]:
    """Notices of reservoirs to communes downstream, newest first."""
    rows = await notices_store.page(session, when, commune_codes=commune_codes, work_id=work_id, ended=ended)
    names = await communes.names(session, [row.commune_code for row in rows])
    return [notice_out(row, names, when.at) for row in rows]


async def of_commune(
    session: AsyncSession, commune_code: str, at: datetime | None = None, known_at: datetime | None = None
) -> WorksHere:
    """Works, road points and notices of one commune, for its situation."""
    when = await moment(session, at, known_at)
    here = Narrow(communes=[commune_code])
    return WorksHere(
        works=await works(session, when, here),
        road_points=await points(session, when, here),
        notices=await notices(session, when, commune_codes=[commune_code]),
    )
