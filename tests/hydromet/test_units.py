"""Units become the variable's own, by a library; what is no unit of that kind is refused."""

import pytest

from geoops.hydromet.observations.reading import CsvNumber, Reading
from geoops.hydromet.units import conversion
from geoops.hydromet.variables import variables
from tests.hydromet.checked import checked


@pytest.mark.parametrize(
    ("variable", "value", "unit", "kept"),
    [
        ("rain", 1.0, "in", 25.4),
        ("rain", 0.012, "m", 12.0),
        ("rain", 7.5, "kg/m2", 7.5),
        ("rain", 7.5, "kg m-2", 7.5),
        ("water_level", 7966, "cm", 79.66),
        ("discharge", 1500, "l/s", 1.5),
        ("discharge", 12, "m³/s", 12.0),
        ("discharge", 3600, "m^3/h", 1.0),
        ("wind_speed", 36, "km/h", 10.0),
        ("wind_speed", 10, "kt", 5.14444444),
        ("air_temperature", 300.15, "K", 27.0),
        ("air_temperature", 86, "°F", 30.0),
        ("air_temperature", 27, "C", 27.0),
        ("air_pressure", 100_500, "Pa", 1005.0),
        ("air_pressure", 1005, "mb", 1005.0),
        ("reservoir_volume", 226_130_000, "m3", 226.13),
        ("reservoir_volume", 226.13, "triệu m³", 226.13),
        ("wind_direction", 3.141592653589793, "rad", 180.0),
    ],
)
def test_values_become_the_variables_unit_and_what_was_written_is_kept(
    variable: str, value: float, unit: str, kept: float
) -> None:
    reading = checked(variable=variable, value=value, unit=unit)
    assert isinstance(reading, Reading), reading
    assert reading.value == pytest.approx(kept, rel=1e-8)
    assert reading.unit == variables()[variable].unit
    assert (reading.given_value, reading.given_unit) == (value, unit)


def test_the_own_unit_is_not_kept_twice() -> None:
    reading = checked(variable="rain", value=CsvNumber("3.5"), unit="mm")
    assert isinstance(reading, Reading)
    assert (reading.value, reading.given_value, reading.given_unit) == (3.5, None, None)


@pytest.mark.parametrize(
    ("variable", "unit"),
    [
        ("rain", "mm/h"),
        ("rain", "kg"),
        ("rain", "°C"),
        ("rain", ""),
        ("rain", "mm; drop"),
        ("rain", "milimet"),
        ("rain", "9**9**9**9"),
        ("rain", "mm*2"),
        ("rain", "m" * 500),
        ("rain", "dBm"),
        ("water_level", "m3"),
        ("air_temperature", "coulomb"),
        ("rain", None),
        ("rain", 5),
    ],
)
def test_a_unit_that_is_none_or_of_another_kind_is_refused(variable: str, unit: object) -> None:
    fault = checked(variable=variable, value=1.0, unit=unit)
    assert not isinstance(fault, Reading)
    assert fault.field == "unit"


def test_pressure_a_hundred_times_too_high_is_refused_and_thin_air_is_flagged() -> None:
    assert not isinstance(checked(variable="air_pressure", value=100_500, unit="hPa"), Reading)
    thin = checked(variable="air_pressure", value=600, unit="hPa")
    assert isinstance(thin, Reading) and thin.flags == ("range",)


def test_there_and_back() -> None:
    there, back = conversion("degF", "degC"), conversion("degC", "degF")
    assert there is not None and back is not None
    assert back(there(98.6)) == pytest.approx(98.6)
