"""`geoops grids …`."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from geoops.hydromet.grids import catalogue, climatology, jobs
from geoops.hydromet.grids.description import Product, read_description
from geoops.hydromet.grids.rules import known_products
from geoops.hydromet.grids.taking import GridResult
from geoops.kit.clock import VN
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, parse_time
from geoops.runtime import announce, refusing, run, say
from geoops.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Dữ liệu lưới / Grids")
MAX_SHOWN = 5

SpaceOption = Annotated[str, typer.Option("--space", help="Không gian / Space")]


@app.command("load")
def load(
    files: Annotated[list[Path], typer.Argument(help="IMERG, GRIB, NetCDF, Zarr, GeoTIFF")],
    description: Annotated[
        Path | None, typer.Option("--description", help="Tệp mô tả / Description (YAML, docs/grids.md)")
    ] = None,
    product: Annotated[
        str | None,
        typer.Option("--product", help="Sản phẩm đã biết / A product that is known (geoops grids list)"),
    ] = None,
    space: SpaceOption = "live",
) -> None:
    """Load files of grids: keep their steps and measure them in every commune. The same again writes nothing."""
    with refusing():
        kind = _asked(description, product)

    async def work(database: Database) -> list[GridResult]:
        context = Context("command line", Scope(nation=True), space)
        return [await jobs.load(database, get_settings().home, one, kind, context=context) for one in files]

    for result in run(work):
        say(
            f"{result.product}: mới/new {result.new}, sửa/changed {result.changed}, "
            f"như cũ/unchanged {result.unchanged}, từ chối/refused {len(result.refused)}, "
            f"xã đổi cấp/communes changed {result.communes_changed}"
        )
        alike = Counter((fault.field, fault.reason) for fault in result.refused)
        for (name, reason), times in alike.most_common(MAX_SHOWN):
            announce(f"  {name or '—'} (×{times}): {reason.vi} ({reason.en})")
        if result.ignored:
            announce("  bỏ qua / ignored: " + ", ".join(sorted(result.ignored)))


def _asked(description: Path | None, product: str | None) -> Product | None:
    if description is not None:
        return read_description(description)
    if product is None:
        return None
    if product not in known_products():
        names = ", ".join(known_products())
        raise CommandRefused(
            Text(f"không có sản phẩm “{product}”; có: {names}", f"no product “{product}”; there are: {names}")
        )
    return known_products()[product]


@app.command("list")
def list_(space: SpaceOption = "live") -> None:
    """Every product that is known or was loaded: its kind, how many steps are kept, and to when."""

    async def work(database: Database) -> list[str]:
        async with database.transaction(Context("command line", Scope(nation=True), space)) as session:
            loaded = await catalogue.all_products(session)
        lines = []
        for one, _, counts in loaded:
            latest = counts["latest_at"].astimezone(VN).isoformat() if counts is not None else "—"
            steps = counts["steps"] if counts is not None else 0
            lines.append(f"{one.id}\t{one.kind}\t{steps}\t{latest}\t{one.title.vi} / {one.title.en}")
        there = {one.id for one, _, _ in loaded}
        for known in known_products().values():
            if known.id not in there:
                lines.append(f"{known.id}\t{known.kind}\t0\t—\t{known.title.vi} / {known.title.en}")
        return lines

    for line in run(work):
        say(line)


@app.command("check")
def check(space: SpaceOption = "live") -> None:
    """Whether the file of every step is there and can be opened; exit status 1 where one is not."""

    async def work(database: Database) -> tuple[int, list[str]]:
        context = Context("command line", Scope(nation=True), space)
        return await jobs.check(database, get_settings().home, context=context)

    count, bad = run(work)
    for name in bad:
        say(name)
    announce(f"{count} tệp, thiếu hoặc hỏng {len(bad)} / {count} files, missing or damaged {len(bad)}")
    if bad:
        raise typer.Exit(1)


@app.command("prune")
def prune(space: SpaceOption = "live") -> None:
    """Take away the files that their product keeps no longer; what they held in communes stays."""

    async def work(database: Database) -> int:
        context = Context("command line", Scope(nation=True), space)
        return await jobs.prune(database, get_settings().home, context=context)

    say(str(run(work)))


@app.command("measure")
def measure(
    days: Annotated[int, typer.Option("--days", min=1, max=40_000, help="Số ngày gần đây / Last days")] = 10,
    space: SpaceOption = "live",
) -> None:
    """Measure steps in the boundaries in use, where they were not: after new boundaries were loaded."""

    async def work(database: Database) -> int:
        context = Context("command line", Scope(nation=True), space)
        return await jobs.measure_missing(database, get_settings().home, days=days, context=context)

    say(str(run(work)))


@app.command("climatology")
def climatology_command(
    product: Annotated[str, typer.Argument(help="Sản phẩm / Product")],
    from_: Annotated[str, typer.Option("--from", help="RFC 3339")],
    to: Annotated[str, typer.Option("--to", help="RFC 3339")],
    percentile: Annotated[float, typer.Option("--percentile", min=0, max=100)] = 95,
    space: SpaceOption = "live",
) -> None:
    """The percentile of the antecedent index of 7 days (LHASA 1.1) in every cell, over an archive of rain."""
    with refusing():
        starts_at, ends_at = _time(from_), _time(to)

    async def work(database: Database) -> GridResult:
        context = Context("command line", Scope(nation=True), space)
        return await climatology.make(
            database, get_settings(), product, starts_at, ends_at, percentile, context=context
        )

    result = run(work)
    say(
        f"{result.product}: mới/new {result.new}, sửa/changed {result.changed}, như cũ/unchanged {result.unchanged}"
    )


def _time(text: str) -> datetime:
    try:
        return parse_time(text)
    except BadTime as error:
        raise CommandRefused(error.text) from None
