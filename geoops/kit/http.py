"""What routes are made of: sessions that commit before the answer, the caller, the space and the two times."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import Depends, Header, Query, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.kit.context import LIVE, PUBLIC, Caller, Context
from geoops.kit.db import Database, has_changed
from geoops.kit.errors import InputRefused, NotAllowed, NotSignedIn, Problem
from geoops.kit.i18n import Language, Text, choose_language
from geoops.kit.input import BadTime, parse_time, read_device_time
from geoops.kit.paging import DEFAULT_LIMIT, MAX_LIMIT
from geoops.kit.permissions import allows


class PasswordChangeRequired(Problem):
    """The first password was made by the machine and has to be changed before anything else."""

    status = 403
    code = "password_change_required"
    title = Text("Hãy đổi mật khẩu trước khi dùng hệ thống", "Change the password before using the system")


def database_of(request: Request) -> Database:
    """The database that this application runs on."""
    database: Database = request.app.state.database
    return database


def follower_of(request: Request) -> changes.Follower:
    """The reader of the change log of this process."""
    follower: changes.Follower = request.app.state.follower
    return follower


def language_of(request: Request) -> Language:
    """The language of the answer."""
    default: Language = request.app.state.settings.language
    return choose_language(request.query_params.get("lang"), request.headers.get("accept-language"), default)


def anybody(request: Request) -> Caller:
    """The caller, signed in or not."""
    caller: Caller = getattr(request.state, "caller", PUBLIC)
    return caller


def signed_in(caller: Annotated[Caller, Depends(anybody)]) -> Caller:
    """The caller; raises NotSignedIn, or PasswordChangeRequired."""
    if caller.kind == "public":
        raise NotSignedIn
    if caller.must_change_password:
        raise PasswordChangeRequired
    return caller


AnyCaller = Annotated[Caller, Depends(anybody)]
CurrentCaller = Annotated[Caller, Depends(signed_in)]


def requires(permission: str) -> Any:
    """A route dependency: the caller is signed in and has the permission. Raises NotSignedIn or NotAllowed."""

    def check(caller: CurrentCaller) -> None:
        if not allows(caller, permission):
            raise NotAllowed(extra={"permission": permission})

    return Depends(check)


SpaceName = Annotated[
    str,
    Query(
        alias="space", pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="live, or a named replay or drill"
    ),
]


def read_time(value: str | None, name: str) -> datetime | None:
    """An RFC 3339 parameter as UTC, None where it was left out; raises InputRefused."""
    if value is None:
        return None
    try:
        return parse_time(value.replace(" ", "+"))  # a plus sign that was not escaped in an address
    except BadTime as error:
        raise InputRefused(error.text, extra={"parameter": name}) from None


def at_time(
    at: Annotated[str | None, Query(description="when it was true (RFC 3339)")] = None,
) -> datetime | None:
    """`at=` as UTC; raises InputRefused."""
    return read_time(at, "at")


def known_at_time(
    known_at: Annotated[
        str | None, Query(description="as the system knew it at this time (RFC 3339)")
    ] = None,
) -> datetime | None:
    """`known_at=` as UTC; raises InputRefused."""
    return read_time(known_at, "known_at")


def device_clock(
    shown: Annotated[
        str | None,
        Header(
            alias="X-Device-Time",
            description="what the clock that the record was dated by shows now (RFC 3339 or HTTP date)",
        ),
    ] = None,
) -> datetime | None:
    """What the sender's clock shows; None where it does not say, or not so that it can be read."""
    return read_device_time(shown)


AtTime = Annotated[datetime | None, Depends(at_time)]
KnownAt = Annotated[datetime | None, Depends(known_at_time)]
DeviceClock = Annotated[datetime | None, Depends(device_clock)]
IfMatch = Annotated[str | None, Header(max_length=100, description="the etag that the caller has read")]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="rows per page")]
After = Annotated[str | None, Query(max_length=500, description="cursor of the page before")]
PAGE = DEFAULT_LIMIT


def context_of(caller: Caller, space: str) -> Context:
    """What a transaction of this caller is opened with."""
    return Context(actor=caller.name, scope=caller.scope, space=space)


async def read_session(
    request: Request, caller: CurrentCaller, space: SpaceName = LIVE
) -> AsyncIterator[AsyncSession]:
    """A session in the caller's context; whatever it wrote would be rolled back."""
    async with database_of(request).transaction(context_of(caller, space)) as session:
        yield session
        await session.rollback()


async def frozen_session(
    request: Request, caller: CurrentCaller, space: SpaceName = LIVE
) -> AsyncIterator[AsyncSession]:
    """A session to read in, whose queries all see the same moment."""
    async with database_of(request).transaction(context_of(caller, space), frozen=True) as session:
        yield session
        await session.rollback()


async def open_session(
    request: Request, caller: AnyCaller, space: SpaceName = LIVE
) -> AsyncIterator[AsyncSession]:
    """A session for what may be open to the public; somebody who is not signed in sees no scoped row."""
    if caller.must_change_password:
        raise PasswordChangeRequired
    async with database_of(request).transaction(context_of(caller, space)) as session:
        yield session
        await session.rollback()


async def write_session(
    request: Request, caller: CurrentCaller, space: SpaceName = LIVE
) -> AsyncIterator[AsyncSession]:
    """A session in the caller's context, committed before the answer is sent; any exception rolls it back.

    After a commit with changes the log is read to its end here, so that nothing this process answers later
    (a cached tile, a list) is older than what was just acknowledged.
    """
    changed = False
    async with database_of(request).transaction(context_of(caller, space)) as session:
        yield session
        changed = has_changed(session)
    if changed:
        await follower_of(request).catch_up()


ReadSession = Annotated[AsyncSession, Depends(read_session, scope="function")]
FrozenSession = Annotated[AsyncSession, Depends(frozen_session, scope="function")]
OpenSession = Annotated[AsyncSession, Depends(open_session, scope="function")]
WriteSession = Annotated[AsyncSession, Depends(write_session, scope="function")]


class GeoJSONResponse(Response):
    """A FeatureCollection or Feature."""

    media_type = "application/geo+json"

    def render(self, content: Any) -> bytes:
        """orjson: times as RFC 3339, NaN refused as null."""
        return orjson.dumps(content)
