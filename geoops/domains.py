"""The list of domains: whoever adds one adds it here, and nowhere else."""

from collections.abc import Sequence

from fastapi import APIRouter

from geoops.communes import layers as communes_layers
from geoops.communes import routes as communes_routes
from geoops.hazards import layers as hazards_layers
from geoops.hazards import routes as hazards_routes
from geoops.hydromet import layers as hydromet_layers
from geoops.hydromet import routes as hydromet_routes
from geoops.hydromet.ahead import layers as ahead_layers
from geoops.hydromet.danger import layers as danger_layers
from geoops.hydromet.danger import routes as danger_routes
from geoops.hydromet.feeds import routes as feeds_routes
from geoops.hydromet.grids import layers as grids_layers
from geoops.hydromet.grids import routes as grids_routes
from geoops.hydromet.rain import routes as rain_routes
from geoops.hydromet.stations import routes as stations_routes
from geoops.hydromet.warnings import cap_routes
from geoops.hydromet.warnings import layers as warnings_layers
from geoops.hydromet.warnings import routes as warnings_routes
from geoops.hydromet.warnings.bulletins import routes as bulletins_routes
from geoops.hydromet.warnings.delivery import routes as delivery_routes
from geoops.hydromet.warnings.own import routes as own_warnings_routes
from geoops.hydromet.watch import layers as watch_layers
from geoops.hydromet.watch import routes as watch_routes
from geoops.incidents import jobs as incidents_jobs  # noqa: F401 - declares its tasks
from geoops.incidents import layers as incidents_layers
from geoops.incidents import routes as incidents_routes
from geoops.incidents.attachments import routes as attachments_routes
from geoops.incidents.carried import routes as carried_routes
from geoops.incidents.damage import layers as damage_layers
from geoops.incidents.damage import routes as damage_routes
from geoops.incidents.disease import layers as disease_layers
from geoops.incidents.disease import routes as disease_routes
from geoops.incidents.escalation import jobs as escalation_jobs  # noqa: F401 - declares its tasks
from geoops.incidents.escalation import routes as escalation_routes
from geoops.incidents.openrosa import routes as openrosa_routes
from geoops.incidents.triage import routes as triage_routes
from geoops.indicators import layers as indicators_layers
from geoops.indicators import routes as indicators_routes
from geoops.indicators.codes import routes as code_routes
from geoops.indicators.compare import routes as compare_routes
from geoops.indicators.forms import jobs as forms_jobs  # noqa: F401 - declares its tasks
from geoops.indicators.forms import routes as forms_routes
from geoops.indicators.quality import layers as quality_layers
from geoops.indicators.quality import routes as quality_routes
from geoops.indicators.reporting import routes as reporting_routes
from geoops.indicators.sharing import jobs as sharing_jobs  # noqa: F401 - declares its tasks
from geoops.indicators.sharing import routes as sharing_routes
from geoops.layers.model import Family, Layer, Provider
from geoops.layers.registry import Registry
from geoops.resources import layers as resources_layers
from geoops.resources import routes as resources_routes
from geoops.resources.assessing import layers as readiness_layers
from geoops.resources.assessing import routes as readiness_routes
from geoops.resources.dispatch import layers as dispatch_layers
from geoops.resources.dispatch import routes as dispatch_routes
from geoops.resources.evacuation import layers as evacuation_layers
from geoops.resources.evacuation import routes as evacuation_routes
from geoops.resources.forms import routes as resource_form_routes
from geoops.works import jobs as works_jobs  # noqa: F401 - declares its tasks
from geoops.works import layers as works_layers
from geoops.works import road_routes
from geoops.works import routes as works_routes

ROUTERS: Sequence[APIRouter] = (
    communes_routes.router,
    hydromet_routes.router,
    feeds_routes.router,
    watch_routes.router,
    rain_routes.router,
    stations_routes.router,
    warnings_routes.router,
    grids_routes.router,
    own_warnings_routes.router,
    bulletins_routes.router,
    delivery_routes.router,
    cap_routes.router,
    escalation_routes.router,  # ahead of /api/incidents/{id}
    triage_routes.router,  # ahead of /api/incidents/{id}
    danger_routes.router,
    carried_routes.router,
    incidents_routes.router,
    damage_routes.router,
    disease_routes.router,
    attachments_routes.router,
    openrosa_routes.router,
    hazards_routes.router,
    compare_routes.router,
    sharing_routes.router,
    code_routes.router,
    indicators_routes.router,
    reporting_routes.router,
    forms_routes.router,
    quality_routes.router,
    resources_routes.router,
    road_routes.router,
    works_routes.router,
    readiness_routes.router,
    resource_form_routes.router,
    dispatch_routes.router,
    evacuation_routes.router,
)
LAYERS: Sequence[Layer] = (
    *communes_layers.LAYERS,
    *hydromet_layers.LAYERS,
    *ahead_layers.LAYERS,
    *watch_layers.LAYERS,
    *warnings_layers.LAYERS,
    *danger_layers.LAYERS,
    *incidents_layers.LAYERS,
    *damage_layers.LAYERS,
    *disease_layers.LAYERS,
    *indicators_layers.LAYERS,
    *quality_layers.LAYERS,
    *resources_layers.LAYERS,
    *works_layers.LAYERS,
    *readiness_layers.LAYERS,
    *dispatch_layers.LAYERS,
    *evacuation_layers.LAYERS,
)
PROVIDERS: Sequence[Provider] = (hazards_layers.layers, grids_layers.layers)
FAMILIES: Sequence[Family] = (hazards_layers.RISK_MAPS,)


def registry() -> Registry:
    """All layers of all domains."""
    return Registry(LAYERS, PROVIDERS, FAMILIES)
