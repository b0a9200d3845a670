"""Communes and provinces over HTTP: lists, one unit, the unit at a point, search by name."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field

from geoops.communes import service
from geoops.communes.layers import COMMUNES
from geoops.communes.schemas import (
    CommuneDetail,
    CommuneList,
    CommuneOut,
    Located,
    ProvinceList,
    ProvinceOut,
)
from geoops.kit.clock import VN
from geoops.kit.http import PAGE, After, AnyCaller, AtTime, Limit, OpenSession
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.types import CommuneCode, ProvinceCode
from geoops.layers.service import check_layer


async def _may_see_communes(session: OpenSession, caller: AnyCaller) -> None:
    """Who may see the layer of the communes may ask about them."""
    await check_layer(session, COMMUNES, caller)


Degrees = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
"""A longitude or a latitude, wide enough for the two in each other's place to be told so."""

router = APIRouter(prefix="/api", tags=["communes"], dependencies=[Depends(_may_see_communes)])


def _day(at: datetime | None) -> date | None:
    return at.astimezone(VN).date() if at else None


@router.get("/communes")
async def communes(
    session: OpenSession,
    at: AtTime,
    province: Annotated[ProvinceCode | None, Query(description="two-digit code")] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[CommuneOut]:
    """Units of today, or of the day of `at`, by code."""
    last = decode_cursor(after, (str,))[0] if after else None
    found = await service.page(session, province=province, day=_day(at), after=last, limit=limit + 1)
    units, following = cut_page(found, limit, lambda unit: (unit.code,))
    return Listing(items=[CommuneOut.of(unit) for unit in units], next=following)


@router.get("/communes/locate")
async def locate(
    session: OpenSession,
    lon: Annotated[Degrees, Query(description="longitude, degrees")],
    lat: Annotated[Degrees, Query(description="latitude, degrees")],
) -> Located:
    """The commune at a point; a point in a gap, outside the country, or swapped has its own answer."""
    return Located(commune=CommuneDetail.of(await service.locate(session, lon, lat)))


@router.get("/communes/search")
async def search(
    session: OpenSession,
    q: Annotated[
        str, Query(min_length=1, max_length=100, description="name, marks optional; maybe a province")
    ],
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> CommuneList:
    """Communes by name, best first."""
    return CommuneList(items=[CommuneOut.of(unit) for unit in await service.search(session, q, limit)])


@router.get("/communes/{code}")
async def commune(session: OpenSession, code: Annotated[CommuneCode, Path()], at: AtTime) -> CommuneDetail:
    """One unit, as of today or the day of `at`."""
    return CommuneDetail.of(await service.commune(session, code, _day(at)))


@router.get("/provinces")
async def provinces(session: OpenSession) -> ProvinceList:
    """All provinces with the number of their units."""
    return ProvinceList(items=[ProvinceOut.of(province) for province in await service.provinces(session)])
