"""Tables of four on the spot. What a thing is stands in one table, each count of it in another, so that history stays."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import (
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


def _space() -> Any:
    """The space as the first part of a key: ids come from devices, and a drill may replay what live already has."""
    return mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=text("current_space()"))


class Store(Base):
    """A place where a commune keeps things. It is closed, never deleted, and only when nothing is left in it."""

    __tablename__ = "stores"
    __table_args__ = (
        Index("ix_stores_commune", "space", "commune_code"),
        Index(
            "uq_stores_open_name",
            "space",
            "commune_code",
            func.lower(text("name")),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    commune_code: Mapped[str]
    name: Mapped[str]
    geom: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    closed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    closed_by: Mapped[str | None]


class Resource(Base):
    """Something that a commune holds ready, known by the id that its first writer made.

    `body_sha256` is the fingerprint of what was first sent: the same id with other content is refused. `near` is where
    it stands, or a point in its commune where nobody has said; it is for measuring distances, never for showing.
    `leader` and `phone` are personal data: they are kept out of the change log and of layers.
    """

    __tablename__ = "resources"
    __table_args__ = (
        CheckConstraint("pillar IN ('command', 'forces', 'means', 'logistics')", name="pillar"),
        CheckConstraint("norm >= 0 AND norm < 'Infinity'", name="norm"),
        ForeignKeyConstraint(["space", "store_id"], ["stores.space", "stores.id"], name="fk_resources_store"),
        Index("ix_resources_commune", "space", "commune_code"),
        Index("ix_resources_store", "space", "store_id"),
        Index("ix_resources_near", "space", "kind", text("CAST(near AS geography)"), postgresql_using="gist"),
        Index("ix_resources_place", "geom_3857", postgresql_using="gist"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    commune_code: Mapped[str]
    pillar: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    store: Mapped[str | None]
    note: Mapped[str | None]
    store_id: Mapped[UUID | None] = mapped_column(Uuid)
    expires_on: Mapped[date | None] = mapped_column(Date)
    norm: Mapped[float | None] = mapped_column(Float)
    skills: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    leader: Mapped[str | None]
    phone: Mapped[str | None]
    radio: Mapped[str | None]
    geom: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    near: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class ResourceCount(Base):
    """A count of a resource: how many, in which state, when it was counted and by whom."""

    __tablename__ = "resource_counts"
    __table_args__ = (
        CheckConstraint("quantity >= 0 AND quantity < 'Infinity'", name="quantity"),
        CheckConstraint("state IN ('ready', 'in_use', 'repair', 'unusable')", name="state"),
        ForeignKeyConstraint(
            ["space", "resource_id"],
            ["resources.space", "resources.id"],
            ondelete="CASCADE",
            name="fk_resource_counts_resource",
        ),
        Index("ix_resource_counts_latest", "space", "resource_id", "counted_at", "known_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    space: Mapped[str] = _space()
    resource_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    quantity: Mapped[float] = mapped_column(Float)
    state: Mapped[str]
    counted_at: Mapped[datetime] = mapped_column(Timestamp)
    counter: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class Shelter(Base):
    """A place that can take people in. Null in `power`, `water`, `toilets`, `accessible` means that nobody has said."""

    __tablename__ = "shelters"
    __table_args__ = (
        CheckConstraint("capacity >= 0", name="capacity"),
        Index("ix_shelters_commune", "space", "commune_code"),
        Index("ix_shelters_place", "geom_3857", postgresql_using="gist"),
        Index("ix_shelters_near", "space", text("CAST(geom AS geography)"), postgresql_using="gist"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    commune_code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    capacity: Mapped[int] = mapped_column(Integer)
    water: Mapped[bool | None]
    power: Mapped[bool | None]
    toilets: Mapped[bool | None]
    accessible: Mapped[bool | None]
    note: Mapped[str | None]
    geom: Mapped[Any] = mapped_column(Geometry("POINT", srid=4326, spatial_index=False))
    geom_3857: Mapped[Any] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class ShelterCount(Base):
    """How many people are in a shelter, when they were counted and by whom; `occupancy` null means not counted."""

    __tablename__ = "shelter_counts"
    __table_args__ = (
        CheckConstraint("occupancy >= 0", name="occupancy"),
        ForeignKeyConstraint(
            ["space", "shelter_id"],
            ["shelters.space", "shelters.id"],
            ondelete="CASCADE",
            name="fk_shelter_counts_shelter",
        ),
        Index("ix_shelter_counts_latest", "space", "shelter_id", "counted_at", "known_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    space: Mapped[str] = _space()
    shelter_id: Mapped[UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    occupancy: Mapped[int | None] = mapped_column(Integer)
    counted_at: Mapped[datetime] = mapped_column(Timestamp)
    counter: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class CommandPost(Base):
    """A seat in a commune's civil-defence command (Nghị định 200/2025/NĐ-CP): who holds it and how to reach them.

    `holder` and `phone` are personal data: they are kept out of the change log and of layers.
    """

    __tablename__ = "command_posts"
    __table_args__ = (
        CheckConstraint("role IN ('head', 'standing_deputy', 'deputy', 'member')", name="role"),
        Index("ix_command_posts_commune", "space", "commune_code"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    commune_code: Mapped[str]
    role: Mapped[str]
    title: Mapped[str]
    holder: Mapped[str | None]
    phone: Mapped[str | None]
    confirmed_at: Mapped[datetime] = mapped_column(Timestamp)
    counter: Mapped[str]
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
