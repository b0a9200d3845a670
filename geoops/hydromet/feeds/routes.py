"""Feeds over HTTP: how they stand, their runs, what they answered, running them."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response
from sqlalchemy import RowMapping

from geoops.hydromet import jobs
from geoops.hydromet.feeds import raw, showing, sources
from geoops.hydromet.feeds import service as feeds
from geoops.hydromet.feeds.schemas import FeedOut, FeedsOut, RunOut
from geoops.hydromet.routes import ingest_out
from geoops.hydromet.schemas import IngestOut
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    Limit,
    ReadSession,
    WriteSession,
    database_of,
    language_of,
    requires,
)
from geoops.kit.paging import Listing, cut_page, decode_cursor

router = APIRouter(prefix="/api/feeds", tags=["feeds"])

FeedName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")]
FeedBody = Annotated[dict[str, Any], Body(description="a feed, as in the operator's file")]
RunId = Annotated[int, Path(ge=1, le=2**62)]


@router.get("")
async def list_feeds(request: Request, session: ReadSession) -> FeedsOut:
    """Every feed: whether it is on, how it stands by its own rhythm, and what its last run brought."""
    states = await feeds.feed_states(session, request.app.state.settings)
    return FeedsOut(items=[showing.feed(state, request.app.state.settings) for state in states])


@router.get("/{name}")
async def get_feed(request: Request, session: ReadSession, name: FeedName) -> FeedOut:
    """One feed, as in the list."""
    return showing.feed(
        await feeds.feed_state(session, request.app.state.settings, name), request.app.state.settings
    )


@router.get("/{name}/runs")
async def list_runs(
    session: ReadSession, name: FeedName, limit: Limit = PAGE, after: After = None
) -> Listing[RunOut]:
    """The runs of a feed, newest first: what each brought, what it refused and why."""
    before = decode_cursor(after, (int,))[0] if after else None
    rows = await feeds.runs(session, name, before=before, limit=limit)
    page, following = cut_page(rows, limit, lambda row: (row["id"],))
    return Listing[RunOut](items=[_run(row) for row in page], next=following)


@router.get("/{name}/runs/{run_id}")
async def get_run(session: ReadSession, name: FeedName, run_id: RunId) -> RunOut:
    """One run of a feed."""
    return _run(await feeds.run(session, name, run_id))


@router.get(
    "/{name}/runs/{run_id}/raw",
    dependencies=[requires("feed.run")],
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}},
)
async def get_raw(request: Request, session: ReadSession, name: FeedName, run_id: RunId) -> Response:
    """The raw answer of a run as a ZIP file with an entry per part; 404 where it is not kept any more."""
    run = await feeds.run(session, name, run_id)
    if run["raw"] is None:
        raise raw.RawGone
    body = await asyncio.to_thread(raw.packed, request.app.state.settings.home, run["raw"])
    return Response(
        body,
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{run_id}.zip"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.post("/{name}/run", dependencies=[requires("feed.run")])
async def run_feed(request: Request, name: FeedName, caller: CurrentCaller) -> IngestOut:
    """Ask a feed now. A source that does not answer gives 503, one that answers something else 422."""
    result = await jobs.run_feed(database_of(request), request.app.state.settings, name, actor=caller.name)
    return ingest_out(result, language_of(request))


@router.post("/{name}/runs/{run_id}/again", dependencies=[requires("feed.run")])
async def run_again(request: Request, name: FeedName, run_id: RunId, caller: CurrentCaller) -> IngestOut:
    """Decode the kept answer of a run again; what it brings is known from now on. 404 where it is not kept any more."""
    result = await jobs.run_again(
        database_of(request), request.app.state.settings, name, run_id, actor=caller.name
    )
    return ingest_out(result, language_of(request))


@router.put("/{name}", dependencies=[requires("feed.manage")])
async def put_feed(request: Request, session: WriteSession, name: FeedName, body: FeedBody) -> FeedOut:
    """Add or change a feed (docs/feeds.md says what the body holds). Credentials are named, never sent: each `secret` is
    the name of a file in the operator's folder of secrets. Addresses of private networks are refused when asked unless
    the operator opened them; folders of the server cannot be named here."""
    settings = request.app.state.settings
    await sources.put(session, settings, name, body)
    return showing.feed(await feeds.feed_state(session, settings, name), settings)


@router.delete("/{name}", status_code=204, dependencies=[requires("feed.manage")])
async def delete_feed(request: Request, session: WriteSession, name: FeedName) -> None:
    """Take out a feed that was added here; its runs and what it brought stay."""
    await sources.remove(session, request.app.state.settings, name)


def _run(row: RowMapping) -> RunOut:
    return RunOut(
        **{name: row[name] for name in RunOut.model_fields if name in row}, raw_kept=row["raw"] is not None
    )
