"""What our warnings put into the fields that CAP leaves to its users; read from `rules/alert_mapping.yaml`."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Word:
    """A CAP word in people's language; `color` is that of danger, where the word has one."""

    word: str
    label: Text
    color: str | None = None


@lru_cache
def rule() -> dict[str, Any]:
    """The mapping as written, with its source and certainty."""
    document: dict[str, Any] = read_yaml(
        files("geoops.hydromet").joinpath("rules/alert_mapping.yaml").read_text("utf-8")
    )
    return document


@lru_cache
def severities() -> dict[str, Word]:
    """CAP severities, mildest first, then unknown."""
    return _words("severities", "severity")


@lru_cache
def certainties() -> dict[str, Word]:
    """CAP certainties."""
    return _words("certainties", "certainty")


@lru_cache
def urgencies() -> dict[str, Word]:
    """CAP urgencies."""
    return _words("urgencies", "urgency")


def _words(group: str, key: str) -> dict[str, Word]:
    return {row[key]: Word(row[key], Text(row["vi"], row["en"]), row.get("color")) for row in rule()[group]}


def severity_rank(severity: str) -> int:
    """0 unknown, 1 minor … 4 extreme: for sorting and for “at least this severe”."""
    order = [word for word in severities() if word != "Unknown"]
    return order.index(severity) + 1 if severity in order else 0


def severity_of_level(level: int) -> str:
    """The severity that goes with the risk level an official bulletin states."""
    severity: str = rule()["level_to_severity"][level]
    return severity


def urgency_of(issued_at: datetime, onset_at: datetime) -> str:
    """The urgency of a danger that begins at `onset_at`."""
    minutes = (onset_at - issued_at).total_seconds() / 60
    for row in rule()["urgency"]:
        if "at_most_minutes" not in row or minutes <= row["at_most_minutes"]:
            found: str = row["urgency"]
            return found
    raise AssertionError("the last row has no limit")


def level_parameter() -> str:
    """The name under which a cited official level is written."""
    return str(rule()["level_parameter"])


def commune_geocode() -> str:
    """The name under which commune codes are written."""
    return str(rule()["commune_geocode"])
