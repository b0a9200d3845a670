"""Communes as they go out over HTTP."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from geoops.communes.records import Commune, Province
from geoops.kit.types import CommuneCode, ProvinceCode

Bounds = tuple[float, float, float, float]


class CommuneOut(BaseModel):
    """A commune in a list. `lon`, `lat` is a point inside it; `area_km2` is computed from the boundary."""

    code: CommuneCode
    name_vi: str
    full_name_vi: str
    name_en: str
    unit_type: Literal["xã", "phường", "đặc khu"]
    province_code: ProvinceCode
    province_name: str
    population: int | None
    population_note: str | None
    area_km2: float
    lon: float
    lat: float
    bbox: Bounds = Field(description="west, south, east, north in degrees")
    approximate: bool = Field(description="true: the boundary is approximate (ranh giới gần đúng)")

    @classmethod
    def of(cls, unit: Commune) -> "CommuneOut":
        """From what the store hands out."""
        return cls.model_validate(unit, from_attributes=True)


class CommuneDetail(CommuneOut):
    """All that is known of one commune itself."""

    published_area_km2: float | None
    merged_from: str | None
    decision: str | None
    admin_centre: str | None
    valid_from: date
    valid_to: date | None = Field(description="first day on which it no longer holds")

    @classmethod
    def of(cls, unit: Commune) -> "CommuneDetail":
        """From what the store hands out."""
        return cls.model_validate(unit, from_attributes=True)


class Located(BaseModel):
    """The commune at a point."""

    commune: CommuneDetail


class CommuneList(BaseModel):
    """Communes found, best first."""

    items: list[CommuneOut]


class ProvinceOut(BaseModel):
    """A province or centrally run city."""

    code: ProvinceCode
    name_vi: str
    full_name_vi: str
    name_en: str
    communes: int
    bbox: Bounds

    @classmethod
    def of(cls, province: Province) -> "ProvinceOut":
        """From what the store hands out."""
        return cls.model_validate(province, from_attributes=True)


class ProvinceList(BaseModel):
    """All provinces."""

    items: list[ProvinceOut]
