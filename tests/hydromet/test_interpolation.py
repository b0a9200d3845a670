"""Estimates between gauges: right where the answer is known, nothing where no gauge is near, and their measured error."""

import csv
import gzip
import math
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoops.communes.service import CommunePolygons
from geoops.hydromet.rain.cells import make_cells
from geoops.hydromet.rain.estimate import Grid, over_communes, with_grid
from geoops.hydromet.rain.interpolation import Field, Variogram, error_of, fit_variogram, to_plane
from geoops.hydromet.rain.interpolation import settings as rule

RNG = np.random.default_rng(7)


def some_field(n: int = 60) -> Field:
    places = RNG.random((n, 2)) * 60
    return Field(places, np.round(20 + 15 * np.sin(places[:, 0] / 12) + RNG.normal(0, 1, n), 1).clip(0))


@pytest.mark.parametrize("method", ["idw", "kriging"])
def test_a_gauge_is_right_about_its_own_place(method: str) -> None:
    field = some_field()
    found = field.at(field.places, method)  # type: ignore[arg-type]
    assert found.mm == pytest.approx(field.mm, abs=0.05)
    assert found.nearest_km.max() == 0


def test_kriging_is_what_pykrige_says() -> None:
    from pykrige.ok import OrdinaryKriging

    field = some_field()
    points = RNG.random((40, 2)) * 50 + 5
    v = field.variogram
    theirs = OrdinaryKriging(
        field.places[:, 0],
        field.places[:, 1],
        field.mm,
        variogram_model="spherical",
        variogram_parameters={"sill": v.sill, "range": v.range_km, "nugget": v.nugget},
    )
    expected, _ = theirs.execute(
        "points", points[:, 0], points[:, 1], backend="loop", n_closest_points=rule()["neighbours"]
    )
    assert field.at(points, "kriging").mm == pytest.approx(np.asarray(expected).clip(0), abs=0.02)


@pytest.mark.parametrize("method", ["idw", "kriging"])
def test_no_gauge_within_reach_is_no_number(method: str) -> None:
    field = some_field()
    far = np.array([[60.0 + rule()["farthest_km"] + 1, 30.0], [500.0, 500.0]])
    assert np.isnan(field.at(far, method).mm).all()  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["idw", "kriging"])
def test_two_gauges_at_one_place_and_all_dry(method: str) -> None:
    places = np.array([[0.0, 0.0], [0.0, 0.0], [3.0, 1.0], [5.0, 5.0]])
    assert np.isfinite(Field(places, np.array([4.0, 6.0, 1.0, 0.0])).at(places + 1, method).mm).all()  # type: ignore[arg-type]
    assert (Field(places, np.zeros(4)).at(places + 1, method).mm == 0).all()  # type: ignore[arg-type]


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 40), st.floats(0, 40), st.floats(0, 300)), min_size=3, max_size=30),
    st.tuples(st.floats(0, 40), st.floats(0, 40)),
)
def test_inverse_distance_lies_between_the_least_and_the_most(
    gauges: list[tuple[float, float, float]], point: tuple[float, float]
) -> None:
    table = np.array(gauges)
    mm = Field(table[:, :2], table[:, 2]).at(np.array([point]), "idw").mm[0]
    if math.isfinite(mm):
        assert table[:, 2].min() - 1e-6 <= mm <= table[:, 2].max() + 1e-6


def test_the_variogram_rises_from_the_nugget_to_the_sill() -> None:
    v = Variogram(10.0, 30.0, 2.0)
    assert v(np.array([0.0, 1e-6, 30.0, 90.0])) == pytest.approx([0.0, 2.0, 10.0, 10.0], abs=1e-4)
    assert fit_variogram(np.array([[0.0, 0], [1, 1]]), np.array([1.0, 1])).sill > 0


def test_communes_by_hand() -> None:
    """One gauge: every cell within reach has its amount; a commune beyond has none."""
    boxes = np.array([shapely.box(104, 22, 104.1, 22.1), shapely.box(108, 14, 108.1, 14.1)], dtype=object)
    ground = make_cells(CommunePolygons(1, ("15001", "52001"), ("15", "52"), boxes))
    assert len(ground.points) == ground.starts[-1] and ground.starts[1] > 4
    found = over_communes(np.array([[104.05, 22.05, 60.0], [104.06, 22.05, 60.0]]), ground, "idw")
    assert set(found.communes) == {"15001"}
    here = found.communes["15001"]
    assert (here.mean_mm, here.max_mm, here.estimated_share) == (60.0, 60.0, 1.0)
    assert here.share_above == {0.0: 1.0, 16.0: 1.0, 50.0: 1.0, 100.0: 0.0}
    assert here.confidence == "high" and here.nearest_gauge_km < 3


def day_sums(shared_data: Path, at: datetime) -> np.ndarray:
    """Lon, lat and the total since 19:00 of every gauge at the last snapshot before the moment, from the file."""
    latest: dict[tuple[str, str, str], tuple[datetime, float]] = {}
    path = shared_data / "hydromet" / "rain_gauges_2026-07-21_23.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            read_at = datetime.fromisoformat(row["collected_at"])
            if at - timedelta(hours=1) < read_at <= at:
                latest[row["name"], row["longitude"], row["latitude"]] = (
                    read_at,
                    float(row["rainfall_mm"]),
                )
    return np.array([(float(lon), float(lat), mm) for (_, lon, lat), (_, mm) in latest.items()])


@pytest.mark.parametrize("snapshot", ["2026-07-22T15:45:00+07:00", "2026-07-23T15:45:00+07:00"])
def test_the_better_one_over_july_2026_is_the_default(shared_data: Path, snapshot: str) -> None:
    """Leave one out, over the rain since 19:00 the day before: the figures are in docs/decisions/0022."""
    table = day_sums(shared_data, datetime.fromisoformat(snapshot))
    assert len(table) > 2500
    field = Field(to_plane(table[:, 0], table[:, 1]), table[:, 2])
    errors = {}
    for method in ("idw", "kriging"):
        error = error_of(field.leave_one_out(method).mm, field.mm)  # type: ignore[arg-type]
        assert error is not None and error.n > 2400
        errors[method] = error
        print(snapshot, method, error)
    climate = float(np.abs(field.mm - field.mm.mean()).mean())
    assert errors[rule()["default"]].mae_mm < 0.75 * climate, "an estimate knows more than the country's mean"
    assert min(errors, key=lambda method: errors[method].mae_mm) == rule()["default"]


def test_a_grid_fills_in_what_the_gauges_do_not_reach_and_they_correct_it() -> None:
    """By hand: the grid says 40 everywhere, both gauges of the first commune measured 10 more than it says."""
    boxes = np.array(
        [
            shapely.box(104, 22, 104.1, 22.1),
            shapely.box(108, 14, 108.1, 14.1),
            shapely.box(101, 20, 101.1, 20.1),
        ],
        dtype=object,
    )
    ground = make_cells(CommunePolygons(1, ("15001", "52001", "11001"), ("15", "52", "11"), boxes))
    gauges = np.array([[104.03, 22.05, 50.0], [104.06, 22.05, 50.0]])
    found = with_grid(
        gauges, ["15001", "15001"], ground, Grid("imerg_late", {"15001": 40.0, "52001": 40.0}), None
    )
    here, there = found.communes["15001"], found.communes["52001"]
    assert (here.mean_mm, here.method, here.product, here.error_mm) == (50.0, "blended", "imerg_late", 0.0)
    assert (there.mean_mm, there.gauges, there.confidence) == (40.0, 0, "low")
    assert "11001" not in found.communes, "neither gauge nor grid knows it"


def test_the_grid_is_used_only_where_it_makes_the_error_smaller() -> None:
    """Gauges that rise evenly with a grid that has it right, and with one that has it upside down."""
    boxes = np.array([shapely.box(104 + i / 10, 22, 104.1 + i / 10, 22.1) for i in range(8)], dtype=object)
    codes = tuple(f"1500{i}" for i in range(8))
    ground = make_cells(CommunePolygons(1, codes, ("15",) * 8, boxes))
    steep = [0.0, 0.0, 90.0, 0.0, 0.0, 120.0, 0.0, 60.0]
    gauges = np.array([[104.05 + i / 10, 22.05, steep[i]] for i in range(8)])
    right = with_grid(gauges, codes, ground, Grid("imerg_late", dict(zip(codes, steep, strict=True))), "idw")
    wrong = with_grid(
        gauges,
        codes,
        ground,
        Grid("imerg_late", {c: 200 - mm for c, mm in zip(codes, steep, strict=True)}),
        "idw",
    )
    assert (
        right.method == "blended"
        and right.error is not None
        and right.error.mae_mm == pytest.approx(0, abs=1e-9)
    )
    assert wrong.method == "idw" and all(one.product is None for one in wrong.communes.values())


def test_a_grid_alone_is_said_to_be_alone() -> None:
    box = np.array([shapely.box(104, 22, 104.1, 22.1)], dtype=object)
    ground = make_cells(CommunePolygons(1, ("15001",), ("15",), box))
    found = with_grid(np.empty((0, 3)), [], ground, Grid("imerg_late", {"15001": 12.5}), "idw").communes[
        "15001"
    ]
    assert (found.mean_mm, found.nearest_gauge_km, found.error_mm, found.confidence) == (
        12.5,
        None,
        None,
        "low",
    )
