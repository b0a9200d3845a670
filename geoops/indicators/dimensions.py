"""Dimensions by which values are broken down, their code lists, and what a printed disaggregation means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

TOTAL: Final = "total"
"""A code that is printed among the parts and is their total."""

Standing = Literal["listed", "unregistered", "closed"]
"""How a code stands to the code list: in it, not in it, or in it and closed by the day that is asked about."""

STANDINGS: Final[Mapping[Standing, Text]] = {
    "listed": Text("trong danh mục", "in the code list"),
    "unregistered": Text("mã chưa đăng ký", "code not registered"),
    "closed": Text("mã đã đóng", "code closed"),
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension with its code list. `open`: the decision does not close the list, so people may add codes
    (`indicators.codes`); `closed` says from which day on one of those takes no new value.

    `adds` says how the parts of a count or an amount stand to its total: together they are the total (`whole`), not
    more than it (`within`), or nothing is known of it (None).
    """

    code: str
    name: Text
    open: bool
    items: Mapping[str, Text]
    adds: Literal["whole", "within"] | None = None
    closed: Mapping[str, date] = field(default_factory=dict)

    def standing(self, code: str, day: date) -> Standing:
        """How a code stands to the list on a day."""
        if code not in self.items:
            return "unregistered"
        ended = self.closed.get(code)
        return "closed" if ended is not None and ended <= day else "listed"

    def name_of(self, code: str) -> Text:
        """The name of a code; one that is not in the list stays as it was sent, and says so."""
        mark = STANDINGS["unregistered"]
        return self.items.get(code) or Text(f"{code} ({mark.vi})", f"{code} ({mark.en})")


@dataclass(frozen=True, slots=True)
class Disaggregation:
    """What a printed disaggregation asks for: dimensions, and kinds of administrative unit."""

    dimensions: tuple[str, ...]
    places: tuple[str, ...]


@lru_cache
def _rules() -> Any:
    text = files("geoops.indicators").joinpath("rules", "dimensions.yaml").read_text(encoding="utf-8")
    return read_yaml(text)


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
