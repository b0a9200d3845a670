"""Tables of events and of the damage reported in them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")
_KNOWN = text("space_now()")


class DisasterEvent(Base):
    """A spell of disaster (đợt thiên tai) that damage is counted for. Without an end it goes on."""

    __tablename__ = "disaster_events"
    __table_args__ = (CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),)

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime | None] = mapped_column(Timestamp)
    created_by: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class DamageReport(Base):
    """What one commune reports for an event.

    `measure` says what its figures are: all since the event began (`cumulative`, up to `as_of`), those of a period
    (`period`, `starts_at` to `as_of`), or those of one incident (`incident`, at `as_of`). A report that another
    replaces was valid until `replaced_at`, and stays readable.
    """

    __tablename__ = "damage_reports"
    __table_args__ = (
        ForeignKeyConstraint(["space", "event_id"], ["disaster_events.space", "disaster_events.id"]),
        CheckConstraint("(measure = 'period') = (starts_at IS NOT NULL)", name="period_has_start"),
        CheckConstraint("starts_at IS NULL OR starts_at < as_of", name="starts_before_end"),
        Index("ix_damage_reports_event", "space", "event_id", "commune_code", "as_of"),
        Index("ix_damage_reports_known", "space", "known_at", "id"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    stage: Mapped[str]
    measure: Mapped[str]
    starts_at: Mapped[datetime | None] = mapped_column(Timestamp)
    as_of: Mapped[datetime] = mapped_column(Timestamp)
    incident_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    replaces: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    replaced_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    replaced_at: Mapped[datetime | None] = mapped_column(Timestamp)
    reason: Mapped[str | None]
    note: Mapped[str | None]
    reported_by: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class DamageFigure(Base):
    """A figure of a report, in the item's unit, beside what was written. `part` is empty for the whole figure."""

    __tablename__ = "damage_figures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "report_id"], ["damage_reports.space", "damage_reports.id"], ondelete="CASCADE"
        ),
        CheckConstraint("quantity >= 0", name="not_negative"),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    report_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True, server_default=text("''"))
    commune_code: Mapped[str]
    quantity: Mapped[float]
    written_quantity: Mapped[float]
    written_unit: Mapped[str]
    needs_confirmation: Mapped[bool]


class DamageConfirmation(Base):
    """That a second person stands for a figure."""

    __tablename__ = "damage_confirmations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "report_id"], ["damage_reports.space", "damage_reports.id"], ondelete="CASCADE"
        ),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    report_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    commune_code: Mapped[str]
    confirmed_by: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)


class DamageVictim(Base):
    """A person behind a figure. Personal data: read by those who need it, never in the change log or a layer."""

    __tablename__ = "damage_victims"
    __table_args__ = (
        ForeignKeyConstraint(
            ["space", "report_id"], ["damage_reports.space", "damage_reports.id"], ondelete="CASCADE"
        ),
    )

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    report_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str]
    item: Mapped[str]
    name: Mapped[str]
    birth_year: Mapped[int | None]
    sex: Mapped[str | None]
    home: Mapped[str | None]
    note: Mapped[str | None]
    written_by: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=_KNOWN)
