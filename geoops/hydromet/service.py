"""What other domains may ask of hydromet: the rain of communes, the warnings in force, the state of the feeds."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.feeds.service import feed_states
from geoops.hydromet.feeds.then import feeds_then
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
from geoops.hydromet.warnings.bulletins import service as bulletins
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut
from geoops.hydromet.warnings.bulletins.showing import shown as bulletins_shown
from geoops.hydromet.warnings.own import service as own
from geoops.hydromet.warnings.own.schemas import AlertOut
from geoops.hydromet.warnings.own.showing import shown as own_shown
from geoops.hydromet.warnings.showing import shown
from geoops.kit.context import PUBLIC

__all__ = [
    "LHASA_WEIGHTS",
    "WINDOWS",
    "CommuneRain",
    "Estimated",
    "Window",
    "alerts_in",
    "alerts_of",
    "antecedent",
    "api_weights",
    "by_commune",
    "by_station",
    "estimate",
    "feed_states",
    "feeds_then",
    "of_all_communes",
    "warnings_in",
    "warnings_of",
]

_MOST_WARNINGS = 50


async def warnings_of(
    session: AsyncSession, commune_code: str, *, at: datetime, known_at: datetime
) -> list[WarningOut]:
    """The warnings in force for one commune, highest level first."""
    return await warnings_in(session, [commune_code], at=at, known_at=known_at, limit=_MOST_WARNINGS)


async def warnings_in(
    session: AsyncSession, codes: Sequence[str], *, at: datetime, known_at: datetime, limit: int
) -> list[WarningOut]:
    """The warnings in force for any of these communes, highest level first."""
    rows = await warnings.page(session, at=at, known_at=known_at, limit=limit, communes=codes)
    return await shown(session, rows)


async def alerts_of(
    session: AsyncSession, commune_code: str, *, at: datetime, known_at: datetime
) -> list[AlertOut | BulletinOut]:
    """Our own warnings in force for one commune, then bulletins of others, the most severe of each first."""
    return await alerts_in(session, [commune_code], at=at, known_at=known_at, limit=_MOST_WARNINGS)


async def alerts_in(
    session: AsyncSession, codes: Sequence[str], *, at: datetime, known_at: datetime, limit: int
) -> list[AlertOut | BulletinOut]:
    """Our own warnings in force for any of these communes, then bulletins of others, the most severe of each first."""
    ours = await own.in_force(session, at=at, known_at=known_at, communes=codes, limit=limit)
    others = await bulletins.in_force(session, at=at, known_at=known_at, communes=codes, limit=limit)
    return [
        *await own_shown(session, ours, PUBLIC, at),
        *await bulletins_shown(session, others, at),
    ]
