"""Tables of incidents, of the states they went through, and of reports that contradict one already kept."""

import uuid
from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    case,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_IN_QUEUE = text("state IN ('reported', 'verified', 'responding') AND merged_into IS NULL")


class Incident(Spaced, Base):
    """A reported incident. Reporter's and incident's position are kept apart, each with accuracy (m) and method.

    `uncertainty_m` is the radius drawn around the position: what was measured, else what the method promises.
    `queue_at` holds its place in the queue (see `urgency`), `level` how far it has climbed since `due_at` passed.
    `merged_into` is the incident that this report is a repeat of; `witnesses` counts those who told of it.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 5", name="severity"),
        CheckConstraint("geom IS NOT NULL OR commune_code IS NOT NULL", name="placed"),
        CheckConstraint("merged_into <> id", name="not_merged_into_itself"),
        Index("ix_incidents_space_known", "space", "known_at", "id"),
        Index("ix_incidents_space_commune", "space", "commune_code"),
        Index("ix_incidents_geom_3857", "geom_3857", postgresql_using="gist"),
        Index("ix_incidents_queue", "space", "queue_at", "id", postgresql_where=_IN_QUEUE),
        Index(
            "ix_incidents_open_geom_3857", "geom_3857", postgresql_using="gist", postgresql_where=_IN_QUEUE
        ),
        Index("ix_incidents_escalate", "space", "escalate_at", postgresql_where=_IN_QUEUE),
        Index("ix_incidents_merged_into", "merged_into", postgresql_where=text("merged_into IS NOT NULL")),
        Index("ix_incidents_reported_by", "reported_by", "known_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str]
    severity: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str | None]
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    doubtful_fields: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    definition_version: Mapped[str | None]
    occurred_at: Mapped[datetime] = mapped_column(Timestamp)
    clock_doubtful: Mapped[bool] = mapped_column(server_default=text("false"))
    clock_offset_s: Mapped[float | None] = mapped_column(Float)
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    geom_3857: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 3857, spatial_index=False))
    accuracy_m: Mapped[float | None]
    method: Mapped[str]
    uncertainty_m: Mapped[float | None]
    circle_3857: Mapped[WKBElement | None] = mapped_column(
        Geometry("POLYGON", 3857, spatial_index=False),
        Computed("incident_circle(geom_3857, uncertainty_m)", persisted=True),
        deferred=True,
    )
    landmark: Mapped[str | None]
    road: Mapped[str | None]
    chainage: Mapped[str | None]
    reporter_geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    reporter_accuracy_m: Mapped[float | None]
    reporter_method: Mapped[str | None]
    reporter_distance_m: Mapped[float | None]
    far_apart: Mapped[bool] = mapped_column(server_default=text("false"))
    commune_code: Mapped[str | None]
    outside_scope: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str] = mapped_column(server_default=text("'reported'"))
    state_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    due_at: Mapped[datetime | None] = mapped_column(Timestamp)
    escalate_at: Mapped[datetime | None] = mapped_column(Timestamp)
    level: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    queue_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    assignee_kind: Mapped[str | None]
    assignee: Mapped[str | None]
    holder: Mapped[str | None]
    held_at: Mapped[datetime | None] = mapped_column(Timestamp)
    seen_at: Mapped[datetime | None] = mapped_column(Timestamp)
    seen_by: Mapped[str | None]
    acted_at: Mapped[datetime | None] = mapped_column(Timestamp)
    merged_into: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("incidents.id"))
    witnesses: Mapped[int] = mapped_column(server_default=text("1"))
    attachments: Mapped[int] = mapped_column(server_default=text("0"))
    reported_by: Mapped[str]
    device_id: Mapped[str | None]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))

    @hybrid_property
    def happened_at(self) -> datetime:
        """When it happened, as far as can be told: a clock that is known to be off says nothing, so the time of arrival
        stands in for it. What is put in order goes by this."""
        return self.known_at if self.clock_doubtful else self.occurred_at

    @happened_at.inplace.expression
    @classmethod
    def _happened_at(cls) -> ColumnElement[datetime]:
        return case((cls.clock_doubtful, cls.known_at), else_=cls.occurred_at)


class IncidentState(Spaced, Base):
    """A state that an incident entered: what it was at any known time follows from these rows."""

    __tablename__ = "incident_states"
    __table_args__ = (Index("ix_incident_states_incident_known", "incident_id", "known_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    state: Mapped[str]
    actor: Mapped[str]
    reason: Mapped[str | None]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class ContradictingReport(Spaced, Base):
    """A report that came under the id of another: refused as a repeat, kept for people to look at."""

    __tablename__ = "incident_contradictions"
    __table_args__ = (UniqueConstraint("incident_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    commune_code: Mapped[str | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    reported_by: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
