"""Data quality over HTTP: six scores, and the faults behind them."""

from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.quality import service
from geoops.indicators.quality.keeping import DEPENDS_ON, Kept
from geoops.indicators.quality.rules import quality_rules
from geoops.indicators.quality.schemas import (
    FlawOut,
    FlawsOut,
    QualityOut,
    QualityRowOut,
    QualityWordOut,
    ScoreOut,
)
from geoops.indicators.quality.service import Measured, Question
from geoops.indicators.reporting import owing
from geoops.indicators.reporting.rules import reporting_rules
from geoops.indicators.words import by_code
from geoops.kit import spaces
from geoops.kit.context import LIVE, Caller
from geoops.kit.http import CurrentCaller, ReadSession, SpaceName, requires
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/indicators/quality", tags=["indicators"])

SetCode = Annotated[str, Query(alias="set", max_length=40, pattern=PLAIN_TEXT)]
PeriodText = Annotated[str, Query(max_length=20, pattern=PLAIN_TEXT)]
Office = Annotated[str | None, Query(max_length=60, pattern=PLAIN_TEXT)]


@router.get("", dependencies=[requires("map.view")])
async def scores(
    request: Request,
    session: ReadSession,
    caller: CurrentCaller,
    set_: SetCode,
    province: ProvinceCode,
    period: PeriodText,
    by: Annotated[Literal["commune", "office", "report"], Query()] = "commune",
    office: Office = None,
    commune: CommuneCode | None = None,
    space: SpaceName = LIVE,
) -> QualityOut:
    """Six scores for a period: of each commune, of each office, or of each report, and of all together.

    Shares are counted over cells: the score of a commune is its good cells over its cells, never a mean of shares.
    """
    question = Question(caller.scope, set_, province, service.period_of(period), office, commune)
    found = await _measured(request, session, caller, space, question)
    groups: dict[tuple[str | None, str | None], list[Measured]] = {}
    for one in found:
        key = (None if by == "commune" else one.office, None if by == "office" else one.commune_code)
        groups.setdefault(key, []).append(one)
    return QualityOut(
        set=set_,
        province_code=province,
        period=question.period.id,
        period_name=TextOut.of(question.period.label),
        due_at=reporting_rules().due_at(question.period),
        certainty=quality_rules().certainty,
        qualities=[
            QualityWordOut(code=one.code, name=TextOut.of(one.name), formula=TextOut.of(one.formula))
            for one in quality_rules().qualities
        ],
        total=_row(None, None, found),
        items=[_row(office_, commune_, ones) for (office_, commune_), ones in groups.items()],
    )


@router.get("/faults", dependencies=[requires("map.view")])
async def faults(
    request: Request,
    session: ReadSession,
    caller: CurrentCaller,
    set_: SetCode,
    province: ProvinceCode,
    period: PeriodText,
    office: Office = None,
    commune: CommuneCode | None = None,
    quality: Annotated[str | None, Query(max_length=20, pattern=PLAIN_TEXT)] = None,
    limit: Annotated[int, Query(ge=1, le=2000)] = 200,
    space: SpaceName = LIVE,
) -> FlawsOut:
    """The cells that lower the scores, each with why."""
    question = Question(caller.scope, set_, province, service.period_of(period), office, commune)
    found = await _measured(request, session, caller, space, question)
    shown = list(islice(service.flaws_of(found, quality), limit))
    names = await owing.names_of(session, {flaw.indicator for _, flaw in shown})
    return FlawsOut(
        count=service.count_flaws(found, quality),
        items=[
            FlawOut(
                quality=flaw.quality,
                office=one.office,
                office_name=_office(one.office),
                commune_code=one.commune_code,
                indicator=flaw.indicator,
                indicator_name=TextOut.of(names[flaw.indicator]),
                reason=TextOut.of(flaw.reason),
            )
            for one, flaw in shown
        ],
    )


async def _measured(
    request: Request, session: AsyncSession, caller: Caller, space: str, question: Question
) -> Sequence[Measured]:
    state = request.app.state
    version = state.versions.of(DEPENDS_ON, space)
    if not hasattr(state, "quality"):
        state.quality = Kept()
    kept: Kept = state.quality
    past = await spaces.now(session) > reporting_rules().due_at(question.period)
    key = (version, space, question, past)
    return await kept.get(key, lambda: service.measured(session, question))


def _row(office: str | None, commune: str | None, items: Sequence[Measured]) -> QualityRowOut:
    whole = service.added_up(items)
    return QualityRowOut(
        office=office,
        office_name=_office(office) if office else None,
        commune_code=commune,
        cells=whole.cells,
        filled=whole.filled,
        scores={
            code: ScoreOut(value=score.value, good=score.good, of=score.of)
            for code, score in whole.scores.items()
        },
    )


def _office(code: str) -> TextOut:
    word = by_code("offices")[code]
    return TextOut.of(Text(word.vi, word.en))
