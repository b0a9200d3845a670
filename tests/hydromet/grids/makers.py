"""Small files of grids made for tests, in the structure of the real ones."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

HERE = (103.0, 21.0, 105.0, 23.0)
"""West, south, east, north of the made-up grids: around the country of tests.places."""


def needs_eccodes() -> None:
    """Skip where the ecCodes library itself is not installed (the Python binding alone is)."""
    try:
        import eccodes  # noqa: F401
    except RuntimeError:
        pytest.skip("the ecCodes library is not installed (package eccodeslib)")


def imerg(
    path: Path,
    rain: Any,
    *,
    version: str = "V07",
    starts_at: datetime = datetime(2026, 7, 22, 15, tzinfo=UTC),
    run: str = "3B-HHR-L",
    west: float = 103.0,
    south: float = 21.0,
) -> Path:
    """A half-hour of IMERG. `rain[row, column]` in mm/h, rows from the SOUTH as the product has them, cells of 0.1°."""
    import h5py

    epoch = datetime(1970, 1, 1, tzinfo=UTC) if version == "V06" else datetime(1980, 1, 6, tzinfo=UTC)
    name = "precipitationCal" if version == "V06" else "precipitation"
    units = f"seconds since {epoch:%Y-%m-%d %H:%M:%S} UTC"
    seconds = int((starts_at - epoch).total_seconds())
    rows, columns = np.asarray(rain).shape
    with h5py.File(path, "w") as out:
        out.attrs["FileHeader"] = np.bytes_(
            f"DOI=;\nFileName={run}.MS.MRG.3IMERG.x.{version}B.HDF5;\n".encode()
        )
        grid = out.create_group("Grid")
        for key, values in (
            ("time", np.array([seconds], "int32")),
            ("lon", (west + 0.05 + 0.1 * np.arange(columns)).astype("float32")),
            ("lat", (south + 0.05 + 0.1 * np.arange(rows)).astype("float32")),
            ("time_bnds", np.array([[seconds, seconds + 1800]], "int32")),
        ):
            grid[key] = values
        for key in ("time", "time_bnds"):
            grid[key].attrs["units"] = np.bytes_(units.encode())
            grid[key].attrs["calendar"] = np.bytes_(b"julian")
        filled = np.where(np.isfinite(rain), rain, -9999.9).astype("float32")
        grid[name] = filled.T[None, :, :]
        grid[name].attrs["DimensionNames"] = np.bytes_(b"time,lon,lat")
        grid[name].attrs["units"] = np.bytes_(b"mm/hr")
        grid[name].attrs["_FillValue"] = np.float32(-9999.9)
    return path


def netcdf(
    path: Path,
    values: Any,
    *,
    lon: Any,
    lat: Any,
    times: Any = (0,),
    time_units: str = "hours since 2026-07-22 12:00:00",
    name: str = "rain",
    units: str | None = "mm",
    dims: tuple[str, ...] = ("time", "lat", "lon"),
    engine: str = "h5netcdf",
    encoding: dict[str, Any] | None = None,
    **attributes: Any,
) -> Path:
    """A CF NetCDF with one variable."""
    import xarray as xr

    coords: dict[str, Any] = {
        "lon": ("lon", np.asarray(lon, "float64"), {"units": "degrees_east", "standard_name": "longitude"}),
        "lat": ("lat", np.asarray(lat, "float64"), {"units": "degrees_north", "standard_name": "latitude"}),
        "time": ("time", np.asarray(times, "float64"), {"units": time_units}),
    }
    about = {**attributes, **({"units": units} if units else {})}
    dataset = xr.Dataset({name: (dims, np.asarray(values, "float32"), about)}, coords=coords)
    if str(path).endswith(".zarr"):
        dataset.to_zarr(path, zarr_format=2, consolidated=True)
    else:
        dataset.to_netcdf(path, engine=engine, encoding={name: encoding} if encoding else None)
    return path


def grib(
    path: Path,
    messages: list[tuple[str, Any]],
    *,
    centre: str = "ecmf",
    number: int | None = 52,
    at: datetime = datetime(2026, 7, 22, tzinfo=UTC),
) -> Path:
    """GRIB 2 of rain: a step range (`0-6`, `6-12`) and values from the north-west for each message.

    Numbers 8 and 52 of category 1 are kg m-2; without a number it is ECMWF's `tp`, in metres.
    """
    import eccodes

    with path.open("wb") as out:
        for steps, values in messages:
            rows, columns = np.asarray(values).shape
            message = eccodes.codes_grib_new_from_samples("regular_ll_pl_grib2")
            start, _, end = steps.partition("-")
            numbered = (
                ("discipline", 0),
                ("parameterCategory", 1),
                ("parameterNumber", number),
                ("typeOfStatisticalProcessing", 1),
            )
            variable = numbered if number is not None else (("shortName", "tp"), ("stepType", "accum"))
            for key, value in (
                ("centre", centre),
                ("dataDate", int(f"{at:%Y%m%d}")),
                ("dataTime", int(f"{at:%H%M}")),
                ("productDefinitionTemplateNumber", 8),
                *variable,
                ("startStep", int(start)),
                ("endStep", int(end)),
                ("typeOfLevel", "surface"),
                ("Ni", columns),
                ("Nj", rows),
                ("longitudeOfFirstGridPointInDegrees", 103.125),
                ("longitudeOfLastGridPointInDegrees", 103.125 + 0.25 * (columns - 1)),
                ("latitudeOfFirstGridPointInDegrees", 22.875),
                ("latitudeOfLastGridPointInDegrees", 22.875 - 0.25 * (rows - 1)),
                ("iDirectionIncrementInDegrees", 0.25),
                ("jDirectionIncrementInDegrees", 0.25),
                ("bitsPerValue", 24),
            ):
                eccodes.codes_set(message, key, value)
            eccodes.codes_set_values(message, np.asarray(values, "float64").ravel())
            eccodes.codes_write(message, out)
            eccodes.codes_release(message)
    return path


def hours_later(hours: float) -> datetime:
    """That long after 2026-07-22 00:00 UTC."""
    return datetime(2026, 7, 22, tzinfo=UTC) + timedelta(hours=hours)
