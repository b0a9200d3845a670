"""What tests of feeds share: asking a feed, and what is recorded of it."""

from typing import Any

from sqlalchemy import text

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database


async def last_run(database: Database, feed: str = "vrain") -> dict[str, Any]:
    """The newest run of a feed."""
    return (await all_runs(database, feed))[0]


async def all_runs(database: Database, feed: str = "vrain") -> list[dict[str, Any]]:
    """All runs of a feed, newest first."""
    return await rows(database, "SELECT * FROM feed_runs WHERE feed = :feed ORDER BY id DESC", feed=feed)


async def rows(database: Database, query: str, **binds: object) -> list[dict[str, Any]]:
    """What a query answers, as the system in the live space."""
    async with database.transaction(SYSTEM) as session:
        return [dict(row) for row in (await session.execute(text(query), binds)).mappings()]


async def execute(database: Database, statement: str, **binds: object) -> None:
    """Change something behind the program's back."""
    async with database.transaction(SYSTEM) as session:
        await session.execute(text(statement), binds)
