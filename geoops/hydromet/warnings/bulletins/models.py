"""The table of CAP messages that came from others."""

import uuid
from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import Index, LargeBinary, SmallInteger, String, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp

_NONE = text("'{}'")
_NO_ROWS = text("'[]'")


class Bulletin(Spaced, Base):
    """A message as it came: its bytes, what they say, and where. `(sender, identifier, sent)` is its identity.

    `official` says that its sender is on the operator's list; `level` the risk level that it states, if it does.
    In force from `begins_at` until `expires_at`, or `ended_at` where a later message replaced or cancelled it.
    """

    __tablename__ = "bulletins"
    __table_args__ = (
        UniqueConstraint("space", "sender", "identifier", "sent", name="uq_bulletins_identity"),
        Index("ix_bulletins_space_begins", "space", "begins_at"),
        Index("ix_bulletins_commune_codes", "commune_codes", postgresql_using="gin"),
        Index("ix_bulletins_geom_3857", "geom_3857", postgresql_using="gist"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    sender: Mapped[str]
    identifier: Mapped[str]
    sent: Mapped[datetime] = mapped_column(Timestamp)
    status: Mapped[str]
    message_type: Mapped[str]
    scope: Mapped[str]
    sender_name: Mapped[str | None]
    official: Mapped[bool]
    level: Mapped[int | None] = mapped_column(SmallInteger)
    categories: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NONE)
    urgency: Mapped[str | None]
    severity: Mapped[str | None]
    certainty: Mapped[str | None]
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSONB, server_default=_NONE)
    begins_at: Mapped[datetime] = mapped_column(Timestamp)
    onset_at: Mapped[datetime | None] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
    expiry_stated: Mapped[bool]
    references: Mapped[list[dict[str, Any]]] = mapped_column("refs", JSONB, server_default=_NO_ROWS)
    area_desc: Mapped[str | None]
    commune_codes: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=_NONE)
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", 4326, spatial_index=False))
    geom_3857: Mapped[WKBElement | None] = mapped_column(Geometry("MULTIPOLYGON", 3857, spatial_index=False))
    original: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    signature: Mapped[str]
    signer: Mapped[str | None]
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=_NO_ROWS)
    came_by: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))
    ended_at: Mapped[datetime | None] = mapped_column(Timestamp)
    ended_known_at: Mapped[datetime | None] = mapped_column(Timestamp)
