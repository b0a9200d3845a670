"""The feed of our documents: Atom (RFC 4287), paged as RFC 5005 has it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lxml import etree

from geoops.hydromet.warnings.cap.document import NAMESPACE, written_time

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/cap+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the feed. An issued document never changes, so neither does its `updated`."""

    id: UUID
    issued_at: datetime
    document: bytes


def feed(
    entries: Sequence[Entry],
    *,
    base: str,
    query: str,
    title: str,
    author: str,
    following: str | None,
    empty_at: datetime,
) -> bytes:
    """The feed as bytes; `base` is the address of the system, `query` what goes behind every address (or empty).

    `updated` is that of the newest entry on the page; `empty_at` stands in where there is none.
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # None names the default
    _text(root, "id", f"{base}/cap/feed.xml{query}")
    _text(root, "title", title)
    _text(root, "updated", written_time(max((entry.issued_at for entry in entries), default=empty_at)))
    author_element = etree.SubElement(root, f"{{{ATOM}}}author")
    _text(author_element, "name", author)
    _link(root, "self", f"{base}/cap/feed.xml{query}", "application/atom+xml")
    if following is not None:
        joint = "&" if query else "?"
        _link(root, "next", f"{base}/cap/feed.xml{query}{joint}after={following}", "application/atom+xml")
    for entry in entries:
        _entry(root, entry, base, query)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _entry(root: etree._Element, entry: Entry, base: str, query: str) -> None:
    element = etree.SubElement(root, f"{{{ATOM}}}entry")
    document = etree.fromstring(entry.document, etree.XMLParser(resolve_entities=False, no_network=True))
    info = document.find(f"{{{NAMESPACE}}}info")
    headline = _of(info, "headline") or _of(info, "event") or str(entry.id)
    _text(element, "id", f"urn:uuid:{entry.id}")
    _text(element, "title", headline)
    _text(element, "updated", written_time(entry.issued_at))
    _text(element, "published", written_time(entry.issued_at))
    _text(element, "summary", _of(info, "description") or headline)
    etree.SubElement(
        element, f"{{{ATOM}}}category", term=_of(document, "msgType") or "", scheme=f"{NAMESPACE}:msgType"
    )
    etree.SubElement(
        element, f"{{{ATOM}}}category", term=_of(document, "status") or "", scheme=f"{NAMESPACE}:status"
    )
    _link(element, "alternate", f"{base}/cap/{entry.id}.xml{query}", MEDIA_TYPE)


def _of(parent: etree._Element | None, name: str) -> str | None:
    element = parent.find(f"{{{NAMESPACE}}}{name}") if parent is not None else None
    return element.text if element is not None else None


def _text(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = value


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=media_type)
