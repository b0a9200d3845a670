"""Readiness over HTTP: communes against the demand, scenarios, what would help, planning norms."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.kit.errors import NotAllowed
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    WriteSession,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.paging import cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import PLAIN_TEXT, CommuneCode, ProvinceCode
from geoops.resources import service
from geoops.resources.assessing import helping
from geoops.resources.assessing import service as assessing
from geoops.resources.assessing.closing import would_close
from geoops.resources.assessing.closing_schemas import ClosedOut
from geoops.resources.assessing.norms import shipped
from geoops.resources.assessing.records import STATES, State, Supposed
from geoops.resources.assessing.roads import closing_of, ways
from geoops.resources.assessing.schemas import (
    HelpOut,
    HelpsOut,
    NormIn,
    NormOut,
    NormsOut,
    ReadinessListOut,
    ReadinessOut,
    ScenarioOut,
)
from geoops.resources.kinds import Pillar

router = APIRouter(prefix="/api/readiness", tags=["resources"])

_VIEW = [requires("map.view")]
_ALL = 20_000
_NOTE = Text(
    "Tình huống giả định, không phải số liệu thật. Mực nước sông giữ như đo được; cảnh báo đã phát giữ nguyên.",
    "A scenario, not what is. River levels stay as measured, and warnings issued stay as they are.",
)

RainFactor = Annotated[
    float,
    Query(ge=0.1, le=10, allow_inf_nan=False, description="a scenario: so many times the rain; 1 is what is"),
]
RaiseLevel = Annotated[
    int, Query(ge=0, le=4, description="a scenario: the danger of every commune higher by so many levels")
]
NormCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{2,59}$")]


@router.get("", dependencies=_VIEW)
async def readiness(
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    order: Annotated[Literal["code", "worst"], Query(description="worst: what needs a hand first")] = "code",
    state: Annotated[State | None, Query(description="with order=worst: one assessment alone")] = None,
    weakest: Annotated[Pillar | None, Query(description="with order=worst: one failing pillar alone")] = None,
    rain_factor: RainFactor = 1.0,
    raise_level: RaiseLevel = 0,
    limit: Limit = PAGE,
    after: After = None,
) -> ReadinessListOut:
    """Readiness of the communes of the caller's scope: the weakest of the four pillars against what the danger asks for.

    With `rain_factor` or `raise_level` a scenario: what it would be, without touching what is.
    """
    when = await service.moment(session, at, known_at)
    supposed = Supposed(rain_factor, raise_level)
    scenario = (
        None
        if supposed.real
        else ScenarioOut(rain_factor=rain_factor, raise_level=raise_level, note=TextOut.of(_NOTE))
    )
    if order == "code":
        cursor: str | None = decode_cursor(after, (str,))[0] if after is not None else None
        units = await service.communes_in(
            session, caller.scope, province=province, commune=commune, after=cursor, limit=limit + 1
        )
        page, following = cut_page(units, limit, lambda unit: (unit.code,))
        items = await service.readiness(session, when, page, supposed)
        return ReadinessListOut(items=items, next=following, at=when.at, scenario=scenario)
    key = tuple(decode_cursor(after, (int, float, int, int, str))) if after is not None else None
    units = await service.communes_in(session, caller.scope, province=province, commune=commune, limit=_ALL)
    found = await assessing.assess(session, units, at=when.at, known_at=when.known_at, supposed=supposed)
    counts = {name: sum(one.state == name for one in found) for name in STATES}
    wanted = sorted(
        (
            one
            for one in found
            if (state is None or one.state == state)
            and (weakest is None or (one.weakest == weakest and one.state in ("short", "unknown")))
            and (key is None or one.rank > key)
        ),
        key=lambda one: one.rank,
    )
    chosen, following = cut_page(wanted[: limit + 1], limit, lambda one: one.rank)
    return ReadinessListOut(
        items=await service.shown(session, when, chosen),
        next=following,
        at=when.at,
        counts=counts,
        scenario=scenario,
    )


@router.get("/norms", dependencies=_VIEW)
async def list_norms(
    session: ReadSession, known_at: KnownAt, province: ProvinceCode | None = None
) -> NormsOut:
    """The planning norms, each with its source or as the assumption that it is."""
    when = await service.moment(session, None, known_at)
    held = await assessing.norms(session, when.known_at)
    return NormsOut(
        province=province,
        items=[NormOut.of(norm, shipped()[norm.code].value) for norm in held.all_of(province)],
    )


@router.put("/norms/{norm}", dependencies=[requires("readiness.norms")])
async def set_norm(norm: NormCode, body: NormIn, session: WriteSession, caller: CurrentCaller) -> NormOut:
    """Set a norm for a province (without one: for the country) from now on; the change is kept with who made it."""
    scope = caller.scope
    if not (scope.nation or (body.province is not None and body.province in scope.provinces)):
        raise NotAllowed(extra={"permission": "readiness.norms", "province": body.province})
    changed = await assessing.set_norm(
        session, norm, province=body.province, value=body.value, source=body.source
    )
    return NormOut.of(changed, shipped()[norm].value)


@router.get("/closing", dependencies=_VIEW)
async def close_a_road(
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    point: Annotated[
        list[UUID] | None,
        Query(max_length=20, description="road points taken as cut, whatever their state is"),
    ] = None,
    road: Annotated[
        str | None, Query(max_length=200, pattern=PLAIN_TEXT, description="a road to close at `chainage`")
    ] = None,
    chainage: Annotated[str | None, Query(max_length=60, pattern=PLAIN_TEXT)] = None,
    part: Annotated[
        str | None, Query(max_length=200, pattern=PLAIN_TEXT, description="part of the road")
    ] = None,
    province: ProvinceCode | None = None,
) -> ClosedOut:
    """A scenario: which communes of the caller's scope a closed road would cut off, and whose readiness, help included,
    would change. Nothing is written."""
    when = await service.moment(session, at, known_at)
    closing = await closing_of(session, when.at, when.known_at, point or [], road, chainage, part)
    units = await service.communes_in(session, caller.scope, province=province, commune=None, limit=_ALL)
    found = await would_close(session, closing, units, at=when.at, known_at=when.known_at)
    return ClosedOut.of(found, when.at)


@router.get("/{code}", dependencies=_VIEW)
async def readiness_of_commune(
    code: Annotated[CommuneCode, Path()],
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    rain_factor: RainFactor = 1.0,
    raise_level: RaiseLevel = 0,
) -> ReadinessOut:
    """One commune's readiness with every need behind it."""
    unit = await _unit(session, caller, code)
    when = await service.moment(session, at, known_at)
    (found,) = await service.readiness(session, when, [unit], Supposed(rain_factor, raise_level))
    return found


@router.get("/{code}/help", dependencies=_VIEW)
async def help_for_commune(
    code: Annotated[CommuneCode, Path()],
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    rain_factor: RainFactor = 1.0,
    raise_level: RaiseLevel = 0,
) -> HelpsOut:
    """What would help the commune most: for each need that fails, the nearest surplus that other communes can spare."""
    unit = await _unit(session, caller, code)
    when = await service.moment(session, at, known_at)
    supposed = Supposed(rain_factor, raise_level)
    (one,) = await assessing.assess(session, [unit], at=when.at, known_at=when.known_at, supposed=supposed)
    travel = await ways(session, when.at, when.known_at)
    found = await helping.would_help(
        session, one, at=when.at, known_at=when.known_at, supposed=supposed, travel=travel
    )
    codes = {offer.commune_code for help_ in found for offer in help_.offers}
    names = {name.code: name.full_name_vi for name in (await communes.names(session, codes)).values()}
    return HelpsOut(
        commune_code=code,
        at=when.at,
        how=TextOut.of(travel.how),
        items=[HelpOut.of(help_, names) for help_ in found],
    )


async def _unit(session: AsyncSession, caller: CurrentCaller, code: str) -> Commune:
    """The commune, which must lie in the caller's scope: what is outside is not said to be empty."""
    found = await service.communes_in(session, caller.scope, commune=code, limit=1)
    if not found:
        raise NotAllowed(extra={"commune_code": code})
    return found[0]
