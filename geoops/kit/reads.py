"""Reads that are asked for many times a second: one prepared statement, one round trip, the caller's context.

The way through SQLAlchemy (a session, a check of the connection, BEGIN, the context, the query, COMMIT: five round
trips) costs more processor time than cutting most tiles. Here the context and the query are sent together in libpq's
pipeline mode. Up to its synchronisation a pipeline is one transaction, so the context is set for that query alone and
row-level security applies as everywhere.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg import generators
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from geoops.kit.context import Context
from geoops.kit.errors import UnknownSpace

ENTER = """
SELECT set_config('geoops.space', :space, true) IS NOT NULL
   AND set_config('geoops.actor', :actor, true) IS NOT NULL
   AND set_config('geoops.scope', :scope, true) IS NOT NULL
   AND (:space = '*' OR EXISTS (SELECT FROM spaces WHERE name = :space))
"""
"""Sets the context for the transaction; false where there is no such space (`*` is all of them, for readers)."""

MOST_PREPARED = 500
_OIDS = {"text": 25, "smallint": 21, "integer": 23, "double precision": 701, "timestamptz": 1184}

_SERVER_GONE = (None, "57P01", "57P02", "57P03")
"""SQLSTATE of a lost connection: none from libpq itself, else that the server shuts down or starts up."""

Bind = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with numbered binds, their names in that order and the numbers of their types.

    `keep_plan` has the server plan it once per connection. Without, it is planned for the values at hand: for what
    joins many rows, where a plan for nothing in particular would be a bad one.
    """

    sql: bytes
    names: tuple[str, ...]
    oids: tuple[int, ...]
    keep_plan: bool = True

    @classmethod
    def of(cls, sql: str, types: Mapping[str, str], *, keep_plan: bool = True) -> "Statement":
        """From SQL with `:name` binds; `types` gives each its type: text, smallint, integer, double precision, timestamptz."""
        compiled = text(sql).compile(dialect=postgresql.dialect(paramstyle="numeric_dollar"))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects untyped
        names = tuple(compiled.positiontup or ())
        return cls(str(compiled).encode(), names, tuple(_OIDS[types[name]] for name in names), keep_plan)


_ENTER = Statement.of(ENTER, {"space": "text", "actor": "text", "scope": "text"})


class Reads:
    """A few connections for such reads, opened when first needed."""

    def __init__(self, conninfo: str, options: str, size: int) -> None:
        self.conninfo = conninfo
        self.options = options
        self._turns = asyncio.Semaphore(size)
        self._idle: list[_Connection] = []
        self._closed = False

    async def scalar(self, context: Context, statement: Statement, binds: Mapping[str, Bind]) -> bytes | None:
        """The first column of the first row in PostgreSQL's binary form (text and bytea: as they are).

        Raises UnknownSpace, and psycopg's errors. A connection that turns out to be gone is replaced once.
        """
        async with self._turns:
            try:
                return await self._ask(context, statement, binds)
            except psycopg.OperationalError as error:
                if error.sqlstate not in _SERVER_GONE:
                    raise
                await self._close_idle()  # whatever waited is gone with it
                return await self._ask(context, statement, binds)

    async def _ask(self, context: Context, statement: Statement, binds: Mapping[str, Bind]) -> bytes | None:
        connection = self._idle.pop() if self._idle else await self._connect()
        try:
            return await connection.scalar(context, statement, binds)
        finally:
            if connection.usable and not self._closed:
                self._idle.append(connection)
            else:
                await connection.close()

    async def close(self) -> None:
        """Close the connections; those at work close when they are done."""
        self._closed = True
        await self._close_idle()

    async def _connect(self) -> "_Connection":
        return _Connection(
            await psycopg.AsyncConnection.connect(
                self.conninfo, autocommit=True, options=self.options, connect_timeout=10
            )
        )

    async def _close_idle(self) -> None:
        while self._idle:
            await self._idle.pop().close()


class _Connection:
    """One connection with its prepared statements."""

    def __init__(self, connection: psycopg.AsyncConnection[Any]) -> None:
        self._connection = connection
        self._prepared: dict[bytes, bytes] = {}
        self._numbers = itertools.count()
        self._broken = False

    @property
    def usable(self) -> bool:
        """Whether it can be given to the next."""
        return not self._broken and not self._connection.closed and len(self._prepared) < MOST_PREPARED

    async def close(self) -> None:
        with contextlib.suppress(psycopg.Error):
            await self._connection.close()

    async def scalar(self, context: Context, statement: Statement, binds: Mapping[str, Bind]) -> bytes | None:
        entering = {"space": context.space, "actor": context.actor, "scope": str(context.scope)}
        self._broken = True  # until the whole exchange is over
        entered, found = await self._connection.wait(
            self._exchange(self._connection.pgconn, ((_ENTER, entering), (statement, binds)))
        )
        self._broken = False
        for result in (entered, found):
            if result.status != ExecStatus.TUPLES_OK:
                raise psycopg.errors.error_from_result(result)
        if entered.get_value(0, 0) != b"\x01":
            raise UnknownSpace
        return found.get_value(0, 0) if found.ntuples else None

    def _exchange(
        self, pgconn: PGconn, asked: tuple[tuple[Statement, Mapping[str, Bind]], ...]
    ) -> Generator[Any, Any, list[PGresult]]:
        """Send all, then read all: the result of each, in order."""
        pgconn.enter_pipeline_mode()
        fresh = [self._send(pgconn, statement, binds) for statement, binds in asked]
        pgconn.pipeline_sync()
        yield from generators.send(pgconn)
        results: list[PGresult] = []
        while True:
            result = yield from generators.fetch(pgconn)
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                break
            results.append(result)
        pgconn.exit_pipeline_mode()
        return self._without_preparing(results, asked, fresh)

    def _send(self, pgconn: PGconn, statement: Statement, binds: Mapping[str, Bind]) -> bool:
        """Send one statement; says whether it had to be prepared before."""
        values = [_encoded(binds[name]) for name in statement.names]
        if not statement.keep_plan:
            pgconn.send_query_params(
                statement.sql, values, param_types=statement.oids, result_format=Format.BINARY
            )
            return False
        name = self._prepared.get(statement.sql)
        fresh = name is None
        if name is None:
            name = self._prepared[statement.sql] = b"r%d" % next(self._numbers)
            pgconn.send_prepare(name, statement.sql, param_types=statement.oids)
        pgconn.send_query_prepared(name, values, result_format=Format.BINARY)
        return fresh

    def _without_preparing(
        self,
        results: list[PGresult],
        asked: tuple[tuple[Statement, Mapping[str, Bind]], ...],
        fresh: list[bool],
    ) -> list[PGresult]:
        """The results of the queries: that of a preparation counts only where it failed."""
        left = iter(results)
        kept = []
        for (statement, _), prepared_now in zip(asked, fresh, strict=True):
            result = next(left)
            if prepared_now:
                following = next(left)
                if result.status == ExecStatus.COMMAND_OK:
                    result = following
                else:
                    del self._prepared[statement.sql]
            kept.append(result)
        return kept


def _encoded(value: Bind) -> bytes | None:
    if value is None:
        return None
    return (value.isoformat() if isinstance(value, datetime) else str(value)).encode()
