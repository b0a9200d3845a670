"""Tables of readiness: norms as set, what was assessed of each commune, and how far that was worked out."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Float,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class PlanningNorm(Spaced, Base):
    """A norm as somebody set it, for a province or (null) the country. Rows are only ever added."""

    __tablename__ = "planning_norms"
    __table_args__ = (
        CheckConstraint("value >= 0 AND value < 'Infinity'", name="value"),
        Index("ix_planning_norms_latest", "space", "norm", "province_code", "known_at", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    norm: Mapped[str]
    province_code: Mapped[str | None]
    value: Mapped[float] = mapped_column(Float)
    source: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    changed_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class CommuneReadiness(Spaced, Base):
    """What was assessed of a commune in danger from `starts_at` until `ends_at` (infinity: it stands).

    `surplus` holds, by need, what the commune has beyond its own demand (negative: what it lacks; null: not known).
    """

    __tablename__ = "commune_readiness"
    __table_args__ = (
        CheckConstraint("state IN ('ready', 'short', 'unknown')", name="state"),
        Index(
            "uq_commune_readiness_standing",
            "space",
            "commune_code",
            unique=True,
            postgresql_where=text("ends_at = 'infinity'"),
        ),
        Index("ix_commune_readiness_span", "space", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    commune_code: Mapped[str]
    state: Mapped[str]
    level: Mapped[int] = mapped_column(SmallInteger)
    weakest: Mapped[str | None]
    failing: Mapped[str | None]
    ratio: Mapped[float | None] = mapped_column(Float)
    at_most: Mapped[bool] = mapped_column(Boolean)
    surplus: Mapped[dict[str, Any]] = mapped_column(JSONB)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("'infinity'"))


class ReadinessClock(Base):
    """Up to which moment readiness was worked out in a space."""

    __tablename__ = "readiness_clock"

    space: Mapped[str] = mapped_column(
        ForeignKey("spaces.name"), primary_key=True, server_default=text("current_space()")
    )
    worked_out_at: Mapped[datetime] = mapped_column(Timestamp)
