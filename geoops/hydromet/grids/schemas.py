"""What goes out over HTTP about grids."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class GridProductOut(BaseModel):
    """A product of which something was loaded. `layers` are the map layers that draw it."""

    id: str
    title: TextOut
    kind: Literal["observed", "forecast", "reference"]
    format: str
    credit: str
    licence: str
    variables: list[str]
    layers: list[str]
    keep_days: int
    rhythm_minutes: int | None
    steps: int
    latest_at: datetime | None
    issued_at: datetime | None


class GridProductsOut(BaseModel):
    """All products."""

    items: list[GridProductOut]


class GridStepOut(BaseModel):
    """One variable over one step. `stored` says whether its file is still there: after its retention only what it
    held in communes is. `flags` says what is doubtful."""

    id: UUID
    product: str
    variable: str
    unit: str
    starts_at: datetime
    ends_at: datetime
    issued_at: datetime | None
    member: int | None
    least: float
    most: float
    bounds: list[float]
    flags: list[str]
    stored: bool
    source_file: str
    known_at: datetime
    superseded_at: datetime | None


class GridCommuneOut(BaseModel):
    """What a step holds in a commune: mean by area, highest cell, share of the commune that is known, and the share
    of that at or above each of the stops. Nothing known: null, never 0."""

    commune_code: str
    mean: float | None
    max: float | None
    covered: float
    above: list[float | None]
    class_number: int | None


class GridCommunesOut(BaseModel):
    """A step in every commune. `measured` is false where it was not worked out for the boundaries in use yet."""

    step: GridStepOut
    measured: bool
    stops: list[float]
    items: list[GridCommuneOut]
    next: str | None = None


class GridRainOut(BaseModel):
    """Rain of a commune over a window from grids; see `max_exact`: else the maximum is an upper bound."""

    commune_code: str
    product: str
    mean_mm: float | None
    max_mm: float | None
    max_exact: bool
    covered: float
    apportioned: float
    starts_at: datetime
    ends_at: datetime
    issued_at: datetime | None
    age_minutes: int
    known_at: datetime


class GridRainsOut(BaseModel):
    """Rain by commune; `items` is empty where nothing is known, which is no zero."""

    items: list[GridRainOut]


class RefusedFieldOut(BaseModel):
    """A field of a file that was not taken, and why."""

    row: int | None
    field: str | None
    reason: str


class GridLoadOut(BaseModel):
    """What a file brought."""

    product: str
    new: int
    changed: int
    unchanged: int
    communes_changed: int
    refused: list[RefusedFieldOut]
    ignored: dict[str, int]
