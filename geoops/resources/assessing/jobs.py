"""Working readiness out as danger, counts and norms change, in every space. Opens the transactions."""

import asyncio
import contextlib
import time
from collections.abc import Sequence

import structlog

from geoops.kit import spaces
from geoops.kit.changes import Change, Follower
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from geoops.resources.assessing import working

log = structlog.get_logger(__name__)

DEPENDS_ON = frozenset(
    {
        ("hydromet", "danger"),
        ("hydromet", "warning"),
        ("hydromet", "bulletin"),
        ("hydromet", "danger_rule"),
        ("hazards", "risk_map"),
        ("resources", "resource"),
        ("resources", "shelter"),
        ("resources", "command_post"),
        ("resources", "planning_norm"),
        ("resources", "dispatch"),
    }
)
"""What of the change log asks for a new look."""
EVERY_S = 600.0
"""So often every space is looked at whatever the log says: counts grow old by themselves."""
PAUSE_S = 1.0
"""Counts come in bursts: after one pass the next waits so long."""


def _context(space: str) -> Context:
    return Context(actor="readiness", scope=Scope(nation=True), space=space)


async def advance(database: Database, space: str) -> working.Worked:
    """Work the readiness of a space out now."""
    async with database.transaction(_context(space)) as session:
        return await working.work_out(session)


async def advance_all(database: Database, only: frozenset[str] | None = None) -> None:
    """Every space, or those; one that fails is logged and holds up no other."""
    async with database.transaction(SYSTEM) as session:
        names = [space.name for space in await spaces.all_spaces(session)]
    for name in names:
        if only is not None and name not in only:
            continue
        try:
            done = await advance(database, name)
        except Exception as error:
            log.error("readiness_failed", space=name, exc_info=error)
            continue
        if done.changed:
            log.info("readiness", space=name, threatened=done.threatened, changed=done.changed)


async def watch(database: Database) -> None:
    """Work readiness out for as long as the program runs."""
    wake = asyncio.Event()
    touched: set[str] = set()

    def heard(batch: Sequence[Change]) -> None:
        here = {change.space for change in batch if (change.domain, change.entity) in DEPENDS_ON}
        if here:
            touched.update(here)
            wake.set()

    follower = Follower(database)
    await follower.start_from_now()
    follower.subscribe(heard)
    async with follower.running():
        last_all = -EVERY_S
        while True:
            if time.monotonic() - last_all >= EVERY_S:
                touched.clear()
                await advance_all(database)
                last_all = time.monotonic()
            elif touched:
                only = frozenset(touched)
                touched.clear()
                await advance_all(database, only)
            await asyncio.sleep(PAUSE_S)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S / 10):
                    await wake.wait()
            wake.clear()
