"""One sparse product says what exactextract says, where values are missing too."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from hypothesis import given, settings
from hypothesis import strategies as st

from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.hydromet.grids.keeping import classes
from geoops.hydromet.grids.weights import Weights, measure, work_out

STOPS = (1.0, 16.0, 50.0)


def polygons(shapes: list[Any]) -> CommunePolygons:
    codes = tuple(f"{90001 + index}" for index in range(len(shapes)))
    return CommunePolygons(1, codes, ("91",) * len(shapes), np.array(shapes, dtype=object))


def exactly(geometry: GridGeometry, values: Any, communes: CommunePolygons) -> Any:
    frame = gpd.GeoDataFrame({"code": list(communes.codes)}, geometry=communes.geometry, crs="EPSG:4326")
    if geometry.crs != "EPSG:4326":
        frame = frame.to_crs(geometry.crs)
    raster = NumPyRasterSource(
        values.astype("float64"), geometry.west, geometry.south, geometry.east, geometry.north,
        nodata=np.nan, srs_wkt=frame.crs.to_wkt(),
    )  # fmt: skip
    return exact_extract(raster, frame, ["mean", "max", "count"], output="pandas")


def assert_agree(found: Any, exact: Any) -> None:
    for ours, theirs in ((found.mean, exact["mean"]), (found.most, exact["max"])):
        theirs = np.asarray(theirs, dtype=np.float64)
        np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))
        np.testing.assert_allclose(ours[~np.isnan(ours)], theirs[~np.isnan(theirs)], atol=0.001)


GEOMETRY = GridGeometry("EPSG:4326", 103.0, 23.0, 0.1, 0.1, 20, 20)


@given(st.integers(0, 10_000), st.floats(0, 0.9))
@settings(max_examples=40)
def test_any_field_with_any_gaps_agrees_with_exactextract(seed: int, missing: float) -> None:
    random = np.random.default_rng(seed)
    values = random.gamma(0.5, 20, (20, 20)).astype("float32")
    values[random.random((20, 20)) < missing] = np.nan
    centres = random.uniform(
        (102.9, 20.9), (105.1, 23.1), (6, 2)
    )  # some over the edge of the grid, some outside
    shapes = [shapely.Point(*centre).buffer(random.uniform(0.005, 0.4)) for centre in centres]
    communes = polygons(shapes)
    assert_agree(measure(work_out(GEOMETRY, communes), [values])[0], exactly(GEOMETRY, values, communes))


def test_all_communes_of_the_country_agree(shared_data: Path) -> None:
    frame = gpd.read_parquet(shared_data / "boundaries" / "vietnam_communes_simplified22m.parquet")
    communes = CommunePolygons(
        1, tuple(frame["code"]), tuple(frame["province_code"]), frame.geometry.to_numpy()
    )
    geometry = GridGeometry("EPSG:4326", 100.0, 26.0, 0.1, 0.1, 200, 210)
    values = np.random.default_rng(7).gamma(0.5, 30, (210, 200)).astype("float32")
    values[40:90, 20:60] = np.nan
    found = measure(work_out(geometry, communes), [values], STOPS)[0]
    assert_agree(found, exactly(geometry, values, communes))
    assert len(communes.codes) == 3321
    assert 0 < np.isnan(found.mean).sum() < 3321


def test_projected_cells_agree() -> None:
    geometry = GridGeometry("EPSG:3405", 400_000.0, 2_550_000.0, 5000.0, 5000.0, 60, 60)
    values = np.random.default_rng(1).gamma(0.5, 20, (60, 60)).astype("float32")
    communes = polygons([shapely.box(105.0, 22.0, 105.23, 22.31), shapely.Point(105.5, 22.5).buffer(0.1)])
    found = measure(work_out(geometry, communes), [values])[0]
    np.testing.assert_allclose(found.mean, exactly(geometry, values, communes)["mean"], atol=0.001)


def test_shares_by_hand() -> None:
    """A commune over a cell of 0, one of 20, one of 60 and one without a value, half of each."""
    values = np.full((20, 20), np.nan, dtype="float32")
    values[10, 10:14] = (0, 20, 60, np.nan)
    communes = polygons([shapely.box(104.0, 21.9, 104.4, 21.95), shapely.box(110, 21, 111, 22)])
    found = measure(work_out(GEOMETRY, communes), [values], STOPS)[0]
    assert found.mean[0] == pytest.approx(80 / 3, abs=1e-4)
    assert found.most[0] == 60
    assert found.covered[0] == pytest.approx(0.75, abs=1e-6)
    assert [round(float(share[0]), 5) for share in found.above] == [0.66667, 0.66667, 0.33333]
    assert np.isnan([found.mean[1], found.most[1], found.above[0][1]]).all(), (
        "outside the grid nothing is known"
    )
    assert found.covered[1] == 0


def test_a_commune_half_outside_the_grid_is_half_covered() -> None:
    communes = polygons([shapely.box(102.9, 22.0, 103.1, 22.1)])
    found = measure(work_out(GEOMETRY, communes), [np.ones((20, 20), "float32")])[0]
    assert found.mean[0] == 1
    assert found.covered[0] == pytest.approx(0.5, abs=1e-6)


def test_many_steps_in_one_product_are_each_as_alone() -> None:
    random = np.random.default_rng(3)
    steps = [random.gamma(0.5, 20, (20, 20)).astype("float32") for _ in range(5)]
    steps[2][3:9] = np.nan
    weights = work_out(GEOMETRY, polygons([shapely.Point(104, 22).buffer(r) for r in (0.01, 0.2, 0.7)]))
    together = measure(weights, steps, STOPS)
    for step, found in zip(steps, together, strict=True):
        alone = measure(weights, [step], STOPS)[0]
        np.testing.assert_allclose(found.mean, alone.mean, rtol=1e-6)
        np.testing.assert_array_equal(found.most, alone.most)
        np.testing.assert_allclose(np.array(found.above), np.array(alone.above), rtol=1e-6)


def test_weights_are_the_same_after_they_were_kept() -> None:
    weights = work_out(
        GEOMETRY, polygons([shapely.Point(104, 22).buffer(0.3), shapely.box(110, 21, 111, 22)])
    )
    again = Weights.unpack(weights.pack())
    values = np.random.default_rng(5).gamma(0.5, 20, (20, 20)).astype("float32")
    first, second = (measure(one, [values], STOPS)[0] for one in (weights, again))
    np.testing.assert_allclose(first.mean, second.mean, rtol=1e-5)
    assert again.codes == weights.codes


def test_classes_count_the_stops_reached_and_know_the_unknown() -> None:
    assert classes(np.array([0, 0.99, 15.94, 15.96, 16, 49.9, 300, np.nan]), STOPS) == [
        0,
        1,
        1,
        2,
        2,
        2,
        3,
        -1,
    ]
