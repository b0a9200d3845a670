"""The words that the catalogue is written in: units, frequencies and offices, each with every spelling seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from geoops.kit import units
from geoops.kit.yaml_files import read_yaml

Kind = Literal["units", "frequencies", "offices"]


@dataclass(frozen=True, slots=True)
class Word:
    """One unit, frequency or office.

    `factor` turns a value of this unit into one of the unit `base`. `period` is the kind of period that a frequency
    fills in, `months` those months of the year alone (None: all).
    """

    code: str
    vi: str
    en: str
    printed: tuple[str, ...]
    base: str | None = None
    factor: float | None = None
    period: str | None = None
    months: tuple[int, ...] | None = None


@lru_cache
def words(kind: Kind) -> dict[str, Word]:
    """All words of a kind by every spelling under which they are printed."""
    found: dict[str, Word] = {}
    for entry in _entries(kind):
        word = _word(entry)
        for spelling in word.printed:
            if spelling in found:
                raise ValueError(
                    f"{kind}.yaml: “{spelling}” is printed for {found[spelling].code} and {word.code}"
                )
            found[spelling] = word
    return found


def _entries(kind: Kind) -> Iterable[dict[str, Any]]:
    if kind == "units":
        return (entry for entry in units.entries() if "printed" in entry)
    text = files("geoops.indicators").joinpath("rules", f"{kind}.yaml").read_text(encoding="utf-8")
    return cast(list[dict[str, Any]], read_yaml(text))


def by_code(kind: Kind) -> dict[str, Word]:
    """All words of a kind by their code."""
    return {word.code: word for word in words(kind).values()}


def _word(entry: dict[str, Any]) -> Word:
    return Word(
        code=entry["code"],
        vi=entry["vi"],
        en=entry.get("en", entry["vi"]),
        printed=tuple(entry["printed"]),
        base=entry.get("base"),
        factor=entry.get("factor"),
        period=entry.get("period"),
        months=tuple(entry["months"]) if "months" in entry else None,
    )


def unit_of(printed: str) -> Word | None:
    """The unit behind a printed cell; None where the catalogue does not know the spelling."""
    return words("units").get(printed)


def frequencies_of(printed: str) -> tuple[Word, ...] | None:
    """The frequencies in a printed cell (`Giờ/ Ngày`), in print order; None where one of them is unknown."""
    known = words("frequencies")
    if printed in known:
        return (known[printed],)
    parts = [known.get(part.strip()) for part in printed.split("/")]
    return tuple(part for part in parts if part is not None) if all(parts) else None


def offices_of(printed: str) -> tuple[Word, ...] | None:
    """The offices named in a printed cell, between commas or semicolons; None where one of them is unknown."""
    known = words("offices")
    if printed in known:
        return (known[printed],)
    parts = [known.get(part.strip()) for part in printed.replace(";", ",").split(",")]
    return tuple(part for part in parts if part is not None) if all(parts) else None
