"""Road points: taken in by chainage, kept once under the sender's id, their states one after the other."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service as incidents
from geoops.kit import changes, etags
from geoops.kit.errors import Fault, InputRefused, NotFound
from geoops.works import register_store as store
from geoops.works import roads
from geoops.works.chainage import BadChainage, Chainage, check_span, parse_span, road_key
from geoops.works.checking import commune_of, fingerprint, moment, refused
from geoops.works.errors import (
    RoadNotCalibrated,
    UnknownRoad,
    UnknownRoadPoint,
    WorksIdTaken,
)
from geoops.works.linear import metres_per_degree
from geoops.works.models import RoadPoint, RoadPointState
from geoops.works.rules import road_rules
from geoops.works.schemas import PointStateIn, RoadPointIn, RoadPointPatch, WorkPlaceIn, body_of

_FIRST_STATE = UUID("9b7a7a34-5b5e-5b0d-9f5e-0c6d3f1f1a62")


@dataclass(frozen=True, slots=True)
class _Placed:
    position: tuple[float, float] | None
    error_m: float | None
    placed_by: str


async def add(session: AsyncSession, body: RoadPointIn, actor: str) -> bool:
    """Take a road point with its first state; False where this very one is there already.

    Raises InputRefused, ChainageOffRoad, AmbiguousRoad, WorksIdTaken.
    """
    begin, end = span(body.chainage)
    key = road_key(body.road)
    if not key:
        raise refused("road", "tên đường không có chữ hay số", "the road's name has no letter or digit")
    since = await moment(session, body.since, "since")
    await _check_linked(session, body.incident_id)
    placed = await _placed(session, body, begin, end)
    position = placed.position
    named = WorkPlaceIn(lon=position[0], lat=position[1]) if position else None
    commune_code = await commune_of(session, body.commune_code, named)
    values = {
        "id": body.id,
        "kind": body.kind,
        "road": body.road,
        "road_key": key,
        "part": body.part,
        "chainage": f"{begin} – {end}" if end else str(begin),
        "from_m": begin.metres,
        "to_m": end.metres if end else None,
        "length_m": body.length_m,
        "side": body.side,
        "plan": body.plan,
        "note": body.note,
        "commune_code": commune_code,
        "position": position,
        "error_m": placed.error_m,
        "placed_by": placed.placed_by,
        "body_sha256": fingerprint(body),
    }
    sha = values["body_sha256"]
    if not await store.add(session, RoadPoint, values):
        kept = await store.by_id(session, RoadPoint, body.id)
        if kept is None or kept.body_sha256 != sha:
            raise WorksIdTaken(extra={"id": str(body.id)})
        return False
    state = {
        "id": uuid5(_FIRST_STATE, str(body.id)),
        "point_id": body.id,
        "commune_code": commune_code,
        "state": body.state,
        "since": since,
        "incident_id": body.incident_id,
        "reporter": actor,
    }
    await store.add(session, RoadPointState, state)
    await _record(session, body.id, "create", commune_code, since, _told(body, begin) | {"state": body.state})
    return True


async def enter(session: AsyncSession, id_: UUID, body: PointStateIn, actor: str) -> bool:
    """Take a further state; False where this very one is there already. Raises UnknownRoadPoint, InputRefused,
    WorksIdTaken."""
    point = await store.by_id(session, RoadPoint, id_)
    if point is None:
        raise UnknownRoadPoint(extra={"id": str(id_)})
    since = await moment(session, body.since, "since")
    await _check_linked(session, body.incident_id)
    values = {"point_id": id_, "state": body.state, "note": body.note, "incident_id": body.incident_id}
    own = {"id": body.id, "commune_code": point.commune_code, "since": since, "reporter": actor}
    if not await store.add(session, RoadPointState, values | own):
        kept = await store.by_id(session, RoadPointState, body.id)
        if kept is None or any(getattr(kept, name) != value for name, value in values.items()):
            raise WorksIdTaken(extra={"id": str(body.id)})
        return False
    payload: dict[str, Any] = {"kind": point.kind, "road": point.road, "chainage": point.chainage}
    payload |= {"state": body.state}
    if body.incident_id:
        payload["incident_id"] = str(body.incident_id)
    await _record(session, id_, "state", point.commune_code, since, payload)
    return True


async def amend(session: AsyncSession, id_: UUID, body: RoadPointPatch, if_match: str | None) -> bool:
    """Change what is stated of a point; False where nothing differs. Raises UnknownRoadPoint, PreconditionFailed."""
    point = await store.by_id(session, RoadPoint, id_, lock=True)
    if point is None:
        raise UnknownRoadPoint(extra={"id": str(id_)})
    etags.check(if_match, etags.of_version(point.version))
    changed = {name: value for name, value in body_of(body).items() if getattr(point, name) != value}
    if not changed:
        return False
    before = {name: getattr(point, name) for name in changed}
    now = await moment(session, None, "at")
    commune = point.commune_code
    await store.change(session, RoadPoint, id_, changed)
    await _record(session, id_, "amend", commune, now, {"before": before, "after": changed})
    return True


def span(text: str) -> tuple[Chainage, Chainage | None]:
    """Both ends of what is written as a chainage; raises InputRefused."""
    try:
        begin, end = parse_span(text)
        if end is not None:
            check_span(begin, end)
    except BadChainage as bad:
        raise refused("chainage", bad.text.vi, bad.text.en) from None
    return begin, end


async def _placed(session: AsyncSession, body: RoadPointIn, begin: Chainage, end: Chainage | None) -> _Placed:
    """Where the point is: where a person has set it, else at its chainage. A position far from the chainage is refused:
    one of the two is wrong."""
    found = await _located(session, body, begin)
    if end is not None and found is not None:
        await roads.locate(session, body.road, str(end), body.part, body.province)
    if body.position is None:
        if found is None:
            return _Placed(None, None, "commune")
        return _Placed((found.located.lon, found.located.lat), found.located.error_m, "chainage")
    position = (body.position.lon, body.position.lat)
    if found is not None:
        east, north = metres_per_degree(position[1])
        apart = (
            float(
                ((position[0] - found.located.lon) * east) ** 2
                + ((position[1] - found.located.lat) * north) ** 2
            )
            ** 0.5
        )
        allowed = found.located.error_m + (body.position.accuracy_m or 0) + road_rules().most_post_offset_m
        if abs(position[1]) <= 90 and apart > allowed:
            raise refused(
                "position",
                f"vị trí cách lý trình {begin} {apart:,.0f} m: một trong hai sai",
                f"the position is {apart:,.0f} m from {begin}: one of the two is wrong",
            )
    return _Placed(position, body.position.accuracy_m, "position")


async def _located(session: AsyncSession, body: RoadPointIn, begin: Chainage) -> roads.At | None:
    """None where the road is not loaded or not calibrated. Raises AmbiguousRoad, ChainageOffRoad."""
    try:
        return await roads.locate(session, body.road, str(begin), body.part, body.province)
    except (UnknownRoad, RoadNotCalibrated):
        return None


async def _check_linked(session: AsyncSession, incident_id: UUID | None) -> None:
    """Raises InputRefused for an incident that is not there, or not for the caller to see."""
    if incident_id is None:
        return
    try:
        await incidents.found(session, incident_id)
    except NotFound as unknown:
        raise InputRefused(faults=[Fault(unknown.title, field="incident_id")]) from None


def _told(body: RoadPointIn, begin: Chainage) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": body.kind, "road": body.road, "chainage": str(begin)}
    if body.incident_id:
        told["incident_id"] = str(body.incident_id)
    return told


async def _record(
    session: AsyncSession, id_: UUID, op: str, commune: str, at: Any, payload: dict[str, Any]
) -> None:
    await changes.record(
        session,
        domain="works",
        entity="road_point",
        entity_id=str(id_),
        op=op,
        commune_code=commune,
        at=at,
        payload=payload,
    )
