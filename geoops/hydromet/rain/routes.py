"""Rain over HTTP: per commune, and hour by hour for the time bar."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from geoops.communes import service as communes
from geoops.hydromet.ahead import service as forecast
from geoops.hydromet.rain import service
from geoops.hydromet.rain.estimate import CommuneEstimate, estimate
from geoops.hydromet.rain.showing import rain_out
from geoops.hydromet.rain.windows import MAX_HOURS, WINDOWS, Window
from geoops.hydromet.schemas import CommuneRainsOut, HourAheadOut, HourOut, SeriesAheadOut, SeriesOut
from geoops.kit import spaces
from geoops.kit.context import LIVE
from geoops.kit.errors import InputRefused
from geoops.kit.http import PAGE, After, AtTime, KnownAt, Limit, ReadSession, SpaceName
from geoops.kit.i18n import Text
from geoops.kit.paging import cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import ProvinceCode

router = APIRouter(prefix="/api/rain", tags=["hydromet"])

MAX_SPAN = timedelta(days=31)
Provinces = Annotated[str | None, Query(pattern=r"^\d{2}(,\d{2})*$", description="15, or 12,15,52")]
WindowName = Literal["10m", "30m", "1h", "3h", "6h", "12h", "24h", "48h", "72h", "day"]


@router.get("/communes")
async def rain_by_commune(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    hours: Annotated[int, Query(ge=1, le=MAX_HOURS)] = 24,
    window: Annotated[
        WindowName | None, Query(description="instead of hours; day is the hydrological day")
    ] = None,
    estimated: Annotated[
        Literal["idw", "kriging", "blended", "best"] | None,
        Query(
            description="also estimate between gauges: from gauges by this method, blended with an observed grid, or as errs least"
        ),
    ] = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> CommuneRainsOut:
    """Rain of every commune over the hours before `at`: mean and highest of its own gauges, and what stands behind them.

    A commune without a gauge is listed with nulls and the reason; a sum that does not cover the window says so. With
    `estimated` each commune within reach of a gauge, or known to a grid, also has an estimate, apart from what was measured, with its error.
    """
    last = decode_cursor(after, (str,))[0] if after else None
    now = await spaces.now(session)
    when, known = at or now, known_at or now
    units = await communes.page(session, province=province, day=None, after=last, limit=limit + 1)
    page, following = cut_page(units, limit, lambda unit: (unit.code,))
    over = WINDOWS[window] if window is not None else Window(hours=hours)
    rains = await service.by_commune(
        session, [unit.code for unit in page], at=when, known_at=known, window=over
    )
    between: dict[str, CommuneEstimate] = {}
    if estimated is not None:
        method = None if estimated == "best" else estimated
        between = (await estimate(session, at=when, known_at=known, window=over, method=method)).communes
    return CommuneRainsOut(
        at=when,
        known_at=known,
        window=over.name,
        hours=over.hours,
        starts_at=over.starts_at(when),
        ends_at=when,
        items=[rain_out(rain, between.get(rain.commune_code)) for rain in rains],
        next=following,
    )


@router.get("/series")
async def rain_by_hour(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    province: Provinces = None,
    from_at: Annotated[datetime | None, Query(alias="from")] = None,
    space: SpaceName = LIVE,
) -> SeriesOut:
    """Mean rain per hour over the gauges of the provinces (all where none is named), as the silhouette of a time bar.

    By default from the beginning of the event (live: three days ago) to now. Totals that were read hours apart are
    spread evenly over those hours; an hour of which no gauge knows half is null, not zero.
    """
    now = await spaces.now(session)
    started, until = service.default_span((await spaces.get(session, space)).starts_at, at or now)
    begins = from_at or started
    if begins.tzinfo is None or not timedelta(0) <= until - begins <= MAX_SPAN:
        raise InputRefused(
            Text(
                f"from: cần múi giờ, và cách at không quá {MAX_SPAN.days} ngày",
                f"from: needs a zone, and at most {MAX_SPAN.days} days before at",
            ),
            extra={"parameter": "from"},
        )
    provinces = province.split(",") if province else None
    hours = await service.series(
        session, from_at=begins, to_at=until, known_at=known_at or now, provinces=provinces
    )
    return SeriesOut(
        provinces=provinces,
        starts_at=begins,
        ends_at=until,
        known_at=known_at or now,
        items=[HourOut(**{name: getattr(hour, name) for name in HourOut.model_fields}) for hour in hours],
    )


@router.get("/ahead")
async def rain_ahead_by_hour(
    session: ReadSession, at: AtTime, known_at: KnownAt, province: Provinces = None
) -> SeriesAheadOut:
    """Mean rain per hour that is forecast after `at`, over the communes of the provinces (those that stations stand in
    where none is named), as the silhouette of the hours ahead.

    It is of one forecast that the map draws, which is named. Steps of several hours are spread evenly over them; an hour
    that is not forecast as a whole is left out, never zero.
    """
    now = await spaces.now(session)
    provinces = province.split(",") if province else None
    found = await forecast.by_hour(session, at=at or now, known_at=known_at or now, provinces=provinces)
    return SeriesAheadOut(
        provinces=provinces,
        known_at=known_at or now,
        source=TextOut.of(found.title) if found else None,
        issued_at=found.issued_at if found else None,
        is_run=found is not None and found.is_run,
        items=[
            HourAheadOut(starts_at=hour.starts_at, ends_at=hour.ends_at, mean_mm=hour.mean_mm)
            for hour in (found.hours if found else ())
        ],
    )
