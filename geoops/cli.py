"""The program on the command line. `geoops up` is the whole service; the other commands are its parts."""

import typer

from geoops.commands import Commands
from geoops.kit.log import configure_logging
from geoops.settings import get_settings

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="GeoOps: bản đồ điều hành phòng chống thiên tai / the map a province works on in a disaster",
)


@app.callback()
def prepare() -> None:
    """Set up logging before any command."""
    settings = get_settings()
    configure_logging(settings.log_level, settings.log_format)


def main() -> None:
    """The entry point of the program."""
    app()


if __name__ == "__main__":
    main()
