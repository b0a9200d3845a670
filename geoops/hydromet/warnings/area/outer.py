"""Fewer vertices for a ring that may only grow: nothing that was inside is ever outside.

Two moves, each adding a triangle to the polygon, the cheapest first (after Visvalingam and Whyatt 1993, who remove
the vertex of the least triangle, here restricted to what grows):

- *fill*: a reflex vertex is left out, and the pocket in front of it becomes part of the polygon;
- *extend*: an edge between two convex vertices is left out, and its neighbours go on until they meet.

A move is made only where no other part of the ring reaches into its triangle, so that the ring stays simple.
"""

import heapq

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""Vertices `(n, 2)`, counter-clockwise, the first not repeated at the end. Any unit in which straight is straight."""

_FAR = 1e18
_LEAST = 3
_LOOK_AGAIN = 25
"""After so many moves those that were blocked are looked at again."""

_Move = tuple[float, int, int, bool, float, float]
"""Added area, vertex, its stamp, whether it is a fill, and where an extension meets."""


def grow_to(ring: Ring, most: int) -> Ring | None:
    """The ring with at most `most` vertices, covering the ring given; None where no move is left before that."""
    return _Growing(ring).down_to(most)


class _Growing:
    """The ring as a linked list over arrays, with a heap of the moves that are possible."""

    def __init__(self, ring: Ring) -> None:
        count = len(ring)
        self.x = ring[:, 0].copy()
        self.y = ring[:, 1].copy()
        self.before = [(i - 1) % count for i in range(count)]
        self.after = [(i + 1) % count for i in range(count)]
        self.stamp = [0] * count
        self.left = count
        self.heap: list[_Move] = []
        for i in range(count):
            self._offer(i)

    def down_to(self, most: int) -> Ring | None:
        """Make the cheapest move that is possible until few enough vertices are left."""
        blocked: list[_Move] = []
        made, made_when_freed = 0, -1
        while self.left > max(most, _LEAST):
            if not self.heap:
                if made == made_when_freed:
                    return None
                made_when_freed = made
                self._free(blocked)
                continue
            move = heapq.heappop(self.heap)
            _, i, stamp, fill, x, y = move
            if stamp != self.stamp[i]:
                continue
            if not (self._may_fill(i) if fill else self._may_extend(i, x, y)):
                blocked.append(move)
                continue
            if fill:
                self._fill(i)
            else:
                self._extend(i, x, y)
            made += 1
            if made % _LOOK_AGAIN == 0:
                self._free(blocked)
        return self._ring()

    def _free(self, blocked: list[_Move]) -> None:
        """What was blocked may be possible now."""
        for held in blocked:
            heapq.heappush(self.heap, held)
        blocked.clear()

    def _cross(self, a: int, b: int, c: int) -> float:
        x, y = self.x, self.y
        return float((x[b] - x[a]) * (y[c] - y[b]) - (y[b] - y[a]) * (x[c] - x[b]))

    def _offer(self, i: int) -> None:
        """Put the move that begins at vertex `i` on the heap, where there is one."""
        p, n = self.before[i], self.after[i]
        turn = self._cross(p, i, n)
        if turn <= 0:
            heapq.heappush(self.heap, (-turn / 2, i, self.stamp[i], True, 0.0, 0.0))
            return
        nn = self.after[n]
        if self._cross(i, n, nn) <= 0 or nn == p:
            return
        x, y = self.x, self.y
        ax, ay = float(x[i] - x[p]), float(y[i] - y[p])
        bx, by = float(x[n] - x[nn]), float(y[n] - y[nn])
        across = ax * by - ay * bx
        if across <= 0:  # the neighbours run apart
            return
        gx, gy = float(x[n] - x[i]), float(y[n] - y[i])
        along = (gx * by - gy * bx) / across
        mx, my = float(x[i]) + along * ax, float(y[i]) + along * ay
        cost = abs(gx * (my - float(y[i])) - gy * (mx - float(x[i]))) / 2
        heapq.heappush(self.heap, (cost, i, self.stamp[i], False, mx, my))

    def _may_fill(self, i: int) -> bool:
        """No other vertex lies in the pocket: an edge can only come into it through its open side, and not leave."""
        p, n = self.before[i], self.after[i]
        inside = self._inside((self.x[p], self.y[p]), (self.x[n], self.y[n]), (self.x[i], self.y[i]))
        inside[[p, i, n]] = False
        return not inside.any()

    def _may_extend(self, i: int, x: float, y: float) -> bool:
        """No other vertex lies in the triangle, and no other edge cuts its new corner."""
        p, n = self.before[i], self.after[i]
        a, b, c = (self.x[i], self.y[i]), (x, y), (self.x[n], self.y[n])
        inside = self._inside(a, b, c)
        inside[[i, n]] = False
        if inside.any():
            return False
        live = np.flatnonzero(self.x < _FAR)
        ends = np.asarray(self.after)[live]
        keep = ~np.isin(live, (p, i, n))
        starts, ends = live[keep], ends[keep]
        return not (self._crossed(starts, ends, a, b).any() or self._crossed(starts, ends, b, c).any())

    def _inside(
        self, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
    ) -> NDArray[np.bool_]:
        """Which vertices lie in the triangle or on its rim, whichever way round it is given."""
        x, y = self.x, self.y
        first = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
        second = (c[0] - b[0]) * (y - b[1]) - (c[1] - b[1]) * (x - b[0])
        third = (a[0] - c[0]) * (y - c[1]) - (a[1] - c[1]) * (x - c[0])
        found: NDArray[np.bool_] = ((first >= 0) & (second >= 0) & (third >= 0)) | (
            (first <= 0) & (second <= 0) & (third <= 0)
        )
        return found & (x < _FAR)

    def _crossed(
        self,
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        a: tuple[float, float],
        b: tuple[float, float],
    ) -> NDArray[np.bool_]:
        """Which edges meet the segment from `a` to `b`."""
        px, py, qx, qy = self.x[starts], self.y[starts], self.x[ends], self.y[ends]
        dx, dy = b[0] - a[0], b[1] - a[1]
        side_p = dx * (py - a[1]) - dy * (px - a[0])
        side_q = dx * (qy - a[1]) - dy * (qx - a[0])
        ex, ey = qx - px, qy - py
        side_a = ex * (a[1] - py) - ey * (a[0] - px)
        side_b = ex * (b[1] - py) - ey * (b[0] - px)
        met: NDArray[np.bool_] = (side_p * side_q <= 0) & (side_a * side_b <= 0)
        return met

    def _fill(self, i: int) -> None:
        p, n = self.before[i], self.after[i]
        self._drop(i)
        self.after[p], self.before[n] = n, p
        self._renew(p, n)

    def _extend(self, i: int, x: float, y: float) -> None:
        n = self.after[i]
        nn = self.after[n]
        self._drop(n)
        self.x[i], self.y[i] = x, y
        self.after[i], self.before[nn] = nn, i
        self._renew(self.before[i], i, nn)

    def _drop(self, i: int) -> None:
        self.x[i] = self.y[i] = _FAR
        self.stamp[i] += 1
        self.left -= 1

    def _renew(self, *changed: int) -> None:
        """The moves at these vertices, and those that begin at the two before them, are others now."""
        first = self.before[changed[0]]
        for i in dict.fromkeys((self.before[first], first, *changed)):
            self.stamp[i] += 1
            self._offer(i)

    def _ring(self) -> Ring:
        start = int(np.flatnonzero(self.x < _FAR)[0])
        order, i = [start], self.after[start]
        while i != start:
            order.append(i)
            i = self.after[i]
        return np.column_stack((self.x[order], self.y[order]))
