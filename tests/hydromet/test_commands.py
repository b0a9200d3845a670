"""The commands as people type them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from geoops.hydromet.commands import parse_speed
from geoops.kit.errors import CommandRefused
from tests.conftest import TestCluster
from tests.hydromet.recorded import gauge_rows, warning_row, write_event

pytestmark = pytest.mark.slow

TIMES = [f"2026-07-22T{hour:02}:00:00+07:00" for hour in range(20, 24)]
Geoops = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def url(cluster: TestCluster) -> str:
    return cluster.new_database()


@pytest.fixture
def geoops(url: str, tmp_path: Path) -> Geoops:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GEOOPS_")}
    env |= {"GEOOPS_DATABASE_URL": url, "GEOOPS_HOME": str(tmp_path / "home")}

    def start(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "geoops", *words],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return start


def outcome(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def event(tmp_path: Path) -> Path:
    rows = [row for n, at in enumerate(TIMES) for row in gauge_rows(at, sa_pa=1.0 + n, bat_xat=0.0)]
    return write_event(tmp_path / "event", rows, [warning_row(TIMES[0], TIMES[0])])


def counts(url: str, space: str) -> tuple[int, int]:
    engine = create_engine(url, connect_args={"options": "-c search_path=geoops,extensions,public"})
    with engine.connect() as connection:
        observations, runs = (
            connection.scalar(text(f"SELECT count(*) FROM {table} WHERE space = :space"), {"space": space})
            or 0
            for table in ("observations", "feed_runs")
        )
    engine.dispose()
    return observations, runs


def test_replay_prints_the_space_last(geoops: Geoops, event: Path, url: str) -> None:
    code, out, err = outcome(geoops("replay", str(event), "--space", "thu-1", "--speed", "max"))
    assert code == 0, err
    assert out.splitlines()[-1] == "thu-1"
    assert counts(url, "thu-1") == (8, 5)
    code, out, _ = outcome(geoops("feeds", "status", "--space", "thu-1"))
    assert code == 0 and "vrain" in out and "decoded 2, new 2" in out


def test_replay_killed_in_the_middle_goes_on(geoops: Geoops, event: Path, url: str) -> None:
    playing = geoops("replay", str(event), "--space", "thu-2", "--speed", "1200")  # an hour in three seconds
    deadline = time.monotonic() + 90
    while counts(url, "thu-2")[1] < 3:
        assert time.monotonic() < deadline and playing.poll() is None
        time.sleep(0.2)
    playing.send_signal(signal.SIGKILL)
    playing.communicate()
    before = counts(url, "thu-2")
    assert before[1] < 5
    code, out, err = outcome(geoops("replay", str(event), "--space", "thu-2", "--speed", "100000"))
    assert (code, out.splitlines()[-1]) == (0, "thu-2"), err
    assert counts(url, "thu-2") == (8, 5)


def test_a_damaged_folder_is_one_block_and_status_2(geoops: Geoops, tmp_path: Path, url: str) -> None:
    folder = write_event(
        tmp_path / "bad", [*gauge_rows(TIMES[0], sa_pa=1.0), (TIMES[0], "Bát Xát", 22.5, 103.9, "x", "")]
    )
    code, out, err = outcome(geoops("replay", str(folder)))
    assert (code, out) == (2, "")
    assert "rain_gauges_2026-07-21_23.csv.gz" in err and "dòng 2" in err and "rainfall_mm" in err
    assert "Traceback" not in err
    assert counts(url, "mua-lu-2026-07") == (0, 0)


def test_feeds_are_listed_with_whether_they_are_on(geoops: Geoops) -> None:
    code, out, err = outcome(geoops("feeds", "list"))
    assert code == 0, err
    listed = {line.split("\t")[0]: line.split("\t")[1] for line in out.splitlines()}
    assert listed["vrain"] == listed["nchmf_warnings"] == "tắt/off"


def test_speeds() -> None:
    assert parse_speed("max") is None and parse_speed("0") is None
    assert parse_speed("60") == 60.0 and parse_speed("0.5") == 0.5
    for bad in ("-1", "nan", "inf", "x", ""):
        with pytest.raises(CommandRefused):
            parse_speed(bad)
