"""Warnings over HTTP."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import RowMapping

from geoops.communes import service as communes
from geoops.hydromet.drill.script import WARNING_SOURCE
from geoops.hydromet.schemas import HazardsOut, TextOut, WarningAreaOut, WarningOut
from geoops.hydromet.warnings import levels, service
from geoops.kit import spaces
from geoops.kit.http import PAGE, After, AtTime, KnownAt, Limit, ReadSession
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api", tags=["hydromet"])

_DRILL = Text("Diễn tập, không phải cảnh báo thật", "Drill, not a real warning")
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
    codes = {area["code"] for row in page for area in row["communes"] if area["code"] is not None}
    names = await communes.names(session, codes)
    return Listing[WarningOut](items=[warning_out(row, names) for row in page], next=following)


def warning_out(row: RowMapping, names: Mapping[str, communes.CommuneName]) -> WarningOut:
    """A warning as answers show it, with the present names of its communes."""
    drill = row["source"] == WARNING_SOURCE
    areas = [
        WarningAreaOut(
            code=area["code"],
            name=names[area["code"]].full_name_vi if area["code"] in names else area["name"],
            province=names[area["code"]].province_name if area["code"] in names else area["province"],
            matched=area["matched"],
        )
        for area in row["communes"]
    ]
    first = next((area for area in areas if area.code is not None), areas[0])
    return WarningOut(
        id=row["id"],
        source=row["source"],
        label=TextOut(**(_DRILL if drill else levels.label()).as_dict()),
        official=False,
        drill=drill,
        commune_code=first.code,
        commune_name=first.name,
        matched=first.matched,
        communes=areas,
        hazards=HazardsOut(landslide=row["landslide"], flash_flood=row["flash_flood"]),
        level=row["level"],
        level_text=TextOut(**levels.words()[row["level"]].as_dict()),
        issued_at=row["issued_at"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        repeated=row["repeated"],
        rain_mm=row["rain_mm"],
        rain_observed_mm=row["rain_observed_mm"],
        rain_forecast_mm=row["rain_forecast_mm"],
        old_commune_name=row["old_commune"],
        old_district_name=row["old_district"],
        known_at=row["known_at"],
    )
