"""Roads: taken in with their posts, and asked for a chainage or a position. Takes a session, never commits."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import shapely
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.works import store
from geoops.works.chainage import BadChainage, Chainage, parse, road_key
from geoops.works.errors import (
    AmbiguousRoad,
    BadLineFile,
    BadPostFile,
    ChainageOffRoad,
    ChainageUnreadable,
    NoRoadNear,
    RoadNotCalibrated,
    UnknownRoad,
)
from geoops.works.linear import Floats, Line, Located, OffRoad, Post, Referenced, Road, Unordered, offset_of
from geoops.works.loading import PreparedPost, PreparedRoad
from geoops.works.mapping import PostMapping, RoadMapping
from geoops.works.rules import road_rules

MOST_KEPT = 2_000
NEAR_M = 500.0

_kept: OrderedDict[int, Road | None] = OrderedDict()
"""Roads worked out, by the fingerprint of their content: another line or other posts are another entry."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: how many roads (or posts) were new, changed, and the same as before."""

    new: int
    changed: int
    unchanged: int


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
        _kept[version] = _calibrated(
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


def _calibrated(line: Line, posts: Sequence[Post], start_m: float | None) -> Road | None:
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


async def load(session: AsyncSession, prepared: Sequence[PreparedRoad], mapping: RoadMapping) -> Loaded:
    """Take in the roads of a file; roads that are there keep their posts. Raises BadLineFile where those fit no more."""
    new = changed = 0
    faults: list[Fault] = []
    for one in prepared:
        before = next((r for r in await store.by_key(session, one.key) if r["part"] == one.part), None)
        posts = (
            [
                Post(p.posted_m, p.lon, p.lat, p.accuracy_m)
                for p in await store.posts_of(session, before["id"])
            ]
            if before
            else []
        )
        try:
            road = _calibrated(one.line, posts, one.start_m)
        except Unordered:
            faults.append(
                Fault(
                    Text(
                        f"{one.name}: cột Km đã nạp không còn khớp với đường mới",
                        f"{one.name}: its posts do not fit the new line",
                    )
                )
            )
            continue
        facts = _facts(one, mapping) | _calibration(one.pieces, one.line, posts, one.start_m, road)
        if before is not None and all(before[name] == value for name, value in facts.items()):
            continue
        await store.put(session, facts, _wkb(one.pieces))
        new += before is None
        changed += before is not None
    if faults:
        raise BadLineFile(faults=faults)
    if new or changed:
        await changes.record(
            session,
            domain="works",
            entity="road",
            entity_id="*",
            op="load",
            payload={"new": new, "changed": changed, "source": mapping.source},
            everyone=True,
        )
    return Loaded(new, changed, len(prepared) - new - changed)


async def load_posts(
    session: AsyncSession, prepared: Sequence[PreparedPost], mapping: PostMapping, file: str
) -> Loaded:
    """Take in kilometre posts: a road's posts of the file replace those it had. Raises BadPostFile with every fault."""
    faults: list[Fault] = []
    by_road: dict[int, tuple[RowMapping, list[PreparedPost]]] = {}
    for one in prepared:
        try:
            facts = await find(session, one.road, one.part)
        except (UnknownRoad, AmbiguousRoad) as unknown:
            faults.append(
                Fault(unknown.detail or unknown.title, row=one.row, field=mapping.columns.road, file=file)
            )
            continue
        by_road.setdefault(facts["id"], (facts, []))[1].append(one)
    new = changed = unchanged = 0
    for facts, posts in by_road.values():
        line = line_from(await store.line_of(session, facts["id"]), facts["accuracy_m"])
        wrong = _post_faults(line, posts, mapping, file)
        if wrong:
            faults += wrong
            continue
        try:
            road = _calibrated(line, [one.post for one in posts], facts["start_m"])
        except Unordered as unordered:
            culprit = posts[unordered.index]
            faults.append(
                Fault(
                    Text(
                        f"cột {Chainage.of(culprit.post.posted_m)} không theo thứ tự dọc đường",
                        "the post is out of order along the road",
                    ),
                    row=culprit.row,
                    field=mapping.columns.chainage,
                    file=file,
                )
            )
            continue
        before = {
            (p.posted_m, p.lon, p.lat, p.accuracy_m) for p in await store.posts_of(session, facts["id"])
        }
        now = {(p.post.posted_m, p.post.lon, p.post.lat, p.post.accuracy_m) for p in posts}
        if before == now:
            unchanged += len(posts)
            continue
        new += len(now) if not before else 0
        changed += len(now) if before else 0
        await store.replace_posts(session, facts["id"], [_post_values(one, mapping) for one in posts])
        pieces = [line.points]
        await store.recalibrate(
            session,
            facts["id"],
            _calibration(pieces, line, [one.post for one in posts], facts["start_m"], road),
        )
    if faults:
        raise BadPostFile(faults=faults[:50])
    if new or changed:
        await changes.record(
            session,
            domain="works",
            entity="road",
            entity_id="*",
            op="calibrate",
            payload={"new": new, "changed": changed, "source": mapping.source},
            everyone=True,
        )
    return Loaded(new, changed, unchanged)


def _post_faults(line: Line, posts: Sequence[PreparedPost], mapping: PostMapping, file: str) -> list[Fault]:
    faults, seen = [], set()
    for one in posts:
        if one.post.posted_m in seen:
            reason = Text("cột Km này có hai lần", "this post comes twice")
        elif (away := offset_of(line, one.post)) > road_rules().most_post_offset_m:
            reason = Text(f"cột Km cách đường {away:.0f} m", f"the post stands {away:.0f} m off the road")
        else:
            seen.add(one.post.posted_m)
            continue
        faults.append(Fault(reason, row=one.row, field=mapping.columns.chainage, file=file))
    return faults


def _post_values(one: PreparedPost, mapping: PostMapping) -> dict[str, Any]:
    post = one.post
    return {
        "posted_m": post.posted_m,
        "lon": post.lon,
        "lat": post.lat,
        "accuracy_m": post.accuracy_m,
        "source": mapping.source,
    }


def _facts(one: PreparedRoad, mapping: RoadMapping) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "part": one.part,
        "province_code": one.province_code,
        "length_m": one.line.length_m - _gap_m(one.line),
        "gap_m": _gap_m(one.line),
        "accuracy_m": mapping.accuracy_m,
        "start_m": one.start_m,
        "speed_kmh": one.speed_kmh,
        "speed_assumed": one.speed_assumed,
        "source": mapping.source,
        "licence": mapping.licence,
    }


def _gap_m(line: Line) -> float:
    return sum(end - begin for begin, end in line.gaps)


def _calibration(
    pieces: Sequence[Floats], line: Line, posts: Sequence[Post], start_m: float | None, road: Road | None
) -> dict[str, Any]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(np.ascontiguousarray(piece).tobytes())
    digest.update(line.gap.tobytes())
    digest.update(repr((line.accuracy_m, start_m, sorted(posts, key=lambda post: post.posted_m))).encode())
    return {
        "begin_m": road.begin_m if road else None,
        "end_m": road.end_m if road else None,
        "posts": len(posts),
        "version": int.from_bytes(digest.digest()[:8], "big", signed=True),
    }


def _wkb(pieces: Sequence[Floats]) -> bytes:
    return bytes(shapely.to_wkb(shapely.MultiLineString([shapely.LineString(piece) for piece in pieces])))


async def page(session: AsyncSession, after: int | None, limit: int) -> Sequence[RowMapping]:
    """Facts of roads by id, one more than `limit` where there are more."""
    return await store.page(session, after, limit)


async def remove(
    session: AsyncSession, name: str, part: str | None = None, province: str | None = None
) -> str:
    """Take a road off; answers its name. Raises UnknownRoad, AmbiguousRoad."""
    facts = await find(session, name, part, province)
    await store.remove(session, facts["id"])
    await changes.record(
        session,
        domain="works",
        entity="road",
        entity_id=facts["key"],
        op="remove",
        payload={"road": facts["name"], "part": facts["part"]},
        everyone=True,
    )
    return str(facts["name"])
