"""Changes and spaces as they go out."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from geoops.kit.changes import Change
from geoops.kit.spaces import Space


class ChangeOut(BaseModel):
    """One entry of the change log."""

    seq: int
    recorded_at: datetime
    space: str
    actor: str
    domain: str
    entity: str
    entity_id: str
    op: str
    commune_code: str | None
    at: datetime | None
    payload: dict[str, Any]

    @classmethod
    def of(cls, change: Change) -> "ChangeOut":
        """From the log."""
        return cls.model_validate(change, from_attributes=True)


class ChangesOut(BaseModel):
    """A part of the log in order; `next` is the sequence number to go on after, or null at the end."""

    items: list[ChangeOut]
    next: int | None


class RecentOut(BaseModel):
    """The newest entries, newest first."""

    items: list[ChangeOut]


class SpaceOut(BaseModel):
    """A space and what its clock says."""

    name: str
    kind: str
    title: dict[str, str]
    starts_at: datetime | None
    ends_at: datetime | None
    now: datetime
    speed: float
    running: bool
    default: bool

    @classmethod
    def of(cls, space: Space) -> "SpaceOut":
        """From the table."""
        return cls(
            name=space.name,
            kind=space.kind,
            title=space.title.as_dict(),
            starts_at=space.starts_at,
            ends_at=space.ends_at,
            now=space.now,
            speed=space.speed,
            running=space.running,
            default=space.shown_first,
        )


class SpacesOut(BaseModel):
    """Every space."""

    items: list[SpaceOut]


class SpeedBody(BaseModel):
    """How many seconds of the event pass in a second."""

    speed: float = Field(ge=0, le=36_000, allow_inf_nan=False)
