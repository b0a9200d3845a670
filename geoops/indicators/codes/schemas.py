"""The register of codes over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from geoops.kit.input import clean_text
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT


class CodeIn(BaseModel):
    """A code proposed for the open list of a dimension. The code itself is made by the system when it is approved."""

    model_config = ConfigDict(extra="forbid")

    dimension: Annotated[str, Field(max_length=40, pattern=PLAIN_TEXT, examples=["poultry"])]
    name_vi: Annotated[str, Field(min_length=1, max_length=200)]
    name_en: Annotated[str, Field(max_length=200)] | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None

    @field_validator("name_vi")
    @classmethod
    def named(cls, value: str) -> str:
        """The name in composed Unicode, without control characters, single spaces between its words."""
        return " ".join(clean_text(value).split())

    @field_validator("name_en", "note")
    @classmethod
    def composed(cls, value: str | None) -> str | None:
        """Texts in composed Unicode, without control characters; an empty one is none."""
        return None if value is None else clean_text(value, multiline=True) or None


class ClosingIn(BaseModel):
    """From which day on no new value takes the code (null: it is open again), and why."""

    model_config = ConfigDict(extra="forbid")

    valid_to: date | None
    reason: Annotated[str, Field(min_length=3, max_length=2000)]

    @field_validator("reason")
    @classmethod
    def composed(cls, value: str) -> str:
        """The reason in composed Unicode, without control characters."""
        return clean_text(value, multiline=True)


class CodeOut(BaseModel):
    """A code or the proposal of one, who proposed it, and what was decided by whom.

    `code` is null until it is approved. `etag` goes into `If-Match`. From `valid_to` on no new value takes it.
    """

    id: int
    dimension: str
    dimension_name: TextOut
    code: str | None
    name_vi: str
    name_en: str | None
    note: str | None
    proposer: str
    proposed_at: datetime
    state: Literal["proposed", "approved", "refused"]
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    valid_to: date | None
    etag: str
