"""The way of help over the loaded roads, leaving out what is reported cut; straight where no road is loaded."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.i18n import Text
from geoops.resources.assessing.travel import STRAIGHT, Leg, Place, Travel
from geoops.works import service as works


class OverRoads:
    """Minutes over open roads at a time; a place that no open road leads to has no way."""

    def __init__(self, session: AsyncSession, at: datetime, known_at: datetime) -> None:
        self._session, self._at, self._known_at = session, at, known_at
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
