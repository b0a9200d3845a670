"""All checks of a set of boundary files, before a single row is written."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geoops.communes.boundaries import attributes, reading, shapes
from geoops.communes.boundaries.counts import UnitCounts, check_counts, counts_on, load_counts
from geoops.communes.boundaries.coverage import as_multi, dissolve
from geoops.communes.boundaries.findings import FileReport, Finding
from geoops.communes.boundaries.reading import Table
from geoops.kit.i18n import Text

REFORM = date(2025, 7, 1)
"""The day on which the two-level model began: units of before are known by lineage alone."""


@dataclass(frozen=True)
class Units:
    """Communes ready to be worked on: `table` has a column per field, `geometry` the shape per unit.

    `by_province` and `nation` (EPSG:4326) are worked out once, and only for a valid coverage.
    """

    table: Table
    geometry: NDArray[Any]

    @property
    def codes(self) -> list[str]:
        return [str(code) for code in self.table["code"]]

    @property
    def provinces(self) -> list[str]:
        return [str(code) for code in self.table["province_code"]]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The units one by one, without their shapes."""
        for values in zip(*self.table.values(), strict=True):
            yield dict(zip(self.table, values, strict=True))

    @cached_property
    def by_province(self) -> dict[str, Any]:
        return dissolve(self.geometry, self.provinces)

    @cached_property
    def nation(self) -> Any:
        return shapely.coverage_union_all(list(self.by_province.values()))


@dataclass(slots=True)
class Checked:
    """The reports of all files, and the units when none of them failed."""

    reports: list[FileReport]
    units: Units | None = None
    _parts: list[Units] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(report.failed for report in self.reports)

    def block(self) -> str:
        return "\n".join(report.block() for report in self.reports)


def check_files(
    paths: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    layer: str | None = None,
    valid_from: date = REFORM,
    counts: tuple[UnitCounts, ...] | None = None,
    meanwhile: Callable[[Units], None] = lambda _: None,
) -> Checked:
    """Read and check files that together make one boundary version.

    Codes, shared edges, gaps and counts are checked over all files; the findings stand with the
    file whose row they are about. `units` is set only when no file has an error. `meanwhile` is
    handed the units as soon as each is right by itself, to start on what takes long.
    """
    checked = Checked([FileReport(path.name) for path in paths])
    for path, report in zip(paths, checked.reports, strict=True):
        part = _check_one(path, report, mapping, layer)
        if part is not None:
            checked._parts.append(part)
    if not checked.failed:
        units = _join(checked._parts)
        meanwhile(units)
        _check_all(checked, units, counts_on(valid_from, load_counts() if counts is None else counts))
        checked.units = None if checked.failed else units
    return checked


def check_date(day: date, today: date) -> list[Finding]:
    """The day from which boundaries hold must lie between the reform and a year from now."""
    if REFORM <= day <= today.replace(year=today.year + 1, day=min(today.day, 28)):
        return []
    return [
        Finding(
            "date",
            Text(
                vi=f"ngày hiệu lực {day:%d/%m/%Y} phải từ {REFORM:%d/%m/%Y} đến một năm sau hôm nay",
                en=f"the day {day.isoformat()} must lie between {REFORM.isoformat()} and a year from now",
            ),
            field="valid_from",
        )
    ]


def _check_one(
    path: Path, report: FileReport, mapping: Mapping[str, str] | None, layer: str | None
) -> Units | None:
    try:
        raw = reading.read(path, mapping, layer)
    except reading.NotReadable as refusal:
        report.add([refusal.finding])
        return None
    report.format, report.rows = raw.format, len(raw.geometry)
    if report.rows == 0:
        empty = Text(vi="tệp không có đơn vị nào", en="the file holds no unit")
        report.add([Finding("no_units", empty)])
        return None
    table, found = attributes.clean(raw.table, report.rows)
    report.provinces = dict(Counter(str(code) for code in table["province_code"] if code))
    report.add(raw.repaired)
    report.add(found)
    report.add(shapes.check_crs(raw.crs))
    report.add(shapes.check_each(raw.geometry, table["code"]))
    if report.failed:
        return None
    return Units(table, as_multi(raw.geometry))


def _check_all(checked: Checked, units: Units, expected: UnitCounts | None) -> None:
    """What only shows over all files together; told in the report of the row's own file."""
    starts = np.cumsum([0] + [len(part.geometry) for part in checked._parts])
    seen: dict[str, int] = {}
    for index, code in enumerate(units.codes):
        if code in seen:
            home = int(np.searchsorted(starts, index, side="right")) - 1
            other = int(np.searchsorted(starts, seen[code], side="right")) - 1
            name = checked.reports[other].name
            checked.reports[home].add(
                [
                    Finding(
                        "code_duplicate",
                        Text(
                            vi=f"mã xã “{code}” đã có trong {name}",
                            en=f"the code “{code}” is already in {name}",
                        ),
                        row=index - int(starts[home]) + 1,
                        code=code,
                        field="code",
                    )
                ]
            )
        seen.setdefault(code, index)
    valid = bool(shapely.coverage_is_valid(units.geometry))
    codes: list[str | None] = list(units.codes)
    together = [] if valid else shapes.misfits(units.geometry, codes)
    together += shapes.gaps(
        units.nation if valid else shapely.union_all(units.geometry), units.geometry, codes
    )
    for finding in together:
        row = (finding.row or 1) - 1
        home = int(np.searchsorted(starts, row, side="right")) - 1
        moved = Finding(
            finding.kind,
            finding.reason,
            finding.level,
            row - int(starts[home]) + 1,
            finding.code,
            finding.field,
        )
        checked.reports[home].add([moved])
    checked.reports[0].add(check_counts(Counter(units.provinces), expected))


def _join(parts: Sequence[Units]) -> Units:
    table = {field: [value for part in parts for value in part.table[field]] for field in reading.FIELDS}
    return Units(table, np.concatenate([part.geometry for part in parts]))
