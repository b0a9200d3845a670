"""Attachments as they go out."""

import uuid
from datetime import datetime

from pydantic import BaseModel

from geoops.incidents.attachments.models import Attachment


class AttachmentOut(BaseModel):
    """A photo or voice note. `distance_m` and `minutes_apart` compare what the photo says of itself with the report;
    the exact place and time it says are in the original, for those who manage incidents."""

    id: uuid.UUID
    incident_id: uuid.UUID
    sort: str
    media_type: str
    filename: str | None
    size_bytes: int
    width: int | None
    height: int | None
    distance_m: float | None
    minutes_apart: float | None
    added_by: str
    known_at: datetime
    shown_url: str
    thumb_url: str | None

    @classmethod
    def of(cls, row: Attachment) -> "AttachmentOut":
        """From the table."""
        base = f"/api/incidents/{row.incident_id}/attachments/{row.id}"
        return cls(
            id=row.id,
            incident_id=row.incident_id,
            sort=row.sort,
            media_type=row.media_type,
            filename=row.filename,
            size_bytes=row.size_bytes,
            width=row.width,
            height=row.height,
            distance_m=row.distance_m,
            minutes_apart=row.minutes_apart,
            added_by=row.added_by,
            known_at=row.known_at,
            shown_url=f"{base}/shown",
            thumb_url=f"{base}/thumb" if row.sort == "photo" else None,
        )


class AttachmentsOut(BaseModel):
    """The attachments of an incident, oldest first."""

    items: list[AttachmentOut]
