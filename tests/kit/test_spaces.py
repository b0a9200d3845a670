"""Spaces and their clocks; nothing of one space is seen in another."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from geoops.kit import changes, spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused, UnknownSpace
from geoops.kit.i18n import Text
from tests.conftest import context

START = datetime(2026, 7, 21, 8, tzinfo=UTC)
END = datetime(2026, 7, 23, 8, tzinfo=UTC)


async def make(database: Database, name: str = "mua-lu", speed: float = 600) -> None:
    async with database.transaction(SYSTEM) as session:
        await spaces.ensure(
            session,
            name,
            kind="replay",
            title=Text("Mưa lũ", "Rain"),
            starts_at=START,
            ends_at=END,
            speed=speed,
        )


async def read(database: Database, name: str = "mua-lu") -> spaces.Space:
    async with database.transaction(SYSTEM) as session:
        return await spaces.get(session, name)


async def later(database: Database, seconds: float, name: str = "mua-lu") -> None:
    """Let wall time pass for a space by moving its anchors back."""
    async with database.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "UPDATE spaces SET anchor_wall = anchor_wall - make_interval(secs => :s),"
                " runs_until = runs_until - make_interval(secs => :s) WHERE name = :name"
            ),
            {"s": seconds, "name": name},
        )


async def test_a_clock_stands_until_a_player_renews_it(fresh_db: Database) -> None:
    await make(fresh_db)
    await later(fresh_db, 60)
    stood = await read(fresh_db)
    assert (stood.now, stood.running) == (START, False)
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.renew(session, "mua-lu")
    await later(fresh_db, 10)
    moved = await read(fresh_db)
    assert moved.running
    assert timedelta(seconds=6000) <= moved.now - START < timedelta(seconds=6000 + 60 * 600)


async def test_a_dead_player_stops_its_clock_and_the_next_goes_on(fresh_db: Database) -> None:
    await make(fresh_db, speed=1)
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.renew(session, "mua-lu")
    await later(fresh_db, 3600)
    stopped = await read(fresh_db)
    assert not stopped.running
    assert stopped.now - START == spaces.LEASE
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.renew(session, "mua-lu")
    resumed = await read(fresh_db)
    assert timedelta(0) <= resumed.now - stopped.now < timedelta(seconds=5)


async def test_a_change_of_speed_does_not_jump_and_the_end_is_the_end(fresh_db: Database) -> None:
    await make(fresh_db, speed=60)
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.renew(session, "mua-lu")
    await later(fresh_db, 10)
    before = await read(fresh_db)
    async with fresh_db.transaction(SYSTEM) as session:
        await spaces.set_speed(session, "mua-lu", 36_000)
    after = await read(fresh_db)
    assert timedelta(0) <= after.now - before.now < timedelta(hours=20)
    await later(fresh_db, 14)
    ended = await read(fresh_db)
    assert (ended.now, ended.running) == (END, False)


async def test_a_name_belongs_to_one_event(fresh_db: Database) -> None:
    await make(fresh_db)
    await make(fresh_db)
    with pytest.raises(CommandRefused):
        async with fresh_db.transaction(SYSTEM) as session:
            await spaces.ensure(
                session,
                "mua-lu",
                kind="drill",
                title=Text("Diễn tập", "Drill"),
                starts_at=START,
                ends_at=END,
                speed=1,
            )


async def test_no_transaction_in_a_space_that_was_never_made(db: Database) -> None:
    with pytest.raises(UnknownSpace):
        async with db.transaction(context("vn", "khong-co")):
            pass


async def test_what_happens_in_a_replay_stays_there(fresh_db: Database) -> None:
    await make(fresh_db)
    async with fresh_db.transaction(context("vn", "mua-lu")) as session:
        await changes.record(
            session, domain="test", entity="thing", entity_id="r", op="create", everyone=True
        )
        recorded = (
            await session.execute(text("SELECT recorded_at FROM changes WHERE entity_id = 'r'"))
        ).scalar_one()
    assert recorded == START, "the log follows the space's clock"
    async with fresh_db.transaction(SYSTEM) as session:
        assert [
            change.entity_id for change in await changes.read_after(session, 0) if change.entity_id == "r"
        ] == []
    with pytest.raises(Exception, match="row-level security"):
        async with fresh_db.transaction(SYSTEM) as session:
            await session.execute(
                text(
                    "INSERT INTO changes (domain, entity, entity_id, op, space)"
                    " VALUES ('test', 'thing', 'x', 'create', 'mua-lu')"
                )
            )
