"""The ways out: webhook, e-mail, apprise. Each attempt has a bound; whatever goes wrong is a NotDelivered."""

import asyncio
import smtplib
import ssl
import uuid
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final
from urllib.parse import unquote, urlsplit

import httpx

from geoops.hydromet.feeds.guard import AddressRefused, Guard
from geoops.hydromet.warnings.delivery.errors import BadAddress, NotDelivered
from geoops.hydromet.warnings.delivery.message import Outgoing, signed_headers
from geoops.kit.clock import utc_now
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.settings import Settings

ATTEMPT_S: Final = 15.0
_LOCAL_SCHEMES: Final = frozenset(
    {"dbus", "qt", "glib", "kde", "gnome", "macosx", "windows", "syslog", "file", "rsyslog"}
)
_GONE: Final = frozenset({400, 401, 403, 404, 405, 410, 413, 415, 422})
_PORTS: Final = {"http": 80, "https": 443}


def guard_of(settings: Settings) -> Guard:
    """Private networks are closed, but for what `GEOOPS_FEEDS_PRIVATE` opens."""
    return Guard.of(settings)


async def check_address(kind: str, address: str, guard: Guard) -> str:
    """What lists may show of an address; raises BadAddress where it cannot be used."""
    try:
        if kind == "webhook":
            parts = urlsplit(address)
            if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.fragment:
                raise _bad(
                    "cần địa chỉ http(s)://…, không kèm tên đăng nhập",
                    "an http(s) address without a user is needed",
                )
            await _addresses(guard, parts.hostname, parts.port or _PORTS[parts.scheme])
            return f"{parts.scheme}://{parts.netloc}/…"
        if kind == "email":
            name, _, domain = address.rpartition("@")
            if not name or not domain or any(character in address for character in "\r\n ,;<>"):
                raise _bad("địa chỉ thư không hợp lệ", "not an e-mail address")
            return f"{name[:2]}…@{domain}"
        return await _check_apprise(address, guard)
    except ValueError:
        raise _bad("địa chỉ không đọc được", "an unreadable address") from None


async def send(kind: str, address: str, secret: str | None, message: Outgoing, settings: Settings) -> None:
    """Send once. Raises NotDelivered, within ATTEMPT_S whatever the other side does."""
    try:
        async with asyncio.timeout(ATTEMPT_S):
            if kind == "webhook":
                await _webhook(address, secret, message, guard_of(settings))
            elif kind == "email":
                await asyncio.to_thread(_email, address, message, settings)
            else:
                await _apprise(address, message, guard_of(settings))
    except TimeoutError:
        raise NotDelivered(f"no answer in {ATTEMPT_S:.0f} s") from None


async def _webhook(address: str, secret: str | None, message: Outgoing, guard: Guard) -> None:
    """POST to the address that the name had when it was judged: a name that answers otherwise later gains nothing."""
    url = httpx.URL(address)
    port = url.port or _PORTS[url.scheme]
    try:
        addresses = await guard.addresses(url.host, port)
    except AddressRefused as refused:
        raise NotDelivered(str(refused), final=True) from None
    except OSError as error:
        raise NotDelivered(f"name not found: {error}") from None
    body = message.body
    headers = {**signed_headers(message, body, secret, utc_now()), "Host": url.netloc.decode()}
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
        raise NotDelivered(f"HTTP {response.status_code}", final=response.status_code in _GONE)


def _email(address: str, message: Outgoing, settings: Settings) -> None:
    if settings.smtp_url is None:
        raise NotDelivered("no mail server is set (GEOOPS_SMTP_URL)")
    parts = urlsplit(settings.smtp_url.get_secret_value())
    letter = EmailMessage()
    letter["Subject"] = " ".join(message.headline.split())
    letter["From"] = settings.smtp_from
    letter["To"] = address
    letter["Date"] = formatdate(localtime=False)
    letter["Message-ID"] = f"<{message.key}.{uuid.uuid5(uuid.NAMESPACE_URL, address)}@geoops>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text)
    if (attached := message.attachment) is not None:
        letter.add_attachment(
            attached.content, maintype="application", subtype=attached.subtype, filename=attached.name
        )
    host, wait = parts.hostname or "localhost", ATTEMPT_S / 2
    try:
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=wait, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=wait)
        with server:
            if parts.scheme == "smtp":
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(letter)
    except smtplib.SMTPRecipientsRefused:
        raise NotDelivered("the mail server refuses the recipient", final=True) from None
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(f"{type(error).__name__}: {error}"[:500]) from None


async def _check_apprise(address: str, guard: Guard) -> str:
    import apprise

    scheme = address.split("://", 1)[0].lower()
    if scheme in _LOCAL_SCHEMES:
        raise _bad("kênh này chỉ có trên chính máy chủ", "this channel leads to the server itself")
    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        raise _bad("apprise không hiểu địa chỉ này", "apprise does not understand this address")
    await _check_apprise_host(plugin, guard)
    return f"{scheme}://…"


async def _check_apprise_host(plugin: object, guard: Guard) -> None:
    host = getattr(plugin, "host", None)
    if isinstance(host, str) and "." in host:
        await _addresses(guard, host, getattr(plugin, "port", None) or 443)


async def _apprise(address: str, message: Outgoing, guard: Guard) -> None:
    import apprise

    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        raise NotDelivered("apprise does not understand the address", final=True)
    try:
        await _check_apprise_host(plugin, guard)
    except BadAddress as refused:
        raise NotDelivered(str(refused), final=True) from None
    sender = apprise.Apprise()
    sender.add(plugin)
    if not await sender.async_notify(title=message.headline, body=message.text):
        raise NotDelivered("apprise reports that the channel did not take it")


async def _addresses(guard: Guard, host: str, port: int) -> None:
    try:
        await guard.addresses(host, port)
    except AddressRefused as refused:
        raise BadAddress(refused.detail) from None
    except OSError as error:
        raise _bad(f"không tìm thấy máy “{host}”: {error}", f"there is no host “{host}”: {error}") from None


def _bad(vi: str, en: str) -> BadAddress:
    return BadAddress(faults=[Fault(Text(vi, en), field="address")])
