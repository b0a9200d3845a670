"""What is taken in and what is refused: kinds, quantities, times, places."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import BoundaryGap, NoBoundaries, OutsideCountry, UnknownCommune
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST, FURTHEST_AHEAD
from geoops.kit.units import unit_name
from geoops.resources.kinds import ResourceKind, kinds, shelter_kinds
from geoops.resources.schemas import PositionIn

CLOCK_SLACK = timedelta(minutes=10)
"""A device's clock may be this far ahead; what it says is then taken as now."""


def refused(field: str, vi: str, en: str) -> InputRefused:
    """A refusal that names the field."""
    return InputRefused(faults=[Fault(Text(vi, en), field=field)])


def check_kind(code: str) -> ResourceKind:
    """The kind of that code; raises InputRefused."""
    kind = kinds().get(code)
    if kind is None:
        listed = ", ".join(kinds())
        raise refused(
            "kind", f"không có loại này; có: {listed}", f"there is no such kind; there are: {listed}"
        )
    return kind


def check_quantity(kind: ResourceKind, quantity: float, unit: str | None = None) -> None:
    """Raises InputRefused for half a person, more than can be meant, or another unit than the kind is counted in."""
    if unit is not None and unit != kind.unit:
        raise refused(
            "unit",
            f"{kind.name.vi} tính bằng “{kind.unit}”",
            f"{kind.name.en} is counted in “{kind.unit}” ({unit_name(kind.unit).en})",
        )
    if kind.whole and quantity != int(quantity):
        raise refused("quantity", "phải là số nguyên", "must be a whole number")
    if quantity > kind.most:
        raise refused(
            "quantity",
            f"quá lớn: {kind.name.vi} của một mục không quá {kind.most:,.0f} {kind.unit}",
            f"too large: one entry of {kind.name.en} has at most {kind.most:,.0f}",
        )


def check_shelter_kind(code: str) -> Text:
    """What a shelter of that kind is called; raises InputRefused."""
    name = shelter_kinds().get(code)
    if name is None:
        listed = ", ".join(shelter_kinds())
        raise refused(
            "kind", f"không có loại này; có: {listed}", f"there is no such kind; there are: {listed}"
        )
    return name


async def check_time(
    session: AsyncSession, counted_at: datetime | None, field: str = "counted_at"
) -> datetime:
    """The time of a count, now by the space's clock where none is given; raises InputRefused."""
    now = await spaces.now(session)
    if counted_at is None:
        return now
    if counted_at < EARLIEST:
        raise refused(field, "thời gian trước năm 1950", "the time is before 1950")
    if counted_at > now + CLOCK_SLACK:
        raise refused(field, "thời gian nằm trong tương lai", "the time lies in the future")
    return min(counted_at, now)


@dataclass(frozen=True, slots=True)
class DeviceTime:
    """The time of what was written down offline: `at` never lies ahead of the space's clock.

    `told_at` is what the device said where that is not `at`, and `doubtful` whether its clock is off by more than clocks
    differ.
    """

    at: datetime
    told_at: datetime | None = None
    doubtful: bool = False


async def device_time(
    session: AsyncSession, told: datetime | None, field: str, shows: datetime | None
) -> DeviceTime:
    """The time of a record that its sender cannot make again: one from ahead is taken, and marked, as of incidents; so
    is one by a clock that `shows` another time than the server's, ahead or behind. The time of arrival then stands.

    Raises InputRefused for absurd times alone.
    """
    now = await spaces.now(session)
    if told is None:
        return DeviceTime(now)
    if told < EARLIEST or told > max(now, utc_now()) + FURTHEST_AHEAD:
        raise refused(
            field, "thời gian quá xa (trước 1950 hoặc hơn 10 năm tới)", "before 1950 or over 10 years ahead"
        )
    off = shows is not None and abs(shows - utc_now()) > CLOCK_SLACK
    if told <= now and not off:
        return DeviceTime(told)
    return DeviceTime(now, told, off or told > now + CLOCK_SLACK)


async def place(session: AsyncSession, commune_code: str | None, position: PositionIn | None) -> str:
    """The commune of a record. Where both are given, the position must lie in the commune, unless boundaries are
    approximate or leave a gap there. Raises InputRefused, LonLatSwapped."""
    if position is None:
        assert commune_code is not None  # one of the two is always there
        return await _existing(session, commune_code)
    try:
        located = await communes.locate(session, position.lon, position.lat)
    except BoundaryGap as gap:
        if commune_code is not None:
            return await _existing(session, commune_code)
        raise InputRefused(faults=[Fault(gap.detail or gap.title, field="position")]) from gap
    except (OutsideCountry, NoBoundaries) as outside:
        raise InputRefused(faults=[Fault(outside.detail or outside.title, field="position")]) from outside
    if commune_code is None or commune_code == located.code:
        return located.code
    if located.approximate:
        return await _existing(session, commune_code)
    raise refused(
        "position",
        f"vị trí nằm ở {located.full_name_vi} ({located.code}), không ở xã {commune_code}",
        f"the position lies in {located.full_name_vi} ({located.code}), not in commune {commune_code}",
    )


async def _existing(session: AsyncSession, commune_code: str) -> str:
    try:
        return (await communes.commune(session, commune_code)).code
    except UnknownCommune as unknown:
        raise InputRefused(faults=[Fault(unknown.title, field="commune_code")]) from unknown


async def inner_point(session: AsyncSession, commune_code: str) -> tuple[float, float]:
    """A point in the commune (lon, lat), for what nobody has placed."""
    unit = await communes.commune(session, commune_code)
    return unit.lon, unit.lat
