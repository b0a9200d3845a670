"""Reduced Gaussian grids (ECMWF) on even cells: each takes the value of the Gaussian cell that holds its centre.

Rows lie at Gaussian latitudes, and rows near the poles have fewer points. Nothing is interpolated: interpolation would
make rain where the model has none. The even cells are a quarter of a row apart, so that edges stay where they are to
an eighth of a Gaussian cell.
"""

from typing import Any

import numpy as np

from geoops.hydromet.grids.geometry import BadGrid, GridGeometry, Values, from_axes
from geoops.kit.i18n import Text

_FINER = 4


def regular(
    lats: Any, per_row: Any, first_lon: float, whole_circle: bool, values: Any
) -> tuple[GridGeometry, Values]:
    """Values row by row from the north (`per_row` of each, evenly around the circle from `first_lon`) on even cells.

    Raises BadGrid where the rows do not add up to the values, or do not go around the whole circle.
    """
    lats = np.sort(lats)[::-1]
    if lats.size != per_row.size or int(per_row.sum()) != values.size or lats.size < 4 or (per_row < 4).any():
        raise BadGrid(
            Text("số điểm của lưới Gauss không khớp", "the points of the Gaussian grid do not add up")
        )
    if not whole_circle:
        raise BadGrid(
            Text(
                "chỉ dùng được lưới Gauss toàn cầu; hãy tải lưới đều kinh vĩ",
                "only whole Gaussian grids can be used",
            )
        )
    step = float(np.median(-np.diff(lats))) / _FINER
    step = 180.0 / round(180.0 / step)
    lat = 90 - step / 2 - step * np.arange(round(180 / step))
    lon = step / 2 + step * np.arange(round(360 / step))
    edges = (lats[:-1] + lats[1:]) / 2
    rows = np.searchsorted(-edges, -lat)
    begins = np.concatenate(([0], np.cumsum(per_row)[:-1]))
    spacing = 360.0 / per_row[rows]
    columns = np.rint((lon[None, :] - first_lon) / spacing[:, None]).astype(np.int64) % per_row[rows][:, None]
    return from_axes(
        np.asarray(lon, np.float64),
        np.asarray(lat, np.float64),
        np.asarray(values[begins[rows][:, None] + columns], dtype=np.float32),
    )
