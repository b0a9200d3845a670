"""The texts of warnings from templates and values; read from `rules/alert_templates.yaml`.

A template knows `{name}` and `{if name}…{end}` (left out where the value is empty): no expressions, so that whatever a
value holds stays text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from geoops.kit.errors import Fault
from geoops.kit.i18n import Language, Text
from geoops.kit.numbers import NoNumber, read_number
from geoops.kit.yaml_files import read_yaml

_PART = re.compile(r"\{if (\w+)\}(.*?)\{end\}", re.DOTALL)
_NAME = re.compile(r"\{(\w+)\}")
_MOST_FIGURE = 1e9
GIVEN = frozenset({"places", "areas", "onset", "expires"})
"""What the system fills in by itself."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a template needs."""

    name: str
    label: Text
    required: bool
    kind: Literal["number", "text"]
    unit: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one hazard."""

    hazard: str
    label: Text
    categories: tuple[str, ...]
    response: tuple[str, ...]
    values: tuple[Value, ...]
    headline: Text
    description: Text
    instruction: Text


@dataclass(frozen=True, slots=True)
class Texts:
    """A warning's texts in both languages."""

    headline: Text
    description: Text
    instruction: Text


@lru_cache
def templates() -> dict[str, Template]:
    """Every template by its hazard, in the order of the form."""
    document = read_yaml(files("geoops.hydromet").joinpath("rules/alert_templates.yaml").read_text("utf-8"))
    common = [_value(row) for row in document["common_values"]]
    return {
        row["hazard"]: Template(
            hazard=row["hazard"],
            label=Text(row["vi"], row["en"]),
            categories=tuple(row["categories"]),
            response=tuple(row["response"]),
            values=(*(_value(value) for value in row["values"]), *common),
            headline=Text(**row["headline"]),
            description=Text(**row["description"]),
            instruction=Text(**row["instruction"]),
        )
        for row in document["hazards"]
    }


def _value(row: Mapping[str, Any]) -> Value:
    return Value(
        name=row["name"],
        label=Text(row["vi"], row["en"]),
        required=row["required"],
        kind=row.get("kind", "text"),
        unit=row.get("unit"),
        example=str(row["example"]),
    )


def faults_of(template: Template, values: Mapping[str, str]) -> list[Fault]:
    """What is missing, unknown or not a number among the values."""
    known = {value.name: value for value in template.values}
    faults = [
        Fault(Text("mẫu này không có giá trị đó", "the template has no such value"), field=f"values.{name}")
        for name in values
        if name not in known
    ]
    for value in template.values:
        given = values.get(value.name, "").strip()
        if not given and value.required:
            faults.append(
                Fault(
                    Text(f"thiếu: {value.label.vi}", f"missing: {value.label.en}"),
                    field=f"values.{value.name}",
                )
            )
        elif given and value.kind == "number" and (wrong := _no_figure(given)):
            faults.append(Fault(wrong, field=f"values.{value.name}"))
    return faults


def _no_figure(text: str) -> Text | None:
    """Why a text is no figure for a warning; what can be read in two ways would be, by those who are warned."""
    try:
        figure = read_number(text)
    except NoNumber as wrong:
        return wrong.text
    return None if 0 <= figure < _MOST_FIGURE else Text("ngoài khoảng có thể", "out of the possible range")


def filled(template: Template, values: Mapping[str, str], given: Mapping[str, Text]) -> Texts:
    """The template's texts with the values; a missing one shows as “…”, so that a preview says what is to come."""

    def text(of: Text) -> Text:
        return Text(_fill(of.vi, values, given, "vi"), _fill(of.en, values, given, "en"))

    return Texts(text(template.headline), text(template.description), text(template.instruction))


def _fill(template: str, values: Mapping[str, str], given: Mapping[str, Text], language: Language) -> str:
    def value(name: str) -> str:
        if name in given:
            return given[name].in_(language)
        return values.get(name, "").strip() or "…"

    kept = _PART.sub(lambda part: part[2] if values.get(part[1], "").strip() else "", template)
    return _NAME.sub(lambda found: value(found[1]), kept)
