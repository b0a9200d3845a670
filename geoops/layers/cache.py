"""Bodies kept in memory, the least recently used thrown out first; each key is made once however many ask."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sized
from typing import Generic, TypeVar

from prometheus_client import Counter

LOOKUPS = Counter("geoops_tile_cache_lookups_total", "Lookups in the tile cache", ("result",))
_HIT, _MISS = LOOKUPS.labels("hit"), LOOKUPS.labels("miss")
OVERHEAD = 400  # bytes a key and its entry take, roughly


Body = TypeVar("Body", bound=Sized)


class ByteCache(Generic[Body]):
    """A cache of bodies up to `limit_bytes` by their `len`. Keys carry the version, so that an entry is never wrong, only old."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._size = 0
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._making: dict[Hashable, asyncio.Future[Body]] = {}

    def __len__(self) -> int:
        return len(self._bodies)

    def peek(self, key: Hashable) -> Body | None:
        """The body if it is there."""
        body = self._bodies.get(key)
        if body is not None:
            self._bodies.move_to_end(key)
            _HIT.inc()
        return body

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Body]]) -> Body:
        """The body, made if it is not there; others who ask meanwhile wait for the same making."""
        if (body := self.peek(key)) is not None:
            return body
        if (making := self._making.get(key)) is not None:
            return await asyncio.shield(making)
        _MISS.inc()
        future: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._making[key] = future
        try:
            body = await make()
        except BaseException as error:
            future.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
            future.exception()  # seen, even where nobody else waits
            raise
        else:
            self._keep(key, body)
            future.set_result(body)
            return body
        finally:
            del self._making[key]

    def _keep(self, key: Hashable, body: Body) -> None:
        self._bodies[key] = body
        self._size += len(body) + OVERHEAD
        while self._size > self._limit and self._bodies:
            _, dropped = self._bodies.popitem(last=False)
            self._size -= len(dropped) + OVERHEAD
