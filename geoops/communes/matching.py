"""Names as others write them, matched to communes; what a person types, found.

Pure functions over the few thousand names of the country, handed in by the service.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geoops.communes.names import commune_key, compact, district_key, fold, has_marks, key, province_key
from geoops.communes.records import Commune, OldName, Province, Wanted

_MAX_QUERY = 100
_PREFIXES = ("xa ", "phuong ", "dac khu ", "thi tran ")


class ProvinceIndex:
    """Provinces by name, those of before 2025 included; a name may stand for none or one or several."""

    def __init__(self, provinces: Sequence[Province], former: Sequence[tuple[str, str]]) -> None:
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        today = {province_key(province.name_vi).base: province.code for province in provinces}
        for province in provinces:
            self._add(province.full_name_vi, province.code)
            self._plain[compact(province.name_vi)].add(province.code)
        for name, code in former:
            if province_key(name).base not in today:
                self._add(name, code)

    def _add(self, name: str, code: str) -> None:
        keyed = province_key(name)
        self._by_key[keyed.base].add(code)
        self._plain[keyed.plain].add(code)

    def codes(self, name: str) -> frozenset[str]:
        """Provinces that the name stands for, with marks or plain; a code stands for itself."""
        if name.isascii() and name.isdigit():
            return frozenset({name})
        keyed = province_key(name)
        if keyed.base in self._by_key:
            return frozenset(self._by_key[keyed.base])
        return frozenset() if has_marks(name) else frozenset(self._plain.get(keyed.plain, ()))

    def beginning_with(self, plain: str) -> frozenset[str]:
        """Provinces whose name without marks and spaces begins so."""
        return frozenset(
            code for name, codes in self._plain.items() if name.startswith(plain) for code in codes
        )


class CommuneIndex:
    """Communes of today by name within their province."""

    def __init__(self, communes: Iterable[Commune], provinces: ProvinceIndex) -> None:
        self._provinces = provinces
        self._kind: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
        self._base: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._plain: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._all: set[str] = set()
        for unit in communes:
            keyed = commune_key(unit.full_name_vi)
            self._all.add(unit.province_code)
            self._kind[unit.province_code, keyed.kind, keyed.base].append(unit.code)
            self._base[unit.province_code, keyed.base].append(unit.code)
            self._plain[unit.province_code, keyed.plain].append(unit.code)

    def match(self, name: str, province: str | None) -> str | None:
        """The one commune of that name, or None where there is none or more than one.

        First with its type, then by the name alone, and for a name written without any marks by the
        name without marks. Without a province the name must be the only one in the country.
        """
        codes = self._provinces.codes(province) if province else frozenset(self._all)
        keyed = commune_key(name)
        steps = [
            [code for area in codes for code in self._kind.get((area, keyed.kind, keyed.base), ())],
            [code for area in codes for code in self._base.get((area, keyed.base), ())],
        ]
        if not has_marks(name):
            steps.append([code for area in codes for code in self._plain.get((area, keyed.plain), ())])
        for found in steps:
            if found:
                return found[0] if len(found) == 1 else None
        return None


@dataclass(frozen=True, slots=True)
class OldPlace:
    """An old unit as others name it; district and province may be missing."""

    commune: str
    district: str | None = None
    province: str | None = None


@dataclass(slots=True)
class _Old:
    kind: str | None
    district: str
    provinces: set[str] = field(default_factory=set)
    became: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Became:
    """A commune that an old unit became; `split` where the old one went to several."""

    code: str
    split: bool


class OldIndex:
    """Old units by name; the province may be the old one or the one of today."""

    def __init__(self, lineage: Iterable[OldName], provinces: ProvinceIndex) -> None:
        self._provinces = provinces
        units: dict[tuple[object, ...], _Old] = {}
        self._by_name: dict[str, list[_Old]] = defaultdict(list)
        for pair in lineage:
            name = pair.old_name or pair.old_district or ""
            identity = (pair.old_code or name, pair.old_district, pair.old_province)
            unit = units.get(identity)
            if unit is None:
                keyed = commune_key(name) if pair.old_name else district_key(name)
                unit = _Old(keyed.kind, district_key(pair.old_district or "").base)
                units[identity] = unit
                self._by_name[keyed.base].append(unit)
            unit.provinces |= {province_key(pair.old_province).base, pair.new_province_code}
            unit.became.append((pair.new_code, pair.split))

    def match(self, place: OldPlace) -> list[Became]:
        """The communes that the one old unit of that name became; empty where none or several fit."""
        keyed = commune_key(place.commune)
        found = self._by_name.get(keyed.base, [])
        if place.province:
            areas = self._provinces.codes(place.province) | {province_key(place.province).base}
            found = [unit for unit in found if unit.provinces & areas]
        if place.district:
            district = district_key(place.district).base
            found = [unit for unit in found if unit.district == district] or found
        if len(found) > 1 and keyed.kind:
            found = [unit for unit in found if unit.kind == keyed.kind]
        if len(found) != 1:
            return []
        return [Became(code, split) for code, split in found[0].became]


def readings(query: str, provinces: ProvinceIndex) -> list[Wanted]:
    """All ways to read what was typed: the whole as a name, or its end as the name of a province.

    "sa pa lao cai" is Sa Pa in Lào Cai; "xã tả phìn" may be a name that begins with xã, or the type.
    """
    words = fold(query[:_MAX_QUERY]).split()
    found: list[Wanted] = []
    for end in range(len(words), 0, -1):
        areas = provinces.beginning_with("".join(words[end:])) if end < len(words) else None
        if areas is not None and not areas:
            continue
        for name in _with_and_without_prefix(" ".join(words[:end])):
            for area in sorted(areas) if areas is not None else [None]:
                found.append(Wanted(name.replace(" ", ""), name, area))
    return found


def _with_and_without_prefix(name: str) -> Sequence[str]:
    bare = [name[len(prefix) :] for prefix in _PREFIXES if name.startswith(prefix)]
    return [name, *bare]


def order(query: str, found: Mapping[str, int], units: Sequence[Commune]) -> list[Commune]:
    """Best first: by rank, then those whose tones are as typed, then shorter names, then code."""
    typed = key(query)

    def standing(unit: Commune) -> tuple[int, bool, int, str]:
        as_typed = has_marks(query) and key(unit.name_vi) in typed
        return found.get(unit.code, len(found)), not as_typed, len(unit.name_vi), unit.code

    return sorted(units, key=standing)
