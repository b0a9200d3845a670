"""Communes as exactextract reads them: handed over as WKB. Its own way with GeoPandas spends most of the time on JSON."""

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import shapely
from exactextract.feature import Feature, FeatureSource


class Zone(Feature):  # type: ignore[misc] # the library has no types
    """One polygon with its code."""

    def __init__(self, code: str, wkb: bytes) -> None:
        super().__init__()
        self._values: dict[str, Any] = {"code": code}
        self._wkb = wkb

    def get(self, name: str) -> Any:
        """A column of the zone."""
        return self._values[name]

    def set(self, name: str, value: Any) -> None:
        """Write a column."""
        self._values[name] = value

    def fields(self) -> list[str]:
        """Names of the columns."""
        return list(self._values)

    def geometry(self) -> bytes:
        """The polygon as WKB."""
        return self._wkb

    def set_geometry(self, geometry: Any) -> None:
        """The polygon never changes."""

    def set_geometry_format(self) -> str:
        """How geometries are written."""
        return "wkb"


class Zones(FeatureSource):  # type: ignore[misc] # the library has no types
    """The polygons of a frame with the columns `code` and `geometry`, in the CRS of the raster they are laid on."""

    def __init__(self, frame: gpd.GeoDataFrame) -> None:
        super().__init__()
        self._codes = frame["code"].tolist()
        self._shapes = shapely.to_wkb(frame.geometry.to_numpy())
        self._crs = frame.crs.to_wkt()

    def count(self) -> int:
        """How many there are."""
        return len(self._codes)

    def __iter__(self) -> Iterator[Zone]:
        return (Zone(code, wkb) for code, wkb in zip(self._codes, self._shapes, strict=True))

    def srs_wkt(self) -> str:
        """Their CRS."""
        return str(self._crs)
