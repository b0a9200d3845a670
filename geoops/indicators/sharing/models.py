"""Tables of sharing: who took what, who is sent what, and the receipts."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, String, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class IndicatorTaking(Spaced, Base):
    """One answer that somebody took: which values, how many, from which to which. Never altered."""

    __tablename__ = "indicator_takings"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    taker: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    set_code: Mapped[str]
    province_code: Mapped[str | None]
    format: Mapped[str]
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB)
    rows: Mapped[int]
    first_seq: Mapped[int | None] = mapped_column(BigInteger)
    last_seq: Mapped[int | None] = mapped_column(BigInteger)


class IndicatorReissue(Spaced, Base):
    """A value that came again under a newer number than its own: its report took a step, and so its approval changed."""

    __tablename__ = "indicator_reissues"
    __table_args__ = (Index("uq_indicator_reissues_seq", "space", "seq", unique=True),)

    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigInteger)
    province_code: Mapped[str] = mapped_column(String(2))
    commune_code: Mapped[str | None] = mapped_column(String(5))


class IndicatorRecipient(Spaced, Base):
    """An address that new values of a set in a province are pushed to, up to `sent_seq` so far.

    `address` and `secret` are sealed (`kit.sealed`) and never shown again.
    """

    __tablename__ = "indicator_recipients"
    __table_args__ = (
        CheckConstraint("format IN ('json', 'csv', 'sdmx-csv')", name="format"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index(
            "uq_indicator_recipients_name",
            "space",
            "name",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    secret: Mapped[str | None]
    shown: Mapped[str]
    set_code: Mapped[str] = mapped_column(ForeignKey("indicator_sets.code"))
    province_code: Mapped[str] = mapped_column(String(2))
    format: Mapped[str]
    sent_seq: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    created_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    removed_at: Mapped[datetime | None] = mapped_column(Timestamp)


class IndicatorPush(Spaced, Base):
    """The receipt of one batch for one recipient: the values after `after_seq` up to `last_seq`."""

    __tablename__ = "indicator_pushes"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        CheckConstraint("space = 'live'", name="live_only"),
        Index("uq_indicator_pushes_range", "recipient", "after_seq", unique=True),
        Index("ix_indicator_pushes_waiting", "next_at", postgresql_where=text("state = 'waiting'")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    recipient: Mapped[uuid.UUID] = mapped_column(ForeignKey("indicator_recipients.id"))
    province_code: Mapped[str] = mapped_column(String(2))
    after_seq: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    last_error: Mapped[str | None]
    last_at: Mapped[datetime | None] = mapped_column(Timestamp)
    next_at: Mapped[datetime | None] = mapped_column(Timestamp, server_default=text("now()"))
    sending_until: Mapped[datetime | None] = mapped_column(Timestamp)
    delivered_at: Mapped[datetime | None] = mapped_column(Timestamp)
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
