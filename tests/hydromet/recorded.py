"""Small recorded answers in the form of the sources, made by hand for these tests."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

VRAIN: list[dict[str, Any]] = [
    {"sn": "Sa Pa 1", "lt": 22.335, "lg": 103.843, "d": 24.2, "l": "Mưa vừa", "c": "#009300"},
    {"sn": "Bát Xát", "lt": 22.536, "lg": 103.893, "d": 0.6000000000000001, "l": "Mưa nhỏ", "c": "#1DADE9"},
    {"sn": "Mường Tè", "lt": 22.367, "lg": 102.833, "d": 0.0, "l": "Không mưa", "c": "#535353"},
]

NCHMF: list[dict[str, Any]] = [
    {
        "commune_id_2cap": 358,
        "commune_name_2cap": "Khun Há",
        "id": 29988444,
        "thoigian": "/Date(1784620800000)/",
        "commune_id": 5897,
        "commune_name": "Xã Bản Hon",
        "district_name": "Tam Đường",
        "provinceName": "Lai Châu",
        "luongmuatd": 2.9,
        "luongmuadb": 61.8,
        "luongmuatd_db": 64.7,
        "nguycosatlo": "Trung bình",
        "nguycoluquet": "Cao",
        "sogiodubao": 6,
        "ngay_capnhat": "/Date(1784623862347)/",
        "provinceName_2cap": "Lai Châu",
        "lat": 22.308,
        "lon": 103.563,
    }
]

GAUGE_HEADER = ("collected_at", "name", "latitude", "longitude", "rainfall_mm", "level_text")
WARNING_HEADER = (
    "record_type",
    "record_id",
    "collected_at",
    "observed_at",
    "forecast_hours",
    "name",
    "commune",
    "district",
    "province",
    "latitude",
    "longitude",
    "rainfall_mm",
    "risk_level",
    "flash_flood_risk",
    "color",
    "source",
)


def vrain_body(*changed: Mapping[str, Any], base: Iterable[Mapping[str, Any]] = VRAIN) -> bytes:
    """The list of gauges with further entries."""
    return orjson.dumps([*base, *changed])


def nchmf_body(*changed: Mapping[str, Any]) -> bytes:
    """The list of warnings; each of `changed` is the recorded row with those fields set."""
    rows = [{**NCHMF[0], **change} for change in changed] or NCHMF
    return orjson.dumps(rows)


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def gauge_rows(collected_at: str, **totals: float) -> list[tuple[object, ...]]:
    """A snapshot: `sa_pa`, `bat_xat` and `muong_te` with their totals in mm."""
    places = {
        "sa_pa": ("Sa Pa 1", 22.335, 103.843),
        "bat_xat": ("Bát Xát", 22.536, 103.893),
        "muong_te": ("Mường Tè", 22.367, 102.833),
    }
    return [(collected_at, *places[key], mm, "") for key, mm in totals.items()]


def warning_row(collected_at: str, observed_at: str, **changed: object) -> tuple[object, ...]:
    """A warning for the old commune Bản Hon, now in Khun Há."""
    row = {
        "record_type": "landslide_warning",
        "record_id": "nchmf-29988444-5897",
        "collected_at": collected_at,
        "observed_at": observed_at,
        "forecast_hours": 6,
        "name": "Xã Bản Hon",
        "commune": "Khun Há",
        "district": "Tam Đường",
        "province": "Lai Châu",
        "latitude": 22.308,
        "longitude": 103.563,
        "rainfall_mm": 64.701,
        "risk_level": "Trung bình",
        "flash_flood_risk": "Cao",
        "color": "",
        "source": "NCHMF",
    } | changed
    return tuple(row[name] for name in WARNING_HEADER)


def write_event(
    folder: Path, gauges: Iterable[Iterable[object]], warnings: Iterable[Iterable[object]] = ()
) -> Path:
    """A recorded event in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = csv_text(GAUGE_HEADER, gauges)
    (folder / "rain_gauges_2026-07-21_23.csv.gz").write_bytes(gzip.compress(text.encode()))
    if rows := list(warnings):
        (folder / "nchmf_warnings_2026-07-21_23.csv").write_text(csv_text(WARNING_HEADER, rows), "utf-8")
    return folder
