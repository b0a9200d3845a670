"""Warnings over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from geoops.communes import service as communes
from geoops.hydromet.schemas import WarningOut
from geoops.hydromet.warnings import service
from geoops.hydromet.warnings.showing import shown
from geoops.kit import spaces
from geoops.kit.http import PAGE, After, AtTime, KnownAt, Limit, ReadSession
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api", tags=["hydromet"])

_MOST_COMMUNES = 1000


@router.get("/warnings")
async def list_warnings(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    province: ProvinceCode | None = None,
    commune: Annotated[CommuneCode | None, Query(description="only warnings for this commune")] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[WarningOut]:
    """The warnings in force at `at`, highest level first: each once, with all present communes it is for."""
    key = decode_cursor(after, (int, str)) if after else None
    now = await spaces.now(session)
    only: list[str] | None = [commune] if commune is not None else None
    if province is not None and only is None:
        units = await communes.page(session, province=province, day=None, after=None, limit=_MOST_COMMUNES)
        only = [unit.code for unit in units]
    rows = await service.page(
        session,
        at=at or now,
        known_at=known_at or now,
        limit=limit,
        after=(key[0], key[1]) if key else None,
        communes=only,
    )
    page, following = cut_page(rows, limit, lambda row: (row["level"], row["id"]))
    return Listing[WarningOut](items=await shown(session, page), next=following)
