"""Tables of roads (reference data, the same in every space), road points, works, and what is known of reservoirs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


def _space() -> Any:
    """The space as the first part of a key: ids come from devices, and a drill may replay what live already has."""
    return mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=text("current_space()"))


class RoadRow(Base):
    """A road, or one part of it, in its order of driving; null in `begin_m`, `end_m` (posted) where it has no calibration.

    `version` is a fingerprint of line, posts and accuracy: what is worked out from them is kept under it.
    """

    __tablename__ = "roads"
    __table_args__ = (
        UniqueConstraint("key", "part", name="uq_roads_key_part", postgresql_nulls_not_distinct=True),
        CheckConstraint("accuracy_m >= 0 AND speed_kmh > 0 AND length_m > 0", name="figures"),
        Index("ix_roads_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    key: Mapped[str]
    name: Mapped[str]
    part: Mapped[str | None]
    province_code: Mapped[str | None]
    geom: Mapped[Any] = mapped_column(Geometry("MULTILINESTRING", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any] = mapped_column(Geometry("MULTILINESTRING", srid=3857, spatial_index=False))
    length_m: Mapped[float] = mapped_column(Float)
    gap_m: Mapped[float] = mapped_column(Float)
    accuracy_m: Mapped[float] = mapped_column(Float)
    start_m: Mapped[float | None] = mapped_column(Float)
    speed_kmh: Mapped[float] = mapped_column(Float)
    speed_assumed: Mapped[bool]
    source: Mapped[str]
    licence: Mapped[str | None]
    begin_m: Mapped[float | None] = mapped_column(Float)
    end_m: Mapped[float | None] = mapped_column(Float)
    posts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    version: Mapped[int] = mapped_column(BigInteger)
    loaded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))


class RoadPost(Base):
    """A kilometre post of a road: posted metres and where it stands."""

    __tablename__ = "road_posts"
    __table_args__ = (UniqueConstraint("road_id", "posted_m"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    road_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("roads.id", ondelete="CASCADE"))
    posted_m: Mapped[float] = mapped_column(Float)
    geom: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    accuracy_m: Mapped[float] = mapped_column(Float)
    source: Mapped[str]


class RoadPoint(Base):
    """A place on a road that slides or floods, known by the id its first writer made. `error_m` is of its position.

    `placed_by` says how the position was got: from the chainage, from a person, or not at all.
    """

    __tablename__ = "road_points"
    __table_args__ = (
        CheckConstraint("kind IN ('landslide', 'flooding')", name="kind"),
        CheckConstraint("placed_by IN ('chainage', 'position', 'commune')", name="placed_by"),
        CheckConstraint("to_m >= from_m", name="span"),
        CheckConstraint("length_m > 0 AND length_m < 'Infinity'", name="length"),
        Index("ix_road_points_commune", "space", "commune_code"),
        Index("ix_road_points_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str]
    road: Mapped[str]
    road_key: Mapped[str]
    part: Mapped[str | None]
    chainage: Mapped[str]
    from_m: Mapped[float] = mapped_column(Float)
    to_m: Mapped[float | None] = mapped_column(Float)
    length_m: Mapped[float | None] = mapped_column(Float)
    side: Mapped[str | None]
    plan: Mapped[str | None]
    note: Mapped[str | None]
    commune_code: Mapped[str]
    geom: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    error_m: Mapped[float | None] = mapped_column(Float)
    placed_by: Mapped[str]
    body_sha256: Mapped[str]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class RoadPointState(Base):
    """A state that a road point entered, since when, who said so, and the incident behind it."""

    __tablename__ = "road_point_states"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'one_lane', 'cut')", name="state"),
        ForeignKeyConstraint(
            ["space", "point_id"],
            ["road_points.space", "road_points.id"],
            ondelete="CASCADE",
            name="fk_road_point_states_point",
        ),
        Index("ix_road_point_states_latest", "space", "point_id", "since", "known_at"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    point_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    state: Mapped[str]
    since: Mapped[datetime] = mapped_column(Timestamp)
    note: Mapped[str | None]
    incident_id: Mapped[UUID | None] = mapped_column(Uuid)
    reporter: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class Work(Base):
    """A reservoir, dike or embankment. Levels in metres (the operator's datum), null where nobody has stated them.

    `flood_level_m` holds from `flood_from` to `flood_to` (MM-DD), always where those are null. `downstream` are the communes that an operator has listed; `station_id` is the hydromet station that measures it.
    """

    __tablename__ = "works"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('irrigation_reservoir', 'hydropower_reservoir', 'dike', 'embankment')", name="kind"
        ),
        CheckConstraint(
            "capacity_mcm > 0 AND turbine_m3s >= 0 AND length_m > 0 AND near_m >= 0", name="figures"
        ),
        Index("ix_works_commune", "space", "commune_code"),
        Index("ix_works_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    river: Mapped[str | None]
    operator: Mapped[str | None]
    commune_code: Mapped[str]
    geom: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    capacity_mcm: Mapped[float | None] = mapped_column(Float)
    dead_level_m: Mapped[float | None] = mapped_column(Float)
    normal_level_m: Mapped[float | None] = mapped_column(Float)
    flood_level_m: Mapped[float | None] = mapped_column(Float)
    flood_from: Mapped[str | None]
    flood_to: Mapped[str | None]
    design_level_m: Mapped[float | None] = mapped_column(Float)
    crest_level_m: Mapped[float | None] = mapped_column(Float)
    turbine_m3s: Mapped[float | None] = mapped_column(Float)
    near_m: Mapped[float | None] = mapped_column(Float)
    length_m: Mapped[float | None] = mapped_column(Float)
    station_id: Mapped[str | None]
    downstream: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    downstream_source: Mapped[str | None]
    note: Mapped[str | None]
    body_sha256: Mapped[str]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class Inspection(Base):
    """What somebody found at a work, when."""

    __tablename__ = "work_inspections"
    __table_args__ = (
        CheckConstraint("state IN ('good', 'damaged', 'unsafe', 'broken')", name="state"),
        ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            ondelete="CASCADE",
            name="fk_work_inspections_work",
        ),
        Index("ix_work_inspections_latest", "space", "work_id", "inspected_at", "known_at"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    work_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    state: Mapped[str]
    note: Mapped[str | None]
    inspected_at: Mapped[datetime] = mapped_column(Timestamp)
    inspector: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class ReservoirReading(Base):
    """Level (m), inflow, whole release and spill (m³/s) and open gates of a reservoir at a time, as somebody typed them."""

    __tablename__ = "reservoir_readings"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(level_m, inflow_m3s, release_m3s, spill_m3s, gates_open) > 0", name="something"
        ),
        CheckConstraint("release_m3s >= 0 AND spill_m3s >= 0 AND gates_open >= 0", name="figures"),
        ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            ondelete="CASCADE",
            name="fk_reservoir_readings_work",
        ),
        Index("ix_reservoir_readings_latest", "space", "work_id", "read_at", "known_at"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    work_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    read_at: Mapped[datetime] = mapped_column(Timestamp)
    level_m: Mapped[float | None] = mapped_column(Float)
    inflow_m3s: Mapped[float | None] = mapped_column(Float)
    release_m3s: Mapped[float | None] = mapped_column(Float)
    spill_m3s: Mapped[float | None] = mapped_column(Float)
    gates_open: Mapped[int | None] = mapped_column(Integer)
    reader: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class ReservoirNotice(Base):
    """A reference notice to one commune downstream of a reservoir: which level, on what reading, from when to when.

    `read_at`, `level_m`, `limit_m`, `spill_m3s` are what it rests on; a higher level ends it and begins another.
    """

    __tablename__ = "reservoir_notices"
    __table_args__ = (
        CheckConstraint(
            "level IN ('near', 'releasing', 'above_normal', 'above_flood', 'above_design')", name="level"
        ),
        ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            ondelete="CASCADE",
            name="fk_reservoir_notices_work",
        ),
        Index("ix_reservoir_notices_commune", "space", "commune_code", "began_at"),
        Index(
            "uq_reservoir_notices_going",
            "space",
            "work_id",
            "commune_code",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, server_default=text("gen_random_uuid()"))
    work_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    reservoir: Mapped[str]
    reservoir_commune: Mapped[str]
    level: Mapped[str]
    level_m: Mapped[float | None] = mapped_column(Float)
    limit_m: Mapped[float | None] = mapped_column(Float)
    spill_m3s: Mapped[float | None] = mapped_column(Float)
    source: Mapped[str]
    downstream_source: Mapped[str | None]
    read_at: Mapped[datetime] = mapped_column(Timestamp)
    began_at: Mapped[datetime] = mapped_column(Timestamp)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    end_known_at: Mapped[datetime | None] = mapped_column(Timestamp)
