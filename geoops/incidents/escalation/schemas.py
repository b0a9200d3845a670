"""Recipients on the ladder and messages to them over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from geoops.incidents.escalation.message import Raised
from geoops.incidents.schemas import Line
from geoops.kit.schemas import SealedPatch, TextOut

Area = Annotated[str, StringConstraints(pattern=r"^(vn|\d{2}|\d{5})$")]


class EscalationRecipientIn(BaseModel):
    """Somebody to tell. `address` and `secret` are never shown again. `area`: `vn`, province or commune codes."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, Field(min_length=1)]
    kind: Literal["webhook", "email", "apprise"]
    address: SecretStr = Field(min_length=3, max_length=2000)
    secret: SecretStr | None = Field(default=None, min_length=16, max_length=200)
    area: list[Area] = Field(min_length=1, max_length=4000)
    least_level: int = Field(default=1, ge=1, le=9)


class EscalationRecipientPatch(SealedPatch):
    """What is to be otherwise; what is left out stays, and `secret: null` ends the signing."""

    name: Annotated[Line, Field(min_length=1)] | None = None
    area: list[Area] | None = Field(default=None, min_length=1, max_length=4000)
    least_level: int | None = Field(default=None, ge=1, le=9)


class EscalationLevelOut(BaseModel):
    """A level of the ladder; an incident that nobody takes up reaches it so many minutes after its deadline."""

    level: int
    name: TextOut
    after_minutes: int


class EscalationRecipientOut(BaseModel):
    """A recipient; of its address only so much that one knows which it is.

    `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
    `etag` goes into `If-Match`.
    """

    id: uuid.UUID
    name: str
    kind: str
    shown: str
    signed: bool
    readable: bool
    area: list[str]
    least_level: int
    created_by: str
    created_at: datetime
    etag: str


class EscalationTrialOut(BaseModel):
    """A message for trial that was written; its receipt follows."""

    message_id: int


class EscalationMessageOut(BaseModel):
    """The receipt of one message for one recipient."""

    id: int
    recipient_id: uuid.UUID
    recipient: str
    kind: str
    shown: str
    raised_at: datetime
    incidents: list[Raised]
    trial: bool
    state: Literal["waiting", "delivered", "given_up"]
    attempts: int
    last_error: str | None
    last_at: datetime | None
    next_at: datetime | None
    delivered_at: datetime | None
