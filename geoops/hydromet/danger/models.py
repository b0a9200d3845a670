"""Tables of danger: what was said of each commune, which rules are on, and how each did when rehearsed."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Identity, Index, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp

_HERE = text("current_space()")


class CommuneDanger(Base):
    """What one rule said of one commune from `starts_at` until `ends_at` (infinity: still).

    A row is a statement of that time and is never rewritten: later data change what is said from then on. `level` is
    null where nothing could be told, and `reason` says why in codes. `since` is when the level was reached; a further
    row with the same level has newer values in `why`. `falling_since` and `highest` are the working state of the hold.
    """

    __tablename__ = "commune_danger"
    __table_args__ = (
        Index("ix_commune_danger_space_ends_at", "space", "ends_at"),
        Index("ix_commune_danger_space_commune", "space", "commune_code", "starts_at"),
        Index(
            "uq_commune_danger_current",
            "space",
            "rule",
            "commune_code",
            unique=True,
            postgresql_where=text("ends_at = 'infinity'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), server_default=_HERE)
    commune_code: Mapped[str]
    rule: Mapped[str]
    hazard: Mapped[str]
    counts: Mapped[bool]
    level: Mapped[int | None] = mapped_column(SmallInteger)
    at_least: Mapped[bool]
    reason: Mapped[str | None]
    since: Mapped[datetime] = mapped_column(Timestamp)
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("'infinity'"))
    falling_since: Mapped[datetime | None] = mapped_column(Timestamp)
    highest: Mapped[int | None] = mapped_column(SmallInteger)
    value: Mapped[float | None] = mapped_column(Float)
    why: Mapped[dict[str, Any]] = mapped_column(JSONB)


class DangerClock(Base):
    """How far danger has been worked out in a space: the moment, the change log read so far, and by which rules."""

    __tablename__ = "danger_clock"

    space: Mapped[str] = mapped_column(ForeignKey("spaces.name"), primary_key=True, server_default=_HERE)
    evaluated_at: Mapped[datetime] = mapped_column(Timestamp)
    seq: Mapped[int] = mapped_column(BigInteger)
    rules: Mapped[str]


class DangerRule(Base):
    """Whether a rule is on, since when, by whom and why. A rule without a row is as it was delivered."""

    __tablename__ = "danger_rules"

    rule: Mapped[str] = mapped_column(String, primary_key=True)
    is_on: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    changed_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    reason: Mapped[str | None]


class RehearsalCard(Base):
    """How a rule did over an archive. It belongs to the content of the rule that has `version` as its checksum."""

    __tablename__ = "rehearsal_cards"
    __table_args__ = (Index("ix_rehearsal_cards_rule", "rule", "made_at"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    rule: Mapped[str]
    version: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    made_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    archive: Mapped[str]
    from_at: Mapped[datetime] = mapped_column(Timestamp)
    to_at: Mapped[datetime] = mapped_column(Timestamp)
    card: Mapped[dict[str, Any]] = mapped_column(JSONB)


class DangerNormal(Base):
    """A value that a place is compared with (the 95th percentile of its antecedent index), with the product and the
    years that it was made from."""

    __tablename__ = "danger_normals"

    quantity: Mapped[str] = mapped_column(String, primary_key=True)
    commune_code: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[float]
    product: Mapped[str]
    period: Mapped[str]
