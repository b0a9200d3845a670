"""What other domains may ask of hydromet: the rain of communes, the warnings in force, the state of the feeds."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.service import feed_states
from geoops.hydromet.rain.service import CommuneRain, by_commune
from geoops.hydromet.schemas import WarningOut
from geoops.hydromet.warnings import service as warnings
from geoops.hydromet.warnings.showing import shown

__all__ = ["CommuneRain", "by_commune", "feed_states", "warnings_of"]

_MOST_WARNINGS = 50


async def warnings_of(
    session: AsyncSession, commune_code: str, *, at: datetime, known_at: datetime
) -> list[WarningOut]:
    """The warnings in force for one commune, highest level first."""
    rows = await warnings.page(
        session, at=at, known_at=known_at, limit=_MOST_WARNINGS, communes=[commune_code]
    )
    return await shown(session, rows)
