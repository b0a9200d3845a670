"""The commands of the domains, put together for `geoops.cli`."""

from collections.abc import Callable, Sequence

import typer

from geoops.accounts import commands as accounts
from geoops.communes import commands as communes
from geoops.hazards import commands as hazards
from geoops.hydromet import commands as hydromet
from geoops.hydromet.danger import commands as danger
from geoops.hydromet.grids import commands as grids
from geoops.hydromet.warnings import commands as warnings
from geoops.indicators import commands as indicators
from geoops.resources import commands as resources
from geoops.works import commands as works

COMMANDS: Sequence[tuple[str, typer.Typer]] = (
    ("user", accounts.users),
    ("token", accounts.tokens),
    ("communes", communes.app),
    ("feeds", hydromet.feeds_app),
    ("grids", grids.app),
    ("demo", resources.app),
    ("rules", danger.app),
    ("hazards", hazards.app),
    ("warnings", warnings.app),
    ("indicators", indicators.app),
    ("works", works.app),
)
"""Groups of commands by name; a domain that has commands adds its group here."""

SINGLE: Sequence[tuple[str, Callable[..., None]]] = (("replay", hydromet.replay),)
"""Commands that stand alone."""
