"""Recipients on the ladder and messages to them over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from geoops.incidents.escalation.message import Raised
from geoops.incidents.schemas import Line

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


class EscalationRecipientOut(BaseModel):
    """A recipient; of its address only so much that one knows which it is."""

    id: uuid.UUID
    name: str
    kind: str
    shown: str
    signed: bool
    area: list[str]
    least_level: int
    created_by: str
    created_at: datetime


class EscalationMessageOut(BaseModel):
    """The receipt of one message for one recipient."""

    id: int
    recipient: str
    kind: str
    shown: str
    raised_at: datetime
    incidents: list[Raised]
    state: Literal["waiting", "delivered", "given_up"]
    attempts: int
    last_error: str | None
    last_at: datetime | None
    next_at: datetime | None
    delivered_at: datetime | None
