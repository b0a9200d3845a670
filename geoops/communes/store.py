"""Questions about units: which there are, what they are called, where a point lies."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping, and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.models import (
    BoundaryVersionRow,
    CommuneBandRow,
    CommuneGeometryRow,
    CommuneLineageRow,
    CommuneRow,
)
from geoops.communes.records import BoundaryVersion, Commune, Nearest, OldName, Province, Wanted


async def active_version(session: AsyncSession) -> BoundaryVersion | None:
    """The version that maps draw and look-ups answer from."""
    row = await session.scalar(select(BoundaryVersionRow).where(BoundaryVersionRow.active))
    if row is None:
        return None
    return BoundaryVersion(
        id=row.id,
        kind=row.kind,
        source=row.source,
        credit=row.credit,
        checksum=row.checksum,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        loaded_at=row.loaded_at,
        units=row.units,
        bounds=(row.west, row.south, row.east, row.north),
    )


# The day is cast where it stands alone, because PostgreSQL cannot tell the type of a bare null.
_COMMUNES = """
SELECT unit.code, unit.name_vi, unit.full_name_vi, unit.name_en, unit.unit_type, unit.province_code,
       province.name_vi AS province_name, unit.population, unit.population_note, unit.area_km2,
       unit.published_area_km2, unit.decision, unit.merged_from, unit.admin_centre, unit.valid_from,
       unit.valid_to, ST_X(unit.point) AS lon, ST_Y(unit.point) AS lat,
       unit.west, unit.south, unit.east, unit.north, version.kind
FROM communes AS unit
JOIN provinces AS province ON province.code = unit.province_code
JOIN boundary_versions AS version ON version.id = unit.boundary_version
WHERE CASE WHEN CAST(:day AS date) IS NULL THEN unit.valid_to IS NULL
           ELSE unit.valid_from <= :day AND (unit.valid_to IS NULL OR unit.valid_to > :day) END
  AND (CAST(:codes AS text[]) IS NULL OR unit.code = ANY(:codes))
  AND (CAST(:province AS text) IS NULL OR unit.province_code = :province)
  AND (CAST(:after AS text) IS NULL OR unit.code > :after)
ORDER BY unit.code LIMIT :limit
"""
_SEARCH = """
WITH wanted AS (
  SELECT * FROM unnest(CAST(:names AS text[]), CAST(:words AS text[]), CAST(:provinces AS text[]))
    AS wanted(name, words, province)
)
SELECT unit.code, min(CASE WHEN unit.search_name = wanted.name THEN 0
                           WHEN starts_with(unit.search_name, wanted.name) THEN 1 ELSE 2 END) AS rank
FROM communes AS unit
JOIN wanted ON (starts_with(unit.search_name, wanted.name)
                OR strpos(' ' || unit.search_words, ' ' || wanted.words) > 0)
           AND (wanted.province IS NULL OR wanted.province = unit.province_code)
WHERE unit.valid_to IS NULL GROUP BY unit.code
"""
_ALIKE = """
WITH wanted AS (
  SELECT * FROM unnest(CAST(:names AS text[]), CAST(:provinces AS text[])) AS wanted(name, province)
)
SELECT unit.code, max(similarity(unit.search_name, wanted.name)) AS likeness
FROM communes AS unit JOIN wanted ON wanted.province IS NULL OR wanted.province = unit.province_code
WHERE unit.valid_to IS NULL
GROUP BY unit.code HAVING max(similarity(unit.search_name, wanted.name)) >= :least
ORDER BY likeness DESC, unit.code LIMIT :limit
"""
_PROVINCES = """
SELECT province.code, province.name_vi, province.full_name_vi, province.name_en, count(*),
       min(unit.west), min(unit.south), max(unit.east), max(unit.north)
FROM provinces AS province JOIN communes AS unit ON unit.province_code = province.code
WHERE unit.valid_to IS NULL GROUP BY province.code ORDER BY province.code
"""
_LOCATE_MANY = """
SELECT locate_commune(lon, lat)
FROM unnest(CAST(:lons AS double precision[]), CAST(:lats AS double precision[]))
     WITH ORDINALITY AS point(lon, lat, place) ORDER BY place
"""
_NEAREST = """
SELECT near.code, unit.full_name_vi,
       ST_Distance(near.geom::geography, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)::geography) AS metres
FROM (SELECT code, geom FROM commune_parts
      ORDER BY geom <-> ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) LIMIT 8) AS near
JOIN communes AS unit ON unit.code = near.code AND unit.valid_to IS NULL
ORDER BY metres LIMIT 1
"""
_IN_GAP = """
SELECT coalesce(ST_Intersects(gaps, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)), false)
FROM boundary_versions WHERE active
"""

_OLD_CODES = """
SELECT DISTINCT ON (lineage.old_code) lineage.old_code, unit.province_code
FROM commune_lineage AS lineage JOIN communes AS unit ON unit.code = lineage.new_code AND unit.valid_to IS NULL
WHERE lineage.changed_on = :day AND lineage.old_code IS NOT NULL
GROUP BY lineage.old_code, unit.province_code
ORDER BY lineage.old_code, count(*) DESC, unit.province_code
"""


def _commune(row: RowMapping) -> Commune:
    plain = {name: row[name] for name in Commune.__slots__ if name not in ("bbox", "approximate")}
    return Commune(
        **plain,
        bbox=(row["west"], row["south"], row["east"], row["north"]),
        approximate=row["kind"] == "approximate",
    )


async def page(
    session: AsyncSession, *, province: str | None, day: date | None, after: str | None, limit: int | None
) -> list[Commune]:
    """Units of a day (None: of today) by code, from after a code on."""
    binds = {"codes": None, "province": province, "day": day, "after": after, "limit": limit}
    return [_commune(row) for row in (await session.execute(text(_COMMUNES), binds)).mappings()]


async def by_codes(session: AsyncSession, codes: Sequence[str], day: date | None = None) -> list[Commune]:
    """The units of these codes on a day (None: today), by code; unknown codes are left out."""
    binds = {"codes": list(codes), "province": None, "day": day, "after": None, "limit": None}
    return [_commune(row) for row in (await session.execute(text(_COMMUNES), binds)).mappings()]


async def province_by_code(session: AsyncSession) -> dict[str, str]:
    """The province of every commune code there ever was, the latest where a code was moved."""
    rows = await session.execute(
        select(CommuneRow.code, CommuneRow.province_code).order_by(CommuneRow.valid_from)
    )
    return {row[0]: row[1] for row in rows}


async def today(session: AsyncSession) -> dict[str, tuple[str, int | None]]:
    """The units of today: province and residents of each, by code."""
    rows = await session.execute(
        select(CommuneRow.code, CommuneRow.province_code, CommuneRow.population)
        .where(CommuneRow.valid_to.is_(None))
        .order_by(CommuneRow.code)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def band(session: AsyncSession, number: int) -> list[tuple[str, str, bytes]]:
    """Code, province and boundary (WKB, EPSG:3857) of the units as a span of zooms draws them, by code."""
    rows = await session.execute(
        select(CommuneBandRow.code, CommuneBandRow.province_code, func.ST_AsBinary(CommuneBandRow.geom))
        .where(CommuneBandRow.band == number)
        .order_by(CommuneBandRow.code)
    )
    return [(row[0], row[1], bytes(row[2])) for row in rows]


async def earliest_day(session: AsyncSession) -> date | None:
    """The first day for which units are known."""
    return await session.scalar(select(func.min(CommuneRow.valid_from)))


async def search(session: AsyncSession, wanted: Sequence[Wanted]) -> dict[str, int]:
    """Codes of the units whose name is (0), begins with (1) or holds (2) what is wanted."""
    binds = {
        "names": [item.compact for item in wanted],
        "words": [item.words for item in wanted],
        "provinces": [item.province_code for item in wanted],
    }
    return {row[0]: row[1] for row in await session.execute(text(_SEARCH), binds)}


async def alike(session: AsyncSession, wanted: Sequence[Wanted], limit: int, least: float) -> list[str]:
    """Codes of the units whose name is like what is wanted (by trigrams), best first."""
    binds = {
        "names": [item.compact for item in wanted],
        "provinces": [item.province_code for item in wanted],
        "least": least,
        "limit": limit,
    }
    return [row[0] for row in await session.execute(text(_ALIKE), binds)]


async def provinces(session: AsyncSession) -> list[Province]:
    """All provinces that have units today."""
    rows = await session.execute(text(_PROVINCES))
    return [
        Province(row[0], row[1], row[2], row[3], row[4], bbox=(row[5], row[6], row[7], row[8]))
        for row in rows
    ]


async def former_provinces(session: AsyncSession) -> list[tuple[str, str]]:
    """Names of provinces of before with the codes of those that took their land."""
    rows = await session.execute(
        select(CommuneLineageRow.old_province, CommuneRow.province_code)
        .join(CommuneRow, CommuneRow.code == CommuneLineageRow.new_code)
        .where(CommuneRow.valid_to.is_(None))
        .distinct()
    )
    return [(row[0], row[1]) for row in rows]


async def locate(session: AsyncSession, lon: float, lat: float) -> str | None:
    """Code of the commune at a point."""
    return await session.scalar(select(func.locate_commune(lon, lat)))


async def locate_many(
    session: AsyncSession, lons: Sequence[float | None], lats: Sequence[float | None]
) -> list[str | None]:
    """Codes of the communes at many points, in their order; None where there is none."""
    rows = await session.scalars(text(_LOCATE_MANY), {"lons": list(lons), "lats": list(lats)})
    return list(rows)


async def nearest(session: AsyncSession, lon: float, lat: float) -> Nearest | None:
    """The commune whose boundary is nearest to a point."""
    row = (await session.execute(text(_NEAREST), {"lon": lon, "lat": lat})).one_or_none()
    return Nearest(row[0], row[1], float(row[2])) if row else None


async def in_gap(session: AsyncSession, lon: float, lat: float) -> bool:
    """Whether a point lies in a hole between communes, inside the country's outline."""
    return bool(await session.scalar(text(_IN_GAP), {"lon": lon, "lat": lat}))


async def polygons(
    session: AsyncSession, province: str | None = None, codes: Sequence[str] | None = None
) -> list[tuple[str, str, bytes]]:
    """Code, province and boundary (WKB, EPSG:4326) of the units of the active version, by code."""
    statement = (
        select(CommuneRow.code, CommuneRow.province_code, func.ST_AsBinary(CommuneGeometryRow.geom))
        .join(BoundaryVersionRow, BoundaryVersionRow.id == CommuneGeometryRow.boundary_version)
        .join(CommuneRow, and_(CommuneRow.code == CommuneGeometryRow.code, CommuneRow.valid_to.is_(None)))
        .where(BoundaryVersionRow.active)
        .order_by(CommuneRow.code)
    )
    if province is not None:
        statement = statement.where(CommuneRow.province_code == province)
    if codes is not None:
        statement = statement.where(CommuneRow.code.in_(codes))
    return [(row[0], row[1], bytes(row[2])) for row in await session.execute(statement)]


_TOUCHED = """
WITH wanted AS MATERIALIZED (
  SELECT ST_Transform(ST_SetSRID(ST_GeomFromWKB(:wkb), 4326), 3857) AS geom
)
SELECT code FROM commune_bands AS unit, wanted
WHERE unit.band = :band AND ST_Intersects(unit.geom, wanted.geom)
  AND (ST_Within(unit.geom, wanted.geom)
       OR ST_Area(ST_Intersection(unit.geom, wanted.geom)) >= :least * ST_Area(unit.geom))
ORDER BY code
"""


async def touched(session: AsyncSession, wkb: bytes, least: float, band: int) -> list[str]:
    """Codes of the units of which at least that share lies in a shape (WKB, EPSG:4326), by a generalised boundary."""
    return list(await session.scalars(text(_TOUCHED), {"wkb": wkb, "least": least, "band": band}))


async def old_names(session: AsyncSession) -> list[OldName]:
    """Every pair of the lineage, with the province that the commune lies in now."""
    rows = await session.execute(
        select(
            CommuneLineageRow.old_code,
            CommuneLineageRow.old_name,
            CommuneLineageRow.old_district,
            CommuneLineageRow.old_province,
            CommuneLineageRow.new_code,
            CommuneRow.province_code,
            CommuneLineageRow.split,
        )
        .join(CommuneRow, and_(CommuneRow.code == CommuneLineageRow.new_code, CommuneRow.valid_to.is_(None)))
        .order_by(CommuneLineageRow.id)
    )
    return [OldName(*row) for row in rows]


async def crosswalk(session: AsyncSession) -> list[CommuneLineageRow]:
    """The whole lineage, by old code then new code."""
    rows = await session.scalars(
        select(CommuneLineageRow).order_by(
            CommuneLineageRow.changed_on,
            CommuneLineageRow.old_code.nulls_first(),
            CommuneLineageRow.old_district_code,
            CommuneLineageRow.new_code,
        )
    )
    return list(rows)


async def changed_days(session: AsyncSession) -> list[date]:
    """The days on which units changed, as the lineage has them, the earliest first."""
    rows = await session.scalars(
        select(CommuneLineageRow.changed_on).distinct().order_by(CommuneLineageRow.changed_on)
    )
    return list(rows)


async def descents(
    session: AsyncSession, day: date
) -> list[tuple[str, str, bool, float | None, float | None]]:
    """Old code, new code, whether the old unit was split, and its shares (population, area), of the change of a day."""
    rows = await session.execute(
        select(
            CommuneLineageRow.old_code,
            CommuneLineageRow.new_code,
            CommuneLineageRow.split,
            CommuneLineageRow.share_population,
            CommuneLineageRow.share_area,
        )
        .where(CommuneLineageRow.changed_on == day, CommuneLineageRow.old_code.is_not(None))
        .order_by(CommuneLineageRow.old_code, CommuneLineageRow.new_code)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows if row[0] is not None]


async def old_codes(session: AsyncSession, day: date) -> dict[str, str]:
    """Codes of the units that ended on a day, with the province of today that took most of their parts."""
    rows = await session.execute(text(_OLD_CODES), {"day": day})
    return {row[0]: row[1] for row in rows}
