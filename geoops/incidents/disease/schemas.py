"""Outbreaks as they come in and go out. Figures are numbers of people and animals; nobody is named."""

import hashlib
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geoops.incidents.disease.definitions import Kind
from geoops.incidents.disease.statuses import Status
from geoops.incidents.schemas import Line, Note, PositionIn, PositionOut
from geoops.kit.i18n import Text
from geoops.kit.input import BadValue
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode

Measure = Literal["cumulative", "period"]
Zone = Literal["epidemic", "threatened", "buffer"]
Code = Annotated[str, Field(min_length=1, max_length=50)]
Reason = Annotated[Note, Field(min_length=1)]
MOST_RADIUS_M = 100_000


def _hash(model: BaseModel, times: list[datetime | None], without: set[str]) -> bytes:
    content: dict[str, Any] = model.model_dump(mode="json", exclude_none=True, exclude=without)
    content["times"] = [moment.timestamp() if moment else None for moment in times]
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


class OutbreakIn(BaseModel):
    """An outbreak in a hamlet; its id comes from whoever first writes it. One of position and commune is needed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d41",
                "disease": "asf",
                "species": "pig",
                "hamlet": "Thôn Nậm Mòn",
                "position": {"lon": 104.29, "lat": 22.53, "accuracy_m": 30, "method": "gps"},
                "began_at": "2026-07-18T07:00:00+07:00",
                "status": "suspected",
            }
        },
    )

    id: uuid.UUID
    disease: Code
    species: Code | None = None
    commune_code: CommuneCode | None = None
    hamlet: Annotated[Line, Field(min_length=1)]
    position: PositionIn | None = None
    began_at: AwareDatetime
    status: Literal["suspected", "confirmed"] = "suspected"
    note: Note | None = None

    def content_hash(self) -> bytes:
        """What tells a repeat from a conflict, however it was written down."""
        return _hash(self, [self.began_at], {"id", "began_at"})


class OutbreakPatch(BaseModel):
    """What is known better now; what is left out stays. The position has to lie in the outbreak's commune."""

    model_config = ConfigDict(extra="forbid")

    position: PositionIn | None = None
    hamlet: Annotated[Line, Field(min_length=1)] | None = None
    note: Note | None = None


class StatusIn(BaseModel):
    """A step in the life of an outbreak, when it was so, and why."""

    model_config = ConfigDict(extra="forbid")

    status: Status
    at: AwareDatetime | None = None
    reason: Reason | None = None


class ZonesIn(BaseModel):
    """Radii in metres by zone, growing outwards; none takes the zones away. `reason` says on whose decision."""

    model_config = ConfigDict(extra="forbid")

    radii: dict[Zone, Annotated[float, Field(gt=0, le=MOST_RADIUS_M, allow_inf_nan=False)]]
    reason: Reason


class OutbreakReportIn(BaseModel):
    """Figures of an outbreak. What is left out is not reported, which is not zero."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    outbreak_id: uuid.UUID
    measure: Measure = "cumulative"
    starts_at: AwareDatetime | None = None
    as_of: AwareDatetime
    replaces: uuid.UUID | None = None
    reason: Reason | None = None
    note: Note | None = None
    figures: dict[Code, Annotated[int, Field(ge=0, le=2**53, strict=True)]] = Field(
        min_length=1, max_length=20
    )

    @model_validator(mode="after")
    def _whole(self) -> "OutbreakReportIn":
        if (self.measure == "period") != (self.starts_at is not None):
            raise BadValue(
                Text(
                    "starts_at chỉ dùng cho số liệu theo kỳ, và kỳ nào cũng cần",
                    "starts_at belongs to a period, and a period needs it",
                )
            )
        if self.starts_at is not None and self.starts_at >= self.as_of:
            raise BadValue(Text("kỳ kết thúc trước khi bắt đầu", "the period ends before it starts"))
        return self

    def content_hash(self) -> bytes:
        """What tells a repeat from a conflict, however it was written down."""
        return _hash(self, [self.starts_at, self.as_of], {"id", "starts_at", "as_of"})


class DiseaseItemOut(BaseModel):
    """Something that is counted."""

    item: str
    name: TextOut
    unit: str
    adds: bool
    source: str
    certainty: str


class ZoneDefaultOut(BaseModel):
    """A radius that a confirmed outbreak begins with, and how sure it is."""

    zone: Zone
    radius_m: float


class DiseaseOut(BaseModel):
    """A disease with what follows from it."""

    disease: str
    kind: Kind
    name: TextOut
    short: str | None
    group: str | None
    species: list[str]
    source: str
    certainty: str
    end_after_days: int | None
    end_source: str
    end_certainty: str
    zones: list[ZoneDefaultOut]
    zones_source: str | None
    zones_certainty: str | None


class DiseaseFormOut(BaseModel):
    """What can be said of an outbreak."""

    diseases: list[DiseaseOut]
    items: dict[Kind, list[DiseaseItemOut]]
    species: dict[str, TextOut]
    zones: dict[Zone, TextOut]
    statuses: dict[Status, TextOut]


class TouchedOut(BaseModel):
    """A commune that a zone takes something of: km², and which share of its area that is."""

    commune_code: str
    commune_name: str | None
    area_km2: float
    share: float


class ZoneOut(BaseModel):
    """A zone that stands. `set_by` null: the radius of the rule."""

    zone: Zone
    name: TextOut
    radius_m: float
    set_by: str | None
    reason: str | None
    known_at: datetime
    communes: list[TouchedOut]


class StateOut(BaseModel):
    """A status that the outbreak entered."""

    status: Status
    label: TextOut
    at: datetime
    actor: str
    reason: str | None
    known_at: datetime


class OverlapOut(BaseModel):
    """Another outbreak of the disease whose zones overlap with these."""

    outbreak_id: uuid.UUID
    commune_code: str
    commune_name: str | None


class OutbreakTotalOut(BaseModel):
    """What an item amounts to since the outbreak began."""

    item: str
    name: TextOut
    unit: str
    quantity: int
    as_of: datetime


class OutbreakOut(BaseModel):
    """An outbreak as it stands. `may_end_at`: from when on the days without a new case are enough; null: no rule."""

    id: uuid.UUID
    disease: str
    disease_name: TextOut
    kind: Kind
    group: str | None
    species: str | None
    commune_code: str
    commune_name: str | None
    hamlet: str
    position: PositionOut | None
    began_at: datetime
    status: Status
    status_label: TextOut
    status_at: datetime
    note: str | None
    reported_by: str
    received_at: datetime
    known_at: datetime
    totals: list[OutbreakTotalOut]
    last_case_at: datetime
    last_report_at: datetime | None
    may_end_at: datetime | None
    may_end: bool
    etag: str


class OutbreakDetail(OutbreakOut):
    """An outbreak with its path, its zones and the outbreaks beside it."""

    states: list[StateOut]
    next_statuses: list[Status]
    zones: list[ZoneOut]
    overlaps: list[OverlapOut]


class OutbreakReportOut(BaseModel):
    """A report of an outbreak's figures."""

    id: uuid.UUID
    outbreak_id: uuid.UUID
    commune_code: str
    measure: Measure
    starts_at: datetime | None
    as_of: datetime
    replaces: uuid.UUID | None
    replaced_by: uuid.UUID | None
    reason: str | None
    note: str | None
    reported_by: str
    received_at: datetime
    known_at: datetime
    figures: dict[str, int]


class PlaceTotalOut(BaseModel):
    """Outbreaks of a disease in a commune: how many there are, in how many hamlets, and their figures."""

    commune_code: str
    commune_name: str | None
    disease: str
    disease_name: TextOut
    kind: Kind
    outbreaks: int
    new_outbreaks: int
    suspected: int
    hamlets: int
    figures: dict[str, int]
    new_figures: dict[str, int]


class DiseaseSummaryOut(BaseModel):
    """Disease by commune in the time from `since` to `at`. A place that is not listed has no outbreak on record."""

    since: datetime
    at: datetime
    known_at: datetime
    places: list[PlaceTotalOut]


class ZonedOut(BaseModel):
    """A commune that zones of a disease touch. Where zones overlap, each place counts once, in the strictest of them."""

    commune_code: str
    commune_name: str | None
    disease: str
    disease_name: TextOut
    strictest: Zone
    shares: dict[Zone, float]
    area_km2: dict[Zone, float]
    outbreaks: list[uuid.UUID]


class ZoneHere(BaseModel):
    """A zone that reaches into a commune, wherever its outbreak is."""

    outbreak_id: uuid.UUID
    disease: str
    disease_name: TextOut
    from_commune: str
    zone: Zone
    name: TextOut
    share: float
