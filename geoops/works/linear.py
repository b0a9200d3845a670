"""Linear referencing of one road: chainage to coordinate and back between kilometre posts, each answer with its error.

The line is measured along the ellipsoid (WGS 84); where it has gaps, the straight way across counts, and a place in a
gap is not answered. Between two posts the posted length is spread evenly over the measured one.

The error of an answer (metres) is the sum of: how far the line may lie from the real road (stated by who loaded it),
how far the posts beside it lie from the line with their own accuracy, and what the posted and the measured length
since the post before differ by up to there. A gap between the two posts adds its length. Beyond the last post the
distance to it counts with the drift: the largest difference seen on this road, at least `rules().least_drift`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from geoops.works.chainage import Chainage

Floats = npt.NDArray[np.float64]
Basis = Literal["between_posts", "beyond_posts", "from_start"]

JOINED_M: Final = 30.0
"""Ends of two pieces this close are one place: lines are rarely digitised to meet exactly."""
ROUNDING_M: Final = 0.6
"""An answer's chainage is rounded to the metre."""
PAST_END_M: Final = 0.5


@lru_cache
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


class OffRoad(Exception):
    """A chainage that is not on the road: before its beginning, beyond its end, in a gap, in too short a kilometre."""

    def __init__(
        self, why: Literal["before", "beyond", "gap", "short"], begin_m: float, end_m: float
    ) -> None:
        super().__init__(why)
        self.why = why
        self.begin_m = begin_m
        self.end_m = end_m


class Unordered(Exception):
    """Posts whose chainage does not run one way along the line; `index` is the first that does not fit."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


@dataclass(frozen=True, slots=True)
class Post:
    """A kilometre post: its posted metres, where it stands, and how exactly that is known."""

    posted_m: float
    lon: float
    lat: float
    accuracy_m: float


@dataclass(frozen=True, slots=True)
class Located:
    """A chainage on the map. `long_m` is by how much the measured length since the post before exceeds the posted."""

    lon: float
    lat: float
    measure_m: float
    error_m: float
    basis: Basis
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Referenced:
    """The chainage of a position. `also` are other places of the same road within reach of the position (hairpins)."""

    posted_m: float
    lon: float
    lat: float
    offset_m: float
    error_m: float
    basis: Basis
    also: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Control points: measure along the line and posted chainage, both ascending; `off_m` is each post's own error."""

    measures: Floats
    posted: Floats
    off_m: Floats
    drift: float
    by_posts: bool


class Line:
    """A road's line in its order of chainage. `pieces` are arrays of lon, lat (EPSG:4326)."""

    def __init__(self, pieces: Sequence[Floats], *, accuracy_m: float) -> None:
        self.accuracy_m = accuracy_m
        self.points: Floats = np.vstack(pieces)
        starts = np.cumsum([0, *(len(piece) for piece in pieces)])[1:-1]
        self.lengths: Floats = _lengths(self.points)
        self.measures: Floats = np.concatenate([[0.0], np.cumsum(self.lengths)])
        jumps = np.zeros(len(self.lengths), dtype=bool)
        jumps[starts - 1] = True
        self.gap: npt.NDArray[np.bool_] = jumps & (self.lengths > JOINED_M)

    @property
    def length_m(self) -> float:
        """From end to end, with the straight way across gaps."""
        return float(self.measures[-1])

    @property
    def gaps(self) -> list[tuple[float, float]]:
        """Where the line is missing: from and to as measures."""
        return [(float(self.measures[i]), float(self.measures[i + 1])) for i in np.flatnonzero(self.gap)]

    def reversed(self) -> "Line":
        """The same line, read from its other end."""
        turned = object.__new__(Line)
        turned.accuracy_m = self.accuracy_m
        turned.points = self.points[::-1].copy()
        turned.lengths = self.lengths[::-1].copy()
        turned.measures = np.concatenate([[0.0], np.cumsum(turned.lengths)])
        turned.gap = self.gap[::-1].copy()
        return turned

    def at(self, measure: float) -> tuple[float, float]:
        """Lon, lat of a measure within the line."""
        index = int(
            np.clip(np.searchsorted(self.measures, measure, side="right") - 1, 0, len(self.lengths) - 1)
        )
        length = self.lengths[index]
        share = (measure - self.measures[index]) / length if length > 0 else 0.0
        lon, lat = self.points[index] + share * (self.points[index + 1] - self.points[index])
        return float(lon), float(lat)

    def gap_at(self, measure: float) -> tuple[float, float] | None:
        """The gap in which a measure lies (not its edges)."""
        for begin, end in self.gaps:
            if begin + PAST_END_M < measure < end - PAST_END_M:
                return begin, end
        return None

    def nearest(self, lon: float, lat: float) -> tuple[Floats, Floats]:
        """For each segment: distance (m) of a position to it, and the measure of the nearest place. Gaps are infinitely far."""
        scale_x, scale_y = metres_per_degree(lat)
        x = (self.points[:, 0] - lon) * scale_x
        y = (self.points[:, 1] - lat) * scale_y
        dx, dy = np.diff(x), np.diff(y)
        square = dx * dx + dy * dy
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(square > 0, -(x[:-1] * dx + y[:-1] * dy) / square, 0.0)
        share = np.clip(share, 0.0, 1.0)
        distance = np.hypot(x[:-1] + share * dx, y[:-1] + share * dy)
        distance[self.gap] = np.inf
        return distance, self.measures[:-1] + share * self.lengths


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Length of a degree of longitude and latitude on WGS 84 (series of the meridian and parallel arcs)."""
    phi = np.radians(lat)
    east = 111_412.84 * np.cos(phi) - 93.5 * np.cos(3 * phi) + 0.118 * np.cos(5 * phi)
    north = 111_132.92 - 559.82 * np.cos(2 * phi) + 1.175 * np.cos(4 * phi)
    return float(east), float(north)


def _lengths(points: Floats) -> Floats:
    _, _, metres = _geod().inv(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
    return np.asarray(metres, dtype=np.float64)


class Road:
    """A line with its calibration: what answers questions of chainage. Turned round where it was digitised backwards."""

    def __init__(
        self, line: Line, posts: Sequence[Post], *, start_m: float | None, least_drift: float
    ) -> None:
        """Without posts the chainage of the line's first point has to be stated. Raises Unordered, ValueError."""
        self.turned = False
        found = _controls(line, posts)
        if _runs_against(found):
            line = line.reversed()
            found = _controls(line, posts)
            self.turned = True
        self.line = line
        if len(posts) > 0:
            order = np.argsort(found.measures, kind="stable")
            steps = np.diff(found.posted[order])
            if (steps <= 0).any() or (np.diff(found.measures[order]) <= 0).any():
                raise Unordered(_culprit(found.posted[order], order))
            measures, posted, off = found.measures[order], found.posted[order], found.off[order]
        elif start_m is not None:
            measures, posted, off = np.array([0.0]), np.array([start_m]), np.array([0.0])
        else:
            raise ValueError("neither posts nor the chainage of the start")
        ratio = np.abs(np.diff(measures) / np.diff(posted) - 1) if len(posted) > 1 else np.array([0.0])
        drift = max(float(ratio.max()), least_drift)
        self.calibration = Calibration(measures, posted, off, drift, by_posts=len(posts) > 0)

    @property
    def begin_m(self) -> float:
        """Posted metres at the beginning of the line."""
        return float(self.calibration.posted[0] - self.calibration.measures[0])

    @property
    def end_m(self) -> float:
        """Posted metres at the end of the line."""
        return float(self.calibration.posted[-1] + self.line.length_m - self.calibration.measures[-1])

    def locate(self, chainage: Chainage) -> Located:
        """Where a chainage lies. Raises OffRoad."""
        measure = self._measure_past_post(chainage) if chainage.long else self._measure(chainage.metres)
        if measure < -PAST_END_M:
            raise OffRoad("before", self.begin_m, self.end_m)
        if measure > self.line.length_m + PAST_END_M:
            raise OffRoad("beyond", self.begin_m, self.end_m)
        measure = min(max(measure, 0.0), self.line.length_m)
        if gap := self.line.gap_at(measure):
            raise OffRoad("gap", self._posted(gap[0]), self._posted(gap[1]))
        lon, lat = self.line.at(measure)
        error, basis, before, after = self._error(measure)
        return Located(lon, lat, measure, error, basis, before, after)

    def reference(self, lon: float, lat: float, *, accuracy_m: float = 0.0) -> Referenced:
        """The chainage nearest to a position (EPSG:4326) known to `accuracy_m`."""
        distance, measures = self.line.nearest(lon, lat)
        best = int(distance.argmin())
        offset, measure = float(distance[best]), float(measures[best])
        error, basis, _, _ = self._error(measure)
        error += accuracy_m + ROUNDING_M
        reach = offset + 2 * (accuracy_m + self.line.accuracy_m)
        others: list[float] = []
        for index in np.flatnonzero(distance <= reach):
            away = [abs(float(measures[index]) - taken) for taken in (measure, *others)]
            if min(away) > 4 * reach + 2 * self.line.accuracy_m:
                others.append(float(measures[index]))
        at = self.line.at(measure)
        return Referenced(
            self._posted(measure), *at, offset, error, basis, tuple(self._posted(one) for one in others[:5])
        )

    def between(self, begin: Chainage, end: Chainage) -> tuple[float, float]:
        """Two chainages as measures along the line, cut to the line. Raises OffRoad."""
        return self.locate(begin).measure_m, self.locate(end).measure_m

    def _measure(self, posted: float) -> float:
        c = self.calibration
        if posted <= c.posted[0]:
            return float(c.measures[0] - (c.posted[0] - posted))
        if posted >= c.posted[-1]:
            return float(c.measures[-1] + (posted - c.posted[-1]))
        return float(np.interp(posted, c.posted, c.measures))

    def _posted(self, measure: float) -> float:
        c = self.calibration
        if measure <= c.measures[0]:
            return float(c.posted[0] - (c.measures[0] - measure))
        if measure >= c.measures[-1]:
            return float(c.posted[-1] + (measure - c.measures[-1]))
        return float(np.interp(measure, c.measures, c.posted))

    def _measure_past_post(self, chainage: Chainage) -> float:
        """`Km105+1150` is counted from post 105, in a kilometre that is long; raises OffRoad where it is not."""
        c = self.calibration
        found = np.flatnonzero(np.abs(c.posted - chainage.km * 1000) < PAST_END_M)
        if len(found) == 0:
            raise OffRoad("short", chainage.km * 1000, chainage.km * 1000 + 1000)
        index = int(found[0])
        room = (c.measures[index + 1] if index + 1 < len(c.measures) else self.line.length_m) - c.measures[
            index
        ]
        if chainage.past_m > room + self.line.accuracy_m:
            raise OffRoad("short", chainage.km * 1000, chainage.km * 1000 + float(room))
        return float(c.measures[index] + chainage.past_m)

    def _error(self, measure: float) -> tuple[float, Basis, float | None, float | None]:
        c = self.calibration
        own = self.line.accuracy_m + ROUNDING_M
        index = int(np.searchsorted(c.measures, measure, side="right")) - 1
        if not c.by_posts:
            return own + measure * c.drift + self._gaps(0.0, measure), "from_start", None, None
        inside = 0 <= index < len(c.measures) - 1 or (
            index == len(c.measures) - 1 and measure == c.measures[-1]
        )
        if not inside:
            post = 0 if index < 0 else len(c.measures) - 1
            away = abs(measure - float(c.measures[post]))
            low, high = sorted((measure, float(c.measures[post])))
            error = own + float(c.off_m[post]) + away * c.drift + self._gaps(low, high)
            side = (None, float(c.posted[0])) if index < 0 else (float(c.posted[-1]), None)
            return error, "beyond_posts", *side
        index = min(index, len(c.measures) - 2) if len(c.measures) > 1 else 0
        if len(c.measures) == 1:
            return own + float(c.off_m[0]), "between_posts", float(c.posted[0]), None
        low, high = float(c.measures[index]), float(c.measures[index + 1])
        share = (measure - low) / (high - low)
        differs = abs((high - low) - float(c.posted[index + 1] - c.posted[index]))
        off = float(max(c.off_m[index], c.off_m[index + 1]))
        error = own + off + share * differs + self._gaps(low, high)
        return error, "between_posts", float(c.posted[index]), float(c.posted[index + 1])

    def _gaps(self, low: float, high: float) -> float:
        """Length of the gaps in a stretch: the road there may be longer than the straight way by as much (an assumption)."""
        return sum(max(0.0, min(end, high) - max(begin, low)) for begin, end in self.line.gaps)


@dataclass(frozen=True, slots=True)
class _Controls:
    measures: Floats
    posted: Floats
    off: Floats


def _runs_against(found: _Controls) -> bool:
    """Whether more posts fall than rise along the line."""
    steps = np.sign(np.diff(found.posted[np.argsort(found.measures, kind="stable")]))
    return bool(steps.sum() < 0)


def _controls(line: Line, posts: Sequence[Post]) -> _Controls:
    measures, off = [], []
    for post in posts:
        distance, along = line.nearest(post.lon, post.lat)
        best = int(distance.argmin())
        measures.append(float(along[best]))
        off.append(float(distance[best]) + post.accuracy_m)
    return _Controls(np.array(measures), np.array([post.posted_m for post in posts]), np.array(off))


def _culprit(posted: Floats, order: npt.NDArray[np.intp]) -> int:
    """The post that disturbs the order: the first that is not in the longest ascending run."""
    best = [1] * len(posted)
    came: list[int | None] = [None] * len(posted)
    for i in range(len(posted)):
        for j in range(i):
            if posted[j] < posted[i] and best[j] + 1 > best[i]:
                best[i], came[i] = best[j] + 1, j
    keep: set[int] = set()
    walk: int | None = int(np.argmax(best))
    while walk is not None:
        keep.add(walk)
        walk = came[walk]
    wrong = [i for i in range(len(posted)) if i not in keep]
    return int(order[wrong[0]]) if wrong else int(order[-1])


def offset_of(line: Line, post: Post) -> float:
    """How far (m) a post stands from the line."""
    distance, _ = line.nearest(post.lon, post.lat)
    return float(distance.min())
