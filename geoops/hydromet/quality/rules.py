"""What is checked, and within which limits; read from `rules/qc.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Check:
    """A check by the name of its flag. `leave_out` says that a flagged value counts in no sum."""

    flag: str
    title: Text
    leave_out: bool
    source: str
    settings: dict[str, Any]


@lru_cache
def _document() -> dict[str, Any]:
    text = files("geoops.hydromet").joinpath("rules/qc.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document


def _check(flag: str, entry: dict[str, Any]) -> Check:
    settings = {key: value for key, value in entry.items() if key not in ("title", "sums", "source")}
    return Check(flag, Text(**entry["title"]), entry.get("sums") == "leave_out", entry["source"], settings)


@lru_cache
def checks() -> dict[str, Check]:
    """The checks of observations, by flag."""
    return {flag: _check(flag, entry) for flag, entry in _document()["checks"].items()}


@lru_cache
def station_checks() -> dict[str, Check]:
    """The checks of stations, by flag."""
    return {flag: _check(flag, entry) for flag, entry in _document()["stations"].items()}


@lru_cache
def left_out() -> tuple[str, ...]:
    """Flags whose values count in no sum."""
    return tuple(flag for flag, check in checks().items() if check.leave_out)
