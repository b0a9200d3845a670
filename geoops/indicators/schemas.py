"""What goes out over HTTP for the indicator catalogue and values."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.kit.input import clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode


class UnitOut(BaseModel):
    """A unit as printed, and as understood: `code` follows the reading where the print is odd, and is null where
    nothing sure can be read."""

    printed: str | None
    code: str | None


class ComputedFromOut(BaseModel):
    """Operational data that a row is counted from, with the address where they stand."""

    code: str
    name: TextOut
    href: str


class DerivedOut(BaseModel):
    """How a row follows from other rows. `supplied`: its base is no row of the decision, so the office supplies it."""

    kind: str
    against: str | None
    of: list[str]
    over: str | None


class NodeOut(BaseModel):
    """A row of the catalogue as printed. A heading holds no value.

    `reading` is what seems meant where the print is odd, `printed` a cell that was split, whole. `over_places` and
    `over_time` say what may be done with the values of several communes or periods. `computed_from` names the
    operational data that it is counted from, where nobody types it in.
    """

    code: str
    set: str
    group: str
    parent: str | None
    kind: str
    section: str | None
    stt: str | None
    item: int | None
    name: TextOut
    unit: UnitOut | None
    scope: str | None
    frequency: str | None
    frequencies: list[str]
    disaggregation: str | None
    dimensions: list[str]
    responsible: str | None
    responsible_offices: list[str]
    coordinating: str | None
    coordinating_offices: list[str]
    database: str | None
    database_owner: str | None
    data_source: str | None
    value_kinds: list[str]
    holds_value: bool
    over_places: str
    over_time: str
    weight: str | None
    derived: DerivedOut | None
    open: bool
    computed_from: list[ComputedFromOut]
    reading: dict[str, str]
    printed: dict[str, str]
    valid_from: date | None
    valid_to: date | None
    decision: str | None
    proposal: int | None
    notes: list[str]


class GroupOut(BaseModel):
    """A group of a set. `state`: listed, or why its rows are not here."""

    code: str
    name: TextOut
    state: str
    state_label: TextOut
    emergency: bool
    open: bool
    valid_from: date | None
    valid_to: date | None
    decision: str | None
    notes: list[str]


class AmendmentOut(BaseModel):
    """A later decision that changed the set."""

    number: str
    decided_on: date
    valid_from: date
    title: TextOut


class SetOut(BaseModel):
    """An indicator set with its groups. Without a decision number it is an unsigned draft, or no decision at all."""

    code: str
    kind: str
    title: TextOut
    level: str
    province_code: str | None
    decision_number: str | None
    decision_date: date | None
    issuer: str
    valid_from: date | None
    valid_to: date | None
    text_seen: str
    notes: list[str]
    amendments: list[AmendmentOut]
    groups: list[GroupOut]


class DatabaseOut(BaseModel):
    """A database as a decision names it, its owner, the offices that report from it, its sources, its indicators."""

    set: str
    name: str
    owner: str | None
    offices: list[str]
    sources: list[str]
    indicators: int


class DimensionOut(BaseModel):
    """A dimension with its code list, printed and approved codes; an open list takes further ones.

    `closed` says from which day on a code takes no new value.
    """

    code: str
    name: TextOut
    open: bool
    items: dict[str, TextOut]
    closed: dict[str, date]


Name = Annotated[str, Field(min_length=3, max_length=500)]


class ComponentIn(BaseModel):
    """A component indicator proposed for an open list; unit, frequency and office in words the catalogue knows."""

    model_config = ConfigDict(extra="forbid")

    parent: Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT, examples=["lai_chau.A.I.7"])]
    name_vi: Name
    name_en: Name
    unit: Annotated[str, Field(max_length=100)] | None = None
    frequency: Annotated[str, Field(max_length=100)] | None = None
    responsible: Annotated[str, Field(max_length=300)] | None = None
    value_kind: Literal["count", "amount", "rate", "text"]
    over_places: Literal["sum", "none"] = "none"
    over_time: Literal["sum", "last", "none"] = "none"
    grounds: Annotated[str, Field(min_length=3, max_length=2000, description="why it is needed")]

    @field_validator("name_vi", "name_en", "unit", "frequency", "responsible", "grounds")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """Texts in composed Unicode, without control characters."""
        return None if value is None else clean_text(value)


class OpenListOut(BaseModel):
    """A list of a decision that ends in dots: `code` goes into a component's `parent`. Frequency and office are those
    that a component has where it names none."""

    code: str
    name: TextOut
    set: str
    set_title: TextOut
    group: str
    group_name: TextOut
    frequency: str | None
    responsible: str | None


class WordOut(BaseModel):
    """A word that the catalogue knows: `printed` is how it is sent."""

    printed: str
    label: TextOut


class OpenListsOut(BaseModel):
    """The lists that take components, in the order of print, and the words that a component may be said in."""

    items: list[OpenListOut]
    units: list[WordOut]
    frequencies: list[WordOut]
    offices: list[WordOut]


class DecisionIn(BaseModel):
    """What is decided about a proposal, and why."""

    model_config = ConfigDict(extra="forbid")

    approve: bool
    reason: Annotated[str, Field(min_length=3, max_length=2000)]

    @field_validator("reason")
    @classmethod
    def composed(cls, value: str) -> str:
        """The reason in composed Unicode, without control characters."""
        return clean_text(value, multiline=True)


class ProposalOut(BaseModel):
    """A proposed component, who proposed it, and what was decided by whom. `node_code` is the indicator it became."""

    id: int
    parent_code: str
    name_vi: str
    name_en: str
    unit: str | None
    frequency: str | None
    responsible: str | None
    value_kind: str
    over_places: str
    over_time: str
    grounds: str
    proposer: str
    proposed_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    node_code: str | None


class CatalogueOut(BaseModel):
    """The sets, and a page of their rows in the order of print."""

    sets: list[SetOut]
    items: list[NodeOut]
    next: str | None


class ValueOut(BaseModel):
    """A value of a place. Null means that it is not known, for the reason given; it is never a zero.

    `id` is what a writer sends back as `expected`. `units_from` is the first day of the units that the place belongs
    to; `superseded_at` tells until when a value of the history was current, `change_reason` why it came.
    """

    id: int | None
    commune_code: str | None
    commune_name: str | None
    province_code: str | None
    period: str | None
    nature: str
    value: float | None
    value_text: str | None
    class_name: str | None
    reason: TextOut | None
    dimensions: dict[str, str]
    inputs: dict[str, Any]
    boundary_version: int | None
    units_from: date | None
    method: str
    source: str
    change_reason: str | None
    entered_by: str | None
    known_at: datetime
    superseded_at: datetime | None


class ValuesOut(BaseModel):
    """A page of the values of an indicator."""

    indicator: NodeOut
    items: list[ValueOut]
    next: str | None


class ValueItem(BaseModel):
    """A value to keep. Without a commune it is that of the province as a whole.

    A null value needs a `note` that says why it is missing. `expected` is the `id` that the sender saw in the cell (0:
    an empty one); another value kept meanwhile is then not written over.
    """

    model_config = ConfigDict(extra="forbid")

    indicator: Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT, examples=["lao_cai.A.8.1"])]
    period: Annotated[str, Field(max_length=20, pattern=PLAIN_TEXT, examples=["2026-07"])]
    commune_code: CommuneCode | None = None
    province_code: ProvinceCode | None = None
    nature: Literal["actual", "plan", "estimate", "scenario", "forecast"] = "actual"
    dimensions: Annotated[dict[str, str], Field(max_length=5)] = {}
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    value_text: Annotated[str, Field(max_length=10_000)] | None = None
    note: Annotated[str, Field(max_length=2_000)] | None = None
    units_of: date | None = None
    expected: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None

    @field_validator("value", mode="before")
    @classmethod
    def number(cls, value: object) -> object:
        """A number is a number: `"1.234,5"` or `true` would be read as something else."""
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ValueError("phải là số, không phải chữ / must be a number, not a text")
        return value

    @field_validator("value_text", "note")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """Texts in composed Unicode, without control characters; an empty one is none."""
        return None if value is None else clean_text(value, multiline=True) or None


class ValuesIn(BaseModel):
    """Values to keep, with where they come from and, where they change earlier ones, why."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[str, Field(min_length=2, max_length=500)]
    reason: Annotated[str, Field(max_length=2_000)] | None = None
    items: Annotated[list[ValueItem], Field(min_length=1, max_length=5_000)]

    @field_validator("source", "reason")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """Texts in composed Unicode, without control characters."""
        return None if value is None else clean_text(value, multiline=True)


class WrittenOut(BaseModel):
    """What became of each value: cells that are new, changed, unchanged; rows refused (1 is the first) and why."""

    new: int
    changed: int
    unchanged: int
    refused: list[dict[str, Any]]


class PartOut(BaseModel):
    """One base value added over places: `value` is null while any place is missing, `so_far` what is there."""

    value: float | None
    so_far: float | None
    places: int
    missing: list[str]


class WholeOut(BaseModel):
    """The figure of a province or the nation: worked out from its communes, and what was reported for it itself."""

    indicator: NodeOut
    period: str
    province_code: str | None
    value: float | None
    reason: TextOut | None
    parts: dict[str, PartOut]
    reported: float | None
