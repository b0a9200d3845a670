"""What a domain declares about a layer. Nothing else about it is written anywhere."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.i18n import Text

Group = Literal["danger", "weather", "incidents", "resources", "works", "hazards", "indicators", "base"]
GROUPS: tuple[Group, ...] = (
    "danger",
    "weather",
    "incidents",
    "resources",
    "works",
    "hazards",
    "indicators",
    "base",
)

GROUP_TITLES: dict[Group, Text] = {
    "danger": Text("Nguy hiểm, cảnh báo", "Danger and warnings"),
    "weather": Text("Mưa và thời tiết", "Rain and weather"),
    "incidents": Text("Sự cố, thiệt hại", "Incidents and damage"),
    "resources": Text("Bốn tại chỗ", "Four on the spot"),
    "works": Text("Công trình, đường", "Works and roads"),
    "hazards": Text("Bản đồ rủi ro", "Risk maps"),
    "indicators": Text("Chỉ số", "Indicators"),
    "base": Text("Nền hành chính", "Administrative base"),
}


Words = Mapping[str, Text]
TRUTH: Words = {"true": Text("có", "yes"), "false": Text("không", "no")}
"""The words of a column that holds true or false."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property that every feature carries; `name` is a column of the source's SQL.

    `words` says the codes that the column holds in people's words (a function, where a province may add codes of its
    own); a column may hold several codes with commas between. A column of kind `commune` holds a commune's code.

    A number is a quantity that places can be compared by, unless `comparable` says that it is none: it speaks of the
    data (their age, the gauges behind them), or its unit is not the same from place to place.

    A `private` column tells of persons, or may (a free note): the public never gets it, however open the layer is.
    """

    name: str
    label: Text
    unit: str | None = None
    kind: Literal["number", "text", "time", "commune"] = "text"
    words: Words | Callable[[], Words] | None = None
    comparable: bool = True
    private: bool = False

    @property
    def is_quantity(self) -> bool:
        """Whether places can be compared by it."""
        return self.kind == "number" and self.comparable

    @property
    def said(self) -> Words | None:
        """The words of its codes; None where it holds none."""
        return self.words() if callable(self.words) else self.words

    def in_words(self, codes: str) -> Text | None:
        """What a value says to people; None where the column holds no codes. A code without a word says itself."""
        if (said := self.said) is None:
            return None
        parts = [code.strip() for code in codes.split(",")]
        words = [said.get(part, Text(part, part)) for part in parts]
        return Text(", ".join(word.vi for word in words), ", ".join(word.en for word in words))


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One class. `value` is what the column named by `Style.by` holds; None is “no data”, a class of its own."""

    value: str | int | None
    label: Text
    color: str
    pattern: Literal["hatch", "dots", "stripes"] | None = None
    shape: Literal["circle", "square", "triangle", "diamond", "ring", "tick"] | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """The classes in their order, with the unit they are in."""

    items: tuple[LegendItem, ...] = ()
    title: Text | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """How features are drawn: `by` names the column that the legend's values match."""

    paint: Literal["fill", "line", "circle", "symbol", "raster"]
    by: str | None = None
    outline: bool = True
    opacity: float = 0.8
    size: float = 6
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """All layers that a provider makes of the rows of one table, where they carry the same fields.

    `sql` selects what `Geometry.sql` does, and `layer`, the id of the layer that a row belongs to: so they can be
    published before any of them is there.
    """

    id: str
    sql: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Features with shapes of their own.

    `sql` selects `id` (text), `geom` (EPSG:3857, with a GiST index the planner can reach through the select) and the
    layer's fields; it may use `:at` and `:known_at` (timestamptz) and `:band` (0 full detail … 8 coarsest). It does
    not cut to the tile: the endpoint does.

    `generalised` says that polygons come simplified for the zoom (by `:band`): no detail is finer than a pixel, so
    rounding to the tile's grid cannot fold them, and they are cut without the repair that is most of the work.

    A provider's layer names the `family` that it belongs to; without one it is not published.
    """

    sql: str
    shape: Literal["point", "line", "polygon"]
    generalised: bool = False
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """Values of the features of another layer, joined by `id` in the browser, and in SQL for everybody else.

    `sql` selects `id` (text) and the layer's fields, with the binds `:at` and `:known_at`. A feature without a row,
    or with a null, has no data: it is never drawn as zero.
    """

    sql: str
    of: str


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels of a cloud-optimised GeoTIFF; `colours` maps a pixel's class to RGBA, everything else is transparent."""

    path: Path
    colours: tuple[tuple[int, tuple[int, int, int, int]], ...]


@dataclass(frozen=True, slots=True)
class RasterSeries:
    """Pixels of a continuous quantity that changes with time: a file per step, coloured by `ramp`.

    `sql` selects the `file` (a name under `folder`) of the one step that shows a moment, or no row; it has the binds
    `:at` and `:known_at` and runs within the caller's space and rights. A file of a name never changes. `ramp` gives
    the lower edge of each colour class (`#RRGGBB`), ascending; a value below the first takes the colour `below`, or
    none. A pixel without a value is transparent: it is never drawn as zero.
    """

    sql: str
    folder: Path
    ramp: tuple[tuple[float, str], ...]
    below: str | None = None


Source = Geometry | Values | Raster | RasterSeries


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer.

    `depends_on` names the (domain, entity) pairs of the change log that alter it: they make its version.
    `scoped` says that rows are under row-level security by commune, so that answers differ from caller to caller.
    `summary_sql` selects `count` and `latest_at` (of the newest thing it shows) for the panel; `notice_sql` selects
    `vi`, `en` of a standing notice, or no row. Both may use `:at` and `:known_at`.

    `forecast_sql` makes it a layer of what is forecast: the map draws it for moments to come, and no layer without it.
    It selects the forecast that is shown, or no row: `vi`, `en` (its source), `issued_at`, `is_run` (that the model was
    run then; else only that it was read then), and `ends_at`, how far it reaches.
    """

    id: str
    domain: str
    group: Group
    title: Text
    source: Source
    style: Style
    legend: Legend = field(default_factory=Legend)
    description: Text | None = None
    fields: tuple[Field, ...] = ()
    time: Literal["none", "instant"] = "none"
    fresh_for: timedelta | None = None
    depends_on: tuple[tuple[str, str], ...] = ()
    scoped: bool = False
    min_zoom: int = 0
    max_zoom: int = 14
    visible: bool = False
    order: int = 0
    attribution: str | None = None
    notice: Text | None = None
    notice_sql: str | None = None
    summary_sql: str | None = None
    forecast_sql: str | None = None
    bounds: tuple[float, float, float, float] | None = None

    @property
    def kind(self) -> Literal["geometry", "values", "raster"]:
        """What the source is."""
        if isinstance(self.source, Geometry):
            return "geometry"
        return "values" if isinstance(self.source, Values) else "raster"

    @property
    def keeps_private(self) -> bool:
        """Whether a column of it is not for the public."""
        return any(item.private for item in self.fields)

    def for_public(self) -> "Layer":
        """The layer as the public sees it, where it is open."""
        if not self.keeps_private:
            return self
        return replace(self, fields=tuple(item for item in self.fields if not item.private))


Provider = Callable[[AsyncSession], Awaitable[list[Layer]]]
"""Layers that come from rows (a loaded risk map): given a session, the layers that are there now."""


FULL_DETAIL_ZOOM = 12
BANDS = range(FULL_DETAIL_ZOOM - 3)
"""Generalisations of boundaries: 0 is full detail, each further one is for the zoom before."""


def band_for_zoom(zoom: int) -> int:
    """Which generalisation of boundaries a zoom needs: 0 from zoom 12 on, 1 at 11, … 8 at 4 and below."""
    return min(max(FULL_DETAIL_ZOOM - zoom, 0), BANDS[-1])


def band_tolerance(band: int) -> float:
    """Degrees by which a band may differ: three quarters of a pixel of a 512-pixel tile; 0.00025 (28 m) for band 1."""
    return 0.000125 * 2**band if band else 0.0
