"""Risk maps loaded, measured, shown and taken off, with a database and the application."""

from pathlib import Path

import geopandas as gpd
import httpx
import mapbox_vector_tile
import numpy as np
import pytest
import rasterio
import shapely
from fastapi import FastAPI
from sqlalchemy import text

from geoops.communes.errors import NoBoundaries
from geoops.hazards import jobs, service
from geoops.hazards.errors import BadRiskMap, RiskMapExists, UnknownRiskMap
from geoops.hazards.exposure import geodesic_km2
from geoops.hazards.passport import BadPassport
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.conftest import sign_in_as
from tests.hazards.conftest import CLASSED, write_map, write_passport


async def count(database: Database, table: str) -> int:
    async with database.transaction(SYSTEM) as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def kept_files(home: Path) -> list[str]:
    folder = jobs.rasters_folder(home)
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


async def test_a_map_is_measured_in_every_commune_it_reaches(
    fresh_db: Database, home: Path, tmp_path: Path
) -> None:
    measured = await jobs.load(fresh_db, home, write_map(tmp_path), write_passport(tmp_path), replace=False)
    assert measured is not None and measured.commune_count == 9
    table = units.table().set_index("code")
    async with fresh_db.transaction(SYSTEM) as session:
        [found] = await service.areas_of(session, "01305")
        [corner] = await service.areas_of(session, "01307")
        rows = await service.areas(session, "nguy_co_sat_lo", after=None, limit=1000)
    assert (found.layer, found.hazard, found.title.vi) == ("hazard_nguy_co_sat_lo", "landslide", "Bản đồ thử")
    middle = shapely.box(106.1, 22.3, 106.2, 22.6)
    inside = geodesic_km2(shapely.intersection(table.geometry["01305"], middle))
    by = {item.name: item for item in found.classes}
    assert by["c2"].area_km2 == pytest.approx(inside, rel=1e-4)
    assert by["c2"].share == pytest.approx(inside / geodesic_km2(table.geometry["01305"]), rel=1e-4)
    assert found.mapped_share == pytest.approx(1.0, abs=1e-4)
    assert corner.mapped_share == pytest.approx(0.75, abs=0.05)  # the corner of no data lies in it
    total = sum(area.area_km2 for area, _ in rows)
    assert total < geodesic_km2(shapely.box(106.0, 22.3, 106.3, 22.6))


async def test_loading_twice_and_replacing(fresh_db: Database, home: Path, tmp_path: Path) -> None:
    file, passport = write_map(tmp_path), write_passport(tmp_path)
    assert await jobs.load(fresh_db, home, file, passport, replace=False) is not None
    before = await count(fresh_db, "changes")
    assert await jobs.load(fresh_db, home, file, passport, replace=False) is None
    assert await count(fresh_db, "changes") == before
    [first] = kept_files(home)
    changed = write_map(tmp_path, name="new.tif", north=22.5)
    with pytest.raises(RiskMapExists):
        await jobs.load(fresh_db, home, changed, passport, replace=False)
    assert kept_files(home) == [first]
    assert await jobs.load(fresh_db, home, changed, passport, replace=True) is not None
    [second] = kept_files(home)
    assert second != first
    assert await count(fresh_db, "risk_maps") == 1
    await jobs.remove(fresh_db, home, "nguy_co_sat_lo")
    assert kept_files(home) == []
    assert await count(fresh_db, "risk_map_areas") == 0
    with pytest.raises(UnknownRiskMap):
        await jobs.remove(fresh_db, home, "nguy_co_sat_lo")


async def test_a_map_elsewhere_is_refused_and_leaves_nothing(
    fresh_db: Database, home: Path, tmp_path: Path, shared_data: Path
) -> None:
    breaks = (
        CLASSED.replace("value: 1", "max: 15")
        .replace("value: 2", "min: 15, max: 30")
        .replace("value: 3", "min: 30")
    )
    slopes = shared_data / "hazards" / "ecuador_rbsf_terrain_attributes_10m_utm17s.tif"
    with pytest.raises(BadRiskMap) as refused:
        await jobs.load(fresh_db, home, slopes, write_passport(tmp_path, text=breaks), replace=False)
    assert "none of the loaded communes" in refused.value.faults[0].reason.en
    swapped = write_map(
        tmp_path,
        west=22.3,
        north=81.0,
        name="swapped.tif",
        transform=rasterio.Affine(0.01, 0, 22.3, 0, -0.01, 106.3),
    )
    with pytest.raises(BadRiskMap) as refused:
        await jobs.load(fresh_db, home, swapped, write_passport(tmp_path), replace=False)
    assert (
        "exchanged" in refused.value.faults[0].reason.en or "do not fit" in refused.value.faults[0].reason.en
    )
    assert kept_files(home) == []
    assert await count(fresh_db, "risk_maps") == 0


async def test_bad_files_and_passports_leave_nothing(fresh_db: Database, home: Path, tmp_path: Path) -> None:
    good = write_map(tmp_path)
    (tmp_path / "map.txt").write_text("x", encoding="utf-8")
    for file, passport, error in (
        (tmp_path / "nowhere.tif", write_passport(tmp_path), BadRiskMap),
        (tmp_path / "map.txt", write_passport(tmp_path), BadRiskMap),
        (good, tmp_path / "nowhere.yaml", BadPassport),
        (good, write_passport(tmp_path, name="bad.yaml", text="id: {id}\n"), BadPassport),
        (write_map(tmp_path, name="bare.tif", crs=None), write_passport(tmp_path), BadRiskMap),
    ):
        with pytest.raises(error):
            await jobs.load(fresh_db, home, file, passport, replace=False)
    assert kept_files(home) == []
    assert await count(fresh_db, "risk_maps") == 0


async def test_without_communes_no_map_is_loaded(db: Database, home: Path, tmp_path: Path) -> None:
    with pytest.raises(NoBoundaries):
        await jobs.load(db, home, write_map(tmp_path), write_passport(tmp_path), replace=False)


async def test_new_boundaries_are_measured_once(fresh_db: Database, home: Path, tmp_path: Path) -> None:
    polygons = gpd.GeoDataFrame(
        {"muc": [1]}, geometry=[shapely.box(106.0, 22.3, 106.1, 22.4)], crs="EPSG:4326"
    )
    polygons.to_file(tmp_path / "vung.gpkg")
    text_ = CLASSED.replace("classes:", "class_field: muc\nclasses:")
    passport = write_passport(tmp_path, id_="ngap_lut", text=text_, name="vung.yaml")
    await jobs.load(fresh_db, home, write_map(tmp_path), write_passport(tmp_path), replace=False)
    await jobs.load(fresh_db, home, tmp_path / "vung.gpkg", passport, replace=False)
    assert await jobs.measure_missing(fresh_db, home) == []
    async with fresh_db.transaction(SYSTEM) as session:
        before = {item.risk_map: item for item in await service.areas_of(session, "01301")}
        await session.execute(text("DELETE FROM risk_map_areas"))
    assert await jobs.measure_missing(fresh_db, home) == ["ngap_lut", "nguy_co_sat_lo"]
    async with fresh_db.transaction(SYSTEM) as session:
        after = {item.risk_map: item for item in await service.areas_of(session, "01301")}
    for id_, found in before.items():
        for one, other in zip(found.classes, after[id_].classes, strict=True):
            assert other.area_km2 == pytest.approx(one.area_km2, rel=1e-9)


async def test_raster_and_vector_maps_are_layers(
    app: FastAPI, fresh_db: Database, home: Path, tmp_path: Path
) -> None:
    client: httpx.AsyncClient = await sign_in_as(app, fresh_db, "ke-hoach", "planner", "20")

    async def layers() -> dict[str, dict[str, object]]:
        items = (await client.get("/api/layers")).json()["items"]
        return {item["id"]: item for item in items if item["group"] == "hazards"}

    assert await layers() == {}
    polygons = gpd.GeoDataFrame(
        {"muc": [2]}, geometry=[shapely.box(106.0, 22.3, 106.1, 22.4)], crs="EPSG:4326"
    )
    polygons.to_file(tmp_path / "vung.gpkg")
    text_ = CLASSED.replace("classes:", "class_field: muc\nclasses:")
    passport = write_passport(tmp_path, id_="ngap_lut", text=text_, name="vung.yaml")
    await jobs.load(fresh_db, home, write_map(tmp_path), write_passport(tmp_path), replace=False)
    await jobs.load(fresh_db, home, tmp_path / "vung.gpkg", passport, replace=False)
    found = await layers()
    assert {id_: layer["kind"] for id_, layer in found.items()} == {
        "hazard_nguy_co_sat_lo": "raster", "hazard_ngap_lut": "geometry",
    }  # fmt: skip
    assert found["hazard_nguy_co_sat_lo"]["attribution"] == "Người thử (CC0)"

    place = units.tile(106.15, 22.45, 9)
    image = await client.get(f"/tiles/hazard_nguy_co_sat_lo/{place}.png")
    assert (image.status_code, image.headers["content-type"]) == (200, "image/png")
    (tmp_path / "tile.png").write_bytes(image.content)
    with rasterio.open(tmp_path / "tile.png") as picture:
        pixels = picture.read().reshape(picture.count, -1).T
    colours = {tuple(pixel[:3].tolist()) for pixel in np.unique(pixels, axis=0) if pixel[-1] == 255}
    assert colours <= {(0xFF, 0xFF, 0xCC), (0xFE, 0xD9, 0x76), (0xFD, 0x8D, 0x3C)}
    assert (0xFE, 0xD9, 0x76) in colours
    assert (await client.get(f"/tiles/hazard_nguy_co_sat_lo/{units.tile(10, 10, 9)}.png")).status_code == 204

    tile = await client.get(f"/tiles/hazard_ngap_lut/{units.tile(106.05, 22.35, 9)}.mvt")
    features = mapbox_vector_tile.decode(tile.content)["hazard_ngap_lut"]["features"]
    assert {feature["properties"]["class"] for feature in features} == {"c2"}

    maps = (await client.get("/api/risk-maps")).json()["items"]
    assert [(item["id"], item["licence"], item["hazard_label"]["vi"]) for item in maps] == [
        ("ngap_lut", "CC0", "Sạt lở đất"), ("nguy_co_sat_lo", "CC0", "Sạt lở đất"),
    ]  # fmt: skip
    areas = (await client.get("/api/risk-maps/ngap_lut/areas")).json()["items"]
    assert "01301" in {item["commune_code"] for item in areas}
    assert (await client.get("/api/risk-maps/none/areas")).json()["code"] == "unknown_risk_map"

    await jobs.remove(fresh_db, home, "nguy_co_sat_lo")
    assert list(await layers()) == ["hazard_ngap_lut"]
    await client.aclose()


async def test_a_raster_that_is_gone_does_not_hold_up_the_others(
    fresh_db: Database, home: Path, tmp_path: Path
) -> None:
    await jobs.load(fresh_db, home, write_map(tmp_path), write_passport(tmp_path), replace=False)
    other = write_passport(tmp_path, id_="ban_do_khac", name="other.yaml")
    await jobs.load(fresh_db, home, write_map(tmp_path), other, replace=False)
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(text("DELETE FROM risk_map_areas"))
    next(
        entry for entry in jobs.rasters_folder(home).iterdir() if entry.name.startswith("ban_do_khac")
    ).unlink()
    assert await jobs.measure_missing(fresh_db, home) == ["nguy_co_sat_lo"]
