"""Travel over the loaded roads, leaving out what is reported cut; straight distance where no road is loaded, and it says so.

`minutes_to` (one place to many) is for every domain; what is within reach of a place is in `reach.py`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import numpy as np
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import spaces
from geoops.works import register_store, roads, store
from geoops.works.linear import Floats, Line
from geoops.works.network import Cut, Ints, Network, NetworkRoad, straight_minutes
from geoops.works.register_store import Narrow, When
from geoops.works.rules import road_rules

How = Literal["road", "straight"]
CUT_AROUND_M = 25.0
"""A cut told by a place alone closes this much of the road on either side of it, and its own error with it."""
ON_ROAD_M = 100.0

_networks: dict[int, Network] = {}
"""The newest network by the fingerprint of the roads in it."""


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes to a target and whether roads led there; None where the roads that are open do not lead there."""

    minutes: float | None
    how: How


@dataclass(frozen=True, slots=True)
class Way:
    """What travel times rest on: whether a network is loaded, how many cuts were left out, whether speeds are assumed."""

    network: bool
    cuts: int
    speeds_assumed: bool


@dataclass(frozen=True, slots=True)
class Closure:
    """A stretch of a loaded road taken as closed for a trial: about a place on it (lon, lat), so many metres long."""

    road_id: int
    lon: float
    lat: float
    length_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Grouped:
    """Which places can reach each other by road, before and after a trial: for each place the number of its group, -1
    off the network. `cuts` are those of the real state, `closing` the stretches that the trial adds."""

    before: Ints
    after: Ints
    cuts: int
    closing: int


async def minutes_to(
    session: AsyncSession,
    origin: tuple[float, float],
    targets: Sequence[tuple[float, float]],
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
    also_cut: Sequence[UUID] = (),
    reopened: Sequence[UUID] = (),
    closures: Sequence[Closure] = (),
    most_minutes: float = np.inf,
) -> tuple[list[Travel], Way]:
    """Travel from one place (lon, lat) to many, in their order, over roads that are open at a time.

    `also_cut` and `reopened` are road points taken as cut or open for a trial, whatever their state is; `closures`
    are further stretches taken as closed.
    """
    rows = await store.every(session)
    places: Floats = np.asarray(targets, dtype=np.float64).reshape(-1, 2)
    if not rows or not len(places):
        slow = straight_minutes(origin, places, road_rules().straight_speed_kmh)
        return [Travel(float(one), "straight") for one in slow], Way(bool(rows), 0, True)
    network = await _network(session, rows)
    cuts = await _cuts(session, network, rows, at, known_at, set(also_cut), set(reopened))
    cuts += _closed(network, closures)
    found = await asyncio.to_thread(network.minutes_from, origin, places, cuts, most_minutes)
    travel = [
        Travel(float(minutes) if np.isfinite(minutes) else None, "road" if by_road else "straight")
        for minutes, by_road in zip(found.minutes, found.by_road, strict=True)
    ]
    return travel, Way(True, len(cuts), any(row["speed_assumed"] for row in rows))


async def grouped(
    session: AsyncSession,
    places: Sequence[tuple[float, float]],
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
    also_cut: Sequence[UUID] = (),
    closures: Sequence[Closure] = (),
) -> Grouped | None:
    """Which places (lon, lat) can reach each other by road as it is, and with more of it closed; None: no road is loaded."""
    rows = await store.every(session)
    if not rows or not places:
        return None
    network = await _network(session, rows)
    real = await _cuts(session, network, rows, at, known_at, set(), set())
    tried = await _cuts(session, network, rows, at, known_at, set(also_cut), set())
    tried += _closed(network, closures)
    where: Floats = np.asarray(places, dtype=np.float64).reshape(-1, 2)
    before = await asyncio.to_thread(network.groups, where, real)
    after = await asyncio.to_thread(network.groups, where, tried)
    return Grouped(before, after, len(real), len(tried) - len(real))


def _closed(network: Network, closures: Sequence[Closure]) -> list[Cut]:
    found = []
    for one in closures:
        line = network.lines.get(one.road_id)
        if line is None:
            continue
        away, measures = line.nearest(one.lon, one.lat)
        middle, around = float(measures[int(away.argmin())]), CUT_AROUND_M + one.length_m / 2
        found.append(Cut(one.road_id, middle - around, middle + around))
    return found


async def _network(session: AsyncSession, rows: Sequence[RowMapping]) -> Network:
    key = hash(tuple((row["id"], row["version"], row["speed_kmh"]) for row in rows))
    if key not in _networks:
        lines = [
            NetworkRoad(
                row["id"],
                roads.line_from(await store.line_of(session, row["id"]), row["accuracy_m"]),
                row["speed_kmh"],
            )
            for row in rows
        ]
        made = await asyncio.to_thread(Network, lines, road_rules())
        _networks.clear()
        _networks[key] = made
        return made
    return _networks[key]


async def _cuts(
    session: AsyncSession,
    network: Network,
    rows: Sequence[RowMapping],
    at: datetime | None,
    known_at: datetime | None,
    also_cut: set[UUID],
    reopened: set[UUID],
) -> list[Cut]:
    """Stretches that are cut: by chainage where the road knows it, else around the place of the point."""
    now = await spaces.now(session)
    when = When(at or now, known_at or now)
    wanted = None if also_cut else ["cut"]
    found: list[Cut] = []
    for row in await register_store.points(session, when, Narrow(states=wanted)):
        point = row[0]
        if point.id in reopened or not (row.state == "cut" or point.id in also_cut) or row.lon is None:
            continue
        length = max(0.0, (point.to_m or point.from_m) - point.from_m, point.length_m or 0.0)
        for facts in rows:
            if facts["key"] == point.road_key and (point.part is None or facts["part"] == point.part):
                found += _cut_on(network.lines[facts["id"]], facts, row, length)
    return found


def _cut_on(line: Line, facts: RowMapping, row: Any, length: float) -> list[Cut]:
    away, measures = line.nearest(row.lon, row.lat)
    best = int(away.argmin())
    if away[best] > ON_ROAD_M + (row[0].error_m or 0.0):
        return []
    around = CUT_AROUND_M + length
    return [Cut(facts["id"], float(measures[best]) - around, float(measures[best]) + around)]
