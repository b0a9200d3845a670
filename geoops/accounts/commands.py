"""`geoops user …` and `geoops token …`."""

from typing import Annotated

import typer

from geoops.accounts import service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import run, say

users = typer.Typer(no_args_is_help=True, help="Người dùng / People who sign in")
tokens = typer.Typer(no_args_is_help=True, help="Mã truy cập cho máy / Tokens for machines")

Role = Annotated[str, typer.Option("--role", help="admin, duty, commune, field, planner, feed")]
ScopeOption = Annotated[
    str, typer.Option("--scope", help="vn, a province code (15) or commune codes (03388,02671)")
]


@users.command("add")
def add_user(name: str, role: Role, scope: ScopeOption, display_name: str | None = None) -> None:
    """Add a person; prints the first password, which has to be changed at the first sign-in."""

    async def work(database: Database) -> str:
        async with database.transaction(SYSTEM) as session:
            return await service.add_person(session, name, role, scope, display_name)

    say(run(work))


@users.command("reset-password")
def reset_password(name: str) -> None:
    """Give a person a new first password; prints it."""

    async def work(database: Database) -> str:
        async with database.transaction(SYSTEM) as session:
            return await service.reset_password(session, name)

    say(run(work))


@tokens.command("add")
def add_token(name: str, role: Role, scope: ScopeOption) -> None:
    """Make a token; prints it alone, once."""

    async def work(database: Database) -> str:
        async with database.transaction(SYSTEM) as session:
            return await service.add_token(session, name, role, scope, "command line")

    say(run(work))


@tokens.command("revoke")
def revoke_token(name: str) -> None:
    """Take a token out of force."""

    async def work(database: Database) -> None:
        async with database.transaction(SYSTEM) as session:
            await service.revoke_token(session, name)

    run(work)
