"""The ways out: webhook, e-mail, apprise. Each attempt has a bound; whatever goes wrong is a NotDelivered."""

import asyncio
import smtplib
import ssl
import uuid
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final
from urllib.parse import unquote, urlsplit

from geoops.hydromet.warnings.delivery.message import Outgoing
from geoops.kit import outbound
from geoops.kit.guard import Guard
from geoops.kit.outbound import BadAddress, NotDelivered, bad_address
from geoops.settings import Settings

ATTEMPT_S: Final = 15.0
_LOCAL_SCHEMES: Final = frozenset(
    {"dbus", "qt", "glib", "kde", "gnome", "macosx", "windows", "syslog", "file", "rsyslog"}
)


def guard_of(settings: Settings) -> Guard:
    """Private networks are closed, but for what `GEOOPS_FEEDS_PRIVATE` opens."""
    return Guard.of(settings.feeds_private)


async def check_address(kind: str, address: str, guard: Guard) -> str:
    """What lists may show of an address; raises BadAddress where it cannot be used."""
    try:
        if kind == "webhook":
            return await outbound.check_web_address(address, guard)
        if kind == "email":
            name, _, domain = address.rpartition("@")
            if not name or not domain or any(character in address for character in "\r\n ,;<>"):
                raise bad_address("địa chỉ thư không hợp lệ", "not an e-mail address")
            return f"{name[:2]}…@{domain}"
        return await _check_apprise(address, guard)
    except ValueError:
        raise bad_address("địa chỉ không đọc được", "an unreadable address") from None


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
    await outbound.post(
        address,
        message.body,
        key=message.key,
        media="application/json",
        secret=secret,
        guard=guard,
        within_s=ATTEMPT_S,
    )


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
        raise bad_address("kênh này chỉ có trên chính máy chủ", "this channel leads to the server itself")
    plugin = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if plugin is None:
        raise bad_address("apprise không hiểu địa chỉ này", "apprise does not understand this address")
    await _check_apprise_host(plugin, guard)
    return f"{scheme}://…"


async def _check_apprise_host(plugin: object, guard: Guard) -> None:
    host = getattr(plugin, "host", None)
    if isinstance(host, str) and "." in host:
        await outbound.check_host(host, getattr(plugin, "port", None) or 443, guard)


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
