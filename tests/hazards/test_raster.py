"""GeoTIFFs made into class rasters: what is taken, what is refused and why."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from geoops.hazards.errors import BadRiskMap
from geoops.hazards.passport import Passport
from geoops.hazards.raster import ClassRaster, write_class_raster
from tests.hazards.passports import by_breaks, by_values


def make(path: Path, data: Any, **changes: Any) -> Path:
    """A GeoTIFF of one band over Lào Cai."""
    profile: dict[str, Any] = {
        "driver": "GTiff", "count": 1, "height": data.shape[0], "width": data.shape[1], "dtype": data.dtype,
        "crs": "EPSG:4326", "transform": from_origin(103.5, 22.9, 0.01, 0.01),
    }  # fmt: skip
    with rasterio.open(path, "w", **(profile | changes)) as out:
        out.write(data, 1)
    return path


def refused(source: Path, passport: Passport, target: Path) -> str:
    with pytest.raises(BadRiskMap) as caught:
        write_class_raster(source, passport, target)
    assert not target.exists()
    assert [entry.name for entry in target.parent.iterdir() if entry.name.startswith(".")] == []
    assert {fault.file for fault in caught.value.faults} == {source.name}
    return " / ".join(fault.reason.en for fault in caught.value.faults)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "rasters"
    folder.mkdir()
    return folder / "map.tif"


def test_a_classed_map_keeps_its_classes(tmp_path: Path, target: Path) -> None:
    data = np.array([[5, 5, 1], [1, 255, 3]], dtype="uint8")
    made = write_class_raster(make(tmp_path / "a.tif", data, nodata=255), by_values([1, 3, 5]), target)
    assert made.cells == (1, 2, 1, 2)
    assert made.crs == "EPSG:4326"
    assert made.bounds == pytest.approx((103.5, 22.88, 103.53, 22.9))
    with rasterio.open(target) as written:
        assert written.read(1).tolist() == [[3, 3, 1], [1, 0, 2]]
        assert written.nodata == 0
        assert written.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_breaks_take_the_lower_bound_in_and_the_upper_out(tmp_path: Path, target: Path) -> None:
    data = np.array([[14.999, 15.0, 29.9, 30.0, np.nan, -3.0]], dtype="float32")
    write_class_raster(make(tmp_path / "a.tif", data), by_breaks([15, 30]), target)
    with rasterio.open(target) as written:
        assert written.read(1).tolist() == [[1, 2, 2, 3, 0, 1]]


def test_the_passport_may_name_what_is_no_data(tmp_path: Path, target: Path) -> None:
    data = np.array([[-9999.0, 10.0]], dtype="float64")
    made = write_class_raster(
        make(tmp_path / "a.tif", data), by_breaks([15], extra="nodata: -9999\n"), target
    )
    assert made.cells == (1, 1, 0)


def test_a_continuous_raster_without_breaks_is_refused(tmp_path: Path, target: Path) -> None:
    data = np.linspace(0, 60, 200, dtype="float32").reshape(10, 20)
    assert "no breaks" in refused(make(tmp_path / "a.tif", data), by_values([1, 2, 3]), target)


def test_values_outside_the_legend_are_named(tmp_path: Path, target: Path) -> None:
    data = np.array([[1, 2, 7, 9]], dtype="uint8")
    assert "7, 9" in refused(make(tmp_path / "a.tif", data), by_values([1, 2]), target)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"crs": None}, "no coordinate system"),
        ({"transform": rasterio.Affine(0.01, 0.002, 103.5, 0.002, -0.01, 22.9)}, "rotated"),
        ({"transform": rasterio.Affine(0.01, 0, 103.5, 0, 0.01, 22.0)}, "flipped"),
        ({"transform": from_origin(300_000, 2_500_000, 100, 100)}, "do not fit"),
        ({"dtype": "complex64"}, "data type"),
    ],
)
def test_faults_of_the_file_are_named(
    tmp_path: Path, target: Path, changes: dict[str, Any], reason: str
) -> None:
    data = np.ones((4, 5), dtype=changes.get("dtype", "uint8"))
    assert reason in refused(make(tmp_path / "a.tif", data, **changes), by_values([1]), target)


def test_a_band_that_is_not_there_is_named(tmp_path: Path, target: Path) -> None:
    source = make(tmp_path / "a.tif", np.ones((4, 5), dtype="uint8"))
    assert "band 3" in refused(source, by_values([1], extra="band: 3\n"), target)


def test_nothing_but_no_data_is_refused(tmp_path: Path, target: Path) -> None:
    source = make(tmp_path / "a.tif", np.zeros((4, 5), dtype="uint8"), nodata=0)
    assert "no cell has data" in refused(source, by_values([1]), target)


def test_huge_dimensions_are_refused_before_anything_is_read(tmp_path: Path, target: Path) -> None:
    profile = {
        "driver": "GTiff",
        "count": 1,
        "height": 200_000,
        "width": 200_000,
        "dtype": "uint8",
        "crs": "EPSG:4326",
    }
    with rasterio.open(
        tmp_path / "a.tif",
        "w",
        **profile,
        transform=from_origin(103, 23, 1e-5, 1e-5),
        tiled=True,
        sparse_ok=True,
    ):
        pass
    assert (tmp_path / "a.tif").stat().st_size < 50_000_000
    assert "too large" in refused(tmp_path / "a.tif", by_values([1]), target)


def test_empty_truncated_and_foreign_files_are_refused(tmp_path: Path, target: Path) -> None:
    whole = make(tmp_path / "whole.tif", np.random.default_rng(1).integers(1, 4, (600, 600), dtype="uint8"))
    cut = tmp_path / "cut.tif"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    empty = tmp_path / "empty.tif"
    empty.touch()
    png = tmp_path / "really_a_png.tif"
    with rasterio.open(png, "w", driver="PNG", count=1, height=4, width=4, dtype="uint8") as out:
        out.write(np.ones((4, 4), dtype="uint8"), 1)
    passport = by_values([1, 2, 3])
    assert "truncated" in refused(cut, passport, target)
    assert "empty" in refused(empty, passport, target)
    assert "no readable GeoTIFF" in refused(png, passport, target)


def test_coarse_terrain_over_vietnam_is_classed(shared_data: Path, target: Path) -> None:
    source = shared_data / "grids" / "itu_p1511v2_topography_vietnam_5arcmin.tif"
    made = write_class_raster(source, by_breaks([200, 1000]), target)
    with rasterio.open(source) as dataset:
        heights = dataset.read(1)
    assert made.cells == (
        0, int((heights < 200).sum()), int(((heights >= 200) & (heights < 1000)).sum()), int((heights >= 1000).sum()),
    )  # fmt: skip


def test_the_benchmark_slopes_are_classed(shared_data: Path, target: Path) -> None:
    source = shared_data / "hazards" / "ecuador_rbsf_terrain_attributes_10m_utm17s.tif"
    made: ClassRaster = write_class_raster(source, by_breaks([15, 30]), target)
    assert made.crs == "EPSG:32717"
    assert made.cells == (619, 5951, 36624, 115751)
    assert made.bounds == pytest.approx((-79.0909, -4.0069, -79.0564, -3.9693), abs=1e-4)


def test_a_second_load_replaces_the_first(tmp_path: Path, target: Path) -> None:
    write_class_raster(make(tmp_path / "a.tif", np.ones((4, 5), dtype="uint8")), by_values([1]), target)
    kept = shutil.copy(target, tmp_path / "kept.tif")
    with pytest.raises(BadRiskMap):
        write_class_raster(
            make(tmp_path / "b.tif", np.full((4, 5), 2, dtype="uint8")), by_values([1]), target
        )
    assert target.read_bytes() == Path(kept).read_bytes()
