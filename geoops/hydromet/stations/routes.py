"""Stations over HTTP: the list, one with all that is known of it, its series, and changing it."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet import silence
from geoops.hydromet.observations import export
from geoops.hydromet.observations import service as observations
from geoops.hydromet.quality.rules import checks, station_checks
from geoops.hydromet.rain import service as rain
from geoops.hydromet.rain.showing import gauge_out
from geoops.hydromet.rain.windows import WINDOWS
from geoops.hydromet.schemas import (
    GaugeRainOut,
    LatestOut,
    LevelOut,
    SeriesColumnsOut,
    StationChangeOut,
    StationDetailOut,
    StationIn,
    StationOut,
)
from geoops.hydromet.stations import service as stations
from geoops.hydromet.variables import variables
from geoops.kit import spaces
from geoops.kit.errors import InputRefused
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    GeoJSONResponse,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    read_time,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/stations", tags=["hydromet"])

StationId = Annotated[str, Path(max_length=200, pattern=r"^[^\x00-\x1f]+$")]


@router.get("", response_model=None, responses={200: {"model": Listing[StationOut]}})
async def list_stations(
    session: ReadSession,
    at: AtTime,
    province: ProvinceCode | None = None,
    commune: CommuneCode | None = None,
    source: Annotated[str | None, Query(max_length=50)] = None,
    form: Annotated[Literal["json", "geojson"], Query(alias="format")] = "json",
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[StationOut] | Response:
    """Where things are measured, with the age of the newest reading; `at` leaves out stations not yet known then."""
    last = decode_cursor(after, (str,))[0] if after else None
    rows = await stations.page(
        session, after=last, limit=limit, province=province, commune=commune, source=source, at=at
    )
    now = at or await spaces.now(session)
    page, following = cut_page(rows, limit, lambda row: (row["id"],))
    items = [station_out(row, now) for row in page]
    if form == "json":
        return Listing[StationOut](items=items, next=following)
    features = [
        {
            "type": "Feature",
            "id": item.id,
            "geometry": {"type": "Point", "coordinates": [item.lon, item.lat]},
            "properties": item.model_dump(mode="json", exclude={"lon", "lat"}),
        }
        for item in items
    ]
    return GeoJSONResponse({"type": "FeatureCollection", "features": features, "next": following})


def station_out(row: RowMapping, now: datetime) -> StationOut:
    rhythm = timedelta(seconds=row["rhythm_s"]) if row["rhythm_s"] is not None else None
    last = row["last_seen_at"]
    return StationOut(
        **{name: row[name] for name in StationOut.model_fields if name in row},
        age_minutes=silence.age_minutes(last, now),
        state=silence.state(last, rhythm, now),
    )


@router.get("/{station_id}")
async def one_station(
    session: ReadSession, station_id: StationId, at: AtTime, known_at: KnownAt
) -> StationDetailOut:
    """A station with its newest values, its rain over every window, its level and everything that was changed."""
    return await _detail(session, station_id, at, known_at)


@router.patch("/{station_id}", dependencies=[requires("station.manage")])
async def change_station(
    session: WriteSession, caller: CurrentCaller, station_id: StationId, body: StationIn
) -> StationDetailOut:
    """Change what is known of a station. What it said before is kept, with who changed it and when."""
    await stations.change(session, station_id, body.model_dump(exclude_unset=True), by=caller.name)
    return await _detail(session, station_id, None, None)


async def _detail(
    session: AsyncSession, station_id: str, at: datetime | None, known_at: datetime | None
) -> StationDetailOut:
    row = await stations.one(session, station_id)
    now = await spaces.now(session)
    when, known = at or now, known_at or now
    code = row["commune_code"]
    names = await communes.names(session, [code] if code is not None else [])
    latest = await observations.latest(session, station_id, at=when, known_at=known)
    level = (await stations.levels(session, [station_id], at=when, known_at=known)).get(station_id)
    return StationDetailOut(
        **station_out(row, when).model_dump(),
        commune_name=names[code].full_name_vi if code in names else None,
        at=when,
        latest=[
            LatestOut(
                variable=item["variable"],
                title=TextOut.of(variables()[item["variable"]].title),
                unit=item["unit"],
                value=item["value"],
                ends_at=item["ends_at"],
                flags=item["flags"],
            )
            for item in latest
        ],
        rain=await _rain(session, station_id, when, known, latest),
        level=_level(level) if level is not None else None,
        history=[StationChangeOut(**change) for change in await stations.history(session, station_id)],
        flag_titles={
            flag: TextOut.of(check.title) for flag, check in {**checks(), **station_checks()}.items()
        },
    )


async def _rain(
    session: AsyncSession, station_id: str, at: datetime, known_at: datetime, latest: list[dict[str, Any]]
) -> list[GaugeRainOut]:
    """Its sums over every window; none for a station that measures no rain."""
    if rain.VARIABLES.isdisjoint(item["variable"] for item in latest):
        return []
    out = []
    for window in WINDOWS.values():
        found = await rain.by_station(session, [station_id], at=at, known_at=known_at, window=window)
        out += [gauge_out(item, window) for item in found]
    return out


def _level(level: stations.Level) -> LevelOut:
    return LevelOut(
        level_m=level.level_m,
        level_at=level.level_at,
        rise_m_per_hour=level.rise_m_per_hour,
        alarm=level.reached.level,
        certain=level.reached.certain,
        next_alarm=level.reached.next_level,
        next_m=level.reached.next_m,
        hours_to_next=level.hours_to_next,
    )


_FORMS = {
    "csv": ("text/csv; charset=utf-8", "csv", export.as_csv),
    "netcdf": ("application/x-netcdf", "nc", export.as_netcdf),
    "parquet": ("application/vnd.apache.parquet", "parquet", export.as_parquet),
}


@router.get("/{station_id}/series", response_model=None, responses={200: {"model": SeriesColumnsOut}})
async def station_series(
    session: ReadSession,
    station_id: StationId,
    known_at: KnownAt,
    variable: Annotated[str, Query(max_length=50)],
    from_at: Annotated[str | None, Query(alias="from", description="ends after this time (RFC 3339)")] = None,
    to_at: Annotated[str | None, Query(alias="to", description="ends at or before this time")] = None,
    form: Annotated[Literal["json", "csv", "netcdf", "parquet"], Query(alias="format")] = "json",
) -> SeriesColumnsOut | Response:
    """A series of one variable, oldest first, at most its newest 200,000 values: in columns, or as a file."""
    kind = variables().get(variable)
    if kind is None:
        raise InputRefused(
            Text("Biến đo không có trong danh mục", "Unknown variable"), extra={"parameter": "variable"}
        )
    row = await stations.one(session, station_id)
    rows, more = await observations.series(
        session,
        station=station_id,
        variable=variable,
        from_=read_time(from_at, "from"),
        to=read_time(to_at, "to"),
        known_at=known_at,
    )
    if form != "json":
        media_type, ending, write = _FORMS[form]
        body = await asyncio.to_thread(write, export.Series(dict(row), kind, rows))
        name = quote(f"{station_id}-{variable}.{ending}".replace(":", "-"))
        return Response(
            body,
            media_type=media_type,
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
        )
    return SeriesColumnsOut(
        station=station_id,
        variable=variable,
        title=TextOut.of(kind.title),
        unit=kind.unit,
        accumulated=kind.accumulated,
        ends_s=[round(item["ends_at"].timestamp()) for item in rows],
        values=[item["value"] for item in rows],
        flags={place: item["flags"] for place, item in enumerate(rows) if item["flags"]},
        more=more,
    )
