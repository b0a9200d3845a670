"""Planning norms as shipped, and as provinces set them. A norm says where it comes from, or that it is assumed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from geoops.kit.i18n import Text
from geoops.resources.kinds import entries


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm. `value` in `unit`; `province` is None for the whole country; `changed_at` is None as shipped."""

    code: str
    name: Text
    unit: str
    value: float
    least: float
    most: float
    certainty: str
    source: str
    province: str | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Norms:
    """The norms that hold: those of the country, and what provinces have set for themselves."""

    country: Mapping[str, Norm]
    own: Mapping[tuple[str, str], Norm]
    """By province and code."""

    def of(self, province: str, code: str) -> Norm:
        """The norm that holds in a province."""
        return self.own.get((province, code)) or self.country[code]

    def values(self, province: str) -> dict[str, float]:
        """Every norm's value in a province."""
        return {code: self.of(province, code).value for code in self.country}

    def all_of(self, province: str | None) -> list[Norm]:
        """Every norm as it holds in a province, or in the country."""
        if province is None:
            return list(self.country.values())
        return [self.of(province, code) for code in self.country]


@lru_cache
def shipped() -> dict[str, Norm]:
    """The norms of rules/norms.yaml."""
    return {
        entry["norm"]: Norm(
            code=entry["norm"],
            name=Text(entry["vi"], entry["en"]),
            unit=entry["unit"],
            value=float(entry["value"]),
            least=float(entry["least"]),
            most=float(entry["most"]),
            certainty=entry["certainty"],
            source=entry["source"],
        )
        for entry in entries("norms.yaml")
    }


def with_set(rows: Iterable[Any]) -> Norms:
    """The shipped norms with what was set put over them. `rows`: norm, province_code, value, source, known_at,
    changed_by; one a norm and province, the newest. Norms that are no more are passed over."""
    country, own = dict(shipped()), {}
    for row in rows:
        base = shipped().get(row.norm)
        if base is None:
            continue
        changed = replace(
            base,
            value=row.value,
            certainty="set",
            source=row.source,
            province=row.province_code,
            changed_at=row.known_at,
            changed_by=row.changed_by,
        )
        if row.province_code is None:
            country[row.norm] = changed
        else:
            own[row.province_code, row.norm] = changed
    return Norms(country, own)
