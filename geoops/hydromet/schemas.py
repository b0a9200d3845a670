"""What goes in and out over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.kit.input import BadText, clean_text
from geoops.kit.schemas import TextOut

Metres = Annotated[float, Field(ge=-100, le=9000, allow_inf_nan=False)]
"""Metres above a datum."""


class StationOut(BaseModel):
    """A station; degrees in EPSG:4326. `state` follows from its rhythm and the age of its newest reading."""

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    commune_code: str | None
    province_code: str | None
    source: str
    owner: str | None
    rhythm_s: int | None
    first_seen_at: datetime
    last_seen_at: datetime | None
    age_minutes: int | None
    state: Literal["on_time", "late", "silent", "unknown"]
    elevation_m: float | None
    river: str | None
    duplicate_of: str | None
    successor_id: str | None
    alarm_1_m: float | None
    alarm_2_m: float | None
    alarm_3_m: float | None
    alarm_source: str | None
    full_level_m: float | None
    flood_level_m: float | None
    flags: list[str]


class StationChangeOut(BaseModel):
    """One field that was changed."""

    known_at: datetime
    actor: str
    field: str
    before: Any
    after: Any


class LevelOut(BaseModel):
    """The newest level and what it reaches: `alarm` 0 is below level I, null is unknown (never “safe”). `certain` is
    false where an alarm level that nobody verified may be reached as well."""

    level_m: float
    level_at: datetime
    rise_m_per_hour: float | None
    alarm: int | None
    certain: bool
    next_alarm: int | None
    next_m: float | None
    hours_to_next: float | None


class LatestOut(BaseModel):
    """The newest value of a variable."""

    variable: str
    title: TextOut
    unit: str
    value: float
    ends_at: datetime
    flags: list[str]


class GaugeRainOut(BaseModel):
    """Rain of a gauge over a window; `excluded` is the share of it whose values a quality rule leaves out."""

    window: str
    mm: float | None
    covered: float
    apportioned: float
    excluded: float
    age_minutes: int | None
    starts_at: datetime | None
    ends_at: datetime | None


class StationDetailOut(StationOut):
    """A station with its newest values, its rain over every window, its level and everything that was changed."""

    commune_name: str | None
    at: datetime
    latest: list[LatestOut]
    rain: list[GaugeRainOut]
    level: LevelOut | None
    history: list[StationChangeOut]
    flag_titles: dict[str, TextOut]


class SeriesColumnsOut(BaseModel):
    """A series of one variable in columns, oldest first: what a chart of 100,000 points needs and no more.

    `ends_s` are seconds since 1970 UTC; `flags` names the places (from 0) of flagged values. `more` says that the
    series was cut at its oldest end.
    """

    station: str
    variable: str
    title: TextOut
    unit: str
    accumulated: bool
    ends_s: list[int]
    values: list[float]
    flags: dict[int, list[str]]
    more: bool


class StationIn(BaseModel):
    """What may be changed of a station; what is left out stays. Null makes it unknown."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200)] = ""
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] = 0
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] = 0
    owner: Annotated[str, Field(max_length=200)] | None = None
    river: Annotated[str, Field(max_length=200)] | None = None
    rhythm_s: Annotated[int, Field(ge=60, le=31 * 86_400)] | None = None
    elevation_m: Metres | None = None
    alarm_1_m: Metres | None = None
    alarm_2_m: Metres | None = None
    alarm_3_m: Metres | None = None
    alarm_source: Annotated[str, Field(max_length=500)] | None = None
    full_level_m: Metres | None = None
    flood_level_m: Metres | None = None

    @field_validator("name", "owner", "river", "alarm_source")
    @classmethod
    def clean(cls, value: str | None) -> str | None:
        """In NFC, without control characters."""
        if value is None:
            return None
        try:
            return clean_text(value)
        except BadText as error:
            raise ValueError(str(error)) from None


class ObservationOut(BaseModel):
    """One value over `(starts_at, ends_at]`, as known since `known_at`; `given_*` is what the source wrote where that
    was in another unit."""

    station: str
    variable: str
    starts_at: datetime
    ends_at: datetime
    value: float
    unit: str
    flags: list[str]
    source: str
    known_at: datetime
    given_value: float | None
    given_unit: str | None


class RefusedOut(BaseModel):
    """A row that was not taken, and why. Rows count from 1, without the header."""

    row: int | None
    field: str | None
    reason: str


class IngestOut(BaseModel):
    """What became of a batch; `refused` lists at most 10,000 rows, `refused_count` counts them all."""

    new: int
    changed: int
    unchanged: int
    refused: list[RefusedOut]
    refused_count: int


class RainEstimateOut(BaseModel):
    """Rain of a commune estimated from the gauges around it, `blended` with the grid `product`: never a measurement.

    `error_mm` is the method's mean absolute error at the gauges themselves, each left out in turn, at this moment.
    """

    method: Literal["idw", "kriging", "blended"]
    product: str | None
    mean_mm: float
    max_mm: float
    estimated_share: float
    share_above: dict[float, float]
    nearest_gauge_km: float | None
    gauges: int
    error_mm: float | None
    confidence: Literal["high", "medium", "low"]


class CommuneRainOut(BaseModel):
    """Rain of a commune; see docs/decisions/0020-hydromet.md for what each figure means.

    `method` is `gauges` where its own gauges measured, and null where nothing did: an estimate stands apart, in
    `estimate`, and only where it was asked for.
    """

    commune_code: str
    mean_mm: float | None
    max_mm: float | None
    mean_class: str | None
    max_class: str | None
    gauges: int
    age_minutes: int | None
    covered: float
    apportioned: float
    starts_at: datetime | None
    ends_at: datetime | None
    excluded: float
    method: Literal["gauges"] | None
    estimate: RainEstimateOut | None
    unknown_reason: TextOut | None


class CommuneRainsOut(BaseModel):
    """A page of communes with their rain over the `window` before `at`; `hours` is its length where that is whole."""

    at: datetime
    known_at: datetime
    window: str
    hours: int | None
    starts_at: datetime
    ends_at: datetime
    items: list[CommuneRainOut]
    next: str | None


class HourOut(BaseModel):
    """One hour of the silhouette; null where no gauge knows at least half of it."""

    starts_at: datetime
    ends_at: datetime
    mean_mm: float | None
    max_mm: float | None
    gauges: int


class SeriesOut(BaseModel):
    """Rain per hour over the gauges of the provinces named, or of all."""

    provinces: list[str] | None
    starts_at: datetime
    ends_at: datetime
    known_at: datetime
    items: list[HourOut]


class HourAheadOut(BaseModel):
    """One hour that is forecast as a whole."""

    starts_at: datetime
    ends_at: datetime
    mean_mm: float


class SeriesAheadOut(BaseModel):
    """Rain per hour that one forecast tells of. `source` and `issued_at` are null where there is none; `is_run` says
    whether `issued_at` is when the model was run, or only when the forecast was read."""

    provinces: list[str] | None
    known_at: datetime
    source: TextOut | None
    issued_at: datetime | None
    is_run: bool
    items: list[HourAheadOut]


class HazardsOut(BaseModel):
    """The word as issued per hazard; null is no warning of that hazard."""

    landslide: str | None
    flash_flood: str | None


class WarningAreaOut(BaseModel):
    """A present commune that a warning is for; `matched` says how its code was found."""

    code: str | None
    name: str
    province: str
    matched: Literal["name", "position", "none"]


class WarningOut(BaseModel):
    """A warning of the met service, once, with all present communes that the old commune went to.

    `commune_code` and `commune_name` are the first of `communes`. `level` orders the source's own words (1 Trung
    bình, 2 Cao, 3 Rất cao); it is not the risk level of Decision 18/2021, which only an official bulletin sets.
    """

    kind: Literal["national"] = "national"
    id: str
    source: str
    label: TextOut
    official: bool
    drill: bool
    commune_code: str | None
    commune_name: str
    matched: str
    communes: list[WarningAreaOut]
    hazards: HazardsOut
    level: int
    level_text: TextOut
    issued_at: datetime
    valid_from: datetime
    valid_to: datetime
    repeated: bool
    rain_mm: float | None
    rain_observed_mm: float | None
    rain_forecast_mm: float | None
    old_commune_name: str
    old_district_name: str | None
    known_at: datetime
