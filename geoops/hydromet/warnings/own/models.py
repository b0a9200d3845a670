"""The table of our own warnings: one row per message, from its first draft on."""

import uuid
from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_NONE = text("'{}'")
_OPEN = text("state IN ('draft', 'review', 'approved')")
_HEAD = text("state = 'issued' AND message_type <> 'Cancel'")


class Alert(Spaced, Base):
    """A message of ours. `chain_id` is the first message of its chain, `previous_id` the one it follows.

    `document` is what was issued, byte for byte. `geom` covers the communes (EPSG:4326); `authors` are all who wrote
    any of it. In force from `issued_at` until `expires_at`, or `ended_at` where it was superseded or cancelled.
    """

    __tablename__ = "alerts"
    __table_args__ = (
        CheckConstraint("message_type IN ('Alert', 'Update', 'Cancel')", name="message_type"),
        CheckConstraint(
            "state IN ('draft', 'review', 'approved', 'issued', 'superseded', 'cancelled', 'expired', 'discarded')",
            name="state",
        ),
        CheckConstraint(
            "(issued_at IS NULL) = (document IS NULL) AND (issued_at IS NULL) = (identifier IS NULL)",
            name="issued_whole",
        ),
        CheckConstraint(
            "issued_at IS NULL OR message_type = 'Cancel' OR NOT reviewed_by = ANY (authors)",
            name="reviewed_by_another",
        ),
        Index("ix_alerts_space_state", "space", "state"),
        Index("ix_alerts_space_issued", "space", "issued_at", "id"),
        Index("ix_alerts_commune_codes", "commune_codes", postgresql_using="gin"),
        Index("ix_alerts_geom_3857", "geom_3857", postgresql_using="gist"),
        Index("uq_alerts_open", "chain_id", unique=True, postgresql_where=_OPEN),
        Index("uq_alerts_head", "chain_id", unique=True, postgresql_where=_HEAD),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    previous_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("alerts.id"))
    message_type: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    hazard: Mapped[str]
    severity: Mapped[str]
    certainty: Mapped[str]
    urgency: Mapped[str | None]
    onset_at: Mapped[datetime | None] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
    values: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=_NONE)
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSONB, server_default=_NONE)
    texts_by_hand: Mapped[bool] = mapped_column(server_default=text("false"))
    bulletin: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    commune_codes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NONE)
    boundary_version: Mapped[int | None]
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", 4326, spatial_index=False))
    geom_3857: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", 3857, spatial_index=False))
    communes_km2: Mapped[float | None]
    covered_km2: Mapped[float | None]
    note: Mapped[str | None]
    authors: Mapped[list[str]] = mapped_column(ARRAY(String))
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    changed_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    submitted_by: Mapped[str | None]
    reviewed_by: Mapped[str | None]
    reviewed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    review_note: Mapped[str | None]
    issued_by: Mapped[str | None]
    issued_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_by: Mapped[str | None]
    end_reason: Mapped[str | None]
    status: Mapped[str | None]
    sender: Mapped[str | None]
    identifier: Mapped[str | None]
    document: Mapped[bytes | None] = mapped_column(LargeBinary)
    signed: Mapped[bool] = mapped_column(server_default=text("false"))
