"""A CAP 1.2 message as values; times carry their zone, polygons are rings of (lat, lon) as CAP has them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from geoops.kit.clock import VN

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SIGNATURE_NAMESPACE = "http://www.w3.org/2000/09/xmldsig#"

Pair = tuple[float, float]
"""Latitude, longitude, in degrees on WGS 84."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where: a description, polygons, circles (centre and kilometres) and codes (name and value)."""

    description: str
    polygons: Sequence[Sequence[Pair]] = ()
    circles: Sequence[tuple[Pair, float]] = ()
    geocodes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Info:
    """What, in one language."""

    language: str
    categories: Sequence[str]
    event: str
    urgency: str
    severity: str
    certainty: str
    responses: Sequence[str] = ()
    event_codes: Sequence[tuple[str, str]] = ()
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str | None = None
    headline: str | None = None
    description: str | None = None
    instruction: str | None = None
    web: str | None = None
    contact: str | None = None
    parameters: Sequence[tuple[str, str]] = ()
    areas: Sequence[Area] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message."""

    sender: str
    identifier: str
    sent: datetime

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{written_time(self.sent)}"


@dataclass(frozen=True, slots=True)
class Alert:
    """A whole message."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    message_type: str
    scope: str = "Public"
    source: str | None = None
    restriction: str | None = None
    addresses: str | None = None
    codes: Sequence[str] = ()
    note: str | None = None
    references: Sequence[Reference] = ()
    incidents: str | None = None
    infos: Sequence[Info] = field(default=())


def written_time(moment: datetime) -> str:
    """As CAP writes a time: whole seconds with the zone's offset, that of Vietnam."""
    return moment.astimezone(VN).replace(microsecond=0).isoformat()
