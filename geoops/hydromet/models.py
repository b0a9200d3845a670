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
    PrimaryKeyConstraint,
    SmallInteger,
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

    `successor_id` names the station that the source lists at the same place under a new name, `duplicate_of` the one
    that another source lists for the same instrument. Alarm levels are those of Decision 05/2020 as far as verified;
    null is unknown, never “none”. `last_rain_at` is the end of its newest rain. `flags` say what is wrong with it.
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
    elevation_m: Mapped[float | None]
    river: Mapped[str | None]
    duplicate_of: Mapped[str | None] = mapped_column(_Id)
    alarm_1_m: Mapped[float | None]
    alarm_2_m: Mapped[float | None]
    alarm_3_m: Mapped[float | None]
    alarm_source: Mapped[str | None]
    full_level_m: Mapped[float | None]
    flood_level_m: Mapped[float | None]
    last_rain_at: Mapped[datetime | None] = mapped_column(Timestamp)
    flags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NO_FLAGS)


class Observation(Base):
    """One measured value over `(starts_at, ends_at]`, in the unit of its variable.

    Partitioned by the month of `ends_at`. No foreign keys: the merge proves the station, and a check per row
    would double the price of a bulk load.
    """

    __tablename__ = "observations"
    __table_args__ = (
        PrimaryKeyConstraint(
            "space", "station_id", "variable", "ends_at", "starts_at", name="pk_observations"
        ),
        Index("ix_observations_space_variable_ends_at", "space", "variable", "ends_at"),
        {"postgresql_partition_by": "RANGE (ends_at)"},
    )

    space: Mapped[str] = mapped_column(server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    variable: Mapped[str] = mapped_column(_Id)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    value: Mapped[float]
    unit: Mapped[str]
    flags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NO_FLAGS)
    source: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    given_value: Mapped[float | None]
    given_unit: Mapped[str | None]


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
    given_value: Mapped[float | None]
    given_unit: Mapped[str | None]


class ObservationFlag(Base):
    """A quality flag that a check raised on an observation, as known from `known_at` until `superseded_at`.

    Flags that a value earns by itself stand on its row; these come from what stands around it.
    """

    __tablename__ = "observation_flags"
    __table_args__ = (
        Index("ix_observation_flags_key", "space", "station_id", "variable", "ends_at"),
        Index(
            "uq_observation_flags_current",
            "space",
            "station_id",
            "variable",
            "starts_at",
            "ends_at",
            "flag",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    variable: Mapped[str] = mapped_column(_Id)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    flag: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)


class StationChange(Base):
    """One field of a station that was changed: what it said before and after, when, by whom."""

    __tablename__ = "station_history"
    __table_args__ = (Index("ix_station_history_station", "space", "station_id", "known_at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    actor: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    field: Mapped[str]
    before: Mapped[Any | None] = mapped_column(JSONB)
    after: Mapped[Any | None] = mapped_column(JSONB)


class RainPiece(Base):
    """Rain of a gauge over an interval that no other current piece of it overlaps: what sums are made of.

    Kept by the merge of observations, partitioned by the month of `ends_at`. `mm` is null where a reading was made
    and how much fell is not known, or where it counts in no sum (`excluded`). `reach` is 0 for a piece inside one
    clock hour, 1 for one inside one hydrological day, 2 for a longer one. A piece was known from `known_at` until
    `superseded_at`. The table has no key of its own: a bulk load would pay for it row by row.
    """

    __tablename__ = "rain_pieces"
    __table_args__ = (
        Index("ix_rain_pieces_space_reach_ends_at", "space", "reach", "ends_at"),
        Index("ix_rain_pieces_space_station_ends_at", "space", "station_id", "ends_at"),
        {"postgresql_partition_by": "RANGE (ends_at)"},
    )
    __mapper_args__: Any = {"primary_key": ["space", "station_id", "ends_at", "known_at"]}  # noqa: RUF012 - as SQLAlchemy types it

    space: Mapped[str] = mapped_column(server_default=_HERE)
    station_id: Mapped[str] = mapped_column(_Id)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    reach: Mapped[int] = mapped_column(SmallInteger)
    mm: Mapped[float | None]
    excluded: Mapped[bool] = mapped_column(server_default=text("false"))
    known_at: Mapped[datetime] = mapped_column(Timestamp)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)


class RollUp:
    """The current pieces of a gauge that lie inside one bucket, summed.

    `seconds` of the bucket are known, `excluded_s` were measured and count in no sum; `first_at` and `until_at` bound
    what is known, `last_at` is the newest reading. It stands as it is since `known_at`: whoever asks for what was
    known before reads the pieces.
    """

    space: Mapped[str] = mapped_column(primary_key=True, server_default=_HERE)
    starts_at: Mapped[datetime] = mapped_column(Timestamp, primary_key=True)
    station_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    mm: Mapped[float | None]
    seconds: Mapped[float]
    excluded_s: Mapped[float]
    first_at: Mapped[datetime | None] = mapped_column(Timestamp)
    until_at: Mapped[datetime | None] = mapped_column(Timestamp)
    last_at: Mapped[datetime | None] = mapped_column(Timestamp)
    known_at: Mapped[datetime] = mapped_column(Timestamp)


class RainHour(RollUp, Base):
    """Of a clock hour: pieces of reach 0."""

    __tablename__ = "rain_hours"
    __table_args__ = (Index("ix_rain_hours_space_station_starts_at", "space", "station_id", "starts_at"),)


class RainDay(RollUp, Base):
    """Of a hydrological day (19:00 to 19:00): pieces of reach 0 and 1."""

    __tablename__ = "rain_days"
    __table_args__ = (Index("ix_rain_days_space_station_starts_at", "space", "station_id", "starts_at"),)


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
