"""Polygon maps in four formats, and what is refused."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geoops.hazards.errors import BadRiskMap
from geoops.hazards.vector import read_class_polygons
from tests.hazards.passports import by_breaks, by_values

PASSPORT = by_values([1, 2], extra="class_field: cap\n")
SHAPES = gpd.GeoDataFrame(
    {"cap": [1, 2]},
    geometry=[shapely.box(104, 22, 104.1, 22.1), shapely.box(104.1, 22, 104.2, 22.1)],
    crs="EPSG:4326",
)


@pytest.mark.parametrize("name", ["map.gpkg", "map.geojson", "map.shp", "map.parquet"])
def test_four_formats_say_the_same(tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        SHAPES.to_parquet(tmp_path / name)
    else:
        SHAPES.to_file(tmp_path / name)
    read = read_class_polygons(tmp_path / name, PASSPORT)
    assert [number for number, _ in read.classes] == [1, 2]
    assert read.bounds == pytest.approx((104, 22, 104.2, 22.1))


def refused(path: Path, passport: Any = PASSPORT) -> tuple[str, int | None]:
    with pytest.raises(BadRiskMap) as caught:
        read_class_polygons(path, passport)
    fault = caught.value.faults[0]
    assert fault.file == path.name
    return fault.reason.en, fault.row


def test_faults_of_the_content_are_named(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    SHAPES.assign(cap=[1, 9]).to_file(path)
    assert refused(path) == ("“9” is not in the legend", 2)
    SHAPES.rename(columns={"cap": "muc"}).to_file(path)
    assert "muc" in refused(path)[0]
    SHAPES.set_geometry(SHAPES.representative_point()).to_file(tmp_path / "points.gpkg")
    assert refused(tmp_path / "points.gpkg") == ("the feature is no polygon", 1)
    SHAPES.iloc[:0].to_file(tmp_path / "none.gpkg")
    assert refused(tmp_path / "none.gpkg")[0] == "the file has no features"
    SHAPES.to_file(tmp_path / "whole.gpkg")
    assert "not by breaks" in refused(tmp_path / "whole.gpkg", by_breaks([1], extra="class_field: cap\n"))[0]


def test_faults_of_the_coordinates_are_named(tmp_path: Path) -> None:
    SHAPES.set_crs(None, allow_override=True).to_parquet(tmp_path / "bare.parquet")
    assert "no coordinate system" in refused(tmp_path / "bare.parquet")[0]
    metres = SHAPES.to_crs(3405).set_crs(4326, allow_override=True)
    metres.to_parquet(tmp_path / "metres.parquet")
    assert "do not fit" in refused(tmp_path / "metres.parquet")[0]


def test_empty_truncated_and_foreign_files_are_refused(tmp_path: Path) -> None:
    SHAPES.to_file(tmp_path / "whole.gpkg")
    (tmp_path / "cut.gpkg").write_bytes((tmp_path / "whole.gpkg").read_bytes()[:9000])
    (tmp_path / "empty.geojson").touch()
    (tmp_path / "not.parquet").write_bytes(b"PAR1 nothing here")
    assert "unreadable" in refused(tmp_path / "cut.gpkg")[0]
    assert refused(tmp_path / "empty.geojson")[0] == "the file is empty"
    assert "unreadable" in refused(tmp_path / "not.parquet")[0]


def test_several_layers_need_one_named(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    SHAPES.to_file(path, layer="mot")
    SHAPES.to_file(path, layer="hai")
    assert "several layers" in refused(path)[0]
    assert read_class_polygons(path, by_values([1, 2], extra="class_field: cap\nlayer: hai\n")).classes
