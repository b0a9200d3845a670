"""Areas of classes per commune against an independent computation: cells cut by polygons, one by one, on the ground."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import Transformer
from rasterio.transform import from_origin

from geoops.hazards.exposure import ClassArea, geodesic_km2, raster_areas, vector_areas
from geoops.hazards.raster import write_class_raster
from geoops.hazards.vector import read_class_polygons
from tests.hazards.passports import by_breaks, by_values


def cell_by_cell(path: Path, commune: shapely.Polygon) -> dict[int, float]:
    """km² per class: each cell as a polygon, brought to WGS 84, cut by the commune, measured on the ellipsoid."""
    totals: dict[int, float] = {}
    with rasterio.open(path) as dataset:
        values = dataset.read(1)
        to_degrees = Transformer.from_crs(dataset.crs, "EPSG:4326", always_xy=True)
        rows, columns = np.nonzero(values)
        left, top = dataset.transform.c, dataset.transform.f
        dx, dy = dataset.transform.a, dataset.transform.e
        cells = shapely.transform(
            shapely.box(
                left + columns * dx, top + (rows + 1) * dy, left + (columns + 1) * dx, top + rows * dy
            ),
            lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])),
        )
        for index in np.nonzero(shapely.intersects(cells, commune))[0]:
            number = int(values[rows[index], columns[index]])
            part = geodesic_km2(shapely.intersection(cells[index], commune))
            totals[number] = totals.get(number, 0.0) + part
    return totals


def frame(shapes: dict[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def by_class(found: list[ClassArea], code: str) -> dict[int, float]:
    return {one.class_number: one.area_km2 for one in found if one.commune_code == code}


def test_benchmark_slopes_in_communes_made_for_the_test(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "hazards" / "ecuador_rbsf_terrain_attributes_10m_utm17s.tif"
    path = write_class_raster(source, by_breaks([15, 30]), tmp_path / "slope.tif").path
    shapes = {
        "90001": shapely.Point(-79.075, -3.985).buffer(0.004),
        "90002": shapely.Polygon(
            [(-79.0935, -4.0005), (-79.088, -3.997), (-79.0882, -4.003), (-79.0935, -4.0005)]
        ),
        "90003": shapely.box(-70, -5, -69, -4),
    }
    found = raster_areas(path, frame(shapes))
    assert {one.commune_code for one in found} == {"90001", "90002"}
    for code in ("90001", "90002"):
        expected = cell_by_cell(path, shapes[code])
        assert by_class(found, code) == pytest.approx(expected, rel=1e-4)
    inside = [one for one in found if one.commune_code == "90001"]
    assert sum(one.share for one in inside) == pytest.approx(1.0, abs=1e-5)
    assert (
        sum(one.share for one in found if one.commune_code == "90002") < 0.8
    )  # it reaches out of the raster


def test_coarse_terrain_in_the_communes_of_lao_cai(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "grids" / "itu_p1511v2_topography_vietnam_5arcmin.tif"
    path = write_class_raster(source, by_breaks([200, 1000]), tmp_path / "terrain.tif").path
    communes = gpd.read_parquet(
        shared_data / "boundaries" / "vietnam_communes_simplified22m.parquet",
        columns=["code", "province_code", "geometry"],
    )
    communes = communes[communes["province_code"] == "15"].reset_index(drop=True)
    found = raster_areas(path, communes)
    assert len({one.commune_code for one in found}) == len(communes) == 99
    totals: dict[str, float] = {}
    for one in found:
        totals[one.commune_code] = totals.get(one.commune_code, 0.0) + one.share
    assert all(total == pytest.approx(1.0, abs=2e-4) for total in totals.values())
    for index in (0, 57):
        expected = cell_by_cell(path, communes.geometry[index])
        assert by_class(found, communes["code"][index]) == pytest.approx(expected, rel=2e-4)


def test_polygons_of_classes_that_overlap_count_once_for_the_greater_danger(tmp_path: Path) -> None:
    shapes = gpd.GeoDataFrame(
        {"muc": ["Cao", "Thấp", "Thấp"]},
        geometry=[
            shapely.box(104.0, 22.0, 104.1, 22.1),
            shapely.box(104.05, 22.0, 104.2, 22.1),
            shapely.box(104.05, 22.0, 104.2, 22.1),
        ],
        crs="EPSG:4326",
    )
    shapes.geometry = shapes.geometry.segmentize(0.001)
    shapes.to_crs("EPSG:3405").to_file(tmp_path / "map.gpkg", layer="nguy_co")
    read = read_class_polygons(tmp_path / "map.gpkg", by_values(["Thấp", "Cao"], extra="class_field: muc\n"))
    assert read.crs == "EPSG:3405"
    commune = shapely.box(104.0, 22.0, 104.2, 22.2)
    found = vector_areas(read.classes, frame({"90001": commune}))
    assert by_class(found, "90001") == pytest.approx(
        {
            1: geodesic_km2(shapely.box(104.1, 22.0, 104.2, 22.1)),
            2: geodesic_km2(shapely.box(104.0, 22.0, 104.1, 22.1)),
        },
        rel=1e-4,
    )
    assert sum(one.share for one in found) == pytest.approx(0.5, abs=0.001)


def test_cells_without_data_are_no_class(tmp_path: Path) -> None:
    data = np.array([[0, 1], [0, 2]], dtype="uint8")
    profile = {"driver": "GTiff", "count": 1, "height": 2, "width": 2, "dtype": "uint8", "nodata": 0}
    with rasterio.open(
        tmp_path / "a.tif", "w", **profile, crs="EPSG:4326", transform=from_origin(104.0, 22.2, 0.1, 0.1)
    ) as out:
        out.write(data, 1)
    path = write_class_raster(tmp_path / "a.tif", by_values([1, 2]), tmp_path / "classes.tif").path
    found = raster_areas(path, frame({"90001": shapely.box(104.0, 22.0, 104.2, 22.2)}))
    assert sorted(one.class_number for one in found) == [1, 2]
    assert sum(one.share for one in found) == pytest.approx(0.5, abs=1e-6)
