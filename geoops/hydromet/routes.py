"""Stations, observations and feeds over HTTP."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from geoops.hydromet.observations import body as bodies
from geoops.hydromet.observations import service as observations
from geoops.hydromet.observations.reading import Checker
from geoops.hydromet.schemas import (
    IngestOut,
    ObservationOut,
    RefusedOut,
)
from geoops.kit import spaces
from geoops.kit.errors import InputRefused
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    language_of,
    requires,
)
from geoops.kit.i18n import Language, Text
from geoops.kit.input import BadTime, parse_time
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.settings import Settings

router = APIRouter(prefix="/api", tags=["hydromet"])

UNPACKED_TIMES = 4
"""A gzipped body may unpack to so many times what a plain one may have."""


@router.post("/observations", dependencies=[requires("observation.write")])
async def post_observations(request: Request, session: WriteSession, caller: CurrentCaller) -> IngestOut:
    """Observations as CSV (`station,variable,starts_at,ends_at,value,unit`) or NDJSON with those keys, perhaps gzipped.

    Good rows are written and the others returned with their reasons; sending the same again writes nothing. A body
    that cannot be read as a whole is refused and nothing of it is written.
    """
    data = await request.body()
    settings: Settings = request.app.state.settings
    if data[:2] == bodies.GZIP_MAGIC:
        data = await asyncio.to_thread(bodies.gunzip, data, settings.max_body_mb * 2**20 * UNPACKED_TIMES)
    checker = Checker(await spaces.now(session))
    rows = await asyncio.to_thread(bodies.read, data, checker)
    result = await observations.ingest(session, rows, source=f"{caller.kind}:{caller.name}")
    return ingest_out(result, language_of(request))


def ingest_out(result: observations.IngestResult, language: Language) -> IngestOut:
    """The answer to a batch, with its reasons in the caller's language."""
    return IngestOut(
        new=result.new,
        changed=result.changed,
        unchanged=result.unchanged,
        refused=[
            RefusedOut(row=fault.row, field=fault.field, reason=fault.reason.in_(language))
            for fault in result.refused
        ],
        refused_count=result.refused_count,
    )


@router.get("/observations")
async def list_observations(
    session: ReadSession,
    known_at: KnownAt,
    station: Annotated[str | None, Query(max_length=200)] = None,
    variable: Annotated[str | None, Query(max_length=50)] = None,
    from_at: Annotated[datetime | None, Query(alias="from", description="ends after this time")] = None,
    to_at: Annotated[datetime | None, Query(alias="to", description="ends at or before this time")] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[ObservationOut]:
    """Observations, newest first; `known_at` shows what was known then, corrected values as they were."""
    rows = await observations.page(
        session,
        after=_observation_key(after) if after else None,
        limit=limit,
        station=station,
        variable=variable,
        from_=_zoned(from_at, "from"),
        to=_zoned(to_at, "to"),
        known_at=known_at,
    )
    page, following = cut_page(
        rows,
        limit,
        lambda row: (
            row["ends_at"].isoformat(),
            row["station_id"],
            row["variable"],
            row["starts_at"].isoformat(),
        ),
    )
    return Listing[ObservationOut](
        items=[ObservationOut(station=row["station_id"], **row) for row in page], next=following
    )


def _observation_key(after: str) -> tuple[datetime, str, str, datetime]:
    ends_at, station, variable, starts_at = decode_cursor(after, (str, str, str, str))
    try:
        return parse_time(ends_at), station, variable, parse_time(starts_at)
    except BadTime as error:
        raise BadCursor from error


def _zoned(moment: datetime | None, name: str) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise InputRefused(
            Text(f"{name}: thời gian thiếu múi giờ", f"{name}: the time lacks its zone"),
            extra={"parameter": name},
        )
    return moment
