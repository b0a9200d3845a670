"""A file becomes an attachment: identified, drawn, compared with the report, kept once."""

import asyncio
import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service as incidents
from geoops.incidents import store as incidents_store
from geoops.incidents.attachments import content, store
from geoops.incidents.attachments.errors import AttachmentConflict, TooMany, UnknownAttachment
from geoops.incidents.attachments.models import Attachment
from geoops.incidents.attachments.storage import ORIGINAL, SHOWN, THUMB, Storage
from geoops.incidents.errors import UnknownIncident
from geoops.incidents.placing import metres_between
from geoops.incidents.recording import record
from geoops.incidents.store import Found
from geoops.kit.input import BadText, clean_text

MOST_PER_INCIDENT = 60
_drawing = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was looked into, and can be kept."""

    path: Path
    size: int
    sha256: bytes
    identified: content.Identified
    photo: content.Photo | None


async def prepare(path: Path) -> Prepared:
    """Look into a file, without a transaction open. One photo is decoded at a time.

    Raises TypeRefused, TooLarge, TooManyPixels, Unreadable.
    """
    async with _drawing:
        return await asyncio.to_thread(_prepare, path)


def _prepare(path: Path) -> Prepared:
    identified = content.identify(path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    photo = content.draw(path) if identified.sort == "photo" else None
    return Prepared(path, path.stat().st_size, digest, identified, photo)


async def keep(
    session: AsyncSession,
    storage: Storage,
    incident_id: uuid.UUID,
    attachment_id: uuid.UUID,
    prepared: Prepared,
    filename: str | None,
    added_by: str,
) -> tuple[Attachment, bool]:
    """Keep a file with an incident; the second value says whether it is new there.

    The same bytes again, whatever they are called, are the attachment that is there already. Raises UnknownIncident,
    AttachmentConflict, TooMany, StorageFull.
    """
    found = await incidents_store.get(session, incident_id, for_update=True)
    if found is None:
        raise UnknownIncident
    known = await store.same(session, incident_id, prepared.sha256)
    if known is not None:
        return known, False
    if found.row.attachments >= MOST_PER_INCIDENT:
        raise TooMany
    distance_m, minutes_apart = _compared(found, prepared.photo)
    photo = prepared.photo
    added = await store.add(
        session,
        {
            "id": attachment_id,
            "incident_id": incident_id,
            "sort": prepared.identified.sort,
            "media_type": prepared.identified.media_type,
            "filename": clean_name(filename),
            "size_bytes": prepared.size,
            "sha256": prepared.sha256,
            "width": photo.width if photo else None,
            "height": photo.height if photo else None,
            "exif_lon": photo.lon if photo else None,
            "exif_lat": photo.lat if photo else None,
            "exif_at": photo.taken_at if photo else None,
            "distance_m": distance_m,
            "minutes_apart": minutes_apart,
            "added_by": added_by,
        },
    )
    if not added:
        raise AttachmentConflict
    drawn = {SHOWN: photo.shown, THUMB: photo.thumb} if photo else {}
    await asyncio.to_thread(storage.keep, attachment_id, prepared.path, drawn)
    await incidents_store.change(
        session, incident_id, {"attachments": found.row.attachments + 1}, counts=False
    )
    row = await store.get(session, attachment_id)
    assert row is not None
    await record(
        session,
        found,
        "attach",
        {
            "attachment": str(attachment_id),
            "sort": prepared.identified.sort,
            "distance_m": distance_m,
            "minutes_apart": minutes_apart,
        },
    )
    return row, True


def _compared(found: Found, photo: content.Photo | None) -> tuple[float | None, float | None]:
    """How far from the incident and how long after (minutes; before: negative) the photo says it was taken."""
    if photo is None:
        return None, None
    distance = minutes = None
    if photo.lon is not None and photo.lat is not None and found.lon is not None and found.lat is not None:
        distance = round(metres_between((photo.lon, photo.lat), (found.lon, found.lat)), 1)
    if photo.taken_at is not None:
        minutes = round((photo.taken_at - found.row.occurred_at).total_seconds() / 60, 1)
    return distance, minutes


async def listing(session: AsyncSession, incident_id: uuid.UUID) -> list[Attachment]:
    """The attachments of an incident, oldest first. Raises UnknownIncident."""
    await incidents.found(session, incident_id)
    return await store.of_incidents(session, [incident_id])


async def file(
    session: AsyncSession, storage: Storage, incident_id: uuid.UUID, attachment_id: uuid.UUID, name: str
) -> tuple[Attachment, Path]:
    """An attachment and one of its files: `shown`, `thumb` or `original`. Raises UnknownAttachment."""
    row = await store.get(session, attachment_id)
    if row is None or row.incident_id != incident_id:
        raise UnknownAttachment
    wanted = {"shown": SHOWN if row.sort == "photo" else ORIGINAL, "thumb": THUMB, "original": ORIGINAL}[name]
    path = storage.file(attachment_id, wanted)
    if not path.is_file():
        raise UnknownAttachment
    return row, path


def clean_name(filename: str | None) -> str | None:
    """A file's name for people to read; it is never used as a path."""
    if not filename:
        return None
    try:
        return clean_text(filename.replace("\\", "/").rsplit("/", 1)[-1])[:200] or None
    except BadText:
        return None
