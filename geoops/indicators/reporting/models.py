"""Tables of reporting: one row per report of an office for a period, and every step that it took."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Integer, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_STATES = "'draft', 'submitted', 'returned', 'approved', 'locked', 'reopened'"


class IndicatorReport(Spaced, Base):
    """The report of an office for a period, of a commune or (without one) of the province itself.

    `passed` counts the steps of approval since it was last submitted, `actors` are those who acted since then.
    `explanations` say why figures that a check warned of are right, by indicator.
    """

    __tablename__ = "indicator_reports"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        Index(
            "uq_indicator_reports_duty",
            "space", "set_code", "office", "period", "province_code", "commune_code",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    set_code: Mapped[str] = mapped_column(ForeignKey("indicator_sets.code"))
    office: Mapped[str]
    period: Mapped[str] = mapped_column(ForeignKey("indicator_periods.id"))
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    state: Mapped[str]
    passed: Mapped[int] = mapped_column(Integer)
    actors: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    explanations: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))
    due_at: Mapped[datetime] = mapped_column(Timestamp)
    submitted_at: Mapped[datetime | None] = mapped_column(Timestamp)
    changed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class IndicatorReportStep(Spaced, Base):
    """One step of a report: who did what, from which state to which, and why."""

    __tablename__ = "indicator_report_steps"
    __table_args__ = (Index("ix_indicator_report_steps_report", "report"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("indicator_reports.id"))
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    action: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    actor: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    reason: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class IndicatorAssignment(Spaced, Base):
    """A person who answers for what an office reports at a place, from a day on: its officer, the substitute of one
    for a stretch of days, or somebody of an office that is jointly responsible. `ended_at`: taken back."""

    __tablename__ = "indicator_assignments"
    __table_args__ = (
        CheckConstraint("part IN ('officer', 'substitute', 'joint')", name="part"),
        CheckConstraint("until_day >= from_day", name="days"),
        CheckConstraint("part <> 'substitute' OR until_day IS NOT NULL", name="substitute"),
        Index(
            "ix_indicator_assignments_office",
            "space", "set_code", "office", "province_code", "commune_code",
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    set_code: Mapped[str] = mapped_column(ForeignKey("indicator_sets.code"))
    office: Mapped[str]
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    part: Mapped[str]
    person: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    reason: Mapped[str | None]
    given_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    given_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)


class IndicatorReminder(Spaced, Base):
    """A reminder (đôn đốc) that went out. `turn` is its place among the reminders of its report, so that none goes
    out twice; `people` are those it named."""

    __tablename__ = "indicator_reminders"
    __table_args__ = (
        CheckConstraint("level IN ('before', 'after', 'escalated')", name="level"),
        Index(
            "uq_indicator_reminders_turn",
            "space", "set_code", "office", "period", "province_code", "commune_code", "turn",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    set_code: Mapped[str]
    office: Mapped[str]
    period: Mapped[str]
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    turn: Mapped[int] = mapped_column(Integer)
    level: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(Timestamp)
    people: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class IndicatorAnalysis(Spaced, Base):
    """Analysis or forecast in words beside a value. Rows are added, never altered; an empty text takes one back."""

    __tablename__ = "indicator_analyses"
    __table_args__ = (
        CheckConstraint("kind IN ('analysis', 'forecast')", name="kind"),
        Index(
            "uq_indicator_analyses_current",
            "space", "indicator", "period", "province_code", "commune_code", "kind",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator_nodes.code"))
    period: Mapped[str] = mapped_column(ForeignKey("indicator_periods.id"))
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    kind: Mapped[str]
    body: Mapped[str | None]
    written_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)
