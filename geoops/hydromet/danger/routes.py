"""Danger over HTTP: communes in danger with their why, the rules, their switches and rehearsals."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query

from geoops.hydromet.danger import library, rehearsal, service, switches
from geoops.hydromet.danger.errors import SwitchedInLive
from geoops.hydromet.danger.schemas import (
    DangerDetailOut,
    DangerOut,
    DangersOut,
    RehearsalIn,
    RuleHereOut,
    RuleOut,
    RulesOut,
    SwitchIn,
    said_out,
)
from geoops.kit import spaces
from geoops.kit.context import LIVE
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    KnownAt,
    Limit,
    ReadSession,
    SpaceName,
    WriteSession,
    requires,
)
from geoops.kit.paging import cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/danger", tags=["hydromet"])

RuleId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{2,59}$")]
HISTORY = timedelta(hours=48)


@router.get("/communes", dependencies=[requires("map.view")])
async def communes_in_danger(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    province: ProvinceCode | None = None,
    everywhere: Annotated[
        bool, Query(description="also communes below every threshold, and those of which nothing can be told")
    ] = False,
    limit: Limit = PAGE,
    after: After = None,
) -> DangersOut:
    """Communes in danger, the worst first: the official level where one was issued, else the reference with its why."""
    key = tuple(decode_cursor(after, (int, int, int, str))) if after else None
    now = await spaces.now(session)
    when, known = at or now, known_at or now
    found = await service.ranked(session, at=when, known_at=known, province=province, everywhere=everywhere)
    rest = [danger for danger in found if key is None or danger.rank > key]
    page, following = cut_page(rest[: limit + 1], limit, lambda danger: danger.rank)
    return DangersOut(
        at=when,
        known_at=known,
        worked_out_at=await service.worked_out_at(session),
        rules=[one.rule.id for one in await switches.active(session)],
        count=len(found),
        items=[DangerOut.of(danger) for danger in page],
        next=following,
    )


@router.get("/communes/{code}", dependencies=[requires("map.view")])
async def danger_of_commune(
    code: Annotated[CommuneCode, Path()], session: ReadSession, at: AtTime, known_at: KnownAt
) -> DangerDetailOut:
    """One commune: its level, why, what every rule that is on computes for it now, and what was said of it before."""
    now = await spaces.now(session)
    when, known = at or now, known_at or now
    danger = await service.of_commune(session, code, at=when, known_at=known)
    looked = await service.looked_at(session, code, at=when, known_at=known)
    past = await service.history(session, code, from_at=min(when, known) - HISTORY, to_at=min(when, known))
    return DangerDetailOut(
        **DangerOut.of(danger).model_dump(),
        at=when,
        known_at=known,
        worked_out_at=await service.worked_out_at(session),
        now=[RuleHereOut.of(here) for here in looked],
        history=[said_out(row, library.rules()) for row in past],
    )


@router.get("/rules", dependencies=[requires("map.view")])
async def list_rules(session: ReadSession) -> RulesOut:
    """Every rule with its source, certainty, switch and rehearsal cards."""
    return RulesOut(items=[RuleOut.of(switch) for switch in await switches.all_switches(session)])


@router.get("/rules/{rule_id}", dependencies=[requires("map.view")])
async def one_rule(rule_id: RuleId, session: ReadSession) -> RuleOut:
    """One rule with its source, certainty, switch and rehearsal cards."""
    return RuleOut.of(await switches.find(session, rule_id))


@router.put("/rules/{rule_id}/switch", dependencies=[requires("rule.manage")])
async def switch_rule(
    rule_id: RuleId, body: SwitchIn, session: WriteSession, space: SpaceName = LIVE
) -> RuleOut:
    """Switch a rule on or off for all spaces. Without a rehearsal card it cannot be switched on."""
    library.get(rule_id)
    if space != LIVE:
        raise SwitchedInLive
    return RuleOut.of(await switches.switch(session, rule_id, is_on=body.is_on, reason=body.reason))


@router.post("/rules/{rule_id}/rehearsals", status_code=201, dependencies=[requires("rule.manage")])
async def rehearse_rule(
    rule_id: RuleId, body: RehearsalIn, session: WriteSession, space: SpaceName = LIVE
) -> RuleOut:
    """Rehearse a rule over the archive of the space, hour by hour as known then, and keep the card with the rule."""
    loaded = library.get(rule_id)
    card = await rehearsal.rehearse(session, loaded, from_at=body.from_at, to_at=body.to_at)
    await switches.keep_card(
        session, loaded, archive=space, from_at=body.from_at, to_at=body.to_at, body=card
    )
    return RuleOut.of(await switches.find(session, rule_id))
