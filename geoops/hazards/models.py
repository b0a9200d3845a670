"""Tables of risk maps: their passports, their areas per commune, and the polygons of vector maps."""

from datetime import date, datetime
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


class RiskMap(Base):
    """A loaded risk map. Reference data: it belongs to no space and no scope.

    `legend` holds the classes of the passport in their order; `class_number` elsewhere counts them from 1.
    `file` is the name of the class raster under the rasters folder, null for a vector map.
    """

    __tablename__ = "risk_maps"
    __table_args__ = (
        CheckConstraint("kind IN ('raster', 'vector')", name="kind"),
        CheckConstraint("(kind = 'raster') = (file IS NOT NULL)", name="file"),
    )

    id: Mapped[str] = mapped_column(String, primary_key=True)
    hazard: Mapped[str]
    kind: Mapped[str]
    title_vi: Mapped[str]
    title_en: Mapped[str]
    made_on: Mapped[date]
    author: Mapped[str]
    method: Mapped[str]
    licence: Mapped[str]
    version: Mapped[str]
    passport: Mapped[dict[str, Any]] = mapped_column(JSONB)
    passport_sha256: Mapped[str]
    source_file: Mapped[str]
    source_sha256: Mapped[str]
    legend: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    crs: Mapped[str]
    bounds: Mapped[list[float]] = mapped_column(ARRAY(Float))
    file: Mapped[str | None]
    loaded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    loaded_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class RiskMapArea(Base):
    """km² of a class in a commune of a boundary version, and its share of the commune; written once."""

    __tablename__ = "risk_map_areas"
    __table_args__ = (Index("ix_risk_map_areas_commune", "commune_code"),)

    risk_map: Mapped[str] = mapped_column(ForeignKey("risk_maps.id", ondelete="CASCADE"), primary_key=True)
    boundary_version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    commune_code: Mapped[str] = mapped_column(String, primary_key=True)
    class_number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    area_km2: Mapped[float]
    share: Mapped[float]


class RiskMapPolygon(Base):
    """A polygon of a vector map, cut small enough to be drawn quickly."""

    __tablename__ = "risk_map_polygons"
    __table_args__ = (Index("ix_risk_map_polygons_place", "geom_3857", postgresql_using="gist"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    risk_map: Mapped[str] = mapped_column(ForeignKey("risk_maps.id", ondelete="CASCADE"), index=True)
    class_number: Mapped[int] = mapped_column(SmallInteger)
    geom: Mapped[Any] = mapped_column(Geometry("POLYGON", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any] = mapped_column(Geometry("POLYGON", srid=3857, spatial_index=False))
