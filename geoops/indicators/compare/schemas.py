"""Comparisons over HTTP: the question as its parameters, and the answer."""

import uuid
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.indicators.compare.classes import MOST, Method
from geoops.indicators.compare.ground import Cause
from geoops.indicators.shapes import Against
from geoops.kit.input import clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode

Code = Annotated[str, Field(max_length=150, pattern=PLAIN_TEXT)]
PeriodName = Annotated[str, Field(max_length=20, pattern=PLAIN_TEXT)]
Nature = Literal["actual", "plan", "estimate", "scenario", "forecast"]
Dimensions = Annotated[str, Field(max_length=300, pattern=PLAIN_TEXT)]
FromKind = Literal["hour", "day", "month", "quarter", "half_year", "season"]
Numbers = Annotated[
    str, Field(max_length=400, pattern=r"^[-+0-9.eE,]+$", description="numbers with commas between")
]


class CompareQuery(BaseModel):
    """What is compared. A variable is the code of an indicator, `layer:<layer>:<field>`, or
    `hazard:<risk map>:<class>` (the share of a commune in that class and above)."""

    indicator: Code = Field(description="the first variable")
    period: PeriodName | None = None
    nature: Nature = "actual"
    dimensions: Dimensions | None = Field(default=None, description="name=code,name=code; none: the total")
    against: Against | None = None
    from_kind: FromKind | None = None
    second: Code | None = Field(
        default=None, description="a second variable: bivariate classes and correlation"
    )
    second_period: PeriodName | None = None
    second_nature: Nature = "actual"
    second_dimensions: Dimensions | None = None
    second_against: Against | None = None
    province: ProvinceCode | None = None
    method: Method = "quantile"
    classes: int = Field(default=5, ge=2, le=MOST)
    breaks: Numbers | None = Field(
        default=None, description="upper bounds of all classes but the last: locked"
    )
    second_breaks: Numbers | None = None
    basis: str | None = Field(
        default=None, max_length=300, pattern=PLAIN_TEXT, description="the text that sets a legal threshold"
    )
    accept: str | None = Field(
        default=None,
        pattern=r"^(boundary|approval)(,(boundary|approval))*$",
        description="compare these all the same",
    )
    known_at: str | None = Field(
        default=None, max_length=40, description="as the system knew it at this time"
    )
    hot_spots: bool = False
    alpha: float = Field(default=0.05, gt=0, le=0.2)
    denominator: Code | None = Field(
        default=None, description="`population` or an indicator: the first variable becomes a rate of it"
    )
    denominator_period: PeriodName | None = None
    per: float = Field(default=100.0, gt=0, le=1e7)
    shrink: bool = Field(default=False, description="empirical Bayes")
    ranks: bool = True


class CardQuery(CompareQuery):
    """A figure of one commune."""

    commune: CommuneCode


class ExportQuery(CompareQuery):
    """A comparison as a file."""

    format: Literal["csv", "xlsx", "gpkg", "parquet"] = "csv"


class MultiplesQuery(CompareQuery):
    """Several maps in the same classes: of `periods`, or of the first indicator and `also` for one period."""

    periods: Annotated[str, Field(max_length=200, pattern=PLAIN_TEXT)] | None = Field(
        default=None, description="with commas between, at most 9"
    )
    also: Annotated[str, Field(max_length=1000, pattern=PLAIN_TEXT)] | None = Field(
        default=None, description="further indicators in the same unit, with commas between"
    )


class FigureGapOut(BaseModel):
    """Why a commune is not compared; `value` is what stands there all the same."""

    kind: Literal["no_data", "not_comparable"]
    cause: Cause
    text: TextOut
    value: float | None


class VariableOut(BaseModel):
    """A variable. `period` is null for what has none."""

    key: str
    kind: Literal["indicator", "layer", "hazard"]
    name: TextOut
    unit: str | None
    period: str | None
    period_label: TextOut | None
    source: TextOut
    known: int
    no_data: int
    not_comparable: dict[str, int]


class ColourClassesOut(BaseModel):
    """Breaks belong to the class below them."""

    method: str
    breaks: list[float]
    counts: list[int]
    locked: bool
    colours: list[str]


class BothOut(BaseModel):
    """3x3 classes: rows by the second variable, columns by the first, low to high."""

    first_breaks: list[float]
    second_breaks: list[float]
    cells: list[list[int]]
    colours: list[list[str]]
    numbers: list[int]


class CorrelationOut(BaseModel):
    """Over the `n` communes that have both."""

    n: int
    pearson: float | None
    spearman: float | None


class FigureSummaryOut(BaseModel):
    """Of the values that are compared."""

    count: int
    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    most: float
    mean: float
    standard_deviation: float


class HistogramOut(BaseModel):
    """How many values lie between each two edges."""

    edges: list[float]
    counts: list[int]


class FigureRanksOut(BaseModel):
    """Along `ids`: the rank, 1 for the greatest, and how many places it rose since `against`; null where not known."""

    against: str | None
    ranks: list[int | None]
    changes: list[int | None]


class HotSpotsOut(BaseModel):
    """Local Moran's I along `ids`: `kinds` is null where there is no value. Neighbours share an edge or a corner."""

    kinds: list[str | None]
    local_i: list[float | None]
    p: list[float | None]
    global_i: float
    global_p: float
    cut_off: float
    alpha: float
    permutations: int
    seed: int
    islands: list[str]
    neighbours: dict[str, list[str]]


class RatesOut(BaseModel):
    """95 % intervals along `ids`, and which rates stand on few cases."""

    method: str
    low: list[float | None]
    high: list[float | None]
    few: list[bool]
    shrunk: bool


class CompareOut(BaseModel):
    """Everything along `ids`: values, classes (-1: not compared, see `gaps`), ranks, hot spots."""

    question: dict[str, Any]
    first: VariableOut
    second: VariableOut | None
    ids: list[str]
    values: list[float | None]
    numbers: list[int]
    gaps: dict[str, FigureGapOut]
    second_values: list[float | None] | None
    second_gaps: dict[str, FigureGapOut]
    classes: ColourClassesOut
    both: BothOut | None
    correlation: CorrelationOut | None
    summary: FigureSummaryOut | None
    histogram: HistogramOut | None
    ranks: FigureRanksOut | None
    hot_spots: HotSpotsOut | None
    rates: RatesOut | None
    notes: list[TextOut]
    boundary_version: int | None
    approximate: bool
    known_at: datetime
    seq: int
    digest: str


class PanelOut(BaseModel):
    """One of several maps, along the `ids` of all."""

    variable: VariableOut
    values: list[float | None]
    numbers: list[int]
    gaps: dict[str, FigureGapOut]


class MultiplesOut(BaseModel):
    """Several maps in the same classes; `summary` and `histogram` are of the values of all of them together."""

    ids: list[str]
    panels: list[PanelOut]
    classes: ColourClassesOut
    summary: FigureSummaryOut | None
    histogram: HistogramOut | None


class VariableChoiceOut(BaseModel):
    """Something that can be laid beside an indicator."""

    key: str
    kind: Literal["layer", "hazard"]
    name: TextOut
    unit: str | None


class FilledPeriodOut(BaseModel):
    """A period for which values are kept, and of how many communes."""

    period: str
    label: TextOut
    nature: str
    communes: int


class PartChoiceOut(BaseModel):
    """A part that an indicator is broken down into, and of how many communes it is kept; `key` is `dimension=code`."""

    key: str
    dimension: TextOut
    name: TextOut
    communes: int


class FilledOut(BaseModel):
    """An indicator that values are kept of."""

    code: str
    set: str
    group: str
    stt: str | None
    name: TextOut
    unit: str | None


class FigureInputOut(BaseModel):
    """One input of a figure, as it was kept."""

    name: str
    value: float | None


class FigureStepOut(BaseModel):
    """A step of the report that a figure stands in."""

    action: str
    state: str
    actor: str
    at: datetime
    reason: str | None


class EarlierOut(BaseModel):
    """A value that the cell had: who wrote it, when, by what way, and why it was changed."""

    value: float | None
    note: str | None
    known_at: datetime
    superseded_at: datetime | None
    entered_by: str
    method: str
    source: str
    reason: str | None


class FigureCardOut(BaseModel):
    """All that is known of one figure. `recompute` asks for the very same figure again."""

    commune_code: str
    commune_name: str
    indicator: str
    name: TextOut
    unit: str | None
    period: str | None
    value: float | None
    gap: FigureGapOut | None
    formula: TextOut
    inputs: list[FigureInputOut]
    carried: dict[str, Any]
    source: TextOut
    decision: str | None
    responsible: str | None
    database: str | None
    approval: str | None
    approval_label: TextOut | None
    steps: list[FigureStepOut]
    history: list[EarlierOut]
    units_from: date | None
    boundary_version: int | None
    boundary_source: str | None
    known_at: datetime
    recompute: str


class Camera(BaseModel):
    """Where the map looked."""

    model_config = ConfigDict(extra="forbid")

    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    zoom: float = Field(ge=0, le=24, allow_inf_nan=False)


class SavedViewIn(BaseModel):
    """A view to keep. The id is made by whoever saves it: sent again, it is kept once."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    title: str = Field(min_length=1, max_length=200)
    question: CompareQuery
    camera: Camera | None = None
    page: dict[str, str] = Field(
        default_factory=dict, max_length=20, description="what the page itself shows"
    )

    @field_validator("title")
    @classmethod
    def _clean(cls, value: str) -> str:
        cleaned = clean_text(value).strip()
        if not cleaned:
            raise ValueError("empty")
        return cleaned

    @field_validator("page")
    @classmethod
    def _short(cls, value: dict[str, str]) -> dict[str, str]:
        if any(len(name) > 40 or len(text) > 400 for name, text in value.items()):
            raise ValueError("too long")
        return value


class SavedViewOut(BaseModel):
    """A saved view. `question` has the `known_at` and the breaks that it was seen with; `digest` is that of its
    figures then: an answer with another digest has other figures."""

    id: uuid.UUID
    title: str
    question: dict[str, Any]
    camera: Camera | None
    page: dict[str, str]
    known_at: datetime
    seq: int
    boundary_version: int | None
    digest: str
    created_by: str
    created_at: datetime
    link: str
