"""Tables of the units: what they are, where they lie, what became of those before them.

Reference data: without space or scope. `commune_bands`, `province_bands` and `commune_parts` are
derived from the active boundary version and are made again with each load.
"""

from datetime import date, datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    CheckConstraint,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


def _shape(kind: str, srid: int) -> Geometry:
    return Geometry(kind, srid=srid, spatial_index=False)


class BoundaryVersionRow(Base):
    """One load of boundaries. One version is active: it is what maps draw and look-ups answer from."""

    __tablename__ = "boundary_versions"
    __table_args__ = (
        CheckConstraint("kind IN ('reference', 'approximate')", name="kind"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
        Index(
            "uq_boundary_versions_active",
            "active",
            unique=True,
            postgresql_where=text("active"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(always=True), primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]
    credit: Mapped[str]
    checksum: Mapped[str]
    """SHA-256 over the contents of the files and the parameters that shape the result."""
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    loaded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    active: Mapped[bool]
    units: Mapped[int]
    west: Mapped[float] = mapped_column(Double)
    south: Mapped[float] = mapped_column(Double)
    east: Mapped[float] = mapped_column(Double)
    north: Mapped[float] = mapped_column(Double)
    gaps: Mapped[WKBElement | None] = mapped_column(_shape("MULTIPOLYGON", 4326))
    """Holes inside the country's outline that belong to no commune."""


class ProvinceRow(Base):
    """A province or centrally run city. `name_vi` is the bare name, `full_name_vi` has its type."""

    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name_vi: Mapped[str]
    full_name_vi: Mapped[str]
    name_en: Mapped[str]


class CommuneRow(Base):
    """A commune, ward or special zone over the time for which it was what the row says.

    `valid_to` is the first day on which it no longer holds (None: it holds today).
    """

    __tablename__ = "communes"
    __table_args__ = (
        CheckConstraint("code ~ '^[0-9]{5}$'", name="code"),
        CheckConstraint("unit_type IN ('xã', 'phường', 'đặc khu')", name="unit_type"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
        Index("ix_communes_province_code_code", "province_code", "code"),
        Index("ix_communes_point", "point", postgresql_using="gist"),
    )

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    valid_from: Mapped[date] = mapped_column(Date, primary_key=True)
    valid_to: Mapped[date | None] = mapped_column(Date)
    name_vi: Mapped[str]
    full_name_vi: Mapped[str]
    name_en: Mapped[str]
    unit_type: Mapped[str]
    province_code: Mapped[str] = mapped_column(ForeignKey("provinces.code"))
    population: Mapped[int | None]
    population_note: Mapped[str | None]
    area_km2: Mapped[float] = mapped_column(Double)
    """Computed on the ellipsoid from the boundary."""
    published_area_km2: Mapped[float | None] = mapped_column(Double)
    decision: Mapped[str | None]
    merged_from: Mapped[str | None]
    admin_centre: Mapped[str | None]
    point: Mapped[WKBElement] = mapped_column(_shape("POINT", 4326))
    west: Mapped[float] = mapped_column(Double)
    south: Mapped[float] = mapped_column(Double)
    east: Mapped[float] = mapped_column(Double)
    north: Mapped[float] = mapped_column(Double)
    boundary_version: Mapped[int] = mapped_column(ForeignKey("boundary_versions.id"))
    """Where point, area and bounds come from."""
    search_name: Mapped[str]
    """The bare name without marks or spaces: `sapa`."""
    search_words: Mapped[str]
    """The bare name without marks: `sa pa`."""


class CommuneGeometryRow(Base):
    """A commune's boundary in one boundary version, EPSG:4326, as loaded."""

    __tablename__ = "commune_geometries"

    boundary_version: Mapped[int] = mapped_column(ForeignKey("boundary_versions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(_shape("MULTIPOLYGON", 4326))


class CommuneBandRow(Base):
    """A commune as a span of zooms draws it, EPSG:3857 (band 0: full detail, each further one coarser)."""

    __tablename__ = "commune_bands"
    __table_args__ = (Index("ix_commune_bands_band_geom", "band", "geom", postgresql_using="gist"),)

    band: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    boundary_version: Mapped[int] = mapped_column(ForeignKey("boundary_versions.id"))
    name_vi: Mapped[str]
    unit_type: Mapped[str]
    province_code: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(_shape("MULTIPOLYGON", 3857))


class ProvinceGeometryRow(Base):
    """A province dissolved from its communes in one boundary version, EPSG:4326."""

    __tablename__ = "province_geometries"

    boundary_version: Mapped[int] = mapped_column(ForeignKey("boundary_versions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("provinces.code"), primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(_shape("MULTIPOLYGON", 4326))


class ProvinceBandRow(Base):
    """A province dissolved from its communes of the same band, so that edges agree, EPSG:3857."""

    __tablename__ = "province_bands"
    __table_args__ = (Index("ix_province_bands_band_geom", "band", "geom", postgresql_using="gist"),)

    band: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("provinces.code"), primary_key=True)
    boundary_version: Mapped[int] = mapped_column(ForeignKey("boundary_versions.id"))
    name_vi: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(_shape("MULTIPOLYGON", 3857))


class CommunePartRow(Base):
    """A commune's boundary in pieces of at most 256 vertices, EPSG:4326: what points are looked up in."""

    __tablename__ = "commune_parts"
    __table_args__ = (Index("ix_commune_parts_geom", "geom", postgresql_using="gist"),)

    id: Mapped[int] = mapped_column(Integer, Identity(always=True), primary_key=True)
    code: Mapped[str] = mapped_column(String(5))
    geom: Mapped[WKBElement] = mapped_column(_shape("POLYGON", 4326))


class CommuneLineageRow(Base):
    """An old unit and one commune that took land of it. Shares are of the old unit; None is unknown."""

    __tablename__ = "commune_lineage"
    __table_args__ = (
        CheckConstraint("share_population BETWEEN 0 AND 1", name="share_population"),
        CheckConstraint("share_area BETWEEN 0 AND 1", name="share_area"),
        Index(
            "uq_commune_lineage_pair",
            "old_code",
            "old_district_code",
            "new_code",
            "changed_on",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_commune_lineage_new_code", "new_code"),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(always=True), primary_key=True)
    old_code: Mapped[str | None] = mapped_column(String(5))
    old_name: Mapped[str | None]
    old_district_code: Mapped[str | None] = mapped_column(String(3))
    old_district: Mapped[str | None]
    old_province_code: Mapped[str] = mapped_column(String(2))
    old_province: Mapped[str]
    new_code: Mapped[str] = mapped_column(String(5))
    changed_on: Mapped[date] = mapped_column(Date)
    decision: Mapped[str | None]
    split: Mapped[bool]
    share_population: Mapped[float | None] = mapped_column(Double)
    share_area: Mapped[float | None] = mapped_column(Double)
    source: Mapped[str]
