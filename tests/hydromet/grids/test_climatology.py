"""The percentile of the antecedent index: by hand, and the same to the last digit on a cluster."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from geoops.hydromet.grids import archive, climatology
from geoops.hydromet.grids.climatology import antecedent_index, over_archive, percentile_of_index, whole_days
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import BadGrid, GridGeometry

GEOMETRY = GridGeometry("EPSG:4326", 103.0, 23.0, 0.1, 0.1, 70, 66)
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def test_the_index_against_the_published_vectors() -> None:
    """facts/lhasa.yaml: constant rain c gives c; today's 10 alone gives 6.6147, yesterday's 1.6537; six days: unknown."""
    constant = np.full((10, 1, 1), 4.0, "float32")
    assert np.isnan(antecedent_index(constant)[:6]).all()
    np.testing.assert_allclose(antecedent_index(constant)[6:], 4.0, rtol=1e-6)
    alone = np.zeros((9, 1, 1), "float32")
    alone[6] = 10
    index = antecedent_index(alone)[:, 0, 0]
    np.testing.assert_allclose(index[6:8], [6.6147, 1.6537], atol=1e-4)
    alone[3] = np.nan
    assert np.isnan(antecedent_index(alone)).all(), "of every week a day is not known"


def test_the_percentile_of_few_days_is_not_known() -> None:
    daily = np.random.default_rng(1).gamma(0.3, 20, (60, 2, 2)).astype("float32")
    daily[10:, 0, 0] = np.nan
    found = percentile_of_index(daily, 95)
    assert np.isnan(found[0, 0])
    index = antecedent_index(daily)[6:, 1, 1]
    assert found[1, 1] == np.float32(np.percentile(index, 95))


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str]]]:
    """Fifty days in half-days, with gaps; one file is lost."""
    home = tmp_path_factory.mktemp("archive")
    random = np.random.default_rng(11)
    out = []
    for day in range(50):
        names = []
        for half in range(2):
            starts_at = BEGIN + timedelta(days=day, hours=12 * half)
            values = random.gamma(0.3, 15, (GEOMETRY.height, GEOMETRY.width)).astype("float32")
            values[random.random(values.shape) < 0.001] = np.nan
            field = GridField(
                "rain", "mm", starts_at, starts_at + timedelta(hours=12), None, GEOMETRY, values
            )
            name = f"live/x/{day}-{half}.tif"
            archive.write(home, name, field)
            names.append(name)
        out.append(names)
    archive.remove(home, "live/x/20-1.tif")
    return archive.folder(home), out


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler and a worker, each a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
    }
    commands = (
        ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"],
        [
            "worker",
            address,
            "--nthreads",
            "1",
            "--nworkers",
            "1",
            "--no-nanny",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        ],
    )
    started = []
    try:
        for command in commands:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", *command],
                    env=environment,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            time.sleep(2)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)


def test_the_same_to_the_last_digit_alone_in_threads_and_on_a_cluster(
    days: tuple[Path, list[list[str]]], scheduler: str
) -> None:
    folder, files = days
    shape = (GEOMETRY.height, GEOMETRY.width)
    plain = percentile_of_index(
        np.stack([climatology._day(str(folder), tuple(day), shape) for day in files]), 95
    )
    assert np.isfinite(plain).any()
    assert np.isnan(plain).any() or (plain > 0).all()
    threads = over_archive(files, GEOMETRY, folder, 95, None)
    cluster = over_archive(files, GEOMETRY, folder, 95, scheduler)
    assert threads.tobytes() == plain.tobytes()
    assert cluster.tobytes() == plain.tobytes()


def test_a_scheduler_that_is_not_there_is_a_clear_refusal(
    days: tuple[Path, list[list[str]]], unused_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(climatology, "PATIENCE_S", 1)
    with pytest.raises(BadGrid, match="no Dask scheduler"):
        over_archive(days[1], GEOMETRY, days[0], 95, f"tcp://127.0.0.1:{unused_port}")


def test_days_keep_their_place_where_one_is_missing() -> None:
    def step(day: int, hours: int, file: str | None) -> dict[str, object]:
        starts_at = BEGIN + timedelta(days=day)
        return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=hours), "file": file}

    assert whole_days([step(0, 24, "a"), step(1, 12, "b"), step(3, 24, "c"), step(4, 24, None)]) == [
        ["a"], [""], [""], ["c"], [""],
    ]  # fmt: skip
    assert whole_days([]) == []
