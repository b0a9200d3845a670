"""What other domains and the routes ask about communes. Takes a session, never commits."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store
from geoops.communes.boundaries.shapes import in_vietnam
from geoops.communes.errors import (
    BoundaryGap,
    DayBeforeUnits,
    LonLatSwapped,
    NoBoundaries,
    OutsideCountry,
    UnknownCommune,
)
from geoops.communes.matching import Became, CommuneIndex, OldIndex, OldPlace, ProvinceIndex, order, readings
from geoops.communes.names import nfc
from geoops.communes.records import BoundaryVersion, Commune, Province
from geoops.kit.context import Scope
from geoops.kit.i18n import Text

_ON_EDGE_M = 1.0
"""A point this near to a boundary belongs to it: pieces of a boundary are rounded to about a millimetre."""

_ROUGH_BAND = 4
"""The generalisation that shares of communes are measured on."""

_OFFSHORE_M = 50_000.0
_CODE_DIGITS = 5
_RANKED = 500
"""At most so many hits of a short query are put in order."""
_ALIKE = 0.35
"""Least likeness (trigrams) at which a mistyped name still finds a commune."""


@dataclass(frozen=True, slots=True)
class CommuneName:
    """What to call a commune, and where it belongs."""

    code: str
    name_vi: str
    full_name_vi: str
    province_code: str
    province_name: str


@dataclass(frozen=True, slots=True)
class CommunePolygons:
    """Boundaries of the active version for zonal work.

    `geometry[i]` (shapely MultiPolygon, EPSG:4326) is the commune `codes[i]` of `provinces[i]`, by code;
    `boundary_version` names what they are cut from, for keeping what was worked out with them.
    """

    boundary_version: int
    codes: tuple[str, ...]
    provinces: tuple[str, ...]
    geometry: NDArray[Any]


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


async def coarse_polygons(session: AsyncSession) -> CommunePolygons:
    """Boundaries as the smallest zooms draw them, EPSG:3857: a coverage, with shared edges still shared.

    Raises NoBoundaries.
    """
    version = await store.active_version(session)
    if version is None:
        raise NoBoundaries
    return _polygons(version, await store.band(session, _ROUGH_BAND))


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
    return sum(scope.covers(unit.code, unit.province_code) for unit in await _all_units(session))


async def locate(session: AsyncSession, lon: float, lat: float) -> Commune:
    """The commune at a point (degrees, WGS 84).

    Raises LonLatSwapped, OutsideCountry, BoundaryGap (with the nearest commune and its distance),
    or NoBoundaries before any load.
    """
    code = await store.locate(session, lon, lat) if _finite(lon, lat) else None
    if code is None:
        code = await _beside(session, lon, lat)
    return await commune(session, code)


async def _beside(session: AsyncSession, lon: float, lat: float) -> str:
    """A commune whose edge the point lies on; raises what there is to say of the point otherwise."""
    if not _finite(lon, lat) or not in_vietnam(lon, lat):
        if _finite(lon, lat) and in_vietnam(lat, lon):
            raise LonLatSwapped(
                detail=Text(
                    f"Kinh độ {lon:g}, vĩ độ {lat:g} có vẻ bị đảo: Việt Nam ở kinh độ 102–118, vĩ độ 6–24",
                    f"Longitude {lon:g}, latitude {lat:g} look exchanged: Vietnam lies at longitude 102 to "
                    "118, latitude 6 to 24",
                )
            )
        raise OutsideCountry(detail=Text("Toạ độ nằm ngoài Việt Nam", "The coordinates lie outside Vietnam"))
    near = await store.nearest(session, lon, lat)
    if near is None:
        raise NoBoundaries
    if near.metres <= _ON_EDGE_M:
        return near.code
    facts = {"nearest_code": near.code, "nearest_name": near.full_name_vi, "distance_m": round(near.metres)}
    distance = f"{near.metres:.0f} m" if near.metres < 2000 else f"{near.metres / 1000:.1f} km"
    if await store.in_gap(session, lon, lat):
        raise BoundaryGap(
            detail=Text(
                f"Điểm không thuộc ranh giới xã nào; gần nhất là {near.full_name_vi}, cách {distance}",
                f"No commune covers the point; the nearest is {near.full_name_vi}, {distance} away",
            ),
            extra=facts,
        )
    if near.metres > _OFFSHORE_M:
        raise OutsideCountry
    raise OutsideCountry(
        detail=Text(
            f"Điểm nằm ngoài ranh giới các xã; gần nhất là {near.full_name_vi}, cách {distance}",
            f"The point lies outside all communes; the nearest is {near.full_name_vi}, {distance} away",
        ),
        extra=facts,
    )


async def locate_many(
    session: AsyncSession, lons: Sequence[float], lats: Sequence[float]
) -> list[str | None]:
    """Codes of the communes at many points, in their order; None where there is none, or no number.

    SQL that works on rows can call `locate_commune(lon, lat)` itself.
    """
    points = [
        (float(lon), float(lat)) if _finite(lon, lat) else (None, None)
        for lon, lat in zip(lons, lats, strict=True)
    ]
    if not points:
        return []
    return await store.locate_many(session, [point[0] for point in points], [point[1] for point in points])


def _finite(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat)


async def commune_polygons(session: AsyncSession, province: str | None = None) -> CommunePolygons:
    """Boundaries at full detail, of the nation or one province. Raises NoBoundaries."""
    version = await store.active_version(session)
    if version is None:
        raise NoBoundaries
    return _polygons(version, await store.polygons(session, province))


async def polygons_of(session: AsyncSession, codes: Iterable[str]) -> CommunePolygons:
    """Boundaries of these communes at full detail; unknown codes are left out. Raises NoBoundaries."""
    version = await store.active_version(session)
    if version is None:
        raise NoBoundaries
    return _polygons(version, await store.polygons(session, codes=sorted(set(codes))))


def _polygons(version: BoundaryVersion, rows: Sequence[tuple[str, str, bytes]]) -> CommunePolygons:
    import shapely

    return CommunePolygons(
        version.id,
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        np.asarray(shapely.from_wkb([row[2] for row in rows]), dtype=object),
    )


async def touched_by(session: AsyncSession, shape: bytes, least: float = 0.01) -> list[str]:
    """Codes of the communes of which at least the share `least` lies in a shape (WKB, EPSG:4326).

    Measured on boundaries generalised to about 200 m, so that a shape over half the country is answered at once.
    """
    return await store.touched(session, shape, least, _ROUGH_BAND)


async def match_names(session: AsyncSession, places: Sequence[tuple[str, str | None]]) -> list[str | None]:
    """Codes of today's communes named `(commune, province)`, in their order; None where not exactly one fits.

    Prefixes, tone placement (òa, oà), case, spaces and Unicode form do not matter; the province may be
    its code, its name of today or of before 2025.
    """
    index = CommuneIndex(await _all_units(session), await _provinces(session))
    known: dict[tuple[str, str | None], str | None] = {}
    for place in places:
        if place not in known:
            known[place] = index.match(*place)
    return [known[place] for place in places]


async def old_to_new(session: AsyncSession, places: Sequence[OldPlace]) -> list[list[Became]]:
    """The communes that each old unit became, in the order of the places; empty where not exactly one unit fits."""
    index = OldIndex(await store.old_names(session), await _provinces(session))
    return [index.match(place) for place in places]


async def search(session: AsyncSession, query: str, limit: int) -> list[Commune]:
    """Communes of today by name, with or without marks and spaces, maybe followed by a province; or by code."""
    query = nfc(query)
    if query.isascii() and query.isdigit() and len(query) == _CODE_DIGITS:
        return await store.by_codes(session, [query])
    wanted = readings(query, await _provinces(session))
    if not wanted:
        return []
    found = await store.search(session, wanted)
    if found:
        best = sorted(found, key=lambda code: (found[code], code))[: max(limit, _RANKED)]
    else:
        best = await store.alike(session, wanted, limit, _ALIKE)
        found = {code: place for place, code in enumerate(best)}
    return order(query, found, await store.by_codes(session, best))[:limit]


async def _provinces(session: AsyncSession) -> ProvinceIndex:
    return ProvinceIndex(await store.provinces(session), await store.former_provinces(session))


async def _all_units(session: AsyncSession) -> list[Commune]:
    return await store.page(session, province=None, day=None, after=None, limit=None)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One old unit and one commune that it became; empty shares are not known."""

    old_code: str | None
    old_unit: str | None
    old_district_code: str | None
    old_district: str | None
    old_province_code: str
    old_province: str
    new_code: str
    new_unit: str | None
    new_province_code: str | None
    old_unit_split: bool
    changed_on: date
    decision: str | None
    share_population: float | None
    share_area: float | None

    def cells(self) -> list[object]:
        """The values in the order of CROSSWALK_COLUMNS."""
        return [getattr(self, name) for name in CROSSWALK_COLUMNS]


CROSSWALK_COLUMNS = tuple(Crosswalk.__slots__)


async def crosswalk(
    session: AsyncSession,
    *,
    province: str | None = None,
    old_province: str | None = None,
    old: str | None = None,
    new: str | None = None,
    split: bool = False,
) -> list[Crosswalk]:
    """What the old units became, by old code; narrowed by codes of the new or old province, old or new unit."""
    units = {unit.code: unit for unit in await _all_units(session)}
    rows = []
    for row in await store.crosswalk(session):
        unit = units.get(row.new_code)
        keep = (
            (province is None or (unit is not None and unit.province_code == province))
            and (old_province is None or row.old_province_code == old_province)
            and (old is None or row.old_code == old)
            and (new is None or row.new_code == new)
            and (row.split or not split)
        )
        if keep:
            rows.append(
                Crosswalk(
                    row.old_code,
                    row.old_name,
                    row.old_district_code,
                    row.old_district,
                    row.old_province_code,
                    row.old_province,
                    row.new_code,
                    unit.full_name_vi if unit else None,
                    unit.province_code if unit else None,
                    row.split,
                    row.changed_on,
                    row.decision,
                    row.share_population,
                    row.share_area,
                )
            )
    return rows


@dataclass(frozen=True, slots=True)
class Descent:
    """What a unit became on a day of change. `share` is the part of the old unit, by residents where that is known,
    else by area; None where neither is. A unit that was not split went wholly to its successor."""

    old_code: str
    new_code: str
    share: float | None
    by: Literal["whole", "population", "area", "unknown"]


async def changed_days(session: AsyncSession) -> list[date]:
    """The days on which units changed, the earliest first; without a lineage, that of the reform of 1 July 2025."""
    from geoops.communes.boundaries.checking import REFORM  # brings the geometry libraries with it

    return await store.changed_days(session) or [REFORM]


async def descents(session: AsyncSession, day: date) -> list[Descent]:
    """What became of the units that ended on a day."""
    found = []
    for old, new, split, population, area in await store.descents(session, day):
        if not split:
            found.append(Descent(old, new, 1.0, "whole"))
        elif population is not None:
            found.append(Descent(old, new, population, "population"))
        elif area is not None:
            found.append(Descent(old, new, area, "area"))
        else:
            found.append(Descent(old, new, None, "unknown"))
    return found


async def old_codes(session: AsyncSession, day: date) -> dict[str, str]:
    """Codes of the units that ended on a day of change, each with the province of today that took most of it."""
    return await store.old_codes(session, day)
