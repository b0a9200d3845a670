"""Tables of incidents and of the states they went through."""

import uuid
from datetime import datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class Incident(Spaced, Base):
    """A reported incident. Reporter's and incident's position are kept apart, each with accuracy (m) and method."""

    __tablename__ = "incidents"
    __table_args__ = (
        CheckConstraint("severity BETWEEN 1 AND 5", name="severity"),
        CheckConstraint("geom IS NOT NULL OR commune_code IS NOT NULL", name="placed"),
        Index("ix_incidents_space_known", "space", "known_at", "id"),
        Index("ix_incidents_space_commune", "space", "commune_code"),
        Index("ix_incidents_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str]
    severity: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str | None]
    occurred_at: Mapped[datetime] = mapped_column(Timestamp)
    clock_doubtful: Mapped[bool] = mapped_column(server_default=text("false"))
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    geom_3857: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 3857, spatial_index=False))
    accuracy_m: Mapped[float | None]
    method: Mapped[str]
    reporter_geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    reporter_accuracy_m: Mapped[float | None]
    reporter_method: Mapped[str | None]
    commune_code: Mapped[str | None]
    outside_scope: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str] = mapped_column(server_default=text("'reported'"))
    reported_by: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    received_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("clock_timestamp()"))
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


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
