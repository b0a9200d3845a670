"""Incidents as they come in and go out; the body of a report is fixed, because other systems write it."""

import hashlib
import math
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

import orjson
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from geoops.kit.i18n import Text
from geoops.kit.input import BadValue, clean_text
from geoops.kit.types import CommuneCode

Method = Literal["gps", "tap", "landmark", "chainage", "commune"]
MOST_EXACT = 2**53
"""Whole numbers beyond this lose their last digit on the way through JSON."""


def _note(value: str) -> str:
    return clean_text(value, multiline=True)


def _line(value: str) -> str:
    return clean_text(value)


def _answer(value: Any) -> Any:
    """An answer is a number, a text, true or false, or a short list of texts; the form says which is asked."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) > MOST_EXACT:
            raise BadValue(
                Text(
                    "phải là số hữu hạn, không quá 15 chữ số", "must be a finite number of at most 15 digits"
                )
            )
        return value
    if isinstance(value, str) and len(value) <= 5000:
        return _note(value)
    if (
        isinstance(value, list)
        and len(value) <= 50
        and all(isinstance(one, str) and len(one) <= 200 for one in value)
    ):
        return [_note(one) for one in value]
    raise BadValue(
        Text(
            "phải là số, chữ, true, false hoặc danh sách chữ",
            "must be a number, a text, true or false, or a list of texts",
        )
    )


Note = Annotated[str, Field(max_length=5000), AfterValidator(_note)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]
Answers = Annotated[
    dict[
        Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,48}$")],
        Annotated[Any, AfterValidator(_answer)],
    ],
    Field(max_length=100),
]


class PositionIn(BaseModel):
    """A place in EPSG:4326 with its accuracy in metres and how it was got."""

    model_config = ConfigDict(extra="forbid")

    lon: float = Field(allow_inf_nan=False, ge=-180, le=180)
    lat: float = Field(allow_inf_nan=False, ge=-180, le=180)
    accuracy_m: float | None = Field(default=None, ge=0, le=1_000_000, allow_inf_nan=False)
    method: Method = "gps"


class IncidentIn(BaseModel):
    """A report. `id` is made on the device that first writes it; the same report may be sent for ever.

    `fields` answers the questions of `GET /api/incidents/form`, whose `version` is `definition_version`. A landmark,
    or a road with a chainage, is said in words beside a position or a commune; a chainage of a loaded road is a place
    by itself, also as `position: {"road": "QL4D", "chainage": "105+300"}`. `device_id` tells apart the phones
    that share one token.
    """

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
                "fields": {"people_trapped": 2, "passable": "no"},
            }
        },
    )

    id: uuid.UUID
    kind: str = Field(min_length=1, max_length=50)
    occurred_at: AwareDatetime | None = None
    position: PositionIn | None = None
    reporter_position: PositionIn | None = None
    commune_code: CommuneCode | None = None
    landmark: Line | None = None
    road: Annotated[str, Field(max_length=50), AfterValidator(_line)] | None = None
    chainage: Annotated[str, Field(max_length=30), AfterValidator(_line)] | None = None
    severity: int | None = Field(default=None, ge=1, le=5)
    note: Note | None = None
    fields: Answers | None = None
    definition_version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,60}$")] | None = None
    device_id: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z:._-]{1,100}$")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_chainage(cls, sent: Any) -> Any:
        """`position` may be a road with a chainage: the same as `road` and `chainage` beside no position."""
        if not isinstance(sent, dict) or not isinstance(place := sent.get("position"), dict):
            return sent
        if "road" not in place or "chainage" not in place or {"lon", "lat"} & set(place):
            return sent
        named = {key: place[key] for key in ("road", "chainage")}
        if any(sent.get(key, value) != value for key, value in named.items()):
            raise BadValue(
                Text(
                    "đường và lý trình được nêu hai lần mà khác nhau",
                    "road and chainage are told twice, and differ",
                )
            )
        if set(place) - {"road", "chainage", "method"} or place.get("method", "chainage") != "chainage":
            raise BadValue(
                Text(
                    "vị trí theo lý trình chỉ có road và chainage",
                    "a position by chainage has road and chainage alone",
                )
            )
        return {key: value for key, value in sent.items() if key != "position"} | named

    def content_hash(self) -> bytes:
        """What tells a repeat from a conflict: the same content, however, whence and by which form it was written."""
        content = self.model_dump(
            mode="json", exclude_none=True, exclude={"id", "definition_version", "device_id"}
        )
        if self.occurred_at is not None:
            content["occurred_at"] = self.occurred_at.timestamp()
        if not content.get("fields"):
            content.pop("fields", None)
        return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).digest()


class PositionOut(BaseModel):
    """A place in EPSG:4326."""

    lon: float
    lat: float
    accuracy_m: float | None
    method: str


class AssigneeOut(BaseModel):
    """Who is to act: a person by login name, or a team by its name."""

    kind: str
    name: str


class IncidentOut(BaseModel):
    """An incident.

    `uncertainty_m`: the place is within this of `position`. `reporter_distance_m`: from where the reporter stood.
    `doubtful_fields`: answers written by an older form, kept as they came. `clock_offset_s`: how far the device's
    clock was ahead of the server's when it sent. `known_at` is the space's clock, `received_at` the machine's.
    """

    id: uuid.UUID
    kind: str
    kind_label: dict[str, str]
    state: str
    state_label: dict[str, str]
    state_at: datetime
    severity: int | None
    note: str | None
    fields: dict[str, Any]
    doubtful_fields: list[str]
    occurred_at: datetime
    clock_doubtful: bool
    clock_offset_s: float | None
    received_at: datetime
    known_at: datetime
    position: PositionOut | None
    uncertainty_m: float | None
    landmark: str | None
    road: str | None
    chainage: str | None
    reporter_position: PositionOut | None
    reporter_distance_m: float | None
    far_apart: bool
    commune_code: str | None
    commune_name: str | None
    outside_scope: bool
    reporter: str
    due_at: datetime | None
    overdue: bool
    level: int
    level_label: dict[str, str]
    assignee: AssigneeOut | None
    holder: str | None
    held_at: datetime | None
    seen_at: datetime | None
    acted_at: datetime | None
    merged_into: uuid.UUID | None
    witnesses: int
    attachments: int
    etag: str


class ReceiptOut(BaseModel):
    """What became of a report, for the one who sent it: received, then seen by the centre, then acted upon."""

    id: uuid.UUID
    received_at: datetime
    known_at: datetime
    state: str
    state_label: dict[str, str]
    seen_at: datetime | None
    acted_at: datetime | None
    merged_into: uuid.UUID | None


class ReceiptsOut(BaseModel):
    """Receipts by id; ids that the server does not know are in `unknown`."""

    items: list[ReceiptOut]
    unknown: list[uuid.UUID]


class KindOut(BaseModel):
    """A kind of incident, for the form."""

    kind: str
    label: dict[str, str]
    icon: str


class KindsOut(BaseModel):
    """All kinds in the order of the form."""

    items: list[KindOut]


class IncidentPatch(BaseModel):
    """What may be changed of an incident; what is left out stays, and null empties."""

    model_config = ConfigDict(extra="forbid")

    kind: str | None = Field(default=None, min_length=1, max_length=50)
    severity: int | None = Field(default=None, ge=1, le=5)
    note: Note | None = None
    position: PositionIn | None = None
    commune_code: CommuneCode | None = None
    landmark: Line | None = None
    road: Annotated[str, Field(max_length=50), AfterValidator(_line)] | None = None
    chainage: Annotated[str, Field(max_length=30), AfterValidator(_line)] | None = None
    fields: Answers | None = None

    @model_validator(mode="after")
    def _something(self) -> "IncidentPatch":
        if not self.model_fields_set:
            raise BadValue(Text("không có gì để sửa", "nothing to change"))
        return self

    def changes(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(exclude_unset=True)


class AssigneeIn(BaseModel):
    """Who is to act: a person by login name, or a team by its name."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["person", "team"]
    name: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_line)]


class ActionBody(BaseModel):
    """What goes with an action: why (asked for where the usual path is left), to whom, a comment's text."""

    model_config = ConfigDict(extra="forbid")

    reason: Note | None = None
    assignee: AssigneeIn | None = None
    text: Note | None = None
    id: uuid.UUID | None = Field(default=None, description="of a comment, so that it may be sent again")
    take_over: bool = False


class TimelineEntry(BaseModel):
    """One row of the change log about the incident."""

    seq: int
    at: datetime
    actor: str
    op: str
    op_label: dict[str, str]
    payload: dict[str, Any]


class TimelineOut(BaseModel):
    """What happened to the incident, oldest first; `next` is the number to go on after."""

    items: list[TimelineEntry]
    next: int | None


class ContradictionOut(BaseModel):
    """A report that came under the id of this one with other content."""

    received_at: datetime
    reporter: str
    body: dict[str, Any]
