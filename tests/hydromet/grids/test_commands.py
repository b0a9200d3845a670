"""`geoops grids` as people type it, through the child that decodes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import TestCluster
from tests.hydromet.grids import makers
from tests.hydromet.grids.test_loading import rain_in

pytestmark = pytest.mark.slow

Geoops = Callable[..., tuple[int, str, str]]


@pytest.fixture
def geoops(cluster: TestCluster, country: str, tmp_path: Path) -> Geoops:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GEOOPS_")}
    env |= {
        "GEOOPS_DATABASE_URL": cluster.new_database(template=country),
        "GEOOPS_HOME": str(tmp_path / "home"),
    }

    def run(*words: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "geoops", "grids", *words],
            env=env, capture_output=True, text=True, encoding="utf-8", timeout=200, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def test_load_list_check(geoops: Geoops, tmp_path: Path) -> None:
    path = makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40))
    status, out, err = geoops("load", str(path))
    assert (status, out.count("mới/new 1")) == (0, 1), err
    status, out, _ = geoops("list")
    assert status == 0
    assert "imerg_late\tobserved\t1\t2026-07-22T22:30:00+07:00" in out
    assert "gfs\tforecast\t0" in out
    assert geoops("check")[0] == 0
    (kept,) = (tmp_path / "home" / "grids").rglob("*.tif")
    kept.unlink()
    status, out, err = geoops("check")
    assert (status, kept.name in out) == (1, True)
    assert "Traceback" not in err


def test_what_cannot_be_loaded_says_which_file_and_why(geoops: Geoops, tmp_path: Path) -> None:
    broken = tmp_path / "hong.HDF5"
    broken.write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 100)
    status, out, err = geoops("load", str(broken))
    assert (status, out) == (2, "")
    assert "hong.HDF5" in err
    assert "Traceback" not in err
    described = tmp_path / "mo-ta.yaml"
    described.write_text("id: x", "utf-8")
    status, _, err = geoops("load", str(broken), "--description", str(described))
    assert status == 2
    assert "mo-ta.yaml" in err
    assert geoops("load", str(broken), "--product", "nonsense")[0] == 2
    assert not (tmp_path / "home" / "grids").exists()
