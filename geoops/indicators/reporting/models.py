"""Tables of reporting: one row per report of an office for a period, and every step that it took."""

from datetime import datetime
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
