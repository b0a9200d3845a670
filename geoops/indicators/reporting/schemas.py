"""What goes in and out over HTTP for reporting."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.indicators.dimensions import Standing
from geoops.indicators.schemas import NodeOut
from geoops.kit.input import clean_text
from geoops.kit.paging import Listing
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode


class TaskOut(BaseModel):
    """A line of a to-do list. `filled` of `cells` hold a value or say why they hold none.

    `joint` are other offices that the decision names for it, `people` those who answer for it where any were named;
    `reminders` went out, the last of them to the level above where `escalated`. `may` are the steps that the person who
    asks could take now.
    """

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
    joint: list[str]
    people: list[str]
    reminders: int
    escalated: bool
    may: list[str]


class TaskCountsOut(BaseModel):
    """How many reports of the whole list there are, not sent up, past their time, and waiting for a step."""

    all: int
    open: int
    late: int
    waiting: int


class OfficeOut(BaseModel):
    """An office that owes something."""

    code: str
    name: TextOut


class TasksOut(Listing[TaskOut]):
    """A page of a to-do list. `counts` are of the whole list, whatever of it is shown; `offices` are all that owe
    something at its places."""

    counts: TaskCountsOut
    offices: list[OfficeOut]


class CheckOut(BaseModel):
    """A check that a screen can make of a cell alone, while it is typed in: `low` and `high` of a range, `factor` of
    a jump against the period before. All checks are made again by the server."""

    rule: str
    kind: Literal["range", "whole", "jump"]
    severity: str
    reason: TextOut
    low: float | None
    high: float | None
    factor: float | None


class CellPartOut(BaseModel):
    """A part of a cell's figure, by one dimension. `adds`: the parts of the dimension together are the total (`whole`)
    or not more than it (`within`); null where nothing is said of their sum. One whose code is not `listed` (never
    registered, or closed) takes no new value: what is kept of it is shown, and may be taken back with its reason."""

    dimension: str
    dimension_name: TextOut
    code: str
    name: TextOut
    standing: Standing
    standing_name: TextOut
    adds: Literal["whole", "within"] | None
    id: int | None
    value: float | None
    note: str | None
    previous: float | None


class CellOut(BaseModel):
    """A cell of a form with its indicator; rows of one name are told apart by `parent_name`. `id` is what a writer sends back as `expected`; one that is not `numeric`
    holds words."""

    indicator: NodeOut
    id: int | None
    value: float | None
    value_text: str | None
    note: str | None
    entered_by: str | None
    known_at: datetime | None
    previous: float | None
    previous_text: str | None
    numeric: bool
    parent_name: TextOut | None
    unit: TextOut | None
    checks: list[CheckOut]
    parts: list[CellPartOut]


class AnalysisOut(BaseModel):
    """A text beside a value."""

    indicator: str
    kind: Literal["analysis", "forecast"]
    body: str
    written_by: str
    known_at: datetime


class AssignmentOut(BaseModel):
    """Somebody who answers for an office's reports: its officer, a substitute, or somebody of a joint office."""

    number: int
    set: str
    office: str
    province_code: str
    commune_code: str | None
    part: Literal["officer", "substitute", "joint"]
    part_name: TextOut
    person: str
    from_day: date
    until_day: date | None
    reason: str | None
    given_by: str
    given_at: datetime


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
    """A report as it is filled in. `deadline_certainty`: no decision sets the days, so they are reference.

    `may` are the steps that the person who asks could take now.
    """

    set: str
    office: str
    office_name: TextOut
    period: str
    period_name: TextOut
    previous_period: str | None
    previous_name: TextOut | None
    province_code: str
    commune_code: str | None
    joint: list[TextOut]
    people: list[AssignmentOut]
    may: list[str]
    late: bool
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
    analyses: list[AnalysisOut]
    history: list[StepOut]


class PlaceIn(BaseModel):
    """Whose report it is."""

    model_config = ConfigDict(extra="forbid")

    set: Annotated[str, Field(max_length=40, pattern=PLAIN_TEXT)]
    office: Annotated[str, Field(max_length=60, pattern=PLAIN_TEXT)]
    period: Annotated[str, Field(max_length=20, pattern=PLAIN_TEXT)]
    commune_code: CommuneCode | None = None
    province_code: ProvinceCode | None = None


class WordsIn(BaseModel):
    """A text beside a value; without a body the text before is taken back."""

    model_config = ConfigDict(extra="forbid")

    indicator: Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT)]
    kind: Literal["analysis", "forecast"] = "analysis"
    body: Annotated[str, Field(max_length=10_000)] | None = None

    @field_validator("body")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """The text in composed Unicode, without control characters; an empty one is none."""
        return None if value is None else clean_text(value, multiline=True) or None


class AnalysesIn(PlaceIn):
    """Texts beside the values of a report."""

    items: Annotated[list[WordsIn], Field(min_length=1, max_length=500)]


class AssignmentIn(BaseModel):
    """A person to answer for the reports of an office at a place. A substitute needs a last day."""

    model_config = ConfigDict(extra="forbid")

    set: Annotated[str, Field(max_length=40, pattern=PLAIN_TEXT)]
    office: Annotated[str, Field(max_length=60, pattern=PLAIN_TEXT)]
    commune_code: CommuneCode | None = None
    province_code: ProvinceCode | None = None
    part: Literal["officer", "substitute", "joint"] = "officer"
    person: Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT)]
    from_day: date | None = None
    until_day: date | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None

    @field_validator("reason")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """The reason in composed Unicode, without control characters; an empty one is none."""
        return None if value is None else clean_text(value, multiline=True) or None


class ReportIn(PlaceIn):
    """Whose report a step is taken with, and why. `explanations`: by indicator, for figures that a check warned of."""

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


class ChangedOut(BaseModel):
    """How many texts differ from what was there."""

    changed: int
