"""Rows of a workbook into the registers: all of them, or none; the same file again changes nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.errors import Fault, Problem
from geoops.kit.etags import ANY_STATE
from geoops.kit.i18n import Text
from geoops.works import points, register
from geoops.works import register_store as store
from geoops.works.chainage import road_key
from geoops.works.checking import moment
from geoops.works.errors import BadSheet
from geoops.works.schemas import ImportedOut, PointStateIn, RoadPointIn, RoadPointPatch, WorkIn, WorkPatch
from geoops.works.sheets import Register, columns

_ROWS = UUID("0b8f6f0a-2f7e-5f0b-8c55-1d8a5e2d9c41")


async def take(
    session: AsyncSession, kind: Register, rows: Sequence[dict[str, Any]], actor: str
) -> ImportedOut:
    """Take the rows of a workbook: what is there already is amended, an empty cell leaves what is known.

    Raises BadSheet with the fault of every row; nothing is kept then.
    """
    headings = {column.field: column.heading for column in columns(kind)}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    faults: list[Fault] = []
    seen: dict[UUID, int] = {}
    for row in rows:
        number = row["row"]
        told = {name: value for name, value in row.items() if value is not None and name != "row"}
        try:
            async with session.begin_nested():
                id_, became = await (_point if kind == "road_points" else _work)(session, told, actor)
                if id_ in seen:
                    raise BadSheet(
                        faults=[Fault(Text(f"trùng với dòng {seen[id_]}", f"the same as row {seen[id_]}"))]
                    )
        except ValidationError as error:
            faults += [_fault(number, headings, one) for one in error.errors()]
        except Problem as problem:
            inner = problem.faults or [Fault(problem.detail or problem.title)]
            faults += [
                Fault(one.reason, row=number, field=headings.get(one.field or "", one.field)) for one in inner
            ]
        else:
            seen[id_] = number
            counts[became] += 1
    if faults:
        raise BadSheet(faults=faults[:200])
    return ImportedOut(**counts)


def _fault(row: int, headings: dict[str, str], error: Any) -> Fault:
    field = str(error["loc"][0]) if error["loc"] else ""
    vi = {
        "greater_than": "phải lớn hơn {gt}",
        "greater_than_equal": "phải từ {ge} trở lên",
        "less_than_equal": "không quá {le}",
        "string_pattern_mismatch": "sai dạng",
        "string_too_long": "quá dài",
        "finite_number": "không phải số",
    }.get(error["type"], "giá trị không hợp lệ")
    return Fault(
        Text(vi.format(**error.get("ctx", {})), str(error["msg"])),
        row=row,
        field=headings.get(field, field or None),
    )


def _placed(told: dict[str, Any]) -> dict[str, Any]:
    lon, lat = told.pop("lon", None), told.pop("lat", None)
    if (lon is None) != (lat is None):
        raise BadSheet(
            faults=[
                Fault(
                    Text("cần cả kinh độ và vĩ độ", "both longitude and latitude are needed"),
                    field="lat" if lat is None else "lon",
                )
            ]
        )
    return told | ({"position": {"lon": lon, "lat": lat}} if lon is not None else {})


async def _point(session: AsyncSession, told: dict[str, Any], actor: str) -> tuple[UUID, str]:
    sent = _placed(dict(told))
    body = RoadPointIn(id=UUID(int=0), **sent)
    begin, end = points.span(body.chainage)
    key = road_key(body.road)
    kept = await store.find_point(
        session, body.kind, key, body.part, begin.metres, end.metres if end else None, body.commune_code
    )
    if kept is None:
        place = (
            body.kind,
            key,
            body.part,
            begin.metres,
            end and end.metres,
            body.province,
            body.commune_code,
        )
        body = body.model_copy(update={"id": uuid5(_ROWS, repr(place))})
        return body.id, "new" if await points.add(session, body, actor) else "unchanged"
    changed = False
    now = await store.point(session, store.When(*[await moment(session, None, "at")] * 2), kept)
    if now is None or now.state != body.state:
        since = body.since or await moment(session, None, "since")
        id_ = uuid5(kept, f"{body.state} {since.isoformat()}")
        changed = await points.enter(
            session, kept, PointStateIn(id=id_, state=body.state, since=since), actor
        )
    stated = {name: sent[name] for name in RoadPointPatch.model_fields if name in sent}
    if stated:
        changed = await points.amend(session, kept, RoadPointPatch(**stated), ANY_STATE) or changed
    return kept, "changed" if changed else "unchanged"


async def _work(session: AsyncSession, told: dict[str, Any], actor: str) -> tuple[UUID, str]:
    sent = _placed(dict(told))
    body = WorkIn(id=UUID(int=0), **sent)
    kept = await store.find_work(session, body.kind, body.name, str(body.commune_code))
    if kept is None:
        place = (body.kind, body.name, body.commune_code)
        body = WorkIn(id=uuid5(_ROWS, repr(place)), **sent)
        return body.id, "new" if await register.add(session, body, actor) else "unchanged"
    stated = {name: sent[name] for name in WorkPatch.model_fields if name in sent}
    changed = await register.amend(session, kept, WorkPatch(**stated), ANY_STATE)
    return kept, "changed" if changed else "unchanged"
