"""Tables of the indicator catalogue, its periods and values."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_EMPTY = text("'{}'")


class IndicatorSet(Base):
    """An indicator set: a provincial decision, or the reference indicators of the system.

    `decision_number` and `valid_from` are null where the text at hand is an unsigned draft.
    """

    __tablename__ = "indicator_sets"
    __table_args__ = (
        CheckConstraint("kind IN ('decision', 'reference')", name="kind"),
        CheckConstraint("level IN ('province', 'commune')", name="level"),
    )

    code: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str]
    title_vi: Mapped[str]
    title_en: Mapped[str]
    level: Mapped[str]
    province_code: Mapped[str | None]
    decision_number: Mapped[str | None]
    decision_date: Mapped[date | None]
    issuer: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    text_seen: Mapped[str]
    notes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    file: Mapped[str]
    sha256: Mapped[str]
    loaded_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))


class IndicatorGroup(Base):
    """A group of a set. `state` says whether its rows are here, and if not, what is waited for."""

    __tablename__ = "indicator_groups"
    __table_args__ = (
        CheckConstraint(
            "state IN ('listed', 'not_entered', 'awaiting_guidance', 'appendix_not_seen')", name="state"
        ),
    )

    set_code: Mapped[str] = mapped_column(ForeignKey("indicator_sets.code"), primary_key=True)
    code: Mapped[str] = mapped_column(String, primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    name_vi: Mapped[str]
    name_en: Mapped[str]
    state: Mapped[str]
    emergency: Mapped[bool]
    open: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    decision: Mapped[str | None]
    notes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)


class IndicatorAmendment(Base):
    """A later decision that changed a set; the rows and groups that it added or ended carry its number."""

    __tablename__ = "indicator_amendments"

    set_code: Mapped[str] = mapped_column(ForeignKey("indicator_sets.code"), primary_key=True)
    number: Mapped[str] = mapped_column(String, primary_key=True)
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    title_vi: Mapped[str]
    title_en: Mapped[str]


class IndicatorNode(Base):
    """A row of the catalogue: as printed, with the sensible reading beside it. A heading holds no value.

    `unit`, `frequencies` and the offices' codes follow the reading where there is one. `valid_to` ends a row that
    an amendment took out; its values stay. `dropped_at` marks one that is no longer in the catalogue files.
    `proposal` is set on a component that people added to an open list.
    """

    __tablename__ = "indicator_nodes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["set_code", "group_code"],
            ["indicator_groups.set_code", "indicator_groups.code"],
            name="fk_indicator_nodes_group",
        ),
        Index("ix_indicator_nodes_place", "set_code", "group_code", "position"),
    )

    code: Mapped[str] = mapped_column(String, primary_key=True)
    set_code: Mapped[str]
    group_code: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("indicator_nodes.code"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str]
    section: Mapped[str | None]
    stt: Mapped[str | None]
    item: Mapped[int | None] = mapped_column(Integer)
    name_vi: Mapped[str]
    name_en: Mapped[str]
    unit_printed: Mapped[str | None]
    unit: Mapped[str | None]
    scope: Mapped[str | None]
    frequency_printed: Mapped[str | None]
    frequencies: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    disaggregation: Mapped[str | None]
    responsible: Mapped[str | None]
    responsible_offices: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    coordinating: Mapped[str | None]
    coordinating_offices: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    database: Mapped[str | None]
    database_owner: Mapped[str | None]
    data_source: Mapped[str | None]
    value_kinds: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    holds_value: Mapped[bool]
    open: Mapped[bool]
    computed_from: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    notes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    reading: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_EMPTY)
    printed: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_EMPTY)
    dimensions: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_EMPTY)
    over_places: Mapped[str] = mapped_column(server_default="none")
    over_time: Mapped[str] = mapped_column(server_default="none")
    weight: Mapped[str | None]
    derived: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    decision: Mapped[str | None]
    dropped_at: Mapped[datetime | None] = mapped_column(Timestamp)
    proposal: Mapped[int | None] = mapped_column(ForeignKey("indicator_proposals.id", use_alter=True))


class IndicatorProposal(Base):
    """A component indicator that somebody proposes for an open list, and what was decided, by whom and when."""

    __tablename__ = "indicator_proposals"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'approved', 'refused')", name="state"),
        CheckConstraint("(state = 'proposed') = (decided_by IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    parent_code: Mapped[str] = mapped_column(ForeignKey("indicator_nodes.code"))
    name_vi: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str | None]
    frequency: Mapped[str | None]
    responsible: Mapped[str | None]
    value_kind: Mapped[str]
    over_places: Mapped[str]
    over_time: Mapped[str]
    grounds: Mapped[str]
    proposer: Mapped[str] = mapped_column(server_default=text("current_actor()"))
    proposed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    state: Mapped[str] = mapped_column(server_default="proposed")
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None] = mapped_column(Timestamp)
    reason: Mapped[str | None]
    node_code: Mapped[str | None] = mapped_column(ForeignKey("indicator_nodes.code"))


class IndicatorPeriod(Base):
    """A period for which values are kept; `starts_at` in it, `ends_at` the first moment after."""

    __tablename__ = "indicator_periods"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="order"),)

    id: Mapped[str] = mapped_column(String, primary_key=True)
    kind: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Timestamp)
    ends_at: Mapped[datetime] = mapped_column(Timestamp)


class IndicatorValue(Spaced, Base):
    """A value of an indicator for a period and a commune, or for a province. Rows are added, never altered: a newer
    one supersedes the one before, which says until when it was current.

    `commune_code` null means the province as a whole. `value` null says that the value is known to be missing, for
    the reason in `note`. `nature` tells what happened from plans and estimates. `units_from` is the first day of
    the units that `commune_code` belongs to: a code of before July 2025 is another unit today. `province_code` is
    always that of today. `reason` says why an earlier value was changed.
    """

    __tablename__ = "indicator_values"
    __table_args__ = (
        CheckConstraint("value > '-Infinity' AND value < 'Infinity'", name="finite"),
        CheckConstraint("nature IN ('actual', 'plan', 'estimate', 'scenario', 'forecast')", name="nature"),
        Index(
            "uq_indicator_values_current",
            "space", "indicator", "period", "nature", "dimensions", "units_from", "province_code", "commune_code",
            unique=True,
            postgresql_include=["value"],
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
        Index(
            "ix_indicator_values_history",
            "space", "indicator", "period", "province_code", "commune_code", "known_at",
            postgresql_where=text("superseded_at IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator_nodes.code"))
    period: Mapped[str] = mapped_column(ForeignKey("indicator_periods.id"))
    province_code: Mapped[str]
    commune_code: Mapped[str | None]
    nature: Mapped[str] = mapped_column(server_default="actual")
    dimensions: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_EMPTY)
    units_from: Mapped[date]
    value: Mapped[float | None] = mapped_column(Float)
    value_text: Mapped[str | None]
    note: Mapped[str | None]
    boundary_version: Mapped[int | None] = mapped_column(Integer)
    method: Mapped[str]
    source: Mapped[str]
    reason: Mapped[str | None]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    superseded_at: Mapped[datetime | None] = mapped_column(Timestamp)
    entered_by: Mapped[str] = mapped_column(server_default=text("current_actor()"))


class ReferenceValue(Base):
    """A value that the system computed from reference data: the same in every space, open to all who see the map."""

    __tablename__ = "indicator_reference_values"

    indicator: Mapped[str] = mapped_column(ForeignKey("indicator_nodes.code"), primary_key=True)
    boundary_version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    commune_code: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[float | None] = mapped_column(Float)
    class_name: Mapped[str | None]
    inputs: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=_EMPTY)
    reason_vi: Mapped[str | None]
    reason_en: Mapped[str | None]
    source: Mapped[str]
    computed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
