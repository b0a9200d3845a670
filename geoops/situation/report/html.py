"""A report as one page of HTML: no script, nothing fetched, every text escaped."""

from functools import lru_cache
from typing import Any

from geoops.situation.report.document import Document


@lru_cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html")


def html(page: Document) -> bytes:
    """The page, to be shown or printed on A4."""
    return str(_template().render(page=page)).encode()
