"""Tokens as they come in and go out; the secret goes out once."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from geoops.kit.i18n import Text
from geoops.kit.input import BadValue, clean_text


def _plain(value: str) -> str:
    text = clean_text(value)
    if not text:
        raise BadValue(Text("không được để trống", "must not be empty"))
    return text


Label = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_plain)]


class PhoneIn(BaseModel):
    """A phone that is to stay signed in without its password."""

    model_config = ConfigDict(extra="forbid")

    label: Label | None = None


class HolderOut(BaseModel):
    """Whom a token stands for: a person, or a team."""

    kind: str
    name: str
    label: str
    roles: list[str]
    scope: str
    expires_at: datetime | None


class PhoneOut(BaseModel):
    """The phone's secret, given this once, and whom it stands for."""

    secret: str
    holder: HolderOut


class TeamIn(BaseModel):
    """A team that reports under one name. `scope` is a province code or commune codes; empty is the maker's own."""

    model_config = ConfigDict(extra="forbid")

    label: Label
    scope: str | None = Field(default=None, max_length=2000)
    days: int | None = Field(
        default=None, ge=1, le=366, description="in force for so many days; empty: until revoked"
    )


class TokenOut(BaseModel):
    """A token as the centre sees it; never its secret."""

    name: str
    label: str
    role: str
    scope: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    in_force: bool


class TeamOut(TokenOut):
    """A new team's token: `join` is what its QR code leads to, behind the address of the server."""

    secret: str
    join: str


class TokensOut(BaseModel):
    """Tokens, newest first."""

    items: list[TokenOut]
