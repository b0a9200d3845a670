"""What is told of feeds over HTTP."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class BreakerOut(BaseModel):
    """The circuit breaker: closed is asked as usual, open is left alone until `retry_at`, half open is tried once."""

    state: Literal["closed", "open", "half_open"]
    failures: int
    retry_at: datetime | None


class FeedOut(BaseModel):
    """A feed and its last run in this space.

    `newest_at` is the newest time of measurement it brought, where the source states times; `age_minutes` counts from
    it, else from the last good run. `address` leaves out everything behind the path.
    """

    name: str
    title: TextOut
    kind: str | None
    origin: Literal["program", "file", "api"] | None
    address: str | None
    rhythm_s: int | None
    on: bool
    state: Literal["off", "never", "on_time", "late", "silent", "failed", "suspect"]
    why: TextOut | None
    breaker: BreakerOut
    last_run_id: int | None
    last_run_at: datetime | None
    last_good_at: datetime | None
    newest_at: datetime | None
    age_minutes: int | None
    took_s: float | None
    fetched_bytes: int | None
    decoded: int | None
    new: int | None
    changed: int | None
    unchanged: int | None
    refused_count: int | None
    refused: list[dict[str, Any]]
    error: dict[str, str] | None


class FeedsOut(BaseModel):
    """All feeds that are known or have run in this space."""

    items: list[FeedOut]


class RefusedRowOut(BaseModel):
    """A row that was not taken: in which file, row (from 1) and field, and why."""

    file: str | None = None
    row: int | None
    field: str | None
    reason: TextOut


class RunOut(BaseModel):
    """One run of a feed. `refused` lists at most 100 rows, `refused_count` counts them all; with `raw_kept` the raw
    answer can be fetched and the run done again."""

    id: int
    feed: str
    cause: Literal["schedule", "hand", "again", "replay"]
    actor: str
    again_of: int | None
    started_at: datetime
    finished_at: datetime | None
    took_s: float | None
    attempts: int
    parts: int
    fetched_bytes: int
    decoded: int
    new: int
    changed: int
    unchanged: int
    refused_count: int
    refused: list[RefusedRowOut]
    newest_at: datetime | None
    error: dict[str, str] | None
    raw_kept: bool
    raw_bytes: int | None
