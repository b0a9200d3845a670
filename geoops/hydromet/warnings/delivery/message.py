"""What recipients get: the same warning as text, as JSON with its CAP document, and signed. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import orjson

from geoops.kit.i18n import Language

_EVENTS = {"Alert": "warning.issued", "Update": "warning.updated", "Cancel": "warning.cancelled"}


class Outgoing(Protocol):
    """Whatever goes out by a channel: a line, words, JSON for a webhook, and a key that is the same at every repeat."""

    @property
    def key(self) -> str: ...
    @property
    def headline(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def attachment(self) -> "Attachment | None": ...


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that goes with a letter."""

    content: bytes
    subtype: str
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """A warning on its way to one recipient, in that recipient's language."""

    delivery_id: int
    alert_id: uuid.UUID
    message_type: str
    status: str
    hazard: str
    severity: str
    headline: str
    description: str
    instruction: str
    issued_at: datetime
    expires_at: datetime
    commune_codes: tuple[str, ...]
    document: bytes
    link: str | None

    @property
    def key(self) -> str:
        """The same however often the warning is sent, and to whomever."""
        return str(self.alert_id)

    @property
    def attachment(self) -> Attachment:
        """The CAP document."""
        return Attachment(self.document, "cap+xml", f"{self.alert_id}.xml")

    @property
    def text(self) -> str:
        """The warning as plain text."""
        parts = [self.headline, self.description, self.instruction, self.link or ""]
        return "\n\n".join(part for part in parts if part)

    @property
    def body(self) -> bytes:
        """The warning as JSON, with the whole CAP document in `cap`."""
        return orjson.dumps(
            {
                "event": _EVENTS[self.message_type],
                "id": str(self.alert_id),
                "status": self.status,
                "hazard": self.hazard,
                "severity": self.severity,
                "headline": self.headline,
                "description": self.description,
                "instruction": self.instruction,
                "issued_at": self.issued_at,
                "expires_at": self.expires_at,
                "commune_codes": list(self.commune_codes),
                "link": self.link,
                "cap": self.document.decode(),
            }
        )


def in_language(texts: Mapping[str, Mapping[str, str]], language: Language, name: str) -> str:
    """One text of a warning."""
    return texts.get(language, {}).get(name) or texts.get("vi", {}).get(name, "")
