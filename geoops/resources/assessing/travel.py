"""How long it takes to get from one place to another: a small protocol, so that a road network can be put in.

Until one is loaded the way is the straight line on the ellipsoid, and every answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from pyproj import Geod

from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A point in WGS 84, degrees."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Leg:
    """A way: metres, and minutes where the means of travel knows them."""

    metres: float
    minutes: float | None


class Travel(Protocol):
    """A means of telling ways."""

    @property
    def how(self) -> Text:
        """What its figures are, in words."""
        ...

    async def legs(self, start: Sequence[Place], end: Place) -> list[Leg | None]:
        """The way from each place to the end, in their order; None where there is none (a road is cut)."""
        ...


@lru_cache
def _geod() -> Geod:
    return Geod(ellps="WGS84")


class StraightLine:
    """The geodesic on WGS 84: a lower bound of every road."""

    how = Text("đường chim bay, chưa có mạng đường", "straight line, there is no road network")

    async def legs(self, start: Sequence[Place], end: Place) -> list[Leg | None]:
        """The geodesic distance; no minutes."""
        if not start:
            return []
        lons = np.array([place.lon for place in start])
        lats = np.array([place.lat for place in start])
        _, _, metres = _geod().inv(lons, lats, np.full_like(lons, end.lon), np.full_like(lats, end.lat))
        return [Leg(float(one), None) for one in metres]


STRAIGHT = StraightLine()
