"""Tables of the hydromet domain. Every row belongs to a space."""

from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    Computed,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_KNOWN = text("space_now()")
_NO_FLAGS = text("'{}'")
_Id = String(collation="C")
"""Ids of stations are compared byte by byte: sorting them by the rules of a language takes several times as long."""


class Station(Base):
    """A place where something is measured. `id` begins with its source (`vrain:`, `drill:`).

    `successor_id` names the station that the source lists at the same place under a new name.
    """

    __tablename__ = "stations"
    __table_args__ = (
        Index("ix_stations_commune_code", "commune_code"),
        Index("ix_stations_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    geom_3857: Mapped[WKBElement] = mapped_column(
        Geometry("POINT", 3857, spatial_index=False), Computed("ST_Transform(geom, 3857)", persisted=True)
    )
    commune_code: Mapped[str | None]
    province_code: Mapped[str | None]
    source: Mapped[str]
    owner: Mapped[str | None]
    rhythm_s: Mapped[int | None]
    first_seen_at: Mapped[datetime] = mapped_column(Timestamp)
    last_seen_at: Mapped[datetime | None] = mapped_column(Timestamp)
    successor_id: Mapped[str | None]


class Observation(Base):
    """One measured value over `(starts_at, ends_at]`, in the unit of its variable.

    Partitioned by the month of `ends_at`. No foreign keys: the merge proves the station, and a check per row
    would double the price of a bulk load.
    """

    __tablename__ = "observations"
    __table_args__ = (
        Index("ix_observations_space_variable_ends_at", "space", "variable", "ends_at"),
        {"postgresql_partition_by": "RANGE (ends_at)"},
    )

    space: Mapped[str] = mapped_column(primary_key=True, server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    variable: Mapped[str] = mapped_column(_Id, primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    value: Mapped[float]
    unit: Mapped[str]
    flags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NO_FLAGS)
    source: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class ObservationRevision(Base):
    """What an observation said before it was corrected: known from `known_at` until `superseded_at`."""

    __tablename__ = "observation_revisions"
    __table_args__ = (
        Index("ix_observation_revisions_space_variable_ends_at", "space", "variable", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    variable: Mapped[str] = mapped_column(_Id)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    value: Mapped[float]
    unit: Mapped[str]
    flags: Mapped[list[str]] = mapped_column(ARRAY(String))
    source: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp)
    superseded_at: Mapped[datetime] = mapped_column(Timestamp)


class RainPiece(Base):
    """Rain of a gauge over an interval that no other current piece of it overlaps: what sums are made of.

    Kept by the merge of observations. `mm` is null where a reading was made and how much fell is not known. A piece
    was known from `known_at` until `superseded_at`.
    """

    __tablename__ = "rain_pieces"
    __table_args__ = (
        Index("ix_rain_pieces_space_ends_at", "space", "ends_at"),
        Index(
            "uq_rain_pieces_current",
            "space",
            "station_id",
            "starts_at",
            "ends_at",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    mm: Mapped[float | None]
    known_at: Mapped[datetime] = mapped_column(Timestamp)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)


class Warning(Base):
    """A warning of the met service for one commune as it was before July 2025, as known from `known_at` on.

    `landslide` and `flash_flood` are the words as issued; `level` is the higher of the two in their order. A
    warning that the source changes gets a further row, and the row before it a `superseded_at`.
    """

    __tablename__ = "warnings"
    __table_args__ = (
        Index("ix_warnings_space_valid_from", "space", "valid_from"),
        Index(
            "uq_warnings_current", "space", "id", unique=True, postgresql_where=text("superseded_at IS NULL")
        ),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[str] = mapped_column(primary_key=True)
    known_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True, server_default=_KNOWN)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)
    source: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(Timestamp)
    valid_from: Mapped[datetime] = mapped_column(Timestamp)
    valid_to: Mapped[datetime] = mapped_column(Timestamp)
    landslide: Mapped[str | None]
    flash_flood: Mapped[str | None]
    level: Mapped[int]
    old_commune: Mapped[str]
    old_district: Mapped[str | None]
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    rain_mm: Mapped[float | None]
    rain_observed_mm: Mapped[float | None]
    rain_forecast_mm: Mapped[float | None]
    raw: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class WarningCommune(Base):
    """A present commune that a warning is for. `matched` says how its code was found: name, position or none."""

    __tablename__ = "warning_communes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "warning_id", "known_at"],
            ["warnings.space", "warnings.id", "warnings.known_at"],
            name="fk_warning_communes_warning",
            ondelete="CASCADE",
        ),
        Index("ix_warning_communes_commune_code", "commune_code"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    warning_id: Mapped[str] = mapped_column(primary_key=True)
    known_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    province: Mapped[str] = mapped_column(primary_key=True)
    commune_code: Mapped[str | None]
    matched: Mapped[str]
