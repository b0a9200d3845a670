"""What `geoops up` plays: the recorded event where it is at hand, else the live feeds, else a drill."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from geoops.hydromet.drill import service as drill
from geoops.hydromet.feeds import sources
from geoops.hydromet.feeds.base import Feed
from geoops.hydromet.jobs import ask
from geoops.hydromet.replay.folder import GAUGES, WARNINGS, Event, read_event
from geoops.hydromet.replay.player import Player
from geoops.kit import spaces
from geoops.kit.clock import VN, utc_now
from geoops.kit.context import LIVE, SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.kit.jobs import run_worker
from geoops.settings import Settings

UP_SPEED = 240.0
"""Event seconds per second that `geoops up` plays at: three days in a quarter of an hour."""

SHOWN_AT_ONCE = timedelta(hours=6)
"""So much of a drill is there from the beginning; it ends at the time it was made."""

_SPACE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII)

Task = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the space that a newly opened map shows, what to say about it, and what runs beside the server."""

    space: str
    notice: Text
    tasks: Sequence[Task]


async def choose(database: Database, settings: Settings) -> Choice:
    """Reference data with a recorded event: its replay. Else feeds with addresses: live. Else: a drill.

    Makes the space and shows it first; nothing is played before the tasks run. Beside whatever is shown, the feeds
    that are on are asked into the live space, at once and then on schedule. Raises EventRefused where the recorded
    event is damaged.
    """
    async with database.transaction(SYSTEM) as session:
        on = [feed for feed in (await sources.every(session, settings)).values() if feed.address(settings)]
    choice = await _chosen(database, settings, on)

    async def feeds() -> None:
        await asyncio.gather(
            run_worker(database.url, signals=False), *(ask(database, settings, feed.name) for feed in on)
        )

    return replace(choice, tasks=[*choice.tasks, feeds])


async def _chosen(database: Database, settings: Settings, on: Sequence[Feed]) -> Choice:
    folder = event_folder(settings)
    if folder is not None:
        return await _replay(database, folder)
    if any(not feed.beside for feed in on):
        return await _live(database, [feed.name for feed in on])
    return await _drill(database)


def event_folder(settings: Settings) -> Path | None:
    """The folder of the recorded event in the reference data, if there is one."""
    folder = settings.data / "hydromet" if settings.data is not None else None
    if folder is None or not (any(folder.glob(GAUGES)) or any(folder.glob(WARNINGS))):
        return None
    return folder


async def open_replay(database: Database, event: Event, *, name: str | None, speed: float) -> str:
    """The space of an event's replay, made where it is not there yet; its name. Raises CommandRefused."""
    space = space_name(event) if name is None else name
    if space == LIVE or not _SPACE.fullmatch(space):
        raise CommandRefused(
            Text(
                f"Tên không gian “{space}” không hợp lệ: dùng chữ thường không dấu, chữ số và gạch nối, khác “{LIVE}”",
                f"“{space}” is no name for a replay: use lower-case letters, digits and hyphens, and not “{LIVE}”",
            )
        )
    async with database.transaction(SYSTEM) as session:
        opened = await spaces.ensure(
            session,
            space,
            kind="replay",
            title=title(event),
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            speed=speed,
        )
        if opened.ends_at is not None and opened.ends_at < event.ends_at:
            await spaces.extend(session, space, event.ends_at)
    return space


def space_name(event: Event) -> str:
    """The name of an event's space where nobody gave one."""
    return f"mua-lu-{event.starts_at.astimezone(VN):%Y-%m}"


def title(event: Event) -> Text:
    """The event's title, from its days in local time."""
    first, last = event.starts_at.astimezone(VN), event.ends_at.astimezone(VN)
    return Text(f"Mưa lũ {_days(first, last)} (phát lại)", f"Rain and floods {_days(first, last)} (replay)")


def _days(first: datetime, last: datetime) -> str:
    until = f"{last.day}/{last.month}/{last.year}"
    if first.date() == last.date():
        return until
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{until}"
    return f"{first.day}/{first.month}–{until}" if first.year == last.year else f"{first:%-d/%-m/%Y}–{until}"


async def _replay(database: Database, folder: Path) -> Choice:
    event = await asyncio.to_thread(read_event, folder)
    space = await open_replay(database, event, name=None, speed=UP_SPEED)
    async with database.transaction(SYSTEM) as session:
        await spaces.show_first(session, space)
    heading = title(event)
    notice = Text(f"Phát lại: {heading.vi}", f"Replay: {heading.en}")
    return Choice(space, notice, [Player(database, space, event.frames).run, _worker(database)])


async def _live(database: Database, names: Sequence[str]) -> Choice:
    async with database.transaction(SYSTEM) as session:
        await spaces.show_first(session, "live")
    listed = ", ".join(names)
    return Choice("live", Text(f"Nguồn trực tiếp: {listed}", f"Live feeds: {listed}"), [])


async def _drill(database: Database) -> Choice:
    hour = utc_now().replace(minute=0, second=0, microsecond=0)
    frames = await drill.prepare(database, hour - SHOWN_AT_ONCE)
    async with database.transaction(SYSTEM) as session:
        await spaces.show_first(session, drill.SPACE)
    player = Player(database, drill.SPACE, frames)

    async def play() -> None:
        if frames:
            await player.run_through(frames[0].read_at + SHOWN_AT_ONCE)
        await player.run()

    return Choice(
        drill.SPACE,
        Text("Diễn tập: trận mưa tự tạo, không phải số liệu thật", "Drill: a made-up storm, no real data"),
        [play, _worker(database)],
    )


def _worker(database: Database) -> Task:
    """The job worker: warnings are issued and run out in every space, whatever the map shows first."""

    async def work() -> None:
        await run_worker(database.url, signals=False)

    return work
