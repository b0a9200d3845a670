"""What other domains may ask of hydromet: the rain of communes, the warnings in force, the state of the feeds."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.service import feed_states
from geoops.hydromet.rain.estimate import Estimated, estimate
from geoops.hydromet.rain.service import (
    LHASA_WEIGHTS,
    CommuneRain,
    antecedent,
    api_weights,
    by_commune,
    by_station,
    of_all_communes,
)
from geoops.hydromet.rain.windows import WINDOWS, Window
from geoops.hydromet.schemas import WarningOut
from geoops.hydromet.warnings import service as warnings
from geoops.hydromet.warnings.showing import shown

__all__ = [
    "LHASA_WEIGHTS",
    "WINDOWS",
    "CommuneRain",
    "Estimated",
    "Window",
    "antecedent",
    "api_weights",
    "by_commune",
    "by_station",
    "estimate",
    "feed_states",
    "of_all_communes",
    "warnings_of",
]

_MOST_WARNINGS = 50


async def warnings_of(
    session: AsyncSession, commune_code: str, *, at: datetime, known_at: datetime
) -> list[WarningOut]:
    """The warnings in force for one commune, highest level first."""
    rows = await warnings.page(
        session, at=at, known_at=known_at, limit=_MOST_WARNINGS, communes=[commune_code]
    )
    return await shown(session, rows)
