"""Dimensions by which values are broken down, their code lists, and what a printed disaggregation means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text

TOTAL: Final = "total"
"""A code that is printed among the parts and is their total."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension with its code list. `open`: the decision does not close the list, so people may add codes.

    `adds` says how the parts of a count or an amount stand to its total: together they are the total (`whole`), not
    more than it (`within`), or nothing is known of it (None).
    """

    code: str
    name: Text
    open: bool
    items: Mapping[str, Text]
    adds: Literal["whole", "within"] | None = None


@dataclass(frozen=True, slots=True)
class Disaggregation:
    """What a printed disaggregation asks for: dimensions, and kinds of administrative unit."""

    dimensions: tuple[str, ...]
    places: tuple[str, ...]


@lru_cache
def _rules() -> Any:
    text = files("geoops.indicators").joinpath("rules", "dimensions.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@lru_cache
def known_dimensions() -> dict[str, Dimension]:
    """All dimensions by code."""
    return {
        entry["code"]: Dimension(
            entry["code"],
            Text(entry["vi"], entry["en"]),
            entry.get("open", False),
            {item["code"]: Text(item["vi"], item["en"]) for item in entry["items"]},
            entry.get("adds"),
        )
        for entry in _rules()["dimensions"]
    }


@lru_cache
def _printed() -> dict[str, Disaggregation]:
    return {
        entry["text"]: Disaggregation(tuple(entry["dimensions"]), tuple(entry.get("places", ())))
        for entry in _rules()["printed"]
    }


def names_printed(printed: str) -> Disaggregation | None:
    """What a printed disaggregation asks for; None where the catalogue does not know the print."""
    return _printed().get(printed)


def written_dimensions(written: str | None) -> dict[str, str]:
    """`sex=female,ethnic_group=thai` as a mapping; raises InputRefused."""
    if not written:
        return {}
    pairs = [part.partition("=") for part in written.split(",")]
    if any(not name or not code for name, _, code in pairs) or len({pair[0] for pair in pairs}) < len(pairs):
        raise InputRefused(
            Text("Phân tổ viết là tên=mã,tên=mã", "Dimensions are written name=code,name=code"),
            extra={"parameter": "dimensions"},
        )
    return {name: code for name, _, code in pairs}
