"""The commune at a point, and the shapes of communes. Takes a session, never commits."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store
from geoops.communes.boundaries.shapes import in_vietnam
from geoops.communes.errors import BoundaryGap, LonLatSwapped, NoBoundaries, OutsideCountry
from geoops.communes.records import BoundaryVersion, Commune
from geoops.communes.units import commune
from geoops.kit.i18n import Text

_ON_EDGE_M = 1.0
"""A point this near to a boundary belongs to it: pieces of a boundary are rounded to about a millimetre."""

_ROUGH_BAND = 4
"""The generalisation that shares of communes are measured on."""

_OFFSHORE_M = 50_000.0


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


async def coarse_polygons(session: AsyncSession) -> CommunePolygons:
    """Boundaries as the smallest zooms draw them, EPSG:3857: a coverage, with shared edges still shared.

    Raises NoBoundaries.
    """
    version = await store.active_version(session)
    if version is None:
        raise NoBoundaries
    return _polygons(version, await store.band(session, _ROUGH_BAND))


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
