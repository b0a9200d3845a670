"""Asking a source over HTTP, so that a server that hangs, floods or is gone costs a bounded time and nothing else."""

import asyncio
from datetime import datetime

import httpx
import stamina

from geoops.hydromet.feeds.base import Feed
from geoops.kit.errors import Problem
from geoops.kit.i18n import Text

ATTEMPTS = 3
_STEP = 64 * 1024


class SourceUnavailable(Problem):
    """The source did not answer as it should; asking again later is right."""

    status = 503
    code = "source_unavailable"
    title = Text("Nguồn dữ liệu không trả lời", "The source does not answer")


class _Temporary(Exception):
    """A fault that another attempt may not meet."""


async def fetch(feed: Feed, address: str, now: datetime, *, first_wait_s: float = 1.0) -> bytes:
    """The body of the source's answer. Raises SourceUnavailable after three attempts, at once where asking again
    is of no use (refused by the source, too large)."""
    try:
        async for attempt in stamina.retry_context(
            on=_Temporary, attempts=ATTEMPTS, timeout=None, wait_initial=first_wait_s, wait_max=30
        ):
            with attempt:
                return await _attempt(feed, address, now)
    except _Temporary as error:
        raise SourceUnavailable(
            Text(
                f"Nguồn “{feed.name}” không trả lời: {error}",
                f"The source “{feed.name}” does not answer: {error}",
            )
        ) from error
    raise AssertionError("stamina leaves its loop by return or by raising")


async def _attempt(feed: Feed, address: str, now: datetime) -> bytes:
    try:
        async with (
            asyncio.timeout(feed.time_limit.total_seconds()),
            httpx.AsyncClient(timeout=10, follow_redirects=True, max_redirects=3, trust_env=True) as client,
        ):
            response = await client.send(feed.request(address, now), stream=True)
            try:
                return await _body(feed, response)
            finally:
                await response.aclose()
    except TimeoutError:
        raise _Temporary(f"no whole answer in {feed.time_limit.total_seconds():.0f} s") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _Temporary(f"{type(error).__name__}: {error}") from None


async def _body(feed: Feed, response: httpx.Response) -> bytes:
    if response.status_code >= 500 or response.status_code == 429:
        raise _Temporary(f"HTTP {response.status_code}")
    if response.status_code != 200:
        raise SourceUnavailable(
            Text(
                f"Nguồn “{feed.name}” trả lời HTTP {response.status_code}",
                f"The source “{feed.name}” answers HTTP {response.status_code}",
            )
        )
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes(_STEP):
        size += len(part)
        if size > feed.body_limit:
            raise SourceUnavailable(
                Text(
                    f"Nguồn “{feed.name}” trả lời quá {feed.body_limit >> 20} MiB",
                    f"The source “{feed.name}” answers with more than {feed.body_limit >> 20} MiB",
                )
            )
        parts.append(part)
    return b"".join(parts)
