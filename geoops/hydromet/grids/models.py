"""Tables of grids: products, lattices and their weights (reference data); steps and their values in communes (spaced)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_KNOWN = text("space_now()")


class GridProductRow(Base):
    """A product of which something was loaded, with the description that its steps were read by.

    `shown` holds by variable what its layer is drawn from: unit, length of a step in seconds, bounds in WGS 84.
    """

    __tablename__ = "grid_products"
    __table_args__ = (CheckConstraint("kind IN ('observed', 'forecast', 'reference')", name="kind"),)

    id: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str]
    description: Mapped[dict[str, Any]] = mapped_column(JSONB)
    shown: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    loaded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    loaded_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class GridGeometryRow(Base):
    """A lattice (see `geometry.GridGeometry`); `id` is made of its cells."""

    __tablename__ = "grid_geometries"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    crs: Mapped[str]
    west: Mapped[float]
    north: Mapped[float]
    dx: Mapped[float]
    dy: Mapped[float]
    width: Mapped[int]
    height: Mapped[int]


class GridWeightsRow(Base):
    """Coverage of communes by the cells of a lattice in one boundary version; `body` is `Weights.pack`."""

    __tablename__ = "grid_weights"

    geometry_id: Mapped[str] = mapped_column(
        ForeignKey("grid_geometries.id", ondelete="CASCADE"), primary_key=True
    )
    boundary_version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    codes: Mapped[list[str]] = mapped_column(ARRAY(String))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))


class GridStepRow(Base):
    """One variable over one step. Known from `known_at` until `superseded_at`.

    `file` is its name under the folder of grids, null once its retention is over: what it held in communes stays.
    `least` and `most` are the extremes of its cells; `bounds` west, south, east, north in WGS 84.
    """

    __tablename__ = "grid_steps"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends"),
        Index(
            "uq_grid_steps_current",
            "space",
            "product",
            "variable",
            "starts_at",
            "ends_at",
            "issued_at",
            "member",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_grid_steps_product_ends_at", "space", "product", "variable", "ends_at"),
        Index("ix_grid_steps_ends_at", "space", "ends_at"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    product: Mapped[str] = mapped_column(ForeignKey("grid_products.id"))
    variable: Mapped[str]
    unit: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)
    issued_at: Mapped[datetime | None] = mapped_column(Timestamp)
    member: Mapped[int | None]
    geometry_id: Mapped[str] = mapped_column(ForeignKey("grid_geometries.id"))
    file: Mapped[str | None]
    checksum: Mapped[str]
    flags: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    least: Mapped[float]
    most: Mapped[float]
    bounds: Mapped[list[float]] = mapped_column(ARRAY(Float))
    source_file: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)


class GridCommuneValuesRow(Base):
    """What a step holds in every commune of a boundary version: arrays in the order of the weights' `codes`.

    One row for 3,321 communes: it is written in a few milliseconds and read whole. NaN is “not known”. `above` holds
    the share at or above each of `stops`, commune by commune within stop by stop; `class` counts the stops that the
    mean reaches, -1 where nothing is known.
    """

    __tablename__ = "grid_commune_values"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "step_id"],
            ["grid_steps.space", "grid_steps.id"],
            name="fk_grid_commune_values_step",
            ondelete="CASCADE",
        ),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    step_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    boundary_version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    mean: Mapped[list[float]] = mapped_column(ARRAY(REAL))
    most: Mapped[list[float]] = mapped_column(ARRAY(REAL))
    covered: Mapped[list[float]] = mapped_column(ARRAY(REAL))
    stops: Mapped[list[float]] = mapped_column(ARRAY(REAL))
    above: Mapped[list[float]] = mapped_column(ARRAY(REAL))
    classes: Mapped[list[int]] = mapped_column("class", ARRAY(SmallInteger))
