"""The change log: every operational write adds a row here in its own transaction, and every reader reads it in order.

Why a reader neither skips nor repeats: `docs/decisions/0002-change-log-order.md`.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
import structlog
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.context import EVERYWHERE
from geoops.kit.db import CHANNEL, Database, libpq_url, mark_changed
from geoops.kit.models import ChangeRow

log = structlog.get_logger(__name__)

IDLE_POLL_S = 1.0
"""A reader looks by itself this often, so that a wake-up lost with a killed writer costs a second, not a change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log. `recorded_at` is the space's clock, `at` the time the thing was true."""

    seq: int
    recorded_at: datetime
    space: str
    actor: str
    domain: str
    entity: str
    entity_id: str
    op: str
    commune_code: str | None
    at: datetime | None
    payload: dict[str, Any] = field(default_factory=dict)
    everyone: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The shape it has in `/api/changes` and on the stream."""
        return {
            "seq": self.seq,
            "recorded_at": self.recorded_at.isoformat(),
            "space": self.space,
            "actor": self.actor,
            "domain": self.domain,
            "entity": self.entity,
            "entity_id": self.entity_id,
            "op": self.op,
            "commune_code": self.commune_code,
            "at": self.at.isoformat() if self.at else None,
            "payload": self.payload,
        }


_COLUMNS = (
    ChangeRow.seq,
    ChangeRow.recorded_at,
    ChangeRow.space,
    ChangeRow.actor,
    ChangeRow.domain,
    ChangeRow.entity,
    ChangeRow.entity_id,
    ChangeRow.op,
    ChangeRow.commune_code,
    ChangeRow.at,
    ChangeRow.payload,
    ChangeRow.everyone,
)


async def record(
    session: AsyncSession,
    *,
    domain: str,
    entity: str,
    entity_id: str,
    op: str,
    commune_code: str | None = None,
    at: datetime | None = None,
    payload: dict[str, Any] | None = None,
    everyone: bool = False,
) -> None:
    """Append to the log, in the transaction of the write itself. The actor and the space are the transaction's.

    Who hears of it: those whose scope holds the commune; without a commune, province and nation scopes; with
    `everyone`, all who may see the map (the weather, reference data: what is not scoped itself).

    Append last: from here to the end of the transaction readers wait at this point of the log.
    """
    await session.execute(
        insert(ChangeRow)
        .values(
            domain=domain,
            entity=entity,
            entity_id=entity_id,
            op=op,
            commune_code=commune_code,
            at=at,
            payload=payload or {},
            everyone=everyone,
        )
        .inline()
    )
    mark_changed(session)


async def record_all(session: AsyncSession, entries: Sequence[dict[str, Any]]) -> None:
    """Append many entries at once, each with the arguments of `record`."""
    if entries:
        blank: dict[str, Any] = {"commune_code": None, "at": None, "payload": {}, "everyone": False}
        await session.execute(insert(ChangeRow).inline(), [blank | entry for entry in entries])
        mark_changed(session)


async def bound(session: AsyncSession) -> int:
    """The highest number below which no open transaction can still add. Read it *before* reading rows."""
    return int(await session.scalar(select(func.change_bound())) or 0)


READ_AT_ONCE = 500


async def read_after(session: AsyncSession, after: int, limit: int = READ_AT_ONCE) -> list[Change]:
    """What the caller may see of the log after `after`, in order, up to where it is settled.

    Two statements in a READ COMMITTED transaction: the bound first, then the rows, so that every transaction
    that could have a number up to the bound is over when the rows are read.
    """
    settled = await bound(session)
    if settled <= after:
        return []
    rows = await session.execute(
        select(*_COLUMNS)
        .where(ChangeRow.seq > after, ChangeRow.seq <= settled)
        .order_by(ChangeRow.seq)
        .limit(limit)
    )
    return [Change(*row) for row in rows]


async def read_recent(
    session: AsyncSession, limit: int = 50, known_at: datetime | None = None
) -> list[Change]:
    """The newest entries the caller may see, newest first; with `known_at`, as known then."""
    settled = await bound(session)
    query = select(*_COLUMNS).where(ChangeRow.seq <= settled, ChangeRow.space == func.current_space())
    if known_at is not None:
        query = query.where(ChangeRow.recorded_at <= known_at)
    rows = await session.execute(query.order_by(ChangeRow.seq.desc()).limit(limit))
    return [Change(*row) for row in rows]


async def read_entity(
    session: AsyncSession, domain: str, entity: str, entity_id: str, *, after: int = 0, limit: int = 500
) -> list[Change]:
    """What the caller may see of the log about one thing, oldest first, also what this transaction has added."""
    rows = await session.execute(
        select(*_COLUMNS)
        .where(
            ChangeRow.domain == domain,
            ChangeRow.entity == entity,
            ChangeRow.entity_id == entity_id,
            ChangeRow.space == func.current_space(),
            ChangeRow.seq > after,
        )
        .order_by(ChangeRow.seq)
        .limit(limit)
    )
    return [Change(*row) for row in rows]


async def latest_by_entity(session: AsyncSession) -> Sequence[tuple[str, str, str, int]]:
    """`(space, domain, entity, highest settled seq)`: where the versions of layers start from."""
    settled = await bound(session)
    rows = await session.execute(
        select(ChangeRow.space, ChangeRow.domain, ChangeRow.entity, func.max(ChangeRow.seq))
        .where(ChangeRow.seq <= settled)
        .group_by(ChangeRow.space, ChangeRow.domain, ChangeRow.entity)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


Listener = Callable[[Sequence[Change]], Awaitable[None] | None]


class Follower:
    """Reads the log as it grows, once per process, and hands each batch to its listeners in order.

    A listener is a plain or async function that must be quick. `catch_up()` returns when everything
    committed before the call has been handed out.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: list[Listener] = []
        self._lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self.last_seq = 0

    def subscribe(self, listener: Listener) -> None:
        """Have the listener called with every further batch."""
        self._listeners.append(listener)

    async def start_from_now(self) -> None:
        """Begin after what the log holds already."""
        async with self._database.transaction(EVERYWHERE) as session:
            self.last_seq = await bound(session)

    async def catch_up(self) -> None:
        """Hand out all that is settled now."""
        async with self._lock:
            while True:
                async with self._database.transaction(EVERYWHERE) as session:
                    batch = await read_after(session, self.last_seq)
                if batch:
                    self.last_seq = batch[-1].seq
                    for listener in self._listeners:
                        result = listener(batch)
                        if result is not None:
                            await result
                if len(batch) < READ_AT_ONCE:
                    return

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Follower"]:
        """Follow in the background for the length of the block."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._follow())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_POLL_S):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self.catch_up()
            except Exception as error:  # the database may be away for a while: say so and go on
                log.warning("change_log_unreadable", error=str(error))
                await asyncio.sleep(IDLE_POLL_S)

    async def _listen(self) -> None:
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    libpq_url(self._database.url), autocommit=True
                )
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for _ in connection.notifies():
                        self._wake.set()
            except Exception as error:
                log.warning("change_log_wakeups_lost", error=str(error))
                await asyncio.sleep(IDLE_POLL_S)
