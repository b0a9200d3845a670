"""A CAP message as XML, its elements in the order of the schema."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from lxml import etree

from geoops.hydromet.warnings.cap.document import NAMESPACE, Alert, Area, Info, Pair, written_time


def write(alert: Alert) -> etree._Element:
    """The message as an element tree, without its signature; what XML cannot hold is left out of texts."""
    root = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # None names the default
    _texts(root, "identifier", [alert.identifier])
    _texts(root, "sender", [alert.sender])
    _texts(root, "sent", [written_time(alert.sent)])
    _texts(root, "status", [alert.status])
    _texts(root, "msgType", [alert.message_type])
    _texts(root, "source", [alert.source])
    _texts(root, "scope", [alert.scope])
    _texts(root, "restriction", [alert.restriction])
    _texts(root, "addresses", [alert.addresses])
    _texts(root, "code", alert.codes)
    _texts(root, "note", [alert.note])
    _texts(root, "references", [" ".join(map(str, alert.references)) or None])
    _texts(root, "incidents", [alert.incidents])
    for info in alert.infos:
        _info(root, info)
    return root


def as_bytes(root: etree._Element) -> bytes:
    """The document as it is kept and sent."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def written_pairs(ring: Sequence[Pair]) -> str:
    """A ring as CAP writes it: latitude first."""
    return " ".join(f"{lat:.5f},{lon:.5f}" for lat, lon in ring)


def _info(root: etree._Element, info: Info) -> None:
    element = etree.SubElement(root, f"{{{NAMESPACE}}}info")
    _texts(element, "language", [info.language])
    _texts(element, "category", info.categories)
    _texts(element, "event", [info.event])
    _texts(element, "responseType", info.responses)
    _texts(element, "urgency", [info.urgency])
    _texts(element, "severity", [info.severity])
    _texts(element, "certainty", [info.certainty])
    _named(element, "eventCode", info.event_codes)
    _texts(element, "effective", [_time(info.effective)])
    _texts(element, "onset", [_time(info.onset)])
    _texts(element, "expires", [_time(info.expires)])
    _texts(element, "senderName", [info.sender_name])
    _texts(element, "headline", [info.headline])
    _texts(element, "description", [info.description])
    _texts(element, "instruction", [info.instruction])
    _texts(element, "web", [info.web])
    _texts(element, "contact", [info.contact])
    _named(element, "parameter", info.parameters)
    for area in info.areas:
        _area(element, area)


def _area(parent: etree._Element, area: Area) -> None:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}area")
    _texts(element, "areaDesc", [area.description])
    _texts(element, "polygon", [written_pairs(ring) for ring in area.polygons])
    _texts(element, "circle", [f"{lat:.5f},{lon:.5f} {km:g}" for (lat, lon), km in area.circles])
    _named(element, "geocode", area.geocodes)


def _texts(parent: etree._Element, name: str, values: Iterable[str | None]) -> None:
    for value in values:
        if value is not None:
            etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = _storable(value)


def _named(parent: etree._Element, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    for value_name, value in pairs:
        element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
        _texts(element, "valueName", [value_name])
        _texts(element, "value", [value])


def _time(moment: datetime | None) -> str | None:
    return written_time(moment) if moment is not None else None


def _storable(text: str) -> str:
    """Without the characters that XML 1.0 has no way to write."""
    return "".join(
        character
        for character in text
        if character in "\t\n\r"
        or 0x20 <= ord(character) <= 0xD7FF
        or 0xE000 <= ord(character) <= 0xFFFD
        or ord(character) >= 0x10000
    )
