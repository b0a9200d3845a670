"""A carried report as it comes in, and who brought it."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from geoops.incidents.schemas import IncidentOut
from geoops.kit.input import clean_text


def _plain(value: str) -> str:
    return clean_text(value)


Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]


class CarriedIn(BaseModel):
    """A report in the very words in which it was written down (`text`: the JSON body of `POST /api/incidents`).

    `author` is the name of the person or team whose phone wrote it; `proof` their token's seal over `text`.
    """

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=2, max_length=100_000)
    author: Name
    author_label: Name | None = None
    made_at: AwareDatetime | None = None
    proof: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")


class CarriedOut(BaseModel):
    """The report as it is kept, and whether its author is proven; unproven it stands under the carrier's name."""

    incident: IncidentOut
    author: str
    proven: bool
    carrier: str


class CarryOut(BaseModel):
    """One carry of a report."""

    author: str
    author_label: str | None
    proven: bool
    carrier: str
    made_at: datetime | None
    carried_at: datetime


class CarriesOut(BaseModel):
    """Who brought a report, in order."""

    incident_id: uuid.UUID
    items: list[CarryOut]
