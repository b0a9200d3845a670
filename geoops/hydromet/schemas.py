"""What goes in and out over HTTP."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


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


class ObservationOut(BaseModel):
    """One value over `(starts_at, ends_at]`, as known since `known_at`."""

    station: str
    variable: str
    starts_at: datetime
    ends_at: datetime
    value: float
    unit: str
    flags: list[str]
    source: str
    known_at: datetime


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


class CommuneRainOut(BaseModel):
    """Rain of a commune; see docs/decisions/0020-hydromet.md for what each figure means."""

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
    unknown_reason: TextOut | None


class CommuneRainsOut(BaseModel):
    """A page of communes with their rain over the `hours` before `at`."""

    at: datetime
    known_at: datetime
    hours: int
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
