"""The six qualities and how they are measured, as data (`rules/quality.yaml`)."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

Code = Literal["correct", "complete", "clean", "live", "synchronised", "consistent"]
CODES: Final[tuple[Code, ...]] = ("correct", "complete", "clean", "live", "synchronised", "consistent")


@dataclass(frozen=True, slots=True)
class Quality:
    """One quality: its word in the decision, and the formula that measures it."""

    code: Code
    name: Text
    formula: Text


@dataclass(frozen=True, slots=True)
class QualityRules:
    """The qualities in the decision's order, and the quality that a kind of check speaks of."""

    qualities: tuple[Quality, ...]
    of_kind: dict[str, Code]
    certainty: str


@lru_cache
def quality_rules() -> QualityRules:
    """The rules of the package."""
    text = files("geoops.indicators").joinpath("rules", "quality.yaml").read_text(encoding="utf-8")
    said = read_yaml(text)
    return QualityRules(
        tuple(
            Quality(one["code"], Text(one["vi"], one["en"]), Text(one["formula_vi"], one["formula_en"]))
            for one in said["qualities"]
        ),
        said["kinds"],
        said["certainty"],
    )
