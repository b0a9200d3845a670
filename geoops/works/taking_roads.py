"""Roads taken in: from a file of lines, with their kilometre posts, and off again. Takes a session, never commits."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.works import store
from geoops.works.chainage import Chainage
from geoops.works.errors import AmbiguousRoad, BadLineFile, BadPostFile, UnknownRoad
from geoops.works.linear import Floats, Line, Post, Road, Unordered, offset_of
from geoops.works.loading import PreparedPost, PreparedRoad
from geoops.works.mapping import PostMapping, RoadMapping
from geoops.works.roads import calibrated, find, line_from
from geoops.works.rules import road_rules


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: how many roads (or posts) were new, changed, and the same as before."""

    new: int
    changed: int
    unchanged: int


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
            road = calibrated(one.line, posts, one.start_m)
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
            road = calibrated(line, [one.post for one in posts], facts["start_m"])
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
