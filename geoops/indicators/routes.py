"""The indicator catalogue and its values over HTTP."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from geoops.indicators import components, service
from geoops.indicators.dimensions import known_dimensions
from geoops.indicators.schemas import (
    CatalogueOut,
    ComponentIn,
    DatabaseOut,
    DecisionIn,
    DimensionOut,
    ProposalOut,
    ValuesOut,
)
from geoops.indicators.showing import node_out, proposal_out, set_out
from geoops.kit.http import PAGE, After, CurrentCaller, KnownAt, Limit, ReadSession, WriteSession, requires
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/indicators", tags=["indicators"])

Code = Annotated[str, Query(max_length=100, description="code of the indicator, like lao_cai.C.2.1")]


@router.get("", dependencies=[requires("map.view")])
async def catalogue(
    session: ReadSession,
    set_: Annotated[str | None, Query(alias="set", max_length=40)] = None,
    group: Annotated[str | None, Query(max_length=10)] = None,
    day: Annotated[date | None, Query(description="rows in force on that day; without it, all")] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> CatalogueOut:
    """The indicator sets with their groups and amendments, and their rows in the order of print."""
    cursor = decode_cursor(after, (str, int, int, int)) if after is not None else None
    found = await service.catalogue(
        session,
        set_code=set_,
        group_code=group,
        day=day,
        after=(cursor[0], cursor[1], cursor[2], cursor[3]) if cursor else None,
        limit=limit,
    )
    page, next_cursor = cut_page(
        found.rows, limit, lambda row: (row[0].set_code, row[1], row[0].position, row[0].proposal or 0)
    )
    return CatalogueOut(
        sets=[set_out(one, found.groups, found.amendments) for one in found.sets],
        items=[node_out(row[0]) for row in page],
        next=next_cursor,
    )


@router.get("/databases", dependencies=[requires("map.view")])
async def databases(session: ReadSession) -> Listing[DatabaseOut]:
    """The databases that the decisions name, as printed, with owners and sources."""
    return Listing(
        items=[
            DatabaseOut(
                set=one.set_code,
                name=one.name,
                owner=one.owner,
                offices=one.offices,
                sources=one.sources,
                indicators=one.indicators,
            )
            for one in await service.databases(session)
        ]
    )


@router.get("/dimensions", dependencies=[requires("map.view")])
async def dimensions() -> Listing[DimensionOut]:
    """The dimensions by which values are broken down, with their code lists."""
    return Listing(
        items=[
            DimensionOut(
                code=one.code,
                name=TextOut.of(one.name),
                open=one.open,
                items={code: TextOut.of(name) for code, name in one.items.items()},
            )
            for one in known_dimensions().values()
        ]
    )


@router.get("/components", dependencies=[requires("map.view")])
async def proposals(
    session: ReadSession, state: Literal["proposed", "approved", "refused"] | None = None
) -> Listing[ProposalOut]:
    """Component indicators that were proposed for the open lists of the decisions, the newest first."""
    return Listing(items=[proposal_out(one) for one in await components.proposals(session, state)])


@router.post("/components", status_code=201, dependencies=[requires("indicator.write")])
async def propose(body: ComponentIn, session: WriteSession) -> ProposalOut:
    """Propose a component for a list that ends in dots; somebody else decides."""
    given = body.model_dump()
    return proposal_out(
        await components.propose(session, components.Component(parent_code=given.pop("parent"), **given))
    )


@router.post("/components/{number}/decision", dependencies=[requires("indicator.approve")])
async def decide(
    number: Annotated[int, Path(ge=1, le=2**63 - 1)],
    body: DecisionIn,
    session: WriteSession,
    caller: CurrentCaller,
) -> ProposalOut:
    """Approve a proposed component, which adds it to the catalogue, or refuse it."""
    return proposal_out(
        await components.decide(session, number, actor=caller.name, approve=body.approve, reason=body.reason)
    )


@router.get("/values", dependencies=[requires("map.view")])
async def values(
    session: ReadSession,
    known_at: KnownAt,
    indicator: Code,
    period: Annotated[
        str | None, Query(max_length=20, description="2026, 2026-Q3, 2026-07, 2026-07-21 …")
    ] = None,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> ValuesOut:
    """The values of an indicator per commune: reported ones as known at a time, or those the system computes."""
    node = await service.indicator(session, indicator)
    items, next_cursor = await service.values(
        session,
        node,
        period=period,
        commune=commune,
        province=province,
        known_at=known_at,
        after=after,
        limit=limit,
    )
    return ValuesOut(indicator=node_out(node), items=items, next=next_cursor)
