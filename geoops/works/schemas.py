"""Road points and works as they come in and go out over HTTP. What is not stated stays null: it is unknown, not zero."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
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
from geoops.kit.types import CommuneCode, Lon, ProvinceCode

PointKind = Literal["landslide", "flooding"]
PointState = Literal["open", "one_lane", "cut"]
WorkKind = Literal["irrigation_reservoir", "hydropower_reservoir", "dike", "embankment"]
InspectionState = Literal["good", "damaged", "unsafe", "broken"]

Line = Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=1, max_length=200)]
Note = Annotated[
    str, AfterValidator(lambda text: clean_text(text, multiline=True)), StringConstraints(max_length=4000)
]
Level = Annotated[float, Field(ge=-50, le=4000, allow_inf_nan=False, strict=True)]
Flow = Annotated[float, Field(ge=0, le=300_000, allow_inf_nan=False, strict=True)]
Span = Annotated[float, Field(gt=0, le=5_000_000, allow_inf_nan=False, strict=True)]
Day = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WorkPlaceIn(_In):
    """A point in WGS 84. A latitude above 90 passes here, so that swapped coordinates get their own clear answer."""

    lon: Lon
    lat: Lon
    accuracy_m: float | None = Field(default=None, ge=0, le=100_000, allow_inf_nan=False)


class RoadPointIn(_In):
    """A place on a road, by chainage: `Km105+300`, or a stretch `Km105+300 - Km106+100`; with its first state.

    The id is made by the sender, who may send the same again for ever.
    """

    id: UUID
    kind: PointKind
    road: Line
    chainage: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    part: Line | None = None
    province: ProvinceCode | None = None
    position: WorkPlaceIn | None = None
    commune_code: CommuneCode | None = None
    length_m: Span | None = None
    side: Line | None = None
    plan: Note | None = None
    note: Note | None = None
    state: PointState
    since: AwareDatetime | None = None
    incident_id: UUID | None = None


class PointStateIn(_In):
    """A further state of a road point."""

    id: UUID
    state: PointState
    since: AwareDatetime | None = None
    note: Note | None = None
    incident_id: UUID | None = None


class RoadPointPatch(_In):
    """What may be changed of a road point; what is left out stays, and null empties."""

    length_m: Span | None = None
    side: Line | None = None
    plan: Note | None = None
    note: Note | None = None


class WorkFields(_In):
    """What is stated of a work. Levels in metres of one datum, capacity in million m³, flows in m³/s."""

    river: Line | None = None
    operator: Line | None = None
    capacity_mcm: Annotated[float, Field(gt=0, le=200_000, allow_inf_nan=False, strict=True)] | None = None
    dead_level_m: Level | None = None
    normal_level_m: Level | None = None
    flood_level_m: Level | None = None
    flood_from: Day | None = None
    flood_to: Day | None = None
    design_level_m: Level | None = None
    crest_level_m: Level | None = None
    turbine_m3s: Flow | None = None
    near_m: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False, strict=True)] | None = None
    length_m: Span | None = None
    station_id: Line | None = None
    downstream: list[CommuneCode] | None = Field(default=None, max_length=300)
    downstream_source: Line | None = None
    note: Note | None = None


class WorkIn(WorkFields):
    """A reservoir, dike or embankment. The id is made by the sender, who may send the same again for ever."""

    id: UUID
    kind: WorkKind
    name: Line
    position: WorkPlaceIn | None = None
    commune_code: CommuneCode | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.commune_code is None and self.position is None:
            raise BadValue(Text("cần commune_code hoặc position", "commune_code or position is needed"))
        return self


class WorkPatch(WorkFields):
    """What may be changed of a work; what is left out stays, and null empties."""

    name: Line | None = None
    position: WorkPlaceIn | None = None


class InspectionIn(_In):
    """What somebody found at a work."""

    id: UUID
    state: InspectionState
    note: Note | None = None
    inspected_at: AwareDatetime | None = None


class ReadingIn(_In):
    """Level, inflow, whole release and spill of a reservoir; `gates_open` is the number of spillway gates that stand open."""

    id: UUID
    read_at: AwareDatetime | None = None
    level_m: Level | None = None
    inflow_m3s: Annotated[float, Field(ge=-20_000, le=300_000, allow_inf_nan=False, strict=True)] | None = (
        None
    )
    release_m3s: Flow | None = None
    spill_m3s: Flow | None = None
    gates_open: Annotated[int, Field(ge=0, le=200, strict=True)] | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if all(
            value is None
            for value in (self.level_m, self.inflow_m3s, self.release_m3s, self.spill_m3s, self.gates_open)
        ):
            raise BadValue(Text("cần ít nhất một số đo", "at least one figure is needed"))
        return self


class WorkPlaceOut(BaseModel):
    """A point in WGS 84."""

    lon: float
    lat: float


class PointStateOut(BaseModel):
    """A state a road point was in, since when, and who said so."""

    state: str
    label: TextOut
    since: datetime
    note: str | None
    incident_id: UUID | None
    reporter: str
    known_at: datetime


class RoadPointOut(BaseModel):
    """A road point with its state now. `error_m` is of its position; `placed_by` says whence that is."""

    id: UUID
    kind: str
    kind_label: TextOut
    road: str
    part: str | None
    chainage: str
    length_m: float | None
    side: str | None
    plan: str | None
    note: str | None
    commune_code: str
    commune_name: str | None
    position: WorkPlaceOut | None
    error_m: float | None
    placed_by: str
    state: str
    state_label: TextOut
    since: datetime
    state_note: str | None
    incident_id: UUID | None
    reporter: str
    known_at: datetime
    version: int


class RoadPointDetail(RoadPointOut):
    """A road point with every state it was in, newest first."""

    history: list[PointStateOut]


class WaterOut(BaseModel):
    """What is known of a reservoir's water: each figure with its time and source; `old` where the level is."""

    level_m: float | None
    level_at: datetime | None
    level_source: str | None
    inflow_m3s: float | None
    release_m3s: float | None
    spill_m3s: float | None
    gates_open: int | None
    flow_at: datetime | None
    flow_source: str | None
    old: bool


class ReservoirNoticeOut(BaseModel):
    """A reference notice of a reservoir to a commune downstream. It is no official level."""

    id: UUID
    work_id: UUID
    reservoir: str
    commune_code: str
    commune_name: str | None
    level: str
    level_label: TextOut
    level_m: float | None
    limit_m: float | None
    spill_m3s: float | None
    source: str
    downstream_source: str | None
    read_at: datetime
    began_at: datetime
    ended_at: datetime | None
    old: bool
    certainty: Literal["reference"] = "reference"


class WorkOut(BaseModel):
    """A work with its newest inspection and, for a reservoir, its water and the notice that goes out for it."""

    id: UUID
    kind: str
    kind_label: TextOut
    name: str
    river: str | None
    operator: str | None
    commune_code: str
    commune_name: str | None
    position: WorkPlaceOut | None
    capacity_mcm: float | None
    dead_level_m: float | None
    normal_level_m: float | None
    flood_level_m: float | None
    flood_from: str | None
    flood_to: str | None
    design_level_m: float | None
    crest_level_m: float | None
    turbine_m3s: float | None
    near_m: float | None
    length_m: float | None
    station_id: str | None
    downstream: list[str]
    downstream_names: list[str]
    downstream_source: str | None
    note: str | None
    state: str
    state_label: TextOut
    inspected_at: datetime | None
    inspection_note: str | None
    inspector: str | None
    water: WaterOut | None
    level: str | None
    level_label: TextOut | None
    limit_m: float | None
    known_at: datetime
    version: int


class InspectionOut(BaseModel):
    """An inspection."""

    id: UUID
    state: str
    label: TextOut
    note: str | None
    inspected_at: datetime
    inspector: str


class ReadingOut(BaseModel):
    """A reading that somebody typed in."""

    id: UUID
    read_at: datetime
    level_m: float | None
    inflow_m3s: float | None
    release_m3s: float | None
    spill_m3s: float | None
    gates_open: int | None
    reader: str


class WorkDetail(WorkOut):
    """A work with its newest inspections and readings."""

    inspections: list[InspectionOut]
    readings: list[ReadingOut]


class WorksHere(BaseModel):
    """Works, road points and notices of one commune."""

    works: list[WorkOut]
    road_points: list[RoadPointOut]
    notices: list[ReservoirNoticeOut]


class ImportedOut(BaseModel):
    """What became of a workbook's rows."""

    new: int
    changed: int
    unchanged: int


def body_of(model: BaseModel) -> dict[str, Any]:
    """What was sent, without what was left out."""
    return model.model_dump(exclude_unset=True)
