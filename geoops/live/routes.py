"""The change log over HTTP, the same as server-sent events, and the spaces with their clocks."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
import structlog
from fastapi import APIRouter, Header, Query, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from geoops.accounts.gate import Callers
from geoops.kit import changes, spaces
from geoops.kit.context import LIVE, PUBLIC, Caller
from geoops.kit.errors import InputRefused, NotAllowed, NotSignedIn
from geoops.kit.http import (
    AnyCaller,
    KnownAt,
    OpenSession,
    ReadSession,
    SpaceName,
    WriteSession,
    context_of,
    database_of,
    requires,
)
from geoops.kit.i18n import Text
from geoops.layers import service as layers
from geoops.live.hub import Hub
from geoops.live.schemas import ChangeOut, ChangesOut, RecentOut, SpaceOut, SpacesOut, SpeedBody

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/api", tags=["live"])

CLOCK_EVERY_S = 5.0
PING_S = 15
PER_READ = 500


@router.get("/changes", dependencies=[requires("map.view")])
async def read_changes(
    session: ReadSession,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> ChangesOut:
    """The change log after a sequence number, in order; `next` is null at its end."""
    rows = await changes.read_after(session, after, limit)
    return ChangesOut(
        items=[ChangeOut.of(row) for row in rows], next=rows[-1].seq if len(rows) == limit else None
    )


@router.get("/changes/recent", dependencies=[requires("map.view")])
async def recent_changes(
    session: ReadSession, known_at: KnownAt, limit: Annotated[int, Query(ge=1, le=500)] = 50
) -> RecentOut:
    """The newest entries of the change log, newest first."""
    rows = await changes.read_recent(session, limit, known_at)
    return RecentOut(items=[ChangeOut.of(row) for row in rows])


@router.get("/stream")
async def stream(
    request: Request,
    caller: AnyCaller,
    space: SpaceName = LIVE,
    after: Annotated[int | None, Query(ge=0, le=2**62)] = None,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """The change log as it grows. The event id is the sequence number; `Last-Event-ID` resumes after it.

    Where layers are open to the public, who may not see the map hears what is for everyone, and nothing else. The stream
    ends where its caller is signed out, revoked or given other rights.
    """
    resume = after
    if last_event_id:
        if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 19):
            raise InputRefused(
                Text("Last-Event-ID phải là số thứ tự", "Last-Event-ID must be a sequence number")
            )
        resume = int(last_event_id)
    async with database_of(request).transaction(context_of(caller, space)) as session:
        await layers.check_map(session, caller)
        await spaces.get(session, space)
    return EventSourceResponse(
        _events(request, caller, space, resume),
        ping=PING_S,
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(
    request: Request, caller: Caller, space: str, resume: int | None
) -> AsyncIterator[ServerSentEvent]:
    """Clock first, then what was missed, then what comes. Listening begins before the log is read: no gap."""
    hub: Hub = request.app.state.hub
    rights = _Rights(request, caller)
    who = caller if layers.may_view(caller, public=False) else PUBLIC
    async with hub.listening(who, space) as queue:
        yield await _clock(request, caller, space)
        last = resume or 0
        while resume is not None:
            async with database_of(request).transaction(context_of(who, space)) as session:
                missed = await changes.read_after(session, last, PER_READ)
            for change in missed:
                last = change.seq
                yield _event(change)
            if len(missed) < PER_READ:
                break
        while not hub.closing.is_set():
            try:
                async with asyncio.timeout(CLOCK_EVERY_S):
                    next_change = await queue.get()
            except TimeoutError:
                try:
                    if not await rights.hold():
                        return
                    yield await _clock(request, caller, space)
                except (NotSignedIn, NotAllowed):  # the last public layer was closed
                    return
                except Exception as error:  # a clock that cannot be read is told by its silence
                    log.warning("stream_clock_unreadable", error=str(error))
                continue
            if next_change is None or not await rights.hold():
                return
            if next_change.seq > last:
                last = next_change.seq
                yield _event(next_change)


class _Rights:
    """What a stream was opened with. Looked at again at once where accounts have changed, and by the clock."""

    def __init__(self, request: Request, caller: Caller) -> None:
        self._callers: Callers = request.app.state.callers
        self._headers = request.headers
        self._caller = caller
        self._seen = self._callers.forgotten
        self._until = time.monotonic() + CLOCK_EVERY_S

    async def hold(self) -> bool:
        """Whether the caller may hear on. The gate hears of a change before the stream does: nothing slips through."""
        if self._seen == self._callers.forgotten and time.monotonic() < self._until:
            return True
        seen = self._callers.forgotten
        held = await self._callers.still(self._headers, self._caller)
        self._seen, self._until = seen, time.monotonic() + CLOCK_EVERY_S
        return held


def _event(change: changes.Change) -> ServerSentEvent:
    return ServerSentEvent(orjson.dumps(change.as_dict()).decode(), event="change", id=str(change.seq))


async def _clock(request: Request, caller: Caller, space: str) -> ServerSentEvent:
    async with database_of(request).transaction(context_of(caller, space)) as session:
        await layers.check_map(session, caller)
        found = await spaces.get(session, space)
    data: dict[str, Any] = {"now": found.now.isoformat(), "speed": found.speed, "running": found.running}
    return ServerSentEvent(orjson.dumps(data).decode(), event="clock")


@router.get("/spaces")
async def list_spaces(session: OpenSession, caller: AnyCaller) -> SpacesOut:
    """The live space, and every replay and drill with its clock."""
    await layers.check_map(session, caller)
    return SpacesOut(items=[SpaceOut.of(space) for space in await spaces.all_spaces(session)])


@router.post("/spaces/{name}/clock", status_code=204, dependencies=[requires("space.manage")])
async def set_clock(name: str, body: SpeedBody, session: WriteSession) -> None:
    """Change the speed of a replay's or drill's clock; 0 holds it."""
    space = await spaces.get(session, name)
    if space.kind == "live":
        raise InputRefused(Text("Đồng hồ trực tiếp không đổi được", "The live clock cannot be changed"))
    await spaces.set_speed(session, name, body.speed)
    await changes.record(
        session,
        domain="spaces",
        entity="clock",
        entity_id=name,
        op="speed",
        payload={"speed": body.speed},
        everyone=True,
    )
