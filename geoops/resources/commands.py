"""`geoops demo …`: the illustrative set of four on the spot."""

from typing import Annotated

import typer

from geoops.kit import spaces
from geoops.kit.context import LIVE, SYSTEM, Context
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.resources import demo
from geoops.runtime import run, say

app = typer.Typer(no_args_is_help=True, help="Dữ liệu minh họa / Illustrative data")

SpaceOption = Annotated[
    str | None,
    typer.Option(
        "--space", help="The space; without it the replay or drill that maps show first, never live"
    ),
]


@app.command("load")
def load(space: SpaceOption = None) -> None:
    """Load illustrative resources, marked as such on every screen, into a replay or drill."""

    async def work(database: Database) -> str:
        name = await space_for(database, space)
        async with database.transaction(_context(name)) as session:
            loaded = await demo.load(session)
        return (
            f"{name}: {loaded.rows} dòng minh họa mới ở {loaded.communes} xã"
            f" / {loaded.rows} new illustrative rows in {loaded.communes} communes"
        )

    say(run(work))


@app.command("clear")
def clear(space: SpaceOption = None) -> None:
    """Take the illustrative resources out of a space."""

    async def work(database: Database) -> str:
        name = await space_for(database, space)
        async with database.transaction(_context(name)) as session:
            gone = await demo.clear(session)
        return f"{name}: đã xóa {gone} dòng minh họa / {gone} illustrative rows removed"

    say(run(work))


def _context(space: str) -> Context:
    return Context(actor=SYSTEM.actor, scope=SYSTEM.scope, space=space)


async def space_for(database: Database, asked: str | None) -> str:
    """The space that is named, else the replay or drill that maps show first; raises CommandRefused."""
    if asked is not None:
        return asked
    async with database.transaction(SYSTEM) as session:
        shown = [
            space for space in await spaces.all_spaces(session) if space.shown_first and space.name != LIVE
        ]
    if not shown:
        raise CommandRefused(
            Text(
                "Không có không gian phát lại hay diễn tập nào; nêu rõ --space (kể cả --space live nếu thật sự muốn)",
                "There is no replay or drill; name one with --space (also --space live, if that is really meant)",
            )
        )
    return shown[0].name
