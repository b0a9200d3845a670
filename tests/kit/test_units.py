"""Every unit that people are shown has a name in both languages, and from one table."""

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

from geoops.domains import registry
from geoops.kit.units import names, unit_name
from scripts import units as written

DECLARED = (
    "incidents/damage/rules/items.yaml",
    "incidents/disease/rules/diseases.yaml",
    "incidents/definitions/incidents.yaml",
    "resources/rules/kinds.yaml",
    "resources/rules/needs.yaml",
    "resources/rules/norms.yaml",
    "hydromet/rules/variables.yaml",
    "hydromet/rules/grid_variables.yaml",
    "hydromet/rules/alert_templates.yaml",
)
SYMBOLS = {
    *("%", "°", "°C", "mm", "cm", "m", "km", "m/s", "m/h", "km/h", "hPa", "kg", "kWh", "ha"),
    *("m²", "km²", "m³", "m³/s"),
}


def declared(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        unit, others = part.get("unit"), part.get("units")
        yield from [unit] if isinstance(unit, str) else []
        yield from others if isinstance(others, dict) else []
        for inner in part.values():
            yield from declared(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from declared(inner)


def every() -> Iterator[str]:
    yield from names()
    for name in DECLARED:
        yield from declared(yaml.safe_load(files("geoops").joinpath(name).read_text("utf-8")))
    for layer in registry().declared:
        yield from (unit for unit in (layer.legend.unit, *(field.unit for field in layer.fields)) if unit)


def test_every_unit_has_an_english_name() -> None:
    found = set(every())
    assert found >= {"người/km²", "chiếc", "ô", "m3/s", "Người"}
    alike = {name.vi for name in map(unit_name, found) if name.vi == name.en}
    assert alike <= SYMBOLS, "a word of one language"
    english = {unit: unit_name(unit).en for unit in found - SYMBOLS}
    assert {unit: name for unit, name in english.items() if not name.strip("°C²³/s").isascii()} == {}


def test_printed_units_stay_as_printed_in_vietnamese() -> None:
    assert (unit_name("Người").vi, unit_name("Người").en) == ("Người", "people")
    assert (unit_name("m3/s").vi, unit_name("min").vi) == ("m³/s", "phút")
    assert (unit_name("mm").vi, unit_name("mm").en) == ("mm", "mm")
    assert all(unicodedata.is_normalized("NFC", unit) for unit in names())


def test_the_pages_have_the_same_table() -> None:
    assert written.OUT.read_text("utf-8") == written.text(), "run python -m scripts.units"
