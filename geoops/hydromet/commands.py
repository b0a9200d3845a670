"""`geoops feeds …` and `geoops replay …`."""

from pathlib import Path
from typing import Annotated

import typer

from geoops.hydromet import jobs, startup
from geoops.hydromet.feeds import registry
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import Decoded
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.replay.folder import read_event
from geoops.hydromet.replay.player import Player
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.runtime import announce, refusing, run, say
from geoops.settings import get_settings

feeds_app = typer.Typer(no_args_is_help=True, help="Nguồn số liệu / Feeds")
MAX_SHOWN = 5


@feeds_app.command("list")
def list_feeds() -> None:
    """Every feed there is, and whether it has an address."""
    settings = get_settings()
    for feed in registry.FEEDS.values():
        minutes = int(feed.rhythm.total_seconds() / 60)
        on = "bật/on" if feed.address(settings) else "tắt/off"
        say(f"{feed.name}\t{on}\t{minutes} min\t{feed.title.vi} / {feed.title.en}")


@feeds_app.command("run")
def run_feed(name: str) -> None:
    """Ask a feed once and take in what it brings."""
    result = run(lambda database: jobs.run_feed(database, get_settings(), name))
    say(_counted(result))
    for fault in result.refused[:MAX_SHOWN]:
        announce(f"  dòng/row {fault.row}, {fault.field}: {fault.reason.vi} ({fault.reason.en})")


@feeds_app.command("status")
def status(space: Annotated[str, typer.Option("--space", help="Không gian / Space")] = "live") -> None:
    """How each feed stands: state, last run, what it brought and refused."""

    async def work(database: Database) -> list[feeds.FeedState]:
        async with database.transaction(Context("command line", Scope(nation=True), space)) as session:
            return await feeds.feed_states(session, get_settings())

    for state in run(work):
        last = state.last_run
        if last is None:
            say(f"{state.name}\t{state.state}")
            continue
        error = f"\t{last['error']['vi']} ({last['error']['en']})" if last["error"] else ""
        say(
            f"{state.name}\t{state.state}\t{last['started_at'].astimezone(VN).isoformat()}\tdecoded {last['decoded']}"
            f", new {last['new']}, changed {last['changed']}, unchanged {last['unchanged']}"
            f", refused {last['refused_count']}{error}"
        )


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
            async with database.transaction(Context("command line", Scope(nation=True))) as session:
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
