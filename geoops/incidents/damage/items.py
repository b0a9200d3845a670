"""The items that damage is counted in, their units and parts, read from `rules/items.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is counted. `units` maps every unit that is taken to what one of it is in `unit`."""

    code: str
    group: str
    name: Text
    unit: str
    units: Mapping[str, float]
    whole: bool
    most: float
    confirm: bool
    parts: Mapping[str, Text]
    form_code: str | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items that stand together on the form."""

    code: str
    name: Text
    items: tuple[Item, ...]


@lru_cache
def groups() -> tuple[ItemGroup, ...]:
    """All groups in the order of the form."""
    text = files("geoops.incidents.damage").joinpath("rules", "items.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = read_yaml(text)
    return tuple(
        ItemGroup(
            code=group["group"],
            name=Text(group["vi"], group["en"]),
            items=tuple(_item(entry, group["group"], document) for entry in group["items"]),
        )
        for group in document["groups"]
    )


@lru_cache
def items() -> dict[str, Item]:
    """All items by their code."""
    return {item.code: item for group in groups() for item in group.items}


def _item(entry: Mapping[str, Any], group: str, document: Mapping[str, Any]) -> Item:
    parts = document[entry["parts"]] if "parts" in entry else []
    return Item(
        code=entry["item"],
        group=group,
        name=Text(entry["vi"], entry["en"]),
        unit=entry["unit"],
        units={entry["unit"]: 1.0, **entry.get("units", {})},
        whole=entry.get("whole", False),
        most=entry["most"],
        confirm=entry.get("confirm", False),
        parts={part["part"]: Text(part["vi"], part["en"]) for part in parts},
        form_code=entry.get("form_code"),
        source=entry["source"],
        certainty=entry["certainty"],
    )
