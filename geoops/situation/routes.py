"""A commune's whole situation over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path

from geoops.kit.context import LIVE
from geoops.kit.http import AtTime, KnownAt, ReadSession, SpaceName, requires
from geoops.kit.types import CommuneCode
from geoops.situation import service
from geoops.situation.schemas import SituationOut

router = APIRouter(prefix="/api/communes", tags=["situation"])


@router.get("/{code}/situation", dependencies=[requires("map.view")])
async def situation(
    code: Annotated[CommuneCode, Path()],
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    space: SpaceName = LIVE,
) -> SituationOut:
    """Everything on one commune: rain, warnings, incidents, resources, risk maps, indicators."""
    return await service.of_commune(session, code, space, at, known_at)
