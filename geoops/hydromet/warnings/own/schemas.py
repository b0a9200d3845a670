"""Our warnings as they come in and go out over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from geoops.kit.input import BadText, clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode

Severity = Literal["Minor", "Moderate", "Severe", "Extreme", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
MOST_COMMUNES = 4000


def _clean(value: str) -> str:
    try:
        return clean_text(value, multiline=True)
    except BadText as error:
        raise ValueError(str(error)) from None


Line = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Passage = Annotated[str, Field(max_length=4000), AfterValidator(_clean)]


class LanguageTextsIn(BaseModel):
    """The texts of one language, written by hand."""

    model_config = ConfigDict(extra="forbid")

    headline: Line
    description: Passage
    instruction: Passage


class TextsIn(BaseModel):
    """The texts in both languages, written by hand instead of by the template."""

    model_config = ConfigDict(extra="forbid")

    vi: LanguageTextsIn
    en: LanguageTextsIn


class BulletinCited(BaseModel):
    """The official bulletin that a stated risk level rests on. Without one no level is stated."""

    model_config = ConfigDict(extra="forbid")

    issuer: Line = Field(min_length=1)
    number: Line = Field(min_length=1)
    issued_at: AwareDatetime
    level: int = Field(ge=1, le=5)


class AlertIn(BaseModel):
    """A draft. `texts` are written by hand; left out, the hazard's template is filled in from `values`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "hazard": "flash_flood_landslide",
                "severity": "Severe",
                "certainty": "Likely",
                "expires_at": "2026-07-22T22:00:00+07:00",
                "values": {"rain_mm": "120", "rain_hours": "6", "source": "VRain"},
                "commune_codes": ["02680"],
            }
        },
    )

    id: uuid.UUID | None = None
    hazard: str = Field(min_length=1, max_length=50)
    severity: Severity
    certainty: Certainty
    onset_at: AwareDatetime | None = None
    expires_at: AwareDatetime
    values: dict[Annotated[str, Field(max_length=50)], Line] = Field(default_factory=dict, max_length=30)
    texts: TextsIn | None = None
    bulletin: BulletinCited | None = None
    commune_codes: list[CommuneCode] = Field(default_factory=list, max_length=MOST_COMMUNES)
    note: Passage | None = None


class StepIn(BaseModel):
    """What goes with a step: the reason for returning or cancelling, a remark for others."""

    model_config = ConfigDict(extra="forbid")

    note: Passage | None = None


class PlaceOut(BaseModel):
    """A commune that a warning is for."""

    code: str
    name: str
    province_code: str
    province: str


class WordOut(BaseModel):
    """A CAP word with its reading."""

    word: str
    label: TextOut


class AreaOut(BaseModel):
    """The polygons of a warning (GeoJSON, EPSG:4326) and how much more than the communes they hold.

    `excess` is the share beyond the communes' own area; `vertices` the most of one polygon (CAP: at most 100).
    """

    geometry: dict[str, Any]
    communes_km2: float
    covered_km2: float
    excess: float
    polygons: int
    vertices: int


class AlertOut(BaseModel):
    """A warning of ours. `steps` are those that this caller may take now; `etag` goes into `If-Match`."""

    kind: Literal["own"] = "own"
    id: uuid.UUID
    chain_id: uuid.UUID
    previous_id: uuid.UUID | None
    message_type: str
    state: str
    state_label: TextOut
    status: str
    in_force: bool
    label: TextOut
    official: bool
    hazard: str
    hazard_label: TextOut
    severity: WordOut
    certainty: WordOut
    urgency: WordOut
    onset_at: datetime | None
    expires_at: datetime
    values: dict[str, str]
    texts: dict[str, dict[str, str]]
    texts_by_hand: bool
    bulletin: BulletinCited | None
    communes: list[PlaceOut]
    communes_km2: float | None
    covered_km2: float | None
    excess: float | None
    note: str | None
    authors: list[str]
    created_at: datetime
    changed_at: datetime
    submitted_by: str | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    review_note: str | None
    issued_by: str | None
    issued_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None
    identifier: str | None
    signed: bool
    cap_url: str | None
    steps: list[str]
    etag: str


class DifferenceOut(BaseModel):
    """A field that differs from the message before, or from what the template says."""

    field: str
    before: str
    after: str


class AlertDetail(AlertOut):
    """A warning with its polygons, its chain, and what differs for who reviews it."""

    area: AreaOut | None
    chain: list[AlertOut]
    changed_since: list[DifferenceOut]
    changed_from_template: list[DifferenceOut]


class MissingOut(BaseModel):
    """What is still missing before it can be submitted."""

    field: str | None
    reason: TextOut


class PreviewOut(BaseModel):
    """What a draft would become: texts, polygons, the CAP document (unsigned), and what is still missing."""

    texts: dict[str, dict[str, str]]
    urgency: WordOut
    area: AreaOut | None
    cap: str | None
    missing: list[MissingOut]


class ValueOut(BaseModel):
    """A value that a template needs."""

    name: str
    label: TextOut
    required: bool
    kind: Literal["number", "text"]
    unit: str | None
    example: str


class TemplateOut(BaseModel):
    """The form of one hazard."""

    hazard: str
    label: TextOut
    values: list[ValueOut]


class WarningFormOut(BaseModel):
    """What the editor offers: hazards with their values, and the CAP words with their readings and colours."""

    hazards: list[TemplateOut]
    severities: list[dict[str, Any]]
    certainties: list[dict[str, Any]]
    level_to_severity: dict[str, str]
    mapping_note: TextOut
