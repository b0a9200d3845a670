"""What `GET /api/layers` tells: all that a map needs to draw a layer, explain it, and say how old it is."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class FieldOut(BaseModel):
    """A property of a layer's features. `words`: what its codes mean (several may stand with commas between); null
    where it holds none. A `commune` is the code of one. `is_quantity`: whether places can be compared by it; a number
    that speaks of the data, or whose unit differs from place to place, is none. `is_private`: it tells of persons, or may:
    the public does not get it where the layer is open."""

    name: str
    label: TextOut
    unit: str | None
    kind: Literal["number", "text", "time", "commune"]
    is_quantity: bool
    is_private: bool
    words: dict[str, TextOut] | None = None


class LegendItemOut(BaseModel):
    """One class of the legend; `value` null is “no data”."""

    value: str | int | None
    label: TextOut
    color: str
    pattern: str | None
    shape: str | None


class LegendOut(BaseModel):
    """The legend."""

    title: TextOut | None
    unit: str | None
    items: list[LegendItemOut]


class StyleOut(BaseModel):
    """How features are drawn."""

    paint: str
    by: str | None
    outline: bool
    opacity: float
    size: float
    label: str | None


class ForecastOut(BaseModel):
    """The forecast that a layer shows: whose, when the model was run (or, where the source does not say, when it was
    read), and how far it reaches."""

    source: TextOut
    issued_at: datetime
    is_run: bool
    ends_at: datetime


class LayerOut(BaseModel):
    """A layer as the map gets to know it."""

    id: str
    domain: str
    group: str
    group_title: TextOut
    title: TextOut
    description: TextOut | None
    kind: Literal["geometry", "values", "raster"]
    geometry: Literal["point", "line", "polygon"] | None
    geometry_layer: str | None
    tiles: str
    source_layer: str
    min_zoom: int
    max_zoom: int
    values: str | None
    bounds: tuple[float, float, float, float] | None
    style: StyleOut
    legend: LegendOut
    time: Literal["none", "instant"]
    fresh_for_s: int | None
    latest_at: datetime | None
    age_s: int | None
    stale: bool
    count: int | None
    version: int
    depends_on: list[tuple[str, str]]
    public: bool
    visible: bool
    order: int
    fields: list[FieldOut]
    notice: TextOut | None
    attribution: str | None
    is_forecast: bool
    forecast: ForecastOut | None


class LayersOut(BaseModel):
    """Every layer that the caller may see, in the order of the panel."""

    items: list[LayerOut]


class ValuesOut(BaseModel):
    """The values of a layer at a time, one row per feature; null means that nothing is known."""

    layer: str
    version: int
    at: datetime
    known_at: datetime
    columns: list[str]
    rows: list[list[Any]]
