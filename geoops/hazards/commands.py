"""`geoops hazards …`: risk maps loaded, listed, measured again and taken off."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from geoops.hazards import jobs, service
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import run, say
from geoops.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Bản đồ rủi ro / Risk maps")


@app.command("load")
def load(
    file: Annotated[Path, typer.Argument(help="GeoTIFF, GeoPackage, GeoJSON, Shapefile or GeoParquet")],
    passport: Annotated[Path, typer.Option("--passport", help="The map's passport (YAML)")],
    replace: Annotated[bool, typer.Option("--replace", help="In place of the map with the same id")] = False,
) -> None:
    """Load a risk map with its passport, and measure its classes in every commune."""

    async def work(database: Database) -> str:
        measured = await jobs.load(database, get_settings().home, file, passport, replace=replace)
        if measured is None:
            return "Bản đồ này đã nạp, không có gì thay đổi / This map is loaded already, nothing changed"
        total = sum(area.area_km2 for area in measured.areas)
        return (
            f"Đã nạp / loaded: {measured.commune_count} xã có lớp / communes with a class, "
            f"{total:.1f} km², {measured.crs}"
        )

    say(run(work))


@app.command("list")
def list_() -> None:
    """Every loaded risk map."""

    async def work(database: Database) -> Sequence[str]:
        async with database.transaction(SYSTEM) as session:
            return [
                f"{one.id}  {one.hazard}  {one.kind}  {one.made_on}  {one.title_vi} ({one.author}, {one.licence})"
                for one in await service.all_maps(session)
            ]

    for line in run(work):
        say(line)


@app.command("measure")
def measure() -> None:
    """Measure the risk maps that were not yet measured in the boundaries in use."""

    async def work(database: Database) -> list[str]:
        return await jobs.measure_missing(database, get_settings().home)

    for id_ in run(work):
        say(id_)


@app.command("remove")
def remove(id_: Annotated[str, typer.Argument(metavar="ID", help="Id of the map")]) -> None:
    """Take a risk map off the map, with its areas and its file."""

    async def work(database: Database) -> None:
        await jobs.remove(database, get_settings().home, id_)

    run(work)
