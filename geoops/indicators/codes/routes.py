"""The register of codes over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from geoops.indicators.codes import service
from geoops.indicators.codes.models import IndicatorCode
from geoops.indicators.codes.schemas import ClosingIn, CodeIn, CodeOut
from geoops.indicators.dimensions import known_dimensions
from geoops.indicators.schemas import DecisionIn
from geoops.kit.context import LIVE
from geoops.kit.http import CurrentCaller, IfMatch, ReadSession, SpaceName, WriteSession, requires
from geoops.kit.paging import Listing
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT

router = APIRouter(prefix="/api/indicators/codes", tags=["indicators"])

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", dependencies=[requires("map.view")])
async def codes(
    session: ReadSession,
    dimension: Annotated[str | None, Query(max_length=40, pattern=PLAIN_TEXT)] = None,
    state: Literal["proposed", "approved", "refused"] | None = None,
) -> Listing[CodeOut]:
    """Codes that people added to the open lists of dimensions, and proposals of such, the newest first."""
    return Listing(items=[_out(one) for one in await service.listed(session, dimension, state)])


@router.post("", status_code=201, dependencies=[requires("indicator.write")])
async def propose(body: CodeIn, session: WriteSession, space: SpaceName = LIVE) -> CodeOut:
    """Propose a code for a list that ends in dots; somebody else decides."""
    return _out(await service.propose(session, service.Proposal(**body.model_dump()), space))


@router.post("/{number}/decision", dependencies=[requires("indicator.approve")])
async def decide(
    number: Number,
    body: DecisionIn,
    session: WriteSession,
    caller: CurrentCaller,
    space: SpaceName = LIVE,
    if_match: IfMatch = None,
) -> CodeOut:
    """Approve a proposed code (with If-Match), which makes it and puts it into every form at once, or refuse it."""
    return _out(
        await service.decide(
            session,
            number,
            actor=caller.name,
            approve=body.approve,
            reason=body.reason,
            if_match=if_match,
            space=space,
        )
    )


@router.patch("/{number}", dependencies=[requires("indicator.approve")])
async def close(
    number: Number,
    body: ClosingIn,
    session: WriteSession,
    space: SpaceName = LIVE,
    if_match: IfMatch = None,
) -> CodeOut:
    """Close an approved code from a day on, or open it again (with If-Match). Its values stay; it is never taken out."""
    return _out(
        await service.close(
            session, number, valid_to=body.valid_to, reason=body.reason, if_match=if_match, space=space
        )
    )


def _out(row: IndicatorCode) -> CodeOut:
    return CodeOut(
        id=row.id,
        dimension=row.dimension,
        dimension_name=TextOut.of(known_dimensions()[row.dimension].name),
        code=row.code,
        name_vi=row.name_vi,
        name_en=row.name_en,
        note=row.note,
        proposer=row.proposer,
        proposed_at=row.proposed_at,
        state=row.state,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        valid_to=row.valid_to,
        etag=service.etag(row),
    )
