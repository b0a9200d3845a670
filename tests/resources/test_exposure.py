"""Who is exposed: people in the hazard zones of what threatens, and the whole population where there is no map."""

from pathlib import Path

import httpx
import numpy as np
import rasterio
import rasterio.transform
from sqlalchemy import text

from geoops.communes import service as communes
from geoops.hazards.pointing import classes_at
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests import units
from tests.resources import bodies
from tests.resources.test_assessing import CODE, danger, of, population


async def risk_map(
    database: Database, hazard: str, shares: dict[int, float], *, kind: str = "vector", code: str = CODE
) -> None:
    """A map of five classes with these shares of a commune by class."""
    legend = ", ".join('{"class": "x"}' for _ in range(5))
    async with database.transaction(SYSTEM) as session:
        boundary = await communes.active_boundary(session)
        assert boundary is not None
        await session.execute(
            text(
                "INSERT INTO risk_maps (id, hazard, kind, title_vi, title_en, made_on, author, method, licence, version,"
                " passport, passport_sha256, source_file, source_sha256, legend, crs, bounds, file)"
                " VALUES (:id, :hazard, :kind, 'x', 'x', date '2026-01-01', 'x', 'x', 'x', '1', '{}', 'x', 'x', :id,"
                " CAST(:legend AS jsonb), 'EPSG:4326', '{0,0,1,1}', :file)"
            ),
            {
                "id": f"{hazard}_{kind}",
                "hazard": hazard,
                "kind": kind,
                "legend": f"[{legend}]",
                "file": "x.tif" if kind == "raster" else None,
            },
        )
        await session.execute(
            text(
                "INSERT INTO risk_map_areas (risk_map, boundary_version, commune_code, class_number, area_km2, share)"
                " VALUES (:id, :boundary, :code, :number, 1, :share)"
            ),
            [
                {
                    "id": f"{hazard}_{kind}",
                    "boundary": boundary.id,
                    "code": code,
                    "number": number,
                    "share": share,
                }
                for number, share in shares.items()
            ],
        )


async def exposed(who: httpx.AsyncClient) -> tuple[int, list[str]]:
    found = await of(who)
    return found["exposed"], found["zone_hazards"]


async def test_without_a_map_everybody_counts(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    assert await exposed(officer) == (2000, [])
    await risk_map(fresh_db, "inundation", {5: 0.5})
    assert await exposed(officer) == (2000, [])


async def test_the_upper_classes_of_a_map_of_what_threatens_count(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await risk_map(fresh_db, "landslide", {1: 0.5, 3: 0.2, 4: 0.2, 5: 0.1})
    assert await exposed(officer) == (600, ["landslide"])
    await risk_map(fresh_db, "flash_flood", {5: 0.05})
    assert await exposed(officer) == (700, ["flash_flood", "landslide"])


async def test_zones_never_hold_more_than_everybody(officer: httpx.AsyncClient, fresh_db: Database) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await risk_map(fresh_db, "landslide", {5: 0.9})
    await risk_map(fresh_db, "flash_flood", {4: 0.9})
    assert (await exposed(officer))[0] == 2000


async def test_beyond_the_edge_of_a_raster_nothing_is_known(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    await population(fresh_db, CODE, 2000)
    await danger(fresh_db, {CODE: 3})
    await risk_map(fresh_db, "landslide", {1: 0.2, 5: 0.1}, kind="raster")
    assert await exposed(officer) == (2000, [])
    await risk_map(fresh_db, "multi", {1: 0.75, 5: 0.1}, kind="raster")
    assert await exposed(officer) == (200, ["multi"])


async def test_a_shelter_says_whether_it_lies_in_a_zone(
    officer: httpx.AsyncClient, fresh_db: Database
) -> None:
    lon, lat = units.INSIDE[CODE]
    for number in range(2):
        place = {"lon": lon + number * 0.02, "lat": lat}
        await officer.post("/api/shelters", json=bodies.shelter(name=f"Trường {number}", position=place))

    async def zones() -> dict[str, list[str] | None]:
        items = (await officer.get("/api/shelters")).json()["items"]
        return {item["name"]: item["hazard_zones"] for item in items}

    assert await zones() == {"Trường 0": None, "Trường 1": None}
    await risk_map(fresh_db, "flood", {5: 0.1})
    async with fresh_db.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE risk_maps SET bounds = ARRAY[:w, :s, :e, :n]"),
            {"w": lon - 0.1, "s": lat - 0.1, "e": lon + 0.1, "n": lat + 0.1},
        )
        box = {"w": lon - 0.005, "s": lat - 0.005, "e": lon + 0.005, "n": lat + 0.005, "class": 5}
        await session.execute(
            text(
                "INSERT INTO risk_map_polygons (risk_map, class_number, geom, geom_3857) SELECT 'flood_vector', :class,"
                " box, ST_Transform(box, 3857) FROM (SELECT ST_MakeEnvelope(:w, :s, :e, :n, 4326) AS box) AS made"
            ),
            box,
        )
    assert await zones() == {"Trường 0": ["flood"], "Trường 1": []}


def test_the_class_of_a_raster_at_points(tmp_path: Path) -> None:
    path = tmp_path / "classes.tif"
    cells = np.array([[1, 5], [0, 3]], dtype=np.uint8)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=2,
        height=2,
        count=1,
        dtype="uint8",
        crs="EPSG:4326",
        transform=rasterio.transform.from_origin(106.0, 22.0, 0.5, 0.5),
    ) as out:
        out.write(cells, 1)
    points = [(106.25, 21.75), (106.75, 21.75), (106.25, 21.25), (106.75, 21.25), (120.0, 5.0)]
    assert classes_at(path, points) == [1, 5, 0, 3, 0]
    assert classes_at(path, []) == []
