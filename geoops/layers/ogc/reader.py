"""A few connections as the role that may read the published views and nothing else, opened when first asked for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import orjson
import structlog
from sqlalchemy.engine import make_url

from geoops.layers.ogc.errors import NO_READER, OgcUnavailable
from geoops.migrations.publishing import PUBLISHED, READER
from geoops.settings import Settings

log = structlog.get_logger(__name__)
CONNECTIONS = 4
"""So many queries of the public at once; the others wait, and the map has connections of its own."""
WAIT_S = 10
STATEMENT_S = 10
_KNOWN = frozenset(
    {"host", "port", "user", "password", "passfile", "sslmode", "sslcert", "sslkey", "sslrootcert"}
)
"""What asyncpg reads of an address. Anything else it would send to the server as a setting."""


def reader_url(settings: Settings, application: str) -> str:
    """Where the reader signs in: as itself if there is an address for it or the cluster is ours; else as the
    application, which then takes its role."""
    if settings.database_reader_url is not None:
        return settings.database_reader_url.get_secret_value()
    url = make_url(application)
    if settings.database_url is None:
        url = url.set(username=READER, password=None)
    return url.render_as_string(hide_password=False)


class Reader:
    """The pool that the library asks. Make it once per process; `close()` at the end."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        query = {name: value for name, value in parsed.query.items() if name in _KNOWN}
        self._dsn = parsed.set(drivername="postgresql", query=query).render_as_string(hide_password=False)
        self._pool: asyncpg.Pool[Any] | None = None
        self._making = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def acquire(self) -> AsyncIterator[Any]:
        """A connection. Raises OgcUnavailable."""
        pool = await self._opened()
        try:
            connection = await pool.acquire(timeout=WAIT_S)
        except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidParameterValueError) as error:
            log.warning("ogc_reader_refused", error=str(error))
            raise OgcUnavailable(NO_READER) from error
        except (
            OSError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
        ) as error:  # TimeoutError is an OSError
            log.warning("ogc_reader_unavailable", error=repr(error))
            raise OgcUnavailable(headers={"Retry-After": "5"}) from error
        try:
            yield connection
        finally:
            await pool.release(connection)

    def close(self) -> None:
        """End the connections."""
        if self._pool is not None:
            self._pool.terminate()

    async def _opened(self) -> "asyncpg.Pool[Any]":
        async with self._making:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._dsn,
                    min_size=0,
                    max_size=CONNECTIONS,
                    timeout=WAIT_S,
                    init=_prepare,
                    server_settings={
                        "role": READER,
                        "search_path": f"{PUBLISHED},extensions",
                        "default_transaction_read_only": "on",
                        "statement_timeout": f"{STATEMENT_S}s",
                        "lock_timeout": "2s",
                        "idle_in_transaction_session_timeout": "30s",
                        "timezone": "UTC",
                        "jit": "off",
                        "application_name": "geoops ogc",
                    },
                )
            return self._pool


async def _prepare(connection: Any) -> None:
    """Shapes come as JSON and go out as JSON: they are not taken apart between."""
    await connection.set_type_codec("json", encoder=str, decoder=orjson.Fragment, schema="pg_catalog")
    await connection.set_type_codec("jsonb", encoder=str, decoder=orjson.Fragment, schema="pg_catalog")
