"""Tables of dispatch: the units sent, each step they took, and what it cost."""

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
    Index,
    Integer,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_STATES = "'requested', 'offered', 'assigned', 'on_the_way', 'on_the_scene', 'released', 'back', 'refused', 'cancelled'"
_HELD = "state IN ('offered', 'assigned', 'on_the_way', 'on_the_scene', 'released')"


def _space() -> Any:
    return mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=text("current_space()"))


class Dispatch(Base):
    """An amount of one counted resource, or a whole team, asked for by or sent to `to_commune_code`.

    `commune_code` is the commune that owns the units, null while they are only asked for. `request_id` is the request
    that this was split from. `returned` is how much came back: the rest is used up or lost. The
    two points are where the units start from and where they go.
    """

    __tablename__ = "dispatches"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint("amount > 0 AND amount < 'Infinity'", name="amount"),
        CheckConstraint("returned >= 0 AND returned <= amount", name="returned"),
        CheckConstraint("resource_id IS NULL OR team IS NULL", name="one_unit"),
        CheckConstraint(
            f"NOT ({_HELD}) OR ((resource_id IS NOT NULL OR team IS NOT NULL) AND commune_code IS NOT NULL)",
            name="held_unit",
        ),
        ForeignKeyConstraint(
            ["space", "resource_id"],
            ["resources.space", "resources.id"],
            ondelete="CASCADE",
            name="fk_dispatches_resource",
        ),
        Index("ix_dispatches_resource", "space", "resource_id", "state"),
        Index("ix_dispatches_known", "space", "known_at", "id"),
        Index("ix_dispatches_to", "space", "to_commune_code"),
        Index("ix_dispatches_incident", "space", "incident_id"),
        Index(
            "uq_dispatches_team_out",
            "space",
            "commune_code",
            "team",
            unique=True,
            postgresql_where=text(f"team IS NOT NULL AND {_HELD}"),
        ),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    state: Mapped[str]
    kind: Mapped[str]
    amount: Mapped[float] = mapped_column(Float)
    returned: Mapped[float | None] = mapped_column(Float)
    resource_id: Mapped[UUID | None] = mapped_column(Uuid)
    team: Mapped[str | None]
    commune_code: Mapped[str | None]
    to_commune_code: Mapped[str]
    incident_id: Mapped[UUID | None] = mapped_column(Uuid)
    request_id: Mapped[UUID | None] = mapped_column(Uuid)
    note: Mapped[str | None]
    from_geom_3857: Mapped[Any | None] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    to_geom_3857: Mapped[Any] = mapped_column(Geometry("POINT", srid=3857, spatial_index=False))
    requested_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    requested_at: Mapped[datetime] = mapped_column(Timestamp)
    state_at: Mapped[datetime] = mapped_column(Timestamp)
    left_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    body_sha256: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class DispatchStep(Base):
    """A step of a dispatch: who, when, from which state to which, and why where the usual path was left."""

    __tablename__ = "dispatch_steps"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "dispatch_id"],
            ["dispatches.space", "dispatches.id"],
            ondelete="CASCADE",
            name="fk_dispatch_steps_dispatch",
        ),
        Index("ix_dispatch_steps_of", "space", "dispatch_id", "number"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    dispatch_id: Mapped[UUID] = mapped_column(Uuid)
    number: Mapped[int] = mapped_column(Integer)
    action: Mapped[str]
    from_state: Mapped[str | None]
    state: Mapped[str]
    amount: Mapped[float] = mapped_column(Float)
    reason: Mapped[str | None]
    override: Mapped[str | None]
    actor: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    at: Mapped[datetime] = mapped_column(Timestamp)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class DispatchCost(Base):
    """Money (whole đồng) or hours of work that a dispatch took; what was written by mistake is taken back, not deleted."""

    __tablename__ = "dispatch_costs"
    __table_args__ = (
        CheckConstraint("amount_vnd >= 0", name="amount_vnd"),
        CheckConstraint("hours >= 0 AND hours < 'Infinity'", name="hours"),
        CheckConstraint("amount_vnd IS NOT NULL OR hours IS NOT NULL", name="something"),
        ForeignKeyConstraint(
            ["space", "dispatch_id"],
            ["dispatches.space", "dispatches.id"],
            ondelete="CASCADE",
            name="fk_dispatch_costs_dispatch",
        ),
        Index("ix_dispatch_costs_of", "space", "dispatch_id"),
    )

    space: Mapped[str] = _space()
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    dispatch_id: Mapped[UUID] = mapped_column(Uuid)
    item: Mapped[str]
    amount_vnd: Mapped[int | None] = mapped_column(BigInteger)
    hours: Mapped[float | None] = mapped_column(Float)
    note: Mapped[str | None]
    noted_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    removed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    removed_by: Mapped[str | None]
