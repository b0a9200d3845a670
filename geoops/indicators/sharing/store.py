"""Queries of sharing."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.models import IndicatorSet
from geoops.indicators.sharing.models import IndicatorPush, IndicatorRecipient, IndicatorTaking

# The numbers of values rise in the order of their commits within a space: whoever writes values, or takes a step with
# their report, holds a lock of that space from before the first number to after the commit. So a reader that asks for
# what comes after a number misses none. A value whose report took a step comes again under the number of its reissue.
_VALUES = """
WITH numbered AS (
  (SELECT value.id AS seq, value.id
   FROM indicator_values AS value JOIN indicator_nodes AS node ON node.code = value.indicator
   WHERE {wanted} AND value.id > :after AND (CAST(:up_to AS bigint) IS NULL OR value.id <= :up_to)
     AND NOT EXISTS (SELECT FROM indicator_reissues AS again WHERE again.value = value.id)
   ORDER BY value.id LIMIT :rows)
  UNION ALL
  (SELECT again.seq, value.id
   FROM indicator_reissues AS again JOIN indicator_values AS value ON value.id = again.value
   JOIN indicator_nodes AS node ON node.code = value.indicator
   WHERE again.space = current_space() AND again.seq > :after
     AND (CAST(:up_to AS bigint) IS NULL OR again.seq <= :up_to) AND {wanted}
   ORDER BY again.seq LIMIT :rows)
  ORDER BY seq LIMIT :rows
)
SELECT numbered.seq, value.indicator, node.name_vi, node.unit_printed AS unit, value.period, value.nature,
       value.dimensions, value.units_from, value.province_code, value.commune_code, value.value, value.value_text,
       value.note, value.method, value.source, value.known_at, period.kind AS period_kind, period.starts_at,
       period.ends_at, nullif(report.state, 'draft') AS approval
FROM numbered JOIN indicator_values AS value ON value.id = numbered.id
JOIN indicator_nodes AS node ON node.code = value.indicator
JOIN indicator_periods AS period ON period.id = value.period
LEFT JOIN indicator_reports AS report ON report.space = value.space AND report.set_code = node.set_code
  AND report.office = node.responsible_offices[1] AND report.period = value.period
  AND report.province_code = value.province_code
  AND report.commune_code IS NOT DISTINCT FROM value.commune_code
ORDER BY numbered.seq
"""
_WANTED = """
       value.space = current_space() AND value.superseded_at IS NULL AND node.set_code = :set_code
   AND (CAST(:period AS text) IS NULL OR value.period = :period)
   AND (CAST(:province AS text) IS NULL OR value.province_code = :province)
   AND (CAST(:commune AS text) IS NULL OR value.commune_code = :commune)
"""
_REISSUE = """
INSERT INTO indicator_reissues (value, seq, province_code, commune_code)
SELECT held.id, nextval(pg_get_serial_sequence('indicator_values', 'id')), held.province_code, held.commune_code
FROM (
  SELECT value.id, value.province_code, value.commune_code
  FROM indicator_values AS value JOIN indicator_nodes AS node ON node.code = value.indicator
  WHERE value.space = current_space() AND value.superseded_at IS NULL AND node.set_code = :set_code
    AND node.responsible_offices[1] = :office AND value.period = :period AND value.province_code = :province
    AND value.commune_code IS NOT DISTINCT FROM CAST(:commune AS text)
  ORDER BY value.id
) AS held
ON CONFLICT (value) DO UPDATE SET seq = EXCLUDED.seq
"""


async def reissue(
    session: AsyncSession, *, set_code: str, office: str, period: str, province: str, commune: str | None
) -> None:
    """Give the current values of a report new numbers. The transaction holds the lock of the writers of values."""
    binds = {
        "set_code": set_code, "office": office, "period": period, "province": province, "commune": commune,
    }  # fmt: skip
    await session.execute(text(_REISSUE), binds)


async def has_set(session: AsyncSession, set_code: str) -> bool:
    """Whether there is such a set."""
    return await session.get(IndicatorSet, set_code) is not None


async def values(
    session: AsyncSession,
    *,
    set_code: str,
    period: str | None,
    province: str | None,
    commune: str | None,
    after: int,
    up_to: int | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Current values of a set after a sequence number, in its order; at most `limit`."""
    binds = {
        "set_code": set_code, "period": period, "province": province, "commune": commune, "after": after,
        "up_to": up_to, "rows": limit,
    }  # fmt: skip
    return [
        dict(row) for row in (await session.execute(text(_VALUES.format(wanted=_WANTED)), binds)).mappings()
    ]


async def note_taking(session: AsyncSession, row: dict[str, Any]) -> None:
    """Write down that somebody took values."""
    await session.execute(insert(IndicatorTaking).values(**row).inline())


async def takings(session: AsyncSession, *, after: int | None, limit: int) -> Sequence[IndicatorTaking]:
    """Who took what, the newest first; one more than `limit`."""
    query = (
        select(IndicatorTaking)
        .where(IndicatorTaking.space == func.current_space())
        .order_by(IndicatorTaking.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(IndicatorTaking.id < after)
    return (await session.scalars(query)).all()


async def add_recipient(session: AsyncSession, row: dict[str, Any]) -> bool:
    """Add a recipient; False where its name is taken."""
    found = await session.execute(
        pg_insert(IndicatorRecipient).values(**row).on_conflict_do_nothing().returning(IndicatorRecipient.id)
    )
    return found.first() is not None


async def recipient(
    session: AsyncSession, recipient_id: uuid.UUID, *, for_update: bool = False
) -> IndicatorRecipient | None:
    """A recipient that was not taken out; kept from others where asked for."""
    query = select(IndicatorRecipient).where(
        IndicatorRecipient.id == recipient_id, IndicatorRecipient.removed_at.is_(None)
    )
    return await session.scalar(query.with_for_update() if for_update else query)


async def recipients(session: AsyncSession) -> Sequence[IndicatorRecipient]:
    """The recipients, by name."""
    query = (
        select(IndicatorRecipient)
        .where(IndicatorRecipient.removed_at.is_(None))
        .order_by(IndicatorRecipient.name)
    )
    return (await session.scalars(query)).all()


async def readdress(session: AsyncSession, recipient_id: uuid.UUID, sealed: Mapping[str, str | None]) -> None:
    """Put a sealed address and secret in the place of what is kept; not of one that was taken out meanwhile."""
    await session.execute(
        update(IndicatorRecipient)
        .where(IndicatorRecipient.id == recipient_id, IndicatorRecipient.removed_at.is_(None))
        .values(**sealed)
    )


async def push_now(session: AsyncSession, recipient_id: uuid.UUID) -> None:
    """Let the batch that did not arrive be tried anew, now; one whose attempt is under way keeps its turn."""
    await session.execute(
        update(IndicatorPush)
        .where(
            IndicatorPush.recipient == recipient_id,
            IndicatorPush.state != "delivered",
            func.coalesce(IndicatorPush.sending_until, func.now()) <= func.now(),
        )
        .values(state="waiting", attempts=0, next_at=func.now())
    )


async def remove_recipient(session: AsyncSession, recipient_id: uuid.UUID) -> None:
    """Take a recipient out and forget its address; what waits for it is given up."""
    await session.execute(
        update(IndicatorRecipient)
        .where(IndicatorRecipient.id == recipient_id)
        .values(removed_at=func.now(), address="", secret=None)
    )
    await session.execute(
        update(IndicatorPush)
        .where(IndicatorPush.recipient == recipient_id, IndicatorPush.state == "waiting")
        .values(state="given_up", last_error="the recipient was removed", next_at=None)
    )


async def idle_recipients(session: AsyncSession) -> Sequence[IndicatorRecipient]:
    """Recipients for whom nothing waits, held until the end of the transaction."""
    waiting = select(IndicatorPush.id).where(
        IndicatorPush.recipient == IndicatorRecipient.id, IndicatorPush.state == "waiting"
    )
    query = (
        select(IndicatorRecipient)
        .where(IndicatorRecipient.removed_at.is_(None), ~waiting.exists())
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


async def add_push(session: AsyncSession, row: dict[str, Any]) -> None:
    """A batch that waits to be sent."""
    await session.execute(pg_insert(IndicatorPush).values(**row).on_conflict_do_nothing())


async def due(session: AsyncSession) -> Sequence[int]:
    """Batches whose turn it is."""
    query = (
        select(IndicatorPush.id)
        .where(IndicatorPush.state == "waiting", IndicatorPush.next_at <= func.now())
        .order_by(IndicatorPush.next_at)
        .limit(100)
    )
    return (await session.scalars(query)).all()


async def claim(
    session: AsyncSession, push_id: int, until: timedelta
) -> tuple[IndicatorPush, IndicatorRecipient] | None:
    """A batch that is due and nobody else sends, for one attempt."""
    row = (
        await session.execute(
            select(IndicatorPush, IndicatorRecipient)
            .join(IndicatorRecipient, IndicatorRecipient.id == IndicatorPush.recipient)
            .where(
                IndicatorPush.id == push_id,
                IndicatorPush.state == "waiting",
                IndicatorPush.next_at <= func.now(),
                IndicatorRecipient.removed_at.is_(None),
            )
            .with_for_update(skip_locked=True)
        )
    ).one_or_none()
    if row is None:
        return None
    await session.execute(
        update(IndicatorPush)
        .where(IndicatorPush.id == push_id)
        .values(
            attempts=IndicatorPush.attempts + 1,
            last_at=func.now(),
            next_at=func.now() + until,
            sending_until=func.now() + until,
        )
        .execution_options(synchronize_session=False)
    )
    return row[0], row[1]


async def settle(
    session: AsyncSession, push_id: int, *, state: str, error: str | None, wait: timedelta | None
) -> bool:
    """What became of an attempt; False where the batch was given up meanwhile."""
    found = await session.execute(
        update(IndicatorPush)
        .where(IndicatorPush.id == push_id, IndicatorPush.state == "waiting")
        .values(
            state=state,
            last_error=error,
            sending_until=None,
            next_at=func.now() + wait if wait is not None else None,
            delivered_at=func.now() if state == "delivered" else None,
        )
        .returning(IndicatorPush.id)
    )
    return found.first() is not None


async def advance(session: AsyncSession, recipient_id: uuid.UUID, seq: int) -> None:
    """A recipient has, or has been spared, everything up to a number."""
    await session.execute(
        update(IndicatorRecipient)
        .where(IndicatorRecipient.id == recipient_id, IndicatorRecipient.sent_seq < seq)
        .values(sent_seq=seq)
    )


async def pushes(
    session: AsyncSession, *, recipient_id: uuid.UUID | None, after: int | None, limit: int
) -> Sequence[IndicatorPush]:
    """Receipts, the newest first; one more than `limit`."""
    query = select(IndicatorPush).order_by(IndicatorPush.id.desc()).limit(limit + 1)
    if recipient_id is not None:
        query = query.where(IndicatorPush.recipient == recipient_id)
    if after is not None:
        query = query.where(IndicatorPush.id < after)
    return (await session.scalars(query)).all()
