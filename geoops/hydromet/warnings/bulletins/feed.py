"""The feed of CAP bulletins: Atom or RSS that links to documents, or one document by itself.

Documents taken before are not asked for again: their links, with the time the feed gives them, are the marks of a run.
A document that does not come, or is no CAP, is refused by itself and holds up no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
from lxml import etree
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.base import Asking, Feed
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.fetch import SourceUnavailable, Web
from geoops.hydromet.observations.service import IngestResult
from geoops.hydromet.warnings.bulletins import service
from geoops.hydromet.warnings.bulletins.errors import BulletinConflict
from geoops.hydromet.warnings.cap import reading
from geoops.hydromet.warnings.cap.atom import ATOM
from geoops.hydromet.warnings.cap.document import NAMESPACE
from geoops.kit.errors import Fault, Problem
from geoops.kit.guard import AddressRefused
from geoops.kit.i18n import Text
from geoops.settings import Settings, get_settings

MAX_DOCUMENTS = 200
"""At most so many new documents of one run; the rest come with the next."""

_LIST = "feed"
_CAP_TYPES = ("application/cap+xml", "application/common-alerting-protocol+xml")


@dataclass(frozen=True, slots=True)
class Link:
    """A document that a feed names; `mark` changes when the feed says that the document did."""

    url: str
    mark: str


@dataclass(frozen=True, slots=True)
class CapDocuments:
    """The documents of one run as they came, and what could not be had."""

    source: str
    read_at: datetime
    documents: Sequence[tuple[str, bytes]]
    faults: Sequence[Fault] = field(default=())


class CapFeed(Feed):
    """The bulletins of a service that publishes CAP, as the national met service does."""

    name = "cap_bulletins"
    title = Text("Bản tin cảnh báo CAP (Atom, RSS)", "CAP warnings (Atom, RSS)")
    rhythm = timedelta(minutes=15)
    cron = "*/3 * * * *"
    remembers = True

    def address(self, settings: Settings) -> str | None:
        """Set by the operator."""
        return settings.feed_cap_url

    async def fetch(self, asking: Asking) -> Answer:
        """The feed, then each document that was not taken before."""
        web = Web(self, asking)
        reply = await web.send(self.request(asking.address, asking.now))
        parts = [Part(_LIST, reply.body, reply.encoding)]
        marks: list[str] = []
        for link in links(reply.body, reply.url):
            if link.mark in asking.seen or len(marks) >= MAX_DOCUMENTS:
                continue
            try:
                document = await web.send(httpx.Request("GET", link.url))
            except (SourceUnavailable, AddressRefused, httpx.InvalidURL) as error:
                parts.append(Part(f"missing:{link.url}", str(error).encode()))
                continue
            parts.append(Part(link.url, document.body, document.encoding))
            marks.append(link.mark)
        return Answer(parts, web.attempts, marks)

    def decode(self, answer: Answer, read_at: datetime) -> CapDocuments:
        """The documents of an answer. Raises NotThisFormat where the feed itself is neither Atom, RSS nor CAP."""
        listed, *rest = answer.parts
        root = _root(listed.body)
        if etree.QName(root).namespace == NAMESPACE:
            return CapDocuments(self.name, read_at, [(_LIST, listed.body)])
        faults = [
            Fault(
                Text("không lấy được tài liệu", "the document could not be had"),
                file=part.name.removeprefix("missing:"),
            )
            for part in rest
            if part.name.startswith("missing:")
        ]
        documents = [(part.name, part.body) for part in rest if not part.name.startswith("missing:")]
        return CapDocuments(self.name, read_at, documents, faults)

    async def take(self, session: AsyncSession, decoded: Any, known_at: datetime) -> IngestResult:
        """Each document by itself: one that is refused is counted with its reason."""
        result = IngestResult()
        for fault in decoded.faults:
            result.refuse(fault)
        trust = service.Trust.of(get_settings())
        for number, (url, body) in enumerate(decoded.documents, 1):
            try:
                async with session.begin_nested():
                    _, new = await service.take(session, body, came_by=f"feed:{self.name}", trust=trust)
            except (reading.NotCap, BulletinConflict) as problem:
                for fault in problem.faults or [Fault(problem.detail or problem.title)]:
                    result.refuse(Fault(fault.reason, row=number, field=fault.field, file=url))
                continue
            result.new += new
            result.unchanged += not new
        return result

    def size(self, decoded: Any) -> int:
        """How many documents there were."""
        return len(decoded.documents)

    def newest(self, decoded: Any) -> datetime | None:
        """Documents state their own times; a feed may list old ones."""
        return None


def links(body: bytes, base: str) -> list[Link]:
    """The CAP documents that an Atom or RSS feed names, in its order, each once; none for a CAP document.

    Raises NotThisFormat for anything else.
    """
    root = _root(body)
    name = etree.QName(root)
    if name.namespace == NAMESPACE:
        return []
    if name.namespace == ATOM and name.localname == "feed":
        found = [
            link for entry in root.iter(f"{{{ATOM}}}entry") if (link := _of_entry(entry, base)) is not None
        ]
    elif name.localname in ("rss", "RDF"):
        items = [element for element in root.iter() if _local(element) == "item"]
        found = [link for item in items if (link := _of_item(item, base)) is not None]
    else:
        raise NotThisFormat(
            Text(
                f"Không phải Atom, RSS hay CAP mà là “{name.localname}”",
                f"Neither Atom, RSS nor CAP: {name.localname}",
            )
        )
    return list({link.url: link for link in found}.values())


def _of_entry(entry: etree._Element, base: str) -> Link | None:
    candidates = [
        (element.get("type", ""), element.get("rel", "alternate"), element.get("href", ""))
        for element in entry.findall(f"{{{ATOM}}}link")
    ]
    named = [href for kind, _, href in candidates if kind in _CAP_TYPES and href]
    named += [href for _, rel, href in candidates if rel == "alternate" and href]
    updated = entry.findtext(f"{{{ATOM}}}updated") or ""
    return _link(named[0], base, updated) if named else None


def _of_item(item: etree._Element, base: str) -> Link | None:
    texts = {_local(child): (child.text or "").strip() for child in item}
    enclosures = [
        child.get("url", "")
        for child in item
        if _local(child) == "enclosure" and child.get("type") in _CAP_TYPES
    ]
    url = next((found for found in (*enclosures, texts.get("link", "")) if found), None)
    return _link(url, base, texts.get("pubDate") or texts.get("date") or "") if url else None


def _link(href: str, base: str, updated: str) -> Link | None:
    try:
        url = str(httpx.URL(base).join(href.strip()))
    except httpx.InvalidURL:
        return None
    return Link(url, f"{url} {updated.strip()}"[:1000])


def _root(body: bytes) -> etree._Element:
    try:
        return reading.parse(body)
    except Problem as problem:
        raise NotThisFormat(problem.detail, faults=problem.faults) from None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
