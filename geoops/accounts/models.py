"""Tables of people, their sessions and tokens, and failed sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from geoops.kit.db import Base
from geoops.kit.models import Timestamp


class Person(Base):
    """Somebody who signs in. `name` is the login name, `scope` as `Scope.parse` reads it."""

    __tablename__ = "people"

    name: Mapped[str] = mapped_column(primary_key=True)
    display_name: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(server_default=text("true"))
    roles: Mapped[list[str]] = mapped_column(ARRAY(String))
    scope: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    disabled_at: Mapped[datetime | None] = mapped_column(Timestamp)


class SignInSession(Base):
    """A session of a signed-in person; only the hash of its secret is kept."""

    __tablename__ = "sign_in_sessions"

    secret_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.name", ondelete="CASCADE"), index=True)
    csrf: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    expires_at: Mapped[datetime] = mapped_column(Timestamp)


class Token(Base):
    """A bearer token of a machine, of a team, or of a person's phone; only the hash of its secret is kept.

    With `person` it stands for that person as long as they may sign in: their roles and scope count, not those here.
    `label` is the name that people read.
    """

    __tablename__ = "tokens"

    name: Mapped[str] = mapped_column(primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    role: Mapped[str]
    scope: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
    revoked_at: Mapped[datetime | None] = mapped_column(Timestamp)
    label: Mapped[str | None]
    person: Mapped[str | None] = mapped_column(ForeignKey("people.name", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime | None] = mapped_column(Timestamp)


class FailedSignIn(Base):
    """A sign-in that failed: too many in a short time and further ones wait."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("ix_failed_sign_ins_name_at", "name", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(Timestamp, server_default=text("now()"))
