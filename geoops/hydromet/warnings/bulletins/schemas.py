"""Bulletins as they go out over HTTP."""

import uuid
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from geoops.hydromet.warnings.own.schemas import PlaceOut, WordOut
from geoops.kit.schemas import TextOut


class NoteOut(BaseModel):
    """Something odd in a document that was taken in all the same, with its line."""

    row: int | None
    field: str | None
    reason: TextOut


class BulletinOut(BaseModel):
    """A CAP message of somebody else. `level` is the official risk level that it states, null where it states none."""

    kind: Literal["bulletin"] = "bulletin"
    id: uuid.UUID
    sender: str
    identifier: str
    sent: datetime
    status: str
    message_type: str
    sender_name: str
    label: TextOut
    official: bool
    level: int | None
    severity: WordOut | None
    urgency: WordOut | None
    certainty: WordOut | None
    texts: dict[str, dict[str, str]]
    begins_at: datetime
    onset_at: datetime | None
    expires_at: datetime
    expiry_stated: bool
    ended_at: datetime | None
    in_force: bool
    area_desc: str | None
    communes: list[PlaceOut]
    signature: str
    signature_label: TextOut
    signer: str | None
    notes: list[NoteOut]
    came_by: str
    known_at: datetime
    original_url: str


class BulletinDetail(BulletinOut):
    """A bulletin with its polygons (GeoJSON, EPSG:4326)."""

    geometry: dict[str, Any] | None


class ImportOut(BaseModel):
    """What became of a document: new, or there already."""

    new: bool
    bulletin: BulletinOut
