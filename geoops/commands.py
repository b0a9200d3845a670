"""The commands of the domains, put together for `geoops.cli`."""

from collections.abc import Callable, Sequence

import typer

from geoops.accounts import commands as accounts
from geoops.communes import commands as communes
from geoops.hydromet import commands as hydromet

COMMANDS: Sequence[tuple[str, typer.Typer]] = (
    ("user", accounts.users),
    ("token", accounts.tokens),
    ("communes", communes.app),
    ("feeds", hydromet.feeds_app),
)
"""Groups of commands by name; a domain that has commands adds its group here."""

SINGLE: Sequence[tuple[str, Callable[..., None]]] = (("replay", hydromet.replay),)
"""Commands that stand alone."""
