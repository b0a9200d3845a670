"""The register of works: taken in, amended, inspected; readings of reservoirs. Takes a session, never commits."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.stations import service as stations
from geoops.kit import changes, etags
from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.i18n import Text
from geoops.works import register_store as store
from geoops.works.checking import commune_of, fingerprint, moment, refused
from geoops.works.errors import NoReservoir, UnknownWork, WorksIdTaken
from geoops.works.models import Inspection, ReservoirReading, Work
from geoops.works.rules import reservoir_rules, work_kinds
from geoops.works.schemas import InspectionIn, ReadingIn, WorkIn, WorkPatch, body_of

_RESERVOIR_ONLY = (
    "dead_level_m",
    "normal_level_m",
    "flood_level_m",
    "flood_from",
    "flood_to",
    "turbine_m3s",
    "near_m",
    "station_id",
    "downstream",
)
_LEVELS = (
    ("dead_level_m", "mực nước chết", "dead level"),
    ("normal_level_m", "mực nước dâng bình thường", "normal level"),
    ("design_level_m", "mực nước lũ thiết kế", "design flood level"),
    ("crest_level_m", "cao trình đỉnh", "crest"),
)


async def add(session: AsyncSession, body: WorkIn, actor: str) -> bool:
    """Take a work; False where this very one is there already. Raises InputRefused, LonLatSwapped, WorksIdTaken."""
    values = body_of(body)
    sha = fingerprint(body)
    await _check(session, body.kind, values)
    position = values.pop("position", None)
    commune_code = await commune_of(session, body.commune_code, body.position)
    values |= {"commune_code": commune_code, "body_sha256": sha, "position": _point(position)}
    values["downstream"] = _once(values.get("downstream"))
    if not await store.add(session, Work, values):
        kept = await store.by_id(session, Work, body.id)
        if kept is None or kept.body_sha256 != sha:
            raise WorksIdTaken(extra={"id": str(body.id)})
        return False
    now = await moment(session, None, "at")
    payload = {"kind": body.kind, "name": body.name, "by": actor}
    await _record(session, body.id, "create", commune_code, now, payload)
    return True


async def amend(session: AsyncSession, id_: UUID, body: WorkPatch, if_match: str | None) -> bool:
    """Change what is stated of a work; what it was stays in the log; False where nothing differs.

    Raises UnknownWork, PreconditionFailed, InputRefused.
    """
    kept = await store.by_id(session, Work, id_, lock=True)
    if kept is None:
        raise UnknownWork(extra={"id": str(id_)})
    etags.check(if_match, etags.of_version(kept.version))
    sent = body_of(body)
    if sent.get("name", "") is None:
        raise refused("name", "tên không được để trống", "the name cannot be empty")
    if "downstream" in sent:
        sent["downstream"] = _once(sent["downstream"])
    position = sent.pop("position", None)
    changed = {name: value for name, value in sent.items() if getattr(kept, name) != value}
    whole = {name: getattr(kept, name) for name in WorkPatch.model_fields if name != "position"} | changed
    await _check(session, kept.kind, whole)
    before = {name: getattr(kept, name) for name in changed}
    commune = kept.commune_code
    if body.position is not None and not await store.stands_at(
        session, id_, body.position.lon, body.position.lat
    ):
        await commune_of(session, commune, body.position)
        changed["position"] = _point(position)
    if not changed:
        return False
    await store.change(session, Work, id_, changed)
    now = await moment(session, None, "at")
    await _record(session, id_, "amend", commune, now, {"before": before, "after": changed})
    return True


async def inspect(session: AsyncSession, id_: UUID, body: InspectionIn, actor: str) -> bool:
    """Take an inspection; False where this very one is there already. Raises UnknownWork, InputRefused, WorksIdTaken."""
    work = await _work(session, id_)
    at = await moment(session, body.inspected_at, "inspected_at")
    values = {"work_id": id_, "state": body.state, "note": body.note}
    own = {"id": body.id, "commune_code": work.commune_code, "inspected_at": at, "inspector": actor}
    if not await store.add(session, Inspection, values | own):
        await _same(session, Inspection, body.id, values)
        return False
    payload = {"kind": work.kind, "name": work.name, "state": body.state}
    await _record(session, id_, "inspect", work.commune_code, at, payload)
    return True


async def read(session: AsyncSession, id_: UUID, body: ReadingIn, actor: str) -> bool:
    """Take a reading of a reservoir; False where this very one is there already.

    Raises UnknownWork, NoReservoir, InputRefused, WorksIdTaken.
    """
    work = await _work(session, id_)
    if not work_kinds()[work.kind].reservoir:
        raise NoReservoir
    check_level(work, body.level_m)
    if body.spill_m3s is not None and body.release_m3s is not None and body.spill_m3s > body.release_m3s:
        raise refused(
            "spill_m3s", "lưu lượng qua tràn lớn hơn tổng lưu lượng xả", "the spill exceeds the whole release"
        )
    at = await moment(session, body.read_at, "read_at")
    values = body.model_dump(include={"level_m", "inflow_m3s", "release_m3s", "spill_m3s", "gates_open"})
    own = {"id": body.id, "commune_code": work.commune_code, "read_at": at, "reader": actor}
    if not await store.add(session, ReservoirReading, values | {"work_id": id_} | own):
        await _same(session, ReservoirReading, body.id, values | {"work_id": id_})
        return False
    payload = {"name": work.name} | {name: value for name, value in values.items() if value is not None}
    await _record(session, id_, "read", work.commune_code, at, payload)
    return True


def check_level(work: Work, level_m: float | None) -> None:
    """Raises InputRefused for a level far above the dam: centimetres taken for metres, or another reservoir."""
    stated = [
        level
        for level in (work.crest_level_m, work.design_level_m, work.normal_level_m, work.flood_level_m)
        if level is not None
    ]
    if level_m is None or not stated:
        return
    top = max(stated)
    most = reservoir_rules().most_above_m
    if level_m > top + most:
        raise refused(
            "level_m",
            f"mực nước {level_m:g} m cao hơn {top:g} m của {work.name} quá {most:g} m; kiểm tra đơn vị (mét)",
            f"a level of {level_m:g} m is over {most:g} m above {top:g} m of {work.name}: check the unit (metres)",
        )


async def _work(session: AsyncSession, id_: UUID) -> Work:
    work = await store.by_id(session, Work, id_)
    if work is None:
        raise UnknownWork(extra={"id": str(id_)})
    return work


async def _same(session: AsyncSession, table: Any, id_: UUID, values: Mapping[str, Any]) -> None:
    kept = await store.by_id(session, table, id_)
    if kept is None or any(getattr(kept, name) != value for name, value in values.items()):
        raise WorksIdTaken(extra={"id": str(id_)})


async def _check(session: AsyncSession, kind: str, values: Mapping[str, Any]) -> None:
    """Raises InputRefused: levels out of order, a dike with a dead level, unknown communes or station."""
    faults = _level_faults(values)
    if not work_kinds()[kind].reservoir:
        faults += [
            Fault(Text("chỉ dùng cho hồ chứa", "only a reservoir has this"), field=name)
            for name in _RESERVOIR_ONLY
            if values.get(name)
        ]
    listed = _once(values.get("downstream"))
    known = await communes.names(session, listed) if listed else {}
    faults += [
        Fault(Text(f"không có xã mang mã {code}", f"no commune {code}"), field="downstream")
        for code in listed
        if code not in known
    ]
    if values.get("station_id"):
        try:
            await stations.one(session, values["station_id"])
        except Problem as problem:
            faults.append(Fault(problem.title, field="station_id"))
    if faults:
        raise InputRefused(faults=faults)


def _level_faults(values: Mapping[str, Any]) -> list[Fault]:
    """Levels that stand above what must stand above them."""
    faults: list[Fault] = []
    given = [(name, vi, en) for name, vi, en in _LEVELS if values.get(name) is not None]
    for (low, low_vi, low_en), (high, high_vi, high_en) in pairwise(given):
        if values[low] > values[high]:
            faults.append(Fault(Text(f"{low_vi} cao hơn {high_vi}", f"{low_en} above {high_en}"), field=low))
    flood, dead, crest = (values.get(name) for name in ("flood_level_m", "dead_level_m", "crest_level_m"))
    if flood is not None and ((dead is not None and flood < dead) or (crest is not None and flood > crest)):
        faults.append(
            Fault(
                Text(
                    "mực nước phòng lũ phải nằm giữa mực nước chết và cao trình đỉnh",
                    "the flood-control level must lie between the dead level and the crest",
                ),
                field="flood_level_m",
            )
        )
    if (values.get("flood_from") is None) != (values.get("flood_to") is None):
        faults.append(Fault(Text("cần cả ngày đầu và ngày cuối", "both days are needed"), field="flood_from"))
    return faults


def _once(codes: list[str] | None) -> list[str]:
    return list(dict.fromkeys(codes or []))


def _point(position: Mapping[str, Any] | None) -> tuple[float, float] | None:
    return (position["lon"], position["lat"]) if position else None


async def _record(
    session: AsyncSession, id_: UUID, op: str, commune: str, at: Any, payload: dict[str, Any]
) -> None:
    await changes.record(
        session,
        domain="works",
        entity="work",
        entity_id=str(id_),
        op=op,
        commune_code=commune,
        at=at,
        payload=payload,
    )
