"""What `geoops up` makes sure of before it serves, and what then runs beside the web application."""

import contextlib
import ctypes
import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from geoops.accounts import service as accounts
from geoops.communes import jobs as communes
from geoops.hazards import jobs as hazards
from geoops.hydromet import startup as hydromet
from geoops.hydromet.danger import jobs as danger
from geoops.incidents import jobs as incidents
from geoops.indicators import service as indicators
from geoops.kit.context import LIVE, SYSTEM, Context
from geoops.kit.db import Database
from geoops.resources import demo
from geoops.resources.assessing import jobs as readiness
from geoops.runtime import announce
from geoops.settings import Settings
from geoops.works import jobs as works

log = structlog.get_logger(__name__)

Task = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Started:
    """What the start found out: the first administrator's password (once), and what runs beside the application."""

    first_password: str | None
    tasks: Sequence[Task] = ()


async def load_missing(database: Database, settings: Settings) -> Started:
    """Load what is not there yet. Safe to run again, and to be ended in the middle."""
    await communes.ensure_loaded(database, communes.folders(settings.data), announce)
    async with database.transaction(SYSTEM) as session:
        await indicators.ensure_loaded(session)
    await hazards.measure_missing(database, settings.home)
    chosen = await hydromet.choose(database, settings)
    announce(f"{chosen.notice.vi} / {chosen.notice.en}")
    await _illustrate(database, chosen.space)
    settle_memory()
    # Last: the password is kept nowhere, so it must not be made long before it is shown.
    async with database.transaction(SYSTEM) as session:
        first_password = await accounts.ensure_first_administrator(session)

    async def watch_danger() -> None:
        await danger.watch(database)

    async def watch_incidents() -> None:
        await incidents.watch(database, settings)

    async def watch_works() -> None:
        await works.watch(database)

    async def watch_readiness() -> None:
        await readiness.watch(database)

    return Started(
        first_password=first_password,
        tasks=(*chosen.tasks, watch_danger, watch_incidents, watch_works, watch_readiness),
    )


async def _illustrate(database: Database, space: str) -> None:
    """Put the illustrative resources into a replay or drill; never into live, where they could be taken for real."""
    if space == LIVE:
        return
    async with database.transaction(Context(SYSTEM.actor, SYSTEM.scope, space)) as session:
        loaded = await demo.load(session)
    if loaded.rows:
        announce(f"Dữ liệu minh họa: {loaded.rows} dòng / Illustrative data: {loaded.rows} rows")


def settle_memory() -> None:
    """Preparing boundaries leaves more than a gigabyte with the allocator: hand it back (where the C library can). What is
    left lives as long as the program: the collector need not look at half a million such objects again, which cost a
    pass over all communes a fifth of a second."""
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
