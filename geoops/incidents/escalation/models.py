"""Who hears of incidents that climb, and what became of each message."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    String,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class EscalationRecipient(Spaced, Base):
    """A webhook, e-mail address or apprise channel of somebody on the ladder. Only the live space has any.

    `address` and `secret` are sealed (`kit.sealing`) and never shown again. Incidents that reach `least_level` or more are told.
    """

    __tablename__ = "escalation_recipients"
    __table_args__ = (
        CheckConstraint("kind IN ('webhook', 'email', 'apprise')", name="kind"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index(
            "uq_escalation_recipients_name", "name", unique=True, postgresql_where=text("removed_at IS NULL")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str]
    secret: Mapped[str | None]
    shown: Mapped[str]
    area: Mapped[list[str]] = mapped_column(ARRAY(String))
    least_level: Mapped[int] = mapped_column(SmallInteger)
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    removed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class EscalationMessage(Spaced, Base):
    """One message to one recipient on all that climbed at once, written in the transaction that raised the incidents.

    `incidents` holds what is told of each, none in a trial; the message is sent until it is taken, or given up.
    """

    __tablename__ = "escalation_messages"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index("ix_escalation_messages_waiting", "next_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recipient_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("escalation_recipients.id"))
    incidents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    raised_at: Mapped[datetime] = mapped_column(Timestamp)
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    last_at: Mapped[datetime | None] = mapped_column(Timestamp)
    next_at: Mapped[datetime | None] = mapped_column(Timestamp, server_default=text("now()"))
    delivered_at: Mapped[datetime | None] = mapped_column(Timestamp)
