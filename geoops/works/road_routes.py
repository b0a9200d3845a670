"""Roads over HTTP: which are loaded, a chainage to a coordinate, a position to a chainage."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from geoops.communes import service as communes
from geoops.kit.http import PAGE, After, GeoJSONResponse, Limit, ReadSession, requires
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.types import PLAIN_TEXT, Lat, Lon, ProvinceCode
from geoops.works import roads
from geoops.works.road_schemas import BesideOut, BesidesOut, LocatedOut, RoadOut

router = APIRouter(prefix="/api/roads", tags=["works"])

_VIEW = [requires("map.view")]
RoadName = Annotated[str, Path(min_length=1, max_length=200, pattern=PLAIN_TEXT)]
Part = Annotated[str | None, Query(max_length=200, pattern=PLAIN_TEXT, description="part of the road")]


@router.get("", dependencies=_VIEW)
async def loaded(session: ReadSession, limit: Limit = PAGE, after: After = None) -> Listing[RoadOut]:
    """Roads that are loaded, with their calibration."""
    cursor: int | None = decode_cursor(after, (int,))[0] if after is not None else None
    rows = await roads.page(session, cursor, limit)
    page, next_cursor = cut_page(rows, limit, lambda row: (row["id"],))
    return Listing(items=[RoadOut.of(row) for row in page], next=next_cursor)


@router.get("/near", dependencies=_VIEW)
async def near(
    session: ReadSession,
    lon: Annotated[Lon, Query()],
    lat: Annotated[Lat, Query()],
    accuracy_m: Annotated[float, Query(ge=0, le=5000, allow_inf_nan=False)] = 0,
    within_m: Annotated[float, Query(gt=0, le=20_000, allow_inf_nan=False)] = roads.NEAR_M,
    road: Annotated[str | None, Query(max_length=200, pattern=PLAIN_TEXT)] = None,
) -> BesidesOut:
    """The chainage of a position on each road beside it, with its error."""
    found = await roads.reference(session, lon, lat, accuracy_m=accuracy_m, within_m=within_m, name=road)
    return BesidesOut(items=[BesideOut.of(one) for one in found])


@router.get("/{road}/at/{chainage}", dependencies=_VIEW, response_class=GeoJSONResponse)
async def at(
    road: RoadName,
    chainage: Annotated[str, Path(max_length=60, pattern=PLAIN_TEXT)],
    session: ReadSession,
    part: Part = None,
    province: ProvinceCode | None = None,
) -> LocatedOut:
    """Where a chainage lies, right to `error_m`; a road name that several have needs its `part` or `province`."""
    found = await roads.locate(session, road, chainage, part, province)
    code = (await communes.locate_many(session, [found.located.lon], [found.located.lat]))[0]
    names = await communes.names(session, [code] if code else [])
    return LocatedOut.of(found, code, names[code].full_name_vi if code in names else None)
