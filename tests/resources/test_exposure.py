"""Who is exposed: people in the hazard zones of what threatens, and the whole population where there is no map."""

import httpx
from sqlalchemy import text

from geoops.communes import service as communes
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
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
