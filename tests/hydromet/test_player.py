"""Events are played once, with their own clock, whatever happens to the player."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from geoops.hydromet import startup
from geoops.hydromet.drill import service as drill
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.replay.folder import Event, read_event
from geoops.hydromet.replay.player import Player
from geoops.kit import spaces
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.settings import Settings
from tests.conftest import context
from tests.hydromet.recorded import gauge_rows, warning_row, write_event

TIMES = ["2026-07-21T15:57:48+07:00", "2026-07-21T21:22:09+07:00", "2026-07-22T02:51:22+07:00"]


@pytest.fixture
def event(tmp_path: Path) -> Event:
    rows = [row for n, at in enumerate(TIMES) for row in gauge_rows(at, sa_pa=1.0 + n, bat_xat=0.0)]
    warning = warning_row(TIMES[0], "2026-07-21T15:00:00+07:00")
    return read_event(write_event(tmp_path / "hydromet", rows, [warning]))


async def held(database: Database, space: str) -> dict[str, Any]:
    async with database.transaction(context("vn", space)) as session:
        counts = {
            table: await session.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in (
                "stations",
                "observations",
                "rain_pieces",
                "warnings",
                "warning_communes",
                "feed_runs",
            )
        }
        counts["now"] = await spaces.now(session)
        return counts


WHOLE = {
    "stations": 2,
    "observations": 6,
    "rain_pieces": 6,
    "warnings": 1,
    "warning_communes": 1,
    "feed_runs": 4,
}


async def test_an_event_is_played_whole_and_its_clock_stands_at_its_end(
    country_db: Database, event: Event
) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    assert space == "mua-lu-2026-07"
    await Player(country_db, space, event.frames).run_through()
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}
    assert (await held(country_db, "live"))["observations"] == 0


async def test_playing_again_changes_nothing(country_db: Database, event: Event) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    for _ in range(2):
        await Player(country_db, space, event.frames).run_through()
    await asyncio.wait_for(Player(country_db, space, event.frames).run(), 10)
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}


class Killed(Exception):
    pass


@pytest.mark.parametrize("after", range(4))
async def test_a_player_that_dies_goes_on_where_it_was(
    country_db: Database, event: Event, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    take, calls = feeds.take, 0

    async def dying(session: Any, decoded: Any) -> Any:
        nonlocal calls
        result = await take(session, decoded)
        calls += 1
        if calls > after:
            raise Killed
        return result

    monkeypatch.setattr(feeds, "take", dying)
    with pytest.raises(Killed):
        await Player(country_db, space, event.frames).run_through()
    assert (await held(country_db, space))["feed_runs"] == after
    monkeypatch.setattr(feeds, "take", take)
    await Player(country_db, space, event.frames).run_through()
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}


async def test_what_is_replayed_was_known_when_it_was_recorded(country_db: Database, event: Event) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    await Player(country_db, space, event.frames).run_through()
    async with country_db.transaction(context("vn", space)) as session:
        known = await session.scalars(text("SELECT DISTINCT known_at FROM observations ORDER BY 1"))
        assert list(known) == [datetime.fromisoformat(at) for at in TIMES]
        recorded = await session.scalars(
            text("SELECT recorded_at FROM changes WHERE space = current_space() ORDER BY seq")
        )
        assert list(recorded) == [datetime.fromisoformat(at) for at in [TIMES[0], *TIMES]]


async def test_with_a_clock_nothing_is_known_before_its_time(country_db: Database, event: Event) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=30_000)
    seen: list[tuple[datetime, datetime]] = []

    async def watch() -> None:
        while True:
            async with country_db.transaction(context("vn", space)) as session:
                row = (
                    await session.execute(text("SELECT max(known_at), space_now() FROM observations"))
                ).one()
                if row[0] is not None:
                    seen.append((row[0], row[1]))
            await asyncio.sleep(0.05)

    watching = asyncio.create_task(watch())
    await asyncio.wait_for(Player(country_db, space, event.frames).run(), 30)
    watching.cancel()
    assert seen and all(known <= now for known, now in seen)
    assert [now for _, now in seen] == sorted(now for _, now in seen)
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}


async def test_speed_0_pauses_and_another_speed_goes_on(country_db: Database, event: Event) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=0)
    playing = asyncio.create_task(Player(country_db, space, event.frames).run())
    await asyncio.sleep(1.5)
    before = await held(country_db, space)
    assert before["now"] == event.starts_at and before["observations"] == 2
    async with country_db.transaction(SYSTEM) as session:
        await spaces.set_speed(session, space, 100_000)
    await asyncio.wait_for(playing, 20)
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}


async def test_two_players_at_once_play_each_frame_once(country_db: Database, event: Event) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    await asyncio.gather(*(Player(country_db, space, event.frames).run_through() for _ in range(3)))
    assert await held(country_db, space) == WHOLE | {"now": event.ends_at}


async def test_a_name_that_is_taken_by_another_event(
    country_db: Database, event: Event, tmp_path: Path
) -> None:
    await startup.open_replay(country_db, event, name="lu", speed=1)
    other = read_event(write_event(tmp_path / "other", gauge_rows("2025-09-30T07:00:00+07:00", sa_pa=1)))
    with pytest.raises(CommandRefused):
        await startup.open_replay(country_db, other, name="lu", speed=1)
    for bad in ("live", "Mưa lũ", "", "-x", "x" * 64):
        with pytest.raises(CommandRefused):
            await startup.open_replay(country_db, event, name=bad, speed=1)


async def test_a_folder_that_grew_is_played_on(country_db: Database, event: Event, tmp_path: Path) -> None:
    space = await startup.open_replay(country_db, event, name=None, speed=1)
    await Player(country_db, space, event.frames).run_through()
    later = "2026-07-22T09:24:05+07:00"
    rows = [row for n, at in enumerate([*TIMES, later]) for row in gauge_rows(at, sa_pa=1.0 + n, bat_xat=0.0)]
    grown = read_event(
        write_event(tmp_path / "grown", rows, [warning_row(TIMES[0], "2026-07-21T15:00:00+07:00")])
    )
    assert await startup.open_replay(country_db, grown, name=None, speed=1) == space
    await Player(country_db, space, grown.frames).run_through()
    counts = await held(country_db, space)
    assert counts["observations"] == 8 and counts["now"] == datetime.fromisoformat(later)


def test_titles_say_the_days(event: Event) -> None:
    assert startup.title(event).vi == "Mưa lũ 21–22/7/2026 (phát lại)"


async def test_reference_data_are_replayed(country_db: Database, event: Event, tmp_path: Path) -> None:
    chosen = await startup.choose(country_db, Settings(data=tmp_path, feed_vrain_url="http://127.0.0.1:9"))
    assert chosen.space == "mua-lu-2026-07"
    async with country_db.transaction(SYSTEM) as session:
        shown = [space.name for space in await spaces.all_spaces(session) if space.shown_first]
    assert shown == ["mua-lu-2026-07"]
    assert (await held(country_db, chosen.space))["observations"] == 0, (
        "nothing is played before the tasks run"
    )
    task = asyncio.create_task(chosen.tasks[0]())  # type: ignore[arg-type]  # an awaitable is a coroutine here
    for _ in range(100):
        await asyncio.sleep(0.1)
        if (await held(country_db, chosen.space))["observations"]:
            break
    task.cancel()
    assert (await held(country_db, chosen.space))["observations"] == 2


async def test_without_data_but_with_addresses_live_is_shown(country_db: Database) -> None:
    chosen = await startup.choose(country_db, Settings(data=None, feed_vrain_url="http://127.0.0.1:9/"))
    assert chosen.space == "live" and len(chosen.tasks) == 1
    assert "vrain" in chosen.notice.vi


async def test_without_both_a_drill_is_shown(country_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drill, "PROVINCES", ("91", "92"))
    chosen = await startup.choose(country_db, Settings(data=None, feed_vrain_url=None, feed_nchmf_url=None))
    assert chosen.space == "dien-tap" and "Diễn tập" in chosen.notice.vi
    async with country_db.transaction(context("vn", "dien-tap")) as session:
        space = await spaces.get(session, "dien-tap")
        names = list(await session.scalars(text("SELECT name || '|' || id FROM stations ORDER BY id")))
    assert space.kind == "drill"
    assert names == ["Trạm diễn tập Mường Thử|drill:90001", "Trạm diễn tập Tả Mẫu|drill:90003"]
    again = await startup.choose(country_db, Settings(data=None, feed_vrain_url=None, feed_nchmf_url=None))
    assert again.space == "dien-tap", "a restart goes on with the same drill"
    frames = await drill.prepare(country_db, datetime.fromisoformat("2030-01-01T00:00:00+07:00"))
    await Player(country_db, "dien-tap", frames).run_through(frames[0].read_at + timedelta(hours=2))
    counts = await held(country_db, "dien-tap")
    assert counts["observations"] == 2 * 13 and counts["now"] == frames[0].read_at + timedelta(hours=2)
