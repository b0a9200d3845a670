"""`geoops indicators …`: the catalogue loaded, checked and written out."""

import csv
import sys
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geoops.indicators import service
from geoops.indicators.catalogue import EXPORT_COLUMNS, nodes, read_catalogue
from geoops.indicators.reporting import jobs
from geoops.indicators.values.files import indicators_of, read_values
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.runtime import refusing, run, say

app = typer.Typer(no_args_is_help=True, help="Danh mục chỉ số / The indicator catalogue")

Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder", exists=True, file_okay=False, help="Catalogue files other than those of the program"
    ),
]


class Format(StrEnum):
    """What the catalogue can be written as."""

    CSV = "csv"


@app.command("load")
def load(folder: Folder = None) -> None:
    """Bring the catalogue files into the database; what did not change is not written again."""

    async def work(database: Database) -> tuple[dict[str, int], int]:
        async with database.transaction(SYSTEM) as session:
            return await service.load(session, folder), await service.compute_reference(session)

    written, computed = run(work)
    for code, rows in sorted(written.items()):
        say(f"{code}: {rows} dòng / rows")
    if not written:
        say("Danh mục không đổi / The catalogue did not change")
    if computed:
        say(f"Chỉ số tham chiếu cho {computed} xã / Reference indicators of {computed} communes")


@app.command("check")
def check(folder: Folder = None) -> None:
    """Prove the catalogue files against themselves: codes, parents, units, offices, frequencies."""
    with refusing():
        for file in read_catalogue(folder):
            rows = list(nodes(file.content))
            held = sum(node.holds_value for node in rows)
            waiting = [group.code for group in file.content.groups if group.state != "listed"]
            listed = [group.code for group in file.content.groups if group.state == "listed"]
            say(
                f"{file.content.set}: {len(rows)} dòng / rows, {held} có giá trị / hold a value;"
                f" nhóm / groups {', '.join(listed) or '—'}; chờ / waiting {', '.join(waiting) or '—'}"
            )


@app.command("export")
def export(
    folder: Folder = None,
    form: Annotated[Format, typer.Option("--format", help="csv")] = Format.CSV,
    reference: Annotated[
        bool, typer.Option("--reference", help="Also the reference indicators, which are of no decision")
    ] = False,
) -> None:
    """Write every row of the decisions to standard output, with the columns of the contract."""
    del form  # csv is all there is
    with refusing():
        writer = csv.DictWriter(sys.stdout, EXPORT_COLUMNS, lineterminator="\n")
        writer.writeheader()
        for file in read_catalogue(folder):
            if file.content.kind == "decision" or reference:
                writer.writerows(node.as_export() for node in nodes(file.content))


@app.command("values")
def load_values(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV of values")],
    source: Annotated[str, typer.Option("--source", help="Where the figures come from")],
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why earlier values change, where they do")
    ] = None,
) -> None:
    """Load a history of values: all rows of the file or, where one is refused, none."""

    async def work(database: Database) -> service.Outcome:
        async with database.transaction(SYSTEM) as session:
            return await service.load_values(
                session,
                read_values(file),
                indicators_of(file),
                source=source,
                file=file.name,
                reason=reason,
            )

    done = run(work)
    say(
        f"Mới {done.new}, đổi {done.changed}, giữ nguyên {done.unchanged}"
        f" / new {done.new}, changed {done.changed}, unchanged {done.unchanged}"
    )


@app.command("remind")
def remind(
    hours: Annotated[int, typer.Option("--hours", min=1, max=240, help="How far back to look")] = 1,
) -> None:
    """Remind offices of reports whose time for it lay in the last hours, as the worker does every hour."""

    async def work(database: Database) -> int:
        now = utc_now()
        return await jobs.remind_between(database, now - timedelta(hours=hours), now)

    say(f"Đã đôn đốc {run(work)} báo cáo / reports reminded of")
