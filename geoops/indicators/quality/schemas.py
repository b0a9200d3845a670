"""What goes out over HTTP for data quality."""

from datetime import datetime

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class ScoreOut(BaseModel):
    """`good` of `of` cells, and the share in percent; null where there is nothing to measure."""

    value: float | None
    good: int
    of: int


class QualityRowOut(BaseModel):
    """The scores of an office, of a commune, of one report, or of all. `filled` of `cells` hold a figure."""

    office: str | None
    office_name: TextOut | None
    commune_code: str | None
    cells: int
    filled: int
    scores: dict[str, ScoreOut]


class QualityWordOut(BaseModel):
    """One of the six qualities, with the formula that measures it."""

    code: str
    name: TextOut
    formula: TextOut


class QualityOut(BaseModel):
    """Six scores of a set for a period in a province. `certainty`: the words are the decision's, the formulas are
    reference."""

    set: str
    province_code: str
    period: str
    period_name: TextOut
    due_at: datetime
    certainty: str
    qualities: list[QualityWordOut]
    total: QualityRowOut
    items: list[QualityRowOut]


class FlawOut(BaseModel):
    """A cell that lowers a score, and why."""

    quality: str
    office: str
    office_name: TextOut
    commune_code: str | None
    indicator: str
    indicator_name: TextOut
    reason: TextOut


class FlawsOut(BaseModel):
    """Cells that lower scores; `count` of them, of which the first are listed."""

    count: int
    items: list[FlawOut]
