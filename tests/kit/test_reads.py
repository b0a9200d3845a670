"""Quick reads: the caller's context for one query and no longer, and connections that outlive faults."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import psycopg
import pytest

from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import UnknownSpace
from geoops.kit.reads import Reads, Statement

SCOPE = Statement.of("SELECT current_setting('geoops.scope')", {})
BROKEN = Statement.of("SELECT 1 / :zero", {"zero": "integer"})
PID = Statement.of("SELECT pg_backend_pid()::text", {})
SLEEP = Statement.of("SELECT pg_sleep(:seconds)::text", {"seconds": "double precision"})


@pytest.fixture
async def reads(db: Database) -> AsyncIterator[Reads]:
    """One connection, so that whatever one read leaves behind meets the next."""
    one = Reads(db.reads.conninfo, db.reads.options, 1)
    yield one
    await one.close()


def person(scope: str) -> Context:
    return Context("somebody", Scope.parse(scope))


async def test_each_read_has_its_own_context(reads: Reads) -> None:
    for scope in ("15", "vn", "12,52", ""):
        assert await reads.scalar(person(scope), SCOPE, {}) == scope.encode()


async def test_the_context_ends_with_the_read(reads: Reads) -> None:
    await reads.scalar(person("15"), SCOPE, {})
    left = await reads._idle[0]._connection.execute("SELECT current_setting('geoops.scope', true)")
    assert await left.fetchone() == ("",)


async def test_a_space_that_was_never_made(reads: Reads) -> None:
    with pytest.raises(UnknownSpace):
        await reads.scalar(Context("somebody", Scope.parse("vn"), "khong-co"), SCOPE, {})
    assert await reads.scalar(person("15"), SCOPE, {}) == b"15"


@pytest.mark.parametrize("keep_plan", [True, False])
async def test_a_query_that_fails_leaves_the_connection_to_the_next(reads: Reads, keep_plan: bool) -> None:
    statement = Statement(BROKEN.sql, BROKEN.names, BROKEN.oids, keep_plan)
    for _ in range(3):
        with pytest.raises(psycopg.errors.DivisionByZero):
            await reads.scalar(SYSTEM, statement, {"zero": 0})
        assert await reads.scalar(SYSTEM, statement, {"zero": 1}) == b"\x00\x00\x00\x01"


async def test_a_query_that_cannot_be_prepared(reads: Reads) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        await reads.scalar(SYSTEM, Statement.of("SELECT FROM nothing_here", {}), {})
    assert await reads.scalar(person("15"), SCOPE, {}) == b"15"


async def test_a_lost_connection_is_replaced(reads: Reads, db: Database) -> None:
    pid = await reads.scalar(SYSTEM, PID, {})
    assert pid is not None
    async with await psycopg.AsyncConnection.connect(db.reads.conninfo, autocommit=True) as owner:
        await owner.execute("SELECT pg_terminate_backend(%s)", (int(pid),))
    assert await reads.scalar(SYSTEM, PID, {}) != pid


async def test_a_reader_who_leaves_does_not_spoil_the_connection(reads: Reads) -> None:
    leaving = asyncio.create_task(reads.scalar(SYSTEM, SLEEP, {"seconds": 60.0}))
    await asyncio.sleep(0.2)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert await asyncio.wait_for(reads.scalar(person("15"), SCOPE, {}), 10) == b"15"


async def test_more_readers_than_connections(reads: Reads) -> None:
    scopes = [str(number) for number in range(10, 40)]
    found = await asyncio.gather(*(reads.scalar(person(scope), SCOPE, {}) for scope in scopes))
    assert found == [scope.encode() for scope in scopes]


async def test_times_are_times(reads: Reads) -> None:
    statement = Statement.of(
        "SELECT to_char(:at - interval '1 hour', 'YYYY-MM-DD HH24')", {"at": "timestamptz"}
    )
    at = datetime(2026, 7, 22, 0, 30, tzinfo=UTC)
    assert await reads.scalar(SYSTEM, statement, {"at": at}) == b"2026-07-21 23"
    assert await reads.scalar(SYSTEM, statement, {"at": None}) is None
