"""What goes in and out over HTTP for dispatches."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geoops.kit.i18n import Text
from geoops.kit.input import BadValue
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode
from geoops.resources.schemas import Line, Note, PositionIn, PositionOut

Amount = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False, strict=True)]
Returned = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False, strict=True)]
Reason = Note
TEAM = "team"
"""The kind of a dispatch of a whole team."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DispatchUnitIn(_In):
    """The units that are given: an amount of a counted resource, or a whole team of a commune."""

    resource_id: UUID | None = None
    team: Line | None = None
    team_commune_code: CommuneCode | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.resource_id is None) == (self.team is None):
            raise BadValue(
                Text("cần một trong hai: resource_id hoặc team", "one of resource_id and team is needed")
            )
        if (self.team is None) != (self.team_commune_code is None):
            raise BadValue(
                Text(
                    "team và team_commune_code phải đi cùng nhau",
                    "team and team_commune_code belong together",
                )
            )
        return self


class DispatchIn(_In):
    """A request for help (no unit), or units that are offered or assigned at once. The id is made by the sender.

    `kind` and `amount` may be left out for a team. Where it goes: the incident's place, else `position`, else the
    middle of the commune.
    """

    id: UUID
    kind: str | None = Field(default=None, max_length=40)
    amount: Amount | None = None
    to_commune_code: CommuneCode | None = None
    incident_id: UUID | None = None
    position: PositionIn | None = None
    unit: DispatchUnitIn | None = None
    state: Literal["requested", "offered", "assigned"] = "requested"
    note: Note | None = None
    override: Reason | None = None
    at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.to_commune_code is None and self.incident_id is None:
            raise BadValue(
                Text("cần to_commune_code hoặc incident_id", "to_commune_code or incident_id is needed")
            )
        if (self.unit is None) != (self.state == "requested"):
            raise BadValue(
                Text(
                    "yêu cầu thì chưa có unit; đã cử hoặc đã giao thì phải có",
                    "a request has no unit, and what is offered or assigned has one",
                )
            )
        return self


class DispatchStepIn(_In):
    """A step of a dispatch. `id` is the sender's, so that the same step sent again is taken once.

    `unit` and `amount` go with offer and assign (less than was asked for leaves the rest waiting), `returned` with
    return: what did not come back is used up or lost.
    """

    id: UUID | None = None
    at: AwareDatetime | None = None
    reason: Reason | None = None
    unit: DispatchUnitIn | None = None
    amount: Amount | None = None
    override: Reason | None = None
    returned: Returned | None = None


class DispatchCostIn(_In):
    """Money in whole đồng, or hours of work."""

    id: UUID
    item: Line
    amount_vnd: Annotated[int, Field(ge=0, le=10**13, strict=True)] | None = None
    hours: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False, strict=True)] | None = None
    note: Note | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.amount_vnd is None and self.hours is None:
            raise BadValue(Text("cần amount_vnd hoặc hours", "amount_vnd or hours is needed"))
        return self


class DispatchCostOut(BaseModel):
    """A cost as it was written down."""

    id: UUID
    item: str
    amount_vnd: int | None
    hours: float | None
    note: str | None
    noted_by: str
    known_at: datetime


class NextOut(BaseModel):
    """A step that may be taken now."""

    action: str
    label: TextOut
    to: str
    needs_reason: bool
    needs_unit: bool


class DispatchStateOut(BaseModel):
    """A state of the definition. `holds`: nobody else is given the units."""

    state: str
    label: TextOut
    holds: bool
    steps: list[NextOut]


class DispatchKindOut(BaseModel):
    """Something that can be asked for; `whole`: half of one makes no sense."""

    kind: str
    pillar: str
    label: TextOut
    unit: str
    whole: bool


class DispatchOut(BaseModel):
    """A dispatch as it stands. `hours_away` counts from setting out to being back, or to now.

    `short` is by how much the newest count of the resource is lower than what is out of it: to be cleared up.
    """

    id: UUID
    state: str
    state_label: TextOut
    kind: str
    kind_label: TextOut
    amount: float
    unit: str
    returned: float | None
    resource_id: UUID | None
    resource_name: str | None
    team: str | None
    commune_code: str | None
    commune_name: str | None
    to_commune_code: str
    to_commune_name: str | None
    incident_id: UUID | None
    request_id: UUID | None
    note: str | None
    start: PositionOut | None
    goal: PositionOut
    distance_km: float | None
    requested_by: str
    requested_at: datetime
    state_at: datetime
    left_at: datetime | None
    ended_at: datetime | None
    known_at: datetime
    hours_away: float | None
    cost_vnd: int
    hours: float
    short: float
    steps: list[NextOut]
    etag: str


class DispatchStepOut(BaseModel):
    """A step that was taken."""

    id: UUID
    number: int
    action: str
    label: TextOut
    from_state: str | None
    state: str
    state_label: TextOut
    amount: float
    reason: str | None
    override: str | None
    actor: str
    at: datetime
    known_at: datetime


class AvailableOut(BaseModel):
    """A resource that can still be given. `distance_km` is straight, not by road."""

    resource_id: UUID
    name: str
    kind: str
    kind_label: TextOut
    unit: str
    commune_code: str
    commune_name: str | None
    quantity: float
    out: float
    available: float
    state: str
    counted_at: datetime
    stale: bool
    distance_km: float
    demo: bool


class ShortOut(BaseModel):
    """A resource of which more is out than its newest count says it has."""

    resource_id: UUID
    name: str
    kind: str
    kind_label: TextOut
    commune_code: str
    commune_name: str | None
    quantity: float
    counted_at: datetime
    out: float
    short: float
