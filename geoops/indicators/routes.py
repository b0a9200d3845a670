"""The indicator catalogue and its values over HTTP."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from geoops.indicators import components, service
from geoops.indicators.codes import service as codes
from geoops.indicators.dimensions import written_dimensions
from geoops.indicators.periods import parse_period
from geoops.indicators.schemas import (
    CatalogueOut,
    ComponentIn,
    DatabaseOut,
    DecisionIn,
    DimensionOut,
    OpenListsOut,
    PartOut,
    ProposalOut,
    ValueOut,
    ValuesIn,
    ValuesOut,
    WholeOut,
    WrittenOut,
)
from geoops.indicators.shapes import Against
from geoops.indicators.showing import node_out, open_list_out, proposal_out, set_out, words_out
from geoops.kit.context import LIVE
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    SpaceName,
    WriteSession,
    context_of,
    database_of,
    language_of,
    requires,
)
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/indicators", tags=["indicators"])

Code = Annotated[
    str, Query(max_length=100, pattern=PLAIN_TEXT, description="code of the indicator, like lao_cai.C.2.1")
]
Period = Annotated[
    str, Query(max_length=20, description="2026, 2026-H2, 2026-Q3, 2026-07, 2026-W30, 2026-07-21, 2026-DX …")
]
Nature = Literal["actual", "plan", "estimate", "scenario", "forecast"]
Dimensions = Annotated[
    str | None, Query(max_length=300, pattern=PLAIN_TEXT, description="name=code,name=code; none: the total")
]
UnitsOf = Annotated[date | None, Query(description="on the units of this day; none: of today")]
FromKind = Annotated[
    Literal["hour", "day", "month", "quarter", "half_year", "season"] | None,
    Query(description="work a missing base out from periods of this kind"),
]


@router.get("", dependencies=[requires("map.view")])
async def catalogue(
    session: ReadSession,
    set_: Annotated[str | None, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)] = None,
    group: Annotated[str | None, Query(max_length=10, pattern=PLAIN_TEXT)] = None,
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
async def dimensions(session: ReadSession) -> Listing[DimensionOut]:
    """The dimensions by which values are broken down, with their code lists."""
    return Listing(
        items=[
            DimensionOut(
                code=one.code,
                name=TextOut.of(one.name),
                open=one.open,
                items={code: TextOut.of(name) for code, name in one.items.items()},
                closed=dict(one.closed),
            )
            for one in (await codes.dimensions(session)).values()
        ]
    )


@router.get("/components", dependencies=[requires("map.view")])
async def proposals(
    session: ReadSession, state: Literal["proposed", "approved", "refused"] | None = None
) -> Listing[ProposalOut]:
    """Component indicators that were proposed for the open lists of the decisions, the newest first."""
    return Listing(items=[proposal_out(one) for one in await components.proposals(session, state)])


@router.get("/components/lists", dependencies=[requires("map.view")])
async def open_lists(session: ReadSession) -> OpenListsOut:
    """The lists of the decisions that end in dots, and the words that a component may be said in."""
    return OpenListsOut(
        items=[open_list_out(one) for one in await components.lists(session)],
        units=words_out("units"),
        frequencies=words_out("frequencies"),
        offices=words_out("offices"),
    )


@router.post("/components", status_code=201, dependencies=[requires("indicator.write")])
async def propose(
    body: ComponentIn, session: WriteSession, caller: CurrentCaller, space: SpaceName = LIVE
) -> ProposalOut:
    """Propose a component for a list that ends in dots; somebody else decides. The same sent again is one proposal."""
    given = body.model_dump()
    component = components.Component(parent_code=given.pop("parent"), **given)
    return proposal_out(await components.propose(session, component, actor=caller.name, space=space))


@router.post("/components/{number}/decision", dependencies=[requires("indicator.approve")])
async def decide(
    number: Annotated[int, Path(ge=1, le=2**63 - 1)],
    body: DecisionIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
) -> ProposalOut:
    """Approve a proposed component, which adds it to the catalogue, or refuse it."""
    return proposal_out(
        await components.decide(
            session, number, actor=caller.name, approve=body.approve, reason=body.reason, space=space
        )
    )


@router.get("/values", dependencies=[requires("map.view")])
async def values(
    session: ReadSession,
    known_at: KnownAt,
    indicator: Code,
    period: Period | None = None,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    nature: Nature | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> ValuesOut:
    """The values kept of an indicator: reported ones as known at a time, or those the system computes."""
    node = await service.node_with_values(session, indicator)
    items, next_cursor = await service.values(
        session,
        node,
        period=period,
        commune=commune,
        province=province,
        nature=nature,
        known_at=known_at,
        after=after,
        limit=limit,
    )
    return ValuesOut(indicator=node_out(node), items=items, next=next_cursor)


@router.post("/values", dependencies=[requires("indicator.write")])
async def write_values(body: ValuesIn, request: Request, session: WriteSession) -> WrittenOut:
    """Keep up to 5,000 values. Good rows are written; each refused one is answered with its row, field and why.

    An earlier value of the same cell stays, superseded. Derived indicators, and those counted from the operational
    data, are never typed in.
    """
    outcome = await service.put_values(
        session,
        [service.ValueIn(**item.model_dump()) for item in body.items],
        method="entered",
        source=body.source,
        reason=body.reason,
    )
    return WrittenOut(
        new=outcome.new,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        refused=[fault.as_dict(language_of(request)) for fault in outcome.refused],
    )


@router.get("/values/history", dependencies=[requires("map.view")])
async def history(
    session: ReadSession,
    indicator: Code,
    period: Period,
    province: ProvinceCode,
    commune: CommuneCode | None = None,
    nature: Nature = "actual",
    dimensions: Dimensions = None,
    units_of: UnitsOf = None,
) -> Listing[ValueOut]:
    """Every value that one cell ever had, the newest first: who wrote it, when, from where, and why it changed."""
    node = await service.node_with_values(session, indicator)
    return Listing(
        items=await service.history(
            session,
            node,
            period=period,
            commune=commune,
            province=province,
            nature=nature,
            dimensions=written_dimensions(dimensions),
            units_of=units_of,
        )
    )


@router.get("/table", dependencies=[requires("map.view")], response_class=Response)
async def table(
    request: Request,
    caller: CurrentCaller,
    known_at: KnownAt,
    indicator: Code,
    period: Period,
    province: ProvinceCode | None = None,
    nature: Nature = "actual",
    dimensions: Dimensions = None,
    against: Against | None = None,
    from_kind: FromKind = None,
    units_of: UnitsOf = None,
    space: SpaceName = LIVE,
) -> Response:
    """One figure per commune, as a map needs them: codes and values side by side, with reasons for what is missing.

    Derived indicators are worked out, figures on older units are carried over the lineage with their bounds, and any
    indicator can be held against another period or a plan, or be cumulated (`against`).
    """
    question = service.Question(
        indicator=indicator,
        period=parse_period(period),
        nature=nature,
        dimensions=written_dimensions(dimensions),
        province=province,
        known_at=known_at,
        units_of=units_of,
        against=against,
        from_kind=from_kind,
    )
    database, context = database_of(request), context_of(caller, space)
    body = await service.quick_table(database.reads, context, question)
    if body is None:
        async with database.transaction(context) as session:
            body = await service.table(session, question)
    return Response(body, media_type="application/json")


@router.get("/whole", dependencies=[requires("map.view")])
async def whole(
    session: ReadSession,
    known_at: KnownAt,
    indicator: Code,
    period: Period,
    province: ProvinceCode | None = None,
    nature: Nature = "actual",
    dimensions: Dimensions = None,
    against: Against | None = None,
    from_kind: FromKind = None,
) -> WholeOut:
    """The figure of a province, or of the nation, from its communes by the indicator's rule.

    Rates are worked out again from the sums of their parts; what cannot be added is refused with the reason; while a
    commune is missing the figure is not known, and the parts say what is there so far.
    """
    question = service.Question(
        indicator=indicator,
        period=parse_period(period),
        nature=nature,
        dimensions=written_dimensions(dimensions),
        province=province,
        known_at=known_at,
        against=against,
        from_kind=from_kind,
    )
    found = await service.whole(session, question)
    reason = found.computed.reason
    return WholeOut(
        indicator=node_out(found.node),
        period=question.period.id,
        province_code=province,
        value=found.computed.value,
        reason=TextOut.of(reason) if reason else None,
        parts={
            name: PartOut(
                value=part.value, so_far=part.so_far, places=part.places, missing=list(part.missing)
            )
            for name, part in found.parts.items()
        },
        reported=found.reported,
    )
