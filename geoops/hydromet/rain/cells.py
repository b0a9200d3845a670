"""The points of every commune that rain is estimated at: a grid inside its boundary, made once per boundary version."""

import asyncio
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommunePolygons
from geoops.hydromet.rain.interpolation import Array, settings, to_plane


@dataclass(frozen=True, slots=True)
class Cells:
    """`points` (n, 2) in km, ordered by commune; those of `codes[i]` are `starts[i]` up to `starts[i + 1]`."""

    codes: tuple[str, ...]
    starts: npt.NDArray[np.int64]
    points: Array


_made: dict[int, Cells] = {}
_lock = asyncio.Lock()


async def cells(session: AsyncSession) -> Cells | None:
    """The cells of the boundaries in force; None where there are none."""
    boundary = await communes.active_boundary(session)
    if boundary is None:
        return None
    async with _lock:
        found = _made.get(boundary.id)
        if found is None:
            polygons = await communes.commune_polygons(session)
            found = await asyncio.to_thread(make_cells, polygons)
            _made.clear()
            _made[boundary.id] = found
        return found


def make_cells(polygons: CommunePolygons) -> Cells:
    """A grid of points inside each polygon (EPSG:4326); a commune that none falls into gets a point of its own."""
    import shapely

    step = settings()["cell_degrees"]
    starts, found = [0], []
    for polygon in polygons.geometry:
        west, south, east, north = polygon.bounds
        lons = np.arange(np.floor(west / step), np.ceil(east / step)) * step + step / 2
        lats = np.arange(np.floor(south / step), np.ceil(north / step)) * step + step / 2
        x, y = (axis.ravel() for axis in np.meshgrid(lons, lats))
        shapely.prepare(polygon)
        inside = shapely.contains_xy(polygon, x, y)
        if not inside.any():
            point = polygon.representative_point()
            x, y, inside = np.array([point.x]), np.array([point.y]), np.array([True])
        found.append(np.column_stack([x[inside], y[inside]]))
        starts.append(starts[-1] + int(inside.sum()))
    degrees = np.concatenate(found) if found else np.empty((0, 2))
    return Cells(tuple(polygons.codes), np.array(starts), to_plane(degrees[:, 0], degrees[:, 1]))
