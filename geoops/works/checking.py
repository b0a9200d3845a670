"""What is taken in and what is refused: times, places, fingerprints of bodies."""

import hashlib
from datetime import datetime, timedelta

import orjson
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import BoundaryGap, NoBoundaries, OutsideCountry, UnknownCommune
from geoops.kit import spaces
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import EARLIEST
from geoops.works.schemas import WorkPlaceIn

CLOCK_SLACK = timedelta(minutes=10)
"""A device's clock may be this far ahead; what it says is then taken as now."""


def refused(field: str, vi: str, en: str) -> InputRefused:
    """A refusal that names the field."""
    return InputRefused(faults=[Fault(Text(vi, en), field=field)])


def fingerprint(body: BaseModel) -> str:
    """What tells a repeat from another record under the same id."""
    content = body.model_dump(mode="json", exclude_none=True)
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def moment(session: AsyncSession, told: datetime | None, field: str) -> datetime:
    """The time told, now by the space's clock where none is; raises InputRefused."""
    now = await spaces.now(session)
    if told is None:
        return now
    if told < EARLIEST:
        raise refused(field, "thời gian trước năm 1950", "the time is before 1950")
    if told > now + CLOCK_SLACK:
        raise refused(field, "thời gian nằm trong tương lai", "the time lies in the future")
    return min(told, now)


async def commune_of(session: AsyncSession, commune_code: str | None, position: WorkPlaceIn | None) -> str:
    """The commune of a record. Where both are given, the position must lie in the commune, unless boundaries are
    approximate or leave a gap there. Raises InputRefused, LonLatSwapped."""
    if position is None:
        if commune_code is None:
            raise refused("commune_code", "cần mã xã hoặc vị trí", "a commune code or a position is needed")
        return await existing(session, commune_code)
    try:
        located = await communes.locate(session, position.lon, position.lat)
    except BoundaryGap as gap:
        if commune_code is not None:
            return await existing(session, commune_code)
        raise InputRefused(faults=[Fault(gap.detail or gap.title, field="position")]) from gap
    except (OutsideCountry, NoBoundaries) as outside:
        raise InputRefused(faults=[Fault(outside.detail or outside.title, field="position")]) from outside
    if commune_code is None or commune_code == located.code:
        return located.code
    if located.approximate:
        return await existing(session, commune_code)
    raise refused(
        "position",
        f"vị trí nằm ở {located.full_name_vi} ({located.code}), không ở xã {commune_code}",
        f"the position lies in {located.full_name_vi} ({located.code}), not in commune {commune_code}",
    )


async def existing(session: AsyncSession, commune_code: str, field: str = "commune_code") -> str:
    """The code, where there is such a commune; raises InputRefused."""
    try:
        return (await communes.commune(session, commune_code)).code
    except UnknownCommune as unknown:
        raise InputRefused(faults=[Fault(unknown.title, field=field)]) from unknown
