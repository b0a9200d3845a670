"""A made-up storm: rain cells that grow, move and die, over a wide shield of light rain. Pure, and the same for a seed.

The shape follows what is known of such storms, not any one of them: convective cells 5 to 15 km wide live one to
three hours, move with the steering wind, and peak at 30 to 90 mm/h; the shield around them gives 1 to 4 mm/h; tipping
buckets count 0.2 mm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

STEP = timedelta(minutes=10)
TIP_MM = 0.2
_KM_PER_DEGREE = 111.2

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Convective cells, one entry each: hours from the storm's start, km east and north of its middle, km/h, mm/h."""

    begins_h: Array
    lasts_h: Array
    x_km: Array
    y_km: Array
    east_kmh: Array
    north_kmh: Array
    radius_km: Array
    peak_mmh: Array


@dataclass(frozen=True, slots=True)
class Storm:
    """The storm over a set of gauges. `x_km`, `y_km`: where they stand, from their middle."""

    starts_at: datetime
    hours: int
    seed: int
    cells: Cells
    x_km: Array
    y_km: Array

    def amounts(self, step: int) -> Array:
        """Rain of each gauge in mm over the ten minutes from `starts_at + step * STEP`, in whole tips of the bucket."""
        rates = np.mean([self._rate(hour) for hour in (np.arange(4) + 0.5) / 24 + step / 6], axis=0)
        jitter = np.random.default_rng([self.seed, step]).lognormal(-0.08, 0.4, size=rates.shape)
        tips = np.round(rates * jitter / 6 / TIP_MM) * TIP_MM
        rounded: Array = np.round(tips, 1)
        return rounded

    def _rate(self, hour: float) -> Array:
        """Rain rate in mm/h at each gauge, `hour` hours after the start."""
        cells = self.cells
        age = (hour - cells.begins_h) / cells.lasts_h
        strength = np.where((age > 0) & (age < 1), np.sin(np.pi * np.clip(age, 0, 1)) ** 2, 0.0)
        since = hour - cells.begins_h
        dx = self.x_km[:, None] - (cells.x_km + cells.east_kmh * since)[None, :]
        dy = self.y_km[:, None] - (cells.y_km + cells.north_kmh * since)[None, :]
        falloff = np.exp(-(dx**2 + dy**2) / (2 * cells.radius_km[None, :] ** 2))
        convective = (cells.peak_mmh * strength)[None, :] * falloff
        shield = np.clip(convective.sum(axis=1) / 12, 0, 4) + self._shield(hour)
        rate: Array = np.maximum(convective.max(axis=1, initial=0.0), shield)
        return rate

    def _shield(self, hour: float) -> Array:
        """Light rain that drifts over the whole area in the middle of the storm."""
        phase = np.sin(np.pi * np.clip(hour / self.hours, 0, 1)) ** 2
        bands = np.sin(self.x_km / 30 + hour / 2) * np.cos(self.y_km / 40 - hour / 3)
        band: Array = 3.0 * phase * np.clip(bands - 0.3, 0, None)
        return band


def make_storm(lon: Array, lat: Array, *, starts_at: datetime, hours: int, seed: int) -> Storm:
    """A storm of that many hours over gauges at those places (degrees, EPSG:4326)."""
    random = np.random.default_rng(seed)
    middle_lon, middle_lat = float(np.mean(lon)), float(np.mean(lat))
    x_km = (lon - middle_lon) * _KM_PER_DEGREE * np.cos(np.radians(middle_lat))
    y_km = (lat - middle_lat) * _KM_PER_DEGREE
    number = max(12, 3 * hours)
    # Cells begin near gauges, most of them in the middle of the storm, and a few on the track of those before them.
    at = random.integers(0, len(x_km), size=number)
    return Storm(
        starts_at=starts_at,
        hours=hours,
        seed=seed,
        x_km=x_km,
        y_km=y_km,
        cells=Cells(
            begins_h=hours * random.beta(2.2, 2.2, size=number),
            lasts_h=random.uniform(1.0, 3.0, size=number),
            x_km=x_km[at] + random.normal(0, 8, size=number),
            y_km=y_km[at] + random.normal(0, 8, size=number),
            east_kmh=random.normal(8, 4, size=number),
            north_kmh=random.normal(5, 3, size=number),
            radius_km=random.uniform(5, 15, size=number),
            peak_mmh=random.uniform(30, 90, size=number),
        ),
    )
