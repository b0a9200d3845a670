"""What goes in and out over HTTP for reporting."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.indicators.schemas import NodeOut
from geoops.kit.input import clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode


class TaskOut(BaseModel):
    """A line of a to-do list. `filled` of `cells` hold a value or say why they hold none."""

    set: str
    office: str
    office_name: TextOut
    period: str
    period_name: TextOut
    province_code: str
    commune_code: str | None
    due_at: datetime
    state: str
    state_name: TextOut
    passed: int
    steps: int
    cells: int
    filled: int
    late: bool


class CellOut(BaseModel):
    """A cell of a form with its indicator. `id` is what a writer sends back as `expected`."""

    indicator: NodeOut
    id: int | None
    value: float | None
    value_text: str | None
    note: str | None


class FindingOut(BaseModel):
    """A figure that a check objects to: an `error` stops the report, a `warning` needs an explanation."""

    indicator: str
    rule: str
    severity: str
    reason: TextOut


class StepOut(BaseModel):
    """One step that a report took."""

    action: str
    from_state: str
    to_state: str
    actor: str
    reason: str | None
    at: datetime


class ChainOut(BaseModel):
    """A step of approval."""

    step: str
    name: TextOut


class FormOut(BaseModel):
    """A report as it is filled in. `deadline_certainty`: no decision sets the days, so they are reference."""

    set: str
    office: str
    period: str
    due_at: datetime
    deadline_certainty: str
    state: str
    state_name: TextOut
    editable: bool
    passed: int
    chain: list[ChainOut]
    cells: list[CellOut]
    findings: list[FindingOut]
    explanations: dict[str, str]
    history: list[StepOut]


class ReportIn(BaseModel):
    """Whose report a step is taken with, and why. `explanations`: by indicator, for figures that a check warned of."""

    model_config = ConfigDict(extra="forbid")

    set: Annotated[str, Field(max_length=40, pattern=PLAIN_TEXT)]
    office: Annotated[str, Field(max_length=60, pattern=PLAIN_TEXT)]
    period: Annotated[str, Field(max_length=20, pattern=PLAIN_TEXT)]
    commune_code: CommuneCode | None = None
    province_code: ProvinceCode | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None
    explanations: Annotated[
        dict[Annotated[str, Field(pattern=PLAIN_TEXT)], Annotated[str, Field(max_length=2000)]],
        Field(max_length=500),
    ] = {}

    @field_validator("reason")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """The reason in composed Unicode, without control characters; an empty one is none."""
        return None if value is None else clean_text(value, multiline=True) or None

    @field_validator("explanations")
    @classmethod
    def all_composed(cls, value: dict[str, str]) -> dict[str, str]:
        """Each explanation in composed Unicode, without control characters."""
        return {code: clean_text(text, multiline=True) for code, text in value.items()}


class ReportOut(BaseModel):
    """Where a report stands after a step."""

    set: str
    office: str
    period: str
    province_code: str
    commune_code: str | None
    state: str
    state_name: TextOut
    passed: int
    due_at: datetime
    submitted_at: datetime | None
