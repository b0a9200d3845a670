"""The change log: whatever the order of numbers and commits, a reader gets every change once, in order."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from geoops.kit import changes
from geoops.kit.context import EVERYWHERE, SYSTEM
from geoops.kit.db import Database, enter
from tests.conftest import context

# A schedule: each writer appends some times, then ends; `read` is the reader looking at that moment.
Step = tuple[str, int]


@st.composite
def schedules(draw: st.DrawFn) -> tuple[list[Step], list[bool]]:
    """Interleavings of up to five transactions that begin, append and end in any order, with reads in between."""
    writers = draw(st.integers(2, 5))
    steps: list[Step] = []
    for writer in range(writers):
        steps += [("append", writer)] * draw(st.integers(1, 3)) + [("end", writer)]
    steps += [("read", -1)] * draw(st.integers(1, 6))
    order = draw(st.permutations(steps))
    # Within one writer "end" must come last: move each end behind the writer's appends.
    ordered: list[Step] = []
    left = {writer: steps.count(("append", writer)) for writer in range(writers)}
    waiting: set[int] = set()
    for kind, writer in order:
        if kind == "append":
            ordered.append((kind, writer))
            left[writer] -= 1
            if left[writer] == 0 and writer in waiting:
                ordered.append(("end", writer))
        elif kind == "end":
            if left[writer]:
                waiting.add(writer)
            else:
                ordered.append((kind, writer))
        else:
            ordered.append((kind, writer))
    commits = draw(st.lists(st.booleans(), min_size=writers, max_size=writers))
    return ordered, commits


async def play(
    database: Database, steps: Sequence[Step], commits: Sequence[bool], start: int
) -> tuple[list, list]:
    """Run a schedule; returns what was committed and what the reader got."""
    sessions = {}
    committed: list[str] = []
    written: dict[int, list[str]] = {}
    seen: list[tuple[int, str]] = []
    last = start

    async def look() -> None:
        nonlocal last
        async with database.transaction(EVERYWHERE) as session:
            for change in await changes.read_after(session, last):
                seen.append((change.seq, change.entity_id))
                last = change.seq

    try:
        for number, (kind, writer) in enumerate(steps):
            if kind == "read":
                await look()
                continue
            if writer not in sessions:
                session = database._sessions()
                await session.begin()
                await enter(session, SYSTEM)
                sessions[writer] = session
                written[writer] = []
            session = sessions[writer]
            if kind == "append":
                name = f"w{writer}-{number}"
                await changes.record(session, domain="test", entity="thing", entity_id=name, op="create")
                written[writer].append(name)
            elif commits[writer]:
                await session.commit()
                committed += written[writer]
            else:
                await session.rollback()
        await look()
    finally:
        for session in sessions.values():
            await session.close()
    return committed, seen


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schedule=schedules())
async def test_reader_neither_skips_nor_repeats(
    db: Database, schedule: tuple[list[Step], list[bool]]
) -> None:
    steps, commits = schedule
    async with db.transaction(EVERYWHERE) as session:
        start = await changes.bound(session)
    committed, seen = await play(db, steps, commits, start)
    assert sorted(name for _, name in seen) == sorted(committed)
    assert [seq for seq, _ in seen] == sorted({seq for seq, _ in seen})


async def test_an_older_transaction_that_commits_later_is_waited_for(db: Database) -> None:
    """The order that a filter on transaction numbers alone gets wrong: the older transaction draws the later number."""
    async with db.transaction(EVERYWHERE) as session:
        start = await changes.bound(session)
    older, younger = db._sessions(), db._sessions()
    for session in (older, younger):
        await session.begin()
        await enter(session, SYSTEM)
        await session.execute(text("SELECT pg_current_xact_id()"))  # both have their numbers, older first
    await changes.record(younger, domain="test", entity="thing", entity_id="younger", op="create")
    await changes.record(older, domain="test", entity="thing", entity_id="older", op="create")
    await older.commit()
    async with db.transaction(EVERYWHERE) as session:
        assert await changes.read_after(session, start) == [], "the younger one may still come in before"
    await younger.commit()
    async with db.transaction(EVERYWHERE) as session:
        names = [change.entity_id for change in await changes.read_after(session, start)]
    assert names == ["younger", "older"]
    await older.close()
    await younger.close()


async def test_a_rolled_back_savepoint_gives_its_hold_up_and_takes_it_again(db: Database) -> None:
    async with db.transaction(EVERYWHERE) as session:
        start = await changes.bound(session)
    async with db.transaction(SYSTEM) as session:
        inner = await session.begin_nested()
        await changes.record(session, domain="test", entity="thing", entity_id="lost", op="create")
        await inner.rollback()
        await changes.record(session, domain="test", entity="thing", entity_id="kept", op="create")
        async with db.transaction(SYSTEM) as other:
            await changes.record(other, domain="test", entity="thing", entity_id="other", op="create")
        async with db.transaction(EVERYWHERE) as reader:
            assert await changes.read_after(reader, start) == []
    async with db.transaction(EVERYWHERE) as reader:
        assert [c.entity_id for c in await changes.read_after(reader, start)] == ["kept", "other"]


async def test_who_sees_a_change(db: Database) -> None:
    async with db.transaction(EVERYWHERE) as session:
        start = await changes.bound(session)
    async with db.transaction(SYSTEM) as session:
        for name, commune, everyone in (
            ("here", "03388", False),
            ("nowhere", None, False),
            ("weather", None, True),
        ):
            await changes.record(
                session,
                domain="test",
                entity="thing",
                entity_id=name,
                op="create",
                commune_code=commune,
                everyone=everyone,
            )

    async def seen(scope: str, space: str = "live") -> set[str]:
        async with db.transaction(context(scope, space)) as session:
            return {change.entity_id for change in await changes.read_after(session, start)}

    assert await seen("vn") == {"here", "nowhere", "weather"}
    assert await seen("03388") == {"here", "weather"}
    assert await seen("02671") == {"weather"}
    assert await seen("") == {"weather"}


async def test_the_log_cannot_be_rewritten(db: Database) -> None:
    for statement in ("UPDATE changes SET op = 'x'", "DELETE FROM changes", "TRUNCATE changes"):
        with pytest.raises(Exception, match="permission denied"):
            async with db.transaction(SYSTEM) as session:
                await session.execute(text(statement))


async def test_follower_hands_out_what_other_processes_commit(fresh_db: Database) -> None:
    follower = changes.Follower(fresh_db)
    await follower.start_from_now()
    got: list[str] = []
    arrived = asyncio.Event()

    def listen(batch: Sequence[changes.Change]) -> None:
        got.extend(change.entity_id for change in batch)
        arrived.set()

    follower.subscribe(listen)
    writer = Database(fresh_db.url, pool_size=1)
    async with follower.running():
        for number in range(5):
            arrived.clear()
            async with writer.transaction(SYSTEM) as session:
                await changes.record(
                    session, domain="test", entity="thing", entity_id=str(number), op="create"
                )
            await asyncio.wait_for(arrived.wait(), 5)
    await writer.close()
    assert got == ["0", "1", "2", "3", "4"]


async def test_one_catching_up_hands_out_more_than_is_read_at_once(fresh_db: Database) -> None:
    follower = changes.Follower(fresh_db)
    await follower.start_from_now()
    batches: list[list[str]] = []
    follower.subscribe(lambda batch: batches.append([change.entity_id for change in batch]))
    written = [str(number) for number in range(changes.READ_AT_ONCE + 2)]
    async with fresh_db.transaction(SYSTEM) as session:
        for name in written:
            await changes.record(session, domain="test", entity="thing", entity_id=name, op="create")
    await follower.catch_up()
    assert [len(batch) for batch in batches] == [changes.READ_AT_ONCE, 2]
    assert [name for batch in batches for name in batch] == written
    await follower.catch_up()
    assert len(batches) == 2


async def test_a_follower_that_is_woken_while_it_is_told_to_stop_stops(fresh_db: Database) -> None:
    follower = changes.Follower(fresh_db)
    await follower.start_from_now()
    following = asyncio.create_task(follower._follow())
    await asyncio.sleep(0.1)
    follower._wake.set()
    await asyncio.sleep(0)  # the wake-up is on its way, and has not come
    following.cancel()
    done, _ = await asyncio.wait([following], timeout=3)
    following.cancel()
    assert done, "the wake-up swallowed the order to stop"
    assert following.cancelled()
