"""Tables of feeds: their runs, how each stands, what was taken already, and those that were added over the API."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_KNOWN = text("space_now()")
_NONE = text("0")


class FeedRun(Base):
    """One run of a feed, whether it brought anything or failed. Times are those of the space's clock.

    `cause` says why it ran: `schedule`, `hand`, `again` (then `again_of` is the run whose raw answer was decoded
    again) or `replay`. `raw` names the kept answer under the home folder, null where none is kept (any more).
    `newest_at` is the newest time of measurement that it brought.
    """

    __tablename__ = "feed_runs"
    __table_args__ = (Index("ix_feed_runs_space_feed_started_at", "space", "feed", "started_at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    feed: Mapped[str]
    cause: Mapped[str] = mapped_column(server_default=text("'schedule'"))
    actor: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    started_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
    finished_at: Mapped[datetime | None] = mapped_column(Timestamp)
    took_s: Mapped[float | None]
    attempts: Mapped[int] = mapped_column(server_default=_NONE)
    parts: Mapped[int] = mapped_column(server_default=_NONE)
    fetched_bytes: Mapped[int] = mapped_column(BigInteger, server_default=_NONE)
    decoded: Mapped[int] = mapped_column(server_default=_NONE)
    new: Mapped[int] = mapped_column(server_default=_NONE)
    changed: Mapped[int] = mapped_column(server_default=_NONE)
    unchanged: Mapped[int] = mapped_column(server_default=_NONE)
    refused: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    refused_count: Mapped[int] = mapped_column(server_default=_NONE)
    newest_at: Mapped[datetime | None] = mapped_column(Timestamp)
    error: Mapped[dict[str, str] | None] = mapped_column(JSONB)
    raw: Mapped[str | None]
    raw_bytes: Mapped[int | None] = mapped_column(BigInteger)
    again_of: Mapped[int | None] = mapped_column(BigInteger)


class FeedStanding(Base):
    """How a feed stands: its circuit breaker, when it was last asked, and the newest time of measurement it brought.

    `failures` counts the failed runs in a row. While `retry_at` lies ahead the breaker is open and the feed is not
    asked by the schedule.
    """

    __tablename__ = "feed_standings"

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    feed: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(server_default=_NONE)
    opened_at: Mapped[datetime | None] = mapped_column(Timestamp)
    retry_at: Mapped[datetime | None] = mapped_column(Timestamp)
    asked_at: Mapped[datetime | None] = mapped_column(Timestamp)
    newest_at: Mapped[datetime | None] = mapped_column(Timestamp)


class FeedMark(Base):
    """Something of a source that was taken in: a file with its size and time, a message id."""

    __tablename__ = "feed_marks"

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    feed: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(BigInteger)
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class FeedConfigRow(Base):
    """A feed that was added over the API. `config` holds names of secrets, never a secret."""

    __tablename__ = "feed_configs"

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    name: Mapped[str] = mapped_column(primary_key=True)
    config: Mapped[dict[str, Any]] = mapped_column(JSONB)
    set_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    set_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
