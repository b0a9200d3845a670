"""Sharing over HTTP."""

import uuid
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from geoops.kit.input import clean_text
from geoops.kit.types import ProvinceCode


class SharedValueOut(BaseModel):
    """A value as other systems read it. `seq` rises with every change; a missing value says why in `note`.

    `dimensions_vi` says in words what `dimensions` says in codes; it is empty for a total.
    """

    seq: int
    indicator: str
    name_vi: str
    unit: str | None
    period: str
    nature: str
    dimensions: dict[str, str]
    dimensions_vi: str
    units_from: date
    province_code: str
    commune_code: str | None
    value: float | None
    value_text: str | None
    note: str | None
    method: str
    source: str
    known_at: datetime
    approval: str | None


class SharedValuesOut(BaseModel):
    """A page by change: ask again with `after` = `last_seq`."""

    set: str
    items: list[SharedValueOut]
    last_seq: int
    more: bool


class TakingOut(BaseModel):
    """A line of the log of who took what."""

    id: int
    taken_at: datetime
    taker: str
    set_code: str
    province_code: str | None
    format: str
    asked: dict[str, Any]
    rows: int
    first_seq: int | None
    last_seq: int | None


class RecipientIn(BaseModel):
    """An address that new values are pushed to. It and its secret are never shown again."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    address: SecretStr = Field(min_length=8, max_length=2000)
    secret: SecretStr | None = Field(default=None, min_length=16, max_length=200)
    set: str = Field(max_length=40)
    province: ProvinceCode
    format: Literal["json", "csv", "sdmx-csv"] = "json"

    @field_validator("name")
    @classmethod
    def _clean(cls, value: str) -> str:
        cleaned = clean_text(value)
        if not cleaned:
            raise ValueError("empty")
        return cleaned


class RecipientOut(BaseModel):
    """A recipient as lists show it.

    `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
    `etag` goes into `If-Match`.
    """

    id: uuid.UUID
    name: str
    shown: str
    signed: bool
    readable: bool
    etag: str
    set_code: str
    province_code: str
    format: str
    sent_seq: int
    created_by: str
    created_at: datetime


class PushOut(BaseModel):
    """The receipt of one batch."""

    id: int
    recipient: uuid.UUID
    after_seq: int
    last_seq: int
    rows: int
    state: Literal["waiting", "delivered", "given_up"]
    attempts: int
    last_error: str | None
    last_at: datetime | None
    next_at: datetime | None
    delivered_at: datetime | None
