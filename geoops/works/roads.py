"""Roads asked for a chainage or a position. Takes a session, never commits; how they are taken in: `taking_roads`."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import shapely
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.works import store
from geoops.works.chainage import BadChainage, Chainage, parse, road_key
from geoops.works.errors import (
    AmbiguousRoad,
    ChainageOffRoad,
    ChainageUnreadable,
    NoRoadNear,
    RoadNotCalibrated,
    UnknownRoad,
)
from geoops.works.linear import Line, Located, OffRoad, Post, Referenced, Road
from geoops.works.rules import road_rules

MOST_KEPT = 2_000
NEAR_M = 500.0

_kept: OrderedDict[int, Road | None] = OrderedDict()
"""Roads worked out, by the fingerprint of their content: another line or other posts are another entry."""


@dataclass(frozen=True, slots=True)
class At:
    """A chainage on the map: the road it is on, and where."""

    facts: RowMapping
    chainage: Chainage
    located: Located
    road: Road


@dataclass(frozen=True, slots=True)
class Beside:
    """A position's chainage on one road."""

    facts: RowMapping
    referenced: Referenced


async def find(
    session: AsyncSession, name: str, part: str | None = None, province: str | None = None
) -> RowMapping:
    """The one road of that name, part and province. Raises UnknownRoad, AmbiguousRoad (which lists them)."""
    rows = await store.by_key(session, road_key(name))
    if not rows:
        raise UnknownRoad(extra={"road": name[:100]})
    fitting = [
        row
        for row in rows
        if (part is None or _same(row["part"], part))
        and (province is None or row["province_code"] == province)
    ]
    listed = [
        {"part": row["part"], "province_code": row["province_code"], "name": row["name"]} for row in rows
    ]
    if not fitting:
        raise UnknownRoad(
            detail=Text(
                f"Đường {rows[0]['name']} không có đoạn hay tỉnh này; có: {_list(rows)}",
                f"{rows[0]['name']} has no such part or province; there are: {_list(rows)}",
            ),
            extra={"parts": listed},
        )
    if len(fitting) > 1:
        raise AmbiguousRoad(
            detail=Text(
                f"Có {len(fitting)} đường tên {rows[0]['name']}; hãy nêu tỉnh hoặc đoạn: {_list(fitting)}",
                f"{len(fitting)} roads are called {rows[0]['name']}; name the province or part: {_list(fitting)}",
            ),
            extra={"parts": listed},
        )
    return fitting[0]


def _same(a: str | None, b: str) -> bool:
    return a is not None and a.casefold() == b.strip().casefold()


def _list(rows: Iterable[RowMapping]) -> str:
    return "; ".join(
        ", ".join(filter(None, (row["part"], row["province_code"] and f"tỉnh {row['province_code']}")))
        or "không có đoạn"
        for row in rows
    )


async def road_of(session: AsyncSession, facts: RowMapping) -> Road:
    """The road worked out, from memory where its content is the same. Raises RoadNotCalibrated."""
    version = facts["version"]
    if version not in _kept:
        posts = await store.posts_of(session, facts["id"])
        wkb = await store.line_of(session, facts["id"])
        _kept[version] = calibrated(
            line_from(wkb, facts["accuracy_m"]),
            [Post(p.posted_m, p.lon, p.lat, p.accuracy_m) for p in posts],
            facts["start_m"],
        )
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(version)
    road = _kept[version]
    if road is None:
        raise RoadNotCalibrated(extra={"road": facts["name"], "part": facts["part"]})
    return road


def line_from(wkb: bytes, accuracy_m: float) -> Line:
    """The line of a stored road."""
    shape = shapely.from_wkb(wkb)
    return Line([shapely.get_coordinates(one) for one in shapely.get_parts(shape)], accuracy_m=accuracy_m)


def calibrated(line: Line, posts: Sequence[Post], start_m: float | None) -> Road | None:
    """The road with its posts; None where neither posts nor a stated beginning calibrate it. Raises Unordered."""
    if not posts and start_m is None:
        return None
    return Road(line, posts, start_m=start_m, least_drift=road_rules().least_drift)


async def locate(
    session: AsyncSession, name: str, chainage: str, part: str | None = None, province: str | None = None
) -> At:
    """Where a chainage of a road lies.

    Raises ChainageUnreadable, UnknownRoad, AmbiguousRoad, RoadNotCalibrated, ChainageOffRoad.
    """
    try:
        place = parse(chainage)
    except BadChainage as bad:
        raise ChainageUnreadable(detail=bad.text, faults=[Fault(bad.text, field="chainage")]) from None
    facts = await find(session, name, part, province)
    road = await road_of(session, facts)
    try:
        return At(facts, place, road.locate(place), road)
    except OffRoad as off:
        _off_road(facts, place, off)


def _off_road(facts: RowMapping, place: Chainage, off: OffRoad) -> NoReturn:
    begin, end, name = Chainage.of(off.begin_m), Chainage.of(off.end_m), facts["name"]
    if off.why == "gap":
        text = Text(
            f"{name}: bản đồ thiếu đoạn {begin} – {end}, không xác định được vị trí {place}",
            f"{name}: the line is missing from {begin} to {end}, so {place} has no place",
        )
    elif off.why == "short":
        text = Text(
            f"{name}: Km{place.km} không dài đến {place.past_m:.0f} m (hoặc chưa có cột Km{place.km})",
            f"{name}: kilometre {place.km} is not {place.past_m:.0f} m long (or has no post)",
        )
    else:
        text = Text(
            f"{name} chỉ có từ {begin} đến {end}; {place} nằm ngoài",
            f"{name} runs from {begin} to {end}; {place} is not on it",
        )
    raise ChainageOffRoad(
        detail=text,
        faults=[Fault(text, field="chainage")],
        extra={"why": off.why, "begin": str(begin), "end": str(end)},
    )


async def reference(
    session: AsyncSession,
    lon: float,
    lat: float,
    *,
    accuracy_m: float = 0.0,
    within_m: float = NEAR_M,
    name: str | None = None,
) -> list[Beside]:
    """The chainage of a position on each calibrated road within reach, the nearest first. Raises NoRoadNear."""
    rows = await store.near(session, lon, lat, within_m, 10)
    key = road_key(name) if name else None
    found = []
    for facts in rows:
        if key is not None and facts["key"] != key:
            continue
        if facts["begin_m"] is None:
            continue
        road = await road_of(session, facts)
        found.append(Beside(facts, road.reference(lon, lat, accuracy_m=accuracy_m)))
    if not found:
        raise NoRoadNear(extra={"within_m": within_m})
    return sorted(found, key=lambda beside: beside.referenced.offset_m)


async def page(session: AsyncSession, after: int | None, limit: int) -> Sequence[RowMapping]:
    """Facts of roads by id, one more than `limit` where there are more."""
    return await store.page(session, after, limit)
