"""The rules that the CAP 1.2 standard states in prose and its schema cannot: each a function with its source.

They are carried from facts/cap12.yaml, where they are marked as recalled: so a bulletin of somebody else that breaks
one is taken in with a note, and only our own documents must keep them all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from geoops.hydromet.warnings.cap.document import NAMESPACE
from geoops.hydromet.warnings.cap.structure import is_time, line_of
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

_RING_PAIRS = 4
_FORBIDDEN = re.compile(r"[\s,<&]")
Rule = Callable[[etree._Element], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is stated, and how sure we are of it."""

    rule: str
    source: str
    certainty: str = "recalled"


def faults_of(root: etree._Element) -> list[Fault]:
    """What breaks a rule, in the order of the rules. The document is sound by its structure."""
    return [fault for rule in RULES for fault in rule(root)]


def references_are_given(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.1: Update, Cancel, Ack and Error name the messages they are about."""
    message_type = _text(root, "msgType")
    if message_type in ("Update", "Cancel", "Ack", "Error") and not (_text(root, "references") or "").strip():
        yield _fault(
            root, "references", f"{message_type} phải nêu bản tin trước", f"{message_type} needs references"
        )


def references_are_triples(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.1: each reference is `sender,identifier,sent`, with spaces between them."""
    for part in (_text(root, "references") or "").split():
        fields = part.split(",")
        if len(fields) != 3 or not all(fields) or not is_time(fields[2]):
            yield _fault(
                root,
                "references",
                f"“{part[:120]}” không có dạng sender,identifier,sent",
                "not of the form sender,identifier,sent",
            )


def restriction_goes_with_restricted(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.1: restriction with scope Restricted, and only there."""
    restricted = _text(root, "scope") == "Restricted"
    if restricted != bool((_text(root, "restriction") or "").strip()):
        yield _fault(
            root,
            "restriction",
            "chỉ và luôn đi cùng scope Restricted",
            "goes with scope Restricted, always and only",
        )


def addresses_go_with_private(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.1: a Private message names its addressees."""
    if _text(root, "scope") == "Private" and not (_text(root, "addresses") or "").strip():
        yield _fault(root, "addresses", "scope Private phải có addresses", "scope Private needs addresses")


def identity_has_no_separators(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.1: identifier and sender without spaces, commas, `<` or `&`, and not empty."""
    for name in ("identifier", "sender"):
        value = _text(root, name) or ""
        if not value or _FORBIDDEN.search(value):
            yield _fault(
                root,
                name,
                "không được trống hoặc có dấu cách, dấu phẩy, < hay &",
                "must not be empty or hold spaces, commas, < or &",
            )


def polygons_are_closed_rings(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.4: at least four pairs `lat,lon`, the last the same as the first."""
    for element in _all(root, "polygon"):
        pairs = pairs_of(element.text or "")
        if pairs is None:
            yield _fault(element, "polygon", "không đọc được cặp lat,lon", "not pairs of lat,lon")
        elif len(pairs) < _RING_PAIRS:
            yield _fault(element, "polygon", "cần ít nhất 4 điểm", "needs at least four pairs")
        elif pairs[0] != pairs[-1]:
            yield _fault(
                element, "polygon", "điểm cuối phải trùng điểm đầu", "the last pair must be the first"
            )


def circles_have_centre_and_radius(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.4: `lat,lon radius`, the radius in kilometres."""
    for element in _all(root, "circle"):
        if circle_of(element.text or "") is None:
            yield _fault(
                element, "circle", "phải có dạng “lat,lon bán_kính_km”", "must be “lat,lon radius_km”"
            )


def ceiling_needs_altitude(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.4: a ceiling only above a stated altitude."""
    for area in _all(root, "area"):
        if area.find(f"{{{NAMESPACE}}}ceiling") is not None and area.find(f"{{{NAMESPACE}}}altitude") is None:
            yield _fault(area, "ceiling", "chỉ đi cùng altitude", "only together with altitude")


def expires_is_last(root: etree._Element) -> Iterator[Fault]:
    """CAP 1.2, 3.2.2: a message expires after it takes effect and after the danger begins."""
    for info in _all(root, "info"):
        expires = time_of(_text(info, "expires"))
        if expires is None:
            continue
        for name in ("onset", "effective"):
            begins = time_of(_text(info, name))
            if begins is not None and expires <= begins:
                yield _fault(info, "expires", f"phải sau {name}", f"must be after {name}")


RULES: tuple[Rule, ...] = (
    references_are_given,
    references_are_triples,
    restriction_goes_with_restricted,
    addresses_go_with_private,
    identity_has_no_separators,
    polygons_are_closed_rings,
    circles_have_centre_and_radius,
    ceiling_needs_altitude,
    expires_is_last,
)
SOURCES: tuple[Source, ...] = tuple(
    Source(rule.__name__, (rule.__doc__ or "").split(":")[0]) for rule in RULES
)


def pairs_of(text: str) -> list[tuple[float, float]] | None:
    """The pairs of a polygon, (lat, lon) in degrees; None where one is no pair of finite numbers."""
    pairs = []
    for part in text.split():
        pair = _pair(part)
        if pair is None:
            return None
        pairs.append(pair)
    return pairs


def circle_of(text: str) -> tuple[tuple[float, float], float] | None:
    """Centre (lat, lon) and radius in kilometres; None where the text is no circle."""
    parts = text.split()
    if len(parts) != 2:
        return None
    centre, radius = _pair(parts[0]), _number(parts[1])
    return None if centre is None or radius is None or radius < 0 else (centre, radius)


def time_of(text: str | None) -> datetime | None:
    """A time of a document that is sound by its structure."""
    if text is None or not is_time(text.strip()):
        return None
    value = text.strip()
    try:
        return datetime.fromisoformat(value)
    except ValueError:  # 24:00:00, which XML allows, or a zone beyond what Python takes
        return None


def _pair(text: str) -> tuple[float, float] | None:
    parts = text.split(",")
    if len(parts) != 2:
        return None
    first, second = _number(parts[0]), _number(parts[1])
    return None if first is None or second is None else (first, second)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d{1,9}(\.\d{0,20})?", text.strip(), re.ASCII) else None


def _text(parent: etree._Element, name: str) -> str | None:
    element = parent.find(f"{{{NAMESPACE}}}{name}")
    return None if element is None else element.text or ""


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{{NAMESPACE}}}{name}")


def _fault(element: etree._Element, name: str, vi: str, en: str) -> Fault:
    return Fault(Text(vi, en), row=line_of(element), field=name)
