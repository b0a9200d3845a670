"""The road network as a graph: how many minutes from one place to many, leaving out stretches that are cut. Pure.

Every vertex of a road is a node, so that roads that share a vertex cross there; an end that lies beside another road is
joined to it. Speeds are those stated with the roads, else assumptions (`rules/roads.yaml`). From a place to the road,
and from the road to a place, the straight distance counts at the assumed speed. One-way streets are not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geoops.works.linear import Floats, Line, metres_per_degree
from geoops.works.rules import RoadRules

Ints = npt.NDArray[np.int64]
_SAME_PLACE_DEG = 1e-6
"""Vertices this close (10 cm) are one node."""
_STEP_M = 200.0


@dataclass(frozen=True, slots=True)
class NetworkRoad:
    """A road of the network: its id, line and speed."""

    id: int
    line: Line
    speed_kmh: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that nobody passes: from and to as measures along a road's line."""

    road_id: int
    from_m: float
    to_m: float


@dataclass(frozen=True, slots=True)
class Reached:
    """Minutes and how they were got: over the road, or as the crow flies (`straight`). Infinite where no road leads."""

    minutes: Floats
    by_road: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Dense:
    """A line with a vertex at least every `_STEP_M`, so that the nearest vertex is near."""

    points: Floats
    measures: Floats
    gap: npt.NDArray[np.bool_]


def _dense(line: Line) -> _Dense:
    counts = np.where(line.gap, 1, np.maximum(1, np.ceil(line.lengths / _STEP_M))).astype(np.int64)
    index = np.repeat(np.arange(len(counts)), counts)
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    share = (np.arange(len(index)) - starts) / counts[index]
    points = line.points[index] + share[:, None] * (line.points[index + 1] - line.points[index])
    measures = line.measures[index] + share * line.lengths[index]
    return _Dense(
        np.vstack([points, line.points[-1:]]),
        np.append(measures, line.measures[-1]),
        np.repeat(line.gap, counts),
    )


class Network:
    """The graph of all loaded roads. Nodes are lon, lat; an edge has minutes, its road and its measures there."""

    def __init__(self, roads: Sequence[NetworkRoad], rules: RoadRules) -> None:
        self.rules = rules
        self.lines = {road.id: road.line for road in roads}
        dense = [_dense(road.line) for road in roads]
        points = np.vstack([one.points for one in dense])
        keys = np.round(points / _SAME_PLACE_DEG).astype(np.int64)
        _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        inverse = inverse.reshape(-1)
        self.nodes: Floats = points[first]
        self.lat = float(points[:, 1].mean())
        tails, heads, minutes, owners, begins, ends = [], [], [], [], [], []
        offset = 0
        for number, (road, line) in enumerate(zip(roads, dense, strict=True)):
            count = len(line.points)
            index = inverse[offset : offset + count]
            keep = ~line.gap
            tails.append(index[:-1][keep])
            heads.append(index[1:][keep])
            minutes.append(np.diff(line.measures)[keep] / (road.speed_kmh * 1000 / 60))
            owners.append(np.full(int(keep.sum()), number))
            begins.append(line.measures[:-1][keep])
            ends.append(line.measures[1:][keep])
            offset += count
        self.road_ids: Ints = np.array([road.id for road in roads])
        self.tails: Ints = np.concatenate(tails)
        self.heads: Ints = np.concatenate(heads)
        self.minutes: Floats = np.concatenate(minutes)
        self.owners: Ints = np.concatenate(owners)
        self.begins: Floats = np.concatenate(begins)
        self.ends: Floats = np.concatenate(ends)
        self._join_ends(dense, inverse)
        self._tree: Any = None

    def _join_ends(self, dense: Sequence[_Dense], inverse: Ints) -> None:
        """Join ends of pieces to what lies within reach: the nearest place on a segment of another road, or piece."""
        import shapely

        ends = self._piece_ends(dense, inverse)
        scale = np.array(metres_per_degree(self.lat))
        a, b = self.nodes[self.tails] * scale, self.nodes[self.heads] * scale
        segments_of: Any = shapely.linestrings(np.stack([a, b], axis=1))
        tree = shapely.STRtree(segments_of)
        places = shapely.points(self.nodes[ends] * scale)
        who, segments = tree.query(places, predicate="dwithin", distance=self.rules.junction_m)
        extra: list[tuple[int, int, float, int, float, float]] = []
        for i, segment in zip(who, segments, strict=True):
            node = int(ends[i])
            tail, head = int(self.tails[segment]), int(self.heads[segment])
            if node in (tail, head):
                continue
            here = self.nodes[node] * scale
            along = b[segment] - a[segment]
            share = float(
                np.clip(np.dot(here - a[segment], along) / max(float(np.dot(along, along)), 1e-9), 0, 1)
            )
            whole = float(self.minutes[segment])
            owner, begin, end = (
                int(self.owners[segment]),
                float(self.begins[segment]),
                float(self.ends[segment]),
            )
            middle = begin + share * (end - begin)
            extra.append((node, tail, share * whole, owner, begin, middle))
            extra.append((node, head, (1 - share) * whole, owner, middle, end))
        if extra:
            more = np.array(extra)
            self.tails = np.concatenate([self.tails, more[:, 0].astype(np.int64)])
            self.heads = np.concatenate([self.heads, more[:, 1].astype(np.int64)])
            self.minutes = np.concatenate([self.minutes, more[:, 2]])
            self.owners = np.concatenate([self.owners, more[:, 3].astype(np.int64)])
            self.begins = np.concatenate([self.begins, more[:, 4]])
            self.ends = np.concatenate([self.ends, more[:, 5]])

    @staticmethod
    def _piece_ends(dense: Sequence[_Dense], inverse: Ints) -> Ints:
        found: list[int] = []
        offset = 0
        for line in dense:
            count = len(line.points)
            breaks = np.flatnonzero(line.gap)
            for index in (0, count - 1, *breaks, *(breaks + 1)):
                found.append(int(inverse[offset + index]))
            offset += count
        return np.array(sorted(set(found)))

    def minutes_from(
        self,
        origin: tuple[float, float],
        targets: Floats,
        cuts: Sequence[Cut] = (),
        most_minutes: float = np.inf,
    ) -> Reached:
        """Minutes from a place (lon, lat) to each target (n x 2, lon lat).

        A place farther from every road than `most_access_m` is reached, or left, straight. What no open road leads to
        is infinitely far: it is not reached, however near it lies.
        """
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        open_ = self._open(cuts)
        count = len(self.nodes)
        tails, heads, minutes = self.tails[open_], self.heads[open_], np.maximum(self.minutes[open_], 1e-9)
        order = np.lexsort((minutes, np.maximum(tails, heads), np.minimum(tails, heads)))
        low, high = np.minimum(tails, heads)[order], np.maximum(tails, heads)[order]
        first = (
            np.concatenate([[True], (np.diff(low) != 0) | (np.diff(high) != 0)])
            if len(low)
            else np.zeros(0, bool)
        )
        graph = csr_matrix((minutes[order][first], (low[first], high[first])), shape=(count, count))
        straight = self._straight_minutes(origin, targets)
        begin, off = self._nearest(np.array([origin]))
        ends, away = self._nearest(targets)
        slow = self.rules.straight_speed_kmh * 1000 / 60
        if off[0] > self.rules.most_access_m:
            return Reached(straight, np.zeros(len(targets), dtype=bool))
        reach = dijkstra(graph, directed=False, indices=int(begin[0]), limit=most_minutes)
        by_road = off[0] / slow + reach[ends] + away / slow
        near_road = away <= self.rules.most_access_m
        same = (ends == begin[0]) & near_road  # the road plays no part between two places beside one vertex
        found = np.where(near_road, by_road, straight)
        return Reached(np.where(same, np.minimum(found, straight), found), near_road)

    def groups(self, places: Floats, cuts: Sequence[Cut] = ()) -> Ints:
        """For each place (n x 2, lon lat) the number of the group of roads it lies on; places of one group can reach
        each other by open road. -1: farther from every road than `most_access_m`."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import connected_components

        open_ = self._open(cuts)
        count = len(self.nodes)
        ones = np.ones(int(open_.sum()), dtype=np.int8)
        graph = csr_matrix((ones, (self.tails[open_], self.heads[open_])), shape=(count, count))
        _, labels = connected_components(graph, directed=False)
        nodes, away = self._nearest(places)
        return np.where(away <= self.rules.most_access_m, labels[nodes], -1).astype(np.int64)

    def _open(self, cuts: Sequence[Cut]) -> npt.NDArray[np.bool_]:
        open_ = np.ones(len(self.tails), dtype=bool)
        for cut in cuts:
            mine = np.flatnonzero(self.road_ids == cut.road_id)
            if len(mine):
                open_ &= ~((self.owners == mine[0]) & (self.begins <= cut.to_m) & (self.ends >= cut.from_m))
        return open_

    def _nearest(self, places: Floats) -> tuple[Ints, Floats]:
        """The nearest node of each place, and how far (m) it is."""
        from scipy.spatial import cKDTree

        scale = np.array(metres_per_degree(self.lat))
        if self._tree is None:
            self._tree = cKDTree(self.nodes * scale)
        away, index = self._tree.query(places * scale)
        return np.asarray(index, dtype=np.int64), np.asarray(away, dtype=np.float64)

    def _straight_minutes(self, origin: tuple[float, float], targets: Floats) -> Floats:
        return straight_minutes(origin, targets, self.rules.straight_speed_kmh)


def straight_minutes(origin: tuple[float, float], targets: Floats, speed_kmh: float) -> Floats:
    """Minutes as the crow flies at a speed: not a travel time, only what can be said without roads."""
    east, north = metres_per_degree(
        (origin[1] + float(targets[:, 1].mean())) / 2 if len(targets) else origin[1]
    )
    metres = np.hypot((targets[:, 0] - origin[0]) * east, (targets[:, 1] - origin[1]) * north)
    return np.asarray(metres / (speed_kmh * 1000 / 60), dtype=np.float64)
