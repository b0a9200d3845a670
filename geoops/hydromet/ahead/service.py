"""What others may ask of rain ahead: the same rows that the map draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.ahead import store
from geoops.hydromet.stations import service as stations
from geoops.kit.i18n import Text
from geoops.kit.types import Millimetres


@dataclass(frozen=True, slots=True)
class RainAhead:
    """Rain forecast for a commune over the whole of `(starts_at, ends_at]`.

    `kind` tells a grid from points. Of a grid `mean_mm` is over the part of the commune that it covers (`covered`, a
    share); of points it is what is forecast at the commune's, and `covered` is None. `apportioned` is the share of the
    window that lies in steps cut by its edge, taken evenly by time. `issued_at` is when a grid's model was run; of
    points it is the hour in which the source was read, as the source does not say.
    """

    commune_code: str
    mean_mm: Millimetres
    covered: float | None
    apportioned: float
    kind: Literal["grid", "point"]
    source: str
    title: Text
    issued_at: datetime
    starts_at: datetime
    ends_at: datetime


async def rain_ahead(
    session: AsyncSession, *, at: datetime, known_at: datetime, hours: int
) -> dict[str, RainAhead]:
    """Rain forecast for the `hours` after `at` by commune, of the one forecast that the map draws.

    A commune of which any part of the window is not forecast is left out, and so are all where no forecast of the day
    before reaches over the window: never a zero.
    """
    return {
        row["commune_code"]: RainAhead(
            commune_code=row["commune_code"],
            mean_mm=Millimetres(row["mean_mm"]),
            covered=row["covered"],
            apportioned=float(row["apportioned"]),
            kind=row["kind"],
            source=row["source"],
            title=Text(row["vi"], row["en"]),
            issued_at=row["issued_at"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
        for row in await store.communes(session, at=at, known_at=known_at, hours=hours)
    }


_FURTHEST = timedelta(days=10)
"""As far as a time bar has room for."""


@dataclass(frozen=True, slots=True)
class HourAhead:
    """Mean rain that is forecast for one hour."""

    starts_at: datetime
    ends_at: datetime
    mean_mm: Millimetres


@dataclass(frozen=True, slots=True)
class HoursAhead:
    """The hours to come of one forecast. `is_run`: `issued_at` is when the model was run, else only when it was read."""

    title: Text
    issued_at: datetime
    is_run: bool
    hours: Sequence[HourAhead]


async def by_hour(
    session: AsyncSession, *, at: datetime, known_at: datetime, provinces: Sequence[str] | None
) -> HoursAhead | None:
    """Mean rain per whole hour after `at` over the communes of provinces (None: those that stations stand in, as the
    hours that were measured are of them), of one forecast that the map draws: the one that reaches over the longest of
    its windows. None where there is none.

    Steps longer than an hour are spread evenly over theirs. An hour that is not known as a whole is left out.
    """
    reach = None
    for window in sorted(store.WINDOWS, reverse=True):
        reach = await store.reach(session, at=at, known_at=known_at, hours=window)
        if reach is not None:
            break
    if reach is None:
        return None
    wanted = set(provinces or await stations.provinces(session))
    codes = [code for code, of in (await communes.province_by_code(session)).items() if of in wanted]
    until = min(reach, at + _FURTHEST)
    rows = await store.by_hour(
        session, at=at, until=until, known_at=known_at, codes=codes if wanted else None
    )
    if not rows:
        return None
    first = rows[0]
    return HoursAhead(
        Text(first["vi"], first["en"]),
        first["issued_at"],
        first["kind"] == "grid",
        [HourAhead(row["starts_at"], row["ends_at"], Millimetres(round(row["mean_mm"], 2))) for row in rows],
    )
