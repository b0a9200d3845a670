"""Queries of attachments and uploads."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.attachments.models import Attachment, Upload


async def add(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep an attachment; False where its id, or the same file of the same incident, is there already."""
    result = await session.execute(
        insert(Attachment).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def get(session: AsyncSession, attachment_id: uuid.UUID) -> Attachment | None:
    """The attachment of that id, where the caller may see its incident."""
    return await session.scalar(select(Attachment).where(Attachment.id == attachment_id))


async def same(session: AsyncSession, incident_id: uuid.UUID, sha256: bytes) -> Attachment | None:
    """The attachment of an incident with just these bytes."""
    return await session.scalar(
        select(Attachment).where(Attachment.incident_id == incident_id, Attachment.sha256 == sha256)
    )


async def of_incidents(session: AsyncSession, incident_ids: Sequence[uuid.UUID]) -> list[Attachment]:
    """The attachments of these incidents, oldest first."""
    return list(
        await session.scalars(
            select(Attachment)
            .where(Attachment.incident_id.in_(incident_ids))
            .order_by(Attachment.known_at, Attachment.id)
        )
    )


async def begin(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep an upload; False where its id is taken."""
    result = await session.execute(
        insert(Upload).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def upload(session: AsyncSession, upload_id: uuid.UUID) -> Upload | None:
    """The upload of that id, as it stands in the database now."""
    return await session.scalar(
        select(Upload)
        .where(Upload.id == upload_id, Upload.space == func.current_space())
        .execution_options(populate_existing=True)
    )


async def set_upload(session: AsyncSession, upload_id: uuid.UUID, values: dict[str, Any]) -> None:
    """Set columns of an upload."""
    await session.execute(update(Upload).where(Upload.id == upload_id).values(**values))


async def end(session: AsyncSession, upload_id: uuid.UUID) -> None:
    """Take an upload away."""
    await session.execute(delete(Upload).where(Upload.id == upload_id))


async def end_expired(session: AsyncSession, now: datetime) -> list[uuid.UUID]:
    """Take away the uploads of this space that have run out."""
    return list(await session.scalars(delete(Upload).where(Upload.expires_at < now).returning(Upload.id)))


async def all_ids(session: AsyncSession) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Every attachment and every upload of this space."""
    return (
        set(await session.scalars(select(Attachment.id))),
        set(await session.scalars(select(Upload.id))),
    )
