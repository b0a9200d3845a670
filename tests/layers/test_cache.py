"""The byte cache: made once however many ask, bounded, and a failed making is not kept."""

import asyncio

import pytest

from geoops.layers.cache import OVERHEAD, ByteCache


async def test_a_body_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    cache, made = ByteCache[bytes](10_000), 0

    async def make() -> bytes:
        nonlocal made
        made += 1
        await asyncio.sleep(0.01)
        return b"tile"

    bodies = await asyncio.gather(*(cache.get("k", make) for _ in range(20)))
    assert (set(bodies), made) == ({b"tile"}, 1)


async def test_the_least_recently_used_goes_first() -> None:
    cache = ByteCache[bytes](3 * (100 + OVERHEAD))

    async def body() -> bytes:
        return b"x" * 100

    for key in "abc":
        await cache.get(key, body)
    assert cache.peek("a") is not None
    await cache.get("d", body)
    assert cache.peek("b") is None
    assert all(cache.peek(key) for key in "acd")


async def test_a_failed_making_reaches_everybody_and_is_tried_again() -> None:
    cache = ByteCache[bytes](10_000)

    async def fail() -> bytes:
        await asyncio.sleep(0.01)
        raise RuntimeError("database away")

    results = await asyncio.gather(*(cache.get("k", fail) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(result, RuntimeError) for result in results)

    async def work() -> bytes:
        return b"tile"

    assert await cache.get("k", work) == b"tile"


async def test_a_caller_who_leaves_does_not_take_the_tile_from_the_others() -> None:
    cache = ByteCache[bytes](10_000)
    gate = asyncio.Event()

    async def make() -> bytes:
        await gate.wait()
        return b"tile"

    first = asyncio.create_task(cache.get("k", make))
    await asyncio.sleep(0)
    second = asyncio.create_task(cache.get("k", make))
    await asyncio.sleep(0)
    second.cancel()
    gate.set()
    assert await first == b"tile"
    with pytest.raises(asyncio.CancelledError):
        await second
