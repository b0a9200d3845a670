"""What `geoops up` makes sure of before it serves, and what then runs beside the web application."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from geoops.accounts import service as accounts
from geoops.communes import jobs as communes
from geoops.hydromet import startup as hydromet
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import announce
from geoops.settings import Settings

log = structlog.get_logger(__name__)

Task = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Started:
    """What the start found out: the first administrator's password (once), and what runs beside the application."""

    first_password: str | None
    tasks: Sequence[Task] = ()


async def load_missing(database: Database, settings: Settings) -> Started:
    """Load what is not there yet. Safe to run again, and to be ended in the middle."""
    async with database.transaction(SYSTEM) as session:
        first_password = await accounts.ensure_first_administrator(session)
    await communes.ensure_loaded(database, communes.folders(settings.data), announce)
    chosen = await hydromet.choose(database, settings)
    announce(f"{chosen.notice.vi} / {chosen.notice.en}")
    return Started(first_password=first_password, tasks=chosen.tasks)
