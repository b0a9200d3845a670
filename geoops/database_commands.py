"""`geoops db`: the database as a whole."""

from pathlib import Path
from typing import Annotated

import typer

from geoops import backup
from geoops.migrations.run import migrate
from geoops.runtime import announce, database_urls, refusing, say
from geoops.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Cơ sở dữ liệu / The database")


@app.command("migrate")
def bring_up_to_date() -> None:
    """Bring the database to this program's version, and what may be published to its layers."""
    from geoops.domains import registry
    from geoops.layers.ogc.publishing import publish

    with refusing(), database_urls(get_settings()) as urls:
        migrate(urls.owner)
        if (refused := publish(urls.owner, registry())) is not None:
            announce(f"{refused.vi} / {refused.en}")
    announce("Cơ sở dữ liệu đã ở phiên bản mới nhất / The database is up to date")


@app.command("backup")
def write_backup(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu / The file to write")],
    grids: Annotated[
        bool, typer.Option("--grids/--no-grids", help="Cả lưới mưa, dự báo / The steps of grids too")
    ] = True,
) -> None:
    """Write the whole database and the files that belong to it (photos, risk maps, grids) to one file."""
    settings = get_settings()
    folders = [folder for folder in backup.FOLDERS if grids or folder != "grids"]
    with refusing(), database_urls(settings) as urls:
        count = backup.backup(urls.owner, settings.home, file, folders=folders)
    announce(f"Đã sao lưu cơ sở dữ liệu và {count} tệp / the database and {count} files are kept: {file}")


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="Tệp sao lưu / The file to read")]) -> None:
    """Put the database and its files back to what the file holds."""
    settings = get_settings()
    with refusing(), database_urls(settings) as urls:
        count = backup.restore(urls.owner, settings.home, file)
    announce(f"Đã phục hồi cơ sở dữ liệu và {count} tệp / the database and {count} files are back")


@app.command("check")
def check() -> None:
    """Say what the database is and whether it is as this program needs it."""
    with refusing(), database_urls(get_settings()) as urls:
        for line in backup.check(urls.owner):
            say(line)
