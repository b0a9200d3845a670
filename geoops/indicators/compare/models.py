"""Tables of comparisons: which communes touch, and saved views."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class CommuneTouch(Base):
    """Two communes of a boundary version that share an edge or only a corner; each pair once."""

    __tablename__ = "commune_touches"
    __table_args__ = (CheckConstraint("one < other", name="order"),)

    boundary_version: Mapped[int] = mapped_column(
        ForeignKey("boundary_versions.id", ondelete="CASCADE"), primary_key=True
    )
    one: Mapped[str] = mapped_column(String(5), primary_key=True)
    other: Mapped[str] = mapped_column(String(5), primary_key=True)
    corner: Mapped[bool]


class IndicatorView(Spaced, Base):
    """A comparison that was saved: the question with its breaks, and the data version that it was seen on.

    `known_at` is asked again when it is opened; `digest` (SHA-256 of codes and values) proves whether the figures are
    still the same. `scope` is that of the person who saved it: others see it through their own.
    """

    __tablename__ = "indicator_views"
    __table_args__ = (Index("ix_indicator_views_created", "space", "created_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    title: Mapped[str]
    question: Mapped[dict[str, Any]] = mapped_column(JSONB)
    camera: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    known_at: Mapped[datetime] = mapped_column(Timestamp)
    seq: Mapped[int] = mapped_column(BigInteger)
    boundary_version: Mapped[int | None] = mapped_column(Integer)
    digest: Mapped[str]
    scope: Mapped[str]
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
