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
AT_ONCE = 6
"""So many moments of a space are worked out before the next one has its turn."""


def _context(space: str) -> Context:
    return Context(actor="danger", scope=Scope(nation=True), space=space)


async def advance(
    database: Database, space: str, most: int | None = None
) -> tuple[list[working.Worked], bool]:
    """Work out what is due in a space, each moment in a transaction of its own, and at most so many; whether more is
    left."""
    async with database.transaction(_context(space)) as session:
        due = await working.due(session)
    done = []
    for number, moment in enumerate(due.moments[:most], 1):
        seq = due.seq if number == len(due.moments) else due.seq_before
        async with database.transaction(_context(space)) as session:
            done.append(await working.work_out(session, moment, seq))
    return done, len(done) < len(due.moments)


async def advance_all(database: Database) -> bool:
    """A few moments of every space in turn; whether any has more. One that fails is logged and holds up no other."""
    async with database.transaction(SYSTEM) as session:
        names = [space.name for space in await spaces.all_spaces(session)]
    more = False
    for name in names:
        try:
            done, left = await advance(database, name, AT_ONCE)
        except Exception as error:
            log.error("danger_failed", space=name, exc_info=error)
            continue
        more = more or left
        if raised := sum(worked.raised for worked in done):
            log.info("danger", space=name, raised=raised, lowered=sum(worked.lowered for worked in done))
    return more


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
            if await advance_all(database):
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await wake.wait()
            wake.clear()


def _of_interest(change: Change) -> bool:
    entity = (change.domain, change.entity)
    return entity in working.DEPENDS_ON or entity == (switches.DOMAIN, switches.RULE)
