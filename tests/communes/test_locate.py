"""Which commune a point lies in, and what is said where it lies in none."""

from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service
from geoops.communes.boundaries import coverage
from geoops.communes.errors import BoundaryGap, LonLatSwapped, NoBoundaries, OutsideCountry, UnknownCommune
from geoops.communes.loading import service as loading
from tests.communes.conftest import prepared_from
from tests.communes.coverage_maker import grid, write

HOLE = (106.15, 22.45)
HOLE_RADIUS = 0.0005


@pytest.mark.usefixtures("grid_loaded")
async def test_a_point_in_a_commune(session: AsyncSession) -> None:
    unit = await service.locate(session, 106.15, 22.45)
    assert (unit.code, unit.full_name_vi, unit.province_code) == ("01305", "Xã Nguyễn Huệ", "04")
    assert await service.province_of(session, unit.code) == "04"


@pytest.mark.usefixtures("grid_loaded")
async def test_swapped_outside_and_at_sea_are_told_apart(session: AsyncSession) -> None:
    with pytest.raises(LonLatSwapped):
        await service.locate(session, 22.45, 106.15)
    with pytest.raises(OutsideCountry) as paris:
        await service.locate(session, 2.35, 48.86)
    assert "nearest_code" not in paris.value.extra
    with pytest.raises(OutsideCountry) as beside:
        await service.locate(session, 106.5, 22.45)
    assert beside.value.extra["nearest_code"] == "01306"
    assert 15_000 < beside.value.extra["distance_m"] < 25_000
    for lon, lat in ((float("nan"), 22.0), (106.0, float("inf"))):
        with pytest.raises(OutsideCountry):
            await service.locate(session, lon, lat)


async def test_a_gap_says_how_far_the_nearest_commune_is(session: AsyncSession, tmp_path: Path) -> None:
    table = grid()
    disc = shapely.Point(HOLE).buffer(HOLE_RADIUS)
    table.loc[4, "geometry"] = table.loc[4, "geometry"].difference(disc)
    await loading.load_boundaries(session, prepared_from(write(table, tmp_path, ".gpkg")))
    with pytest.raises(BoundaryGap) as gap:
        await service.locate(session, *HOLE)
    assert gap.value.extra["nearest_code"] == "01305"
    assert gap.value.extra["distance_m"] == pytest.approx(HOLE_RADIUS * 103_000, rel=0.1)
    assert "Xã Nguyễn Huệ" in (gap.value.detail or gap.value.title).vi


async def test_before_any_load(session: AsyncSession) -> None:
    with pytest.raises(NoBoundaries):
        await service.locate(session, 106.15, 22.45)
    with pytest.raises(NoBoundaries):
        await service.commune_polygons(session)
    with pytest.raises(UnknownCommune):
        await service.province_of(session, "01305")
    assert await service.active_boundary(session) is None
    assert await service.match_names(session, [("Hoà An", "Cao Bằng")]) == [None]


@pytest.mark.usefixtures("grid_loaded")
async def test_many_points_keep_their_order(session: AsyncSession) -> None:
    lons = [106.25, 0.0, 106.05, float("nan"), 106.15]
    lats = [22.55, 0.0, 22.35, 22.0, 22.45]
    assert await service.locate_many(session, lons, lats) == ["01309", None, "01301", None, "01305"]
    assert await service.locate_many(session, [], []) == []
    with pytest.raises(ValueError, match="argument"):
        await service.locate_many(session, [106.0], [])


@pytest.mark.usefixtures("grid_loaded")
async def test_every_vertex_of_a_shared_edge_belongs_to_the_smaller_code(session: AsyncSession) -> None:
    polygons = await service.commune_polygons(session)
    edge = shapely.intersection(polygons.geometry[0], polygons.geometry[1])
    points = shapely.get_coordinates(edge)
    assert len(points) > 100
    found = await service.locate_many(session, points[:, 0].tolist(), points[:, 1].tolist())
    assert set(found) == {"01301"}
    for lon, lat in points[::20]:
        assert (await service.locate(session, lon, lat)).code == "01301"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(most=st.integers(8, 400), seed=st.integers(2, 4))
def test_pieces_are_the_polygon_again(most: int, seed: int) -> None:
    shapes = grid(seed, 2).geometry.to_numpy()
    pieces, owner = coverage.pieces(shapes, most)
    assert shapely.get_num_coordinates(pieces).max() <= most
    assert shapely.is_valid(pieces).all()
    for i, shape in enumerate(shapes):
        assert shapely.area(pieces[owner == i]).sum() == pytest.approx(shape.area, rel=1e-9)
