"""Where and when: what is believed of a reported place and time, what is marked, what is refused."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.definition import definition
from geoops.incidents.errors import PlaceMissing, PlaceOutside, PlaceSwapped, UnknownCommune
from geoops.incidents.rules import rules
from geoops.incidents.schemas import PositionIn
from geoops.kit.context import Caller
from geoops.kit.errors import Conflict, Fault, InputRefused, NotFound
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST, FURTHEST_AHEAD
from geoops.works import roads

BOX = (101.5, 6.0, 118.5, 24.0)
"""Vietnam with its islands and the sea between (EPSG:4326), generously; a position outside it is a mistake."""
EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the reporter stood from the place (metres), and whether that is worth asking about."""

    metres: float | None = None
    far: bool = False


async def commune_of(
    session: AsyncSession, position: PositionIn | None, named: str | None, *, field: str = "commune_code"
) -> str | None:
    """The commune of a place: that of its position, else the one named. None for a position in no commune.

    Raises PlaceMissing, PlaceSwapped, PlaceOutside, UnknownCommune.
    """
    if named is not None and not await communes.names(session, [named]):
        raise UnknownCommune(faults=[Fault(UnknownCommune.title, field=field)])
    if position is None:
        if named is None:
            raise PlaceMissing
        return named
    check_position("position", position)
    located = (await communes.locate_many(session, [position.lon], [position.lat]))[0]
    return located or named


async def of_chainage(
    session: AsyncSession, road: str | None, chainage: str | None, *, needed: bool
) -> PositionIn | None:
    """Where a chainage of a loaded road lies, with its error as the accuracy; None where neither is told or the road
    does not say. With `needed` (there is no other place) that is refused with the reason: InputRefused."""
    if not road or not chainage:
        return None
    try:
        at = await roads.locate(session, road, chainage)
    except (NotFound, Conflict, InputRefused) as problem:
        if not needed:
            return None
        raise InputRefused(
            detail=problem.detail or problem.title,
            faults=[Fault(problem.detail or problem.title, field="chainage")],
        ) from None
    return PositionIn(
        lon=at.located.lon,
        lat=at.located.lat,
        accuracy_m=math.ceil(at.located.error_m),
        method="chainage",
    )


def check_position(field: str, position: PositionIn) -> None:
    """Raises PlaceSwapped or PlaceOutside; a reporter may stand anywhere on the Earth."""
    west, south, east, north = BOX
    if west <= position.lon <= east and south <= position.lat <= north:
        return
    if west <= position.lat <= east and south <= position.lon <= north:
        raise PlaceSwapped(faults=[Fault(PlaceSwapped.title, field=field)])
    if field == "position":
        raise PlaceOutside(faults=[Fault(PlaceOutside.title, field=field)])
    if abs(position.lat) > 90:
        raise InputRefused(
            faults=[Fault(Text("vĩ độ ngoài -90 đến 90", "latitude outside -90 to 90"), field=field)]
        )


def uncertainty_m(position: PositionIn | None) -> float | None:
    """The radius around the position within which the place lies: measured, else what the method promises."""
    if position is None:
        return None
    if position.accuracy_m is not None:
        return position.accuracy_m
    place = definition().places.get(position.method)
    return place.uncertainty_m if place else None


def apart(position: PositionIn | None, reporter: PositionIn | None) -> Apart:
    """How far the reporter stood from what was reported."""
    if position is None or reporter is None:
        return Apart()
    metres = metres_between((position.lon, position.lat), (reporter.lon, reporter.lat))
    doubt = (position.accuracy_m or 0) + (reporter.accuracy_m or 0)
    return Apart(round(metres, 1), metres - doubt > rules().far_apart_m)


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) in degrees by the haversine formula; within 0.5 % of the ellipsoid's."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def check_time(moment: datetime, now: datetime) -> datetime:
    """A time somewhat ahead is kept and marked (the phone's clock is wrong, the report is not); absurd ones are not."""
    if moment < EARLIEST or moment > now + FURTHEST_AHEAD:
        raise InputRefused(
            faults=[
                Fault(
                    Text(
                        "thời gian quá xa (trước 1950 hoặc hơn 10 năm tới)",
                        "before 1950 or over 10 years ahead",
                    ),
                    field="occurred_at",
                )
            ]
        )
    return moment


def clock_doubtful(occurred_at: datetime, now: datetime, offset_s: float | None) -> bool:
    """Whether the time told deserves a mark: it lies ahead of the space's clock, or the device's is known to be off."""
    allowed = timedelta(minutes=rules().clock_doubt_minutes)
    return occurred_at > now + allowed or (offset_s is not None and abs(offset_s) > allowed.total_seconds())


async def in_scope(session: AsyncSession, caller: Caller, commune_code: str | None) -> bool:
    """Whether the place lies where the caller answers for."""
    if commune_code is None:
        return caller.scope.covers(None, None)
    return caller.scope.covers(commune_code, await communes.province_of(session, commune_code))
