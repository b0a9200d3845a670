"""What units are called, in both languages: one table for the server, the pages and the field app."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@lru_cache
def entries() -> tuple[dict[str, Any], ...]:
    """The rows of `units.yaml`, in their order."""
    text = files("geoops.kit").joinpath("units.yaml").read_text("utf-8")
    return tuple(read_yaml(text))


@lru_cache
def names() -> dict[str, Text]:
    """The name of every unit by each of its spellings: in Vietnamese as a decision prints it, in English the word."""
    found: dict[str, Text] = {}
    for entry in entries():
        vi, en = entry["vi"], entry["en"]
        for spelling in {vi, *entry.get("printed", ())}:
            found[spelling] = Text(spelling, en)
        for spelling in entry.get("written", ()):
            found[spelling] = Text(vi, en)
    return found


def unit_name(unit: str) -> Text:
    """The unit as people read it; one that is the same everywhere (mm, %) is its own name."""
    return names().get(unit) or Text(unit, unit)
