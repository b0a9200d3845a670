"""The table of codes of one's own."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


class IndicatorCode(Base):
    """A code that somebody proposes for the open list of a dimension, and what was decided, by whom and when.

    `code` is made by the system when it is approved and never again used for anything else. `plain` is the Vietnamese
    name without marks and capitals. From `valid_to` on no new value takes the code; `version` rises with every step.
    """

    __tablename__ = "indicator_codes"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'refused')", name="state"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
        CheckConstraint("decided_by <> proposer", name="two_people"),
        CheckConstraint("(state = 'approved') = (code IS NOT NULL)", name="coded"),
        CheckConstraint("valid_to IS NULL OR state = 'approved'", name="closed"),
        Index("uq_indicator_codes_code", "code", unique=True),
        Index(
            "uq_indicator_codes_name",
            "dimension", "plain",
            unique=True,
            postgresql_where=text("state <> 'refused'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    dimension: Mapped[str] = mapped_column(String)
    code: Mapped[str | None]
    name_vi: Mapped[str]
    name_en: Mapped[str | None]
    note: Mapped[str | None]
    plain: Mapped[str]
    proposer: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    proposed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    state: Mapped[str] = mapped_column(server_default="proposed")
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(Timestamp)
    reason: Mapped[str | None]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
