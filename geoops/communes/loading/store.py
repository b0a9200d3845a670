"""Writing a boundary version. Every function works inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from geoalchemy2 import WKBElement
from sqlalchemy import delete, exists, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.boundaries.lineage import Descent
from geoops.communes.boundaries.preparing import Prepared
from geoops.communes.models import (
    BoundaryVersionRow,
    CommuneBandRow,
    CommuneGeometryRow,
    CommuneLineageRow,
    CommunePartRow,
    ProvinceBandRow,
    ProvinceGeometryRow,
    ProvinceRow,
)
from geoops.kit.db import copy_rows

_LOCK = 0x67656F_636F6D  # "geocom": one load at a time
_UNIT_COLUMNS = (
    "code",
    "name_vi",
    "full_name_vi",
    "name_en",
    "unit_type",
    "province_code",
    "population",
    "population_note",
    "area_km2",
    "published_area_km2",
    "decision",
    "merged_from",
    "admin_centre",
    "lon",
    "lat",
    "west",
    "south",
    "east",
    "north",
    "search_name",
    "search_words",
)

_STAGE = """
CREATE TEMPORARY TABLE staged_communes (
  code text, name_vi text, full_name_vi text, name_en text, unit_type text, province_code text,
  population integer, population_note text, area_km2 double precision,
  published_area_km2 double precision, decision text, merged_from text, admin_centre text,
  lon double precision, lat double precision, west double precision, south double precision,
  east double precision, north double precision, search_name text, search_words text
) ON COMMIT DROP
"""

# Another name (tone marks aside), type or province makes another unit; all else corrects the same one.
_CLOSE_CHANGED = """
UPDATE communes AS unit SET valid_to = :day FROM staged_communes AS staged
WHERE unit.code = staged.code AND unit.valid_to IS NULL AND unit.valid_from < :day
  AND (unit.search_name, unit.unit_type, unit.province_code)
      IS DISTINCT FROM (staged.search_name, staged.unit_type, staged.province_code)
"""
_CLOSE_GONE = """
UPDATE communes SET valid_to = :day
WHERE valid_to IS NULL AND valid_from < :day
  AND province_code IN (SELECT province_code FROM staged_communes)
  AND code NOT IN (SELECT code FROM staged_communes)
"""
_DROP_NEVER_THERE = """
DELETE FROM communes
WHERE valid_to IS NULL AND valid_from >= :day
  AND province_code IN (SELECT province_code FROM staged_communes)
  AND code NOT IN (SELECT code FROM staged_communes)
"""
_CORRECT = """
UPDATE communes AS unit SET
  name_vi = staged.name_vi, full_name_vi = staged.full_name_vi, name_en = staged.name_en,
  unit_type = staged.unit_type, province_code = staged.province_code,
  population = staged.population, population_note = staged.population_note,
  area_km2 = staged.area_km2, published_area_km2 = staged.published_area_km2,
  decision = staged.decision, merged_from = staged.merged_from, admin_centre = staged.admin_centre,
  point = ST_SetSRID(ST_MakePoint(staged.lon, staged.lat), 4326),
  west = staged.west, south = staged.south, east = staged.east, north = staged.north,
  boundary_version = :version, search_name = staged.search_name, search_words = staged.search_words
FROM staged_communes AS staged WHERE unit.code = staged.code AND unit.valid_to IS NULL
"""
_ADD = """
INSERT INTO communes (
  code, valid_from, name_vi, full_name_vi, name_en, unit_type, province_code, population,
  population_note, area_km2, published_area_km2, decision, merged_from, admin_centre, point,
  west, south, east, north, boundary_version, search_name, search_words)
SELECT
  code, :day, name_vi, full_name_vi, name_en, unit_type, province_code, population,
  population_note, area_km2, published_area_km2, decision, merged_from, admin_centre,
  ST_SetSRID(ST_MakePoint(lon, lat), 4326),
  west, south, east, north, :version, search_name, search_words
FROM staged_communes AS staged
WHERE NOT EXISTS (SELECT FROM communes AS unit WHERE unit.code = staged.code AND unit.valid_to IS NULL)
"""


async def lock(session: AsyncSession) -> None:
    """Wait for another load to end; held to the end of the transaction."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def without_time_limit(session: AsyncSession) -> None:
    """A load may take longer than any question of the map."""
    await session.execute(text("SET LOCAL statement_timeout = 0"))


async def lineage_known(session: AsyncSession) -> bool:
    """Whether any lineage is there."""
    return bool(await session.scalar(select(exists().select_from(CommuneLineageRow))))


async def active_provinces(session: AsyncSession) -> list[str]:
    """Codes of the provinces that the active version shows."""
    codes = await session.scalars(
        select(ProvinceGeometryRow.code)
        .join(BoundaryVersionRow, BoundaryVersionRow.id == ProvinceGeometryRow.boundary_version)
        .where(BoundaryVersionRow.active)
        .order_by(ProvinceGeometryRow.code)
    )
    return list(codes)


async def add_version(session: AsyncSession, prepared: Prepared) -> int:
    """A new active version instead of the one before; its number."""
    origin = prepared.provenance
    await session.execute(update(BoundaryVersionRow).where(BoundaryVersionRow.active).values(active=False))
    west, south, east, north = prepared.bounds
    number = await session.scalar(
        insert(BoundaryVersionRow)
        .values(
            kind=origin.kind,
            source=origin.source,
            credit=origin.credit,
            checksum=prepared.checksum,
            files=[{"name": file.name, "sha256": file.sha256} for file in prepared.files],
            valid_from=origin.valid_from,
            valid_to=origin.valid_to,
            active=True,
            units=len(prepared.communes),
            west=west,
            south=south,
            east=east,
            north=north,
            gaps=None if prepared.gaps is None else WKBElement(prepared.gaps, srid=4326, extended=True),
        )
        .returning(BoundaryVersionRow.id)
    )
    assert number is not None
    return int(number)


async def write_units(session: AsyncSession, prepared: Prepared, version: int) -> None:
    """Provinces and communes as of the version's first day; units that ceased keep their row, closed."""
    statement = upsert(ProvinceRow)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["code"],
            set_={name: statement.excluded[name] for name in ("name_vi", "full_name_vi", "name_en")},
        ),
        prepared.provinces,
    )
    await session.execute(text("DROP TABLE IF EXISTS pg_temp.staged_communes"))
    await session.execute(text(_STAGE))
    await copy_rows(
        session,
        "staged_communes",
        _UNIT_COLUMNS,
        ([unit[name] for name in _UNIT_COLUMNS] for unit in prepared.communes),
    )
    day: dict[str, Any] = {"day": prepared.provenance.valid_from}
    for statement_text in (_CLOSE_CHANGED, _CLOSE_GONE, _DROP_NEVER_THERE):
        await session.execute(text(statement_text), day)
    await session.execute(text(_CORRECT), {"version": version})
    await session.execute(text(_ADD), day | {"version": version})


async def write_shapes(session: AsyncSession, prepared: Prepared, version: int) -> None:
    """Boundaries of the version, and all that is derived from them in place of what was there."""
    for table in (CommuneBandRow, ProvinceBandRow, CommunePartRow):
        await session.execute(delete(table))
    await copy_rows(
        session,
        "commune_geometries",
        ("boundary_version", "code", "geom"),
        ((version, code, shape) for code, shape in prepared.geometries),
        ("int4", "text", "bytea"),
    )
    await copy_rows(
        session,
        "province_geometries",
        ("boundary_version", "code", "geom"),
        ((version, code, shape) for code, shape in prepared.province_geometries),
        ("int4", "text", "bytea"),
    )
    units = {unit["code"]: unit for unit in prepared.communes}
    await copy_rows(
        session,
        "commune_bands",
        ("band", "code", "boundary_version", "name_vi", "unit_type", "province_code", "geom"),
        (
            (
                band,
                code,
                version,
                units[code]["name_vi"],
                units[code]["unit_type"],
                units[code]["province_code"],
                shape,
            )
            for band, code, shape in prepared.bands
        ),
        ("int2", "text", "int4", "text", "text", "text", "bytea"),
    )
    names = {province["code"]: province["name_vi"] for province in prepared.provinces}
    await copy_rows(
        session,
        "province_bands",
        ("band", "code", "boundary_version", "name_vi", "geom"),
        ((band, code, version, names[code], shape) for band, code, shape in prepared.province_bands),
        ("int2", "text", "int4", "text", "bytea"),
    )
    await copy_rows(session, "commune_parts", ("code", "geom"), prepared.parts, ("text", "bytea"))


async def forget_approximate(session: AsyncSession) -> None:
    """Drop the shapes of approximate versions that are not shown any more: they can be made again."""
    past = select(BoundaryVersionRow.id).where(
        BoundaryVersionRow.kind == "approximate", BoundaryVersionRow.active.is_(False)
    )
    for table in (CommuneGeometryRow, ProvinceGeometryRow):
        await session.execute(delete(table).where(table.boundary_version.in_(past)))


async def write_lineage(session: AsyncSession, descents: Iterable[Descent], days: Sequence[date]) -> None:
    """The lineage of the changes of these days, in place of what was known of them."""
    await session.execute(delete(CommuneLineageRow).where(CommuneLineageRow.changed_on.in_(days)))
    columns = (
        "old_code",
        "old_name",
        "old_district_code",
        "old_district",
        "old_province_code",
        "old_province",
        "new_code",
        "changed_on",
        "decision",
        "split",
        "share_population",
        "share_area",
        "source",
    )
    await copy_rows(
        session,
        "commune_lineage",
        columns,
        ([getattr(descent, name) for name in columns] for descent in descents),
    )


async def analyse(session: AsyncSession) -> None:
    """Fresh statistics, so that the first question is planned as well as the hundredth."""
    await session.execute(text("SELECT communes_analyse()"))
