"""What every sending to the outside has in common: where it may go, one signed POST, when to try again, and a verdict.

What is sent, in which order and to whom is the domain's; it keeps the receipts in its own tables.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

import httpx
import structlog

from geoops.kit.clock import utc_now
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.guard import AddressRefused, Guard
from geoops.kit.i18n import Text
from geoops.kit.tls import trusted

log = structlog.get_logger(__name__)

PORTS: Final = {"http": 80, "https": 443}
_FINAL: Final = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})
"""Answers that another attempt with the same body would only get again."""
_LONGEST_REASON = 500


class BadAddress(InputRefused):
    """The address of a recipient cannot be used."""

    code = "bad_recipient_address"
    title = Text("Địa chỉ nơi nhận không dùng được", "The recipient's address cannot be used")


class NotDelivered(Exception):
    """One attempt failed; `final` where another is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the receipt says after an attempt; `wait` is how long until the next, where there is one."""

    state: Literal["delivered", "waiting", "given_up"]
    error: str | None = None
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Tries:
    """How often is tried, and how long is waited: twice as long every time, up to a longest wait."""

    most: int
    first_wait: timedelta
    longest_wait: timedelta

    def verdict(self, number: int, failure: NotDelivered | None) -> Verdict:
        """After attempt `number` (1 is the first)."""
        if failure is None:
            return Verdict("delivered")
        if failure.final or number >= self.most:
            return Verdict("given_up", str(failure))
        return Verdict("waiting", str(failure), min(self.first_wait * 2 ** (number - 1), self.longest_wait))


async def attempted(sending: Awaitable[None], **about: object) -> NotDelivered | None:
    """Send, and say why it failed. A fault of ours is told in the log, and leaves a receipt like any other."""
    try:
        await sending
    except NotDelivered as failure:
        return failure
    except Exception as error:
        log.exception("sending_failed", **about)
        return NotDelivered(f"{type(error).__name__}: {error}"[:_LONGEST_REASON])
    return None


async def check_web_address(address: str, guard: Guard) -> str:
    """What lists may show of a web address; raises BadAddress for one that cannot be used, such as one inside the
    house."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise bad_address("địa chỉ không đọc được", "an unreadable address") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.fragment:
        raise bad_address(
            "cần địa chỉ http(s)://…, không kèm tên đăng nhập", "an http(s) address without a user is needed"
        )
    await check_host(parts.hostname, port or PORTS[parts.scheme], guard)
    return f"{parts.scheme}://{parts.netloc}/…"


async def check_host(host: str, port: int, guard: Guard) -> None:
    """Raises BadAddress for a host that is not known or may not be asked."""
    try:
        await guard.addresses(host, port)
    except AddressRefused as refused:
        raise BadAddress(refused.detail) from None
    except (OSError, UnicodeError) as error:
        raise bad_address(
            f"không tìm thấy máy “{host}”: {error}", f"there is no host “{host}”: {error}"
        ) from None


def bad_address(vi: str, en: str) -> BadAddress:
    """A fault of the field `address`."""
    return BadAddress(faults=[Fault(Text(vi, en), field="address")])


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `stamp.body`: what a recipient works out and compares."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_headers(key: str, body: bytes, secret: str | None, media: str) -> Mapping[str, str]:
    """The headers of a POST. `X-GeoOps-Signature` is `signature` with the shared secret.

    `Idempotency-Key` is the same however often it is sent: a recipient drops what it has seen.
    """
    stamp = str(int(utc_now().timestamp()))
    headers = {
        "Content-Type": media,
        "User-Agent": "GeoOps",
        "Idempotency-Key": key,
        "X-GeoOps-Timestamp": stamp,
    }
    if secret is not None:
        headers["X-GeoOps-Signature"] = f"sha256={signature(secret, stamp, body)}"
    return headers


async def post(
    address: str, body: bytes, *, key: str, media: str, secret: str | None, guard: Guard, within_s: float
) -> None:
    """POST once, within a bound whatever the other side does. Raises NotDelivered.

    It goes to the address that the name had when it was judged: a name that answers otherwise later gains nothing.
    """
    try:
        async with asyncio.timeout(within_s):
            await _post(address, body, signed_headers(key, body, secret, media), guard, within_s)
    except TimeoutError:
        raise NotDelivered(f"no answer in {within_s:.0f} s") from None


async def _post(address: str, body: bytes, headers: Mapping[str, str], guard: Guard, within_s: float) -> None:
    url = httpx.URL(address)
    try:
        addresses = await guard.addresses(url.host, url.port or PORTS[url.scheme])
    except AddressRefused as refused:
        raise NotDelivered(str(refused), final=True) from None
    except OSError as error:
        raise NotDelivered(f"name not found: {error}") from None
    request = httpx.Request(
        "POST",
        url.copy_with(host=addresses[0]),
        content=body,
        headers={**headers, "Host": url.netloc.decode()},
        extensions={"sni_hostname": url.host},
    )
    try:
        async with httpx.AsyncClient(
            verify=trusted(), timeout=within_s, follow_redirects=False, trust_env=False
        ) as client:
            response = await client.send(request, stream=True)
            await response.aclose()
    except httpx.HTTPError as error:
        raise NotDelivered(f"{type(error).__name__}: {error}"[:_LONGEST_REASON]) from None
    if not response.is_success:
        raise NotDelivered(f"HTTP {response.status_code}", final=response.status_code in _FINAL)
