"""Rows as they go out: with their words, the names of communes, and how old the water is."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from geoops.communes.service import CommuneName
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.works import water as waters
from geoops.works.models import Inspection, ReservoirNotice, ReservoirReading, RoadPoint, RoadPointState, Work
from geoops.works.rules import labels, reservoir_rules, work_kinds
from geoops.works.schemas import (
    InspectionOut,
    PointStateOut,
    ReadingOut,
    ReservoirNoticeOut,
    RoadPointOut,
    WaterOut,
    WorkOut,
    WorkPlaceOut,
)
from geoops.works.water import Water

Names = Mapping[str, CommuneName]


def _label(group: str, code: str) -> TextOut:
    return TextOut.of(labels(group).get(code, Text(code, code)))


def _named(names: Names, code: str) -> str | None:
    return names[code].full_name_vi if code in names else None


def _position(row: Any) -> WorkPlaceOut | None:
    return WorkPlaceOut(lon=row.lon, lat=row.lat) if row.lon is not None else None


def codes(rows: Iterable[Any]) -> list[str]:
    """The communes that a page of rows speaks of."""
    return [code for row in rows for code in (row[0].commune_code, *getattr(row[0], "downstream", ()))]


def point_out(row: Any, names: Names) -> RoadPointOut:
    """A row of `register_store.points`."""
    point: RoadPoint = row[0]
    return RoadPointOut(
        id=point.id,
        kind=point.kind,
        kind_label=_label("point_kinds", point.kind),
        road=point.road,
        part=point.part,
        chainage=point.chainage,
        length_m=point.length_m,
        side=point.side,
        plan=point.plan,
        note=point.note,
        commune_code=point.commune_code,
        commune_name=_named(names, point.commune_code),
        position=_position(row),
        error_m=None if point.error_m is None else round(point.error_m, 1),
        placed_by=point.placed_by,
        state=row.state,
        state_label=_label("point_states", row.state),
        since=row.since,
        state_note=row.state_note,
        incident_id=row.incident_id,
        reporter=row.reporter,
        known_at=point.known_at,
        version=point.version,
    )


def state_out(state: RoadPointState) -> PointStateOut:
    """A state of a road point."""
    return PointStateOut(
        state=state.state,
        label=_label("point_states", state.state),
        since=state.since,
        note=state.note,
        incident_id=state.incident_id,
        reporter=state.reporter,
        known_at=state.known_at,
    )


def work_out(row: Any, names: Names, water: Water | None, at: datetime) -> WorkOut:
    """A row of `register_store.works`, with the water of a reservoir."""
    work: Work = row[0]
    kind = work_kinds()[work.kind]
    judged = waters.judge(work, water, at) if water is not None else None
    state = row.state or "unknown"
    stated = {
        name: getattr(work, name)
        for name in WorkOut.model_fields
        if name in Work.__table__.columns and name not in ("downstream",)
    }
    return WorkOut(
        **stated,
        kind_label=TextOut.of(kind.name),
        commune_name=_named(names, work.commune_code),
        position=_position(row),
        downstream=list(work.downstream),
        downstream_names=[_named(names, code) or code for code in work.downstream],
        state=state,
        state_label=_label("work_states", state),
        inspected_at=row.inspected_at,
        inspection_note=row.inspection_note,
        inspector=row.inspector,
        water=water_out(water, at) if water is not None else None,
        level=judged.level if judged else None,
        level_label=_label("notice_levels", judged.level) if judged else None,
        limit_m=judged.limit_m if judged else None,
    )


def water_out(water: Water, at: datetime) -> WaterOut:
    """A reservoir's water."""
    return WaterOut(
        level_m=water.level_m,
        level_at=water.level_at,
        level_source=water.level_source,
        inflow_m3s=water.inflow_m3s,
        release_m3s=water.release_m3s,
        spill_m3s=water.spill_m3s,
        gates_open=water.gates_open,
        flow_at=water.flow_at,
        flow_source=water.flow_source,
        old=water.old(at),
    )


def notice_out(notice: ReservoirNotice, names: Names, at: datetime) -> ReservoirNoticeOut:
    """A notice; `old` where it rests on a reading that is older than a reading may be."""
    old = at - notice.read_at > timedelta(hours=reservoir_rules().reading_old_after_h)
    return ReservoirNoticeOut(
        id=notice.id,
        work_id=notice.work_id,
        reservoir=notice.reservoir,
        commune_code=notice.commune_code,
        commune_name=_named(names, notice.commune_code),
        level=notice.level,
        level_label=_label("notice_levels", notice.level),
        level_m=notice.level_m,
        limit_m=notice.limit_m,
        spill_m3s=notice.spill_m3s,
        source=notice.source,
        downstream_source=notice.downstream_source,
        read_at=notice.read_at,
        began_at=notice.began_at,
        ended_at=notice.ended_at,
        old=old and notice.ended_at is None,
    )


def inspection_out(one: Inspection) -> InspectionOut:
    """An inspection."""
    return InspectionOut(
        id=one.id,
        state=one.state,
        label=_label("work_states", one.state),
        note=one.note,
        inspected_at=one.inspected_at,
        inspector=one.inspector,
    )


def reading_out(one: ReservoirReading) -> ReadingOut:
    """A reading that somebody typed in."""
    return ReadingOut(
        id=one.id,
        read_at=one.read_at,
        level_m=one.level_m,
        inflow_m3s=one.inflow_m3s,
        release_m3s=one.release_m3s,
        spill_m3s=one.spill_m3s,
        gates_open=one.gates_open,
        reader=one.reader,
    )
