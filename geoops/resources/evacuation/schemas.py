"""What goes in and out over HTTP for evacuations."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geoops.kit.i18n import Text
from geoops.kit.input import BadValue
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode
from geoops.resources.kinds import MOST_PLACES
from geoops.resources.schemas import Line, Note, Phone, PositionIn, PositionOut

People = Annotated[int, Field(ge=1, le=MOST_PLACES, strict=True)]
Direction = Literal["out", "in", "home"]
Reason = Annotated[Note, Field(min_length=1)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class EvacuationIn(_In):
    """An order to leave. The id is made by the sender, who may send the same again for ever."""

    id: UUID
    commune_code: CommuneCode
    hamlet: Line | None = None
    position: PositionIn | None = None
    people: People
    reason: Reason
    ordered_by: Line
    ordered_at: AwareDatetime | None = None
    shelter_ids: Annotated[list[UUID], Field(min_length=1, max_length=30)]
    incident_id: UUID | None = None


class PeopleCountIn(_In):
    """People counted by who stands there: `out` of the place they leave, `in` at a shelter, `home` from a shelter.

    Each count adds to those before it. People who come to a shelter by themselves have no order. `override` is the
    reason to take in more than the shelter has room for.
    """

    id: UUID
    direction: Direction
    people: People
    evacuation_id: UUID | None = None
    shelter_id: UUID | None = None
    counted_at: AwareDatetime | None = None
    override: Reason | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.direction == "out") == (self.shelter_id is not None):
            raise BadValue(
                Text(
                    "shelter_id chỉ dùng khi đến (in) và về (home), và khi đó phải có",
                    "shelter_id belongs to in and home, and only to them",
                )
            )
        if self.direction == "out" and self.evacuation_id is None:
            raise BadValue(Text("cần evacuation_id", "evacuation_id is needed"))
        return self


class WhyIn(_In):
    """The reason of a step."""

    reason: Note | None = None


class VoidIn(_In):
    """Why a count does not hold."""

    reason: Reason


class HouseholdIn(_In):
    """A household of an order: personal data, for those who need it."""

    id: UUID
    head: Line
    phone: Phone | None = None
    people: Annotated[int, Field(ge=1, le=100, strict=True)]
    needs: Note | None = None


class HouseholdOut(BaseModel):
    """A household as it was written down."""

    id: UUID
    head: str
    phone: str | None
    people: int
    needs: str | None
    noted_by: str
    known_at: datetime


class RoomOut(BaseModel):
    """A shelter and its room: `occupancy` is the newest count by hand and those admitted since.

    `counted` false: nobody has counted, or too long ago, and `free` is null. `arrived` and `left` are of one order.
    """

    shelter_id: UUID
    name: str
    commune_code: str
    commune_name: str | None
    position: PositionOut
    capacity: int
    occupancy: int
    counted: bool
    counted_at: datetime | None
    free: int | None
    over_capacity: bool
    arrived: int
    left: int


class EvacuationOut(BaseModel):
    """An order with what was counted. `on_the_road` is out less in: on the way, or missing.

    `not_counted_out` is what arrived beyond what was counted out: the counting at the start has gaps.
    """

    id: UUID
    commune_code: str
    commune_name: str | None
    hamlet: str | None
    people: int
    reason: str
    ordered_by: str
    ordered_at: datetime
    incident_id: UUID | None
    state: Literal["ordered", "closed", "cancelled"]
    state_label: TextOut
    state_at: datetime
    state_reason: str | None
    out: int
    arrived: int
    home: int
    on_the_road: int
    not_counted_out: int
    not_yet_out: int
    last_counted_at: datetime | None
    shelters: list[RoomOut]
    room_left: int | None
    households: int
    household_people: int
    known_at: datetime
    created_by: str
    etag: str


class PeopleCountOut(BaseModel):
    """A count of people. `told_at` is what its device said where that lay ahead of the space's clock, or its own clock
    is far off: then `counted_at` is when it arrived, and `clock_doubtful` says that the clock is far off."""

    id: UUID
    evacuation_id: UUID | None
    shelter_id: UUID | None
    shelter_name: str | None
    direction: Direction
    people: int
    override: str | None
    counted_at: datetime
    told_at: datetime | None
    clock_doubtful: bool
    counter: str
    known_at: datetime
    voided_at: datetime | None
    voided_by: str | None
    void_reason: str | None
    room: RoomOut | None = None
