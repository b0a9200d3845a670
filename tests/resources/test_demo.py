"""The illustrative set: marked, in its own space, gone without a trace, and never in live by itself."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import spaces
from geoops.kit.context import SYSTEM, Context
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.resources import commands, demo, service
from tests import units

CHOSEN = [(code, *units.INSIDE[code]) for code in ("01301", "01304")]
DRILL = Context(SYSTEM.actor, SYSTEM.scope, "dien-tap")


@pytest.fixture
async def drill(fresh_db: Database) -> Database:
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session,
            "dien-tap",
            kind="drill",
            title=Text("Diễn tập", "Drill"),
            starts_at=datetime(2026, 7, 21, tzinfo=UTC),
            ends_at=datetime(2026, 7, 24, tzinfo=UTC),
            speed=1.0,
        )
    return fresh_db


async def rows(session: AsyncSession) -> int:
    when = await service.moment(session)
    narrow = service.Narrow()
    return (
        len(await service.resources(session, when, narrow))
        + len(await service.shelters(session, when, narrow))
        + len(await service.command_posts(session, when, narrow))
    )


async def test_it_stays_in_its_space_and_leaves_again(drill: Database) -> None:
    async with drill.transaction(DRILL) as session:
        loaded = await demo.fill(session, CHOSEN)
    async with drill.transaction(DRILL) as session:
        assert await rows(session) == loaded == 2 * 17
        found = await service.resources(session, await service.moment(session), service.Narrow())
        assert all(item.demo and "minh họa" in item.name for item in found)
        assert {item.stale for item in found} == {True, False}
        posts = await service.command_posts(session, await service.moment(session), service.Narrow())
        assert all(post.phone is None and post.holder is None for post in posts)
    async with drill.transaction(SYSTEM) as session:
        assert await rows(session) == 0
    async with drill.transaction(DRILL) as session:
        assert await demo.clear(session) == loaded
    async with drill.transaction(DRILL) as session:
        assert await rows(session) == 0
        assert await session.scalar(text("SELECT count(*) FROM resource_counts")) == 0


async def test_loading_again_changes_nothing(drill: Database) -> None:
    async with drill.transaction(DRILL) as session:
        await demo.fill(session, CHOSEN)
    async with drill.transaction(DRILL) as session:
        before = await session.scalar(text("SELECT max(seq) FROM changes"))
        assert (await demo.load(session)).rows == 0
        assert await session.scalar(text("SELECT max(seq) FROM changes")) == before


async def test_one_change_per_kind_of_row_and_not_one_per_row(drill: Database) -> None:
    async with drill.transaction(DRILL) as session:
        await demo.fill(session, CHOSEN)
        log = await session.execute(
            text("SELECT entity, op, payload ->> 'demo' FROM changes WHERE domain = 'resources' ORDER BY seq")
        )
        assert [tuple(row) for row in log] == [
            (entity, "load", "true") for entity in ("resource", "shelter", "command_post")
        ]


async def test_without_a_name_live_is_never_chosen(drill: Database) -> None:
    with pytest.raises(CommandRefused):
        await commands.space_for(drill, None)
    async with drill.transaction(SYSTEM) as session:
        await spaces.show_first(session, "dien-tap")
    assert await commands.space_for(drill, None) == "dien-tap"
    assert await commands.space_for(drill, "live") == "live"
