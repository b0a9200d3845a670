"""Recipients and receipts over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from geoops.hydromet.warnings.own.schemas import Line, Severity
from geoops.kit.i18n import Language

Area = Annotated[str, StringConstraints(pattern=r"^(vn|\d{2}|\d{5})$")]


class SubscriptionIn(BaseModel):
    """A recipient. `address` and `secret` are never shown again. `area`: `vn`, province codes or commune codes."""

    model_config = ConfigDict(extra="forbid")

    name: Line = Field(min_length=1)
    kind: Literal["webhook", "email", "apprise"]
    address: SecretStr = Field(min_length=3, max_length=2000)
    secret: SecretStr | None = Field(default=None, min_length=16, max_length=200)
    language: Language = "vi"
    area: list[Area] = Field(min_length=1, max_length=4000)
    hazards: list[Annotated[str, Field(max_length=50)]] = Field(default_factory=list, max_length=50)
    least_severity: Severity = "Minor"


class SubscriptionOut(BaseModel):
    """A recipient as lists show it: of its address only so much that one knows which it is.

    `readable` is false where the key that sealed the address is gone: nothing arrives until it is entered again.
    `etag` goes into `If-Match`.
    """

    id: uuid.UUID
    name: str
    kind: str
    shown: str
    signed: bool
    readable: bool
    etag: str
    language: str
    area: list[str]
    hazards: list[str]
    least_severity: str
    created_by: str
    created_at: datetime


class DeliveryOut(BaseModel):
    """The receipt of one warning for one recipient."""

    id: int
    alert_id: uuid.UUID
    headline: str
    subscription_id: uuid.UUID
    recipient: str
    kind: str
    shown: str
    state: Literal["waiting", "delivered", "given_up"]
    attempts: int
    last_error: str | None
    last_at: datetime | None
    next_at: datetime | None
    delivered_at: datetime | None
