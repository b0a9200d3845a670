"""Observations as others send them: good rows read, bad rows named, no size without a bound."""

import gzip
import unicodedata
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from geoops.hydromet.observations.body import NotObservations, gunzip, read
from geoops.hydromet.observations.reading import Checker, Reading
from geoops.kit.errors import BodyTooLarge, Fault

NOW = datetime(2026, 7, 23, 0, 0, tzinfo=UTC)
HEADER = "station,variable,starts_at,ends_at,value,unit\n"
GOOD: dict[str, Any] = {
    "station": "vrain:sa-pa",
    "variable": "rain",
    "starts_at": "2026-07-22T10:00:00+07:00",
    "ends_at": "2026-07-22T11:00:00+07:00",
    "value": 1.2,
    "unit": "mm",
}


def rows(body: bytes) -> list[Reading | Fault]:
    return list(read(body, Checker(NOW)))


def as_csv(**changes: object) -> bytes:
    return (HEADER + ",".join(str(value) for value in {**GOOD, **changes}.values()) + "\n").encode()


def test_csv_and_ndjson_say_the_same() -> None:
    (from_csv,), (from_json,) = rows(as_csv()), rows(orjson.dumps(GOOD))
    assert from_csv == from_json
    assert isinstance(from_csv, Reading)
    assert (from_csv.row, from_csv.value, from_csv.unit) == (1, 1.2, "mm")
    assert from_csv.ends_at == datetime(2026, 7, 22, 4, 0, tzinfo=UTC)


def test_columns_may_come_in_any_order_with_others_between_them() -> None:
    body = "unit,note,value,ends_at,starts_at,variable,station\nmm,x,3,2026-07-22T11:00:00Z,2026-07-22T10:00:00Z,rain,a\n"
    (row,) = rows("﻿".encode() + body.encode())
    assert isinstance(row, Reading) and (row.value, row.station_id) == (3.0, "a")


@pytest.mark.parametrize(
    ("value", "unit", "variable", "kept"),
    [
        (1.5, "cm", "rain", 15.0),
        (0.002, "m", "rain", 2.0),
        (293.15, "K", "air_temperature", 20.0),
        (150, "cm", "water_level", 1.5),
        (36, "km/h", "wind_speed", 10.0),
    ],
)
def test_values_are_kept_in_the_variables_own_unit(
    value: float, unit: str, variable: str, kept: float
) -> None:
    (row,) = rows(as_csv(value=value, unit=unit, variable=variable))
    assert isinstance(row, Reading) and row.value == pytest.approx(kept)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": "NaN"}, "value"),
        ({"value": "inf"}, "value"),
        ({"value": "nhiều"}, "value"),
        ({"value": "1_000"}, "value"),
        ({"value": ""}, "value"),
        ({"value": -0.1}, "value"),
        ({"value": 6000}, "value"),
        ({"value": "1e999"}, "value"),
        ({"unit": "mm/h"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"variable": "mưa"}, "variable"),
        ({"variable": ""}, "variable"),
        ({"station": ""}, "station"),
        ({"station": "a\u0007b"}, "station"),
        ({"starts_at": "1900-01-01T00:00:00Z"}, "starts_at"),
        ({"ends_at": "2100-01-01T00:00:00Z"}, "ends_at"),
        ({"ends_at": "2026-07-23T00:20:00Z"}, "ends_at"),
        ({"ends_at": "2026-07-22T11:00:00"}, "ends_at"),
        ({"ends_at": "0001-01-01T00:00:00+14:00"}, "ends_at"),
        ({"ends_at": "9999-12-31T23:59:59-14:00"}, "ends_at"),
        ({"starts_at": "22/07/2026 10:00"}, "starts_at"),
        ({"ends_at": GOOD["starts_at"]}, "ends_at"),
        ({"ends_at": "2026-07-22T09:00:00+07:00"}, "ends_at"),
    ],
)
def test_a_bad_value_names_its_row_and_field(change: dict[str, Any], field: str) -> None:
    for body in (as_csv() + as_csv(**change)[len(HEADER) :], None):
        if body is None:
            numbers = {"value": float(change["value"])} if change.get("value") in (-0.1, 6000) else {}
            body = orjson.dumps(GOOD) + b"\n" + orjson.dumps({**GOOD, **change, **numbers})
        good, bad = rows(body)
        assert isinstance(good, Reading)
        assert isinstance(bad, Fault) and (bad.row, bad.field) == (2, field)
        assert bad.reason.vi and bad.reason.en


@pytest.mark.parametrize("value", ["1.2", True, [1], {"a": 1}, None])
def test_json_numbers_are_numbers(value: object) -> None:
    (bad,) = rows(orjson.dumps({**GOOD, "value": value}))
    assert isinstance(bad, Fault) and bad.field == "value"


@pytest.mark.parametrize("value", [[], {}, 7, None])
def test_json_of_any_shape_is_refused_row_by_row(value: object) -> None:
    for name in ("station", "variable", "starts_at", "ends_at", "unit"):
        (bad,) = rows(orjson.dumps({**GOOD, name: value}))
        assert isinstance(bad, Fault) and bad.field == name
    (bad,) = rows(b"[1]")
    assert isinstance(bad, Fault)


def test_a_level_may_be_read_at_an_instant_and_rain_may_not() -> None:
    (level,) = rows(as_csv(variable="water_level", unit="m", ends_at=GOOD["starts_at"]))
    assert isinstance(level, Reading)


def test_a_value_that_nobody_has_seen_is_flagged_and_kept() -> None:
    (row,) = rows(as_csv(value=1901))
    assert isinstance(row, Reading) and row.flags == ("range",)


def test_decomposed_station_ids_are_composed() -> None:
    (row,) = rows(as_csv(station=unicodedata.normalize("NFD", "trạm:bát-xát")))
    assert isinstance(row, Reading) and row.station_id == "trạm:bát-xát"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n\n",
        b"station,value\na,1\n",
        b"PK\x03\x04\xff\xfe",
        "trạm\n".encode("utf-16"),
        b"<html></html>",
    ],
    ids=["empty", "blank", "columns", "xlsx", "utf-16", "html"],
)
def test_what_is_no_table_of_observations_is_refused_whole(body: bytes) -> None:
    with pytest.raises(NotObservations):
        rows(body)


def test_a_line_with_too_few_cells_is_named_and_the_next_is_read() -> None:
    found = rows(as_csv() + b"a,b\n" + as_csv()[len(HEADER) :])
    assert [isinstance(row, Reading) for row in found] == [True, False, True]
    assert isinstance(found[1], Fault) and found[1].row == 2


def test_a_broken_json_line_is_named_and_the_next_is_read() -> None:
    found = rows(orjson.dumps(GOOD) + b'\n{"station": \n' + orjson.dumps(GOOD))
    assert [isinstance(row, Reading) for row in found] == [True, False, True]


def test_gzip_in_several_members() -> None:
    assert gunzip(gzip.compress(b"ab") + gzip.compress(b"cd"), 100) == b"abcd"


@pytest.mark.parametrize("cut", [5, 12, 25])
def test_gzip_that_is_cut_off(cut: int) -> None:
    with pytest.raises(NotObservations):
        gunzip(gzip.compress(b"0123456789" * 10)[:cut], 10_000)


def test_gzip_that_is_damaged() -> None:
    data = bytearray(gzip.compress(b"0123456789" * 1000))
    data[14] ^= 0xFF
    with pytest.raises(NotObservations):
        gunzip(bytes(data), 100_000)


def test_a_small_body_cannot_unpack_without_bound() -> None:
    with pytest.raises(BodyTooLarge):
        gunzip(gzip.compress(b"\0" * 50_000_000), 1_000_000)
