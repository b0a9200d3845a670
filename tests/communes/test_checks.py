"""Files that must not be loaded, each with the row, the field and the reason; and what is only noted."""

import json
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate

from geoops.communes.boundaries.checking import Checked, check_files
from geoops.communes.boundaries.counts import UnitCounts, load_counts
from geoops.communes.boundaries.findings import Finding
from tests.communes.coverage_maker import grid, write

Spoil = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]


def _set(row: int, column: str, value: object) -> Spoil:
    def spoil(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        table[column] = table[column].astype(object)
        table.loc[row, column] = value
        return table

    return spoil


def _shape(row: int, change: Callable[[Any], Any]) -> Spoil:
    def spoil(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        table.loc[row, "geometry"] = change(table.loc[row, "geometry"])
        return table

    return spoil


def _bowtie(shape: Any) -> Any:
    west, south, east, north = shape.bounds
    return shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])


def _swapped(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return table.set_geometry(shapely.transform(np.asarray(table.geometry), lambda points: points[:, ::-1]))


def _in_metres(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return table.to_crs("EPSG:3405").set_crs("EPSG:4326", allow_override=True)


def errors(checked: Checked) -> list[Finding]:
    assert checked.failed
    assert checked.units is None
    return [finding for report in checked.reports for finding in report.errors]


CASES: dict[str, tuple[Spoil, str, int | None, str]] = {
    "code given as a number": (lambda t: t.assign(code=t.code.astype(int)), "code_lost_zero", 1, "code"),
    "one code without its zero": (_set(4, "code", "1305"), "code_lost_zero", 5, "code"),
    "a code with a letter": (_set(4, "code", "0130x"), "code_malformed", 5, "code"),
    "a code too long": (_set(4, "code", "013055"), "code_malformed", 5, "code"),
    "no code": (_set(4, "code", None), "code_missing", 5, "code"),
    "the same code twice": (_set(4, "code", "01301"), "code_duplicate", 5, "code"),
    "a province as a number": (_set(0, "province_code", "4"), "code_lost_zero", 1, "province_code"),
    "no name": (_set(2, "name_vi", None), "name_missing", 3, "name_vi"),
    "a name of spaces": (_set(2, "name_vi", "  "), "name_missing", 3, "name_vi"),
    "a name in an old encoding": (_set(2, "name_vi", "Lµo Cai"), "encoding", 3, "name_vi"),
    "a name that lost its letters": (_set(2, "name_vi", "B?t X?t"), "encoding", 3, "name_vi"),
    "a control character": (_set(2, "name_vi", "Bát\x07 Xát"), "control_character", 3, "name_vi"),
    "a type of before": (_set(2, "unit_type", "thị trấn"), "unit_type", 3, "unit_type"),
    "text for a number": (_set(3, "population", "đông"), "not_number", 4, "population"),
    "a text with two readings": (_set(3, "population", "12.345"), "not_number", 4, "population"),
    "half a person": (_set(3, "population", 10.5), "bad_number", 4, "population"),
    "fewer than nobody": (_set(3, "population", -1), "bad_number", 4, "population"),
    "an infinite area": (_set(3, "area_km2", float("inf")), "not_number", 4, "area_km2"),
    "an area in hectares": (_set(3, "area_km2", 10_000.0), "bad_number", 4, "area_km2"),
    "no shape": (_shape(6, lambda _: None), "geometry_empty", 7, "geometry"),
    "an empty shape": (_shape(6, lambda _: shapely.Polygon()), "geometry_empty", 7, "geometry"),
    "a point": (_shape(6, lambda s: s.centroid), "geometry_type", 7, "geometry"),
    "a bow tie": (_shape(6, _bowtie), "geometry_invalid", 7, "geometry"),
    "in another country": (_shape(6, lambda s: translate(s, -20, 0)), "outside_vietnam", 7, "geometry"),
    "lon and lat exchanged": (_swapped, "lon_lat_swapped", 1, "geometry"),
    "metres that say degrees": (_in_metres, "geometry_metres", 1, "geometry"),
    "another reference system": (lambda t: t.to_crs("EPSG:3405"), "crs_wrong", None, "crs"),
    "the datum of before": (lambda t: t.to_crs("EPSG:4756"), "crs_wrong", None, "crs"),
    "a neighbour overlapped": (_shape(4, lambda s: translate(s, 0.003, 0)), "overlap", 5, "geometry"),
    "a unit left out": (lambda t: t.drop(index=4), "gap", 1, "geometry"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_refused_with_row_and_field(name: str, tmp_path: Path) -> None:
    spoil, kind, row, field = CASES[name]
    path = write_any(spoil(grid()), tmp_path)
    found = errors(check_files([path]))
    hits = [finding for finding in found if finding.kind == kind]
    assert hits, [finding.kind for finding in found]
    assert hits[0].field == field
    assert row is None or row in [finding.row for finding in hits]
    assert hits[0].reason.vi != hits[0].reason.en


def write_any(table: gpd.GeoDataFrame, folder: Path) -> Path:
    """A GeoPackage that takes columns of mixed values, as one that an office exported does."""
    table = table.copy()
    for column in table.columns.drop("geometry"):
        kinds = {type(value) for value in table[column] if value is not None and not pd.isna(value)}
        if len(kinds) > 1:
            table[column] = [
                value if value is None or pd.isna(value) else str(value) for value in table[column]
            ]
    return write(table, folder, ".gpkg")


def test_a_clean_file_passes(tmp_path: Path) -> None:
    checked = check_files([write(grid(), tmp_path, ".gpkg")])
    assert not checked.failed
    assert checked.units is not None
    assert checked.units.codes[0] == "01301"
    assert "đạt" in checked.block()
    assert "04: 9" in checked.block()


def test_not_a_number_as_a_coordinate(tmp_path: Path) -> None:
    path = write(grid(), tmp_path, ".geojson")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"][2]["geometry"]["coordinates"][0][3][0] = float("nan")
    path.write_text(json.dumps(content), encoding="utf-8")
    [finding] = errors(check_files([path]))
    assert (finding.kind, finding.row) == ("geometry_not_finite", 3)


def test_edges_that_do_not_match_point_for_point(tmp_path: Path) -> None:
    table = grid()
    table.loc[4, "geometry"] = shapely.segmentize(table.loc[4, "geometry"], 0.0002)
    found = errors(check_files([write(table, tmp_path, ".parquet")]))
    assert {finding.kind for finding in found} <= {"edge_mismatch", "overlap"}


@pytest.mark.parametrize("format_", [".parquet", ".gpkg", ".geojson", ".shp"])
@pytest.mark.parametrize("harm", ["empty", "truncated", "other format", "missing"])
def test_a_file_that_is_not_one(tmp_path: Path, format_: str, harm: str) -> None:
    path = write(grid(), tmp_path, format_)
    content = path.read_bytes()
    if harm == "missing":
        path.unlink()
    else:
        harmed = {
            "empty": b"",
            "truncated": content[: len(content) // 2],
            "other format": b"code,name\n1,x\n",
        }
        path.write_bytes(harmed[harm])
    found = errors(check_files([path]))
    expected = {
        "empty": {"empty_file"},
        "missing": {"missing_file"},
        "other format": {"wrong_format"},
        "truncated": {"damaged_file", "geometry_empty"},
    }[harm]
    assert {finding.kind for finding in found} <= expected


def test_formats_and_columns_that_are_not_known(tmp_path: Path) -> None:
    (tmp_path / "xa.csv").write_text("code\n", encoding="utf-8")
    assert errors(check_files([tmp_path / "xa.csv"]))[0].kind == "unknown_format"
    plain = pd.DataFrame({"code": ["01301"]})
    plain.to_parquet(tmp_path / "xa.parquet")
    assert errors(check_files([tmp_path / "xa.parquet"]))[0].kind == "not_geo"
    path = write(grid().rename(columns={"code": "ma_xa"}), tmp_path, ".gpkg")
    [finding] = errors(check_files([path]))
    assert (finding.kind, finding.field) == ("missing_column", "code")
    assert "ma_xa" in finding.reason.vi
    assert not check_files([path], mapping={"code": "ma_xa"}).failed
    assert errors(check_files([path], mapping={"code": "x"}))[0].kind == "missing_column"
    assert errors(check_files([path], mapping={"colour": "x"}))[0].kind == "mapping"
    assert errors(check_files([path], layer="province"))[0].kind == "missing_layer"


def test_a_shapefile_without_its_side_files(tmp_path: Path) -> None:
    path = write(grid(), tmp_path, ".shp")
    path.with_suffix(".cpg").unlink()
    checked = check_files([path])
    assert checked.units is not None
    assert checked.units.table["name_vi"][0] == "Hoà An"
    assert [finding.kind for finding in checked.reports[0].findings] == ["encoding"]
    path.with_suffix(".prj").unlink()
    assert errors(check_files([path]))[0].kind == "crs_missing"
    path.with_suffix(".dbf").unlink()
    assert check_files([path]).failed


def test_a_shapefile_in_the_encoding_of_the_west(tmp_path: Path) -> None:
    table = grid()
    table["name_vi"] = [name.encode("cp1252", "replace").decode("cp1252") for name in table["name_vi"]]
    path = write(table, tmp_path, ".shp")
    assert {finding.kind for finding in errors(check_files([path]))} == {"encoding"}


def test_decomposed_names_are_composed_and_noted(tmp_path: Path) -> None:
    table = grid()
    table["name_vi"] = [unicodedata.normalize("NFD", name) for name in table["name_vi"]]
    checked = check_files([write(table, tmp_path, ".geojson")])
    assert checked.units is not None
    assert checked.units.table["name_vi"][2] == "Bế Văn Đàn"
    notes = [finding for finding in checked.reports[0].findings if finding.kind == "decomposed"]
    assert {finding.level for finding in notes} == {"note"}
    assert notes[0].row == 1


def test_the_type_is_read_from_the_full_name(tmp_path: Path) -> None:
    table = grid().drop(columns=["unit_type"])
    table["name_vi"] = ["Xã " + name for name in table["name_vi"]]
    checked = check_files([write(table, tmp_path, ".gpkg")])
    assert checked.units is not None
    row = {field: values[0] for field, values in checked.units.table.items()}
    assert (row["name_vi"], row["full_name_vi"], row["unit_type"]) == ("Hoà An", "Xã Hoà An", "xã")


def test_units_are_counted_against_the_decision(tmp_path: Path) -> None:
    counts = load_counts()
    assert (counts[0].nation, dict(counts[0].provinces)) == (3321, {"12": 38, "15": 99, "52": 135})
    table = grid()
    table["code"] = [f"{2647 + i:05d}" for i in range(9)]
    table["province_code"], table["province_name"] = "15", "Tỉnh Lào Cai"
    path = write(table, tmp_path, ".gpkg")
    [finding] = errors(check_files([path]))
    assert finding.kind == "count"
    assert "9 đơn vị, phải là 99" in finding.reason.vi
    newer = (UnitCounts(counts[0].valid_from, "quyết định mới", None, {"15": 9}),)
    assert not check_files([path], counts=newer).failed


def test_a_nation_that_lost_a_commune(tmp_path: Path) -> None:
    table = grid(5, 4)
    table["province_code"] = [f"{60 + i}" for i in range(20)]
    table["province_name"] = [f"Tỉnh {i}" for i in range(20)]
    found = errors(check_files([write(table, tmp_path, ".gpkg")]))
    assert [finding.kind for finding in found] == ["count"]
    assert "cả nước có 20 đơn vị, phải là 3321" in found[0].reason.vi


def test_the_same_commune_in_two_files(tmp_path: Path) -> None:
    one = write(grid(), tmp_path, ".gpkg")
    other = tmp_path / "khac.gpkg"
    shutil.copy(one, other)
    checked = check_files([one, other])
    assert {finding.kind for finding in checked.reports[1].errors} >= {"code_duplicate", "overlap"}
    assert checked.reports[1].errors[0].row == 1


def test_many_findings_are_counted_not_listed(tmp_path: Path) -> None:
    table = grid(6, 4)
    table["population"] = "nhiều"
    block = check_files([write(table, tmp_path, ".gpkg")]).block()
    assert "và 14 trường hợp nữa" in block
    assert block.count("không phải là số") == 10
