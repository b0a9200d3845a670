"""Whether a document has the structure of CAP 1.2: elements, their order and number, words and forms of values.

The tables below say what `CAP-v1.2.xsd` says (facts/cap12.yaml: verified in the schema); the tests hold the two
against each other. Every fault names the line of the document.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from lxml import etree

from geoops.hydromet.warnings.cap.document import NAMESPACE, SIGNATURE_NAMESPACE
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

MAX_FAULTS = 100

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "status": ("Actual", "Exercise", "System", "Test", "Draft"),
    "msgType": ("Alert", "Update", "Cancel", "Ack", "Error"),
    "scope": ("Public", "Restricted", "Private"),
    "category": (
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
    ),
    "responseType": (
        "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None",
    ),
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown"),
}  # fmt: skip
TIMES: Final = frozenset({"sent", "effective", "onset", "expires"})
TIME_FORM: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-,+]\d\d:\d\d", re.ASCII)
_LANGUAGE: Final = re.compile(r"([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?", re.ASCII)
"""`xs:language`; an empty one takes the default of the schema."""
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Child:
    """An element in a sequence: how often it may occur (None: without limit)."""

    name: str
    least: int = 0
    most: int | None = 1


_NAMED = (Child("valueName", 1), Child("value", 1))
SEQUENCES: Final[dict[str, tuple[Child, ...]]] = {
    "alert": (
        Child("identifier", 1),
        Child("sender", 1),
        Child("sent", 1),
        Child("status", 1),
        Child("msgType", 1),
        Child("source"),
        Child("scope", 1),
        Child("restriction"),
        Child("addresses"),
        Child("code", 0, None),
        Child("note"),
        Child("references"),
        Child("incidents"),
        Child("info", 0, None),
    ),
    "info": (
        Child("language"),
        Child("category", 1, None),
        Child("event", 1),
        Child("responseType", 0, None),
        Child("urgency", 1),
        Child("severity", 1),
        Child("certainty", 1),
        Child("audience"),
        Child("eventCode", 0, None),
        Child("effective"),
        Child("onset"),
        Child("expires"),
        Child("senderName"),
        Child("headline"),
        Child("description"),
        Child("instruction"),
        Child("web"),
        Child("contact"),
        Child("parameter", 0, None),
        Child("resource", 0, None),
        Child("area", 0, None),
    ),
    "area": (
        Child("areaDesc", 1),
        Child("polygon", 0, None),
        Child("circle", 0, None),
        Child("geocode", 0, None),
        Child("altitude"),
        Child("ceiling"),
    ),
    "resource": (
        Child("resourceDesc", 1),
        Child("mimeType", 1),
        Child("size"),
        Child("uri"),
        Child("derefUri"),
        Child("digest"),
    ),
    "eventCode": _NAMED,
    "parameter": _NAMED,
    "geocode": _NAMED,
}


def faults_of(root: etree._Element) -> list[Fault]:
    """What is not as the schema has it, at most MAX_FAULTS, in the order of the document; empty where all is."""
    found: list[Fault] = []
    _walk(root, found)
    return found[:MAX_FAULTS]


def _walk(element: etree._Element, found: list[Fault]) -> None:
    name = etree.QName(element).localname
    sequence = SEQUENCES.get(name)
    _check_attributes(element, found)
    if sequence is None:
        _check_value(element, name, found)
        return
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        found.append(_fault(element, name, "có chữ nằm giữa các phần tử", "text between its elements"))
    place, count = 0, 0
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag = etree.QName(child)
        if tag.namespace == SIGNATURE_NAMESPACE and name == "alert":
            _skip_rest(element, sequence, place, count, found)
            place, count = len(sequence), 0
            continue
        if tag.namespace != NAMESPACE:
            found.append(
                _fault(
                    child, tag.localname, "phần tử không thuộc CAP 1.2", "an element that is not of CAP 1.2"
                )
            )
            continue
        at = next((i for i in range(place, len(sequence)) if sequence[i].name == tag.localname), None)
        if at is None:
            known = any(item.name == tag.localname for item in sequence)
            found.append(
                _fault(
                    child,
                    tag.localname,
                    f"đặt sai thứ tự trong <{name}>" if known else f"<{name}> không có phần tử này",
                    f"out of order in <{name}>" if known else f"<{name}> has no such element",
                )
            )
            continue
        if at == place:
            count += 1
        else:
            _check_missing(element, sequence[place : place + 1], count, found)
            _check_missing(element, sequence[place + 1 : at], 0, found)
            place, count = at, 1
        most = sequence[place].most
        if most is not None and count > most:
            found.append(_fault(child, tag.localname, "lặp lại quá số lần cho phép", "occurs too often"))
        _walk(child, found)
    _skip_rest(element, sequence, place, count, found)


def _skip_rest(
    element: etree._Element, sequence: tuple[Child, ...], place: int, count: int, found: list[Fault]
) -> None:
    _check_missing(element, sequence[place : place + 1], count, found)
    _check_missing(element, sequence[place + 1 :], 0, found)


def _check_missing(element: etree._Element, items: tuple[Child, ...], count: int, found: list[Fault]) -> None:
    for item in items:
        if count < item.least:
            parent = etree.QName(element).localname
            found.append(
                _fault(
                    element, item.name, f"<{parent}> thiếu <{item.name}>", f"<{parent}> lacks <{item.name}>"
                )
            )


def _check_attributes(element: etree._Element, found: list[Fault]) -> None:
    allowed = "http://www.w3.org/2001/XMLSchema-instance"
    for key in element.attrib:
        if etree.QName(str(key)).namespace != allowed:
            found.append(
                _fault(
                    element,
                    etree.QName(element).localname,
                    f"CAP 1.2 không có thuộc tính “{key!s}”",
                    f"CAP 1.2 has no attribute “{key!s}”",
                )
            )


def _check_value(element: etree._Element, name: str, found: list[Fault]) -> None:
    if any(isinstance(child.tag, str) for child in element):
        found.append(
            _fault(element, name, "phải là chữ, không chứa phần tử", "must be text, without elements")
        )
        return
    text = "".join(map(str, element.itertext(with_tail=False))) if len(element) else element.text or ""
    if name in WORDS and text not in WORDS[name]:
        words = ", ".join(WORDS[name])
        found.append(
            _fault(element, name, f"“{text[:60]}” không nằm trong: {words}", f"must be one of: {words}")
        )
    elif name in TIMES and not is_time(text.strip(" \t\r\n")):
        found.append(
            _fault(
                element,
                name,
                f"“{text[:60]}”: thời gian phải có dạng 2026-07-22T02:10:00+07:00",
                "a time must look like 2026-07-22T02:10:00+07:00 (no Z, no fraction)",
            )
        )
    elif name == "language" and not _LANGUAGE.fullmatch(text.strip(" \t\r\n")):
        found.append(_fault(element, name, "phải là mã ngôn ngữ như vi-VN", "must be a code such as vi-VN"))
    elif name == "size" and not _INTEGER.fullmatch(text.strip(" \t\r\n")):
        found.append(_fault(element, name, "phải là số nguyên", "must be a whole number"))
    elif name in ("altitude", "ceiling") and not _is_decimal(text.strip(" \t\r\n")):
        found.append(_fault(element, name, "phải là số thập phân", "must be a decimal number"))


def is_time(text: str) -> bool:
    """Whether a text is a time as the schema has it, and one that exists."""
    if not TIME_FORM.fullmatch(text) or "," in text:
        return False
    day, zone = text[:10], text[-5:]
    if int(zone[:2]) > 14 or int(zone[3:]) > 59 or (zone[:2] == "14" and zone[3:] != "00"):
        return False
    clock = text[11:19]
    try:
        datetime.fromisoformat(f"{day}T{'00:00:00' if clock == '24:00:00' else clock}")
    except ValueError:
        return False
    return True


def _is_decimal(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text, re.ASCII)) and Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _fault(element: etree._Element, name: str, vi: str, en: str) -> Fault:
    return Fault(Text(vi, en), row=line_of(element), field=name)


def line_of(element: etree._Element) -> int | None:
    """The line of the document on which an element begins, where it was read from one."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None
