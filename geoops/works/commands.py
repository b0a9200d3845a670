"""`geoops works …`: roads and kilometre posts loaded, checked and listed."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import refusing, run, say
from geoops.works import loading, roads, taking_roads
from geoops.works.chainage import Chainage
from geoops.works.mapping import PostMapping, RoadMapping, read_mapping

app = typer.Typer(no_args_is_help=True, help="Công trình và đường / Works and roads")
roads_app = typer.Typer(no_args_is_help=True, help="Đường / Roads")
posts_app = typer.Typer(no_args_is_help=True, help="Cột Km / Kilometre posts")
app.add_typer(roads_app, name="roads")
app.add_typer(posts_app, name="posts")

Source = Annotated[Path, typer.Argument(help="GeoPackage, GeoJSON, Shapefile or GeoParquet; posts also CSV")]
Mapped = Annotated[Path, typer.Option("--mapping", help="What the columns mean, and the source (YAML)")]
Part = Annotated[str | None, typer.Option("--part", help="Part of the road")]


@roads_app.command("load")
def load_roads(file: Source, mapping: Mapped) -> None:
    """Load roads from a line file; a road of the same name and part is replaced, its posts are kept."""

    async def work(database: Database) -> str:
        stated = read_mapping(mapping, "roads")
        assert isinstance(stated, RoadMapping)
        prepared = await asyncio.to_thread(loading.read_roads, file, stated)
        async with database.transaction(SYSTEM) as session:
            done = await taking_roads.load(session, prepared, stated)
        return (
            f"{done.new} đường mới, {done.changed} thay đổi, {done.unchanged} không đổi"
            f" / {done.new} new, {done.changed} changed, {done.unchanged} unchanged"
        )

    say(run(work))


@roads_app.command("check")
def check_roads(file: Source, mapping: Mapped) -> None:
    """Read a line file as `load` would, and say what each road is like; nothing is written."""
    with refusing():
        stated = read_mapping(mapping, "roads")
        assert isinstance(stated, RoadMapping)
        for road in loading.read_roads(file, stated):
            gaps = ", ".join(
                f"{end - begin:,.0f} m ở/at {begin / 1000:.3f} km" for begin, end in road.line.gaps
            )
            start = "—" if road.start_m is None else str(Chainage.of(road.start_m))
            say(
                f"{road.key}  {road.part or '—'}  {road.line.length_m / 1000:.3f} km  "
                f"mảnh/pieces {len(road.pieces)}  đầu/start {start}  khoảng trống/gaps: {gaps or '0'}"
            )


@roads_app.command("list")
def list_roads() -> None:
    """Every loaded road with its calibration."""

    async def work(database: Database) -> Sequence[str]:
        async with database.transaction(SYSTEM) as session:
            return [
                f"{row['key']}  {row['part'] or '—'}  {row['province_code'] or '—'}  {row['length_m'] / 1000:.3f} km  "
                f"cột/posts {row['posts']}  {_span(row['begin_m'], row['end_m'])}  {row['source']}"
                for row in await roads.page(session, None, 10_000)
            ]

    for line in run(work):
        say(line)


@roads_app.command("remove")
def remove_road(road: Annotated[str, typer.Argument(help="Name of the road")], part: Part = None) -> None:
    """Take a road and its posts off; road points on it stay where they were placed."""

    async def work(database: Database) -> str:
        async with database.transaction(SYSTEM) as session:
            return await taking_roads.remove(session, road, part)

    say(run(work))


@roads_app.command("at")
def at(
    road: Annotated[str, typer.Argument(help="Name of the road")],
    chainage: Annotated[str, typer.Argument(help="Km105+300")],
    part: Part = None,
) -> None:
    """Where a chainage lies: longitude, latitude and the error in metres."""

    async def work(database: Database) -> str:
        async with database.transaction(SYSTEM) as session:
            found = await roads.locate(session, road, chainage, part)
        place = found.located
        return f"{place.lon:.6f} {place.lat:.6f} ±{place.error_m:.0f} m ({place.basis})"

    say(run(work))


@posts_app.command("load")
def load_posts(file: Source, mapping: Mapped) -> None:
    """Load kilometre posts; the posts of a road in the file replace those it had."""

    async def work(database: Database) -> str:
        stated = read_mapping(mapping, "posts")
        assert isinstance(stated, PostMapping)
        prepared = await asyncio.to_thread(loading.read_posts, file, stated)
        async with database.transaction(SYSTEM) as session:
            done = await taking_roads.load_posts(session, prepared, stated, file.name)
        return (
            f"{done.new} cột mới, {done.changed} thay, {done.unchanged} không đổi"
            f" / {done.new} new, {done.changed} replaced, {done.unchanged} unchanged"
        )

    say(run(work))


def _span(begin_m: float | None, end_m: float | None) -> str:
    if begin_m is None or end_m is None:
        return "chưa hiệu chỉnh/not calibrated"
    return f"{Chainage.of(max(0.0, begin_m))} – {Chainage.of(max(0.0, end_m))}"
