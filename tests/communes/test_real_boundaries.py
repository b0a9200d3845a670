"""The reference boundaries themselves, where they are beside the clone."""

from pathlib import Path

import pytest
from sqlalchemy import text

from geoops.communes import jobs, service
from geoops.communes.boundaries.checking import check_files
from geoops.communes.boundaries.coverage import BANDS
from geoops.communes.errors import BoundaryGap
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.communes.test_loading import assert_bands_fit
from tests.conftest import TestCluster

pytestmark = pytest.mark.slow

THREE = ("lai_chau_12.gpkg", "lao_cai_15.gpkg", "gia_lai_52.gpkg")


def test_the_files_of_the_three_provinces_pass(boundaries: Path) -> None:
    checked = check_files([boundaries / name for name in THREE])
    assert not checked.failed, checked.block()
    counts = [report.provinces for report in checked.reports]
    assert counts == [{"12": 38}, {"15": 99}, {"52": 135}]
    assert not check_files([boundaries / "lai_chau_12_communes_simplified22m.geojson"]).failed
    assert check_files([boundaries / "vietnam_provinces.parquet"]).failed


@pytest.mark.timeout(900)
async def test_the_whole_country(boundaries: Path, cluster: TestCluster) -> None:
    """Loaded once as `geoops up` does it, then asked about: it takes the better part of a minute."""
    database = Database(cluster.new_database(), pool_size=2)
    try:
        loaded = await jobs.ensure_loaded(database, [boundaries])
        assert (loaded.kind, loaded.units) == ("reference", 3321)
        assert "NXB Tài nguyên" in loaded.credit
        async with database.transaction(SYSTEM) as session:
            provinces = {item.code: item.communes for item in await service.provinces(session)}
            assert (len(provinces), provinces["12"], provinces["15"], provinces["52"]) == (34, 38, 99, 135)
            assert await session.scalar(text("SELECT count(*) FROM commune_lineage")) == 10_602
            for band in BANDS:
                await assert_bands_fit(session, band.number)
            with pytest.raises(BoundaryGap) as gap:  # a gap of 1,280 m² that is really in the file
                await service.locate(session, 108.5626, 14.91176)
            assert gap.value.extra["nearest_code"] in ("21319", "21325")
            assert (await service.locate(session, 103.84, 22.34)).full_name_vi == "Phường Sa Pa"
            unit = await service.commune(session, "04714")
            assert 5 < unit.area_km2 < 500
            assert unit.population
            none = await session.scalar(text("SELECT count(*) FROM communes WHERE population IS NULL"))
            assert none == 1
            off = await session.scalar(
                text(
                    "SELECT max(abs(area_km2 / (ST_Area(geom::geography) / 1e6) - 1)) FROM communes"
                    " JOIN commune_geometries USING (boundary_version, code) WHERE province_code = '12'"
                )
            )
            assert off < 1e-4
            points = await session.execute(
                text("SELECT code, ST_X(point), ST_Y(point) FROM communes ORDER BY code")
            )
            codes, lons, lats = zip(*points, strict=True)
            assert await service.locate_many(session, lons, lats) == list(codes)
            start = "SELECT clock_timestamp() AS start, count(locate_commune(ST_X(point), ST_Y(point)))"
            milliseconds = await session.scalar(
                text(
                    f"SELECT extract(milliseconds FROM clock_timestamp() - start) FROM ({start} FROM communes) AS run"
                )
            )
            assert milliseconds / len(codes) < 2
    finally:
        await database.close()
