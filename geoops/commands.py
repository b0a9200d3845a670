"""The commands of the domains, put together for `geoops.cli`."""

from collections.abc import Sequence

import typer

from geoops.accounts import commands as accounts
from geoops.communes import commands as communes

COMMANDS: Sequence[tuple[str, typer.Typer]] = (
    ("user", accounts.users),
    ("token", accounts.tokens),
    ("communes", communes.app),
)
"""Groups of commands by name; a domain that has commands adds its group here."""
