"""What a reservoir's water means: which of its levels it has passed or is near, and whether it releases. Pure.

A reference for the communes downstream, from stated levels and the assumptions of `rules/reservoirs.yaml`; never an
official level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from geoops.kit.clock import VN
from geoops.works.rules import reservoir_rules

NoticeLevel = Literal["near", "releasing", "above_normal", "above_flood", "above_design"]
RANK: tuple[NoticeLevel, ...] = ("near", "releasing", "above_normal", "above_flood", "above_design")


class Levels(Protocol):
    """The stated levels of a reservoir; null where nobody has stated them."""

    normal_level_m: float | None
    flood_level_m: float | None
    flood_from: str | None
    flood_to: str | None
    design_level_m: float | None
    turbine_m3s: float | None
    near_m: float | None
    kind: str


@dataclass(frozen=True, slots=True)
class Water:
    """The newest figures of a reservoir, each group with its time and where it comes from."""

    level_m: float | None = None
    level_at: datetime | None = None
    level_source: str | None = None
    inflow_m3s: float | None = None
    release_m3s: float | None = None
    spill_m3s: float | None = None
    gates_open: int | None = None
    flow_at: datetime | None = None
    flow_source: str | None = None

    @property
    def read_at(self) -> datetime | None:
        """The newer of its times."""
        times = [at for at in (self.level_at, self.flow_at) if at is not None]
        return max(times) if times else None

    def old(self, at: datetime) -> bool:
        """Whether its newest figure is older than a reading may be."""
        newest = self.read_at
        return newest is not None and at - newest > timedelta(hours=reservoir_rules().reading_old_after_h)


@dataclass(frozen=True, slots=True)
class Judged:
    """The level a notice has, and the level in metres that it is about (none for a release alone)."""

    level: NoticeLevel
    limit_m: float | None


def of_row(row: Any) -> Water:
    """The water of a row of `register_store.works`."""
    return Water(
        level_m=row.level_m,
        level_at=row.level_at,
        level_source=row.level_reader,
        inflow_m3s=row.inflow_m3s,
        release_m3s=row.release_m3s,
        spill_m3s=row.spill_m3s,
        gates_open=row.gates_open,
        flow_at=row.flow_at,
        flow_source=row.flow_reader,
    )


def with_station(water: Water, station: str, values: Mapping[str, tuple[float, datetime]]) -> Water:
    """The water, with what the station measured since put in its place. `values`: variable to value and time."""
    level = values.get("reservoir_level")
    if level is not None and (water.level_at is None or level[1] > water.level_at):
        water = _with(water, level_m=level[0], level_at=level[1], level_source=f"trạm {station}")
    flows = {name: values[name] for name in ("reservoir_inflow", "reservoir_release") if name in values}
    newest = max((at for _, at in flows.values()), default=None)
    if newest is not None and (water.flow_at is None or newest > water.flow_at):
        inflow, release = flows.get("reservoir_inflow"), flows.get("reservoir_release")
        water = _with(
            water,
            inflow_m3s=inflow[0] if inflow else None,
            release_m3s=release[0] if release else None,
            spill_m3s=None,
            gates_open=None,
            flow_at=newest,
            flow_source=f"trạm {station}",
        )
    return water


def _with(water: Water, **changes: Any) -> Water:
    from dataclasses import replace

    return replace(water, **changes)


def limits(work: Levels, at: datetime) -> list[tuple[NoticeLevel, float]]:
    """The levels that count at a time, lowest first; the flood-control level only in its season, where one is stated."""
    found: list[tuple[NoticeLevel, float]] = []
    if work.normal_level_m is not None:
        found.append(("above_normal", work.normal_level_m))
    if work.flood_level_m is not None and _in_season(work.flood_from, work.flood_to, at):
        found.append(("above_flood", work.flood_level_m))
    if work.design_level_m is not None:
        found.append(("above_design", work.design_level_m))
    return sorted(found, key=lambda one: (one[1], RANK.index(one[0])))


def releases(work: Levels, water: Water) -> bool | None:
    """Whether water goes out over the spillway. None where nobody can tell: a whole release of a power station whose
    turbines' capacity is not stated."""
    if water.spill_m3s is not None or water.gates_open is not None:
        return (water.spill_m3s or 0) > 0 or (water.gates_open or 0) > 0
    if water.release_m3s is None:
        return None
    if water.release_m3s == 0:
        return False
    if work.turbine_m3s is not None:
        return water.release_m3s > work.turbine_m3s
    return None


def judge(work: Levels, water: Water, at: datetime, going: NoticeLevel | None = None) -> Judged | None:
    """What the water means at a time; None where nothing is to be said. A notice that goes on (`going`) ends, or falls
    to a lower one, only when the level lies clearly below what it is about."""
    rules = reservoir_rules()
    stated = limits(work, at)
    passed: Judged | None = None
    near: Judged | None = None
    if water.level_m is not None:
        for level, limit in stated:
            slack = rules.end_below_m if going == level else 0.0
            if water.level_m > limit - slack:
                passed = Judged(level, limit)
        if passed is None and stated:
            margin = work.near_m if work.near_m is not None else rules.near_m
            slack = rules.end_below_m if going == "near" else 0.0
            lowest = stated[0][1]
            if water.level_m >= lowest - margin - slack:
                near = Judged("near", lowest)
    if passed is not None:
        return passed
    return Judged("releasing", near.limit_m if near else None) if releases(work, water) else near


def _in_season(begin: str | None, end: str | None, at: datetime) -> bool:
    if begin is None or end is None:
        return True
    day = at.astimezone(VN).strftime("%m-%d")
    return begin <= day <= end if begin <= end else day >= begin or day <= end
