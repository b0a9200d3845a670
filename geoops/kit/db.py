"""The database: one engine, transactions opened with a context, bulk loading by COPY.

Connections run as the role `geoops_app`, which owns nothing; row-level security reads the context that
`Database.transaction` sets for that transaction alone.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import MetaData, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from geoops.kit.context import Context
from geoops.kit.errors import UnknownSpace
from geoops.kit.reads import ENTER, Reads

SEARCH_PATH = "geoops,extensions,public"
APP_ROLE = "geoops_app"
CHANNEL = "geoops_changes"
_CHANGED = "geoops.changed"


class Base(DeclarativeBase):
    """Base of all tables. Constraint names are fixed, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def driver_url(url: str) -> str:
    """Any PostgreSQL address as one of SQLAlchemy's for psycopg 3."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def libpq_url(url: str) -> str:
    """The same address as libpq writes it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


class Database:
    """The database as the application sees it. Make it once per process; `close()` at the end."""

    def __init__(self, url: str, *, pool_size: int = 10, statement_timeout_s: int = 30) -> None:
        self.url = driver_url(url)
        options = (
            f"-c role={APP_ROLE} -c search_path={SEARCH_PATH} -c timezone=UTC "
            f"-c statement_timeout={statement_timeout_s * 1000} -c lock_timeout=10s "
            "-c idle_in_transaction_session_timeout=120s -c jit=off"
        )
        self.reads = Reads(libpq_url(url), options, pool_size)
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=10,
            pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": 10},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def transaction(self, context: Context, *, frozen: bool = False) -> AsyncIterator[AsyncSession]:
        """One transaction in that context: committed at the end of the block, rolled back by any exception.

        `frozen`: all its queries see the database as it was at the first of them, for many figures of one moment.
        Raises UnknownSpace where the context names a space that was never made. Where changes were recorded,
        readers of the change log are woken after the commit.
        """
        async with self._sessions() as session:
            async with session.begin():
                if frozen:
                    await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
                await enter(session, context)
                yield session
            if session.info.pop(_CHANGED, False):
                await self.announce()

    async def announce(self) -> None:
        """Wake the readers of the change log in every process.

        A NOTIFY inside the writing transaction would take a lock over the whole database at commit; here it is a
        transaction of its own. Nothing is lost with it: readers also look by themselves.
        """
        with suppress(Exception):
            async with self.engine.connect() as connection:
                await connection.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
                await connection.commit()

    async def close(self) -> None:
        """Give back all connections."""
        await self.reads.close()
        await self.engine.dispose()


async def enter(session: AsyncSession, context: Context) -> None:
    """Set the context for the transaction that the session is in. Raises UnknownSpace."""
    known = await session.scalar(
        text(ENTER), {"space": context.space, "actor": context.actor, "scope": str(context.scope)}
    )
    if not known:
        raise UnknownSpace


def mark_changed(session: AsyncSession) -> None:
    """Remember that this transaction recorded changes, so that readers are woken after its commit."""
    session.info[_CHANGED] = True


def has_changed(session: AsyncSession) -> bool:
    """Whether changes were recorded in the transaction now open."""
    return bool(session.info.get(_CHANGED))


async def driver_connection(session: AsyncSession) -> psycopg.AsyncConnection[Any]:
    """The psycopg connection behind the session, for COPY."""
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, psycopg.AsyncConnection)
    return driver


async def copy_rows(
    session: AsyncSession,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    types: Sequence[str] | None = None,
) -> None:
    """COPY rows into a table inside the session's transaction. Values are adapted by psycopg (text format).

    With `types`, the PostgreSQL type of each column, the binary format is used, where `bytea` takes EWKB into a
    column of shapes: ten times less work for both sides than hexadecimal text.
    Row-level security forbids COPY into a protected table: COPY into a temporary table, then INSERT … SELECT.
    """
    connection = await driver_connection(session)
    statement = sql.SQL("COPY {} ({}) FROM STDIN {}").format(
        sql.Identifier(*table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL("(FORMAT BINARY)" if types else ""),
    )
    async with connection.cursor() as cursor, cursor.copy(statement) as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            await copy.write_row(row)
