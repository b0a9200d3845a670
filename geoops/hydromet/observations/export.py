"""A series as a file: CSV for spreadsheets, NetCDF (CF 1.8) and Parquet for programs."""

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoops.hydromet.variables import Variable
from geoops.kit.tables import safe_text

_STANDARD_NAMES = {
    "rain": "thickness_of_rainfall_amount",
    "rain_total": "thickness_of_rainfall_amount",
    "water_level": "water_surface_height_above_reference_datum",
    "reservoir_level": "water_surface_height_above_reference_datum",
    "discharge": "water_volume_transport_in_river_channel",
    "air_temperature": "air_temperature",
    "relative_humidity": "relative_humidity",
    "wind_speed": "wind_speed",
    "wind_direction": "wind_from_direction",
    "air_pressure": "air_pressure",
}
_CF_UNITS = {
    "m3/s": "m3 s-1",
    "m/s": "m s-1",
    "°C": "degree_Celsius",
    "°": "degree",
    "10^6 m3": "1e6 m3",
    "%": "percent",
}


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of one variable at one station, oldest first, with all their flags."""

    station: Mapping[str, Any]
    variable: Variable
    rows: Sequence[Mapping[str, Any]]


def as_csv(series: Series) -> bytes:
    """One row per value; UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ("station", "name", "variable", "starts_at", "ends_at", "value", "unit", "flags", "source")
    )
    station, name = safe_text(str(series.station["id"])), safe_text(str(series.station["name"]))
    for row in series.rows:
        writer.writerow(
            (
                station,
                name,
                series.variable.name,
                row["starts_at"].isoformat(),
                row["ends_at"].isoformat(),
                repr(row["value"]),
                row["unit"],
                " ".join(row["flags"]),
                safe_text(str(row["source"])),
            )
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_parquet(series: Series) -> bytes:
    """Times as UTC microseconds, flags as lists; the station's name, place and unit in the file's metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    time = pa.timestamp("us", tz="UTC")
    table = pa.table(
        {
            "starts_at": pa.array([row["starts_at"] for row in series.rows], time),
            "ends_at": pa.array([row["ends_at"] for row in series.rows], time),
            "value": pa.array([row["value"] for row in series.rows], pa.float64()),
            "flags": pa.array([list(row["flags"]) for row in series.rows], pa.list_(pa.string())),
            "source": pa.array([str(row["source"]) for row in series.rows], pa.string()),
        }
    )
    about = {
        "station": series.station["id"],
        "name": series.station["name"],
        "lon": series.station["lon"],
        "lat": series.station["lat"],
        "variable": series.variable.name,
        "unit": series.variable.unit,
    }
    table = table.replace_schema_metadata({key: str(value) for key, value in about.items()})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def as_netcdf(series: Series) -> bytes:
    """A CF 1.8 discrete sampling geometry of one station: time is the end of each interval, time_bounds has both."""
    import numpy as np
    import xarray as xr

    variable, station = series.variable, series.station
    bounds = np.array(
        [[row["starts_at"].timestamp(), row["ends_at"].timestamp()] for row in series.rows], dtype="float64"
    ).reshape(-1, 2)
    attributes = {
        "long_name": variable.title.en,
        "units": _CF_UNITS.get(variable.unit, variable.unit),
        "coordinates": "lat lon station_id",
        "cell_methods": "time: sum" if variable.accumulated else "time: point",
        "ancillary_variables": "quality_flags",
    }
    if variable.name in _STANDARD_NAMES:
        attributes["standard_name"] = _STANDARD_NAMES[variable.name]
    time = {
        "standard_name": "time",
        "axis": "T",
        "units": "seconds since 1970-01-01T00:00:00Z",
        "calendar": "standard",
        "bounds": "time_bounds",
    }
    dataset = xr.Dataset(
        {
            variable.name: ("time", np.array([row["value"] for row in series.rows]), attributes),
            "time_bounds": (("time", "bounds"), bounds),
            "quality_flags": (
                "time",
                np.array([" ".join(row["flags"]) for row in series.rows], dtype=object),
                {"long_name": "quality flags; empty where no check raised one"},
            ),
            "lat": ((), station["lat"], {"standard_name": "latitude", "units": "degrees_north"}),
            "lon": ((), station["lon"], {"standard_name": "longitude", "units": "degrees_east"}),
            "station_id": ((), station["id"], {"cf_role": "timeseries_id"}),
            "station_name": ((), station["name"], {"long_name": "station name"}),
        },
        coords={"time": ("time", bounds[:, 1], time)},
        attrs={"Conventions": "CF-1.8", "featureType": "timeSeries", "source": "GeoOps"},
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.nc"
        dataset.to_netcdf(path, engine="h5netcdf")
        return path.read_bytes()
