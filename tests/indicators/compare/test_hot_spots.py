"""Hot spots against figures published with PySAL, and the control of false discoveries against its paper."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import libpysal
import numpy as np
import pytest
import shapely

from geoops.indicators.compare.contiguity import Touch, touching
from geoops.indicators.compare.errors import TooFewValues
from geoops.indicators.compare.hot_spots import HotSpots, false_discovery_cut_off, hot_spots


def touches_of(neighbours: Mapping[object, Sequence[object]]) -> list[Touch]:
    pairs = {tuple(sorted((str(one), str(other)))) for one, others in neighbours.items() for other in others}
    return [Touch(one, other, False) for one, other in sorted(pairs)]


def read(name: str) -> Mapping[object, Sequence[object]]:
    file = libpysal.io.open(libpysal.examples.get_path(name))
    found: Mapping[object, Sequence[object]] = file.read().neighbors
    file.close()
    return found


def test_moran_of_st_louis_is_that_of_the_pysal_documentation() -> None:
    """I of the homicide rates 1988-1993 around St. Louis is 0.244 (documentation of esda.Moran,
    https://pysal.org/esda/generated/esda.Moran.html)."""
    with Path(libpysal.examples.get_path("stl_hom.csv")).open() as file:
        rates = [float(row["HR8893"]) for row in csv.DictReader(file)]
    neighbours = read("stl.gal")
    codes = [str(one) for one in neighbours]
    found = hot_spots(codes, rates, touches_of(neighbours))
    assert round(found.global_i, 3) == 0.244
    assert found.global_p <= 0.01
    assert found.islands == ()


def test_quadrants_are_those_of_the_pysal_documentation() -> None:
    """Quadrants 4 4 4 2 3 3 1 4 3 3 of the ten areas of De Smith et al. (documentation of esda.Moran_Local,
    https://pysal.org/esda/generated/esda.Moran_Local.html). Every p counts here, so that each shows its quadrant."""
    file = libpysal.io.open(libpysal.examples.get_path("desmith.txt"))
    z = [float(one) for one in file.by_col["z"]]
    file.close()
    neighbours = read("desmith.gal")
    found = hot_spots([str(one) for one in neighbours], z, touches_of(neighbours), alpha=1.0)
    number = {"high_high": 1, "low_high": 2, "low_low": 3, "high_low": 4}
    assert [number[spot.kind] for spot in found.spots] == [4, 4, 4, 2, 3, 3, 1, 4, 3, 3]


def test_the_cut_off_is_that_of_benjamini_and_hochberg() -> None:
    """The fifteen p-values of their paper (1995, section 4): at 0.05 the four smallest are rejected."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    assert false_discovery_cut_off(np.array(p[::-1]), 0.05) == 0.0095
    assert false_discovery_cut_off(np.array([0.2, 0.9]), 0.05) == 0.0


def grid(side: int) -> tuple[list[str], np.ndarray]:  # type: ignore[type-arg]
    boxes = [shapely.box(x, y, x + 1, y + 1) for y in range(side) for x in range(side)]
    return [f"{place:05d}" for place in range(side * side)], np.array(boxes, dtype=object)


def blob(side: int) -> tuple[list[str], list[float], list[Touch]]:
    """Noise with a square of high values in a corner."""
    codes, boxes = grid(side)
    noise = np.random.default_rng(5).normal(size=side * side).reshape(side, side)
    noise[:5, :5] += 6
    return codes, noise.ravel().tolist(), touching(codes, boxes)


def test_a_planted_cluster_is_found_and_the_answer_repeats() -> None:
    codes, values, touches = blob(16)

    def asked() -> HotSpots:
        return hot_spots(codes, values, touches)

    found = asked()
    hot = {spot.code for spot in found.spots if spot.kind == "high_high"}
    planted = {codes[row * 16 + column] for row in range(5) for column in range(5)}
    assert len(hot & planted) >= 16
    assert not hot - {codes[row * 16 + column] for row in range(6) for column in range(6)}
    assert found == asked()


def test_chance_alone_is_no_cluster() -> None:
    codes, boxes = grid(20)
    noise = np.random.default_rng(11).normal(size=400).tolist()
    found = hot_spots(codes, noise, touching(codes, boxes))
    assert sum(spot.kind != "not_significant" for spot in found.spots) <= 4


def test_islands_are_said_and_take_no_part() -> None:
    codes, values, touches = blob(6)
    alone = hot_spots([*codes, "99999"], [*values, 1000.0], touches)
    assert alone.islands == ("99999",)
    assert alone.spots[-1].kind == "island"
    assert alone.global_i == hot_spots(codes, values, touches).global_i


@pytest.mark.parametrize("values", [[1.0] * 9, [1.0, 2.0, 3.0]])
def test_too_few_or_equal_values_have_no_pattern(values: list[float]) -> None:
    codes, boxes = grid(3)
    with pytest.raises(TooFewValues):
        hot_spots(codes[: len(values)], values, touching(codes, boxes))


def test_queen_neighbours_are_those_of_libpysal_on_columbus() -> None:
    shapes = gpd.read_file(libpysal.examples.get_path("columbus.shp"))
    codes = [f"{place:05d}" for place in range(len(shapes))]
    ours = {(touch.one, touch.other) for touch in touching(codes, shapes.geometry.to_numpy())}
    theirs = libpysal.weights.Queen.from_dataframe(shapes, use_index=False, silence_warnings=True).neighbors
    assert ours == {(touch.one, touch.other) for touch in touches_of({codes[i]: [codes[j] for j in js] for i, js in theirs.items()})}  # fmt: skip


def test_corners_are_told_from_edges() -> None:
    codes, boxes = grid(2)
    found = {(touch.one, touch.other): touch.corner for touch in touching(codes, boxes)}
    assert found == {
        ("00000", "00001"): False, ("00000", "00002"): False, ("00001", "00003"): False, ("00002", "00003"): False,
        ("00000", "00003"): True, ("00001", "00002"): True,
    }  # fmt: skip
