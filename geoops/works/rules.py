"""Assumptions and kinds of the domain, read from `rules/*.yaml`, each with its source and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


def _document(name: str) -> dict[str, Any]:
    text = files("geoops.works").joinpath("rules", name).read_text(encoding="utf-8")
    return dict(read_yaml(text))


@dataclass(frozen=True, slots=True)
class RoadRules:
    """Local planning assumptions about roads and travel; see `rules/roads.yaml`."""

    source: str
    certainty: str
    least_drift: float
    most_post_offset_m: float
    speeds_kmh: Mapping[str, float]
    other_speed_kmh: float
    straight_speed_kmh: float
    most_access_m: float
    junction_m: float

    def speed_of(self, road_key: str) -> float:
        """The assumed speed on a road by the letters before its number."""
        letters = "".join(takewhile(str.isalpha, road_key))
        return self.speeds_kmh.get(letters, self.other_speed_kmh)


@lru_cache
def road_rules() -> RoadRules:
    """The assumptions about roads."""
    return RoadRules(**_document("roads.yaml"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its name, and whether it holds water with levels."""

    code: str
    name: Text
    reservoir: bool


@dataclass(frozen=True, slots=True)
class ReservoirRules:
    """When a reservoir is near its level, and when a reading is old; see `rules/reservoirs.yaml`."""

    source: str
    certainty: str
    near_m: float
    end_below_m: float
    reading_old_after_h: float
    most_above_m: float


@lru_cache
def reservoir_rules() -> ReservoirRules:
    """The assumptions about reservoirs."""
    document = _document("reservoirs.yaml")
    return ReservoirRules(**document["rules"])


@lru_cache
def work_kinds() -> dict[str, Kind]:
    """Kinds of works by code."""
    return {
        entry["kind"]: Kind(entry["kind"], Text(entry["vi"], entry["en"]), entry["reservoir"])
        for entry in _document("kinds.yaml")["works"]
    }


@lru_cache
def labels(group: str) -> dict[str, Text]:
    """The words of a list of states or kinds, by code: `point_kinds`, `point_states`, `work_states`, `notice_levels`."""
    return {entry["code"]: Text(entry["vi"], entry["en"]) for entry in _document("kinds.yaml")[group]}
