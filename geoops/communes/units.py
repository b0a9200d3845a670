"""Units of a day and what they are called. Takes a session, never commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store
from geoops.communes.errors import DayBeforeUnits, UnknownCommune
from geoops.communes.records import BoundaryVersion, Commune, Province
from geoops.kit.context import Scope


@dataclass(frozen=True, slots=True)
class CommuneName:
    """What to call a commune, and where it belongs."""

    code: str
    name_vi: str
    full_name_vi: str
    province_code: str
    province_name: str


async def active_boundary(session: AsyncSession) -> BoundaryVersion | None:
    """The boundary version in use, with its source, credit and whether it is approximate; None before any load."""
    return await store.active_version(session)


async def commune(session: AsyncSession, code: str, day: date | None = None) -> Commune:
    """The unit of this code on a day (None: today). Raises UnknownCommune or DayBeforeUnits."""
    found = await store.by_codes(session, [code], day)
    if not found:
        await check_day(session, day)
        raise UnknownCommune(extra={"commune_code": code})
    return found[0]


async def of_codes(session: AsyncSession, codes: Iterable[str]) -> list[Commune]:
    """The units of these codes today, by code; unknown codes are left out."""
    return await store.by_codes(session, sorted(set(codes)))


async def page(
    session: AsyncSession, *, province: str | None, day: date | None, after: str | None, limit: int
) -> list[Commune]:
    """Up to `limit` units by code from after a code on. Raises DayBeforeUnits."""
    await check_day(session, day)
    return await store.page(session, province=province, day=day, after=after, limit=limit)


async def check_day(session: AsyncSession, day: date | None) -> None:
    """Raises DayBeforeUnits for a day before the first on which units are known."""
    earliest = await store.earliest_day(session) if day is not None else None
    if day is not None and earliest is not None and day < earliest:
        raise DayBeforeUnits(earliest)


async def provinces(session: AsyncSession) -> list[Province]:
    """All provinces, by code."""
    return await store.provinces(session)


async def province_of(session: AsyncSession, code: str) -> str:
    """The province of a commune today. Raises UnknownCommune."""
    return (await commune(session, code)).province_code


async def bounds_of(session: AsyncSession, scope: Scope) -> tuple[float, float, float, float] | None:
    """The part of the country that a scope answers for, as west, south, east, north; None for the nation."""
    boxes = [unit.bbox for unit in await store.provinces(session) if unit.code in scope.provinces]
    boxes += [unit.bbox for unit in await of_codes(session, scope.communes)]
    if scope.nation or not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


async def province_by_code(session: AsyncSession) -> dict[str, str]:
    """The province of every commune code, also of units that are no more."""
    return await store.province_by_code(session)


async def today(session: AsyncSession) -> dict[str, tuple[str, int | None]]:
    """The units of today by code, each with its province and its residents (None: not known)."""
    return await store.today(session)


async def names(session: AsyncSession, codes: Iterable[str]) -> dict[str, CommuneName]:
    """What the communes of these codes are called today; unknown codes are left out."""
    found = await store.by_codes(session, sorted(set(codes)))
    return {
        unit.code: CommuneName(
            unit.code, unit.name_vi, unit.full_name_vi, unit.province_code, unit.province_name
        )
        for unit in found
    }


async def count_in(session: AsyncSession, scope: Scope) -> int:
    """How many of today's communes a scope answers for."""
    return sum(scope.covers(unit.code, unit.province_code) for unit in await all_units(session))


async def all_units(session: AsyncSession) -> list[Commune]:
    """Every unit of today, by code."""
    return await store.page(session, province=None, day=None, after=None, limit=None)
