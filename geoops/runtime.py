"""Where the database is, and how a command runs against it.

`GEOOPS_DATABASE_URL` names a server; else the private cluster under the home folder serves, started for the
length of the command where it does not run already.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import typer
from rich.console import Console

from geoops.embedded import EmbeddedCluster, EmbeddedError
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused, Problem
from geoops.kit.i18n import Text
from geoops.migrations.run import migrate
from geoops.settings import Settings, get_settings

Result = TypeVar("Result")
DATABASE_NAME = "geoops"
_err = Console(stderr=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one database: for the application, and for its owner."""

    application: str
    owner: str


@contextlib.contextmanager
def database_urls(settings: Settings) -> Iterator[Urls]:
    """The addresses, with the private cluster running for the length of the block where it serves."""
    if settings.database_url is not None:
        application = settings.database_url.get_secret_value()
        owner = settings.database_owner_url.get_secret_value() if settings.database_owner_url else application
        yield Urls(application, owner)
        return
    cluster = EmbeddedCluster(settings.home, say=announce)
    try:
        handle = cluster.join()
        handle.ensure_database(DATABASE_NAME)
        url = handle.url_for(DATABASE_NAME)
        yield Urls(url, url)
    finally:
        cluster.stop()


def run(work: Callable[[Database], Awaitable[Result]]) -> Result:
    """Run a command's work against the migrated database; a Problem ends the program with status 2."""
    settings = get_settings()

    async def inner(url: str) -> Result:
        database = Database(url, pool_size=2, statement_timeout_s=3600)
        try:
            return await work(database)
        finally:
            await database.close()

    with refusing(), database_urls(settings) as urls:
        migrate(urls.owner)
        return asyncio.run(inner(urls.application))


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Print a Problem as one readable block (Vietnamese, then English) and end with status 2."""
    try:
        yield
    except Problem as problem:
        complain(problem)
        raise typer.Exit(2) from None
    except EmbeddedError as error:
        complain(CommandRefused(Text(error.vi, error.en)))
        raise typer.Exit(2) from None


def complain(problem: Problem) -> None:
    """The block: what is wrong, then each fault with its file, row and field."""
    text = problem.detail or problem.title
    _err.print(f"[bold red]✗[/] {problem.title.vi}", markup=True, soft_wrap=True)
    if text is not problem.title:
        _err.print(f"  {text.vi}", markup=False, soft_wrap=True)
    _err.print(f"  ({text.en})", markup=False, soft_wrap=True)
    for fault in problem.faults:
        where = ", ".join(
            part
            for part in (
                fault.file,
                f"dòng {fault.row}" if fault.row is not None else None,
                f"trường “{fault.field}”" if fault.field else None,
            )
            if part
        )
        _err.print(f"  - {where or '—'}: {fault.reason.vi} ({fault.reason.en})", markup=False, soft_wrap=True)


def announce(line: str) -> None:
    """A line about what goes on, beside the output."""
    _err.print(line, style="dim", markup=False, soft_wrap=True)


def say(line: str) -> None:
    """One line on standard output, as it is."""
    typer.echo(line)
