"""What goes out over HTTP for the indicator catalogue and values."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class UnitOut(BaseModel):
    """A unit as printed, and as understood; `code` is null where the print is not understood."""

    printed: str
    code: str | None


class NodeOut(BaseModel):
    """A row of the catalogue as printed. A heading holds no value. `computed_from` names the operational data that
    it is counted from, where nobody types it in."""

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
    responsible: str | None
    coordinating: str | None
    database: str | None
    database_owner: str | None
    data_source: str | None
    value_kinds: list[str]
    holds_value: bool
    open: bool
    computed_from: list[str]
    notes: list[str]


class GroupOut(BaseModel):
    """A group of a set. `state`: listed, or why its rows are not here."""

    code: str
    name: TextOut
    state: str
    state_label: TextOut
    emergency: bool
    open: bool
    notes: list[str]


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
    groups: list[GroupOut]


class CatalogueOut(BaseModel):
    """The sets, and a page of their rows in the order of print."""

    sets: list[SetOut]
    items: list[NodeOut]
    next: str | None


class ValueOut(BaseModel):
    """A value of a place. Null means that it is not known, for the reason given; it is never a zero."""

    commune_code: str | None
    commune_name: str | None
    province_code: str | None
    period: str | None
    value: float | None
    value_text: str | None
    class_name: str | None
    reason: TextOut | None
    dimensions: dict[str, Any]
    inputs: dict[str, Any]
    boundary_version: int | None
    method: str
    source: str
    known_at: datetime


class ValuesOut(BaseModel):
    """A page of the values of an indicator."""

    indicator: NodeOut
    items: list[ValueOut]
    next: str | None
