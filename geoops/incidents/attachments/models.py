"""Tables of attachments and of uploads on their way."""

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Spaced, Timestamp


class Attachment(Spaced, Base):
    """A photo or voice note; the files lie in the folder of its id.

    `exif_*` is what the photo says of itself, `distance_m` and `minutes_apart` how that compares with the report.
    """

    __tablename__ = "incident_attachments"
    __table_args__ = (
        CheckConstraint("sort IN ('photo', 'audio')", name="sort"),
        UniqueConstraint("incident_id", "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    sort: Mapped[str]
    media_type: Mapped[str]
    filename: Mapped[str | None]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int | None]
    height: Mapped[int | None]
    exif_lon: Mapped[float | None]
    exif_lat: Mapped[float | None]
    exif_at: Mapped[datetime | None] = mapped_column(Timestamp)
    distance_m: Mapped[float | None]
    minutes_apart: Mapped[float | None]
    added_by: Mapped[str]
    known_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("space_now()"))


class Upload(Spaced, Base):
    """A file on its way in pieces. `received` bytes are on the disk for sure; `finished_at` once it is an attachment."""

    __tablename__ = "incident_uploads"
    __table_args__ = (Index("ix_incident_uploads_expires_at", "expires_at"),)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    incident_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("incidents.id", ondelete="CASCADE"))
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    filename: Mapped[str | None]
    created_by: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Timestamp)
    finished_at: Mapped[datetime | None] = mapped_column(Timestamp)
