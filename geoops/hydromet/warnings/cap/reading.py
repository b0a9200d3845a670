"""A CAP document as it comes from outside: hostile until it has passed here. Pure.

The bytes are looked through once for a document type before anything is built from them: CAP has none, and it is what
external entities and entity bombs need. What is left is read without network, entities or huge text.
"""

from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from geoops.hydromet.warnings.cap import prose, structure
from geoops.hydromet.warnings.cap.document import NAMESPACE, Alert, Area, Info, Reference
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

MAX_BYTES = 5 * 2**20
_CAP = "urn:oasis:names:tc:emergency:cap:"


class NotCap(InputRefused):
    """Not a CAP 1.2 document; nothing of it was kept."""

    code = "not_cap"
    title = Text("Không phải tài liệu CAP 1.2 hợp lệ", "Not a valid CAP 1.2 document")


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: its tree, its content, and which rules of the standard's prose it breaks."""

    root: etree._Element
    alert: Alert
    broken: tuple[Fault, ...]


def read(data: bytes) -> Read:
    """Read a document. Raises NotCap, with a fault per line where the structure is wrong."""
    root = parse(data)
    name = etree.QName(root)
    if name.namespace != NAMESPACE or name.localname != "alert":
        raise NotCap(_other(name))
    faults = structure.faults_of(root)
    if faults:
        raise NotCap(faults=faults)
    return Read(root, _alert(root), tuple(prose.faults_of(root)))


def parse(data: bytes) -> etree._Element:
    """Bytes as a tree, safely. Raises NotCap for what is too large, has a document type or is not well-formed."""
    if len(data) > MAX_BYTES:
        raise NotCap(
            Text(
                f"Tài liệu lớn hơn {MAX_BYTES >> 20} MiB",
                f"The document is larger than {MAX_BYTES >> 20} MiB",
            )
        )
    _refuse_document_type(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise NotCap(
            faults=[Fault(Text(f"XML hỏng: {error}", f"not well-formed: {error}"), row=line)]
        ) from None


def _refuse_document_type(data: bytes) -> None:
    parser = expat.ParserCreate()

    def declared(*_: object) -> None:
        raise NotCap(
            faults=[
                Fault(
                    Text(
                        "có khai báo DOCTYPE (thực thể ngoài); CAP không dùng và không được nhận",
                        "has a document type (external entities); CAP has none and it is refused",
                    ),
                    row=parser.CurrentLineNumber,
                )
            ]
        )

    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotCap(
            faults=[Fault(Text(f"XML hỏng: {error}", f"not well-formed: {error}"), row=error.lineno)]
        ) from None
    except (LookupError, ValueError) as error:
        raise NotCap(Text(f"Bảng mã không đọc được: {error}", f"Unreadable encoding: {error}")) from None


def _other(name: etree.QName) -> Text:
    if (name.namespace or "").startswith(_CAP):
        version = str(name.namespace).removeprefix(_CAP)
        return Text(
            f"Đây là CAP {version}; chỉ nhận CAP 1.2", f"This is CAP {version}; only CAP 1.2 is taken"
        )
    return Text(
        f"Phần tử gốc là “{name.localname}”, không phải alert của CAP 1.2",
        f"The root element is “{name.localname}”, not alert of CAP 1.2",
    )


def _alert(root: etree._Element) -> Alert:
    sent = prose.time_of(_text(root, "sent"))
    if sent is None:
        raise NotCap(faults=[Fault(Text("thời gian không dùng được", "unusable time"), field="sent")])
    return Alert(
        identifier=_text(root, "identifier") or "",
        sender=_text(root, "sender") or "",
        sent=sent,
        status=_text(root, "status") or "",
        message_type=_text(root, "msgType") or "",
        scope=_text(root, "scope") or "",
        source=_text(root, "source"),
        restriction=_text(root, "restriction"),
        addresses=_text(root, "addresses"),
        codes=_texts(root, "code"),
        note=_text(root, "note"),
        references=references_of(_text(root, "references") or ""),
        incidents=_text(root, "incidents"),
        infos=[_info(element) for element in root.findall(f"{{{NAMESPACE}}}info")],
    )


def references_of(text: str) -> list[Reference]:
    """The references that can be read."""
    found = []
    for part in text.split():
        fields = part.split(",")
        if len(fields) == 3 and all(fields) and (sent := prose.time_of(fields[2])) is not None:
            found.append(Reference(fields[0], fields[1], sent))
    return found


def _info(element: etree._Element) -> Info:
    return Info(
        language=_text(element, "language") or "en-US",
        categories=_texts(element, "category"),
        event=_text(element, "event") or "",
        urgency=_text(element, "urgency") or "",
        severity=_text(element, "severity") or "",
        certainty=_text(element, "certainty") or "",
        responses=_texts(element, "responseType"),
        event_codes=_named(element, "eventCode"),
        effective=prose.time_of(_text(element, "effective")),
        onset=prose.time_of(_text(element, "onset")),
        expires=prose.time_of(_text(element, "expires")),
        sender_name=_text(element, "senderName"),
        headline=_text(element, "headline"),
        description=_text(element, "description"),
        instruction=_text(element, "instruction"),
        web=_text(element, "web"),
        contact=_text(element, "contact"),
        parameters=_named(element, "parameter"),
        areas=[_area(area) for area in element.findall(f"{{{NAMESPACE}}}area")],
    )


def _area(element: etree._Element) -> Area:
    polygons = [prose.pairs_of(text) for text in _texts(element, "polygon")]
    circles = [prose.circle_of(text) for text in _texts(element, "circle")]
    return Area(
        description=_text(element, "areaDesc") or "",
        polygons=[pairs for pairs in polygons if pairs is not None],
        circles=[circle for circle in circles if circle is not None],
        geocodes=_named(element, "geocode"),
    )


def _named(parent: etree._Element, name: str) -> list[tuple[str, str]]:
    return [
        (_text(element, "valueName") or "", _text(element, "value") or "")
        for element in parent.findall(f"{{{NAMESPACE}}}{name}")
    ]


def _texts(parent: etree._Element, name: str) -> list[str]:
    return [(element.text or "").strip() for element in parent.findall(f"{{{NAMESPACE}}}{name}")]


def _text(parent: etree._Element, name: str) -> str | None:
    element = parent.find(f"{{{NAMESPACE}}}{name}")
    return None if element is None else (element.text or "").strip()
