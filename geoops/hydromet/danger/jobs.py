"""Working danger out as data arrive and clocks tick, in every space. Opens the transactions."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog

from geoops.hydromet.danger import switches, working
from geoops.kit import spaces
from geoops.kit.changes import Change, Follower
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 2.0
"""Clocks of replays run fast: so often they are looked at for a tick that is due."""


def _context(space: str) -> Context:
    return Context(actor="danger", scope=Scope(nation=True), space=space)


async def advance(database: Database, space: str) -> list[working.Worked]:
    """Work out everything that is due in a space, each moment in a transaction of its own."""
    async with database.transaction(_context(space)) as session:
        due = await working.due(session)
    done = []
    for moment in due.moments:
        async with database.transaction(_context(space)) as session:
            done.append(await working.work_out(session, moment, due.seq))
    return done


async def advance_all(database: Database) -> None:
    """The same in every space; one that fails is logged and holds up no other."""
    async with database.transaction(SYSTEM) as session:
        names = [space.name for space in await spaces.all_spaces(session)]
    for name in names:
        try:
            for worked in await advance(database, name):
                if worked.raised or worked.lowered:
                    log.info("danger", space=name, raised=worked.raised, lowered=worked.lowered)
        except Exception as error:
            log.error("danger_failed", space=name, exc_info=error)


async def watch(database: Database) -> None:
    """Work danger out for as long as the program runs: soon after data arrive, and at every tick."""
    wake = asyncio.Event()

    def heard(batch: Sequence[Change]) -> None:
        if any(_of_interest(change) for change in batch):
            wake.set()

    follower = Follower(database)
    await follower.start_from_now()
    follower.subscribe(heard)
    async with follower.running():
        while True:
            await advance_all(database)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), LOOK_EVERY_S)
            wake.clear()


def _of_interest(change: Change) -> bool:
    entity = (change.domain, change.entity)
    return entity in working.DEPENDS_ON or entity == (switches.DOMAIN, switches.RULE)
