"""A warning as the CAP document that is issued. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import shapely
from lxml import etree

from geoops.communes.service import CommuneName
from geoops.hydromet.warnings.area.cover import Cover
from geoops.hydromet.warnings.cap import prose, structure, writing
from geoops.hydromet.warnings.cap.document import Alert, Area, Info, Pair, Reference
from geoops.hydromet.warnings.cap.signing import Signer
from geoops.hydromet.warnings.own import mapping
from geoops.hydromet.warnings.own.schemas import BulletinCited
from geoops.hydromet.warnings.own.templates import Template
from geoops.hydromet.warnings.own.wording import Texts
from geoops.kit.i18n import Language, Text

_LANGUAGES: tuple[tuple[Language, str], ...] = (("vi", "vi-VN"), ("en", "en-US"))
_NOT_REAL = {
    "Exercise": Text("DIỄN TẬP: ", "EXERCISE: "),
    "Test": Text("THỬ NGHIỆM: ", "TEST: "),
    "Draft": Text("", ""),
    "Actual": Text("", ""),
}


class NotSound(Exception):
    """The document that we would issue breaks a rule: a fault of the program."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose warnings these are: the CAP sender, its name for people, and where the documents are found."""

    sender: str
    name: Text
    web: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says."""

    identifier: str
    message_type: str
    status: str
    template: Template
    severity: str
    certainty: str
    urgency: str
    sent: datetime
    onset_at: datetime
    expires_at: datetime
    texts: Texts
    places: Sequence[CommuneName]
    cover: Cover
    bulletin: BulletinCited | None = None
    note: str | None = None
    references: Sequence[Reference] = ()


def document(content: Content, sender: Sender) -> Alert:
    """The CAP message of a warning, in Vietnamese and English."""
    cancels = content.message_type == "Cancel"
    return Alert(
        identifier=content.identifier,
        sender=sender.sender,
        sent=content.sent,
        status=content.status,
        message_type=content.message_type,
        note=content.note,
        references=content.references,
        infos=[_info(content, sender, language, code, cancels) for language, code in _LANGUAGES],
    )


def issue(content: Content, sender: Sender, signer: Signer | None) -> bytes:
    """The document, proved against structure and rules, and signed where there is a key. Raises NotSound."""
    root = writing.write(document(content, sender))
    _prove(root)
    if signer is not None:
        root = signer.sign(root)
    return writing.as_bytes(root)


def _prove(root: etree._Element) -> None:
    faults = [*structure.faults_of(root), *prose.faults_of(root)]
    if faults:
        raise NotSound("; ".join(f"{fault.field}: {fault.reason.en}" for fault in faults))


def _info(content: Content, sender: Sender, language: Language, code: str, cancels: bool) -> Info:
    texts = content.texts[language]
    mark = _NOT_REAL[content.status].in_(language)
    return Info(
        language=code,
        categories=content.template.categories,
        event=content.template.label.in_(language),
        responses=["AllClear"] if cancels else content.template.response,
        urgency="Past" if cancels else content.urgency,
        severity=content.severity,
        certainty=content.certainty,
        effective=content.sent,
        onset=max(content.onset_at, content.sent) if not cancels else None,
        expires=content.expires_at,
        sender_name=sender.name.in_(language),
        headline=mark + texts["headline"],
        description=texts["description"],
        instruction=texts["instruction"],
        web=sender.web,
        parameters=_parameters(content),
        areas=[
            Area(
                description=_description(content.places, language),
                polygons=[_pairs(polygon) for polygon in content.cover.polygons],
                geocodes=[(mapping.commune_geocode(), place.code) for place in content.places],
            )
        ],
    )


def _parameters(content: Content) -> list[tuple[str, str]]:
    """The level and the bulletin that states it; nothing where no bulletin is cited."""
    cited = content.bulletin
    if cited is None:
        return []
    return [
        (mapping.level_parameter(), str(cited.level)),
        (
            f"{mapping.level_parameter()}-bulletin",
            f"{cited.issuer}; {cited.number}; {cited.issued_at.isoformat()}",
        ),
    ]


def _description(places: Sequence[CommuneName], language: Language) -> str:
    return "; ".join(
        f"{place.full_name_vi if language == 'vi' else place.name_vi}, {place.province_name}"
        for place in places
    )


def _pairs(polygon: shapely.Polygon) -> list[Pair]:
    return [(float(lat), float(lon)) for lon, lat in polygon.exterior.coords]
