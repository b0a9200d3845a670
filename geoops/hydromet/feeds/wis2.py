"""WMO WIS2: notifications over MQTT say what is new; the data are within them or behind a link with a checksum.

A run connects with a lasting session of its own, so that the broker keeps what is published between runs, takes what
waits there, and ends when nothing came for a moment. Each notification is checked (WNM 1.1.0), each data item taken
once by its id, whoever of the global brokers repeats it; the link is asked like any address that a stranger names.
"""

import asyncio
import base64
import hashlib
import hmac
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import orjson

from geoops.hydromet.feeds import fetch as http
from geoops.hydromet.feeds import secrets, synop
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.decoded import NotThisFormat, ReadingBatch
from geoops.hydromet.feeds.unpack import Damaged, TooLarge, gunzip_if_packed
from geoops.kit.errors import Fault
from geoops.kit.guard import AddressRefused, Guard
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, parse_time
from geoops.settings import Settings

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed
    from geoops.hydromet.feeds.config import FeedConfig

MOST_MESSAGES = 2000
_QUIET_S = 3.0
_SESSION_S = 24 * 3600
_LARGEST_EMBEDDED = 4096
"""Bytes of content within a notification that the specification allows."""
_HASHES = {"sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512"}


class BadNotification(Exception):
    """A message that is no valid notification; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Notification:
    """What is needed of a notification: its id, the data's id, where the data are, and how they are checked."""

    id: str
    data_id: str
    href: str | None
    content: bytes | None
    method: str | None
    digest: bytes | None

    @property
    def mark(self) -> str:
        """What is taken once: the data item in this very state, whichever broker told of it."""
        state = self.digest.hex()[:32] if self.digest else self.id
        return f"{self.data_id}|{state}"


def read_notification(payload: bytes) -> Notification:
    """A WIS2 notification message (WNM 1.1.0: id, conformsTo, geometry, properties, links). Raises BadNotification."""
    try:
        document = orjson.loads(payload)
    except orjson.JSONDecodeError:
        raise BadNotification(Text("thông báo không phải JSON", "the notification is not JSON")) from None
    if not isinstance(document, dict) or document.get("type") != "Feature":
        raise _bad("type")
    properties, links = document.get("properties"), document.get("links")
    if not isinstance(document.get("id"), str) or not document["id"]:
        raise _bad("id")
    if "http://wis.wmo.int/spec/wnm/1/conf/core" not in (document.get("conformsTo") or []):
        raise _bad("conformsTo")
    if "geometry" not in document or not isinstance(document["geometry"], dict | None):
        raise _bad("geometry")
    if not isinstance(properties, dict) or not isinstance(properties.get("data_id"), str):
        raise _bad("properties.data_id")
    _check_times(properties)
    if not isinstance(links, list) or not links:
        raise _bad("links")
    href = next(
        (
            link["href"]
            for wanted in ("canonical", "update")
            for link in links
            if isinstance(link, dict) and link.get("rel") == wanted and isinstance(link.get("href"), str)
        ),
        None,
    )
    content = _embedded(properties.get("content"))
    if href is None and content is None:
        raise _bad("links.rel=canonical")
    method, digest = _integrity(properties.get("integrity"))
    return Notification(document["id"], properties["data_id"], href, content, method, digest)


def _check_times(properties: Mapping[str, Any]) -> None:
    one, two = "datetime" in properties, "start_datetime" in properties and "end_datetime" in properties
    if one == two:
        raise _bad("properties.datetime")
    try:
        parse_time(str(properties.get("pubtime")))
        for name in ("datetime", "start_datetime", "end_datetime"):
            if properties.get(name) is not None:
                parse_time(str(properties[name]))
    except BadTime as error:
        raise BadNotification(error.text) from None


def _embedded(content: Any) -> bytes | None:
    if content is None:
        return None
    if not isinstance(content, dict) or not isinstance(content.get("value"), str):
        raise _bad("properties.content")
    value, encoding = content["value"], content.get("encoding", "utf-8")
    try:
        body = value.encode() if encoding == "utf-8" else base64.b64decode(value, validate=True)
        if encoding == "gzip":
            body = gunzip_if_packed(body, 2**20)
        elif encoding not in ("utf-8", "base64"):
            raise _bad("properties.content.encoding")
    except (ValueError, Damaged, TooLarge):
        raise _bad("properties.content.value") from None
    if len(value) > _LARGEST_EMBEDDED * 2:
        raise _bad("properties.content.size")
    return body


def _integrity(integrity: Any) -> tuple[str | None, bytes | None]:
    if integrity is None:
        return None, None
    if not isinstance(integrity, dict) or integrity.get("method") not in _HASHES:
        raise _bad("properties.integrity.method")
    try:
        return integrity["method"], base64.b64decode(str(integrity.get("value")), validate=True)
    except ValueError:
        raise _bad("properties.integrity.value") from None


def _bad(field: str) -> BadNotification:
    return BadNotification(Text(f"thông báo sai ở “{field}”", f"the notification is wrong at “{field}”"))


def check_integrity(notification: Notification, body: bytes) -> bool:
    """Whether the data are those that the notification speaks of; without a checksum they are taken as they are."""
    if notification.method is None or notification.digest is None:
        return True
    found = hashlib.new(notification.method.replace("sha3-", "sha3_"), body).digest()
    return hmac.compare_digest(found, notification.digest)


async def fetch(feed: "Feed", config: "FeedConfig", asking: "Asking") -> Answer:
    """What waits at the broker, and the data that it speaks of. Raises SourceUnavailable, AddressRefused."""
    messages = await _drain(feed, config, asking)
    web = http.Web(_Linked(feed), asking) if messages else None
    parts: list[Part] = []
    marks: dict[str, None] = {}
    for number, payload in enumerate(messages, 1):
        name = f"{number:05d}"
        try:
            notification = read_notification(payload)
        except BadNotification:
            parts.append(Part(f"{name}.notification", payload))
            continue
        if notification.mark in asking.seen or notification.mark in marks:
            continue
        parts.append(Part(f"{name}.notification", payload))
        body = notification.content
        if body is None and web is not None:
            try:
                body = (await web.send(httpx.Request("GET", notification.href or ""))).body
            except (http.SourceUnavailable, AddressRefused, httpx.InvalidURL) as error:
                parts.append(Part(f"{name}.error", str(error).encode()))
                continue
        marks[notification.mark] = None
        parts.append(Part(f"{name}.data", body or b""))
    return Answer(parts, 1, list(marks))


class _Linked:
    """The feed as far as asking for a link goes: its bounds, but none of its credentials, and no host is trusted."""

    def __init__(self, feed: "Feed") -> None:
        self.name, self.time_limit, self.body_limit = feed.name, feed.time_limit, feed.body_limit
        self.attempts, self.guarded = feed.attempts, True

    def sign(self, request: httpx.Request, settings: Settings) -> httpx.Request:
        """As it is."""
        return request

    def unsign(self, request: httpx.Request) -> httpx.Request:
        """As it is."""
        return request


async def _drain(feed: "Feed", config: "FeedConfig", asking: "Asking") -> list[bytes]:
    import aiomqtt
    from paho.mqtt.packettypes import PacketTypes
    from paho.mqtt.properties import Properties

    parts = urlsplit(config.address)
    secure = parts.scheme == "mqtts"
    host, port = parts.hostname or "", parts.port or (8883 if secure else 1883)
    guard = Guard.of(asking.settings.feeds_private, *(() if feed.guarded else (host,)))
    session = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    session.SessionExpiryInterval = _SESSION_S
    taken: list[bytes] = []
    size = 0
    try:
        await guard.addresses(host, port)
        async with (
            asyncio.timeout(feed.time_limit.total_seconds()),
            aiomqtt.Client(
                host,
                port,
                identifier=f"geoops-{feed.name}-{hashlib.sha256(str(asking.settings.home.resolve()).encode()).hexdigest()[:12]}",
                protocol=aiomqtt.ProtocolVersion.V5,
                clean_start=False,
                properties=session,
                tls_context=ssl.create_default_context() if secure else None,
                timeout=10,
                **_login(config, asking),
            ) as client,
        ):
            for topic in config.topics:
                await client.subscribe(topic, qos=1)
            stream = aiter(client.messages)
            while len(taken) < MOST_MESSAGES:
                try:
                    async with asyncio.timeout(_QUIET_S):
                        message = await anext(stream)
                except TimeoutError:
                    break
                payload = (
                    message.payload if isinstance(message.payload, bytes) else str(message.payload).encode()
                )
                size += len(payload)
                if size > feed.body_limit:
                    raise http.too_large(feed)
                taken.append(payload)
    except TimeoutError:
        if not taken:
            raise http.unavailable(
                feed.name, ": máy chủ MQTT không trả lời", ": the broker does not answer"
            ) from None
    except (aiomqtt.MqttError, OSError) as error:
        if not taken:
            raise http.unavailable(feed.name, f": {error}", f": {error}") from None
    return taken


def _login(config: "FeedConfig", asking: "Asking") -> dict[str, Any]:
    auth = config.auth
    if auth is None or auth.kind != "basic":
        return {}
    return {"username": auth.username, "password": secrets.secret(asking.settings, auth.secret)}


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads the data of checked notifications as SYNOP in BUFR; what is no BUFR is refused by name."""

    source: str
    rhythm: timedelta
    owner: str | None

    def __call__(self, answer: Answer, read_at: datetime) -> ReadingBatch:
        """All readings of all data items; a bad notification, a wrong checksum, other data are faults."""
        refused: list[Fault] = []
        good: list[Part] = []
        notification: Notification | None = None
        for part in answer.parts:
            name, _, what = part.name.rpartition(".")
            if what == "notification":
                try:
                    notification = read_notification(part.body)
                except BadNotification as error:
                    refused.append(Fault(error.text, None, None, name))
                    notification = None
            elif what == "error":
                said = part.body.decode("utf-8", "replace")
                refused.append(
                    Fault(Text(f"không lấy được dữ liệu: {said}", f"no data: {said}"), None, "links", name)
                )
            elif notification is not None:
                if not check_integrity(notification, part.body):
                    refused.append(
                        Fault(
                            Text("sai mã kiểm tra", "the checksum is wrong"),
                            None,
                            "properties.integrity",
                            name,
                        )
                    )
                elif not synop.is_bufr(part.body):
                    refused.append(
                        Fault(
                            Text("dữ liệu không phải BUFR", "the data are not BUFR"),
                            None,
                            None,
                            notification.data_id,
                        )
                    )
                else:
                    good.append(Part(notification.data_id, part.body))
        if not good:
            if refused:
                raise NotThisFormat(refused[0].reason, faults=refused)
            return ReadingBatch(self.source, read_at, [])
        batch = synop.Decoder(self.source, self.rhythm, self.owner)(Answer(good), read_at)
        return ReadingBatch(self.source, read_at, batch.readings, [*refused, *batch.faults], batch.stations)
