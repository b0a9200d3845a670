"""Silence is a signal: how late something is, by its own rhythm."""

from datetime import datetime, timedelta
from typing import Literal

State = Literal["on_time", "late", "silent", "unknown"]

LATE_AFTER = 2
SILENT_AFTER = 6
"""In rhythms: one that is missed may come yet; after six nobody should wait for it."""


def state(last_at: datetime | None, rhythm: timedelta | None, now: datetime) -> State:
    """On time, late or silent; unknown where there is no rhythm or nothing ever came."""
    if last_at is None or rhythm is None or not rhythm:
        return "unknown"
    missed = (now - last_at) / rhythm
    if missed <= LATE_AFTER:
        return "on_time"
    return "late" if missed <= SILENT_AFTER else "silent"


def age_minutes(last_at: datetime | None, now: datetime) -> int | None:
    """Whole minutes since then, never below 0."""
    return None if last_at is None else max(0, round((now - last_at).total_seconds() / 60))
