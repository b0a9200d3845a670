"""The pillars, what is counted in each, and how long a count is taken as true."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

from geoops.kit.i18n import Text

Pillar = Literal["command", "forces", "means", "logistics"]

PILLARS: Final[dict[Pillar, Text]] = {
    "command": Text("Chỉ huy tại chỗ", "Command on the spot"),
    "forces": Text("Lực lượng tại chỗ", "Forces on the spot"),
    "means": Text("Phương tiện, vật tư tại chỗ", "Means and materials on the spot"),
    "logistics": Text("Hậu cần tại chỗ", "Logistics on the spot"),
}

RHYTHM: Final = timedelta(days=31)
"""Counts are due monthly (Lào Cai C6, "Tháng"); an older one fades and is not taken as ready."""

MOST_PLACES: Final = 50_000
"""A single shelter with more places than this is a slip of the hand (a local assumption)."""


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """Something that is counted: its pillar, unit, whether only whole numbers make sense, and the largest count."""

    code: str
    pillar: Pillar
    name: Text
    unit: str
    whole: bool
    most: float
    source: str
    certainty: str


def _entries(name: str) -> list[dict[str, Any]]:
    text = files("geoops.resources").joinpath("rules", name).read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


@lru_cache
def kinds() -> dict[str, ResourceKind]:
    """All kinds by their code."""
    return {
        entry["kind"]: ResourceKind(
            code=entry["kind"],
            pillar=entry["pillar"],
            name=Text(entry["vi"], entry["en"]),
            unit=entry["unit"],
            whole=entry["whole"],
            most=entry["most"],
            source=entry["source"],
            certainty=entry["certainty"],
        )
        for entry in _entries("kinds.yaml")
    }


@lru_cache
def shelter_kinds() -> dict[str, Text]:
    """What a shelter is when it is no shelter."""
    return {entry["kind"]: Text(entry["vi"], entry["en"]) for entry in _entries("shelters.yaml")}
