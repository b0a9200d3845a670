"""The busy part of keeping fields: write their files, measure them in the communes. No database: call it in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import uuid6

from geoops.hydromet.grids import archive
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import WGS84, GridGeometry
from geoops.hydromet.grids.rules import grid_variables
from geoops.hydromet.grids.times import hours
from geoops.hydromet.grids.weights import InCommunes, Weights, measure

UNKNOWN_CLASS = -1
_PLAIN_STOPS = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A field with its file written and its communes measured; `values` is None where no boundaries are loaded."""

    id: UUID
    field: GridField
    checksum: str
    file: str
    fresh: bool
    stops: tuple[float, ...]
    values: InCommunes | None

    @property
    def classes(self) -> list[int]:
        """How many stops the mean of each commune reaches; -1 where nothing is known."""
        return classes(self.values.mean, self.stops) if self.values is not None else []


def classes(mean: Any, stops: Sequence[float]) -> list[int]:
    """How many of the stops each value reaches; -1 for NaN. Values count to 0.1, as they are shown."""
    reached = np.searchsorted(
        np.asarray(stops), np.round(np.asarray(mean, np.float64), 1) + 1e-9, side="right"
    )
    return [
        UNKNOWN_CLASS if np.isnan(one) else int(number) for one, number in zip(mean, reached, strict=True)
    ]


def stops_of(
    product: Product, variable: str, step_hours: float, field: GridField | None = None
) -> tuple[float, ...]:
    """The class edges of a variable of a product: described, else of the rule, else six even ones over the field."""
    rule = next((one for one in product.fields if one.variable == variable), None)
    if rule is not None and rule.stops is not None:
        return rule.stops
    known = grid_variables().get(variable)
    if known is not None:
        return known.stops_for(step_hours)
    if field is None:
        return ()
    least, most = float(np.nanmin(field.values)), float(np.nanmax(field.values))
    return (
        tuple(float(f"{one:.3g}") for one in np.linspace(least, most, _PLAIN_STOPS + 1)[:-1])
        if most > least
        else (least,)
    )


def keep(
    home: Path, space: str, product: Product, fields: Sequence[GridField], weights: dict[str, Weights]
) -> list[Kept]:
    """Write and measure fields. Raises DiskFull; files that were written by this call are taken away then."""
    out: list[Kept] = []
    try:
        for field in fields:
            checksum = field.checksum
            name = archive.file_name(space, product.id, field, checksum)
            fresh = archive.write(home, name, field)
            stops = stops_of(product, field.variable, hours(field.starts_at, field.ends_at), field)
            out.append(Kept(uuid6.uuid7(), field, checksum, name, fresh, stops, None))
    except BaseException:
        discard(home, out)
        raise
    return _measured(out, weights)


def _measured(kept: list[Kept], weights: dict[str, Weights]) -> list[Kept]:
    """All fields on one grid with the same stops go through one product."""
    groups: dict[tuple[str, tuple[float, ...]], list[int]] = {}
    for index, one in enumerate(kept):
        groups.setdefault((one.field.geometry.id, one.stops), []).append(index)
    out = list(kept)
    for (geometry_id, stops), indexes in groups.items():
        if geometry_id not in weights:
            continue
        found = measure(weights[geometry_id], [kept[index].field.values for index in indexes], stops)
        for index, values in zip(indexes, found, strict=True):
            one = kept[index]
            out[index] = Kept(one.id, one.field, one.checksum, one.file, one.fresh, one.stops, values)
    return out


def discard(home: Path, kept: Sequence[Kept]) -> None:
    """Take away the files that were written for fields that are not kept after all."""
    for one in kept:
        if one.fresh:
            archive.remove(home, one.file)


def value_row(
    step_id: UUID, boundary_version: int, values: InCommunes, stops: Sequence[float]
) -> dict[str, Any]:
    """The row of `grid_commune_values`."""
    return {
        "step_id": step_id,
        "boundary_version": boundary_version,
        "mean": values.mean.tolist(),
        "most": values.most.tolist(),
        "covered": values.covered.tolist(),
        "stops": list(stops),
        "above": [share for stop in values.above for share in stop.tolist()],
        "classes": classes(values.mean, stops),
    }


def bounds_of(geometry: GridGeometry) -> tuple[float, float, float, float]:
    """West, south, east, north in WGS 84."""
    if geometry.crs == WGS84:
        return geometry.west, geometry.south, geometry.east, geometry.north
    from rasterio.warp import transform_bounds

    west, south, east, north = transform_bounds(
        geometry.crs, WGS84, geometry.west, geometry.south, geometry.east, geometry.north
    )
    return west, south, east, north
