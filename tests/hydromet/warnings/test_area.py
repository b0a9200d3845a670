"""The cover of communes: exact on all provinces and on random subsets, and much less than a hull."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geoops.communes.boundaries.measure import areas_km2
from geoops.hydromet.warnings.area.cover import (
    DECIMALS,
    MAX_POLYGONS,
    MAX_VERTICES,
    Cover,
    NotCovered,
    cover,
)
from geoops.hydromet.warnings.area.outer import grow_to
from geoops.hydromet.warnings.cap.writing import written_pairs

pytestmark = pytest.mark.slow

Shapes = NDArray[np.object_]


@pytest.fixture(scope="module")
def communes(shared_data: Path) -> dict[str, Shapes]:
    """The real communes at full detail, by province."""
    import geopandas

    file = shared_data / "boundaries" / "vietnam_communes.parquet"
    if not file.is_file():
        pytest.skip("the reference data have no boundaries")
    frame = geopandas.read_parquet(file, columns=["province_code", "geometry"])
    return {
        code: np.asarray(group.geometry.values, dtype=object)
        for code, group in frame.groupby("province_code")
    }


def proved(made: Cover, shapes: Shapes) -> None:
    """Every commune wholly inside, by the numbers that a CAP document carries."""
    written = [
        shapely.Polygon(
            [
                tuple(map(float, pair.split(",")))[::-1]
                for pair in written_pairs([(lat, lon) for lon, lat in polygon.exterior.coords]).split()
            ]
        )
        for polygon in made.polygons
    ]
    assert len(written) <= MAX_POLYGONS
    for polygon in written:
        assert polygon.is_valid
        assert shapely.get_num_coordinates(polygon) <= MAX_VERTICES
        points = shapely.get_coordinates(polygon)
        assert (points[0] == points[-1]).all() and np.array_equal(points, np.round(points, DECIMALS))
    assert shapely.covers(shapely.union_all(written), shapes).all()


def test_all_provinces_are_covered_and_little_else(communes: dict[str, Shapes]) -> None:
    """Also the figures of docs/decisions/0025: excess of the cover, of the hull, and of a widened hull of few vertices."""
    rows = {}
    for code, shapes in communes.items():
        made = cover(shapes)
        proved(made, shapes)
        whole = shapely.coverage_union_all(shapes)
        hull, buffered = areas_km2(np.array([whole.convex_hull, _buffered_hull(whole)], dtype=object))
        rows[code] = (made.excess, hull / made.communes_km2 - 1, buffered / made.communes_km2 - 1)
    assert len(rows) == 34
    excess = np.array(list(rows.values()))
    assert np.median(excess[:, 0]) < 0.10
    assert (excess[:, 0] < excess[:, 1]).all() and (excess[:, 0] < excess[:, 2]).all()
    if os.environ.get("GEOOPS_FIGURES"):
        print(json.dumps({code: [round(float(value), 4) for value in row] for code, row in rows.items()}))
        print("median", np.median(excess, axis=0), "mean", excess.mean(axis=0), "max", excess.max(axis=0))


def _buffered_hull(whole: shapely.Geometry) -> shapely.Geometry:
    """What is often done: the outline thinned until it has 100 vertices, and widened by as much as it was thinned."""
    outline = whole.simplify(0.0005)
    tolerance = 0.001
    while True:
        thinned = outline.simplify(tolerance / 2)
        wide = thinned.buffer(tolerance, quad_segs=1).simplify(tolerance / 2)
        largest = max(shapely.get_parts(wide), key=lambda part: part.area)
        if shapely.get_num_coordinates(largest.exterior) <= MAX_VERTICES:
            return wide
        tolerance *= 1.5


@settings(max_examples=8, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_random_subsets_are_covered(communes: dict[str, Shapes], data: st.DataObject) -> None:
    provinces = data.draw(st.lists(st.sampled_from(sorted(communes)), min_size=1, max_size=3, unique=True))
    shapes = np.concatenate([communes[code] for code in provinces])
    chosen = data.draw(st.lists(st.integers(0, len(shapes) - 1), min_size=1, max_size=25, unique=True))
    made = cover(shapes[chosen])
    proved(made, shapes[chosen])
    whole = shapely.union_all(shapes[chosen])
    (hull,) = areas_km2(np.array([whole.convex_hull], dtype=object))
    assert made.covered_km2 <= hull * 1.02


def test_a_square_stays_a_square() -> None:
    made = cover([shapely.box(104.0, 22.0, 104.1, 22.1), shapely.box(104.1, 22.0, 104.2, 22.1)])
    assert len(made.polygons) == 1 and made.vertices == 5 and 0 <= made.excess < 0.002


def test_communes_apart_have_a_polygon_each() -> None:
    made = cover([shapely.box(104.0, 22.0, 104.1, 22.1), shapely.box(107.0, 11.0, 107.1, 11.1)])
    assert len(made.polygons) == 2 and made.excess < 0.002


def test_a_hole_is_filled_because_cap_has_none() -> None:
    ring = shapely.box(104.0, 22.0, 104.3, 22.3).difference(shapely.box(104.1, 22.1, 104.2, 22.2))
    made = cover([ring])
    assert len(made.polygons) == 1 and not made.polygons[0].interiors
    assert made.excess == pytest.approx(1 / 8, abs=0.01)


def test_a_thousand_islands_become_few_polygons() -> None:
    random = np.random.default_rng(7)
    islands = shapely.MultiPolygon(
        [
            shapely.box(x, y, x + 0.004, y + 0.004)
            for x, y in random.uniform((107, 20.7), (107.6, 21.2), (800, 2))
        ]
    ).buffer(0)
    made = cover([islands])
    proved(made, np.array([islands], dtype=object))


def test_nothing_is_no_area() -> None:
    with pytest.raises(NotCovered):
        cover([shapely.Polygon()])


@settings(max_examples=60, database=None)
@given(
    radii=st.lists(st.floats(0.2, 1.0), min_size=8, max_size=120),
    most=st.integers(4, 40),
)
def test_a_ring_only_grows(radii: list[float], most: int) -> None:
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    ring = np.column_stack((np.cos(angles) * radii, np.sin(angles) * radii))
    grown = grow_to(ring, most)
    if grown is None:
        return
    assert len(grown) <= max(most, 3)
    before, after = shapely.Polygon(ring), shapely.Polygon(grown)
    assert after.is_valid
    assert before.difference(after).area < 1e-9
