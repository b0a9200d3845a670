"""What goes in and out over HTTP for resources, shelters and command posts."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

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
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode, Lon
from geoops.resources.kinds import MOST_PLACES, Pillar

State = Literal["ready", "in_use", "repair", "unusable"]
Role = Literal["head", "standing_deputy", "deputy", "member"]

Line = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1, max_length=200)]
Note = Annotated[
    str, AfterValidator(lambda text: clean_text(text, multiline=True)), StringConstraints(max_length=2000)
]
Quantity = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False, strict=True)]
Places = Annotated[int, Field(ge=0, le=MOST_PLACES, strict=True)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 .-]{3,20}$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PositionIn(_In):
    """A point in WGS 84. A latitude above 90 passes here, so that swapped coordinates get their own clear answer."""

    lon: Lon
    lat: Lon


class _Placed(_In):
    id: UUID
    commune_code: CommuneCode | None = None
    position: PositionIn | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.commune_code is None and self.position is None:
            raise BadValue(Text("cần commune_code hoặc position", "commune_code or position is needed"))
        return self


class _Described(_In):
    """What is known of a resource beside its counts. `leader` and `phone` are seen by those who keep the inventory."""

    store: Line | None = None
    store_id: UUID | None = None
    note: Note | None = None
    expires_on: date | None = None
    norm: Quantity | None = None
    skills: Annotated[list[Line], Field(max_length=20)] | None = None
    leader: Line | None = None
    phone: Phone | None = None
    radio: Line | None = None


class ResourceIn(_Placed, _Described):
    """A resource with its first count. The id is made by the sender, who may send the same again for ever.

    `norm` is how many there should be (định mức); `expires_on` the last day on which it is good; for a force `skills`,
    `leader`, `phone` and `radio` (the frequency).
    """

    kind: str
    name: Line | None = None
    quantity: Quantity
    unit: str | None = None
    state: State = "ready"
    counted_at: AwareDatetime | None = None


class ResourceChange(_Described):
    """What changes of a resource; what is left out stays, null takes it away. Its counts are added, never changed."""

    name: Line | None = None


class StoreIn(_Placed):
    """A store (kho) of a commune."""

    commune_code: CommuneCode
    name: Line


class StoreOut(BaseModel):
    """A store; `closed_at` null: it is open. `stocked` is how many things in it were counted as more than none."""

    id: UUID
    commune_code: str
    commune_name: str | None
    name: str
    position: "PositionOut | None"
    stocked: int
    closed_at: datetime | None
    closed_by: str | None


class CountIn(_In):
    """A further count of a resource."""

    id: UUID
    quantity: Quantity
    state: State = "ready"
    counted_at: AwareDatetime | None = None


class ShelterIn(_Placed):
    """A shelter, with its first occupancy where somebody has counted."""

    kind: str
    name: Line
    position: PositionIn
    capacity: Places
    occupancy: Places | None = None
    water: bool | None = None
    power: bool | None = None
    toilets: bool | None = None
    accessible: bool | None = None
    note: Note | None = None
    counted_at: AwareDatetime | None = None


class ShelterChange(_In):
    """What changes of a shelter; what is left out stays."""

    name: Line | None = None
    capacity: Places | None = None
    water: bool | None = None
    power: bool | None = None
    toilets: bool | None = None
    accessible: bool | None = None
    note: Note | None = None

    @model_validator(mode="after")
    def _stays(self) -> Self:
        for name in ("name", "capacity"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise BadValue(Text(f"cần {name}", f"{name} is needed"))
        return self


class OccupancyIn(_In):
    """A further count of the people in a shelter."""

    id: UUID
    occupancy: Places
    counted_at: AwareDatetime | None = None


class CommandPostIn(_In):
    """A seat in a commune's civil-defence command."""

    id: UUID
    commune_code: CommuneCode
    role: Role
    title: Line
    holder: Line | None = None
    phone: Phone | None = None
    confirmed_at: AwareDatetime | None = None


class PositionOut(BaseModel):
    """A point in WGS 84."""

    lon: float
    lat: float


class ResourceOut(BaseModel):
    """A resource with its newest count. `stale` says that the count is older than its rhythm (a month), `expired` that
    its last good day is over: neither is taken as ready. `leader`, `phone` and `etag` (which goes into `If-Match`; it would
    tell a number to whoever tries them all) are null for those who do not keep it."""

    id: UUID
    commune_code: str
    commune_name: str | None
    pillar: Pillar
    kind: str
    kind_label: TextOut
    name: str
    quantity: float
    unit: str
    state: State
    store: str | None
    store_id: UUID | None
    note: str | None
    expires_on: date | None
    expired: bool
    norm: float | None
    skills: list[str]
    leader: str | None
    phone: str | None
    radio: str | None
    position: PositionOut | None
    counted_at: datetime
    counter: str
    age_days: int
    stale: bool
    demo: bool
    etag: str | None


class CountOut(BaseModel):
    """One count of a resource, as it was made."""

    quantity: float
    state: State
    counted_at: datetime
    counter: str
    known_at: datetime


class CountsOut(BaseModel):
    """The counts of a resource, newest first."""

    items: list[CountOut]


class ShelterOut(BaseModel):
    """A shelter. `occupancy` and `free` are null where nobody has counted: an uncounted shelter is not an empty one.

    `hazard_zones` are the hazards of the risk maps in whose upper classes it lies; null: no risk map reaches it. `etag`
    goes into `If-Match`.
    """

    id: UUID
    commune_code: str
    commune_name: str | None
    kind: str
    kind_label: TextOut
    name: str
    capacity: int
    occupancy: int | None
    free: int | None
    over_capacity: bool
    water: bool | None
    power: bool | None
    toilets: bool | None
    accessible: bool | None
    hazard_zones: list[str] | None
    note: str | None
    position: PositionOut
    counted_at: datetime
    counter: str
    age_days: int
    stale: bool
    demo: bool
    etag: str


class CommandPostOut(BaseModel):
    """A seat in a commune's command."""

    id: UUID
    commune_code: str
    commune_name: str | None
    role: Role
    title: str
    holder: str | None
    phone: str | None
    confirmed_at: datetime
    counter: str
    age_days: int
    stale: bool
    demo: bool


class KindTotalOut(BaseModel):
    """What a commune holds of one kind: only what is counted within the month and ready counts as ready."""

    kind: str
    label: TextOut
    unit: str
    quantity: float
    ready: float


class PillarOut(BaseModel):
    """A pillar of a commune: what was counted, and how old the oldest count is."""

    entries: int
    oldest_counted_at: datetime
    oldest_age_days: int
    stale: bool
    totals: list[KindTotalOut]
