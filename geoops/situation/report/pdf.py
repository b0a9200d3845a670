"""A report as a PDF, set by typst with the map's own font: system fonts differ in how they draw ể."""

from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from geoops.situation.report.document import Document, Table
from geoops.situation.report.fonts import font_folder

_HERE = Path(str(files("geoops.situation.report")))
_LEAST, _MOST = 6, 40


def pdf(page: Document) -> bytes:
    """The report on A4. Its words go in as data, never as source. Raises NotFound where the web side is not built."""
    import typst

    made: bytes = typst.compile(
        _HERE / "templates" / "report.typ",
        root=_HERE / "templates",
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"page": orjson.dumps(_data(page)).decode()},
    )
    return made


def _data(page: Document) -> dict[str, Any]:
    data = asdict(page)
    for chapter, shown in zip(page.chapters, data["chapters"], strict=True):
        for section, plain in zip(chapter.sections, shown["sections"], strict=True):
            plain["tables"] = {name: _table(table) for name, table in section.tables.items()}
    return data


def _table(table: Table) -> dict[str, Any]:
    """A table with a share of the width for each column, by what is longest in it."""
    columns = list(zip(table.head, *table.rows, strict=True))
    return {
        "head": table.head,
        "rows": table.rows,
        "numbers": sorted(table.numbers),
        "widths": [min(_MOST, max(_LEAST, *map(len, column))) for column in columns],
    }
