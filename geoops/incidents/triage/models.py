"""Tables of the triage desk."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class Watcher(Spaced, Base):
    """Somebody who wants to hear of an incident."""

    __tablename__ = "incident_watchers"

    incident_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = mapped_column(primary_key=True)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class Presence(Spaced, Base):
    """Somebody who has an incident before them now: a lease that is renewed as long as the page is open."""

    __tablename__ = "incident_presence"
    __table_args__ = (Index("ix_incident_presence_until", "until"),)

    incident_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    person: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    until: Mapped[datetime] = mapped_column(Timestamp)


class Merge(Spaced, Base):
    """A report that was taken for a repeat of another, from `known_at` until `ended_at`."""

    __tablename__ = "incident_merges"
    __table_args__ = (
        Index("ix_incident_merges_incident_id", "incident_id"),
        Index("ix_incident_merges_into_id", "into_id"),
        Index(
            "uq_incident_merges_open", "incident_id", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    into_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    actor: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_by: Mapped[str | None]


class Batch(Spaced, Base):
    """One action on many incidents, with how each stood before, so that it can be undone."""

    __tablename__ = "incident_batches"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    actor: Mapped[str]
    action: Mapped[str]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    undone_at: Mapped[datetime | None] = mapped_column(Timestamp)


class Handover(Spaced, Base):
    """A list of what is open, signed by who leaves and accepted by who comes. Each carries the hash of the one before."""

    __tablename__ = "incident_handovers"
    __table_args__ = (UniqueConstraint("space", "scope", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    scope: Mapped[str]
    number: Mapped[int]
    signed_by: Mapped[str]
    handed_to: Mapped[str]
    signed_at: Mapped[datetime] = mapped_column(Timestamp)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    previous_hash: Mapped[str]
    hash: Mapped[str]
    accepted_by: Mapped[str | None]
    accepted_at: Mapped[datetime | None] = mapped_column(Timestamp)
