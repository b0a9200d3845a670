"""What the store hands out: plain values, free of the session."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BoundaryVersion:
    """A boundary version as others see it. `bounds` is west, south, east, north in degrees."""

    id: int
    kind: str
    source: str
    credit: str
    checksum: str
    valid_from: date
    valid_to: date | None
    loaded_at: datetime
    units: int
    bounds: tuple[float, float, float, float]

    @property
    def approximate(self) -> bool:
        return self.kind == "approximate"


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit as of one day. `lon`, `lat` is a point inside, `bbox` west, south, east, north in degrees."""

    code: str
    name_vi: str
    full_name_vi: str
    name_en: str
    unit_type: str
    province_code: str
    province_name: str
    population: int | None
    population_note: str | None
    area_km2: float
    published_area_km2: float | None
    decision: str | None
    merged_from: str | None
    admin_centre: str | None
    valid_from: date
    valid_to: date | None
    lon: float
    lat: float
    bbox: tuple[float, float, float, float]
    approximate: bool


@dataclass(frozen=True, slots=True)
class Province:
    """A province with the number of its units and its bounds in degrees."""

    code: str
    name_vi: str
    full_name_vi: str
    name_en: str
    communes: int
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The commune nearest to a point, and how far its boundary is."""

    code: str
    full_name_vi: str
    metres: float


@dataclass(frozen=True, slots=True)
class OldName:
    """An old unit in the lineage, with one commune that it became."""

    old_code: str | None
    old_name: str | None
    old_district: str | None
    old_province: str
    new_code: str
    new_province_code: str
    split: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reading of what was typed: the name without marks, with and without spaces, maybe a province."""

    compact: str
    words: str
    province_code: str | None
