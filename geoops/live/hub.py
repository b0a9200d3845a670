"""Hands each settled change to the open streams that may hear of it.

A stream's queue is bounded: a reader that is too slow is cut off, and resumes from the last number it saw.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from prometheus_client import Gauge

from geoops.kit.changes import Change
from geoops.kit.context import Caller

OPEN = Gauge("geoops_streams_open", "Event streams that are open")
QUEUE = 2000


class Hub:
    """The open streams of one process; a listener of the change log."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[Change | None], tuple[Caller, str]] = {}
        self._province_of: Mapping[str, str] = {}
        self.closing = asyncio.Event()

    def know_provinces(self, province_of: Mapping[str, str]) -> None:
        """Which province each commune lies in, for scopes that name provinces."""
        self._province_of = province_of

    def publish(self, batch: Sequence[Change]) -> None:
        """Give a batch to everybody who may hear of it."""
        for queue, (caller, space) in list(self._queues.items()):
            for change in batch:
                if not self.hears(caller, space, change):
                    continue
                try:
                    queue.put_nowait(change)
                except asyncio.QueueFull:
                    del self._queues[queue]
                    _cut_off(queue)
                    break

    def hears(self, caller: Caller, space: str, change: Change) -> bool:
        """The same rule as the policy `seen` on the table `changes`."""
        if change.space != space:
            return False
        if change.everyone or change.actor == caller.name:
            return True
        province = self._province_of.get(change.commune_code) if change.commune_code else None
        return caller.scope.covers(change.commune_code, province)

    @asynccontextmanager
    async def listening(self, caller: Caller, space: str) -> AsyncIterator[asyncio.Queue[Change | None]]:
        """A queue of what the caller may hear in that space; None at its end means cut off."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(QUEUE)
        self._queues[queue] = (caller, space)
        OPEN.inc()
        try:
            yield queue
        finally:
            self._queues.pop(queue, None)
            OPEN.dec()

    def close(self) -> None:
        """End all streams: the program stops."""
        self.closing.set()
        for queue in list(self._queues):
            _cut_off(queue)
        self._queues.clear()


def _cut_off(queue: asyncio.Queue[Change | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)
