"""`geoops communes …` as an office types it: exit status, what is printed, what is written."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geoops.cli import app
from geoops.settings import get_settings
from tests.communes.coverage_maker import grid, write
from tests.communes.test_lineage import ROWS, table
from tests.conftest import TestCluster


@pytest.fixture
def geoops(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch):
    """Runs a command against a database of the test's own."""
    monkeypatch.setenv("GEOOPS_DATABASE_URL", cluster.new_database())
    get_settings.cache_clear()

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    yield run
    get_settings.cache_clear()


def test_check_prints_a_block_and_ends_with_two(geoops, tmp_path: Path) -> None:
    good = write(grid(), tmp_path, ".gpkg")
    done = geoops("communes", "check", good)
    assert (done.exit_code, "xa.gpkg: đạt" in done.stdout) == (0, True)
    bad = tmp_path / "hong.gpkg"
    bad.write_bytes(b"")
    done = geoops("communes", "check", good, bad)
    assert done.exit_code == 2
    assert "hong.gpkg: KHÔNG ĐẠT" in done.stdout
    assert "tệp rỗng" in done.stdout


def test_load_twice_and_print_the_crosswalk(geoops, tmp_path: Path) -> None:
    path = write(grid().rename(columns={"code": "ma"}), tmp_path, ".parquet")
    words = ("communes", "load", path, "--mapping", "code=ma", "--lineage", table(tmp_path, *ROWS))
    done = geoops(*words)
    assert done.exit_code == 0, done.output
    assert "9 đơn vị" in done.stderr
    again = geoops(*words)
    assert (again.exit_code, "không nạp lại" in again.stderr) == (0, True)
    printed = geoops("communes", "crosswalk", "--new", "01301")
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert [row["old_code"] for row in rows] == ["01500", "01501"]
    assert [row["share_area"] for row in rows] == ["1.0", ""]
    whole = tmp_path / "in_ra.csv"
    whole.write_text(geoops("communes", "crosswalk").stdout, encoding="utf-8")
    done = geoops("communes", "load", path, "--mapping", "code=ma", "--lineage", whole)
    assert done.exit_code == 0, done.output
    assert geoops("communes", "crosswalk").stdout == whole.read_text(encoding="utf-8")


def test_what_is_refused_names_file_row_and_field_and_writes_nothing(geoops, tmp_path: Path) -> None:
    spoilt = grid()
    spoilt.loc[2, "code"] = "01301"
    path = write(spoilt, tmp_path, ".gpkg")
    done = geoops("communes", "load", path)
    assert done.exit_code == 2
    assert "xa.gpkg, dòng 3, trường “code”" in done.stderr
    assert "01301" in done.stderr
    assert geoops("communes", "crosswalk").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--valid-from", "1900-01-01"), "ngày hiệu lực 01/01/1900"),
        (("--valid-from", "2100-01-01"), "ngày hiệu lực 01/01/2100"),
        (("--valid-from", "mai"), "sai dạng YYYY-MM-DD"),
        (("--mapping", "code"), "phép gán"),
        (("--mapping", "code="), "sai dạng"),
        (("--mapping", "code=khong_co"), "không có cột “khong_co”"),
        (("--counts", "khong_co.yaml"), "số đơn vị"),
        (("--lineage", "khong_co.csv"), "khong_co.csv"),
    ],
)
def test_options_that_cannot_be_meant(geoops, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    path = write(grid(), tmp_path, ".gpkg")
    done = geoops("communes", "load", path, *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_mapping_and_counts_from_files(geoops, tmp_path: Path) -> None:
    path = write(grid().rename(columns={"name_vi": "ten"}), tmp_path, ".geojson")
    mapping = tmp_path / "gan.yaml"
    mapping.write_text("name_vi: ten\n", encoding="utf-8")
    counts = tmp_path / "so.yaml"
    counts.write_text("- {valid_from: 2025-07-01, decision: thử, provinces: {'04': 8}}\n", encoding="utf-8")
    done = geoops("communes", "check", path, "--mapping", mapping, "--counts", counts)
    assert done.exit_code == 2
    assert "tỉnh 04 có 9 đơn vị, phải là 8 theo thử" in done.stdout
