"""Events and damage over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query, Response
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.damage import exporting, service, showing, victims
from geoops.incidents.damage.schemas import (
    ConfirmIn,
    DamageIn,
    DamageOut,
    DueOut,
    EventIn,
    EventOut,
    FormOut,
    PlaceOut,
    SummaryOut,
    VictimIn,
    VictimOut,
)
from geoops.incidents.damage.service import By
from geoops.kit import spaces
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api", tags=["damage"])

_VIEW = [requires("map.view")]
_REPORT = [requires("damage.report")]
_VICTIMS = [requires("damage.victims")]
EventId = Annotated[uuid.UUID, Query(alias="event")]


@router.get("/events", dependencies=_VIEW)
async def events(session: ReadSession) -> Listing[EventOut]:
    """Spells of disaster, newest first, with how many reports of the caller's scope each has."""
    return Listing(items=[showing.event_out(*row) for row in await service.events(session)])


@router.post(
    "/events", status_code=201, dependencies=[requires("damage.event")], responses={200: {"model": EventOut}}
)
async def add_event(
    body: EventIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> EventOut:
    """Open an event: 201 the first time, 200 the same again, 409 for another under the id."""
    response.status_code = 201 if await service.add_event(session, body, caller) else 200
    return showing.event_out(await service.event(session, body.id))


@router.post("/events/{event_id}/end", dependencies=[requires("damage.event")])
async def end_event(
    event_id: uuid.UUID, ends_at: Annotated[AwareDatetime, Body(embed=True)], session: WriteSession
) -> EventOut:
    """Say when an event ended; communes that reported up to then owe nothing more."""
    await service.end_event(session, event_id, ends_at)
    return showing.event_out(await service.event(session, event_id))


@router.get("/damage/form", dependencies=_VIEW)
async def form() -> FormOut:
    """The items that damage is counted in, their units, parts and sources."""
    return showing.form()


@router.post("/damage", status_code=201, dependencies=_REPORT, responses={200: {"model": DamageOut}})
async def report(
    body: DamageIn, response: Response, session: WriteSession, caller: CurrentCaller
) -> DamageOut:
    """Report damage: 201 the first time, 200 the same again, 409 for other content or figures that would count twice."""
    response.status_code = 201 if await service.report(session, body, caller) else 200
    return (await showing.reports_out(session, [await service.get(session, body.id)]))[0]


@router.get("/damage", dependencies=_VIEW)
async def reports(
    session: ReadSession,
    event: Annotated[uuid.UUID | None, Query()] = None,
    commune: CommuneCode | None = None,
    unconfirmed: bool = False,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[DamageOut]:
    """Reports of the caller's scope, newest first; `unconfirmed` for those that wait for a second person."""
    rows = await service.page(
        session, limit, _cursor(after), event_id=event, commune_code=commune, unconfirmed=unconfirmed
    )
    page, next_cursor = cut_page(rows, limit, lambda row: (row.known_at.isoformat(), str(row.id)))
    return Listing(items=await showing.reports_out(session, page), next=next_cursor)


@router.get("/damage/summary", dependencies=_VIEW)
async def summary(
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    event: EventId,
    by: By = "commune",
) -> SummaryOut:
    """The damage of an event by place and item, with the reports behind each total."""
    now = await spaces.now(session)
    at, known_at = at or now, known_at or now
    happened = await service.event(session, event)
    totals = await service.summary(session, event, by, at, known_at)
    whole = await service.summary(session, event, "commune", at, known_at) if by != "commune" else totals
    names = await _names(session, by, sorted({total.place for total in totals}))
    return SummaryOut(
        event=showing.event_out(happened),
        by=by,
        at=at,
        known_at=known_at,
        communes_reported=len({total.place for total in whole}),
        communes_in_scope=await communes.count_in(session, caller.scope),
        places=[PlaceOut(code=code, name=name) for code, name in names.items()],
        totals=[showing.total_out(total) for total in totals],
    )


@router.get("/damage/parts", dependencies=_VIEW)
async def parts(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    event: EventId,
    item: Annotated[str, Query(max_length=50)],
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
) -> Listing[DamageOut]:
    """The reports that a total is made of, oldest first."""
    now = await spaces.now(session)
    rows = await service.parts(session, event, item, at or now, known_at or now, commune, province)
    return Listing(items=await showing.reports_out(session, rows))


@router.get("/damage/due", dependencies=_VIEW)
async def due(session: ReadSession, event: EventId) -> Listing[DueOut]:
    """Communes with incidents whose report is due: within 24 hours of the occurrence, then daily."""
    return Listing(items=await showing.dues_out(session, await service.due(session, event)))


@router.get("/damage/export", dependencies=_VIEW)
async def export(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    event: EventId,
    by: By = "commune",
    format: Literal["csv", "xlsx"] = "csv",
) -> Response:
    """The summary as a table."""
    now = await spaces.now(session)
    happened = await service.event(session, event)
    totals = await service.summary(session, event, by, at or now, known_at or now)
    names = await _names(session, by, sorted({total.place for total in totals}))
    if format == "csv":
        body, kind = exporting.as_csv(totals, names), "text/csv; charset=utf-8"
    else:
        body = exporting.as_xlsx(totals, names, happened.name)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    disposition = f'attachment; filename="thiet-hai.{format}"'
    return Response(body, media_type=kind, headers={"Content-Disposition": disposition})


@router.get("/damage/{report_id}", dependencies=_VIEW)
async def one(report_id: uuid.UUID, session: ReadSession) -> DamageOut:
    """One report."""
    return (await showing.reports_out(session, [await service.get(session, report_id)]))[0]


@router.post("/damage/{report_id}/confirm", dependencies=[requires("damage.confirm")])
async def confirm(
    report_id: uuid.UUID, body: ConfirmIn, session: WriteSession, caller: CurrentCaller
) -> DamageOut:
    """Stand as the second person for figures of deaths and missing persons; never by who wrote them."""
    kept = await service.confirm(session, report_id, body.items, caller)
    return (await showing.reports_out(session, [kept]))[0]


@router.get("/damage/{report_id}/victims", dependencies=_VICTIMS)
async def victims_of(report_id: uuid.UUID, session: ReadSession) -> Listing[VictimOut]:
    """The people behind the figures, for the roles that need them."""
    return Listing(items=[showing.victim_out(row) for row in await victims.of_report(session, report_id)])


@router.post("/damage/{report_id}/victims", status_code=204, dependencies=_VICTIMS)
async def add_victim(
    report_id: uuid.UUID, body: VictimIn, session: WriteSession, caller: CurrentCaller
) -> None:
    """Write a person down."""
    await victims.add(session, report_id, body, caller)


@router.delete("/damage/{report_id}/victims/{victim_id}", status_code=204, dependencies=_VICTIMS)
async def remove_victim(report_id: uuid.UUID, victim_id: uuid.UUID, session: WriteSession) -> None:
    """Take out a person written down by mistake."""
    await victims.remove(session, report_id, victim_id)


async def _names(session: AsyncSession, by: By, places: list[str]) -> dict[str, str]:
    if by == "nation":
        return {"vn": "Toàn phạm vi"}
    if by == "province":
        return {row.code: row.name_vi for row in await communes.provinces(session) if row.code in places}
    return {code: name.full_name_vi for code, name in (await communes.names(session, places)).items()}


def _cursor(after: str | None) -> tuple[datetime, uuid.UUID] | None:
    if after is None:
        return None
    moment, report_id = decode_cursor(after, (str, str))
    try:
        return datetime.fromisoformat(moment), uuid.UUID(report_id)
    except ValueError:
        raise BadCursor from None
