"""Asking a source over HTTP, so that a server that hangs, floods, lies or is gone costs a bounded time and no more."""

import asyncio
import contextlib
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

import httpx
import stamina

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.unpack import Damaged, Inflated, Plain, TooLarge
from geoops.kit.errors import Problem
from geoops.kit.guard import AddressRefused, Guard
from geoops.kit.i18n import Text
from geoops.kit.tls import trusted
from geoops.settings import Settings

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed

MAX_REDIRECTS = 3
LONGEST_WAIT_S = 30.0
_STEP = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})


class SourceUnavailable(Problem):
    """The source did not answer as it should; asking again later is right."""

    status = 503
    code = "source_unavailable"
    title = Text("Nguồn dữ liệu không trả lời", "The source does not answer")


class Temporary(Exception):
    """A fault that another attempt may not meet."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request; `encoding` is the text encoding that its header states."""

    url: str
    body: bytes
    encoding: str | None


async def ask(feed: "Feed", asking: "Asking") -> Answer:
    """One request, the feed's own. Raises SourceUnavailable after the feed's attempts, at once where asking again is of
    no use (refused by the source, too large), AddressRefused."""
    web = Web(feed, asking)
    try:
        request = feed.request(asking.address, asking.now)
    except httpx.InvalidURL as error:
        raise unavailable(feed.name, f": {error}", f": {error}") from None
    reply = await web.send(request)
    return Answer((Part("body", reply.body, reply.encoding),), web.attempts)


class Bounds(Protocol):
    """What of a feed bounds its requests, and how they are signed."""

    name: str
    time_limit: timedelta
    body_limit: int
    attempts: int
    guarded: bool

    def sign(self, request: httpx.Request, settings: Settings) -> httpx.Request:
        """The request with credentials."""

    def unsign(self, request: httpx.Request) -> httpx.Request:
        """The request without them."""


class Web:
    """Requests of one run of a feed, within the bounds of the feed: time per attempt, attempts per request, and the
    bytes of all answers together. `attempts` counts all that were made."""

    def __init__(self, feed: Bounds, asking: "Asking") -> None:
        self._feed = feed
        self._asking = asking
        self._left = feed.body_limit
        own = [] if feed.guarded else [httpx.URL(asking.address).host] if _is_url(asking.address) else []
        self._guard = Guard.of(asking.settings.feeds_private, *own)
        self.attempts = 0

    async def send(self, request: httpx.Request) -> Reply:
        """The answer to a request. Raises SourceUnavailable or AddressRefused."""
        try:
            async for attempt in stamina.retry_context(
                on=Temporary,
                attempts=self._feed.attempts,
                timeout=None,
                wait_initial=self._asking.first_wait_s,
                wait_max=LONGEST_WAIT_S,
            ):
                with attempt:
                    self.attempts += 1
                    return await self._attempt(request)
        except Temporary as error:
            raise unavailable(self._feed.name, f": {error}", f": {error}") from error
        raise AssertionError("stamina leaves its loop by return or by raising")

    async def _attempt(self, request: httpx.Request) -> Reply:
        seconds = self._feed.time_limit.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(self._feed.sign(request, self._asking.settings))
        except TimeoutError:
            raise Temporary(f"no whole answer in {seconds:.0f} s") from None
        except Damaged as error:
            raise Temporary(str(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Temporary(f"{type(error).__name__}: {error}") from None

    async def _follow(self, request: httpx.Request) -> Reply:
        """Redirects are followed here, so that every step of the way is judged."""
        for _ in range(MAX_REDIRECTS + 1):
            async with self._client(request.url) as client:
                response = await client.send(await self._judged(request), stream=True)
                try:
                    if response.status_code not in _MOVED:
                        return Reply(str(request.url), await self._body(response), response.charset_encoding)
                    onward = response.next_request
                finally:
                    await response.aclose()
            if onward is None:
                break
            request = onward if onward.url.host == request.url.host else self._feed.unsign(onward)
        raise Temporary("redirected again and again")

    def _client(self, url: httpx.URL) -> httpx.AsyncClient:
        if not self._guard.trusts(url.host) and not _by_proxy(url):
            return httpx.AsyncClient(transport=_Pinned(self._guard), timeout=10)
        return httpx.AsyncClient(verify=trusted(), timeout=10, trust_env=True)

    async def _judged(self, request: httpx.Request) -> httpx.Request:
        if request.url.scheme not in ("http", "https"):
            raise AddressRefused(
                Text(
                    f"không hỏi được “{request.url.scheme}:” qua HTTP",
                    f"“{request.url.scheme}:” is not asked over HTTP",
                )
            )
        if _by_proxy(request.url) and not self._guard.trusts(request.url.host):
            # The proxy looks the name up; where it is known here too, it is judged here.
            with contextlib.suppress(OSError):
                await self._guard.addresses(request.url.host, request.url.port or 443)
        request.headers["Accept-Encoding"] = "gzip"
        request.headers.setdefault("User-Agent", "GeoOps")
        return request

    async def _body(self, response: httpx.Response) -> bytes:
        status = response.status_code
        if status >= 500 or status == 429:
            raise Temporary(f"HTTP {status}")
        partly = status == 206 and "range" in response.request.headers
        if status != 200 and not partly:
            raise unavailable(self._feed.name, f": HTTP {status}", f": HTTP {status}")
        packed = response.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise unavailable(
                self._feed.name,
                f": nén kiểu “{packed}” không được yêu cầu",
                f": “{packed}” was not asked for",
            )
        taken = Plain(self._left) if packed in ("", "identity") else Inflated(self._left)
        try:
            async for part in response.aiter_raw(_STEP):
                taken.feed(part)
            body = taken.end()
        except TooLarge:
            raise too_large(self._feed) from None
        self._left -= len(body)
        return body


class _Pinned(httpx.AsyncHTTPTransport):
    """Connects to the address that was judged; the certificate is checked against the name all the same."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(verify=trusted(), trust_env=False)
        self._judge = guard

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        addresses = await self._judge.addresses(url.host, url.port or (443 if url.scheme == "https" else 80))
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        request.url = url.copy_with(host=addresses[0])
        try:
            return await super().handle_async_request(request)
        finally:
            request.url = url


def too_large(feed: Bounds) -> SourceUnavailable:
    """The answer goes on beyond the feed's limit."""
    limit = f"{feed.body_limit / 2**20:.3g} MiB"
    return unavailable(feed.name, f": trả lời quá {limit}", f": answers with more than {limit}")


def unavailable(name: str, vi: str, en: str) -> SourceUnavailable:
    """The source of that feed did not answer as it should, and why."""
    return SourceUnavailable(
        Text(f"Nguồn “{name}” không trả lời{vi}", f"The source “{name}” does not answer{en}")
    )


def _is_url(address: str) -> bool:
    try:
        return bool(httpx.URL(address).host)
    except httpx.InvalidURL:
        return False


def _by_proxy(url: httpx.URL) -> bool:
    proxies = urllib.request.getproxies()
    return (url.scheme in proxies or "all" in proxies) and not urllib.request.proxy_bypass(url.host)
