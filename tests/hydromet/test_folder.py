"""Recorded events: read whole, or refused with file, row and field."""

import gzip
from datetime import datetime
from pathlib import Path

import pytest

from geoops.hydromet.feeds.decoded import GaugeSnapshot, WarningList
from geoops.hydromet.replay.folder import Event, EventRefused, read_event
from tests.hydromet.recorded import (
    GAUGE_HEADER,
    WARNING_HEADER,
    csv_text,
    gauge_rows,
    warning_row,
    write_event,
)

T1, T2 = "2026-07-21T15:57:48+07:00", "2026-07-21T21:22:09+07:00"
GAUGES = "rain_gauges_2026-07-21_23.csv.gz"
WARNINGS = "nchmf_warnings_2026-07-21_23.csv"


def faults_of(folder: Path) -> list[tuple[str | None, int | None, str | None]]:
    with pytest.raises(EventRefused) as refused:
        read_event(folder)
    return [(fault.file, fault.row, fault.field) for fault in refused.value.faults]


def test_frames_come_in_the_order_in_which_they_became_known(tmp_path: Path) -> None:
    folder = write_event(
        tmp_path,
        [*gauge_rows(T2, sa_pa=1.0), *gauge_rows(T1, sa_pa=24.2, bat_xat=0)],
        [warning_row(T1, "2026-07-21T15:00:00+07:00")],
    )
    event = read_event(folder)
    assert [(type(frame), frame.read_at) for frame in event.frames] == [
        (WarningList, datetime.fromisoformat(T1)),
        (GaugeSnapshot, datetime.fromisoformat(T1)),
        (GaugeSnapshot, datetime.fromisoformat(T2)),
    ]
    assert event.starts_at == datetime.fromisoformat(T1)


def test_one_snapshot_in_two_files_is_one_frame(tmp_path: Path) -> None:
    write_event(tmp_path, gauge_rows(T1, sa_pa=1.0))
    (tmp_path / "rain_gauges_more.csv.gz").write_bytes(
        gzip.compress(csv_text(GAUGE_HEADER, gauge_rows(T1, sa_pa=1.0, bat_xat=2.0)).encode())
    )
    (frame,) = read_event(tmp_path).frames
    assert isinstance(frame, GaugeSnapshot) and len(frame.totals) == 2


def test_an_empty_cell_is_no_reading(tmp_path: Path) -> None:
    rows = [*gauge_rows(T1, sa_pa=1.0), (T1, "Bát Xát", 22.536, 103.893, "", "")]
    (frame,) = read_event(write_event(tmp_path, rows)).frames
    assert isinstance(frame, GaugeSnapshot) and len(frame.totals) == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ((T1, "Sa Pa 1", 22.335, 103.843, -1, ""), "rainfall_mm"),
        ((T1, "Sa Pa 1", 22.335, 103.843, "nhiều", ""), "rainfall_mm"),
        ((T1, "Sa Pa 1", 22.335, 103.843, "nan", ""), "rainfall_mm"),
        ((T1, "Sa Pa 1", 103.843, 22.335, 1, ""), "latitude"),
        ((T1, "Sa Pa 1", "x", 103.843, 1, ""), "latitude"),
        ((T1, "", 22.335, 103.843, 1, ""), "name"),
        (("1900-01-01T00:00:00+07:00", "Sa Pa 1", 22.335, 103.843, 1, ""), "collected_at"),
        (("2100-07-21T00:00:00+07:00", "Sa Pa 1", 22.335, 103.843, 1, ""), "collected_at"),
        (("2026-07-21T15:57:48", "Sa Pa 1", 22.335, 103.843, 1, ""), "collected_at"),
        (("hôm qua", "Sa Pa 1", 22.335, 103.843, 1, ""), "collected_at"),
        ((T1, "Sa Pa 1", 22.335), None),
    ],
)
def test_a_bad_gauge_row_is_named(tmp_path: Path, row: tuple[object, ...], field: str | None) -> None:
    write_event(tmp_path, [*gauge_rows(T1, bat_xat=0.0), row])
    assert faults_of(tmp_path) == [(GAUGES, 2, field)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"risk_level": "Vừa vừa"}, "risk_level"),
        ({"risk_level": "", "flash_flood_risk": ""}, "risk_level"),
        ({"observed_at": "1900-01-01T00:00:00+07:00"}, "observed_at"),
        ({"commune": ""}, "commune"),
        ({"source": ""}, "source"),
        ({"rainfall_mm": -3}, "rainfall_mm"),
    ],
)
def test_a_bad_warning_row_is_named(tmp_path: Path, change: dict[str, object], field: str) -> None:
    good = warning_row(T1, "2026-07-21T15:00:00+07:00")
    bad = (
        warning_row(T1, "2026-07-21T15:00:00+07:00", record_id="nchmf-2-2", **change)
        if "observed_at" not in (change)
        else warning_row(T1, str(change["observed_at"]), record_id="nchmf-2-2")
    )
    write_event(tmp_path, gauge_rows(T1, sa_pa=1.0), [good, bad])
    assert faults_of(tmp_path) == [(WARNINGS, 2, field)]


def test_a_warning_without_its_rain_is_a_warning(tmp_path: Path) -> None:
    write_event(tmp_path, [], [warning_row(T1, "2026-07-21T15:00:00+07:00", rainfall_mm="")])
    (tmp_path / GAUGES).unlink()
    (frame,) = read_event(tmp_path).frames
    assert isinstance(frame, WarningList) and frame.warnings[0].rain_mm is None


def test_an_empty_folder_and_no_folder(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == []
    assert faults_of(tmp_path / "không có") == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        gzip.compress(b""),
        gzip.compress(csv_text(GAUGE_HEADER, gauge_rows(T1, sa_pa=1.0)).encode())[:-15],
        b"collected_at,name\n",
        gzip.compress("collected_at,name\nTr\xe0".encode("latin-1")),
        gzip.compress(csv_text(GAUGE_HEADER, []).encode()),
    ],
    ids=["empty", "empty gzip", "cut off", "no gzip", "not UTF-8", "header alone"],
)
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / GAUGES).write_bytes(content)
    assert faults_of(tmp_path) == [(GAUGES, None, None)]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    (tmp_path / WARNINGS).write_text(
        csv_text([name for name in WARNING_HEADER if name not in ("commune", "province")], [["x"] * 14]),
        "utf-8",
    )
    assert faults_of(tmp_path) == [(WARNINGS, 0, "commune"), (WARNINGS, 0, "province")]


@pytest.fixture(scope="module")
def july(shared_data: Path) -> Event:
    return read_event(shared_data / "hydromet")


def test_the_recorded_event(july: Event) -> None:
    gauges = [frame for frame in july.frames if isinstance(frame, GaugeSnapshot)]
    lists = [frame for frame in july.frames if isinstance(frame, WarningList)]
    assert len(gauges) == len(lists) == 14
    assert {len(frame.totals) for frame in gauges} == {2584}
    assert all(not frame.faults for frame in july.frames)
    assert len({warning.id for frame in lists for warning in frame.warnings}) == 775
    assert sum(len(warning.communes) for frame in lists for warning in frame.warnings) == 976
