"""The units as the Python package `vietnamadminunits` knows them (MIT): names, points, old to new.

It serves where no boundary file is there. Read from its database file and not through its functions,
which read 10 MB of address parsers when imported.
"""

import json
import sqlite3
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SOURCE = "vietnamadminunits (MIT, (c) 2025 Tran Ngoc Minh Hieu)"


@dataclass(frozen=True, slots=True)
class PackagedUnit:
    """A commune with its point; `area_km2` is the published area."""

    code: str
    full_name_vi: str
    province_code: str
    province_name: str
    lon: float
    lat: float
    area_km2: float | None


@dataclass(frozen=True, slots=True)
class OldUnit:
    """A unit of before 1 July 2025; code and name are None for island districts that had no communes."""

    code: str | None
    name: str | None
    district_code: str
    district: str
    province_code: str
    province: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Successor:
    """An old unit and one commune that took its land; `split` where it went to several."""

    old: OldUnit
    new_code: str
    new_name: str
    new_province_code: str
    split: bool


def units() -> list[PackagedUnit]:
    """All communes of after 1 July 2025, by code."""
    rows = _query(
        "SELECT wardCode, ward, provinceCode, province, wardLon, wardLat, wardAreaKm2"
        " FROM admin_units ORDER BY wardCode"
    )
    return [PackagedUnit(*row) for row in rows]


def province_names() -> dict[str, str]:
    """Full names of the 34 provinces by code."""
    return dict(_query("SELECT DISTINCT provinceCode, province FROM admin_units"))


def successors() -> list[Successor]:
    """Every pair of an old unit and a commune that it became, 10,602 of them, by old then new code."""
    old = {}
    for key_parts, unit in _old_units():
        old["_".join(key_parts)] = unit
    new = {
        (province, ward): (code, name, province_code)
        for province, ward, code, name, province_code in _query(
            "SELECT provinceKey, wardKey, wardCode, ward, provinceCode FROM admin_units"
        )
    }
    table = json.loads((_folder() / "converter_2025.json").read_text(encoding="utf-8"))
    pairs = [
        Successor(old[old_key], *new[province, ward], split=False)
        for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, old_keys in wards.items()
        for old_key in old_keys
    ]
    pairs += [
        Successor(old[old_key], *new[province, part["newWardKey"]], split=True)
        for province, wards in table["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old_key, parts in wards.items()
        for part in parts
    ]
    return sorted(pairs, key=lambda pair: (pair.old.code or "", pair.old.district_code, pair.new_code))


def _old_units() -> list[tuple[tuple[str, str, str], OldUnit]]:
    rows = _query(
        "SELECT provinceKey, districtKey, coalesce(wardKey, ''), wardCode, ward, districtCode, district,"
        " provinceCode, province, coalesce(wardLon, districtLon), coalesce(wardLat, districtLat)"
        " FROM admin_units_legacy"
    )
    return [((row[0], row[1], row[2]), OldUnit(*row[3:])) for row in rows]


def _query(statement: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(
        (_folder() / "dataset.db").resolve().as_uri() + "?mode=ro&immutable=1", uri=True
    ) as package_file:
        return package_file.execute(statement).fetchall()


def _folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("vietnamadminunits")
    return Path(next(iter(spec.submodule_search_locations))) / "data"
