"""The way of help over the loaded roads, leaving out what is reported cut; straight where no road is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.i18n import Text
from geoops.resources.assessing.travel import STRAIGHT, Leg, Place, Travel
from geoops.resources.errors import NothingToClose
from geoops.works import service as works


@dataclass(frozen=True, slots=True)
class Closing:
    """What of the roads is taken as closed for a trial: road points, and stretches of loaded roads."""

    points: Sequence[UUID] = ()
    stretches: Sequence[works.Closure] = ()


class OverRoads:
    """Minutes over open roads at a time; a place that no open road leads to has no way."""

    def __init__(
        self, session: AsyncSession, at: datetime, known_at: datetime, closing: Closing | None = None
    ) -> None:
        self._session, self._at, self._known_at = session, at, known_at
        self._closing = closing or Closing()
        self._cuts = 0

    @property
    def how(self) -> Text:
        """In words, with how many cuts the ways of the last question went around."""
        if self._cuts:
            return Text(
                f"theo đường bộ, bỏ {self._cuts} chỗ bị cắt",
                f"by road, leaving out {self._cuts} stretches that are cut",
            )
        return Text("theo đường bộ", "by road")

    async def legs(self, start: Sequence[Place], end: Place) -> list[Leg | None]:
        """The way from each place to the end (roads lead both ways alike); metres are those of the straight line."""
        straight = await STRAIGHT.legs(start, end)
        travel, way = await works.minutes_to(
            self._session,
            (end.lon, end.lat),
            [(place.lon, place.lat) for place in start],
            at=self._at,
            known_at=self._known_at,
            also_cut=self._closing.points,
            closures=self._closing.stretches,
        )
        self._cuts = way.cuts
        return [
            Leg(line.metres, one.minutes) if line is not None and one.minutes is not None else None
            for line, one in zip(straight, travel, strict=True)
        ]


async def ways(session: AsyncSession, at: datetime, known_at: datetime) -> Travel:
    """The best that is known of ways here: roads where some are loaded, else the straight line."""
    _, way = await works.minutes_to(session, (0.0, 0.0), [], at=at, known_at=known_at)
    return OverRoads(session, at, known_at) if way.network else STRAIGHT


async def closing_of(
    session: AsyncSession,
    at: datetime,
    known_at: datetime,
    points: Sequence[UUID],
    road: str | None,
    chainage: str | None,
    part: str | None = None,
) -> Closing:
    """What a question takes as closed: road points, and a road at a chainage. Raises NothingToClose, UnknownRoadPoint,
    and what `works.locate` raises."""
    when = await works.moment(session, at, known_at)
    for one in points:
        await works.point(session, when, one)
    if (road is None) != (chainage is None) or not (points or road):
        raise NothingToClose
    stretches = []
    if road is not None and chainage is not None:
        found = await works.locate(session, road, chainage, part)
        stretches.append(works.Closure(found.facts["id"], found.located.lon, found.located.lat))
    return Closing(tuple(points), tuple(stretches))
