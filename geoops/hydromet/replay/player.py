"""The player: makes what a script holds known to a space, frame by frame, as the space's clock reaches each."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.decoded import Decoded
from geoops.kit import spaces
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.spaces import LEASE, Space

_RENEW_S = LEASE.total_seconds() / 3
_SHORTEST_S = 0.02

Told = Callable[[Decoded, int, int], None]
"""Called after each frame with the frame, how many are played, and how many there are."""


class Player:
    """Plays frames (in the order of their `read_at`) into a space of their own.

    Each frame is one transaction with its record in `feed_runs`, so that a player that was killed goes on with the
    first frame that is not recorded, and nothing is doubled. The space's clock runs only while a player renews its
    lease; its speed is read from the space, so that it can be changed while playing (0 pauses).
    """

    def __init__(
        self, database: Database, space: str, frames: Sequence[Decoded], *, told: Told = lambda *_: None
    ) -> None:
        self._database = database
        self._space = space
        self._frames = frames
        self._context = Context(actor="player", scope=Scope(nation=True), space=space)
        self._told = told

    async def run(self) -> None:
        """Play to the end with the clock."""
        while True:
            space = await self._renew()
            waiting = await self._waiting()
            for frame in waiting:
                if frame.read_at > space.now:
                    break
                await self._play(frame)
                space = await self._renew()
            left = [frame for frame in await self._waiting() if frame.read_at > space.now]
            if not left and space.ends_at is not None and space.now >= space.ends_at:
                await self._finish(space.ends_at)
                return
            await asyncio.sleep(_pause(space, left[0].read_at if left else space.ends_at))

    async def run_through(self, until: datetime | None = None) -> None:
        """Play as fast as it goes, up to `until`; the clock jumps from frame to frame."""
        if not self._frames:
            return
        last = until or self._frames[-1].read_at
        for frame in await self._waiting():
            if frame.read_at > last:
                break
            await self._play(frame, jump=True)
        await self._finish(last)

    async def _renew(self) -> Space:
        async with self._database.transaction(self._context) as session:
            await spaces.renew(session, self._space)
            return await spaces.get(session, self._space)

    async def _finish(self, at: datetime) -> None:
        async with self._database.transaction(self._context) as session:
            await spaces.stop(session, self._space, max(at, await spaces.now(session)))

    async def _waiting(self) -> list[Decoded]:
        async with self._database.transaction(self._context) as session:
            played = await feeds.played(session)
        return [frame for frame in self._frames if (feeds.feed_of(frame), frame.read_at) not in played]

    async def _play(self, frame: Decoded, *, jump: bool = False) -> None:
        began = time.perf_counter()
        async with self._database.transaction(self._context) as session:
            await feeds.lock_playing(session)
            played = await feeds.played(session)
            if (feeds.feed_of(frame), frame.read_at) not in played:
                if jump:
                    await spaces.stop(session, self._space, max(frame.read_at, await spaces.now(session)))
                result = await feeds.take(session, frame)
                await feeds.record_replayed(session, frame, result, time.perf_counter() - began)
                played.add((feeds.feed_of(frame), frame.read_at))
        self._told(frame, len(played), len(self._frames))


def _pause(space: Space, upcoming: datetime | None) -> float:
    """Seconds until the clock reaches what comes next, but no longer than the lease can wait."""
    if upcoming is None or space.speed <= 0:
        return 1.0
    ahead: timedelta = upcoming - space.now
    return min(_RENEW_S, max(_SHORTEST_S, ahead.total_seconds() / space.speed))
