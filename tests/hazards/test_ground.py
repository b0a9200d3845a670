"""The ground area of raster cells against geodesic polygons worked out by another way."""

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from rasterio.transform import from_origin

from geoops.hazards.exposure import geodesic_km2
from geoops.hazards.ground import CellAreas

GEOD = Geod(ellps="WGS84")


def ground_km2(crs: str, plane: shapely.Polygon) -> float:
    """Area of a plane polygon, its edges cut fine so that straight lines of the plane stay straight."""
    to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    west, _, east, _ = plane.bounds
    fine = plane.segmentize((east - west) / 50)
    shape = shapely.transform(fine, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])))
    return abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6


@pytest.mark.parametrize(
    ("crs", "west", "north", "size", "closeness"),
    [
        ("EPSG:4326", 103.0, 23.0, 0.01, 1e-6),
        ("EPSG:32648", 300_000, 2_500_000, 1000, 1e-6),
        ("EPSG:3405", 300_000, 2_500_000, 1000, 2e-5),
        ("EPSG:3857", 11_470_000, 2_570_000, 1000, 1e-6),
        ("EPSG:32717", 711_962, 9_556_861, 10, 1e-6),
    ],
)
def test_cells_have_their_ground_area(
    crs: str, west: float, north: float, size: float, closeness: float
) -> None:
    areas = CellAreas(crs, from_origin(west, north, size, size), (300, 300)).window(137, 250, 3, 2)
    assert areas.shape == (3, 2)
    for row, column in ((0, 0), (2, 1)):
        x, y = west + (250 + column) * size, north - (137 + row) * size
        expected = ground_km2(crs, shapely.box(x, y - size, x + size, y))
        assert areas[row, column] == pytest.approx(expected, rel=closeness)


def test_web_mercator_is_not_taken_for_true() -> None:
    areas = CellAreas("EPSG:3857", from_origin(11_470_000, 2_570_000, 1000, 1000), (10, 10)).window(
        0, 0, 1, 1
    )
    assert areas[0, 0] == pytest.approx(0.85, abs=0.01)  # about cos² of 22.6°, not 1


def test_the_order_of_points_does_not_alter_an_area() -> None:
    hole = shapely.box(103.2, 22.2, 103.3, 22.3)
    mixed = shapely.MultiPolygon(
        [
            shapely.Polygon(shapely.box(103, 22, 104, 23).exterior.coords, [hole.exterior.coords]),
            shapely.Polygon(list(shapely.box(105, 22, 105.5, 22.5).exterior.coords)[::-1]),
        ]
    )
    parts = geodesic_km2(shapely.box(103, 22, 104, 23)) + geodesic_km2(shapely.box(105, 22, 105.5, 22.5))
    assert geodesic_km2(mixed) == pytest.approx(parts - geodesic_km2(hole), rel=1e-12)
