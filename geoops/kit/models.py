"""Tables of the kit, and the columns that tables of the domains share."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    FetchedValue,
    Float,
    ForeignKey,
    Index,
    Sequence,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import UserDefinedType

from geoops.kit.db import Base

Timestamp = DateTime(timezone=True)


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction number."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


class Spaced:
    """A row that belongs to a space: live, a replay or a drill. The space is that of the transaction."""

    @declared_attr
    @classmethod
    def space(cls) -> Mapped[str]:
        """The space's name."""
        return mapped_column(
            String, ForeignKey("spaces.name"), server_default=text("current_space()"), nullable=False
        )


class SpaceRow(Base):
    """A space and its clock; see `kit.spaces` for how the clock is read."""

    __tablename__ = "spaces"
    __table_args__ = (
        CheckConstraint("kind IN ('live', 'replay', 'drill')", name="kind"),
        CheckConstraint("name ~ '^[a-z0-9][a-z0-9-]{0,62}$'", name="name"),
        CheckConstraint("(kind = 'live') = (anchor_event IS NULL)", name="clock"),
        CheckConstraint("speed >= 0", name="speed"),
    )

    name: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str]
    title_vi: Mapped[str]
    title_en: Mapped[str]
    starts_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ends_at: Mapped[datetime | None] = mapped_column(Timestamp)
    anchor_event: Mapped[datetime | None] = mapped_column(Timestamp)
    anchor_wall: Mapped[datetime | None] = mapped_column(Timestamp)
    runs_until: Mapped[datetime | None] = mapped_column(Timestamp)
    speed: Mapped[float] = mapped_column(Float, server_default=text("1"))
    shown_first: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))


changes_seq = Sequence("changes_seq", metadata=Base.metadata)


class ChangeRow(Base):
    """One row per operational write (one per batch for bulk feeds). Only ever appended to.

    `seq` and `txid` are set by the trigger `changes_number`, in the order that makes reading safe.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index("ix_changes_space_seq", "space", "seq"),
        Index("ix_changes_entity", "domain", "entity", "entity_id"),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, server_default=FetchedValue()
    )
    txid: Mapped[int] = mapped_column(Xid8)
    recorded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    wall_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    space: Mapped[str] = mapped_column(
        String, ForeignKey("spaces.name"), server_default=text("current_space()")
    )
    actor: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    domain: Mapped[str]
    entity: Mapped[str]
    entity_id: Mapped[str]
    op: Mapped[str]
    commune_code: Mapped[str | None]
    at: Mapped[datetime | None] = mapped_column(Timestamp)
    everyone: Mapped[bool] = mapped_column(server_default=text("false"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
