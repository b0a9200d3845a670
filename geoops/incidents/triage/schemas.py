"""The triage desk as it goes in and out."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from geoops.incidents.schemas import AssigneeIn, IncidentOut, Line, Note
from geoops.kit.schemas import TextOut


class ReasonOut(BaseModel):
    """Why an incident stands where it does: so many minutes of age does this count for."""

    code: str
    minutes: int
    text: TextOut


class PresentOut(BaseModel):
    """Somebody who has the incident before them now."""

    person: str
    since: datetime


class QueueItemOut(BaseModel):
    """An incident in the queue. `score_minutes` is its age with all reasons counted in; the highest comes first."""

    incident: IncidentOut
    score_minutes: int
    reasons: list[ReasonOut]
    present: list[PresentOut]


class QueueCountsOut(BaseModel):
    """How much there is to do."""

    open: int
    untouched: int
    overdue: int


class QueueOut(BaseModel):
    """A page of the queue; the counts are of the whole, and come with the first page."""

    items: list[QueueItemOut]
    next: str | None
    counts: QueueCountsOut | None


class PresenceOut(BaseModel):
    """Who has the incident before them; renew within `lease_s` to stay among them."""

    present: list[PresentOut]
    lease_s: int


class LikelyOut(BaseModel):
    """A report that looks like the same event, and in what it does (each part 0 to 1)."""

    incident: IncidentOut
    score: float
    place: float
    time: float
    kind: float
    text: float
    metres: float | None
    hours: float
    proposed: bool


class LikelyListOut(BaseModel):
    """The most alike first."""

    items: list[LikelyOut]


class GroupMemberOut(BaseModel):
    """A report of a group, and how like the first it is."""

    incident: IncidentOut
    score: float


class GroupOut(BaseModel):
    """Reports that look like one event, gathered around the first."""

    first: IncidentOut
    members: list[GroupMemberOut]


class GroupsOut(BaseModel):
    """What could be merged, largest group first."""

    items: list[GroupOut]


class RepeatsBody(BaseModel):
    """The reports that are repeats of this one."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[uuid.UUID], Field(min_length=1, max_length=200)]
    reason: Note | None = None


class RepeatsOut(BaseModel):
    """An incident with its repeats, oldest first."""

    incident: IncidentOut
    repeats: list[IncidentOut]


class BulkItemIn(BaseModel):
    """One incident, and the etag that was read of it (`*`: whatever it is now)."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    etag: Annotated[str, Field(max_length=40)] = "*"


BulkAction = Literal[
    "verify", "respond", "resolve", "reject", "reopen", "assign", "unassign", "claim", "release", "merge"
]


class BulkBody(BaseModel):
    """One action on many. `id` is made by the page, so that a repeat does nothing twice."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    action: BulkAction
    items: Annotated[list[BulkItemIn], Field(min_length=1, max_length=500)]
    reason: Note | None = None
    assignee: AssigneeIn | None = None
    into: uuid.UUID | None = None


class BulkResultOut(BaseModel):
    """What became of one of them: done, or the code of why not."""

    id: uuid.UUID
    done: bool
    code: str | None = None


class BulkOut(BaseModel):
    """What a bulk action did; what it did can be undone until somebody else changes it."""

    id: uuid.UUID
    action: str
    done: int
    undone: bool
    results: list[BulkResultOut]


class HandoverIn(BaseModel):
    """To whom the shift goes, and what to tell them. Sent again under the same `id`, it is signed once."""

    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID | None = None
    to: Annotated[Line, Field(min_length=1)]
    note: Note | None = None


class HandoverOut(BaseModel):
    """A signed list of what is open. `hash` covers its content and the hash of the one before."""

    id: uuid.UUID
    number: int
    scope: str
    signed_by: str
    handed_to: str
    signed_at: datetime
    accepted_by: str | None
    accepted_at: datetime | None
    hash: str
    previous_hash: str
    content: dict[str, Any]


class HandoversOut(BaseModel):
    """Newest first."""

    items: list[HandoverOut]


class ChainOut(BaseModel):
    """Whether the hand-overs are those that were signed; `broken_at` is the number of the first that is not."""

    intact: bool
    length: int
    broken_at: int | None
