"""Loading boundary versions: every format, nothing by halves, repeats, what a newer version changes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.boundaries.coverage import BANDS
from geoops.communes.errors import BoundaryFileRefused, OlderBoundaries, ProvincesLost, UnknownCommune
from geoops.communes.loading import service
from tests.communes import coverage_maker
from tests.communes.conftest import PROVENANCE, prepared_from


@pytest.mark.parametrize("format_", [".parquet", ".gpkg", ".geojson", ".shp"])
async def test_every_format_loads_the_same(session: AsyncSession, tmp_path: Path, format_: str) -> None:
    path = coverage_maker.write(coverage_maker.grid(), tmp_path, format_)
    done = await service.load_boundaries(session, prepared_from(path))
    assert (done.units, done.repeat) == (9, False)
    units = await communes.page(session, province="04", day=None, after=None, limit=100)
    assert [unit.code for unit in units] == [f"{1301 + i:05d}" for i in range(9)]
    first = units[0]
    assert (first.full_name_vi, first.name_en, first.unit_type) == ("Phường Hoà An", "Hoa An", "phường")
    assert (first.province_name, first.population, first.published_area_km2) == ("Cao Bằng", 1000, 100.0)
    assert 90 < first.area_km2 < 140
    assert first.approximate is False
    assert first.bbox[0] < first.lon < first.bbox[2]


async def test_the_same_file_again_writes_nothing(session: AsyncSession, tmp_path: Path) -> None:
    prepared = prepared_from(coverage_maker.write(coverage_maker.grid(), tmp_path, ".gpkg"))
    once = await service.load_boundaries(session, prepared)
    changes = await session.scalar(text("SELECT count(*) FROM changes WHERE domain = 'communes'"))
    again = await service.load_boundaries(session, prepared)
    assert (again.version, again.repeat) == (once.version, True)
    assert await service.is_active(session, prepared.checksum)
    assert changes == await session.scalar(text("SELECT count(*) FROM changes WHERE domain = 'communes'"))
    assert await session.scalar(text("SELECT count(*) FROM boundary_versions")) == 1


async def test_a_file_that_fails_loads_nothing(session: AsyncSession, tmp_path: Path) -> None:
    table = coverage_maker.grid()
    table.loc[4, "code"] = table.loc[3, "code"]
    path = coverage_maker.write(table, tmp_path, ".gpkg")
    with pytest.raises(BoundaryFileRefused) as refused:
        prepared_from(path)
    [fault] = refused.value.faults
    assert (fault.file, fault.row, fault.field) == ("xa.gpkg", 5, "code")
    assert await session.scalar(text("SELECT count(*) FROM boundary_versions")) == 0


@pytest.mark.usefixtures("grid_loaded")
@pytest.mark.parametrize("band", [band.number for band in BANDS])
async def test_every_band_is_a_valid_coverage_with_the_provinces_edges(
    session: AsyncSession, band: int
) -> None:
    await assert_bands_fit(session, band)


async def assert_bands_fit(session: AsyncSession, band: int) -> None:
    """The communes of a band fit together without gap or overlap, and provinces are exactly their union."""
    rows = await session.execute(
        text("SELECT province_code, ST_AsBinary(geom) FROM commune_bands WHERE band = :band"), {"band": band}
    )
    by_province: dict[str, list[shapely.Geometry]] = {}
    for province, shape in rows:
        by_province.setdefault(province, []).append(shapely.from_wkb(bytes(shape)))
    assert by_province
    provinces = {
        row[0]: shapely.from_wkb(bytes(row[1]))
        for row in await session.execute(
            text("SELECT code, ST_AsBinary(geom) FROM province_bands WHERE band = :band"), {"band": band}
        )
    }
    assert provinces.keys() == by_province.keys()
    for province, shapes in by_province.items():
        assert shapely.coverage_is_valid(shapes), f"province {province} has slivers in band {band}"
        assert all(not shape.is_empty for shape in shapes)
        assert np.isin(_vertices([provinces[province]]), _vertices(shapes)).all()
        assert shapely.area(shapes).sum() == pytest.approx(shapely.area(provinces[province]), rel=1e-12)


def _vertices(shapes: list[shapely.Geometry]) -> np.ndarray:
    points = shapely.get_coordinates(shapes)
    return points[:, 0] + 1j * points[:, 1]


@pytest.mark.usefixtures("grid_loaded")
async def test_coarser_bands_are_lighter(session: AsyncSession) -> None:
    rows = await session.execute(
        text("SELECT band, sum(ST_NPoints(geom)) FROM commune_bands GROUP BY band ORDER BY band")
    )
    vertices = [row[1] for row in rows]
    assert len(vertices) == len(BANDS)
    assert vertices == sorted(vertices, reverse=True)
    assert vertices[-1] < vertices[0] / 10


@pytest.mark.usefixtures("grid_loaded")
async def test_a_newer_version_closes_what_ceased_and_keeps_what_only_was_corrected(
    session: AsyncSession, tmp_path: Path
) -> None:
    table = coverage_maker.grid()
    table.loc[0, "name_vi"] = "Hòa An"  # the same name, its tone written elsewhere
    table.loc[1, "name_vi"] = "Tân Giang"  # another name
    table.loc[2, "geometry"] = table.loc[2, "geometry"].union(table.loc[5, "geometry"])
    merged = table.drop(index=5)
    path = coverage_maker.write(merged, tmp_path, ".parquet")
    day = date(2026, 5, 1)
    await service.load_boundaries(
        session, prepared_from(path, provenance=replace(PROVENANCE, valid_from=day))
    )
    before, after = date(2026, 4, 30), day
    assert (await communes.commune(session, "01301")).valid_from == date(2025, 7, 1)
    assert (await communes.commune(session, "01301")).name_vi == "Hòa An"
    assert (await communes.commune(session, "01302", before)).name_vi == "Thạch An"
    assert (await communes.commune(session, "01302", after)).name_vi == "Tân Giang"
    assert (await communes.commune(session, "01306", before)).valid_to == day
    with pytest.raises(UnknownCommune):
        await communes.commune(session, "01306")
    assert len(await communes.page(session, province="04", day=before, after=None, limit=99)) == 9
    assert len(await communes.page(session, province="04", day=None, after=None, limit=99)) == 8
    with pytest.raises(OlderBoundaries):
        await service.load_boundaries(session, prepared_from(path))


@pytest.mark.usefixtures("grid_loaded")
async def test_provinces_are_not_lost_by_accident(session: AsyncSession, tmp_path: Path) -> None:
    table = coverage_maker.grid(west=105.0)
    table["code"] = [f"{701 + i:05d}" for i in range(9)]
    table["province_code"], table["province_name"] = "08", "Tỉnh Tuyên Quang"
    prepared = prepared_from(coverage_maker.write(table, tmp_path, ".geojson"))
    with pytest.raises(ProvincesLost):
        await service.load_boundaries(session, prepared)
    done = await service.load_boundaries(session, prepared, only=True)
    assert done.units == 9
    assert (await communes.commune(session, "01301")).name_vi == "Hoà An"  # still a unit, without a shape
    assert (await communes.locate_many(session, [106.05, 105.05], [22.35, 22.35])) == [None, "00701"]


@pytest.mark.usefixtures("grid_loaded")
async def test_polygons_for_zonal_work(session: AsyncSession) -> None:
    polygons = await communes.commune_polygons(session, province="04")
    assert polygons.codes[0] == "01301"
    assert set(polygons.provinces) == {"04"}
    assert shapely.coverage_is_valid(polygons.geometry)
    assert len((await communes.commune_polygons(session, province="99")).codes) == 0
