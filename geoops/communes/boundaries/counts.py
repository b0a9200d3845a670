"""How many units there must be: a file that lost some on its way is found by counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from geoops.communes.boundaries.findings import Finding
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

RULES = Path(__file__).parents[1] / "rules" / "unit_counts.yaml"
PROVINCES_OF_THE_NATION = 34


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Units of the nation and of provinces from one day on, with the decision behind them."""

    valid_from: date
    decision: str
    nation: int | None
    provinces: Mapping[str, int]


def load_counts(path: Path = RULES) -> tuple[UnitCounts, ...]:
    """The counts in a rules file, earliest first.

    Raises ValueError, in words, when the file is not of that form.
    """
    try:
        entries = read_yaml(path.read_text(encoding="utf-8"))
        return tuple(sorted((_entry(entry) for entry in entries), key=lambda counts: counts.valid_from))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def _entry(entry: dict[str, Any]) -> UnitCounts:
    if not isinstance(entry["valid_from"], date):
        raise ValueError(f"valid_from: {entry['valid_from']!r} is not a date")
    provinces = {str(code): int(n) for code, n in (entry.get("provinces") or {}).items()}
    nation = entry.get("nation")
    return UnitCounts(
        entry["valid_from"], str(entry["decision"]), None if nation is None else int(nation), provinces
    )


def counts_on(day: date, counts: tuple[UnitCounts, ...]) -> UnitCounts | None:
    """The counts that hold on a day; None before the first."""
    held = [entry for entry in counts if entry.valid_from <= day]
    return held[-1] if held else None


def check_counts(found: Mapping[str, int], expected: UnitCounts | None) -> list[Finding]:
    """Units per province against what must be there, and the nation's where a file spans it."""
    if expected is None:
        return []
    findings = [
        _wrong(f"tỉnh {code}", f"province {code}", found[code], count, expected.decision)
        for code, count in sorted(expected.provinces.items())
        if found.get(code, count) != count
    ]
    total = sum(found.values())
    spans_nation = len(found) > PROVINCES_OF_THE_NATION / 2
    if spans_nation and expected.nation is not None and total != expected.nation:
        findings.append(_wrong("cả nước", "the nation", total, expected.nation, expected.decision))
    return findings


def _wrong(vi: str, en: str, found: int, expected: int, decision: str) -> Finding:
    return Finding(
        "count",
        Text(
            vi=f"{vi} có {found} đơn vị, phải là {expected} theo {decision}",
            en=f"{en} has {found} units, there must be {expected} by {decision}",
        ),
        field="code",
    )
