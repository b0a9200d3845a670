"""Every format comes out in one form: north up, west first, millimetres over a stated step; traps are met."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from geoops.hydromet.grids import reading
from geoops.hydromet.grids.description import BadDescription, Product, parse_description
from geoops.hydromet.grids.geometry import BadGrid
from geoops.hydromet.grids.reading import GridFile, decode
from geoops.hydromet.grids.rules import known_products
from geoops.kit.errors import Problem
from geoops.kit.i18n import Text
from geoops.kit.sandbox import Undecodable
from tests.hydromet.grids import makers
from tests.hydromet.grids.makers import hours_later

LON = np.arange(103.05, 105, 0.1)
LAT = np.arange(21.05, 23, 0.1)
RAMP = np.arange(400, dtype="float32").reshape(20, 20)
"""Rising by one from cell to cell, rows from the south."""


@pytest.fixture
def in_child() -> None:
    """Decode in the child, as the program does."""


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Decode without a child where the child is not what is tested: one takes two seconds to start."""
    if "in_child" not in request.fixturenames:
        monkeypatch.setattr(reading.sandbox, "within", call_here)


def call_here(_limits: object, function: Any, *args: Any) -> Any:
    try:
        return function(*args)
    except Problem as problem:
        raise Undecodable(problem.detail, faults=problem.faults) from None
    except Exception as error:
        raise Undecodable(Text(str(error), str(error))) from error


def described(**changes: Any) -> Product:
    return Product.model_validate(
        {
            "id": "thu_nghiem",
            "title": {"vi": "Thử", "en": "Test"},
            "kind": "observed",
            "format": "netcdf",
            "credit": "made up for tests",
            "licence": "none",
            "fields": [{"name": "rain", "variable": "rain", "time": {"stamp": "end", "length": "PT1H"}}],
        }
        | changes
    )


def refusal(path: Path, product: Product | None) -> str:
    """What a refusal says, in English."""
    with pytest.raises(Problem) as raised:
        decode(path, product)
    assert raised.value.status == 422
    assert all(fault.file == path.name for fault in raised.value.faults)
    assert raised.value.faults
    return " ".join([str(raised.value), *(fault.reason.en for fault in raised.value.faults)])


def north_up(file: GridFile) -> Any:
    return file.fields[0].values


@pytest.mark.parametrize("version", ["V06", "V07"])
def test_imerg_of_both_versions_is_the_same_rain(tmp_path: Path, version: str) -> None:
    rain = RAMP / 10
    rain[0, 0] = np.nan
    file = decode(makers.imerg(tmp_path / "any name.HDF5", rain, version=version), None)
    (field,) = file.fields
    assert file.product.id == "imerg_late"
    assert (field.starts_at, field.ends_at) == (
        datetime(2026, 7, 22, 15, tzinfo=UTC),
        datetime(2026, 7, 22, 15, 30, tzinfo=UTC),
    )
    assert field.issued_at is None
    np.testing.assert_allclose(
        field.values, rain[::-1] / 2, rtol=1e-6
    )  # mm/h over half an hour, from the north
    assert (field.geometry.west, field.geometry.north) == (103.0, 23.0)
    assert (field.geometry.dx, field.geometry.dy) == (0.1, 0.1)


def test_the_real_imerg_file_has_its_time_and_place(shared_data: Path) -> None:
    path = shared_data / "grids" / "3B-HHR.MS.MRG.3IMERG.20000601-S000000-E002959.0000.V06B.HDF5"
    assert "no cell has data" in refusal_in(path, None, (-180, -90, -179, -89))
    assert "outside the area" in refusal(path, None)  # it is a corner of Antarctica


def refusal_in(path: Path, product: Product | None, area: Any) -> str:
    with pytest.raises(Problem) as raised:
        decode(path, product, area)
    return " ".join(fault.reason.en for fault in raised.value.faults)


def test_era5_land_monthly_means_are_millimetres_a_month(shared_data: Path) -> None:
    """The file says metres and holds metres a day: Vietnam had some 1,800 mm in 2020, not 60 and not 0.06."""
    file = decode(
        shared_data / "grids" / "era5land_tp_monthly_vietnam_2020.nc", known_products()["era5_land_monthly"]
    )
    assert len(file.fields) == 12
    october = file.fields[9]
    assert (october.starts_at.month, october.ends_at.month, october.unit) == (10, 11, "mm")
    year = np.sum([field.values for field in file.fields], axis=0)
    hue = year[int((october.geometry.north - 16.4) / 0.1), int((107.6 - october.geometry.west) / 0.1)]
    assert 2500 < hue < 6000, "the wettest city of the country, in the wettest autumn on record"
    assert 1200 < np.nanmean(year) < 2800
    assert october.values.dtype == np.float32


def test_ecmwf_on_a_reduced_gaussian_grid(shared_data: Path) -> None:
    makers.needs_eccodes()
    path = shared_data / "grids" / "ecmwf_tigge_2007-05-05T00_f120_tp_2t_orog_reduced_gg.grib"
    file = decode(path, None)
    rain = next(field for field in file.fields if field.variable == "rain")
    assert file.product.id == "ecmwf"
    assert (rain.issued_at, rain.starts_at) == (datetime(2007, 5, 5, tzinfo=UTC),) * 2
    assert rain.ends_at == datetime(2007, 5, 10, tzinfo=UTC)
    assert file.ignored == {"lsm": 1, "orog": 1}
    import eccodes

    with path.open("rb") as opened:
        while (message := eccodes.codes_grib_new_from_file(opened)) is not None:
            if eccodes.codes_get(message, "shortName") == "tp":
                for lat, lon in ((21.0, 105.8), (16.46, 107.6), (22.34, 103.84), (10.8, 106.7)):
                    near = eccodes.codes_grib_find_nearest(message, lat, lon)[0]
                    row = int((rain.geometry.north - lat) / rain.geometry.dy)
                    column = int((lon - rain.geometry.west) / rain.geometry.dx)
                    around = rain.values[row - 1 : row + 2, column - 1 : column + 2]
                    assert np.isclose(around, max(near.value, 0), atol=1e-3).any(), (lat, lon)
            eccodes.codes_release(message)


def test_amounts_since_the_start_become_amounts_per_step(tmp_path: Path) -> None:
    makers.needs_eccodes()
    ones = np.ones((8, 8))
    path = makers.grib(
        tmp_path / "a.grib2", [("0-12", ones * 9), ("0-6", ones * 4), ("0-18", ones * 9), ("0-24", ones * 20)]
    )
    file = decode(path, None)
    got = [(field.starts_at, field.ends_at, float(field.values[0, 0])) for field in file.fields]
    assert [(start, end) for start, end, _ in got] == [
        (hours_later(0), hours_later(6)),
        (hours_later(6), hours_later(12)),
        (hours_later(12), hours_later(18)),
        (hours_later(18), hours_later(24)),
    ]
    np.testing.assert_allclose([mm for *_, mm in got], [4, 5, 0, 11], atol=1e-4)


def test_buckets_of_gfs_become_amounts_per_step(tmp_path: Path) -> None:
    """GFS gives 0-3, 0-6, then 6-9, 6-12, and 0-12 beside them."""
    makers.needs_eccodes()
    ones = np.ones((8, 8))
    steps = [("0-3", 1.0), ("0-6", 3.0), ("6-9", 5.0), ("6-12", 6.0), ("0-12", 9.0)]
    path = makers.grib(
        tmp_path / "a.grib2", [(step, ones * mm) for step, mm in steps], centre="kwbc", number=8
    )
    file = decode(path, None)
    assert file.product.id == "gfs"
    np.testing.assert_allclose([float(field.values[0, 0]) for field in file.fields], [1, 2, 5, 1], atol=1e-4)
    assert file.fields[-1].ends_at == hours_later(12)


def test_metres_of_ecmwf_open_data(tmp_path: Path) -> None:
    makers.needs_eccodes()
    file = decode(makers.grib(tmp_path / "a.grib2", [("0-6", np.full((8, 8), 0.05))], number=None), None)
    np.testing.assert_allclose(north_up(file), 50, atol=0.01)


def test_an_amount_that_cannot_be_parted_is_left_out(tmp_path: Path) -> None:
    makers.needs_eccodes()
    ones = np.ones((8, 8))
    path = makers.grib(tmp_path / "a.grib2", [("0-6", ones), ("3-9", ones * 2), ("9-12", ones * 3)])
    assert [field.ends_at for field in decode(path, None).fields] == [hours_later(6), hours_later(12)]


def test_pressure_a_hundred_times_too_high_is_refused_by_name(shared_data: Path) -> None:
    makers.needs_eccodes()
    said = refusal(
        shared_data / "grids" / "Z_NAFP_C_BABJ_20231207000000_P_CMA-GEPS-GLB-024.grib2",
        known_products()["cma_geps"],
    )
    assert "850 to 1100 hPa" in said
    assert "unit looks wrong" in said


def test_a_variable_without_a_name_is_flagged(tmp_path: Path) -> None:
    makers.needs_eccodes()
    import eccodes

    path = makers.grib(tmp_path / "a.grib2", [("0-6", np.ones((8, 8)))], centre="babj")
    with path.open("rb") as opened:
        message = eccodes.codes_grib_new_from_file(opened)
    eccodes.codes_set(message, "parameterNumber", 8)
    with path.open("wb") as out:
        eccodes.codes_write(message, out)
    if eccodes.codes_get(message, "shortName") != "unknown":
        pytest.skip("this ecCodes knows the parameter by name")
    assert decode(path, None).fields[0].flags == ("unknown_name",)


@pytest.mark.usefixtures("in_child")
def test_the_damaged_grib_is_refused(shared_data: Path) -> None:
    said = refusal(shared_data / "grids" / "cfgrib_era5-levels-corrupted.grib", known_products()["ecmwf"])
    assert "damaged GRIB" in said or "ecCodes library is not installed" in said


@pytest.mark.usefixtures("in_child")
def test_a_file_read_in_the_child_is_the_same(tmp_path: Path) -> None:
    file = decode(makers.imerg(tmp_path / "a.HDF5", RAMP), None)
    np.testing.assert_array_equal(north_up(file), RAMP[::-1] / 2)


@pytest.mark.parametrize("engine", ["h5netcdf", "scipy"])
@pytest.mark.parametrize("downwards", [False, True])
@pytest.mark.parametrize("dims", [("time", "lat", "lon"), ("lon", "lat", "time")])
def test_latitude_either_way_and_axes_in_any_order(
    tmp_path: Path, engine: str, downwards: bool, dims: tuple[str, ...]
) -> None:
    lat, values = (LAT[::-1], RAMP[::-1]) if downwards else (LAT, RAMP)
    shaped = values[None] if dims[0] == "time" else values.T[:, :, None]
    path = makers.netcdf(tmp_path / "a.nc", shaped, lon=LON, lat=lat, dims=dims, engine=engine)
    file = decode(path, described())
    np.testing.assert_array_equal(north_up(file), RAMP[::-1])
    assert (file.fields[0].starts_at, file.fields[0].ends_at) == (hours_later(11), hours_later(12))


def test_longitudes_to_360_are_turned(tmp_path: Path) -> None:
    lon = np.arange(0.5, 360, 1.0)
    values = np.broadcast_to(lon, (20, 360)).astype("float32")
    path = makers.netcdf(tmp_path / "a.nc", values[None] / 10, lon=lon, lat=np.arange(5.5, 25, 1.0)[:20])
    file = decode(path, described())
    assert file.fields[0].geometry.west == 100.0
    np.testing.assert_allclose(north_up(file)[0], np.arange(100.5, 120, 1.0) / 10, rtol=1e-6)
    american = makers.netcdf(
        tmp_path / "b.nc", np.ones((1, 20, 20)), lon=np.arange(250.5, 270, 1.0), lat=np.arange(5.5, 25, 1.0)
    )
    assert "outside the area" in refusal(american, described())


def test_packed_values_and_fill_values(tmp_path: Path) -> None:
    values = RAMP.copy()
    values[3, 4] = np.nan
    path = makers.netcdf(
        tmp_path / "a.nc", values[None], lon=LON, lat=LAT,
        encoding={"dtype": "int16", "scale_factor": 0.5, "add_offset": 10.0, "_FillValue": -32767},
    )  # fmt: skip
    got = north_up(decode(path, described()))
    np.testing.assert_allclose(got, values[::-1], atol=0.26)
    assert np.isnan(got).sum() == 1
    stated = makers.netcdf(tmp_path / "b.nc", np.where(np.isnan(values), 999, values)[None], lon=LON, lat=LAT)
    rule = {"name": "rain", "variable": "rain", "time": {"stamp": "end", "length": "PT1H"}, "fill": 999}
    assert np.isnan(north_up(decode(stated, described(fields=[rule])))).sum() == 1


@pytest.mark.parametrize(
    ("units", "value", "millimetres"),
    [("kg m**-2", 3, 3), ("m", 0.003, 3), ("mm/h", 3, 3), ("kg m-2 s-1", 3 / 3600, 3), ("cm", 0.3, 3)],
)
def test_units_of_water(tmp_path: Path, units: str, value: float, millimetres: float) -> None:
    path = makers.netcdf(tmp_path / "a.nc", np.full((1, 20, 20), value), lon=LON, lat=LAT, units=units)
    np.testing.assert_allclose(north_up(decode(path, described())), millimetres, rtol=1e-5)


@pytest.mark.parametrize("units", ["K", "mm**9**9**9", "__import__('os')", "furlong of rain", None])
def test_units_that_are_none_of_rain(tmp_path: Path, units: str | None) -> None:
    path = makers.netcdf(tmp_path / "a.nc", np.ones((1, 20, 20)), lon=LON, lat=LAT, units=units)
    said = refusal(path, described())
    assert "unit" in said


@pytest.mark.parametrize(
    ("times", "time_units", "why"),
    [
        ((0,), "hours since 1900-01-01", "impossible time"),
        ((0,), "days since 2150-01-01", "impossible time"),
        ((1e12,), "days since 2000-01-01", "unreadable time"),
        ((np.nan,), "days since 2000-01-01", "time is NaN"),
        ((0,), "fortnights since 2000-01-01", "unit of time"),
        ((0,), "hours since yesterday", "unit of time"),
    ],
)
def test_times_that_cannot_be(tmp_path: Path, times: Any, time_units: str, why: str) -> None:
    path = makers.netcdf(
        tmp_path / "a.nc", np.ones((1, 20, 20)), lon=LON, lat=LAT, times=times, time_units=time_units
    )
    assert why in refusal(path, described())


def test_places_that_cannot_be(tmp_path: Path) -> None:
    ones = np.ones((1, 20, 20))
    exchanged = makers.netcdf(tmp_path / "a.nc", ones, lon=LAT, lat=LON)
    assert "exchanged" in refusal(exchanged, described())
    np.testing.assert_array_equal(
        north_up(decode(exchanged, described(swap_axes=True))), 1, "the description may say that they are"
    )
    uneven = makers.netcdf(tmp_path / "b.nc", ones, lon=LON**2 / 105, lat=LAT)
    assert "not evenly spaced" in refusal(uneven, described())
    holes = LON.copy()
    holes[3] = np.nan
    assert "NaN" in refusal(makers.netcdf(tmp_path / "c.nc", ones, lon=holes, lat=LAT), described())
    single = makers.netcdf(tmp_path / "d.nc", ones[:, :, :1], lon=LON[:1], lat=LAT)
    assert "one row or column" in refusal(single, described())


def test_values_that_cannot_be(tmp_path: Path) -> None:
    nothing = makers.netcdf(tmp_path / "a.nc", np.full((1, 20, 20), np.nan), lon=LON, lat=LAT)
    assert "no cell has data" in refusal(nothing, described())
    negative = RAMP.copy()
    negative[0, 0], negative[0, 1], negative[0, 2] = -3, 9000, -0.0001
    field = decode(makers.netcdf(tmp_path / "b.nc", negative[None], lon=LON, lat=LAT), described()).fields[0]
    assert set(field.flags) == {"negative", "range"}
    assert np.isnan(field.values[-1, :2]).all()
    assert field.values[-1, 2] == 0, "the rounding of a packed file is no rain"


def test_a_further_axis_must_be_described(tmp_path: Path) -> None:
    import xarray as xr

    values = np.stack([RAMP, RAMP + 1])[:, None]
    xr.Dataset(
        {"rain": (("level", "time", "lat", "lon"), values, {"units": "mm"})},
        {"lon": LON, "lat": LAT, "time": ("time", [0.0], {"units": "hours since 2026-07-22 12:00"})},
    ).to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
    assert "further axis “level”" in refusal(tmp_path / "a.nc", described())
    rule = {
        "name": "rain",
        "variable": "rain",
        "time": {"stamp": "end", "length": "PT1H"},
        "at": {"level": 1},
    }
    np.testing.assert_array_equal(
        north_up(decode(tmp_path / "a.nc", described(fields=[rule]))), RAMP[::-1] + 1
    )


def test_zarr(tmp_path: Path) -> None:
    path = makers.netcdf(tmp_path / "a.zarr", np.stack([RAMP, RAMP * 2]), lon=LON, lat=LAT, times=(0, 1))
    file = decode(path, described(format="zarr"))
    assert [field.ends_at for field in file.fields] == [hours_later(12), hours_later(13)]
    np.testing.assert_array_equal(file.fields[1].values, RAMP[::-1] * 2)


def tiff(
    path: Path, *, crs: str | None = "EPSG:4326", west: float = 103.0, north: float = 23.0, size: float = 0.1
) -> Path:
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": 1,
        "width": 20,
        "height": 20,
        "crs": crs,
        "nodata": -1,
    }
    with rasterio.open(path, "w", transform=from_origin(west, north, size, size), **profile) as out:
        out.write(np.where(RAMP[::-1] == 0, -1, RAMP[::-1]).astype("float32"), 1)
    return path


TIFF = {
    "format": "geotiff",
    "file_time": "mua_%Y%m%d%H.tif",
    "utc_offset": 7,
    "fields": [{"variable": "rain", "unit": "mm", "time": {"stamp": "end", "length": "PT6H"}}],
}


def test_geotiff_with_its_time_in_its_name(tmp_path: Path) -> None:
    field = decode(tiff(tmp_path / "mua_2026072219.tif"), described(**TIFF)).fields[0]
    assert (field.starts_at, field.ends_at) == (hours_later(6), hours_later(12))
    assert np.isnan(field.values[-1, 0])
    np.testing.assert_array_equal(field.values[0], RAMP[-1])
    assert "does not follow the pattern" in refusal(tiff(tmp_path / "mua.tif"), described(**TIFF))


def test_geotiff_in_vn2000_and_with_a_wrong_crs(tmp_path: Path) -> None:
    path = tiff(tmp_path / "mua_2026072219.tif", crs="EPSG:3405", west=450_000, north=2_500_000, size=5000)
    assert decode(path, described(**TIFF)).fields[0].geometry.crs == "EPSG:3405"
    assert "the file says EPSG:3405" in refusal(path, described(**TIFF, crs="EPSG:4326"))
    wrong = tiff(tmp_path / "mua_2026072220.tif", crs="EPSG:4326", west=450_000, north=2_500_000, size=5000)
    assert "exchanged" in refusal(wrong, described(**TIFF)) or "outside" in refusal(wrong, described(**TIFF))
    assert "states no coordinate system" in refusal(
        tiff(tmp_path / "mua_2026072221.tif", crs=None), described(**TIFF)
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html></html>",
        b"\x89HDF\r\n\x1a\n" + b"\0" * 50,
        b"CDF\x01\x00",
        b"GRIB",
        b"II*\x00",
    ],
)
def test_files_that_are_none(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(body)
    for product in (None, *[known_products()[name] for name in ("imerg_late", "ecmwf", "era5_land_monthly")]):
        with pytest.raises((BadGrid, Undecodable)):
            decode(path, product)


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    whole = makers.imerg(tmp_path / "a.HDF5", RAMP).read_bytes()
    (tmp_path / "b.HDF5").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Undecodable):
        decode(tmp_path / "b.HDF5", known_products()["imerg_late"])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("id: [", None),
        ("- 1", None),
        ("id: A b\ntitle: {vi: a, en: b}", "id"),
        ("id: abc\nkind: guess", "kind"),
        ("id: abc\nfields: []", "fields"),
    ],
)
def test_a_description_that_lacks_something_says_which_field(text: str, field: str | None) -> None:
    with pytest.raises(BadDescription) as raised:
        parse_description("d.yaml", text.encode())
    assert all(fault.file == "d.yaml" for fault in raised.value.faults)
    assert field is None or field in {str(fault.field) for fault in raised.value.faults}


def test_every_known_product_is_whole() -> None:
    assert {"imerg_early", "imerg_late", "imerg_final", "gfs", "ecmwf", "era5_land_monthly"} <= set(
        known_products()
    )


@pytest.mark.usefixtures("in_child")
def test_a_described_time_comes_back_from_the_child(tmp_path: Path) -> None:
    path = makers.netcdf(tmp_path / "ahead.nc", RAMP[None], lon=LON, lat=LAT, times=[6])
    told = reading.decode(path, described(kind="forecast", issued_at="2026-07-22T16:00:00+07:00"))
    assert [one.issued_at for one in told.fields] == [hours_later(9)]
