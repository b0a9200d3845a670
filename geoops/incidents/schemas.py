"""Incidents as they come in and go out; the body of a report is fixed, because other systems write it."""

import hashlib
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geoops.kit.input import BadText, clean_text
from geoops.kit.types import CommuneCode

Method = Literal["gps", "tap", "landmark", "chainage", "commune"]


def _note(value: str) -> str:
    try:
        return clean_text(value, multiline=True)
    except BadText as error:
        raise ValueError(str(error)) from None


Note = Annotated[str, Field(max_length=5000), AfterValidator(_note)]


class PositionIn(BaseModel):
    """A place in EPSG:4326 with its accuracy in metres and how it was got."""

    model_config = ConfigDict(extra="forbid")

    lon: float = Field(allow_inf_nan=False, ge=-180, le=180)
    lat: float = Field(allow_inf_nan=False, ge=-180, le=180)
    accuracy_m: float | None = Field(default=None, ge=0, le=1_000_000, allow_inf_nan=False)
    method: Method = "gps"


class IncidentIn(BaseModel):
    """A report. `id` is made on the device that first writes it; the same report may be sent for ever."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "0190d5e4-5d2e-7a3c-8f0b-6a1f0c9b2d3e",
                "kind": "landslide",
                "occurred_at": "2026-07-22T02:10:00+07:00",
                "position": {"lon": 103.97, "lat": 22.48, "accuracy_m": 12, "method": "gps"},
                "severity": 4,
                "note": "Sạt lở taluy dương, đường tắc",
            }
        },
    )

    id: uuid.UUID
    kind: str = Field(min_length=1, max_length=50)
    occurred_at: AwareDatetime | None = None
    position: PositionIn | None = None
    reporter_position: PositionIn | None = None
    commune_code: CommuneCode | None = None
    severity: int | None = Field(default=None, ge=1, le=5)
    note: Note | None = None

    def content_hash(self) -> bytes:
        """What tells a repeat from a conflict: the same content, however it was written down."""
        content = self.model_dump(mode="json", exclude_none=True, exclude={"id"})
        if self.occurred_at is not None:
            content["occurred_at"] = self.occurred_at.timestamp()
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


class PositionOut(BaseModel):
    """A place in EPSG:4326."""

    lon: float
    lat: float
    accuracy_m: float | None
    method: str


class IncidentOut(BaseModel):
    """An incident."""

    id: uuid.UUID
    kind: str
    kind_label: dict[str, str]
    state: str
    state_label: dict[str, str]
    severity: int | None
    note: str | None
    occurred_at: datetime
    clock_doubtful: bool
    received_at: datetime
    known_at: datetime
    position: PositionOut | None
    reporter_position: PositionOut | None
    commune_code: str | None
    commune_name: str | None
    outside_scope: bool
    reporter: str
    etag: str


class KindOut(BaseModel):
    """A kind of incident, for the form."""

    kind: str
    label: dict[str, str]
    icon: str


class KindsOut(BaseModel):
    """All kinds in the order of the form."""

    items: list[KindOut]


class IncidentPatch(BaseModel):
    """What may be changed of an incident; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = Field(default=None, min_length=1, max_length=50)
    severity: int | None = Field(default=None, ge=1, le=5)
    note: Note | None = None

    @model_validator(mode="after")
    def _something(self) -> "IncidentPatch":
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self

    def changes(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(exclude_unset=True)


class ActionBody(BaseModel):
    """Why; asked for where the usual path is left."""

    model_config = ConfigDict(extra="forbid")

    reason: Note | None = None
