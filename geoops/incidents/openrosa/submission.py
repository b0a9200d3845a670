"""A filled-in form as its client sends it, read into a report. Pure; the XML is hostile until it has passed here."""

import uuid
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pydantic import ValidationError

from geoops.incidents.definition import Definition
from geoops.incidents.openrosa.errors import SubmissionUnreadable
from geoops.incidents.openrosa.xform import FORM_ID, OWN, PHOTOS, VOICE
from geoops.incidents.schemas import IncidentIn
from geoops.kit.i18n import Text
from geoops.kit.problems import validation_problem

MAX_BYTES = 2**20
_DEVICE = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:._-")


@dataclass(frozen=True, slots=True)
class Submission:
    """The report, and the names of the files that belong to it."""

    report: IncidentIn
    files: tuple[str, ...]


def read(content: bytes, definition: Definition) -> Submission:
    """Read a submission. Raises SubmissionUnreadable, InputRefused naming the field."""
    root = _root(content)
    if root.get("id") != FORM_ID:
        raise SubmissionUnreadable(
            Text(f"Mẫu “{root.get('id')}” không có ở đây", f"There is no form “{root.get('id')}” here")
        )
    values = {
        etree.QName(child).localname: (child.text or "").strip()
        for child in root
        if isinstance(child.tag, str)
    }
    body: dict[str, Any] = {
        "id": _instance(root),
        "kind": values.get("kind", ""),
        "definition_version": root.get("version") or None,
        "occurred_at": values.get("start") or None,
        "position": _point(values.get("position", "")),
        "reporter_position": _point(values.get("reporter_position", "")),
        "commune_code": values.get("commune_code") or None,
        "severity": _severity(values.get("severity", "")),
        "fields": _answers(values, definition),
    }
    body |= {name: values.get(name) or None for name in ("landmark", "road", "chainage", "note")}
    device = values.get("deviceid", "")[:100]
    if device and set(device) <= _DEVICE:
        body["device_id"] = device
    try:
        report = IncidentIn.model_validate(body)
    except ValidationError as error:
        raise validation_problem(error.errors()) from None
    files = tuple(values[name] for name in (*PHOTOS, VOICE) if values.get(name))
    return Submission(report, files)


def _root(content: bytes) -> etree._Element:
    if len(content) > MAX_BYTES:
        raise SubmissionUnreadable(Text("Bản khai quá lớn", "The submission is too large"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise SubmissionUnreadable from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # lxml-stubs knows half of it
        raise SubmissionUnreadable(Text("XML có DTD không được nhận", "XML with a DTD is not taken"))
    return root


def _instance(root: etree._Element) -> str:
    """The instance's id; it is a UUID with every client, and made into one where it is not."""
    found = root.find("{*}meta/{*}instanceID")
    text = (found.text or "").strip() if found is not None else root.get("instanceID", "")
    if not text:
        raise SubmissionUnreadable(Text("Bản khai thiếu instanceID", "The submission lacks its instanceID"))
    try:
        return str(uuid.UUID(text.removeprefix("uuid:")))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"openrosa:{text}"))


def _severity(text: str) -> int | None:
    """What no client writes as a severity is none: the report counts. Some signs are digits and no number (`²`)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _point(text: str) -> dict[str, Any] | None:
    """`lat lon altitude accuracy`, as OpenRosa writes a geopoint."""
    parts = text.split()
    if len(parts) < 2:
        return None
    position: dict[str, Any] = {"lat": parts[0], "lon": parts[1], "method": "gps"}
    if len(parts) > 3 and _number(parts[3]):
        position["accuracy_m"] = parts[3]
    return position


def _answers(values: dict[str, str], definition: Definition) -> dict[str, Any] | None:
    """The definition's questions; numbers as numbers, several choices as a list."""
    found: dict[str, Any] = {}
    for name, text in values.items():
        if not name.startswith(OWN) or not text:
            continue
        field = definition.fields.get(name.removeprefix(OWN))
        kind = field.type if field else "text"
        if kind in ("integer", "decimal") and (number := _number(text)) is not None:
            found[name.removeprefix(OWN)] = number
        elif kind == "choices":
            found[name.removeprefix(OWN)] = text.split()
        elif kind == "boolean" and text in ("yes", "no"):
            found[name.removeprefix(OWN)] = text == "yes"
        else:
            found[name.removeprefix(OWN)] = text
    return found or None


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
