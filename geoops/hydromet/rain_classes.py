"""Rain classes by length of the window; read from `rules/rain_classes.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class RainClass:
    """One class: its name in words and its range in millimetres for the legend of 24 hours."""

    id: str
    title: Text
    label: Text
    certainty: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a class begins: at that amount itself, or only above it."""

    class_id: str
    mm: float
    inclusive: bool

    def reached(self, mm: float) -> bool:
        """Whether an amount belongs to this class or a higher one."""
        return mm >= self.mm if self.inclusive else mm > self.mm


@lru_cache
def _document() -> dict[str, Any]:
    text = files("geoops.hydromet").joinpath("rules/rain_classes.yaml").read_text("utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document


@lru_cache
def rain_classes() -> tuple[RainClass, ...]:
    """The classes, from no rain upwards."""
    return tuple(
        RainClass(entry["id"], Text(**entry["name"]), Text(**entry["label"]), entry["certainty"])
        for entry in _document()["classes"]
    )


@lru_cache
def edges(hours: int | None) -> tuple[Edge, ...]:
    """The lower edges of the classes for a window of that length, ascending; empty where none are named
    (None: a window that is no whole number of hours)."""
    window = _document()["windows"].get(hours, {})
    return tuple(
        Edge(class_id, float(next(iter(edge.values()))), "at_least" in edge)
        for class_id, edge in window.items()
    )


HOURS = 24
"""The window that the classes of the service are for."""


def class_sql(column: str) -> str:
    """The class of an amount over 24 hours, written from the rule; the same edges serve the colours of other windows."""
    cases = "".join(
        f" WHEN round({column}::numeric, 1) {'>=' if edge.inclusive else '>'} {edge.mm} THEN '{edge.class_id}'"
        for edge in reversed(edges(HOURS))
    )
    return f"CASE WHEN {column} IS NULL THEN NULL{cases} ELSE '{rain_classes()[0].id}' END"


def classify(mm: float | None, hours: int | None) -> str | None:
    """The class of a rain amount (mm, kept to 0.1) over a window of hours; None where unknown or not classed."""
    if mm is None or not edges(hours):
        return None
    rounded = round(mm, 1)
    reached = [edge.class_id for edge in edges(hours) if edge.reached(rounded)]
    return reached[-1] if reached else rain_classes()[0].id
