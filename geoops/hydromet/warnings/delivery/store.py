"""Queries of recipients and receipts."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.delivery.models import Delivery, Subscription


async def add(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert a recipient; False where its name is taken."""
    result = await session.execute(
        pg_insert(Subscription).values(**values).on_conflict_do_nothing().returning(text("true"))
    )
    return result.first() is not None


async def subscriptions(session: AsyncSession) -> Sequence[Subscription]:
    """The recipients in the caller's scope, by name."""
    return list(
        await session.scalars(
            select(Subscription).where(Subscription.removed_at.is_(None)).order_by(Subscription.name)
        )
    )


async def get(
    session: AsyncSession, subscription_id: uuid.UUID, *, for_update: bool = False
) -> Subscription | None:
    """A recipient that was not removed; kept from others where asked for."""
    query = select(Subscription).where(Subscription.id == subscription_id, Subscription.removed_at.is_(None))
    return await session.scalar(query.with_for_update() if for_update else query)


async def readdress(
    session: AsyncSession, subscription_id: uuid.UUID, sealed: Mapping[str, str | None]
) -> None:
    """Put a sealed address and secret in the place of what is kept; not of one that was removed meanwhile."""
    await session.execute(
        update(Subscription)
        .where(Subscription.id == subscription_id, Subscription.removed_at.is_(None))
        .values(**sealed)
    )


_SEND_NOW = text("""
UPDATE alert_deliveries AS delivery
SET state = 'waiting', next_at = CASE WHEN sending_until > now() THEN next_at ELSE now() END,
    attempts = CASE delivery.state WHEN 'given_up' THEN 1 ELSE attempts END
FROM alerts AS alert
WHERE delivery.subscription_id = :id AND alert.id = delivery.alert_id
  AND (delivery.state = 'waiting'
       OR delivery.state = 'given_up' AND delivery.last_error = :because AND alert.state = 'issued'
          AND alert.expires_at > now())
""")


async def send_now(session: AsyncSession, subscription_id: uuid.UUID, because: str) -> None:
    """Let what waits be sent now, and what was given up for a reason and is in force once more."""
    await session.execute(_SEND_NOW, {"id": subscription_id, "because": because})


async def remove(session: AsyncSession, subscription_id: uuid.UUID) -> None:
    """Take a recipient out; its receipts stay, what still waits is given up."""
    await session.execute(
        update(Subscription)
        .where(Subscription.id == subscription_id)
        .values(removed_at=func.now(), address="", secret=None)
    )
    await session.execute(
        update(Delivery)
        .where(Delivery.subscription_id == subscription_id, Delivery.state == "waiting")
        .values(state="given_up", last_error="the recipient was removed", next_at=None)
    )


async def queue(
    session: AsyncSession, alert_id: uuid.UUID, provinces: Sequence[str], severities: Sequence[str]
) -> int:
    """A receipt for every recipient that a warning is for, also those outside the caller's scope; how many are new."""
    return int(
        await session.scalar(
            text("SELECT queue_alert_deliveries(:alert_id, :provinces, :severities)"),
            {"alert_id": alert_id, "provinces": list(provinces), "severities": list(severities)},
        )
        or 0
    )


_DUE = text("""
SELECT delivery.id, delivery.subscription_id, delivery.attempts
FROM alert_deliveries AS delivery
WHERE delivery.state = 'waiting' AND delivery.next_at <= now()
ORDER BY delivery.attempts, delivery.next_at LIMIT 1000
""")


async def due(session: AsyncSession) -> Sequence[RowMapping]:
    """Receipts whose turn it is, those that were never tried first."""
    return (await session.execute(_DUE)).mappings().all()


_WHOLE = text("""
SELECT delivery.id, delivery.state, delivery.attempts, delivery.next_at, delivery.subscription_id,
       wanted.kind, wanted.address, wanted.secret, wanted.language, wanted.removed_at, wanted.name,
       alert.id AS alert_id, alert.message_type, alert.status, alert.hazard, alert.severity, alert.texts,
       alert.issued_at, alert.expires_at, alert.commune_codes, alert.document, alert.space
FROM alert_deliveries AS delivery
JOIN alert_subscriptions AS wanted ON wanted.id = delivery.subscription_id
JOIN alerts AS alert ON alert.id = delivery.alert_id
WHERE delivery.id = :id
FOR UPDATE OF delivery SKIP LOCKED
""")


async def whole(session: AsyncSession, delivery_id: int) -> RowMapping | None:
    """A receipt with its recipient and warning, held until the end of the transaction; None where somebody holds it."""
    return (await session.execute(_WHOLE, {"id": delivery_id})).mappings().one_or_none()


async def claim(session: AsyncSession, delivery_id: int, until: timedelta) -> None:
    """One more attempt begins; nobody else takes the receipt before `until` from now."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(
            attempts=Delivery.attempts + 1,
            last_at=func.now(),
            next_at=func.now() + until,
            sending_until=func.now() + until,
        )
    )


async def postpone(session: AsyncSession, delivery_id: int, wait: timedelta) -> None:
    """Not now, and no attempt is counted."""
    await session.execute(
        update(Delivery).where(Delivery.id == delivery_id).values(next_at=func.now() + wait)
    )


async def settle(
    session: AsyncSession, delivery_id: int, *, state: str, error: str | None, wait: timedelta | None
) -> None:
    """What became of an attempt."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "waiting")
        .values(
            state=state,
            last_error=error,
            sending_until=None,
            next_at=func.now() + wait if wait is not None else None,
            delivered_at=func.now() if state == "delivered" else None,
        )
    )


async def busy(session: AsyncSession, subscription_id: uuid.UUID) -> bool:
    """Whether something is on its way to a recipient now; whoever asks waits for others who ask."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"recipient:{subscription_id}"},
    )
    return bool(
        await session.scalar(
            select(func.count()).where(
                Delivery.subscription_id == subscription_id, Delivery.sending_until > func.clock_timestamp()
            )
        )
    )


async def recent(session: AsyncSession, subscription_id: uuid.UUID, within: timedelta) -> int:
    """How many attempts a recipient had lately."""
    return int(
        await session.scalar(
            select(func.count()).where(
                Delivery.subscription_id == subscription_id, Delivery.last_at > func.now() - within
            )
        )
        or 0
    )


_PAGE = text("""
SELECT delivery.id, delivery.alert_id, alert.texts #>> '{vi,headline}' AS headline, delivery.subscription_id,
       wanted.name AS recipient, wanted.kind, wanted.shown, delivery.state, delivery.attempts, delivery.last_error,
       delivery.last_at, delivery.next_at, delivery.delivered_at
FROM alert_deliveries AS delivery
JOIN alert_subscriptions AS wanted ON wanted.id = delivery.subscription_id
JOIN alerts AS alert ON alert.id = delivery.alert_id
WHERE (CAST(:alert_id AS uuid) IS NULL OR alert.chain_id = (SELECT chain_id FROM alerts WHERE id = :alert_id))
  AND (CAST(:after AS bigint) IS NULL OR delivery.id < :after)
ORDER BY delivery.id DESC LIMIT :rows
""")


async def page(
    session: AsyncSession, *, alert_id: uuid.UUID | None, after: int | None, limit: int
) -> Sequence[RowMapping]:
    """Up to `limit + 1` receipts, newest first: all, or those of one warning's chain."""
    binds: dict[str, datetime | uuid.UUID | int | None] = {
        "alert_id": alert_id,
        "after": after,
        "rows": limit + 1,
    }
    return (await session.execute(_PAGE, binds)).mappings().all()
