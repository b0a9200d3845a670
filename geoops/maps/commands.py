"""The work of `geoops map OUT.html --layer L …`."""

from collections.abc import Sequence
from pathlib import Path

from geoops.kit.context import Context
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.http import read_time
from geoops.kit.i18n import Language, Text
from geoops.layers import service
from geoops.layers.registry import Registry
from geoops.runtime import refusing, run


def write_map(
    registry: Registry, out: Path, layers: Sequence[str], context: Context, at: str | None, language: Language
) -> None:
    """Write the layers as a stand-alone page; the file appears only when it is whole."""
    from geoops.maps import folium_map

    async def work(database: Database) -> str:
        async with database.transaction(context) as session:
            when = await service.moment(session, read_time(at, "at"), None)
            drawn = await folium_map.collect(session, registry, layers, when, context.scope)
        return folium_map.page(drawn, when.at, language)

    page = run(work)
    part = out.with_name(out.name + ".part")
    with refusing():
        try:
            part.write_text(page, encoding="utf-8")
            part.replace(out)
        except OSError as error:
            raise CommandRefused(
                Text(f"Không ghi được {out}: {error.strerror}", f"Cannot write {out}: {error.strerror}")
            ) from None
