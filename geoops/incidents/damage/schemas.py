"""Damage as it comes in and goes out."""

import hashlib
import uuid
from datetime import datetime
from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geoops.kit.i18n import Text
from geoops.kit.input import BadValue, clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode

Stage = Literal["quick", "daily", "final"]
Measure = Literal["cumulative", "period", "incident"]


def _clean(value: str) -> str:
    return clean_text(value, multiline=True)


Words = Annotated[str, Field(min_length=1, max_length=5000), AfterValidator(_clean)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_clean)]


class EventIn(BaseModel):
    """A spell of disaster; its id comes from whoever writes it."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    name: Name
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _forwards(self) -> "EventIn":
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise BadValue(Text("kết thúc trước khi bắt đầu", "ends before it starts"))
        return self


class EventOut(BaseModel):
    """A spell of disaster, and how far its counting has come."""

    id: uuid.UUID
    name: str
    starts_at: datetime
    ends_at: datetime | None
    created_by: str
    reports: int
    communes_reported: int


class FigureIn(BaseModel):
    """A figure in one of the item's units; `parts` are named shares of it."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(min_length=1, max_length=50)
    quantity: float = Field(ge=0, allow_inf_nan=False)
    unit: str | None = Field(default=None, max_length=20)
    parts: dict[str, float] = Field(default_factory=dict, max_length=20)


class DamageIn(BaseModel):
    """A commune's report. What is left out is not reported, which is not zero."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3f",
                "event_id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d40",
                "commune_code": "02680",
                "stage": "quick",
                "measure": "cumulative",
                "as_of": "2026-07-22T06:00:00+07:00",
                "figures": [
                    {"item": "injured", "quantity": 2},
                    {"item": "crop_land", "quantity": 15000, "unit": "m²"},
                ],
            }
        },
    )

    id: uuid.UUID
    event_id: uuid.UUID
    commune_code: CommuneCode
    stage: Stage = "quick"
    measure: Measure = "cumulative"
    starts_at: AwareDatetime | None = None
    as_of: AwareDatetime
    incident_id: uuid.UUID | None = None
    replaces: uuid.UUID | None = None
    reason: Words | None = None
    note: Words | None = None
    figures: list[FigureIn] = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _whole(self) -> "DamageIn":
        if (self.measure == "period") != (self.starts_at is not None):
            raise BadValue(
                Text(
                    "starts_at chỉ dùng cho số liệu theo kỳ, và kỳ nào cũng cần",
                    "starts_at belongs to a period, and a period needs it",
                )
            )
        if self.starts_at is not None and self.starts_at >= self.as_of:
            raise BadValue(Text("kỳ kết thúc trước khi bắt đầu", "the period ends before it starts"))
        if (self.measure == "incident") != (self.incident_id is not None):
            raise BadValue(
                Text(
                    "incident_id chỉ dùng cho số liệu theo sự cố, và số liệu đó cần nó",
                    "incident_id belongs to the measure incident, which needs it",
                )
            )
        return self

    def content_hash(self) -> bytes:
        """What tells a repeat from a conflict, however it was written down."""
        content = self.model_dump(mode="json", exclude_none=True, exclude={"id", "as_of", "starts_at"})
        content["figures"].sort(key=lambda figure: figure["item"])
        content["times"] = [moment.timestamp() if moment else None for moment in (self.starts_at, self.as_of)]
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


class FigureOut(BaseModel):
    """A figure in the item's unit, beside what was written; `confirmed_by` where a second person stands for it."""

    item: str
    name: TextOut
    quantity: float
    unit: str
    written_quantity: float
    written_unit: str
    parts: dict[str, float]
    needs_confirmation: bool
    confirmed_by: str | None


class DamageOut(BaseModel):
    """A report of damage."""

    id: uuid.UUID
    event_id: uuid.UUID
    commune_code: str
    commune_name: str | None
    stage: Stage
    measure: Measure
    starts_at: datetime | None
    as_of: datetime
    incident_id: uuid.UUID | None
    replaces: uuid.UUID | None
    replaced_by: uuid.UUID | None
    reason: str | None
    note: str | None
    reported_by: str
    received_at: datetime
    known_at: datetime
    figures: list[FigureOut]


class ConfirmIn(BaseModel):
    """The items that the second person stands for."""

    model_config = ConfigDict(extra="forbid")

    items: list[Annotated[str, Field(max_length=50)]] = Field(min_length=1, max_length=50)


class TotalOut(BaseModel):
    """What an item amounts to for a commune, a province or all of them.

    `quantity` is what is reported, `confirmed` the part that a second person stands for (all of it where the item
    needs nobody); null where nothing is reported. `communes` have reported the item; `as_of` is its oldest time.
    """

    item: str
    place: str
    quantity: float | None
    confirmed: float | None
    unit: str
    communes: int
    as_of: datetime
    newest_at: datetime
    reports: list[uuid.UUID]


class PlaceOut(BaseModel):
    """A commune or province of a summary."""

    code: str
    name: str


class SummaryOut(BaseModel):
    """The damage of an event by place and item. A place or an item that is not listed is not reported: no zero."""

    event: EventOut
    by: Literal["commune", "province", "nation"]
    at: datetime
    known_at: datetime
    communes_reported: int
    communes_in_scope: int
    places: list[PlaceOut]
    totals: list[TotalOut]


class DueOut(BaseModel):
    """A commune whose report is due: why, and since when. `last_as_of` is null where none came yet."""

    commune_code: str
    commune_name: str | None
    open_incidents: int
    last_as_of: datetime | None
    due_at: datetime
    overdue: bool


class VictimIn(BaseModel):
    """A person behind a figure of a report."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    item: Literal["dead", "missing", "injured"]
    name: Name
    birth_year: int | None = Field(default=None, ge=1880, le=2200)
    sex: Literal["female", "male", "unknown"] | None = None
    home: Name | None = None
    note: Words | None = None


class VictimOut(VictimIn):
    """A person behind a figure, and who wrote it down."""

    written_by: str
    known_at: datetime


class PartOut(BaseModel):
    """A named part of an item."""

    part: str
    name: TextOut


class ItemOut(BaseModel):
    """An item of the form. `certainty` recalled: shown as reference until checked against the annex forms."""

    item: str
    name: TextOut
    unit: str
    units: dict[str, float]
    whole: bool
    confirm: bool
    parts: list[PartOut]
    source: str
    certainty: str


class ItemGroupOut(BaseModel):
    """Items that stand together."""

    group: str
    name: TextOut
    items: list[ItemOut]


class FormOut(BaseModel):
    """What the form of damage is made of."""

    groups: list[ItemGroupOut]
