"""One push over HTTP: to the address that was judged, signed, within a bound."""

import asyncio
import uuid
from typing import Final
from urllib.parse import urlsplit

import httpx

from geoops.hydromet.feeds.guard import AddressRefused, Guard
from geoops.hydromet.warnings.delivery.errors import BadAddress, NotDelivered
from geoops.hydromet.warnings.delivery.message import signature
from geoops.kit.clock import utc_now
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.settings import Settings

ATTEMPT_S: Final = 30.0
_PORTS: Final = {"http": 80, "https": 443}
_FINAL: Final = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})
"""Answers that another attempt with the same body would only get again."""


async def check_address(address: str, settings: Settings) -> str:
    """What lists may show of an address; raises BadAddress for one that cannot be used, such as one inside the house."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _bad("địa chỉ không đọc được", "an unreadable address") from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.fragment:
        raise _bad(
            "cần địa chỉ http(s)://…, không kèm tên đăng nhập", "an http(s) address without a user is needed"
        )
    try:
        await Guard.of(settings).addresses(parts.hostname, port or _PORTS[parts.scheme])
    except AddressRefused as refused:
        raise BadAddress(refused.detail) from None
    except (OSError, UnicodeError):
        raise _bad(f"không tìm thấy máy “{parts.hostname}”", f"there is no host “{parts.hostname}”") from None
    return f"{parts.scheme}://{parts.netloc}/…"


async def push(
    address: str,
    secret: str | None,
    recipient: uuid.UUID,
    last_seq: int,
    body: bytes,
    media: str,
    settings: Settings,
) -> None:
    """POST once. `Idempotency-Key` is the same however often the batch is sent. Raises NotDelivered."""
    try:
        async with asyncio.timeout(ATTEMPT_S):
            await _post(address, secret, f"{recipient}:{last_seq}", body, media, Guard.of(settings))
    except TimeoutError:
        raise NotDelivered(f"no answer in {ATTEMPT_S:.0f} s") from None


async def _post(address: str, secret: str | None, key: str, body: bytes, media: str, guard: Guard) -> None:
    url = httpx.URL(address)
    try:
        addresses = await guard.addresses(url.host, url.port or _PORTS[url.scheme])
    except AddressRefused as refused:
        raise NotDelivered(str(refused), final=True) from None
    except OSError as error:
        raise NotDelivered(f"name not found: {error}") from None
    stamp = str(int(utc_now().timestamp()))
    headers = {
        "Content-Type": media,
        "User-Agent": "GeoOps",
        "Host": url.netloc.decode(),
        "Idempotency-Key": key,
        "X-GeoOps-Timestamp": stamp,
    }
    if secret is not None:
        headers["X-GeoOps-Signature"] = f"sha256={signature(secret, stamp, body)}"
    request = httpx.Request(
        "POST",
        url.copy_with(host=addresses[0]),
        content=body,
        headers=headers,
        extensions={"sni_hostname": url.host},
    )
    try:
        async with httpx.AsyncClient(timeout=ATTEMPT_S, follow_redirects=False, trust_env=False) as client:
            response = await client.send(request, stream=True)
            await response.aclose()
    except httpx.HTTPError as error:
        raise NotDelivered(f"{type(error).__name__}: {error}"[:500]) from None
    if not response.is_success:
        raise NotDelivered(f"HTTP {response.status_code}", final=response.status_code in _FINAL)


def _bad(vi: str, en: str) -> BadAddress:
    return BadAddress(faults=[Fault(Text(vi, en), field="address")])
