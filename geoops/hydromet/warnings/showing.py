"""Warnings as answers show them: in the source's own words, with the present names of the communes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.drill.script import WARNING_SOURCE
from geoops.hydromet.schemas import HazardsOut, WarningAreaOut, WarningOut
from geoops.hydromet.warnings import levels
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut

_DRILL = Text("Diễn tập, không phải cảnh báo thật", "Drill, not a real warning")


async def shown(session: AsyncSession, rows: Sequence[RowMapping]) -> list[WarningOut]:
    """Rows of `service.page` as they go out."""
    codes = {area["code"] for row in rows for area in row["communes"] if area["code"] is not None}
    names = await communes.names(session, codes)
    return [_warning_out(row, names) for row in rows]


def _warning_out(row: RowMapping, names: Mapping[str, communes.CommuneName]) -> WarningOut:
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
        label=TextOut.of(_DRILL if drill else levels.label()),
        official=False,
        drill=drill,
        commune_code=first.code,
        commune_name=first.name,
        matched=first.matched,
        communes=areas,
        hazards=HazardsOut(landslide=row["landslide"], flash_flood=row["flash_flood"]),
        level=row["level"],
        level_text=TextOut.of(levels.words()[row["level"]]),
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
