"""Asks every domain what it knows of one commune."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.schemas import CommuneDetail
from geoops.hazards import service as hazards
from geoops.hydromet import service as hydromet
from geoops.hydromet.danger import service as danger
from geoops.hydromet.danger.schemas import DangerOut
from geoops.hydromet.rain.showing import rain_out
from geoops.incidents import service as incidents
from geoops.incidents.damage import service as damage
from geoops.incidents.damage.showing import event_out, total_out
from geoops.incidents.disease import service as disease
from geoops.incidents.disease.showing import outbreaks_out, zone_here
from geoops.incidents.disease.zones import service as disease_zones
from geoops.indicators import service as indicators
from geoops.kit import spaces
from geoops.resources import service as resources
from geoops.resources.dispatch import service as dispatch
from geoops.resources.evacuation import service as evacuation
from geoops.situation.schemas import (
    ClassHere,
    DamageHere,
    DiseaseHere,
    FigureHere,
    HazardHere,
    IncidentsHere,
    SituationOut,
)
from geoops.works import service as works

DAY_HOURS = 24
MOST_OUTBREAKS = 50


async def of_commune(
    session: AsyncSession, code: str, space: str, at: datetime | None, known_at: datetime | None
) -> SituationOut:
    """The commune's situation; raises UnknownCommune."""
    unit = await communes.commune(session, code)
    now = await spaces.now(session)
    at, known_at = at or now, known_at or now
    (hour,) = await hydromet.by_commune(session, [code], at=at, known_at=known_at, hours=1)
    (day,) = await hydromet.by_commune(session, [code], at=at, known_at=known_at, hours=DAY_HOURS)
    count, newest = await incidents.open_in(session, code)
    (readiness,) = await resources.readiness(session, await resources.moment(session, at, known_at), [unit])
    return SituationOut(
        commune=CommuneDetail.of(unit),
        space=space,
        at=at,
        known_at=known_at,
        danger=DangerOut.of(await danger.of_commune(session, code, at=at, known_at=known_at)),
        rain_1h=rain_out(hour),
        rain=rain_out(day),
        warnings=await hydromet.warnings_of(session, code, at=at, known_at=known_at),
        alerts=await hydromet.alerts_of(session, code, at=at, known_at=known_at),
        incidents=IncidentsHere(open=count, items=newest),
        damage=await _damage(session, code, at, known_at),
        disease=await _disease(session, code, known_at),
        resources=readiness,
        works=await works.of_commune(session, code, at, known_at),
        dispatches=await dispatch.here(session, code),
        evacuations=await evacuation.here(session, code),
        hazards=[_hazard(found) for found in await hazards.areas_of(session, code)],
        indicators=[_figure(found) for found in await indicators.of_commune(session, code)],
    )


async def _damage(session: AsyncSession, code: str, at: datetime, known_at: datetime) -> DamageHere | None:
    found = await damage.of_commune(session, code, at, known_at)
    if found is None:
        return None
    event, totals = found
    return DamageHere(event=event_out(event), totals=[total_out(total) for total in totals])


async def _disease(session: AsyncSession, code: str, known_at: datetime) -> DiseaseHere:
    rows = await disease.page(session, MOST_OUTBREAKS, None, commune_code=code, status="active")
    zones = await disease_zones.reaching(session, code, known_at)
    return DiseaseHere(
        outbreaks=await outbreaks_out(session, rows[:MOST_OUTBREAKS]),
        zones=[zone_here(zone, share) for zone, share in zones],
    )


def _hazard(found: hazards.HazardOfCommune) -> HazardHere:
    return HazardHere(
        layer=found.layer,
        hazard=found.hazard,
        title=found.title.as_dict(),
        made_on=found.made_on,
        mapped_share=found.mapped_share,
        classes=[
            ClassHere(
                number=item.number, label=item.label.as_dict(), area_km2=item.area_km2, share=item.share
            )
            for item in found.classes
        ],
    )


def _figure(found: indicators.Figure) -> FigureHere:
    return FigureHere(
        code=found.code,
        name=found.name.as_dict(),
        value=found.value,
        reason=found.reason.as_dict() if found.reason else None,
        unit=found.unit,
        period=found.period,
        source=found.source,
    )
