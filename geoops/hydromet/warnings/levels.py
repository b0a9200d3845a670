"""The words of the national commune warnings in their order; read from `rules/commune_warnings.yaml`."""

from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@lru_cache
def rule() -> dict[str, Any]:
    """The rule as written, with its source and certainty."""
    text = files("geoops.hydromet").joinpath("rules/commune_warnings.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document


def label() -> Text:
    """Whose warning it is. It is not the legal risk level and is never named so."""
    return Text(**rule()["label"])


@lru_cache
def levels() -> dict[str, int]:
    """Word as issued to its place in the order."""
    return {entry["text"]: entry["ordinal"] for entry in rule()["levels"]}


@lru_cache
def words() -> dict[int, Text]:
    """Place in the order to the word, in both languages."""
    return {entry["ordinal"]: Text(entry["text"], entry["en"]) for entry in rule()["levels"]}


def validity() -> timedelta:
    """How long a warning holds where its source does not say."""
    return timedelta(hours=rule()["validity_hours"])


def inferred_level(mm: float) -> int | None:
    """The level that six hours' rain (mm, observed plus forecast) would have had by the published rows; inferred."""
    reached = [level for level, least in rule()["inferred"]["at_least_mm"].items() if mm >= least]
    return max(reached, default=None)
