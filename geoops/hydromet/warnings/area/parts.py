"""Which parts of an area have a polygon of their own, and which are joined."""

from typing import Any

import numpy as np
import shapely

_BRIDGE_M = 25.0
"""Half the width of a bridge between parts that are joined."""

_COMPARED = 150
"""So many groups are compared each with each; before that, who is near is joined."""


def joined(whole: Any, most: int) -> list[Any]:
    """The area (metres) as at most `most` polygons without holes: the nearest parts are joined by bridges."""
    filled = shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)])
    parts = np.array([shapely.Polygon(part.exterior) for part in shapely.get_parts(filled)], dtype=object)
    return [_bridged(parts[members]) for members in _groups(parts, most)]


def _groups(parts: Any, most: int) -> list[list[int]]:
    """Indices of parts in at most `most` groups: the longest gaps between them stay open (single linkage)."""
    groups = [[i] for i in range(len(parts))]
    near = 100.0
    while len(groups) > max(most, _COMPARED):
        first, second = shapely.STRtree(parts).query(parts, predicate="dwithin", distance=near)
        groups = _linked(len(parts), first.tolist(), second.tolist())
        near *= 1.5
    if len(groups) <= most:
        return groups
    from scipy.sparse.csgraph import minimum_spanning_tree

    shapes = np.array([shapely.union_all(parts[members]) for members in groups], dtype=object)
    away = shapely.distance(shapes[:, None], shapes[None, :])
    tree = minimum_spanning_tree(np.maximum(away, 1e-6)).tocoo()
    order = np.argsort(tree.data)[: len(groups) - most]
    merged = _linked(len(groups), tree.row[order].tolist(), tree.col[order].tolist())
    return [[part for member in members for part in groups[member]] for members in merged]


def _linked(count: int, first: list[int], second: list[int]) -> list[list[int]]:
    """The connected groups of `count` things, given which pairs are tied."""
    tied = list(range(count))

    def root(i: int) -> int:
        while tied[i] != i:
            tied[i] = tied[tied[i]]
            i = tied[i]
        return i

    for a, b in zip(first, second, strict=True):
        tied[root(a)] = root(b)
    found: dict[int, list[int]] = {}
    for i in range(count):
        found.setdefault(root(i), []).append(i)
    return list(found.values())


def _bridged(parts: Any) -> Any:
    """One polygon of a group: each part is tied to the nearest that is in already (Prim's spanning tree)."""
    if len(parts) == 1:
        return parts[0]
    parts = parts[np.argsort(-shapely.area(parts))]
    distance = np.full(len(parts), np.inf)
    nearest = np.zeros(len(parts), dtype=int)
    outside = np.ones(len(parts), dtype=bool)
    pieces = [parts[0]]
    current = 0
    outside[0] = False
    shapely.prepare(parts)
    for _ in range(len(parts) - 1):
        there = np.flatnonzero(outside)
        away = shapely.distance(parts[current], parts[there])
        closer = away < distance[there]
        distance[there[closer]] = away[closer]
        nearest[there[closer]] = current
        current = int(there[np.argmin(distance[there])])
        outside[current] = False
        line = shapely.shortest_line(parts[nearest[current]], parts[current])
        pieces += [parts[current], line.buffer(_BRIDGE_M, quad_segs=2)]
    union = shapely.union_all(pieces)
    return max((shapely.Polygon(piece.exterior) for piece in shapely.get_parts(union)), key=lambda p: p.area)
