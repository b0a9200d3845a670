"""NetCDF (classic and 4) and Zarr after the CF conventions, as a description says what is in them.

NetCDF 4 is read with h5netcdf: one HDF5 library in the process.
"""

from pathlib import Path
from typing import Any

import numpy as np

from geoops.hydromet.grids.decoders.finishing import Read, Step, add
from geoops.hydromet.grids.description import FieldRule, Product, TimeRule
from geoops.hydromet.grids.geometry import MAX_CELLS, WGS84, BadGrid, GridGeometry, Values, from_axes
from geoops.hydromet.grids.times import cf_time, step
from geoops.kit.i18n import Text

_LON = {"lon", "longitude", "x", "nav_lon"}
_LAT = {"lat", "latitude", "y", "nav_lat"}
_TIME = {"time", "valid_time", "date", "t"}
_ISSUED = ("forecast_reference_time", "reference_time")
_MOST_STEPS = 20_000


def decode(path: Path, product: Product, read: Read) -> None:
    """Every time of every variable that the description names."""
    with _opened(path, product) as dataset:
        for rule in product.fields:
            if rule.name not in dataset.variables:
                read.refuse(Text("tệp không có biến này", "the file has no such variable"), rule.name)
                continue
            _read_variable(dataset, rule, product, read)
        for name, variable in dataset.data_vars.items():
            if variable.ndim >= 2 and name not in {rule.name for rule in product.fields}:
                read.ignore(str(name))


def _opened(path: Path, product: Product) -> Any:
    import xarray as xr

    options: dict[str, Any] = {"decode_times": False, "mask_and_scale": True, "decode_coords": False}
    if product.format == "zarr":
        return xr.open_zarr(_zarr_store(path), chunks=None, consolidated=None, **options)
    with path.open("rb") as opened:
        classic = opened.read(3) == b"CDF"
    return xr.open_dataset(path, engine="scipy" if classic else "h5netcdf", **options)


def _zarr_store(path: Path) -> Any:
    import zarr

    return (
        zarr.storage.ZipStore(path, mode="r")
        if path.is_file()
        else zarr.storage.LocalStore(path, read_only=True)
    )


def _read_variable(dataset: Any, rule: FieldRule, product: Product, read: Read) -> None:
    variable = dataset[rule.name]
    lon_name, lat_name = _axis(dataset, variable, "X", _LON), _axis(dataset, variable, "Y", _LAT)
    time_name = _axis(dataset, variable, "T", _TIME, needed=False)
    if product.swap_axes:
        lon_name, lat_name = lat_name, lon_name
    chosen = {}
    for dimension, size in zip(variable.dims, variable.shape, strict=True):
        if dimension in (lon_name, lat_name, time_name):
            continue
        if dimension not in rule.at and size != 1:
            raise BadGrid(
                Text(
                    f"biến “{rule.name}” còn trục “{dimension}” ({size}); mô tả cần at: {{{dimension}: 0}}",
                    f"“{rule.name}” has a further axis “{dimension}” ({size}): describe it, at: {{{dimension}: 0}}",
                )
            )
        chosen[dimension] = rule.at.get(str(dimension), 0)
    variable = variable.isel(chosen)
    stamps = (
        np.atleast_1d(np.asarray(dataset[time_name].values, np.float64)) if time_name else np.array([np.nan])
    )
    if stamps.size > _MOST_STEPS or variable.sizes[lon_name] * variable.sizes[lat_name] > MAX_CELLS:
        raise BadGrid(Text("tệp quá lớn", "the file is too large"))
    lon, lat = (np.asarray(dataset[name].values, np.float64) for name in (lon_name, lat_name))
    for index, stamp in enumerate(stamps):
        one = variable.isel({time_name: index}) if time_name in variable.dims else variable
        values = np.asarray(one.transpose(lat_name, lon_name).values, dtype=np.float32)
        times = _times(dataset, time_name, stamp, index, rule, product)
        add(
            read,
            rule,
            times,
            _placed(dataset, product, lon, lat, values),
            _unit(rule, variable),
            row=index + 1,
        )


def _axis(dataset: Any, variable: Any, axis: str, names: set[str], *, needed: bool = True) -> str:
    """The dimension of a variable that is longitude, latitude or time, by its attributes, else by its name."""
    standard = {
        "X": ("longitude", "projection_x_coordinate"),
        "Y": ("latitude", "projection_y_coordinate"),
        "T": ("time",),
    }
    for dimension in variable.dims:
        about = dataset[dimension].attrs if dimension in dataset.variables else {}
        if _text(about.get("axis")) == axis or _text(about.get("standard_name")) in standard[axis]:
            return str(dimension)
    for dimension in variable.dims:
        if str(dimension).lower() in names:
            return str(dimension)
    if axis == "T":
        for name in _TIME:
            if name in dataset.variables and dataset[name].ndim == 0:
                return name
    if needed:
        vi, en = {"X": ("kinh độ", "longitude"), "Y": ("vĩ độ", "latitude"), "T": ("thời gian", "time")}[axis]
        raise BadGrid(
            Text(f"biến “{variable.name}” không có trục {vi}", f"“{variable.name}” has no axis of {en}")
        )
    return ""


def _times(dataset: Any, name: str, stamp: float, index: int, rule: FieldRule, product: Product) -> Step:
    issued = product.issued_at
    for reference in _ISSUED:
        if issued is None and reference in dataset.variables and dataset[reference].size == 1:
            about = dataset[reference].attrs
            issued = cf_time(
                float(dataset[reference].values), _text(about.get("units")), _text(about.get("calendar"))
            )
    if not name:
        if product.at is None:
            raise BadGrid(
                Text("tệp không có trục thời gian; mô tả cần at", "the file has no time axis: describe at")
            )
        return Step(*step(product.at, rule.time or TimeRule()), issued)
    if not np.isfinite(stamp):
        raise BadGrid(Text("thời gian là NaN", "a time is NaN"))
    about = dataset[name].attrs
    units, calendar = _text(about.get("units")), _text(about.get("calendar"))
    bounds = _text(about.get("bounds"))
    if (rule.time is None or rule.time.stamp == "bounds") and bounds in dataset.variables:
        first, last = np.atleast_2d(dataset[bounds].values)[index]
        return Step(cf_time(float(first), units, calendar), cf_time(float(last), units, calendar), issued)
    return Step(*step(cf_time(stamp, units, calendar), rule.time or TimeRule()), issued)


def _unit(rule: FieldRule, variable: Any) -> str:
    unit = rule.unit or _text(variable.attrs.get("units"))
    if not unit:
        raise BadGrid(
            Text(
                f"biến “{rule.name}” không nêu đơn vị; mô tả cần unit",
                f"“{rule.name}” states no unit: describe it",
            )
        )
    return unit


def _placed(
    dataset: Any, product: Product, lon: Any, lat: Any, values: Values
) -> tuple[GridGeometry, Values]:
    if product.crs in (None, WGS84):
        return from_axes(lon, lat, values)
    return _projected(str(product.crs), lon, lat, values)


def _projected(crs: str, x: Any, y: Any, values: Values) -> tuple[GridGeometry, Values]:
    """Metres instead of degrees: even axes alone matter."""
    if x.size < 2 or y.size < 2:
        raise BadGrid(Text("lưới chỉ có một hàng hoặc một cột", "the grid has but one row or column"))
    if x[0] > x[-1]:
        x, values = x[::-1], values[:, ::-1]
    if y[0] < y[-1]:
        y, values = y[::-1], values[::-1]
    dx, dy = float(x[-1] - x[0]) / (x.size - 1), float(y[0] - y[-1]) / (y.size - 1)
    if np.abs(np.diff(x) - dx).max() > 0.02 * dx or np.abs(-np.diff(y) - dy).max() > 0.02 * dy:
        raise BadGrid(Text("trục tọa độ không cách đều", "an axis is not evenly spaced"))
    place = GridGeometry(crs, float(x[0]) - dx / 2, float(y[0]) + dy / 2, dx, dy, x.size, y.size)
    return place, np.ascontiguousarray(values, dtype=np.float32)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
