"""Where no boundary file is: cells around points, all of the country, and always said to be approximate."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
import yaml
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import jobs, service
from geoops.communes.boundaries import approximate, coverage, lineage, package
from geoops.communes.boundaries.checking import Units
from geoops.communes.layers import LAYERS
from geoops.communes.loading import pipeline
from geoops.communes.loading import service as loading
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from scripts.make_outline import outline
from tests.communes.coverage_maker import grid, write
from tests.communes.test_loading import assert_bands_fit


@pytest.fixture(scope="module")
def cells() -> Units:
    return approximate.approximate_units()


def test_all_communes_have_a_cell_and_the_cells_are_a_coverage(cells: Units) -> None:
    assert len(cells.codes) == len(set(cells.codes)) == 3321
    counted = {code: cells.provinces.count(code) for code in ("12", "15", "52")}
    assert counted == {"12": 38, "15": 99, "52": 135}
    assert len(set(cells.provinces)) == 34
    assert shapely.coverage_is_valid(cells.geometry)
    for level in coverage.simplify(cells.geometry).values():
        assert shapely.coverage_is_valid(level)
        assert not shapely.is_empty(level).any()


def test_every_cell_holds_its_point(cells: Units) -> None:
    points = approximate.commune_points(package.units())
    assert shapely.intersects(cells.geometry, points).all()


def test_islands_at_sea_have_a_disc(cells: Units) -> None:
    for code, name in (("22736", "Trường Sa"), ("20333", "Hoàng Sa"), ("11948", "Bạch Long Vĩ")):
        index = cells.codes.index(code)
        assert cells.table["name_vi"][index] == name
        assert cells.table["unit_type"][index] == "đặc khu"
        _, south, _, north = cells.geometry[index].bounds
        assert 0.03 < north - south < 0.25


def test_wrong_points_are_replaced_by_those_of_the_old_units() -> None:
    better = yaml.safe_load(approximate.POINTS.read_text(encoding="utf-8"))["points"]
    assert "04714" in better
    old: dict[str, list[tuple[float, float]]] = {}
    for pair in package.successors():
        old.setdefault(pair.new_code, []).append((pair.old.lon, pair.old.lat))
    for code, point in better.items():
        lon, lat = np.median(np.asarray(old[code]), axis=0)
        assert (point["lon"], point["lat"]) == pytest.approx((lon, lat), abs=1e-4)


def test_no_replaced_point_is_right_in_the_package_and_no_other_is_far_off(boundaries: Path) -> None:
    import geopandas

    table = geopandas.read_parquet(boundaries / "vietnam_communes_simplified22m.parquet").set_index("code")
    better = yaml.safe_load(approximate.POINTS.read_text(encoding="utf-8"))["points"]
    known = package.units()
    shapes = np.asarray(table.loc[[unit.code for unit in known]].geometry)
    theirs = shapely.distance(
        shapes, shapely.points([unit.lon for unit in known], [unit.lat for unit in known])
    )
    ours = shapely.distance(shapes, approximate.commune_points(known))
    for unit, before, after in zip(known, theirs * 111, ours * 111, strict=True):
        if unit.code in better:
            assert before > 5, unit
            assert after < 4, unit
        else:
            assert after < 25, unit  # the points of Hoàng Sa and Tiên Hải lie between their islands


def test_the_outline_is_what_world_atlas_has() -> None:
    path = Path(__file__).parents[2] / "web" / "node_modules" / "world-atlas" / "countries-10m.json"
    if not path.is_file():
        pytest.skip("the npm packages are not installed, so there is nothing to compare the outline with")
    made = outline(json.loads(path.read_text(encoding="utf-8")))
    assert shapely.equals_exact(made, approximate.country_outline(), tolerance=1e-9)


async def test_it_serves_until_files_come(fresh_db: Database, tmp_path: Path) -> None:
    said: list[str] = []
    empty = tmp_path / "none"
    first = await jobs.ensure_loaded(fresh_db, [empty], said.append)
    assert (first.kind, first.units, first.approximate) == ("approximate", 3321, True)
    assert "gần đúng" in said[0]
    assert "Natural Earth" in first.credit
    assert "vietnamadminunits" in first.credit
    async with fresh_db.transaction(SYSTEM) as session:
        sapa = (await service.search(session, "sapa", 3))[0]
        assert (sapa.full_name_vi, sapa.approximate) == ("Phường Sa Pa", True)
        assert (await service.locate(session, sapa.lon, sapa.lat)).code == sapa.code
        assert await _notices(session) == {"Ranh giới gần đúng"}
        assert await session.scalar(text("SELECT count(*) FROM commune_lineage")) == 10_602
        await assert_bands_fit(session, 3)
    assert (await jobs.ensure_loaded(fresh_db, [empty], said.append)).id == first.id
    assert len(said) == 2

    folder = tmp_path / "boundaries"
    folder.mkdir()
    (folder / "cao_bang_04.gpkg").write_bytes(b"hong")
    still = await jobs.ensure_loaded(fresh_db, [empty, folder], said.append)
    assert still.id == first.id
    assert "KHÔNG ĐẠT" in "\n".join(said)

    write(grid(), folder, ".gpkg").rename(folder / "cao_bang_04.gpkg")
    real = await jobs.ensure_loaded(fresh_db, [empty, folder], said.append)
    assert (real.kind, real.units) == ("reference", 9)
    async with fresh_db.transaction(SYSTEM) as session:
        assert await _notices(session) == {"Ranh giới tham khảo, không phải ranh giới pháp lý"}
        assert (await service.commune(session, "01301")).approximate is False
        assert (await service.commune(session, sapa.code)).approximate is True  # its point is still a guess
        left = "SELECT count(*) FROM commune_geometries WHERE boundary_version = :version"
        assert await session.scalar(text(left), {"version": first.id}) == 0


async def _notices(session: AsyncSession) -> set[str]:
    found = set()
    for layer in LAYERS:
        assert layer.notice_sql is not None
        vi, en = (await session.execute(text(layer.notice_sql))).one()
        assert en
        found.add(vi.split(":")[0])
    return found


async def test_lineage_is_the_same_in_the_package_and_in_the_file(boundaries: Path) -> None:
    pairs, report = lineage.read_lineage(boundaries / jobs.OLD_TO_NEW)
    assert not report.failed, report.block()
    keys = {(p.old_code, p.old_district_code, p.new_code, p.split) for p in pairs}
    assert len(pairs) == 10_602
    assert keys == {(p.old_code, p.old_district_code, p.new_code, p.split) for p in lineage.from_package()}


async def test_the_version_made_of_nothing_is_the_same_twice(session: AsyncSession) -> None:
    prepared = pipeline.prepare_approximate()
    once = await loading.load_boundaries(session, prepared)
    assert (await loading.load_boundaries(session, prepared)).repeat
    assert once.units == 3321
