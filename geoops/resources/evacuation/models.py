"""Tables of evacuation: the order, the shelters it names, people counted out and in, and the list of households."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


def _space() -> Any:
    return mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=text("current_space()"))


class Evacuation(Base):
    """An order to leave a commune, or a hamlet of it. `commune_codes` are all communes it touches: who sees it.

    `geom_3857` is the place that people leave: where it was said to be, else the middle of the commune.
    """

    __tablename__ = "evacuations"
    __table_args__ = (
        CheckConstraint("state IN ('ordered', 'closed', 'cancelled')", name="state"),
        CheckConstraint("people > 0", name="people"),
        Index("ix_evacuations_known", "space", "known_at", "id"),
        Index("ix_evacuations_communes", "commune_codes", postgresql_using="gin"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    commune_code: Mapped[str]
    commune_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    hamlet: Mapped[str | None]
    geom_3857: Mapped[Any] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    people: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str]
    ordered_by: Mapped[str]
    ordered_at: Mapped[datetime] = mapped_column(Timestamp)
    incident_id: Mapped[UUID | None] = mapped_column(Uuid)
    state: Mapped[str] = mapped_column(server_default=text("'ordered'"))
    state_at: Mapped[datetime] = mapped_column(Timestamp)
    state_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class EvacuationShelter(Base):
    """A shelter that an order sends people to."""

    __tablename__ = "evacuation_shelters"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "evacuation_id"],
            ["evacuations.space", "evacuations.id"],
            ondelete="CASCADE",
            name="fk_evacuation_shelters_order",
        ),
        ForeignKeyConstraint(
            ["space", "shelter_id"],
            ["shelters.space", "shelters.id"],
            ondelete="CASCADE",
            name="fk_evacuation_shelters_shelter",
        ),
    )

    space: Mapped[str] = _space()
    evacuation_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    shelter_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)


class EvacuationCount(Base):
    """People counted: `out` of the place they leave, `in` at a shelter, `home` from a shelter.

    `override` is why a shelter took more than it has; a count written by mistake is voided, never deleted.
    `shelter_count_ids` are the counts of the shelter that were worked out from it. `told_at` is what the device said
    where that lay ahead of the space's clock, or its own clock is far off; `counted_at` is then when the count arrived,
    and `clock_doubtful` says that the clock is far off.
    """

    __tablename__ = "evacuation_counts"
    __table_args__ = (
        CheckConstraint("direction IN ('out', 'in', 'home')", name="direction"),
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("(direction = 'out') = (shelter_id IS NULL)", name="shelter"),
        CheckConstraint("direction <> 'out' OR evacuation_id IS NOT NULL", name="order"),
        ForeignKeyConstraint(
            ["space", "evacuation_id"],
            ["evacuations.space", "evacuations.id"],
            ondelete="CASCADE",
            name="fk_evacuation_counts_order",
        ),
        ForeignKeyConstraint(
            ["space", "shelter_id"],
            ["shelters.space", "shelters.id"],
            ondelete="CASCADE",
            name="fk_evacuation_counts_shelter",
        ),
        Index("ix_evacuation_counts_of", "space", "evacuation_id"),
        Index("ix_evacuation_counts_shelter", "space", "shelter_id", "counted_at"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    evacuation_id: Mapped[UUID | None] = mapped_column(Uuid)
    shelter_id: Mapped[UUID | None] = mapped_column(Uuid)
    commune_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    direction: Mapped[str]
    people: Mapped[int] = mapped_column(Integer)
    override: Mapped[str | None]
    counted_at: Mapped[datetime] = mapped_column(Timestamp)
    told_at: Mapped[datetime | None] = mapped_column(Timestamp)
    clock_doubtful: Mapped[bool] = mapped_column(server_default=text("false"))
    counter: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    voided_at: Mapped[datetime | None] = mapped_column(Timestamp)
    voided_by: Mapped[str | None]
    void_reason: Mapped[str | None]
    shelter_count_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))


class EvacuationHousehold(Base):
    """A household of an order. Names, numbers and needs are personal data: kept out of the change log and of layers."""

    __tablename__ = "evacuation_households"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        ForeignKeyConstraint(
            ["space", "evacuation_id"],
            ["evacuations.space", "evacuations.id"],
            ondelete="CASCADE",
            name="fk_evacuation_households_order",
        ),
        Index("ix_evacuation_households_of", "space", "evacuation_id"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    evacuation_id: Mapped[UUID] = mapped_column(Uuid)
    head: Mapped[str]
    phone: Mapped[str | None]
    people: Mapped[int] = mapped_column(Integer)
    needs: Mapped[str | None]
    body_sha256: Mapped[str]
    noted_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
