"""A variable of a comparison: its numbers, and why the communes without one have none.

A commune without a comparable value has a gap that says why: nothing is known (`no_data`), or something is, and is
unlike what the others have (`not_comparable`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import Period
from geoops.kit.context import Caller
from geoops.kit.i18n import Text
from geoops.layers.registry import Registry

Kind = Literal["no_data", "not_comparable"]
Cause = Literal["missing", "period", "boundary", "approval", "completeness", "denominator", "method"]

CAUSES: Final[tuple[Cause, ...]] = (
    "missing", "period", "boundary", "approval", "completeness", "denominator", "method",
)  # fmt: skip
ACCEPTABLE: Final[frozenset[Cause]] = frozenset({"boundary", "approval"})
"""What a planner may choose to compare all the same; the rest has no number to compare."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a commune is not compared. `value` is what stands there all the same, where anything does."""

    kind: Kind
    cause: Cause
    text: Text
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a variable. `period` is needed for an indicator that is reported, and means nothing to others."""

    key: str
    period: str | None = None
    nature: str = "actual"
    dimensions: Mapping[str, str] = field(default_factory=dict)
    against: str | None = None
    from_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A number for every commune that can be compared, and the gaps of the others that anything is known of."""

    key: str
    kind: Literal["indicator", "layer", "hazard"]
    name: Text
    unit: str | None
    period: Period | None
    source: Text
    values: Mapping[str, float]
    gaps: Mapping[str, Gap]
    node: IndicatorNode | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What every variable is read with."""

    registry: Registry
    caller: Caller
    communes: Collection[str]
    accept: frozenset[Cause]
    known_at: datetime | None
    at: datetime | None = None
