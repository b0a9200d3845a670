"""Diseases, items, zones and rules of the end, read from `rules/diseases.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

Kind = Literal["human", "animal"]
ZONES: Final = ("epidemic", "threatened", "buffer")
"""From the outbreak outwards."""


@dataclass(frozen=True, slots=True)
class EndRule:
    """Days without a new case after which an outbreak may be declared over; None where no figure is known."""

    days: int | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ZoneDefaults:
    """Radii in metres, by zone, that a confirmed outbreak begins with."""

    radii: Mapping[str, float]
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is counted. `adds`: periods add to it. `new_case`: above zero, the outbreak went on then."""

    code: str
    name: Text
    unit: str
    adds: bool
    new_case: bool
    within: str | None
    most: int
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Disease:
    """A disease; `group` is the legal group of a human one, with the certainty of `source`."""

    code: str
    kind: Kind
    name: Text
    short: str | None
    group: str | None
    species: tuple[str, ...]
    source: str
    certainty: str
    end: EndRule
    zones: ZoneDefaults | None


@dataclass(frozen=True, slots=True)
class Definitions:
    """All of it."""

    diseases: Mapping[str, Disease]
    items: Mapping[Kind, Mapping[str, Item]]
    species: Mapping[str, Text]
    zone_names: Mapping[str, Text]


@lru_cache
def definitions() -> Definitions:
    """What is defined, read once."""
    text = files("geoops.incidents.disease").joinpath("rules", "diseases.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = read_yaml(text)
    return Definitions(
        diseases={entry["disease"]: _disease(entry, document) for entry in document["diseases"]},
        items={
            kind: {entry["item"]: _item(entry) for entry in entries}
            for kind, entries in document["items"].items()
        },
        species={entry["species"]: Text(entry["vi"], entry["en"]) for entry in document["species"]},
        zone_names={entry["zone"]: Text(entry["vi"], entry["en"]) for entry in document["zones"]},
    )


def disease(code: str) -> Disease:
    """A disease that is kept somewhere; its definition is there as long as rows name it."""
    return definitions().diseases[code]


def items_of(kind: Kind) -> Mapping[str, Item]:
    """What is counted in outbreaks of a kind."""
    return definitions().items[kind]


def _disease(entry: Mapping[str, Any], document: Mapping[str, Any]) -> Disease:
    kind: Kind = entry["kind"]
    zones = document["zone_defaults"].get(kind)
    groups = document["group_source"]
    return Disease(
        code=entry["disease"],
        kind=kind,
        name=Text(entry["vi"], entry["en"]),
        short=entry.get("short"),
        group=entry.get("group"),
        species=tuple(entry.get("species", ())),
        source=entry.get("source", groups["text"]),
        certainty=entry.get("certainty", groups["certainty"]),
        end=EndRule(**entry.get("end_rule", document["end_rules"][kind])),
        zones=ZoneDefaults(**zones) if zones else None,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(
        code=entry["item"],
        name=Text(entry["vi"], entry["en"]),
        unit=entry["unit"],
        adds=entry["adds"],
        new_case=entry.get("new_case", False),
        within=entry.get("within"),
        most=entry["most"],
        source=entry["source"],
        certainty=entry["certainty"],
    )
