"""`geoops feeds …` and `geoops replay …`."""

from pathlib import Path
from typing import Annotated

import typer

from geoops.hydromet import jobs, startup
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import Decoded
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.replay.folder import read_event
from geoops.hydromet.replay.player import Player
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.context import LIVE, Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.runtime import announce, refusing, run, say
from geoops.settings import get_settings

feeds_app = typer.Typer(no_args_is_help=True, help="Nguồn số liệu / Feeds")
MAX_SHOWN = 5
_ACTOR = "command line"


@feeds_app.command("list")
def list_feeds() -> None:
    """Every feed there is, and whether it has an address."""

    async def work(database: Database) -> list[feeds.FeedState]:
        return await _states(database, LIVE)

    for state in run(work):
        if state.feed is not None:
            minutes = int(state.feed.rhythm.total_seconds() / 60)
            on = "bật/on" if state.on else "tắt/off"
            say(
                f"{state.name}\t{on}\t{minutes} min\t{state.feed.kind}\t{state.feed.origin}"
                f"\t{state.title.vi} / {state.title.en}"
            )


@feeds_app.command("run")
def run_feed(
    name: str,
    again: Annotated[
        int | None,
        typer.Option(
            "--again", help="Giải mã lại câu trả lời đã giữ / Decode the kept answer of this run again"
        ),
    ] = None,
) -> None:
    """Ask a feed once and take in what it brings; or do an earlier run again."""

    async def work(database: Database) -> IngestResult:
        if again is not None:
            return await jobs.run_again(database, get_settings(), name, again, actor=_ACTOR)
        return await jobs.run_feed(database, get_settings(), name, actor=_ACTOR)

    result = run(work)
    say(_counted(result))
    for fault in result.refused[:MAX_SHOWN]:
        where = f"{fault.file}, " if fault.file else ""
        announce(f"  {where}dòng/row {fault.row}, {fault.field}: {fault.reason.vi} ({fault.reason.en})")


@feeds_app.command("status")
def status(space: Annotated[str, typer.Option("--space", help="Không gian / Space")] = LIVE) -> None:
    """How each feed stands: state, last run, what it brought and refused, its breaker."""
    for state in run(lambda database: _states(database, space)):
        last = state.last_run
        if last is None:
            say(f"{state.name}\t{state.state}")
            continue
        words = [
            state.name,
            state.state,
            last["started_at"].astimezone(VN).isoformat(timespec="seconds"),
            f"run {last['id']}",
            f"decoded {last['decoded']}, new {last['new']}, changed {last['changed']}"
            f", unchanged {last['unchanged']}, refused {last['refused_count']}",
        ]
        if state.breaker != "closed" and state.retry_at is not None:
            words.append(f"breaker {state.breaker} until {state.retry_at.astimezone(VN):%H:%M}")
        if state.why is not None:
            words.append(f"{state.why.vi} ({state.why.en})")
        say("\t".join(words))


async def _states(database: Database, space: str) -> list[feeds.FeedState]:
    async with database.transaction(Context(_ACTOR, Scope(nation=True), space)) as session:
        return await feeds.feed_states(session, get_settings())


def replay(
    folder: Annotated[Path, typer.Argument(help="Thư mục sự kiện đã ghi / Folder of a recorded event")],
    space: Annotated[str | None, typer.Option("--space", help="Tên không gian / Name of the space")] = None,
    speed: Annotated[
        str,
        typer.Option(
            "--speed", help="Lần nhanh hơn thật; 0 hoặc max: nhanh nhất / times real; 0 or max: fastest"
        ),
    ] = "max",
) -> None:
    """Play a recorded event into a space of its own, as if live; goes on where an earlier run was ended."""
    with refusing():
        times = parse_speed(speed)
        event = read_event(folder)

    def told(frame: Decoded, played: int, of: int) -> None:
        announce(f"{frame.read_at.astimezone(VN):%d/%m %H:%M}  {played}/{of}  {feeds.feed_of(frame)}")

    async def work(database: Database) -> str:
        name = await startup.open_replay(database, event, name=space, speed=times or 1.0)
        player = Player(database, name, event.frames, told=told)
        if times is None:
            await player.run_through()
        else:
            async with database.transaction(Context(_ACTOR, Scope(nation=True))) as session:
                await spaces.set_speed(session, name, times)
            await player.run()
        return name

    say(run(work))


def parse_speed(text: str) -> float | None:
    """Event seconds per second; None for as fast as it goes (`0`, `max`). Raises CommandRefused."""
    if text == "max":
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1_000_000:
        raise CommandRefused(
            Text(
                f"Tốc độ “{text}” không hợp lệ: dùng số từ 0 trở lên hoặc max",
                f"Speed “{text}”: use a number or max",
            )
        )
    return number or None


def _counted(result: IngestResult) -> str:
    return (
        f"mới/new {result.new}, sửa/changed {result.changed}, như cũ/unchanged {result.unchanged}"
        f", từ chối/refused {result.refused_count}"
    )
