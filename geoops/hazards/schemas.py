"""What goes out over HTTP for risk maps."""

from datetime import date, datetime

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class ClassOut(BaseModel):
    """A class of the legend."""

    name: str
    label: TextOut
    color: str


class RiskMapOut(BaseModel):
    """A loaded risk map: its passport, and the layer that shows it."""

    id: str
    layer: str
    hazard: str
    hazard_label: TextOut
    kind: str
    title: TextOut
    made_on: date
    author: str
    method: str
    licence: str
    version: str
    source_file: str
    crs: str
    bounds: list[float]
    classes: list[ClassOut]
    loaded_at: datetime
    loaded_by: str


class RiskMapsOut(BaseModel):
    """Every loaded risk map."""

    items: list[RiskMapOut]


class AreaOut(BaseModel):
    """km² on the ground of a class in a commune, and its share of the commune (0 to 1)."""

    commune_code: str
    class_name: str
    label: TextOut
    area_km2: float
    share: float
