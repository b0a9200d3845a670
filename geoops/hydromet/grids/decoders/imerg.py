"""GPM IMERG half-hourly and daily HDF5/NetCDF, V06 and V07.

V06 counts seconds since 1970 and names its rain `precipitationCal`; V07 counts since 1980-01-06 (the GPS epoch) and
names it `precipitation`. Both keep (time, lon, lat): longitude first. What the file says of its epoch, axes and unit
counts, not the version. Source: IMERG technical documentation V06 (Huffman et al. 2020) and V07 (2023).
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from geoops.hydromet.grids.decoders.finishing import Read, Step, add
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.geometry import BadGrid, from_axes
from geoops.hydromet.grids.times import cf_time
from geoops.kit.i18n import Text

_RAIN = ("precipitation", "precipitationCal")
_RUNS = {"3B-HHR-E": "imerg_early", "3B-HHR-L": "imerg_late", "3B-HHR": "imerg_final"}


def product_of(path: Path) -> str | None:
    """Which run a file is of, by what its header says (the name of a file may be anything); None where it is none."""
    import h5py

    with h5py.File(path, "r") as opened:
        if "Grid" not in opened or not any(f"Grid/{name}" in opened for name in _RAIN):
            return None
        match = re.search(r"FileName=(3B-HHR(?:-[EL])?)\.", _text(opened.attrs.get("FileHeader", "")))
        return _RUNS[match[1]] if match else None


def decode(path: Path, product: Product, read: Read) -> None:
    """Every time of the file as rain over its step."""
    import h5py

    rule = next((one for one in product.fields if one.variable == "rain"), product.fields[0])
    with h5py.File(path, "r") as opened:
        grid = opened.get("Grid", opened)
        name = next((name for name in (rule.name, *_RAIN) if name in grid), None)
        if name is None:
            raise BadGrid(Text("tệp không có biến mưa của IMERG", "the file has no rain of IMERG"))
        data = grid[name]
        order = _axes(data)
        unit = rule.unit or _attribute(data, "units", "Units")
        fill = data.attrs.get("_FillValue")
        times, bounds = grid["time"], grid.get("time_bnds")
        units, calendar = _attribute(times, "units", "Units"), _attribute(times, "calendar")
        lon, lat = np.asarray(grid["lon"], np.float64), np.asarray(grid["lat"], np.float64)
        for index, stamp in enumerate(np.asarray(times)):
            step = _step(stamp, bounds[index] if bounds is not None else None, units, calendar, unit)
            values = np.asarray(data[_at(order, index)], dtype=np.float32)
            if order.index("lon") < order.index("lat"):
                values = values.T
            if fill is not None:
                values = np.where(values == np.float32(np.ravel(fill)[0]), np.float32(np.nan), values)
            add(read, rule, step, from_axes(lon, lat, values), unit, row=index + 1)


def _axes(data: Any) -> list[str]:
    """The names of the dimensions in their order, as the file states them."""
    stated = _attribute(data, "DimensionNames")
    names = (
        stated.split(",")
        if stated
        else [dim.keys()[0].rsplit("/", 1)[-1] if dim.keys() else "" for dim in data.dims]
    )
    order = [name.strip().lower() for name in names]
    if len(order) != data.ndim or not {"lon", "lat"} <= set(order):
        raise BadGrid(
            Text("tệp không nêu thứ tự trục lon, lat", "the file does not state the order of lon and lat")
        )
    return order


def _at(order: list[str], index: int) -> tuple[Any, ...]:
    return tuple(slice(None) if name in ("lon", "lat") else index if name == "time" else 0 for name in order)


def _step(stamp: Any, bounds: Any, units: str, calendar: str, unit: str) -> Step:
    starts_at = cf_time(float(stamp), units, calendar)
    if bounds is None:
        return Step(starts_at, starts_at + timedelta(minutes=30))
    first, last = (cf_time(float(edge), units, calendar) for edge in bounds)
    return Step(first, _whole(last))


def _whole(moment: datetime) -> datetime:
    """00:29:59.999 is written for 00:30."""
    return moment + timedelta(seconds=1) if moment.second == 59 else moment


def _attribute(item: Any, *names: str) -> str:
    return next((_text(item.attrs[name]) for name in names if name in item.attrs), "")


def _text(value: Any) -> str:
    value = np.ravel(value)[0] if isinstance(value, np.ndarray) else value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
