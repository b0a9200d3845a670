"""Comparing over HTTP. Sits ahead of the routes of the catalogue."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from geoops.indicators.compare import choices, views
from geoops.indicators.compare.asking import asked_of, panels_of, question_out
from geoops.indicators.compare.card import Card, card, recompute_link
from geoops.indicators.compare.export import MEDIA
from geoops.indicators.compare.files import file_of
from geoops.indicators.compare.models import IndicatorView
from geoops.indicators.compare.multiples import multiples
from geoops.indicators.compare.schemas import (
    CardQuery,
    CompareOut,
    CompareQuery,
    EarlierOut,
    ExportQuery,
    FigureCardOut,
    FigureGapOut,
    FigureInputOut,
    FigureStepOut,
    FilledOut,
    FilledPeriodOut,
    MultiplesOut,
    MultiplesQuery,
    PartChoiceOut,
    SavedViewIn,
    SavedViewOut,
    VariableChoiceOut,
)
from geoops.indicators.compare.service import compare
from geoops.indicators.compare.showing import comparison_json, gap_out, multiples_json
from geoops.indicators.periods import parse_period
from geoops.indicators.reporting.states import NAMES
from geoops.kit.http import (
    PAGE,
    After,
    CurrentCaller,
    Limit,
    ReadSession,
    WriteSession,
    language_of,
    requires,
)
from geoops.kit.paging import Listing, cut_page, time_and_uuid
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT

router = APIRouter(prefix="/api/indicators", tags=["comparing"])

Asking = Annotated[CompareQuery, Query()]


@router.get(
    "/compare",
    dependencies=[requires("map.view")],
    response_class=Response,
    responses={200: {"model": CompareOut}},
)
async def compared(request: Request, session: ReadSession, caller: CurrentCaller, query: Asking) -> Response:
    """One or two variables on the communes: values, classes, why a commune is not compared, statistics, hot spots.

    No data and not comparable are classes of their own. Given `breaks` lock the classes across maps and time.
    """
    found = await compare(session, asked_of(query), request.app.state.registry, caller)
    return Response(comparison_json(found, question_out(query)), media_type="application/json")


@router.get(
    "/compare/multiples",
    dependencies=[requires("map.view")],
    response_class=Response,
    responses={200: {"model": MultiplesOut}},
)
async def small_multiples(
    request: Request, session: ReadSession, caller: CurrentCaller, query: Annotated[MultiplesQuery, Query()]
) -> Response:
    """Several maps in the same classes, one for each period or indicator: what differs in colour differs in figures."""
    found = await multiples(session, asked_of(query), panels_of(query), request.app.state.registry, caller)
    return Response(multiples_json(found), media_type="application/json")


@router.get("/compare/export", dependencies=[requires("map.view")], response_class=Response)
async def export_comparison(
    request: Request,
    session: ReadSession,
    caller: CurrentCaller,
    query: Annotated[ExportQuery, Query()],
) -> Response:
    """The comparison as CSV, XLSX, GeoPackage or GeoParquet. In a spreadsheet no text is taken for a formula."""
    question = CompareQuery.model_validate(query.model_dump(exclude={"format"}))
    found = await compare(session, asked_of(question), request.app.state.registry, caller)
    body = await file_of(session, found, query.format, language_of(request))
    media, ending = MEDIA[query.format]
    return Response(
        body,
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="compare-{found.digest[:8]}.{ending}"'},
    )


@router.get("/compare/choices", dependencies=[requires("map.view")])
async def second_variables(
    request: Request, session: ReadSession, caller: CurrentCaller
) -> Listing[VariableChoiceOut]:
    """What can be laid beside an indicator besides another: numbers of layers of communes, classes of risk maps."""
    found = await choices.choices(session, request.app.state.registry)
    return Listing(
        items=[
            VariableChoiceOut(key=one.key, kind=one.kind, name=TextOut.of(one.name), unit=one.unit)
            for one in found
        ]
    )


@router.get("/compare/filled", dependencies=[requires("map.view")])
async def filled(session: ReadSession) -> Listing[FilledOut]:
    """The indicators that any value of a commune is kept of."""
    return Listing(
        items=[
            FilledOut(
                code=node.code,
                set=node.set_code,
                group=node.group_code,
                stt=node.stt,
                name=TextOut(vi=node.name_vi, en=node.name_en),
                unit=node.unit_printed,
            )
            for node in await choices.filled(session)
        ]
    )


@router.get("/compare/periods", dependencies=[requires("map.view")])
async def periods(
    session: ReadSession, indicator: Annotated[str, Query(max_length=100, pattern=PLAIN_TEXT)]
) -> Listing[FilledPeriodOut]:
    """The periods for which values of an indicator are kept, the latest first."""
    return Listing(
        items=[
            FilledPeriodOut(
                period=period, label=TextOut.of(parse_period(period).label), nature=nature, communes=count
            )
            for period, nature, count in await choices.periods(session, indicator)
        ]
    )


@router.get("/compare/parts", dependencies=[requires("map.view")])
async def broken_down(
    session: ReadSession,
    indicator: Annotated[str, Query(max_length=100, pattern=PLAIN_TEXT)],
    period: Annotated[str, Query(max_length=20, pattern=PLAIN_TEXT)],
) -> Listing[PartChoiceOut]:
    """What an indicator is broken down into for a period: each part can be laid on the map by `dimensions`."""
    return Listing(
        items=[
            PartChoiceOut(
                key=one.key,
                dimension=TextOut.of(one.dimension),
                name=TextOut.of(one.name),
                communes=one.communes,
            )
            for one in await choices.parts(session, indicator, period)
        ]
    )


@router.get("/card", dependencies=[requires("map.view")])
async def number_card(
    request: Request,
    session: ReadSession,
    caller: CurrentCaller,
    query: Annotated[CardQuery, Query()],
) -> FigureCardOut:
    """One figure taken apart: formula, inputs, sources, approval, history, boundaries, and how to work it out again."""
    question = CompareQuery.model_validate(query.model_dump(exclude={"commune"}))
    found = await card(session, asked_of(question), query.commune, request.app.state.registry, caller)
    return _card_out(found, recompute_link(question_out(question), found))


@router.post("/views", status_code=201, dependencies=[requires("map.view")])
async def save_view(
    request: Request, response: Response, body: SavedViewIn, session: WriteSession, caller: CurrentCaller
) -> SavedViewOut:
    """Keep a view under the id that its sender made; sent again it is kept once (200)."""
    found, new = await views.save(session, body, request.app.state.registry, caller)
    response.status_code = 201 if new else 200
    return _view_out(found)


@router.get("/views", dependencies=[requires("map.view")])
async def saved_views(
    session: ReadSession, limit: Limit = PAGE, after: After = None
) -> Listing[SavedViewOut]:
    """Saved views, the newest first."""
    rows = await views.views(session, after=time_and_uuid(after), limit=limit)
    page, following = cut_page(rows, limit, lambda row: (row.created_at.isoformat(), str(row.id)))
    return Listing(items=[_view_out(row) for row in page], next=following)


@router.get("/views/{view_id}", dependencies=[requires("map.view")])
async def saved_view(view_id: uuid.UUID, session: ReadSession) -> SavedViewOut:
    """A saved view, by its link."""
    return _view_out(await views.view(session, view_id))


def _view_out(view: IndicatorView) -> SavedViewOut:
    return SavedViewOut(
        id=view.id,
        title=view.title,
        question=view.question["opens"],
        camera=view.camera,
        page=view.question["page"],
        known_at=view.known_at,
        seq=view.seq,
        boundary_version=view.boundary_version,
        digest=view.digest,
        created_by=view.created_by,
        created_at=view.created_at,
        link=f"/compare/{view.id}",
    )


def _card_out(found: Card, recompute: str) -> FigureCardOut:
    node, state = found.variable.node, found.report.state if found.report else None
    return FigureCardOut(
        commune_code=found.commune.code,
        commune_name=found.commune.full_name_vi,
        indicator=found.variable.key,
        name=TextOut.of(found.variable.name),
        unit=found.variable.unit,
        period=found.variable.period.id if found.variable.period else None,
        value=found.value,
        gap=FigureGapOut.model_validate(gap_out(found.gap)) if found.gap else None,
        formula=TextOut.of(found.formula),
        inputs=[FigureInputOut(name=name, value=value) for name, value in found.inputs.items()],
        carried={
            name: {"by": one.by, "low": one.low, "high": one.high, "sources": list(one.sources)}
            for name, one in (found.taken.carried if found.taken else {}).items()
        },
        source=TextOut.of(found.variable.source),
        decision=found.set.decision_number if found.set else None,
        responsible=node.responsible if node else None,
        database=node.database if node else None,
        approval=state,
        approval_label=TextOut.of(NAMES[state]) if state else None,  # type: ignore[index]  # the table's check
        steps=[
            FigureStepOut(
                action=step.action, state=step.to_state, actor=step.actor, at=step.at, reason=step.reason
            )
            for step in found.steps
        ],
        history=[
            EarlierOut(
                value=row.value,
                note=row.reason.vi if row.reason else None,
                known_at=row.known_at,
                superseded_at=row.superseded_at,
                entered_by=row.entered_by,
                method=row.method,
                source=row.source,
                reason=row.change_reason,
            )
            for row in found.history
        ],
        units_from=found.taken.units_from if found.taken else None,
        boundary_version=found.boundary.id if found.boundary else None,
        boundary_source=found.boundary.credit if found.boundary else None,
        known_at=found.found.known_at,
        recompute=recompute,
    )
