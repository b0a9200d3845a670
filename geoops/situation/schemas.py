"""A commune's whole situation as it goes out. Every part says its own time; what is not known is null."""

from datetime import date, datetime

from pydantic import BaseModel

from geoops.communes.schemas import CommuneDetail
from geoops.hydromet.danger.schemas import DangerOut
from geoops.hydromet.schemas import CommuneRainOut, WarningOut
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut
from geoops.hydromet.warnings.own.schemas import AlertOut
from geoops.incidents.damage.schemas import EventOut, TotalOut
from geoops.incidents.disease.schemas import OutbreakOut, ZoneHere
from geoops.incidents.schemas import IncidentOut
from geoops.resources.assessing.schemas import ReadinessOut
from geoops.resources.dispatch.schemas import DispatchOut
from geoops.resources.evacuation.schemas import EvacuationOut
from geoops.works.schemas import WorksHere


class IncidentsHere(BaseModel):
    """The open incidents: how many, and the newest of them."""

    open: int
    items: list[IncidentOut]


class ClassHere(BaseModel):
    """How much of the commune lies in one class of a risk map."""

    number: int
    label: dict[str, str]
    area_km2: float
    share: float


class HazardHere(BaseModel):
    """A risk map in the commune; `mapped_share` is the share of the commune that has any class."""

    layer: str
    hazard: str
    title: dict[str, str]
    made_on: date
    mapped_share: float
    classes: list[ClassHere]


class FigureHere(BaseModel):
    """An indicator of the commune; a null value has its reason."""

    code: str
    name: dict[str, str]
    value: float | None
    reason: dict[str, str] | None
    unit: str | None
    period: str | None
    source: str


class DamageHere(BaseModel):
    """What the commune has reported for the newest event; no total means that it has not."""

    event: EventOut
    totals: list[TotalOut]


class DiseaseHere(BaseModel):
    """The active outbreaks of the commune, and the zones that reach into it, those of its neighbours' outbreaks too."""

    outbreaks: list[OutbreakOut]
    zones: list[ZoneHere]


class SituationOut(BaseModel):
    """Everything on one commune as of `at`, as known at `known_at`."""

    commune: CommuneDetail
    space: str
    at: datetime
    known_at: datetime
    danger: DangerOut
    rain_1h: CommuneRainOut
    rain: CommuneRainOut
    warnings: list[WarningOut]
    alerts: list[AlertOut | BulletinOut]
    incidents: IncidentsHere
    damage: DamageHere | None
    disease: DiseaseHere
    resources: ReadinessOut
    works: WorksHere
    dispatches: list[DispatchOut]
    evacuations: list[EvacuationOut]
    hazards: list[HazardHere]
    indicators: list[FigureHere]
