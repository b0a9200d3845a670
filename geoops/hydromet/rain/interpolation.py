"""Rain between gauges: inverse distance and ordinary kriging, both over the nearest gauges, and their error.

Pure functions on arrays. Places are kilometres on a plane (`to_plane`), amounts are millimetres. The kriging system is
that of Cressie (1993), 3.2, with the semivariogram that pykrige fits; solving it for all points at once, over a dozen
neighbours each, is three hundred times as quick as asking pykrige point by point, and gives the same (a test says so).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from geoops.kit.yaml_files import read_yaml

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Method = Literal["idw", "kriging"]

_KM_PER_DEGREE = 111.195
_LATITUDE = 16.0


@lru_cache
def settings() -> dict[str, Any]:
    """The rule."""
    text = files("geoops.hydromet").joinpath("rules/rain_interpolation.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document


def to_plane(lon: Array, lat: Array) -> Array:
    """Degrees as kilometres east and north, (n, 2). Right along meridians; along parallels scaled by each point's own
    latitude towards the country's middle meridian, which is within 2 % over the distances that are used."""
    east = (lon - 106.0) * np.cos(np.radians(lat)) * _KM_PER_DEGREE
    return np.column_stack([east, (lat - _LATITUDE) * _KM_PER_DEGREE])


@dataclass(frozen=True, slots=True)
class Variogram:
    """Spherical: from `nugget` at no distance to `sill` at `range_km` and beyond, in mm²."""

    sill: float
    range_km: float
    nugget: float

    def __call__(self, km: Array) -> Array:
        """The semivariance at distances; 0 at no distance, since a gauge is right about its own place."""
        h = np.minimum(km / self.range_km, 1.0)
        value = self.nugget + (self.sill - self.nugget) * (1.5 * h - 0.5 * h**3)
        return np.where(km <= 0, 0.0, value)


def fit_variogram(places: Array, mm: Array) -> Variogram:
    """The spherical semivariogram that pykrige fits to the gauges. Where all are alike, one that says so."""
    if len(mm) < 3 or float(np.ptp(mm)) == 0.0:
        return Variogram(1.0, 50.0, 0.0)
    from pykrige.ok import OrdinaryKriging  # late: it takes a second

    chosen = np.random.default_rng(0).permutation(len(mm))[:1500]
    fitted = OrdinaryKriging(
        places[chosen, 0], places[chosen, 1], mm[chosen], variogram_model="spherical", nlags=20, weight=True
    )
    partial, reach, nugget = (float(value) for value in fitted.variogram_model_parameters)
    return Variogram(max(partial + nugget, 1e-6), max(reach, 1.0), max(nugget, 0.0))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Rain at points: mm (NaN where no gauge is near enough) and the distance to the nearest gauge, km."""

    mm: Array
    nearest_km: Array


class Field:
    """The gauges of one moment, ready to be asked about other places."""

    def __init__(self, places: Array, mm: Array, *, least_mm: float = 0.0) -> None:
        """`least_mm` is what an estimate never falls below: minus infinity for differences, which may be negative."""
        from scipy.spatial import cKDTree

        self.places, self.mm, self.least_mm = places, mm, least_mm
        self._tree = cKDTree(places)
        self._variogram: Variogram | None = None

    @property
    def variogram(self) -> Variogram:
        """Fitted when it is first needed."""
        if self._variogram is None:
            self._variogram = fit_variogram(self.places, self.mm)
        return self._variogram

    def at(self, points: Array, method: Method) -> Estimate:
        """The rain at points (n, 2), km."""
        k = min(settings()["neighbours"], len(self.mm))
        km, near = self._tree.query(points, k=k)
        return self._estimate(points, _table(km, k), _table(near, k).astype(np.int64), method)

    def leave_one_out(self, method: Method) -> Estimate:
        """What the other gauges say at the place of each."""
        k = min(settings()["neighbours"], len(self.mm) - 1)
        km, near = self._tree.query(self.places, k=k + 1)
        km, near = _table(km, k + 1), _table(near, k + 1).astype(np.int64)
        own = near == np.arange(len(self.mm))[:, None]
        own[~own.any(axis=1), -1] = (
            True  # so many gauges at one place that it is not among its own neighbours
        )
        others = ~own
        shape = (len(self.mm), k)
        return self._estimate(self.places, km[others].reshape(shape), near[others].reshape(shape), method)

    def _estimate(self, points: Array, km: Array, near: Indices, method: Method) -> Estimate:
        weigh = _METHODS[method]
        mm = np.concatenate(
            [
                weigh(self, points[part], km[part], near[part])
                for part in (slice(n, n + _AT_ONCE) for n in range(0, max(len(points), 1), _AT_ONCE))
            ]
        )
        mm = np.clip(mm, self.least_mm, None)
        return Estimate(np.where(km[:, 0] <= settings()["farthest_km"], mm, np.nan), km[:, 0])


_AT_ONCE = 20_000


def _table(found: Any, k: int) -> Any:
    return np.asarray(found).reshape(-1, k)


def _inverse_distance(field: Field, points: Array, km: Array, near: Indices) -> Array:
    weights: Array = 1.0 / np.maximum(km, 1e-3) ** settings()["power"]
    weights = np.where(km <= settings()["farthest_km"], weights, 0.0)
    weights[:, 0] = np.maximum(weights[:, 0], 1e-12)
    result: Array = (weights * field.mm[near]).sum(axis=1) / weights.sum(axis=1)
    return result


def _kriging(field: Field, points: Array, km: Array, near: Indices) -> Array:
    variogram, n, k = field.variogram, len(points), near.shape[1]
    places = field.places[near]
    between = np.sqrt(((places[:, :, None, :] - places[:, None, :, :]) ** 2).sum(axis=3))
    left = np.ones((n, k + 1, k + 1))
    left[:, :k, :k] = variogram(between)
    # Two gauges at one place would make the system singular: each is right to a tenth of a millimetre.
    left[:, range(k), range(k)] = 0.0
    left[:, :k, :k] += np.eye(k) * -1e-9
    same = (between < 1e-3) & ~np.eye(k, dtype=bool)
    left[:, :k, :k] += same * 0.01
    left[:, k, k] = 0.0
    right = np.ones((n, k + 1, 1))
    right[:, :k, 0] = variogram(km)
    weights = np.linalg.solve(left, right)[:, :k, 0]
    result: Array = (weights * field.mm[near]).sum(axis=1)
    return result


_METHODS: dict[Method, Callable[[Field, Array, Array, Indices], Array]] = {
    "idw": _inverse_distance,
    "kriging": _kriging,
}


@dataclass(frozen=True, slots=True)
class Error:
    """How far estimates lie from what gauges measured, mm: mean absolute, root mean square, mean (bias); over `n`."""

    mae_mm: float
    rmse_mm: float
    bias_mm: float
    n: int


def error_of(estimated: Array, measured: Array) -> Error | None:
    """The error where there is an estimate; None where there is none at all."""
    off = (estimated - measured)[np.isfinite(estimated)]
    if not len(off):
        return None
    return Error(float(np.abs(off).mean()), float(np.sqrt((off**2).mean())), float(off.mean()), len(off))
