"""What goes in and out of sign-in."""

from pydantic import BaseModel, Field


class SignInBody(BaseModel):
    """Name and password."""

    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=500)


class PasswordBody(BaseModel):
    """The password now, and the one to be."""

    current: str = Field(min_length=1, max_length=500)
    new: str = Field(min_length=1, max_length=500)


class PersonOut(BaseModel):
    """Who is signed in."""

    name: str
    display_name: str
    roles: list[str]
    scope: str
    must_change_password: bool


class SessionOut(BaseModel):
    """The session, with the token that writes by cookie must carry in `X-CSRF-Token`."""

    person: PersonOut
    csrf: str
