"""What a catalogue file may say, as types: sets, groups, rows, what is derived and what may be added up."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

RowKind = Literal["section", "heading", "indicator", "sub_indicator", "dash", "data_item", "component"]
ValueKind = Literal[
    "count", "rate", "amount", "text", "bulletin", "file", "map_layer", "points", "observations", "register"
]
GroupState = Literal["listed", "not_entered", "awaiting_guidance", "appendix_not_seen"]
Rule = Literal["sum", "mean", "last", "recompute", "none"]
Against = Literal[
    "previous_period", "previous_season", "previous_year", "december_last_year", "same_period_last_year",
    "plan", "estimate", "scenario", "cumulative",
]  # fmt: skip
Readable = Literal[
    "stt", "name_vi", "unit", "scope", "frequency", "disaggregation", "responsible", "coordinating", "database",
    "database_owner",
]  # fmt: skip

HEADINGS: frozenset[RowKind] = frozenset({"section", "heading"})
NUMERIC: frozenset[ValueKind] = frozenset({"count", "rate", "amount", "points"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Aggregate(_Strict):
    """What may be done with the values of several communes (`places`) or of consecutive periods (`time`).

    `mean` over places is weighted by the indicator `weight`; `recompute` works from the parts of a derived row;
    `none` says that they must not be added up, and the system refuses to.
    """

    places: Rule = "none"
    time: Rule = "none"
    weight: str | None = None


class Derived(_Strict):
    """How a row follows from other rows, so that nobody types it in.

    `ratio`: `of` over its value `against`, in per cent. `change`: that less 100. `cumulative`: the sum of `of` from
    the start of the year. `rate`: `of` over the row `over`, in per cent. `total`: the sum of the rows `of`.
    `supplied`: a comparison or cumulation whose base is no row of the decision; the office supplies it as it is.
    """

    kind: Literal["ratio", "change", "cumulative", "rate", "total", "supplied"]
    against: Against | None = None
    of: tuple[str, ...] = ()
    over: str | None = None


class Row(_Strict):
    """A row as printed. What a child does not state (frequency, office, database …) it takes from its parent.

    `printed` keeps a cell whole that is split into several fields here; `reading` is what seems meant where the
    print is odd, with the reason in `notes`. `valid_from`, `valid_to` and `decision` come with an amendment.
    """

    stt: str | None = None
    key: str | None = None
    kind: RowKind = "data_item"
    name_vi: str
    name_en: str
    unit: str | None = None
    scope: str | None = None
    frequency: str | None = None
    disaggregation: str | None = None
    responsible: str | None = None
    coordinating: str | None = None
    database: str | None = None
    database_owner: str | None = None
    data_source: str | None = None
    printed: dict[Readable, str] = {}
    reading: dict[Readable, str] = {}
    value_kind: tuple[ValueKind, ...] = ()
    dimensions: tuple[str, ...] = ()
    aggregate: Aggregate = Aggregate()
    derived: Derived | None = None
    open: bool = False
    computed_from: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    decision: str | None = None
    notes: tuple[str, ...] = ()
    rows: tuple["Row", ...] = ()
    items: tuple["Row", ...] = ()


class Group(_Strict):
    """A group of a set. It may exist without rows: waiting for guidance, or its appendix was never seen."""

    code: str
    name_vi: str
    name_en: str
    state: GroupState
    emergency: bool = False
    open: bool = False
    scope: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    decision: str | None = None
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Amendment(_Strict):
    """A later decision that changed the set; rows and groups that it added or ended name its number."""

    number: str
    decided_on: date
    valid_from: date
    title_vi: str
    title_en: str


class CatalogueSet(_Strict):
    """One indicator set: a provincial decision, or the reference indicators that this system computes."""

    set: str
    kind: Literal["decision", "reference"]
    title_vi: str
    title_en: str
    level: Literal["province", "commune"]
    province_code: str | None
    decision_number: str | None
    decision_date: date | None
    issuer: str
    valid_from: date | None
    valid_to: date | None = None
    text_seen: str
    notes: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    groups: tuple[Group, ...]
