"""Who wants warnings and by which way, and what became of each sending."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, String, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_NONE = text("'{}'")


class Subscription(Spaced, Base):
    """A recipient: a webhook, an e-mail address or an apprise channel. Only the live space has any.

    `address` and `secret` are sealed (`kit.sealed`) and never shown again; `shown` is what lists show of the address. `area` holds `vn`, province
    codes or commune codes; empty `hazards` are all.
    """

    __tablename__ = "alert_subscriptions"
    __table_args__ = (
        CheckConstraint("kind IN ('webhook', 'email', 'apprise')", name="kind"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index(
            "uq_alert_subscriptions_name",
            "space",
            "name",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str]
    secret: Mapped[str | None]
    shown: Mapped[str]
    language: Mapped[str] = mapped_column(server_default=text("'vi'"))
    area: Mapped[list[str]] = mapped_column(ARRAY(String))
    hazards: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NONE)
    least_severity: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    removed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class Delivery(Spaced, Base):
    """The receipt of one warning for one recipient: at most one per pair, however often its job runs.

    While an attempt is under way `sending_until` says how long nobody else may try.
    """

    __tablename__ = "alert_deliveries"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index("uq_alert_deliveries_pair", "alert_id", "subscription_id", unique=True),
        Index("ix_alert_deliveries_waiting", "next_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    alert_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("alerts.id"))
    subscription_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("alert_subscriptions.id"))
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    last_at: Mapped[datetime | None] = mapped_column(Timestamp)
    next_at: Mapped[datetime | None] = mapped_column(Timestamp, server_default=text("now()"))
    sending_until: Mapped[datetime | None] = mapped_column(Timestamp)
    delivered_at: Mapped[datetime | None] = mapped_column(Timestamp)
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
