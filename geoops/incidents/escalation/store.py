"""Queries of recipients on the ladder and of the messages to them."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.escalation.models import EscalationMessage, EscalationRecipient


async def add(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """Add a recipient; False where the name is taken."""
    added = await session.scalar(
        pg_insert(EscalationRecipient)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(EscalationRecipient.id)
    )
    return added is not None


async def recipients(session: AsyncSession) -> Sequence[EscalationRecipient]:
    """Those of the caller's scope that were not taken out, by level and name."""
    return (
        await session.scalars(
            select(EscalationRecipient)
            .where(
                EscalationRecipient.removed_at.is_(None), EscalationRecipient.space == func.current_space()
            )
            .order_by(EscalationRecipient.least_level, EscalationRecipient.name)
        )
    ).all()


async def recipient(
    session: AsyncSession, recipient_id: uuid.UUID, *, for_update: bool = False
) -> EscalationRecipient | None:
    """One of the caller's scope that was not taken out."""
    query = (
        select(EscalationRecipient)
        .where(EscalationRecipient.id == recipient_id, EscalationRecipient.removed_at.is_(None))
        .execution_options(populate_existing=True)
    )
    found: EscalationRecipient | None = await session.scalar(query.with_for_update() if for_update else query)
    return found


async def change(session: AsyncSession, recipient_id: uuid.UUID, values: Mapping[str, Any]) -> bool:
    """Change a recipient; False where the name is taken."""
    try:
        async with session.begin_nested():
            await session.execute(
                update(EscalationRecipient)
                .where(EscalationRecipient.id == recipient_id, EscalationRecipient.removed_at.is_(None))
                .values(**values)
            )
    except IntegrityError:
        return False
    return True


async def waiting_trial(session: AsyncSession, recipient_id: uuid.UUID) -> int | None:
    """A trial message to a recipient that is still on its way."""
    found: int | None = await session.scalar(
        select(EscalationMessage.id).where(
            EscalationMessage.recipient_id == recipient_id,
            EscalationMessage.state == "waiting",
            EscalationMessage.incidents == [],
        )
    )
    return found


async def hasten(session: AsyncSession, message_id: int, claimed_for: timedelta) -> None:
    """Let a message that waits for another attempt have it now; one whose attempt may be under way stays."""
    await session.execute(
        update(EscalationMessage)
        .where(
            EscalationMessage.id == message_id,
            EscalationMessage.state == "waiting",
            EscalationMessage.last_at < func.now() - claimed_for,
        )
        .values(next_at=func.now())
    )


async def remove(session: AsyncSession, recipient_id: uuid.UUID) -> str | None:
    """Take a recipient out and forget its address; its name, or None where there is none. What waits is given up."""
    name = await session.scalar(
        update(EscalationRecipient)
        .where(EscalationRecipient.id == recipient_id, EscalationRecipient.removed_at.is_(None))
        .values(removed_at=func.now(), address="", secret=None)
        .returning(EscalationRecipient.name)
    )
    if name is not None:
        await session.execute(
            update(EscalationMessage)
            .where(EscalationMessage.recipient_id == recipient_id, EscalationMessage.state == "waiting")
            .values(state="given_up", last_error="the recipient was removed", next_at=None)
        )
    return name


async def queue(session: AsyncSession, messages: Sequence[Mapping[str, Any]]) -> None:
    """Write messages that wait to be sent."""
    await session.execute(insert(EscalationMessage), [dict(message) for message in messages])


async def queue_trial(session: AsyncSession, recipient_id: uuid.UUID, raised_at: datetime) -> int:
    """Write a message without incidents; its number."""
    number = await session.execute(
        insert(EscalationMessage)
        .values(recipient_id=recipient_id, incidents=[], raised_at=raised_at)
        .returning(EscalationMessage.id)
    )
    return int(number.scalar_one())


async def due(session: AsyncSession) -> Sequence[tuple[int, int]]:
    """Messages whose turn it is and how often they were tried, those never tried first."""
    rows = await session.execute(
        select(EscalationMessage.id, EscalationMessage.attempts)
        .where(EscalationMessage.state == "waiting", EscalationMessage.next_at <= func.now())
        .order_by(EscalationMessage.attempts, EscalationMessage.next_at)
        .limit(1000)
    )
    return [(row[0], row[1]) for row in rows]


_CLAIMED = text("""
UPDATE escalation_messages AS message
SET attempts = attempts + 1, last_at = now(), next_at = now() + :claimed_for
FROM escalation_recipients AS recipient
WHERE message.id = (
    SELECT id FROM escalation_messages
    WHERE id = :id AND state = 'waiting' AND next_at <= now() FOR UPDATE SKIP LOCKED
  )
  AND recipient.id = message.recipient_id AND recipient.removed_at IS NULL
RETURNING message.id, message.attempts, message.incidents, message.raised_at, recipient.id AS recipient_id, recipient.kind,
          recipient.address, recipient.secret
""")


async def claim(session: AsyncSession, message_id: int, claimed_for: timedelta) -> RowMapping | None:
    """One attempt begins: the message with its recipient. None where it is not its turn, or somebody has it."""
    return (
        (await session.execute(_CLAIMED, {"id": message_id, "claimed_for": claimed_for}))
        .mappings()
        .one_or_none()
    )


async def settle(
    session: AsyncSession, message_id: int, *, state: str, error: str | None, wait: timedelta | None
) -> None:
    """What became of an attempt."""
    await session.execute(
        update(EscalationMessage)
        .where(EscalationMessage.id == message_id, EscalationMessage.state == "waiting")
        .values(
            state=state,
            last_error=error,
            next_at=func.now() + wait if wait is not None else None,
            delivered_at=func.now() if state == "delivered" else None,
        )
    )


async def messages(
    session: AsyncSession, limit: int, after: int | None, incident_id: uuid.UUID | None
) -> Sequence[tuple[EscalationMessage, EscalationRecipient]]:
    """Messages to recipients of the caller's scope, newest first, up to `limit + 1`."""
    query = (
        select(EscalationMessage, EscalationRecipient)
        .join(EscalationRecipient, EscalationRecipient.id == EscalationMessage.recipient_id)
        .where(EscalationMessage.space == func.current_space())
    )
    if after is not None:
        query = query.where(EscalationMessage.id < after)
    if incident_id is not None:
        query = query.where(EscalationMessage.incidents.contains([{"incident_id": str(incident_id)}]))
    rows = await session.execute(query.order_by(EscalationMessage.id.desc()).limit(limit + 1))
    return [(row[0], row[1]) for row in rows]
